"""Notices: each reaches its room once, in time, whatever the line, the platform, the disk and the process do."""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.chats.base import ROOM_FOR_MARKS
from bot.chats.telegram.packing import width
from bot.delivery.outcomes import LATE, UNKNOWN
from bot.delivery.pacing import Limits
from bot.delivery.sender import MOST_AT_ONCE
from bot.delivery.trouble import Trouble
from bot.errors import ChatError, Gone, Later, Moved, NotRecorded, Unclear
from bot.people.model import Room
from bot.stores.base import OutboxState
from bot.supervision.burden import burden_key
from bot.texts.message import Message
from bot.texts.render import Texts
from tests.conftest import NOW
from tests.delivery.cast import World, live, said_about, story
from tests.delivery.test_pacing import Bucket, Window

MARK = "（可能重复：上一次发送没有得到平台回音）"


@story
async def test_a_notice_reaches_its_room_and_is_remembered(world: World) -> None:
    assert await world.outbox.put(world.row("reminder:2023-07-05:r0"), [said_about("1.1.1")])
    await world.outbox.drained()
    assert world.chat.texts_to("r0") == ["提醒"]
    kept = await world.kept("reminder:2023-07-05:r0")
    assert (kept.state, kept.message_ids, kept.attempts) == (OutboxState.SENT, ("m1",), 1)
    assert kept.sent_at is not None
    assert await world.store.read(lambda reader: reader.subjects_of("r0", "m1")) == ("1.1.1",)
    assert await world.store.read(lambda reader: reader.said(said_about("").date)) == {said_about("1.1.1")}
    assert world.outbox.counts == {"sent": 1, "repeated": 0, "failed": 0}


@story
async def test_the_same_key_is_put_once(world: World) -> None:
    assert [await world.put("k"), await world.put("k")] == [True, False]
    await world.outbox.drained()
    assert not await world.put("k")
    assert len(world.chat.sent) == 1


@story
async def test_a_long_message_goes_in_parts_one_second_apart(world: World) -> None:
    await world.put("long", text="一|二|三")
    await world.chat.is_asked()
    await world.put("urgent", text="急件", priority=-5)
    await world.outbox.drained()
    assert world.chat.texts_to("r0") == ["一", "二", "三", "急件"]  # what was begun is finished first
    moments = [sent.at for sent in world.chat.sent]
    assert all(later - earlier >= 1 for earlier, later in pairwise(moments))
    for number in (1, 2, 3, 4):
        assert await world.store.read(lambda reader, n=number: reader.subjects_of("r0", f"m{n}")) == ("1.1.1",)


@story
async def test_reminders_overtake_digests(world: World) -> None:
    digests = [(world.row(f"digest{n}", f"r{n}", "周报", priority=1), ()) for n in range(2)]
    await world.outbox.put_all([*digests, (world.row("reminder", "r2", "提醒"), ())])
    await world.outbox.drained()
    assert [sent.text for sent in world.chat.sent] == ["提醒", "周报", "周报"]


@story
async def test_a_notice_not_on_disk_is_not_promised(world: World) -> None:
    world.store.full = True
    with pytest.raises(NotRecorded):
        await world.put("k")
    world.store.full = False
    await world.outbox.drained()
    assert world.chat.tried == []


# --- refusals -------------------------------------------------------------------------------------------------------


@story
async def test_a_pause_is_kept_to_the_end_and_others_go_on(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Later("Too Many Requests", 37)]
    for room in ("r0", "r1", "r2"):
        await world.put(room, room)
    await world.outbox.drained()
    first, *others, last = world.chat.tried
    assert (first.address, last.address) == ("fake:r0", "fake:r0")
    assert last.at - first.at >= 37
    assert all(other.at - first.at < 1 for other in others)
    assert MARK not in last.text  # nothing had arrived, so nothing is a repeat


@story
async def test_a_fault_that_heals_is_tried_again_less_and_less_often(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Later("Internal Server Error") for _ in range(9)]
    await world.put("k")
    await world.outbox.drained()
    moments = [tried.at for tried in world.chat.tried]
    for number, (earlier, later) in enumerate(pairwise(moments)):
        assert min(60, 2**number) / 2 <= later - earlier <= min(60, 2**number) + 1.2
    assert (await world.kept("k")).attempts == 10


