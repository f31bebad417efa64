"""Answers to people: at once, kept within their chat's limit, never doubled."""

import asyncio
from itertools import pairwise

import pytest

from bot.chats.base import Incoming
from bot.delivery.trouble import Trouble
from bot.errors import ChatError, Gone, Later, Moved, Unclear
from bot.people.model import Room
from bot.texts.message import Message
from tests.delivery.cast import World, live, story

HELLO = Message("已记录")


def asked(room: str = "r0", **more: object) -> Incoming:
    values: dict[str, object] = {"message_id": "41", "private": False} | more
    return Incoming("fake:1", str(values.pop("kind", "message")), f"fake:{room}", **values)  # type: ignore[arg-type]


@story
async def test_an_answer_goes_at_once_and_a_reply_to_it_finds_its_task(world: World) -> None:
    began = world.clock.monotonic()
    assert await world.answers.reply(asked(), HELLO, subjects=["1.1.1"]) == ("m1",)
    assert (world.chat.sent[0].at, world.chat.sent[0].reply_to) == (began, "41")
    assert await world.store.read(lambda reader: reader.subjects_of("r0", "m1")) == ("1.1.1",)


@story
async def test_in_private_an_answer_quotes_nothing(world: World) -> None:
    await world.answers.reply(asked("p", private=True), HELLO)
    assert world.chat.sent[0].reply_to == ""


@story
async def test_a_long_answer_goes_in_parts_and_only_the_first_is_a_reply(world: World) -> None:
    assert await world.answers.reply(asked(), Message("一|二"), subjects=["1.1.1"]) == ("m1", "m2")
    assert [(sent.text, sent.reply_to) for sent in world.chat.sent] == [("一", "41"), ("二", "")]
    assert world.chat.sent[1].at - world.chat.sent[0].at >= 1


@story
async def test_a_pressed_button_changes_its_message(world: World) -> None:
    press = asked(kind="button", message_id="50", button_id="77")
    assert await world.answers.reply(press, Message("第2页|第2页续"), subjects=["1.1.1"], replace=True) == ("50", "m1")
    assert [edited.address for edited in world.chat.edited] == ["fake:r0:50"]
    assert await world.store.read(lambda reader: reader.subjects_of("r0", "50")) == ("1.1.1",)
    await world.answers.toast(press, "已撤销")
    assert world.chat.toasts == [("77", "已撤销")]


@story
async def test_what_cannot_be_changed_any_more_is_said_anew(world: World) -> None:
    world.chat.edit_faults = [ChatError("message to edit not found")]
    assert await world.answers.reply(asked(kind="button", message_id="50"), HELLO, replace=True) == ("m1",)
    assert world.chat.texts_to("r0") == ["已记录"]


@story
async def test_a_note_that_is_not_shown_is_no_fault(world: World) -> None:
    world.chat.faults = [ChatError("query is too old")]
    await world.answers.toast(asked(kind="button"), "已撤销")
    assert world.chat.toasts == []


@story
async def test_one_chat_gets_one_answer_a_second_in_order(world: World) -> None:
    await asyncio.gather(*(world.answers.reply(asked(), Message(f"{number}")) for number in range(5)))
    moments = [sent.at for sent in world.chat.sent]
    assert [sent.text for sent in world.chat.sent] == ["0", "1", "2", "3", "4"]
    assert all(later - earlier >= 1 for earlier, later in pairwise(moments))


@story
async def test_a_pause_is_kept_and_the_answer_comes_after_it(world: World) -> None:
    world.chat.faults = [Later("Too Many Requests", 30)]
    assert await world.answers.reply(asked(), HELLO) == ("m1",)
    assert world.chat.tried[1].at - world.chat.tried[0].at >= 30


@story
async def test_an_answer_nobody_waits_for_any_more_is_dropped(world: World) -> None:
    world.chat.rule = lambda address, message: Later("cannot be reached", whole_bot=True)
    assert await world.answers.reply(asked(), HELLO) == ()
    assert world.chat.tried[-1].at - world.chat.tried[0].at <= 600
    assert world.answers.lost == 1


@story
async def test_an_answer_that_may_have_arrived_is_not_repeated(world: World) -> None:
    world.chat.faults = [("arrived", Unclear("ReadTimeout"))]
    assert await world.answers.reply(asked(), HELLO) == ()
    assert len(world.chat.tried) == 1
    assert world.answers.unclear == 1


@story
async def test_an_answer_follows_a_group_that_moved(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Moved("fake:super")]
    assert await world.answers.reply(asked(), HELLO, subjects=["1.1.1"]) == ("m1",)
    assert world.chat.texts_to("super") == ["已记录"]
    assert world.store.view.rooms["r0"].address == "fake:super"
    assert await world.store.read(lambda reader: reader.subjects_of("r0", "m1")) == ("1.1.1",)


@story
async def test_a_room_found_gone_is_told_once_and_taken_for_back_when_something_arrives(world: World) -> None:
    world.chat.faults = [Gone("bot was kicked"), Gone("bot was kicked")]
    for _ in range(2):
        assert await world.answers.reply(asked(), HELLO) == ()
    assert world.alarms == [Trouble("gone", "r0", "bot was kicked")]
    assert world.store.view.rooms["r0"].gone == "bot was kicked"
    assert await world.answers.reply(asked(), HELLO) == ("m1",)
    assert world.store.view.rooms["r0"].gone == ""


@pytest.mark.parametrize("error", [ChatError("message text is empty"), Moved("fake:r0")])
def test_an_answer_the_platform_will_never_take_is_dropped(error: ChatError) -> None:
    async def refused() -> None:
        world = await World().begin()
        world.chat.faults = [error]
        assert await world.answers.reply(asked(), HELLO) == ()
        assert await world.answers.reply(asked(), HELLO) == ("m1",)
        await world.end()

    live(refused())


@story
async def test_with_a_full_disk_an_answer_still_goes(world: World) -> None:
    world.store.full = True
    world.chat.faults = [Gone("muted")]
    assert await world.answers.reply(asked(), HELLO, subjects=["1.1.1"]) == ()
    assert await world.answers.reply(asked(), HELLO, subjects=["1.1.1"]) == ("m1",)


@story
async def test_another_room_can_be_told(world: World) -> None:
    assert await world.answers.tell("r2", HELLO, subjects=["1.1.1"]) == ("m1",)
    assert world.chat.texts_to("r2") == ["已记录"]
    await world.store.write(lambda change: change.put_room(Room("r1", "fake:r1", gone="kicked")))
    assert await world.answers.tell("r1", HELLO) == ()
    assert await world.answers.tell("nowhere", HELLO) == ()


def test_answers_never_wait_behind_a_broadcast() -> None:
    async def broadcast() -> None:
        world = await World(rooms=400).begin()
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n}"), ()) for n in range(400)])
        waits = list[float]()
        for number in range(20):
            await asyncio.sleep(0.5)
            began = world.clock.monotonic()
            await world.answers.reply(asked(f"person{number}", private=True), HELLO)
            waits.append(world.clock.monotonic() - began - world.delay)
        await world.outbox.drained()
        await world.end()
        assert max(waits) <= 0.05
        assert len(world.chat.sent) == 420

    live(broadcast())


def test_a_group_in_the_midst_of_a_flood_is_still_answered() -> None:
    async def flood() -> None:
        world = await World(rooms=1).begin()
        await world.outbox.put_all([(world.row(f"k{n}"), ()) for n in range(60)])
        await asyncio.sleep(30)
        began = world.clock.monotonic()
        await world.answers.reply(asked(), HELLO)
        assert world.clock.monotonic() - began < 1.1
        await world.end()

    live(flood())
