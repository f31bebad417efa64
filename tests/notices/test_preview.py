"""A year looked ahead: what would be said if nobody reported."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.notices.model import Kind, Notice
from bot.notices.preview import preview
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.progress.model import State
from tests.conftest import SHANGHAI
from tests.notices.bureau import HOURS, WORKDAYS, Bureau, at, room, told

YUEXIU = Path(__file__).parents[2] / "data" / "yuexiu-2023"
NEW_YEAR = date(2023, 1, 1)


def looked_ahead(bureau: Bureau, start: date, days: int) -> list[Notice]:
    facts = bureau.facts(at(f"{start} 00:00"))
    return preview(facts, start, days, SHANGHAI)


def listeners(notice: Notice) -> tuple[str, ...]:
    return notice.departments if notice.audience == "department" else (f"@{notice.audience}",)


def test_it_says_what_the_running_bot_says(plan: Plan) -> None:
    rooms = [room("drc", "drc"), room("hr", "hr", since="2023-03-10 10:00"), room("also-hr", "hr")]
    rooms += [room("housing", "housing"), room("docs", "archives")]
    rooms += [room("o", audience="office"), room("l", audience="leaders")]
    running, looking = Bureau(plan, *rooms), Bureau(plan, *rooms)
    for bureau in (running, looking):
        bureau.report("2.1.1", "2023-01-10 10:00")
    ahead = looked_ahead(looking, date(2023, 4, 1), 275)
    live = running.run("2023-04-01", "2023-12-31")
    assert [(n.key, n.at, n.late, told(n)) for n in ahead] == [(n.key, n.at, n.late, told(n)) for n in live]
    assert [n.values for n in ahead if n.kind is Kind.DIGEST] == [n.values for n in live if n.kind is Kind.DIGEST]


def test_departments_without_a_room_are_shown_without_one(plan: Plan) -> None:
    notices = looked_ahead(Bureau(plan, room("hr", "hr")), date(2023, 7, 3), 1)
    assert [(n.key, n.room) for n in notices] == [
        ("digest:2023-07-03:@leaders", None),
        ("digest:2023-07-03:@office", None),
        ("digest:2023-07-03:archives", None),
        ("digest:2023-07-03:drc", None),
        ("digest:2023-07-03:housing", None),
        ("digest:2023-07-03:hr", "hr"),
    ]


def test_nothing_is_marked_as_said(plan: Plan) -> None:
    facts = Bureau(plan, room("hr", "hr")).facts(at("2023-07-03 00:00"))
    first, second = (preview(facts, date(2023, 7, 3), 14, SHANGHAI) for _ in range(2))
    assert [n.key for n in first] == [n.key for n in second]
    assert facts.said == frozenset()


def test_begun_in_the_middle_of_a_week_it_shows_no_digest_of_that_week(plan: Plan) -> None:
    notices = looked_ahead(Bureau(plan), date(2023, 7, 5), 7)
    assert {f"{n.at:%m-%d}" for n in notices if n.kind is Kind.DIGEST} == {"07-10"}


def test_a_closed_plan_is_silent(plan: Plan) -> None:
    assert looked_ahead(Bureau(plan, room("hr", "hr")), date(2024, 3, 1), 60) == []


def test_done_tasks_are_left_out(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    bureau.report("2.1.1", "2023-06-01 10:00", state=State.DONE)
    bureau.report("2.1.3", "2023-06-01 10:00", state=State.DONE)
    notices = looked_ahead(bureau, date(2023, 6, 19), 60)
    assert [n.kind for n in notices if n.room == "hr" and n.kind is not Kind.DIGEST] == []


@pytest.fixture(scope="module")
def year() -> list[Notice]:
    return looked_ahead(Bureau(read_plan(YUEXIU), hours=HOURS), NEW_YEAR, 365)


def test_yuexiu_no_department_is_reminded_twice_a_day(year: list[Notice]) -> None:
    days = Counter((who, n.at.date()) for n in year for who in listeners(n))
    assert set(days.values()) == {1}


def test_yuexiu_no_department_goes_a_quarter_without_a_reminder(year: list[Notice]) -> None:
    quarters = {(who, (n.at.month + 2) // 3) for n in year if n.kind is Kind.REMINDER for who in listeners(n)}
    departments = read_plan(YUEXIU).department_by_id
    assert {(d, q) for d in departments for q in (1, 2, 3, 4)} <= quarters


def test_yuexiu_every_department_has_one_digest_a_week_on_its_first_working_day(year: list[Notice]) -> None:
    digests = Counter((who, n.at.isocalendar()[1]) for n in year if n.kind is Kind.DIGEST for who in listeners(n))
    assert set(digests.values()) == {1}
    assert {n.at.date() for n in year if n.kind is Kind.DIGEST} == {
        first for n in year if (first := WORKDAYS.first_of_week(n.at.date()))
    }


def test_yuexiu_all_is_said_on_working_days_within_hours(year: list[Notice]) -> None:
    assert all(WORKDAYS.is_working(n.at.date()) and HOURS.start <= n.at.time() <= HOURS.end for n in year)


def test_yuexiu_nothing_is_said_twice(year: list[Notice]) -> None:
    said = Counter(each for n in year for each in n.said)
    assert set(said.values()) == {1}