@story
async def test_what_healed_and_fails_again_is_tried_soon(world: World) -> None:
    for whole_bot in (False, True):
        down = [Later("Bad Gateway", whole_bot=whole_bot) for _ in range(7)]
        world.chat.faults = [*down, None, Later("Bad Gateway", whole_bot=whole_bot)]
        await world.put(f"healed {whole_bot}")
        await world.put(f"fails again {whole_bot}")
        await world.outbox.drained()
        assert world.chat.tried[-1].at - world.chat.tried[-2].at < 1.1


def test_a_storm_of_refusals_loses_nothing_and_breaks_no_pause() -> None:
    async def storm() -> None:
        world = await World(rooms=60).begin()
        dice, until = random.Random(5), dict[str, float]()

        def rule(address: str, message: Message) -> ChatError | None:
            now = world.clock.monotonic()
            assert now >= until.get(address, 0)
            if dice.random() < 0.5:
                pause = dice.randint(1, 60)
                until[address] = now + world.delay + pause
                return Later("Too Many Requests", pause)
            return None

        world.chat.rule = rule
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n % 60}", f"第{n}条"), ()) for n in range(180)])
        await world.outbox.drained()
        await world.end()
        assert Counter(sent.text for sent in world.chat.sent) == Counter(f"第{n}条" for n in range(180))
        for room in range(60):
            assert world.chat.texts_to(f"r{room}") == [f"第{n}条" for n in range(room, 180, 60)]

    live(storm())


def test_when_the_whole_bot_is_refused_all_wait_and_one_tries_first() -> None:
    async def refused() -> None:
        world = await World(rooms=40).begin()
        start = world.clock.monotonic()
        world.chat.rule = lambda address, message: (
            Later("Too Many Requests", 20) if world.clock.monotonic() < start + 20 else None
        )
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n}"), ()) for n in range(40)])
        await world.outbox.drained()
        await world.end()
        early = [tried for tried in world.chat.tried if tried.at < start + 20]
        assert 3 <= len(early) <= 6  # what was on its way when the third refusal came
        assert len(world.chat.sent) == 40

    live(refused())


@pytest.mark.parametrize(("rooms", "seconds"), [(50, 10), (50, 600), (5, 25 * 3600)], ids=["10 s", "10 min", "25 h"])
def test_a_dead_line_is_no_reason_for_a_storm(rooms: int, seconds: float) -> None:
    async def partition() -> None:
        world = await World(rooms=rooms).begin()
        world.chat.delay = 2.0  # a line that is down is found out slowly
        end = world.clock.monotonic() + seconds
        world.chat.rule = lambda address, message: (
            Later("cannot be reached", whole_bot=True) if world.clock.monotonic() < end else None
        )
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n}"), ()) for n in range(rooms)])
        await world.outbox.drained()
        await world.end()
        tried = sum(tried.at < end for tried in world.chat.tried)
        assert min(rooms, MOST_AT_ONCE) <= tried < MOST_AT_ONCE + 40 + seconds / 30
        assert sorted(sent.address for sent in world.chat.sent) == sorted(f"fake:r{n}" for n in range(rooms))
        assert world.chat.sent[-1].at < end + 65
        assert all(("迟送" in sent.text) == (seconds > LATE.total_seconds()) for sent in world.chat.sent)

    live(partition())


@pytest.mark.parametrize("arrived", [True, False])
def test_no_answer_is_repeated_once_and_says_so(arrived: bool) -> None:
    async def unclear() -> None:
        world = await World().begin()
        fault = Unclear("ReadTimeout")
        world.chat.faults = [("arrived", fault) if arrived else fault]
        await world.put("k", text="一|二")
        await world.outbox.drained()
        await world.end()
        texts = world.chat.texts_to("r0")
        assert texts == ([*["一"] * arrived, f"一\n<i>{MARK}</i>", "二"])
        kept = await world.kept("k")
        assert (kept.state, kept.why) == (OutboxState.SENT, "")
        assert world.outbox.counts["repeated"] == 1

    live(unclear())


