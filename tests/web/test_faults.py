"""Planned faults: which call suffers which."""

import asyncio

import httpx

from bot.web.demo.faults import Fault, FaultKind, Faults
from bot.web.demo.local import LocalTelegram
from tests.web.conftest import DRC, HR, TOKEN


def kinds(faults: Faults, *calls: tuple[str, int]) -> list[str]:
    return [fault.kind.value if (fault := faults.next(method, chat)) else "" for method, chat in calls]


def test_a_fault_is_dealt_out_as_often_as_planned() -> None:
    faults = Faults()
    faults.plan(Fault(FaultKind.SERVER_ERROR, times=2))
    assert kinds(faults, *[("sendmessage", 1)] * 3) == ["server_error", "server_error", ""]
    assert faults.suffered == {FaultKind.SERVER_ERROR: 2}


def test_method_and_chat_narrow_it_down() -> None:
    faults = Faults()
    faults.plan(Fault(FaultKind.DROP_AFTER, method="sendMessage", chat=7, times=0))
    calls = [("getupdates", 0), ("sendmessage", 8), ("sendmessage", 7), ("SendMessage", 7)]
    assert kinds(faults, *calls) == ["", "", "drop_after", "drop_after"]
    faults.clear()
    assert kinds(faults, ("sendmessage", 7)) == [""]


def test_a_share_of_the_calls_is_the_same_for_the_same_seed() -> None:
    def suffered(seed: int) -> list[str]:
        faults = Faults(seed)
        faults.plan(Fault(FaultKind.TOO_MANY, times=0, share=0.5))
        return kinds(faults, *[("sendmessage", 1)] * 200)

    assert suffered(1) == suffered(1) != suffered(2)
    assert 70 < suffered(1).count("too_many") < 130


async def test_a_429_is_remembered_for_its_chat_or_for_all(local: LocalTelegram, call, clock) -> None:
    local.faults.plan(Fault(FaultKind.TOO_MANY, chat=DRC, seconds=5))
    assert (await call("sendMessage", chat_id=DRC, text="x"))["parameters"] == {"retry_after": 5}
    assert (await call("sendMessage", chat_id=DRC, text="x"))["description"] == "Too Many Requests: retry after 5"
    assert (await call("sendMessage", chat_id=HR, text="x"))["ok"]
    clock.seconds += 5.1
    assert (await call("sendMessage", chat_id=DRC, text="x"))["ok"]
    local.faults.plan(Fault(FaultKind.TOO_MANY, seconds=2, whole_bot=True))
    await call("sendMessage", chat_id=DRC, text="x")
    assert (await call("sendMessage", chat_id=HR, text="x"))["error_code"] == 429
    assert [(one.method, one.code) for one in local.calls][-1] == ("sendMessage", 429)
    assert local.limits.early == 2


async def test_a_held_call_ends_only_with_the_server(local: LocalTelegram, address: str) -> None:
    local.faults.plan(Fault(FaultKind.HOLD, method="getUpdates"))
    async with httpx.AsyncClient(base_url=f"{address}/bot{TOKEN}", timeout=10) as client:
        held = asyncio.create_task(client.get("/getUpdates"))
        while not local.faults.suffered:
            await client.get("/getMe")
        assert not held.done()
        await local.close()
        (error,) = await asyncio.gather(held, return_exceptions=True)
        assert isinstance(error, httpx.TransportError)


async def test_a_delay_is_only_a_delay(local: LocalTelegram, call) -> None:
    local.faults.plan(Fault(FaultKind.DELAY, seconds=0.01))
    assert (await call("sendMessage", chat_id=DRC, text="晚一点"))["ok"]
