"""What came in is kept, handled once and in order, whatever breaks."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from bot.chats.base import Incoming
from bot.delivery.inbox import Inbox
from bot.errors import ChatError
from bot.stores.base import Received, Transaction
from tests.delivery.cast import World, live, story


class Desk:
    """Handles by noting what was said; `takes` seconds for some texts, failing for others."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.takes: dict[str, float] = {}
        self.fails: set[str] = set()
        self.at_once = self.most_at_once = 0

    async def __call__(self, incoming: Incoming) -> None:
        self.begun.append(incoming.text)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.takes.get(incoming.text, 0.01))
        self.at_once -= 1
        if incoming.text in self.fails:
            raise ZeroDivisionError(incoming.text)
        self.done.append(incoming.text)


def said(number: int, text: str = "", chat: str = "a", **more: object) -> dict[str, object]:
    return {"id": number, "text": text or f"{number}", "chat": chat} | more


def inbox(world: World, desk: Callable[[Incoming], Any], **more: Any) -> Inbox:
    return Inbox(world.store, world.chat, world.clock, desk, alarm=world.alarm, **more)


async def counts(world: World) -> tuple[int, int]:
    found = await world.store.read(lambda reader: reader.counts())
    return found["inbox_waiting"], found["inbox_set_aside"]


@story
async def test_updates_are_handled_in_the_order_of_their_chat(world: World) -> None:
    desk = Desk()
    desk.takes = {"1": 0.5}
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(said(1), said(2), said(3, chat="b"), said(4))
    world.chat.bring(said(5, chat="b"))
    await asyncio.sleep(0)
    await asyncio.sleep(1)
    await box.idle()
    assert desk.done == ["3", "5", "1", "2", "4"]
    assert await counts(world) == (0, 0)
    await box.stop()


@story
async def test_a_batch_is_confirmed_only_when_it_is_on_disk(world: World) -> None:
    seen: list[tuple[int, int]] = []
    write = world.store.write

    async def slow(work: Callable[[Transaction], Any]) -> Any:
        await asyncio.sleep(0.2)
        seen.append((world.chat.confirmed, (await counts(world))[0]))
        return await write(work)

    world.store.write = slow  # type: ignore[method-assign]
    desk = Desk()
    desk.takes = {"1": 9, "2": 9}
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(said(1))
    world.chat.bring(said(2))
    await asyncio.sleep(1)
    assert seen[:2] == [(0, 0), (1, 1)]
    assert world.chat.confirmed == 2
    await box.idle()
    await box.stop()


@story
async def test_what_comes_twice_is_handled_once_also_after_a_restart(world: World) -> None:
    desk = Desk()
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(said(1), said(1))
    world.chat.bring(said(1))
    await asyncio.sleep(1)
    await box.idle()
    world.chat.bring(said(1), said(2))
    await asyncio.sleep(1)
    await box.idle()
    await box.stop()
    assert (box.received, box.repeated, box.handled) == (5, 3, 2)
    again = inbox(world, desk)
    await again.start()
    world.chat.bring(said(1))
    await asyncio.sleep(1)
    await again.idle()
    await again.stop()
    assert desk.done == ["1", "2"]


@story
async def test_after_a_crash_what_was_waiting_is_taken_up_in_order(world: World) -> None:
    desk = Desk()
    desk.takes = {f"{number}": 1.0 for number in range(20)}
    await inbox(world, desk).start()
    world.chat.bring(*(said(number) for number in range(10)))
    await asyncio.sleep(3.5)
    await world.crash()
    assert desk.done == ["0", "1", "2"]
    again = inbox(world, desk)
    await again.start()
    await again.idle()
    await again.stop()
    # The one being handled is handled again; what it recorded is recognised by its key.
    assert desk.done == [f"{number}" for number in range(10)]
    assert await counts(world) == (0, 0)