@story
async def test_no_answer_twice_is_given_up_and_told_but_the_other_parts_go(world: World) -> None:
    world.chat.faults = [Unclear("ReadTimeout"), ("arrived", Unclear("ReadTimeout"))]
    await world.put("k", text="一|二")
    await world.outbox.drained()
    assert [tried.text for tried in world.chat.tried] == ["一", f"一\n<i>{MARK}</i>", "二"]
    kept = await world.kept("k")
    assert (kept.state, kept.message_ids[0]) == (OutboxState.FAILED, UNKNOWN)
    assert [trouble.kind for trouble in world.alarms] == ["failed"]


@story
async def test_a_repeat_that_is_told_to_wait_is_still_a_repeat(world: World) -> None:
    world.chat.faults = [Unclear("ReadTimeout"), Later("Too Many Requests", 5), Unclear("ReadTimeout")]
    await world.put("k")
    await world.outbox.drained()
    assert [MARK in tried.text for tried in world.chat.tried] == [False, True, True]
    assert (await world.kept("k")).state is OutboxState.FAILED


@story
async def test_a_message_the_platform_will_never_take_is_given_up_and_told(world: World) -> None:
    world.chat.faults = [ChatError("Bad Request: message text is empty")]
    await world.put("k")
    await world.put("next", text="下一条")
    await world.outbox.drained()
    assert (await world.kept("k")).why == "Bad Request: message text is empty"
    assert world.alarms == [Trouble("failed", "k", "Bad Request: message text is empty")]
    assert world.chat.texts_to("r0") == ["下一条"]


