"""What /metrics and /healthz say, and when the light turns red."""

import asyncio

import httpx
import pytest

from bot.chats.base import Incoming
from bot.web.health import SILENT_SECONDS, Readings, Vitals, health_app

WELL = Readings({"inbox": 2, "outbox": 5}, {"inbox": 0.5, "outbox": 61.0}, {"received": 7, "refused": 3}, 0, 12.0)
SILENT = Readings({}, {}, {}, poller_silence=SILENT_SECONDS + 1)
ENDED = Readings({}, {}, {}, poller_silence=1.0, receiving_ended="receiving has ended: the token was revoked")
BY_WEBHOOK = Readings({}, {}, {}, poller_silence=None)


async def asked(path: str, readings: Readings, vitals: Vitals | None = None) -> httpx.Response:
    transport = httpx.ASGITransport(health_app(lambda: readings, vitals or Vitals()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.get(path)


@pytest.mark.parametrize(
    ("readings", "status", "why"),
    [
        (WELL, 200, ""),
        (BY_WEBHOOK, 200, ""),
        (SILENT, 503, "nothing was heard from the platform for 121 s"),
        (ENDED, 503, "the token was revoked"),
    ],
    ids=["well", "by webhook", "a silent poller", "receiving has ended"],
)
async def test_the_light(readings: Readings, status: int, why: str) -> None:
    answer = await asked("/healthz", readings)
    assert (answer.status_code, answer.json()["ok"]) == (status, status == 200)
    assert why in "".join(answer.json()["why"])


@pytest.mark.parametrize(
    "line",
    [
        "plan_desk_inbox_depth 2.0",
        "plan_desk_outbox_depth 5.0",
        "plan_desk_outbox_oldest_seconds 61.0",
        "plan_desk_received_total 7.0",
        "plan_desk_refused_total 3.0",
        "plan_desk_poller_silence_seconds 12.0",
        "plan_desk_damaged 0.0",
        "plan_desk_healthy 1.0",
    ],
)
async def test_the_metrics(line: str) -> None:
    answer = await asked("/metrics", WELL)
    assert line in answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


async def test_handling_is_timed_by_kind_also_where_it_fails() -> None:
    vitals = Vitals()

    async def handle(incoming: Incoming) -> None:
        if incoming.kind == "button":
            raise ValueError("broken")

    timed = vitals.timed(handle)
    await timed(Incoming("k", "message", "telegram:1", private=True))
    with pytest.raises(ValueError, match="broken"):
        await timed(Incoming("k", "button", "telegram:1", private=True))
    text = (await asked("/metrics", WELL, vitals)).text
    assert 'plan_desk_handler_seconds_count{kind="message"} 1.0' in text
    assert 'plan_desk_handler_seconds_count{kind="button"} 1.0' in text


async def test_a_blocked_loop_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    vitals, moments = Vitals(), iter([0.0, 0.1, 0.1, 0.5])
    monkeypatch.setattr("bot.web.health.time.monotonic", lambda: next(moments, 0.5))
    monkeypatch.setattr("bot.web.health.BEAT_SECONDS", 0)
    vitals.start()
    for _ in range(10):
        await asyncio.sleep(0)
    vitals.stop()
    assert vitals.longest_lag == pytest.approx(0.4)