def test_crashes_at_any_moment_lose_nothing() -> None:
    async def crashes() -> None:
        world, desk = await World().begin(), Desk()
        pending = [said(number, chat=f"c{number % 7}") for number in range(120)]
        for number in range(12):
            box = inbox(world, desk)
            await box.start()
            world.chat.bring(*pending[number * 10 : number * 10 + 10])
            await asyncio.sleep(0.003 * number)
            await world.crash()
            # What was not confirmed is brought again.
            world.chat.batches = [pending[: number * 10 + 10]]
        last = inbox(world, desk)
        await last.start()
        world.chat.bring()
        await asyncio.sleep(1)
        await last.idle()
        await last.stop()
        copies = Counter(desk.done)
        assert set(copies) == {f"{number}" for number in range(120)}
        for chat in range(7):
            first_times = list(dict.fromkeys(text for text in desk.done if int(text) % 7 == chat))
            assert first_times == [f"{number}" for number in range(chat, 120, 7)]

    live(crashes())


@story
async def test_eight_chats_at_once_and_no_more(world: World) -> None:
    desk = Desk()
    desk.takes = {f"{number}": 0.5 for number in range(40)}
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(*(said(number, chat=f"c{number}") for number in range(40)))
    await asyncio.sleep(0.1)
    await box.idle()
    await box.stop()
    assert desk.most_at_once == 8


@story
async def test_slow_chats_keep_nobody_waiting_but_themselves(world: World) -> None:
    desk = Desk()
    desk.takes = {f"slow{number}": 60.0 for number in range(20)}
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(*(said(number, f"slow{number}", chat=f"s{number}") for number in range(20)))
    world.chat.bring(said(100, "after", chat="s0"), said(101, "quick", chat="q"))
    await asyncio.sleep(4)
    assert desk.done == ["quick"]
    assert "after" not in desk.begun
    await box.idle()
    await box.stop()
    assert desk.done.index("slow0") < desk.done.index("after")
    assert len(desk.done) == 22


@pytest.mark.parametrize("poison", [{"poison": True}, {"text": "bad"}])
def test_what_cannot_be_handled_is_set_aside_and_told_and_the_next_one_comes(poison: dict[str, object]) -> None:
    async def poisoned() -> None:
        world, desk = await World().begin(), Desk()
        desk.fails = {"bad"}
        box = inbox(world, desk)
        await box.start()
        world.chat.bring(said(1, **poison), said(2))
        await asyncio.sleep(1)
        await box.idle()
        assert desk.done == ["2"]
        aside = await world.store.read(lambda reader: reader.set_aside())
        assert [(received.key, why.split(":")[0]) for received, why in aside] == [
            ("fake:1", "ValueError" if "poison" in poison else "ZeroDivisionError")
        ]
        assert [(trouble.kind, trouble.subject) for trouble in world.alarms] == [("set_aside", "fake:1")]
        await box.stop()
        again = inbox(world, desk)
        await again.start()
        await again.idle()
        await again.stop()
        await world.end()
        assert desk.done == ["2"]

    live(poisoned())


@story
async def test_of_a_flood_of_one_failure_the_first_is_told_at_once_and_the_others_together(world: World) -> None:
    desk = Desk()
    desk.fails = {"bad"}
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(*(said(number, "bad", chat=f"c{number}") for number in range(50)))
    await asyncio.sleep(10)
    assert [(trouble.subject, trouble.chat, trouble.more) for trouble in world.alarms] == [("fake:0", "c0", 0)]
    await asyncio.sleep(3600)
    assert [(trouble.subject, trouble.more) for trouble in world.alarms[1:]] == [("fake:49", 48)]
    await asyncio.sleep(7200)
    world.chat.bring(said(99, "bad"))
    await asyncio.sleep(10)
    assert [(trouble.subject, trouble.more) for trouble in world.alarms[2:]] == [("fake:99", 0)]
    await box.idle()
    await box.stop()
    assert (await counts(world))[1] == 51


@story
async def test_what_is_of_no_concern_is_done_with(world: World) -> None:
    desk = Desk()
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(said(1, ignore=True))
    await asyncio.sleep(1)
    await box.idle()
    await box.stop()
    assert desk.begun == []
    assert await counts(world) == (0, 0)


@story
async def test_with_a_full_disk_people_are_still_answered_before_the_platform_forgets(world: World) -> None:
    desk = Desk()
    desk.takes = {"1": 0.5}
    box = inbox(world, desk)
    await box.start()
    world.store.full = True
    world.chat.bring(said(1))
    await asyncio.sleep(0.3)
    assert (desk.begun, world.chat.confirmed) == (["1"], 0)
    await asyncio.sleep(1)
    assert (desk.done, world.chat.confirmed) == (["1"], 1)
    world.store.full = False
    world.chat.bring(said(2))
    await asyncio.sleep(1)
    await box.idle()
    await box.stop()
    assert desk.done == ["1", "2"]
    assert await counts(world) == (0, 0)