@story
async def test_a_fault_of_our_own_stops_nobody_else(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [ZeroDivisionError("a bug")]
    await world.put("k0", "r0")
    await world.put("k1", "r1")
    await world.outbox.drained()
    assert world.chat.texts_to("r1") == ["提醒"]
    assert (await world.kept("k0")).state is OutboxState.FAILED


# --- rooms ----------------------------------------------------------------------------------------------------------


@story
async def test_a_group_that_moved_is_followed(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Moved("fake:super")]
    await world.put("k", text="提醒")
    await world.outbox.drained()
    assert world.chat.texts_to("super") == ["提醒"]
    room = world.store.view.rooms["r0"]
    assert (room.address, room.departments) == ("fake:super", ("drc",))
    assert await world.store.read(lambda reader: reader.subjects_of("r0", "m1")) == ("1.1.1",)


@story
async def test_a_room_made_for_the_new_address_meanwhile_is_put_away(world: World) -> None:
    await world.store.write(lambda change: change.put_room(Room("twin", "fake:super")))
    world.chat.faults_of["fake:r0"] = [Moved("fake:super")]
    await world.put("k")
    await world.outbox.drained()
    found = world.room_book.at("fake:super")
    assert found is not None
    assert found.id == "r0"
    assert world.store.view.rooms["twin"].gone == "moved"


@story
async def test_a_room_that_is_gone_is_told_once_and_resumes_when_back(world: World) -> None:
    world.chat.rule = lambda address, message: Gone("bot was kicked") if address == "fake:r0" else None
    await world.put("k1", "r0", "一")
    await world.put("k2", "r0", "二")
    await world.put("other", "r1")
    await world.outbox.drained()
    assert world.alarms == [Trouble("gone", "r0", "bot was kicked")]
    assert world.store.view.rooms["r0"].gone == "bot was kicked"
    assert len([tried for tried in world.chat.tried if tried.address == "fake:r0"]) == 1
    assert (world.outbox.depth, world.chat.texts_to("r1")) == (2, ["提醒"])

    world.chat.rule = lambda address, message: None
    room = world.store.view.rooms["r0"]
    await world.store.write(lambda change: change.put_room(Room(**{**_fields(room), "gone": ""})))
    world.outbox.wake()
    await world.outbox.drained()
    assert world.chat.texts_to("r0") == ["一", "二"]
    assert world.outbox.oldest is None


@story
async def test_a_room_is_found_to_be_back_without_being_told(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Gone("TOPIC_CLOSED")]
    await world.put("k")
    await world.outbox.drained()
    room = world.store.view.rooms["r0"]
    await world.store.write(lambda change: change.put_room(Room(**{**_fields(room), "gone": ""})))
    await asyncio.sleep(31)
    await world.outbox.drained()
    assert world.chat.texts_to("r0") == ["提醒"]


@story
async def test_the_office_hears_again_when_a_room_goes_again(world: World) -> None:
    for _ in range(2):
        world.chat.faults_of["fake:r0"] = [Gone("bot was kicked")]
        await world.put(f"k{len(world.alarms)}")
        await world.outbox.drained()
        room = world.store.view.rooms["r0"]
        await world.store.write(lambda change, r=room: change.put_room(Room(**{**_fields(r), "gone": ""})))
        world.outbox.wake()
        await world.outbox.drained()
    assert [trouble.kind for trouble in world.alarms] == ["gone", "gone"]


@story
async def test_a_notice_for_no_room_is_given_up(world: World) -> None:
    await world.put("k", "nowhere")
    await world.outbox.drained()
    assert (await world.kept("k")).why == "there is no room nowhere"


@story
async def test_a_notice_that_waited_for_days_is_given_up(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Gone("bot was kicked")]
    await world.put("old")
    await world.outbox.drained()
    world.clock.offset += timedelta(days=4)
    await world.crash()
    await world.restart()
    await world.outbox.drained()
    assert (await world.kept("old")).why == "waited more than 3 days: bot was kicked"
    assert world.outbox.depth == 0


@story
async def test_a_notice_that_goes_late_says_since_when(world: World) -> None:
    world.chat.faults_of["fake:r0"] = [Later("cannot be reached", 3 * 3600)]
    await world.put("k", text="一|二")
    await world.outbox.drained()
    assert world.chat.texts_to("r0") == ["一\n<i>（迟送：本应于7月5日10:30发出）</i>", "二"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_marks_fit_into_the_room_left_for_them(language: str) -> None:
    mark = Texts().render("delivery_mark", language, repeat=True, late=NOW.replace(month=12, day=31))
    assert 20 < width("\n" + mark.html) <= ROOM_FOR_MARKS


# --- crashes --------------------------------------------------------------------------------------------------------


@story
async def test_a_crash_while_sending_repeats_that_one_marked_and_goes_on(world: World) -> None:
    await world.outbox.put_all([(world.row(f"k{n}", f"r{n}", f"第{n}条"), ()) for n in range(3)])
    await world.chat.is_asked()
    await world.crash()
    assert world.chat.sent == []
    await world.restart()
    await world.outbox.drained()
    # Marked are the one that was out and the one already claimed for the next slot: of neither could we know.
    assert [sent.text for sent in world.chat.sent] == [
        f"第0条\n<i>{MARK}</i>",
        f"第1条\n<i>{MARK}</i>",
        "第2条",
    ]


def test_a_crash_at_any_moment_loses_nothing_and_doubles_only_what_was_out() -> None:
    async def crashes() -> None:
        world = await World(rooms=10).begin()
        dice, flights = random.Random(3), 0
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n % 10}", f"{n}a|{n}b"), ()) for n in range(40)])
        for _ in range(15):
            await asyncio.sleep(dice.uniform(0, 0.4))
            flights += len(world.chat.tried) - len(world.chat.sent)
            # What was out may have arrived all the same.
            world.chat.sent = list(world.chat.tried)
            await world.crash()
            await world.restart()
        await world.outbox.drained()
        await world.end()
        copies = Counter(sent.text.split("\n")[0] for sent in world.chat.sent)
        assert set(copies) == {f"{n}{part}" for n in range(40) for part in "ab"}
        assert sum(copies.values()) - len(copies) <= flights
        unmarked = Counter(sent.text for sent in world.chat.sent if MARK not in sent.text)
        assert max(unmarked.values()) == 1

    live(crashes())


@story
async def test_what_became_of_a_notice_is_written_however_long_the_disk_is_full(world: World) -> None:
    await world.put("k")
    await world.chat.is_asked()
    world.store.full = True
    await asyncio.sleep(300)
    world.store.full = False
    await world.outbox.drained()
    assert (await world.kept("k")).state is OutboxState.SENT
    assert len(world.chat.sent) == 1


@story
async def test_without_its_claim_on_disk_nothing_goes(world: World) -> None:
    await world.put("k")
    world.store.full = True
    await asyncio.sleep(60)
    assert world.chat.tried == []
    world.store.full = False
    await world.outbox.drained()
    assert len(world.chat.sent) == 1


@story
async def test_a_stop_lets_what_is_out_arrive_and_unclaims_the_rest(world: World) -> None:
    await world.outbox.put_all([(world.row(f"k{n}", f"r{n}"), ()) for n in range(3)])
    await world.chat.is_asked()
    await world.outbox.stop()
    states = Counter([(await world.kept(f"k{n}")).state for n in range(3)])
    assert states == {OutboxState.SENT: 1, OutboxState.QUEUED: 2}
    await world.restart()
    await world.outbox.drained()
    assert [sent.text for sent in world.chat.sent] == ["提醒"] * 3


# --- the limit ------------------------------------------------------------------------------------------------------


def test_a_broadcast_takes_what_the_limit_takes() -> None:
    async def broadcast() -> None:
        world = await World(rooms=300, delay=0.2).begin()
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n}"), ()) for n in range(300)])
        start = world.clock.monotonic()
        await world.outbox.drained()
        await world.end()
        window, bucket = Window(30, 1.0), Bucket(30, 30)
        assert all(window.takes(sent.at) and bucket.takes(sent.at) for sent in world.chat.tried)
        assert len({sent.address for sent in world.chat.sent}) == 300
        assert 300 / (world.chat.tried[-1].at - start) >= 0.97 * 30

    live(broadcast())


