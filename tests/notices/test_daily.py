"""The office's daily: what came in, what turned, whom to ask, and silence where there is nothing."""

from dataclasses import replace
from typing import cast

import pytest

from bot.notices.daily import Daily
from bot.notices.model import Kind, Notice
from bot.plan.model import Due, Plan
from bot.progress.model import State
from tests.conftest import small_task
from tests.notices.bureau import Bureau, day, kinds, room, told

OFFICE = room("o", audience="office")


def dailies(notices: list[Notice]) -> list[tuple[str, Daily]]:
    return [(f"{n.at:%m-%d}", cast(Daily, n.values["daily"])) for n in notices if n.kind is Kind.DAILY]


def test_it_tells_what_was_reported_since_the_last_one(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.run("2023-03-06", "2023-03-06")
    bureau.report("2.1.1", "2023-03-07 15:00", value=12)
    bureau.report("2.1.1", "2023-03-07 16:00", value=13)
    bureau.report("gdp", "2023-03-07 17:00", value=4.2)
    [(day, daily)] = dailies(bureau.run("2023-03-07", "2023-03-09"))
    assert (day, daily.reported) == ("03-08", 2)
    assert [(report.subject.id, report.update.reading.value) for report in daily.reports] == [
        ("2.1.1", 13),
        ("gdp", 4.2),
    ]


def test_nothing_to_say_is_not_said(plan: Plan) -> None:
    assert dailies(Bureau(plan, OFFICE).run("2023-03-06", "2023-03-12")) == []


def test_on_digest_day_there_is_none_and_the_next_reaches_over_it(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.run("2023-03-06", "2023-03-09")
    bureau.report("2.1.1", "2023-03-09 10:00", value=12)
    bureau.report("2.1.2", "2023-03-10 10:00", percent=12)  # Friday, after the daily
    notices = bureau.run("2023-03-10", "2023-03-14")
    assert kinds(notices) == [("daily", "o"), ("digest", "o"), ("daily", "o")]
    assert [(day, [r.subject.id for r in daily.reports]) for day, daily in dailies(notices)] == [
        ("03-10", ["2.1.1"]),
        ("03-14", ["2.1.2"]),
    ]


def test_it_tells_which_lamps_turned(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.report("2.1.1", "2023-03-06 08:00", value=20)
    bureau.run("2023-03-06", "2023-03-08")
    bureau.report("2.1.1", "2023-03-08 10:00", value=20, blocker="场地未定")
    bureau.tick("2023-03-08 10:01")
    [(_, daily)] = dailies(bureau.run("2023-03-09", "2023-03-10"))
    assert [line.task.id for line in daily.turned.lines] == ["2.1.1"]  # type: ignore[union-attr]


def test_it_names_who_must_be_asked_before_a_date(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.report("2.1.1", "2023-06-20 10:00", percent=30)  # over a week ago
    bureau.report("2.1.2", "2023-06-26 10:00", percent=30)
    bureau.report("1.1.2", "2023-06-26 10:00", state=State.DONE)
    bureau.report("1.1.1", "2023-06-26 10:00", percent=50)
    bureau.tick("2023-06-26 09:00")
    days = ("2023-06-27", "2023-06-28", "2023-06-29", "2023-06-30")
    told = {day[-2:]: daily for day in days for _, daily in dailies(bureau.tick(f"{day} 09:00"))}
    listed = {day: [a.task.id for group in daily.soon for a in group.lines] for day, daily in told.items()}
    assert listed == {"27": ["2.1.3"], "28": ["2.1.1"], "30": ["2.1.1", "2.1.3"]}, "once when near, once on its day"
    assert (told["28"].soon_total, told["28"].soon_told) == (2, 1)


@pytest.mark.parametrize(
    ("due", "reported", "asked"),
    [
        ("07-10", "2023-06-20 10:00", True),  # three working days ahead
        ("07-11", "2023-06-20 10:00", False),
        ("07-10", "2023-06-28 08:59", True),
        ("07-10", "2023-06-28 09:01", False),  # within a week
    ],
)
def test_who_must_be_asked(plan: Plan, due: str, reported: str, asked: bool) -> None:
    task = small_task("2.1.3", "x", "hr", due=Due(day(due)), milestones=())
    section = replace(plan.sections[1], initiatives=(replace(plan.sections[1].initiatives[0], tasks=(task,)),))
    bureau = Bureau(replace(plan, sections=(section,)), OFFICE, digests=False)
    bureau.run("2023-07-04", "2023-07-04")
    bureau.report("2.1.3", reported, percent=60)
    assert bool([d for _, d in dailies(bureau.tick("2023-07-05 09:00")) if d.soon]) is asked


def test_what_has_escalated_is_its_first_block(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    for task in ("1.1.1", "1.1.2", "2.1.2", "2.1.3"):
        bureau.report(task, "2023-06-26 10:00", state=State.DONE)
    notices = [n for n in bureau.run("2023-07-04", "2023-07-07") if told(n)]
    assert [(f"{n.at:%m-%d}", str(n.kind), told(n)) for n in notices] == [("07-05", "daily", [("2.1.1", "+3")])]


def test_the_office_hears_one_message_a_day_even_with_departments_of_its_own(plan: Plan) -> None:
    notices = Bureau(plan, room("o", "hr", audience="office")).run("2023-06-26", "2023-07-07")
    days = [n.at.date() for n in notices]
    assert len(days) == len(set(days))
    assert [told(n) for n in notices if f"{n.at:%m-%d}" == "06-27"] == [[("2.1.1", "-3"), ("2.1.3", "-3")]]
