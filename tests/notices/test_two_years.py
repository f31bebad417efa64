"""Two years of notices in four zones, minute hands and all, against a plain list with one look a day.

The bot ticks at odd moments, also in the hour that summer time leaves out or has twice; its clock is set, and the
machine sleeps. The plain list looks once a day at the end of hours and knows nothing of instants.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.config import HolidaysPart, HoursPart
from bot.language.workdays import Workdays
from bot.notices.model import Notice
from bot.plan.model import Due, Plan
from tests.conftest import small_plan
from tests.notices import bureau as bureau_module
from tests.notices.bureau import Bureau, room

ZONES = {
    "Asia/Shanghai": (),
    "America/Los_Angeles": ("2023-03-12", "2023-11-05", "2024-03-10", "2024-11-03"),
    "Europe/Berlin": ("2023-03-26", "2023-10-29", "2024-03-31", "2024-10-27"),
    "Australia/Lord_Howe": ("2023-04-02", "2023-10-01", "2024-04-07", "2024-10-06"),  # by half an hour
}
# Summer time begins and ends on Sundays; here these are worked, or nothing would be due on them.
WORKDAYS = Workdays(HolidaysPart(working=tuple(date.fromisoformat(day) for days in ZONES.values() for day in days)))
HOURS = {
    "the usual": HoursPart(spread_seconds=240),
    "all day": HoursPart(start=time(0), end=time(23, 59), spread_seconds=240),
    "over the hour that is not": HoursPart(start=time(1, 30), end=time(5, 30), spread_seconds=240),
}
YEARS = (2023, 2024)
DAY, STEP, CLOSE_STEP = timedelta(days=1), timedelta(minutes=193), timedelta(minutes=7)
ROOMS = (room("hr", "hr"), room("drc", "drc", "housing"), room("o", audience="office"))

pytestmark = pytest.mark.usefixtures("worked_sundays")


@pytest.fixture
def worked_sundays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bureau_module, "WORKDAYS", WORKDAYS)


def plan_of(year: int) -> Plan:
    """The small plan, of another year."""
    plan = small_plan()

    def moved(day: date) -> date:
        return day.replace(year=year)

    sections = tuple(
        replace(
            section,
            initiatives=tuple(
                replace(
                    initiative,
                    tasks=tuple(
                        replace(
                            task,
                            due=Due(moved(task.due.date), task.due.basis),
                            milestones=tuple(replace(m, date=moved(m.date)) for m in task.milestones),
                        )
                        for task in initiative.tasks
                    ),
                )
                for initiative in section.initiatives
            ),
        )
        for section in plan.sections
    )
    return replace(plan, id=f"small-{year}", year=year, sections=sections)


def bureau(year: int, zone: ZoneInfo, hours: HoursPart) -> Bureau:
    rooms = [replace(each, bound_at=datetime(year, 1, 1, tzinfo=zone)) for each in ROOMS]
    return Bureau(plan_of(year), *rooms, hours=hours)


def moments(year: int, zone: ZoneInfo) -> Iterator[datetime]:
    """Say when the bot ticks: at odd intervals, and close together on days when the clocks change."""
    changes = {date.fromisoformat(day) for day in ZONES[zone.key]}
    now = datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
    end = datetime(year + 1, 1, 1, tzinfo=zone).astimezone(UTC)
    while now < end:
        local = now.astimezone(zone)
        yield local
        now += CLOSE_STEP if local.date() in changes or (local + 2 * STEP).date() in changes else STEP


def plain_list(year: int, zone: ZoneInfo, hours: HoursPart) -> list[str]:
    """One look a day."""
    looking = bureau(year, zone, hours)
    days = (date(year, 1, 1) + n * DAY for n in range(366))
    looks = (datetime.combine(day, hours.end, zone) for day in days if day.year == year)
    return [notice.key for look in looks for notice in looking.tick(look)]


def one_a_day(notices: list[Notice]) -> bool:
    """Whether no room heard two messages on one local date."""
    heard = Counter((notice.room, notice.key.split(":")[1]) for notice in notices)
    return set(heard.values()) == {1}


@pytest.mark.parametrize("hours", HOURS.values(), ids=HOURS)
@pytest.mark.parametrize("zone", ZONES)
def test_ticking_through_two_years_says_what_a_plain_list_says(zone: str, hours: HoursPart) -> None:
    here = ZoneInfo(zone)
    for year in YEARS:
        ticking = bureau(year, here, hours)
        notices = [notice for moment in moments(year, here) for notice in ticking.tick(moment)]
        assert sorted(notice.key for notice in notices) == sorted(plain_list(year, here, hours))
        assert one_a_day(notices)
        assert all(notice.key.split(":")[1] == f"{notice.at.date()}" for notice in notices)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", [1])
def test_digests_come_once_a_week_whatever_happens_to_the_clock(zone: str, seed: int) -> None:
    """Set forward and back by an hour and a day, and asleep for eight hours, many times a year."""
    here, hours, chance = ZoneInfo(zone), HOURS["the usual"], random.Random(seed)
    for year in YEARS:
        ticking, notices = bureau(year, here, hours), list[Notice]()
        for moment in troubled(moments(year, here), chance):
            notices += ticking.tick(moment.astimezone(here))
        assert one_a_day(notices)
        digests = sorted(notice.key for notice in notices if notice.kind == "digest")
        assert len(digests) == len({digest.split(":", 1)[1] for digest in digests})
        weeks = Counter((n.room, n.at.date().isocalendar()[:2]) for n in notices if n.kind == "digest")
        assert set(weeks.values()) == {1}
        assert set(weeks) == {(each.id, week) for each in ROOMS for week in weeks_worked(year)}


def troubled(moments: Iterator[datetime], chance: random.Random) -> Iterator[datetime]:
    """Let the wall clock be wrong, or the machine asleep, for some hours now and then; then it is right again."""
    until, shift, asleep = datetime.min.replace(tzinfo=UTC), timedelta(), False
    for moment in moments:
        if moment >= until:
            shift, asleep = timedelta(), False
            if chance.random() < 0.02:
                until = moment + timedelta(hours=8)
                shift = chance.choice([-DAY, DAY, timedelta(hours=-1), timedelta(hours=1), timedelta()])
                asleep = not shift
        if not asleep:
            yield moment.astimezone(UTC) + shift


def weeks_worked(year: int) -> set[tuple[int, int]]:
    """The ISO weeks in which a day of the year is worked."""
    days = [date(year, 1, 1) + n * DAY for n in range(366)]
    return {day.isocalendar()[:2] for day in days if day.year == year and WORKDAYS.is_working(day)}