@story
async def test_with_a_full_disk_what_comes_twice_is_still_handled_once(world: World) -> None:
    desk = Desk()
    box = inbox(world, desk)
    await box.start(poll=False)
    world.store.full = True
    await asyncio.gather(box.keep([said(1), said(1)]), box.keep([said(1)]))
    await box.idle()
    await asyncio.sleep(1)
    assert desk.done == ["1"]
    await box.stop()


@story
async def test_what_was_handled_is_marked_when_the_disk_has_room_again(world: World) -> None:
    desk = Desk()
    box = inbox(world, desk)
    await box.start()
    desk.takes = {"1": 1.0}
    world.chat.bring(said(1))
    await asyncio.sleep(0.5)
    world.store.full = True
    await asyncio.sleep(100)
    assert await counts(world) == (1, 0)
    world.store.full = False
    await box.idle()
    assert await counts(world) == (0, 0)
    await box.stop()


@story
async def test_an_update_the_store_cannot_take_does_not_hold_up_its_batch(world: World) -> None:
    write = world.store.write

    class Refusing:
        def __init__(self, change: Transaction) -> None:
            self._change = change

        def receive(self, received: list[Received]) -> int:
            if any("unserialisable" in one.raw for one in received):
                raise TypeError("cannot be serialised")
            return self._change.receive(received)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._change, name)

    async def picky(work: Callable[[Any], Any]) -> Any:
        return await write(lambda change: work(Refusing(change)))

    world.store.write = picky  # type: ignore[method-assign]
    desk = Desk()
    box = inbox(world, desk)
    await box.start()
    world.chat.bring(said(1), said(2, unserialisable=True), said(3))
    await asyncio.sleep(1)
    await box.idle()
    await box.stop()
    assert desk.done == ["1", "3"]
    assert [trouble.subject for trouble in world.alarms] == ["fake:2"]
    assert await counts(world) == (0, 1)


@story
async def test_receiving_that_breaks_begins_anew(world: World) -> None:
    desk = Desk()
    box = inbox(world, desk)
    world.chat.ends_with = RuntimeError("a bug")
    await box.start()
    await asyncio.sleep(1)
    world.chat.ends_with = None
    world.chat.bring(said(1))
    await asyncio.sleep(60)
    await box.idle()
    await box.stop()
    assert desk.done == ["1"]


@story
async def test_a_revoked_token_ends_receiving_and_is_raised_to_whoever_waits(world: World) -> None:
    world.chat.ends_with = ChatError("no longer knows the token")
    box = inbox(world, Desk())
    await box.start()
    with pytest.raises(ChatError, match="no longer knows"):
        await box.wait()
    await box.stop()


@story
async def test_a_stop_lets_what_is_being_handled_finish_and_keeps_the_rest(world: World) -> None:
    desk = Desk()
    desk.takes = {"1": 2.0}
    box = inbox(world, desk)
    await box.start()
    waiter = asyncio.create_task(box.wait())
    world.chat.bring(said(1), said(2))
    await asyncio.sleep(1)
    await box.stop()
    await waiter
    assert desk.done == ["1"]
    assert await counts(world) == (1, 0)
    again = inbox(world, desk)
    await again.start()
    await again.idle()
    await again.stop()
    assert desk.done == ["1", "2"]


@story
async def test_more_than_memory_should_hold_is_left_with_the_platform(world: World) -> None:
    desk = Desk()
    desk.takes = {f"{number}": 0.1 for number in range(2500)}
    box = inbox(world, desk)
    await box.start()
    for start in range(0, 2500, 100):
        world.chat.bring(*(said(number) for number in range(start, start + 100)))
    await asyncio.sleep(10)
    assert 2000 < box.depth <= 2100
    assert world.chat.batches
    await box.stop()


@story
async def test_a_webhook_brings_updates_too(world: World) -> None:
    desk = Desk()
    box = inbox(world, desk)
    await box.start(poll=False)
    await box.keep([said(1)])
    assert await counts(world) == (1, 0)
    await box.keep([said(1)])
    await box.idle()
    await box.stop()
    assert desk.done == ["1"]
