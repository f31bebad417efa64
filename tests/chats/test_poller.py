"""The poller: confirms nothing early, waits out what heals, and says what does not."""

import asyncio
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import structlog
from starlette.applications import Starlette

from bot.chats.telegram.poller import DEAF_SECONDS
from bot.errors import ChatError
from tests.chats.api import Api, ok, refused


@pytest.fixture
def api() -> Api:
    return Api()


class Naps:
    """A sleep that takes no time and remembers; the long wait of the watchdog only ends when told to."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.watchdog = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        if seconds == DEAF_SECONDS:
            await self.watchdog.wait()
            return
        self.taken.append(seconds)
        await asyncio.sleep(0)


def update(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": 1}}}


async def first_batches(api: Api, count: int, naps: Naps) -> list[list[int]]:
    telegram, taken = api.telegram(sleep=naps), list[list[int]]()
    batches = telegram.receive()
    try:
        async for batch in batches:
            taken.append([int(str(raw["update_id"])) for raw in batch])
            if len(taken) == count:
                break
    finally:
        await batches.aclose()  # type: ignore[attr-defined]
        await telegram.stop()
    return taken


def offsets(api: Api) -> list[Any]:
    return [call.fields.get("offset") for call in api.calls if call.method == "getUpdates"]


async def test_a_batch_is_confirmed_only_by_asking_for_the_next(api: Api) -> None:
    api.replies["getUpdates"] = [ok([update(5), update(6)]), ok([]), ok([update(9)]), ok([])]
    assert await first_batches(api, 2, Naps()) == [[5, 6], [9]]
    # The last batch is unconfirmed: were it not kept, the next start would be given it again.
    assert offsets(api) == [None, 7, 7]


async def test_a_batch_that_could_not_be_kept_is_asked_for_again(api: Api) -> None:
    api.replies["getUpdates"] = [ok([update(5)]), ok([update(5)])]
    telegram = api.telegram(sleep=Naps())
    for _ in range(2):
        batches = telegram.receive()
        assert await anext(aiter(batches)) == [update(5)]
        await batches.aclose()  # type: ignore[attr-defined]
    await telegram.stop()
    assert offsets(api) == [None, None]


async def test_what_python_telegram_bot_could_not_read_comes_through(api: Api) -> None:
    odd = {"update_id": 5, "message": {"chat": "nonsense", "date": None}}
    api.replies["getUpdates"] = [ok([odd, "no update", update(6)])]
    assert await first_batches(api, 1, Naps()) == [[5, 6]]


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        refused(502, "Bad Gateway"),
        httpx.Response(200, text="not json"),
        httpx.Response(200, json={"ok": True, "result": {"no": "list"}}),
        refused(429, "Too Many Requests: retry after 5", retry_after=5),
    ],
)
async def test_a_fault_is_waited_out(api: Api, fault: Any) -> None:
    naps = Naps()
    api.replies["getUpdates"] = [ok([update(5)]), fault, fault, ok([update(6)])]
    assert await first_batches(api, 2, naps) == [[5], [6]]
    assert offsets(api) == [None, 6, 6, 6]
    assert len(naps.taken) == 2
    assert all(0.5 <= nap <= 30 for nap in naps.taken)


async def test_a_pause_asked_for_is_kept(api: Api) -> None:
    naps = Naps()
    api.replies["getUpdates"] = [refused(429, "Too Many Requests", retry_after=45), ok([update(5)])]
    await first_batches(api, 1, naps)
    assert naps.taken == [45]


async def test_waits_grow_and_are_spread(api: Api) -> None:
    naps = Naps()
    api.replies["getUpdates"] = [*(httpx.ConnectError("refused") for _ in range(9)), ok([update(5)])]
    await first_batches(api, 1, naps)
    for number, nap in enumerate(naps.taken):
        assert min(30, 2**number) / 2 <= nap <= min(30, 2**number)


async def test_a_second_program_is_named_once(api: Api) -> None:
    conflict = refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot runs")
    api.replies["getUpdates"] = [conflict, conflict, conflict, ok([update(5)])]
    with structlog.testing.capture_logs() as logs:
        assert await first_batches(api, 1, Naps()) == [[5]]
    assert [line["event"][:32] for line in logs] == ["another program reads the update"]


async def test_a_webhook_left_set_is_removed_without_losing_anything(api: Api) -> None:
    api.replies["getUpdates"] = [
        refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"),
        ok([update(5)]),
    ]
    assert await first_batches(api, 1, Naps()) == [[5]]
    (removed,) = [call for call in api.calls if call.method == "deleteWebhook"]
    assert removed.fields["drop_pending_updates"] is False


async def test_a_revoked_token_ends_it_with_one_sentence(api: Api) -> None:
    api.replies["getUpdates"] = [refused(401, "Unauthorized")]
    with pytest.raises(ChatError, match="no longer knows the token"):
        await first_batches(api, 1, Naps())


async def test_a_deaf_connection_is_given_up() -> None:
    naps, api = Naps(), Api()
    answers = api.__call__
    held = True

    async def network(request: httpx.Request) -> httpx.Response:
        nonlocal held
        if held:
            held = False
            naps.watchdog.set()
            await asyncio.Event().wait()  # for ever
        return answers(request)

    api.replies["getUpdates"] = [ok([update(5)])]
    telegram = api.telegram(sleep=naps)
    telegram._transport = httpx.MockTransport(network)  # pyright: ignore[reportPrivateUsage]
    batches = telegram.receive()
    batch = await anext(aiter(batches))
    await batches.aclose()  # type: ignore[attr-defined]
    await telegram.stop()
    assert batch == [update(5)]
    assert telegram.poller.restarts == 1


class Kept:
    def __init__(self, fails: bool = False) -> None:
        self.updates: list[Any] = []
        self.fails = fails

    async def __call__(self, batch: Any) -> None:
        if self.fails:
            raise OSError("disk full")
        self.updates += batch


async def bring(kept: Kept, body: bytes, secret: str = "s3cret") -> int:
    telegram = Api().telegram(webhook_url="https://bureau.example/hook", webhook_secret="s3cret")
    app = Starlette(routes=[telegram.webhook("/hook", kept)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        answer = await client.post("/hook", content=body, headers={"X-Telegram-Bot-Api-Secret-Token": secret})
    await telegram.stop()
    return answer.status_code


@pytest.mark.parametrize(
    ("body", "secret", "fails", "status"),
    [
        (b'{"update_id": 5}', "s3cret", False, 200),
        (b'{"update_id": 5}', "wrong", False, 403),
        (b'{"update_id": 5}', "", False, 403),
        (b'{"update_id": 5}', "s3cret", True, 500),  # Telegram will bring it again
        (b"not json", "s3cret", False, 400),
        (urlencode({"a": 1}).encode(), "s3cret", False, 400),
        (b"[" * 5_000_000, "s3cret", False, 413),
    ],
)
async def test_the_webhook(body: bytes, secret: str, fails: bool, status: int) -> None:
    kept = Kept(fails)
    with structlog.testing.capture_logs():
        assert await bring(kept, body, secret) == status
    assert kept.updates == ([{"update_id": 5}] if status == 200 else [])
