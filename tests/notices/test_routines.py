"""The one question of the tick: asked at any time, any number of times, by a bot that may have been down."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import HoursPart
from bot.notices.model import Kind
from bot.notices.routines import due, next_instant
from bot.plan.model import Plan
from bot.progress.model import State
from tests.conftest import SHANGHAI, small_plan
from tests.notices.bureau import Bureau, at, kinds, room

ROOMS = (
    room("drc", "drc"),
    room("hr", "hr"),
    room("o", audience="office"),
    room("l", audience="leaders"),
    room("docs", "archives"),
)


@pytest.mark.parametrize(
    ("when", "spoken"),
    [
        ("2023-06-27 08:59", False),
        ("2023-06-27 09:00", True),
        ("2023-06-27 17:30", True),
        ("2023-06-27 17:31", False),
        ("2023-06-24 10:00", False),  # a Saturday of Dragon Boat Festival
        ("2023-06-25 10:00", True),  # a Sunday worked in exchange
        ("2022-12-30 10:00", False),  # before the plan's year
        ("2024-02-29 10:00", True),  # the 60th day after the year
        ("2024-03-01 10:00", False),  # closed
        ("2024-07-01 10:00", False),
    ],
)
def test_nothing_is_said_outside_hours_working_days_and_the_plans_time(plan: Plan, when: str, spoken: bool) -> None:
    assert bool(Bureau(plan, *ROOMS).tick(when)) is spoken


def test_asked_again_it_says_nothing_more(plan: Plan) -> None:
    bureau = Bureau(plan, *ROOMS)
    assert kinds(bureau.tick("2023-07-03 09:00")) == [("digest", room.id) for room in sorted(ROOMS, key=lambda r: r.id)]
    assert bureau.tick("2023-07-03 09:00") == []
    assert bureau.tick("2023-07-03 15:00") == []


def test_a_matter_that_comes_up_after_the_days_message_waits_for_tomorrow(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    bureau.report("2.1.1", "2023-06-20 10:00", state=State.DONE)
    bureau.run("2023-06-26", "2023-06-27")
    del bureau.updates[0]  # taken back at noon
    assert bureau.tick("2023-06-27 12:00") == []
    [notice] = bureau.tick("2023-06-28 09:00")
    assert (notice.kind, notice.late) == (Kind.REMINDER, False)


def test_no_message_without_a_room_unless_everyone_is_asked_for(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    now = at("2023-07-03 09:00")
    assert {n.room for n in due(bureau.facts(now), now)} == {"hr"}
    everyone = due(bureau.facts(now, everyone=True), now)
    assert {n.key for n in everyone if n.room is None} == {
        f"digest:2023-07-03:{name}" for name in ("drc", "housing", "archives", "@office", "@leaders")
    }


def test_a_department_named_like_an_audience_is_not_taken_for_it(plan: Plan) -> None:
    keys = Counter(
        n.key for n in due(Bureau(plan).facts(at("2023-07-03 09:00"), everyone=True), at("2023-07-03 09:00"))
    )
    assert set(keys.values()) == {1}


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2023-07-03 08:50", "2023-07-03 09:00"),
        ("2023-07-03 09:00", "2023-07-04 09:00"),
        ("2023-07-07 12:00", "2023-07-10 09:00"),
        ("2023-09-28 09:00", "2023-10-07 09:00"),
    ],
)
@pytest.mark.parametrize("rooms", [(), ROOMS])
def test_the_next_instant_is_the_next_start_of_hours(plan: Plan, now: str, following: str, rooms: tuple) -> None:  # type: ignore[type-arg]
    assert next_instant(Bureau(plan, *rooms).facts(at(now)), at(now)) == at(following)


def test_stepping_from_instant_to_instant_says_what_a_tick_each_minute_says(plan: Plan) -> None:
    hours = HoursPart(spread_seconds=240)
    stepping, minutely = (Bureau(plan, *ROOMS, hours=hours) for _ in range(2))
    now, end = at("2023-06-26 08:00"), at("2023-06-28 18:00")
    stepped = []
    while (now := next_instant(stepping.facts(now), now)) <= end:
        stepped += stepping.tick(now)
    minutes = (datetime(2023, 6, d, 9, m, tzinfo=SHANGHAI) for d in (26, 27, 28) for m in range(6))
    ticked = [notice for minute in minutes for notice in minutely.tick(minute)]
    assert [(n.key, n.at) for n in stepped] == [(n.key, n.at) for n in ticked]


MOMENTS = st.lists(
    st.integers(0, 60 * 24 * 120).map(
        lambda minutes: datetime(2023, 6, 1, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    ),
    min_size=1,
    max_size=60,
)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from([task.id for task in small_plan().all_tasks()]),
        st.dates(date(2023, 6, 1), date(2023, 9, 20)),
        st.integers(0, 100),
        st.booleans(),
    ),
    max_size=8,
)


@given(MOMENTS, REPORTS)
@settings(max_examples=40, deadline=None)
def test_however_it_ticks_each_thing_is_said_once_and_each_room_hears_once_a_day(
    moments: list[datetime], reports: list[tuple[str, date, int, bool]]
) -> None:
    bureau = Bureau(small_plan(), *ROOMS, hours=HoursPart(spread_seconds=120))
    for task, when, percent, blocked in sorted(reports, key=lambda report: report[1]):
        bureau.report(task, f"{when} 08:00", percent=percent, blocker="难" if blocked else "")
    # `tick` asserts that nothing is said twice; every moment comes twice, as after a restart.
    notices = [notice for moment in sorted(moments + moments) for notice in bureau.tick(moment)]
    days = Counter((notice.room, notice.key.split(":")[1]) for notice in notices)
    assert set(days.values()) <= {1}
    assert len({notice.key for notice in notices}) == len(notices)
    for notice in notices:
        assert HoursPart().start <= notice.at.time() <= HoursPart().end


@given(MOMENTS)
@settings(max_examples=25, deadline=None)
def test_a_year_of_regular_ticks_after_any_downtime_leaves_nothing_unsaid(moments: list[datetime]) -> None:
    bureau = Bureau(small_plan(), room("hr", "hr"))
    for moment in sorted(moments):
        bureau.tick(moment)
    bureau.run("2023-09-29", "2023-10-31")
    stages = {said.stage for said in bureau.said if said.subject == "2.1.1"}
    assert "+3" in stages
