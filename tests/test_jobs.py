"""The alarm clock rings on whatever the wall clock does; the tick asks only when something can have changed."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

import apscheduler.executors.base
import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

from bot import jobs
from bot.clock import SystemClock
from bot.config import Config, DigestPart, HistoryPart, HoursPart
from bot.delivery.gate import Gate
from bot.delivery.outbox import Outbox
from bot.delivery.rooms import Rooms
from bot.delivery.trouble import no_alarm
from bot.errors import NotRecorded
from bot.jobs import AlarmClock, Filing, Tick
from bot.language.workdays import Workdays
from bot.people.model import Person, Role, Room
from bot.stores.base import Reader, Transaction
from bot.texts.render import Texts
from tests.conftest import NOW, small_plan
from tests.delivery.cast import Disk, FakeChat
from tests.stores.conftest import report

CONFIG = Config(hours=HoursPart(spread_seconds=0))
DAY = dt.timedelta(days=1)
T = TypeVar("T")


class WallClock(dt.datetime):
    """What APScheduler takes for the time."""

    shift = dt.timedelta()

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Self:
        return super().now(tz) + cls.shift


@pytest.mark.parametrize("shift", [-DAY, dt.timedelta(hours=-1), dt.timedelta(hours=1), DAY], ids=str)
async def test_it_rings_on_when_the_wall_clock_is_set(monkeypatch: pytest.MonkeyPatch, shift: dt.timedelta) -> None:
    monkeypatch.setattr(jobs, "EVERY_SECONDS", 0.2)  # the scheduler counts all it missed in a day
    monkeypatch.setattr(jobs, "datetime", WallClock)
    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", WallClock)
    monkeypatch.setattr(apscheduler.triggers.interval, "datetime", WallClock)
    monkeypatch.setattr(apscheduler.executors.base, "datetime", WallClock)
    monkeypatch.setattr(WallClock, "shift", dt.timedelta())
    rung = asyncio.Event()

    async def ring() -> None:
        rung.set()

    alarm = AlarmClock(SystemClock(ZoneInfo("Asia/Shanghai")), ring)
    alarm.start()
    await asyncio.wait_for(rung.wait(), 5)
    WallClock.shift = shift
    for _ in range(3):
        rung.clear()
        await asyncio.wait_for(rung.wait(), 20)
    alarm.stop()


class Asked(Disk):
    """A store that counts how often history is read."""

    def __init__(self) -> None:
        super().__init__(small_plan())
        self.readings = 0
        self.refuses_to_archive = False

    async def archive(self, before: dt.datetime) -> int:
        if self.refuses_to_archive:
            raise NotRecorded("not recorded: the disk is full")
        return await super().archive(before)

    async def read(self, work: Callable[[Reader], T]) -> T:
        self.readings += 1
        return await super().read(work)


class Hand:
    """A clock set by hand."""

    zone = ZoneInfo("Asia/Shanghai")

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> dt.datetime:
        return self.time

    def monotonic(self) -> float:
        return 0.0


async def bureau(config: Config = CONFIG) -> tuple[Asked, Hand, Tick]:
    store, clock, chat = Asked(), Hand(), FakeChat()
    await store.write(lambda change: change.put_room(Room("r", "fake:r", departments=("hr",), bound_at=NOW - 30 * DAY)))
    rooms = Rooms(store, no_alarm)
    outbox = Outbox(store, {"fake": chat}, {"fake": Gate(clock)}, rooms, clock, Texts())
    return store, clock, Tick(store, outbox, Texts(), config, clock, Workdays())


async def test_history_is_read_only_when_something_may_be_due() -> None:
    store, clock, tick = await bureau()
    assert await tick.once() == 1
    read = store.readings

    for minutes in range(1, 60):
        clock.time = NOW + dt.timedelta(minutes=minutes)
        assert await tick.once() == 0
    assert store.readings == read

    clock.time = NOW + DAY
    await tick.once()
    assert store.readings > read


async def test_a_room_bound_at_noon_hears_at_noon() -> None:
    store, clock, tick = await bureau()
    await tick.once()
    clock.time += dt.timedelta(hours=1)

    def bind(change: Transaction) -> None:
        change.put_room(Room("s", "fake:s", departments=("drc",), bound_at=clock.time))

    await store.write(bind)
    assert await tick.once() == 1


async def test_a_clock_that_ran_ahead_and_was_set_back_keeps_nobody_waiting() -> None:
    store, clock, tick = await bureau()
    clock.time = NOW + 20 * DAY
    await tick.once()
    read = store.readings
    clock.time = NOW
    await tick.once()
    assert store.readings > read


@pytest.mark.parametrize("picture", [True, False])
async def test_the_digest_of_those_who_see_the_whole_plan_carries_its_picture(picture: bool) -> None:
    store, clock, tick = await bureau(CONFIG.model_copy(update={"digest": DigestPart(picture=picture)}))
    leaders = Room("l", "fake:l", audience="leaders", bound_at=NOW - 30 * DAY, language="en")
    await store.write(lambda change: change.put_room(leaders))
    clock.time = dt.datetime(2023, 7, 10, 10, tzinfo=clock.zone)
    await tick.once()
    rows = {row.room: row.message.files for row in await store.read(lambda reader: reader.outbox_open())}
    assert rows["r"] == (), "a department has its own tasks before it"
    assert [file.name for file in rows["l"]] == (["digest-2023-07-10.png"] if picture else [])
    assert all("of the year gone" in file.drawing and not file.content for file in rows["l"])


async def test_lamps_follow_reports_without_asking_for_notices() -> None:
    store, clock, tick = await bureau()
    await tick.once()
    assert set(store.view.lamps) == {*small_plan().tasks, *small_plan().target_by_id}
    before = store.view.lamps["2.1.1"]
    clock.time += DAY * 200  # the year is over, and nobody has reported
    await tick.once()
    assert store.view.lamps["2.1.1"] != before


async def test_a_leader_without_a_group_hears_in_private() -> None:
    store, clock, tick = await bureau()
    leader = Person("fake:2", "陈区长", Role.LEADER, private_room="p")
    alone = Room("p", "fake:p", private=True, bound_at=NOW - 30 * DAY)
    await store.write(lambda change: [change.put_room(alone), change.put_person(leader)])
    clock.time = dt.datetime(2023, 7, 10, 10, tzinfo=clock.zone)
    await tick.once()
    assert {row.room for row in await store.read(lambda reader: reader.outbox_open())} == {"r", "p"}


async def test_old_reports_are_filed_once_a_day_outside_hours_and_a_full_disk_waits_for_tomorrow() -> None:
    store, clock, _ = await bureau()
    filing = Filing(store, Config(history=HistoryPart(archive_after_days=30)), clock)
    for days in (31, 32, 29):
        old = report(days, minute=-days * 1440)
        await store.write(lambda change, old=old: change.record(old))
    clock.time = NOW.replace(hour=10)
    assert await filing.once() == 0, "people write now"
    clock.time = NOW.replace(hour=18)
    assert [await filing.once(), await filing.once()] == [2, 0]

    clock.time += DAY
    store.refuses_to_archive = True
    assert await filing.once() == 0
    store.refuses_to_archive = False
    clock.time += dt.timedelta(minutes=1)
    assert await filing.once() == 0, "it looks once a day"
    clock.time += DAY
    assert await filing.once() == 1
    assert len(await store.read(lambda reader: reader.updates("1.1.1"))) == 3