def test_forty_notices_to_one_group_keep_twenty_a_minute() -> None:
    async def flood() -> None:
        world = await World(rooms=1).begin()
        await world.outbox.put_all([(world.row(f"k{n}", text=f"{n}"), ()) for n in range(40)])
        await world.outbox.drained()
        await world.end()
        minute = Window(20, 60.0)
        assert all(minute.takes(sent.at) for sent in world.chat.sent)
        assert world.chat.texts_to("r0") == [f"{n}" for n in range(40)]
        assert world.chat.sent[-1].at - world.chat.sent[0].at < 150

    live(flood())


def test_other_platforms_may_have_other_limits() -> None:
    async def slow() -> None:
        world = await World(rooms=5, limits=Limits(per_second=2, bulk_pace=1.9, answers_reserved=0)).begin()
        await world.outbox.put_all([(world.row(f"k{n}", f"r{n}"), ()) for n in range(5)])
        await world.outbox.drained()
        await world.end()
        assert world.chat.tried[-1].at - world.chat.tried[0].at == pytest.approx(4 / 1.9, rel=0.01)

    live(slow())


def _fields(room: Room) -> dict[str, object]:
    return {name: getattr(room, name) for name in Room.__slots__}


@story
async def test_an_alarm_that_cannot_be_given_holds_nothing_up(world: World) -> None:
    async def never(_: Trouble) -> None:
        await asyncio.Event().wait()

    world.alarm = never  # type: ignore[method-assign]
    await world.restart()
    world.chat.faults_of = {"fake:r0": [Gone("kicked")], "fake:r1": [ChatError("too long")]}
    for room in ("r0", "r1", "r2"):
        await world.put(room, room)
    await world.put("second", "r1")
    await world.outbox.drained()
    assert (world.chat.texts_to("r1"), world.chat.texts_to("r2")) == (["提醒"], ["提醒"])


@story
async def test_what_arrives_is_counted_once_for_its_room_and_month(world: World) -> None:
    await world.outbox.put_all([(replace(world.row("a"), asks=2), ()), (replace(world.row("b"), asks=1), ())])
    await world.outbox.drained()
    key = burden_key(NOW.date(), "r0")
    assert await world.store.read(lambda reader: reader.digest(key)) == {"messages": 2, "asked": 3}
