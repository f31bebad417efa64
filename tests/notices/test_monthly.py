"""The monthly question: once a month to a department from which nothing came for 30 days."""

from typing import cast

import pytest

from bot.notices.model import Kind, Notice
from bot.notices.monthly import Silence
from bot.plan.model import Plan
from bot.progress.model import State
from tests.notices.bureau import Bureau, kinds, room


def asked(notices: list[Notice]) -> list[tuple[str, list[tuple[str, int]]]]:
    """List the monthly questions as (day, [(department, days of silence)])."""
    return [
        (f"{n.at:%m-%d}", [(s.department, s.days) for s in cast(list[Silence], n.values["silences"])])
        for n in notices
        if n.kind is Kind.MONTHLY
    ]


def test_it_is_asked_once_a_month_from_the_31st_day_of_silence(plan: Plan) -> None:
    notices = Bureau(plan, room("hr", "hr")).run("2023-01-01", "2023-04-30")
    assert asked(notices) == [("02-01", [("hr", 31)]), ("03-01", [("hr", 59)]), ("04-04", [("hr", 93)])]


@pytest.mark.parametrize(
    ("task", "first"),
    [
        ("2.1.1", "03-14"),  # reported on 10 February: the 13th is digest day
        ("2.1.2", "02-01"),  # another department's task
    ],
)
def test_silence_runs_from_the_departments_last_report(plan: Plan, task: str, first: str) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    bureau.report(task, "2023-02-10 10:00", percent=10)
    bureau.report(task, "2023-01-20 10:00", percent=10)
    assert asked(bureau.run("2023-01-01", "2023-03-20"))[0][0] == first


def test_silence_runs_from_the_binding_of_the_room(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr", since="2023-02-10 10:00"))
    assert asked(bureau.run("2023-01-01", "2023-03-20"))[0][0] == "03-14"


def test_who_has_nothing_open_is_not_asked(plan: Plan) -> None:
    bureau = Bureau(plan, room("housing", "housing"), room("docs", "archives"))
    bureau.report("2.1.2", "2023-01-10 10:00", state=State.DONE)
    assert asked(bureau.run("2023-01-01", "2023-05-31")) == []


def test_a_room_of_two_asks_both_in_one_message(plan: Plan) -> None:
    notices = Bureau(plan, room("both", "drc", "hr")).run("2023-01-31", "2023-02-02")
    assert asked(notices) == [("02-01", [("drc", 31), ("hr", 31)])]


def test_it_waits_while_the_room_has_another_message(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr", since="2023-05-27 09:00"))
    assert kinds(bureau.run("2023-06-26", "2023-06-28")) == [("digest", "hr"), ("reminder", "hr"), ("monthly", "hr")]


def test_lamps_that_turned_yellow_for_silence_are_asked_about_there_and_not_twice(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    bureau.report("2.1.3", "2023-01-11 10:00", percent=1)
    bureau.report("2.1.1", "2023-01-10 10:00")  # words only: its lamp turns yellow by silence
    notices = [n for n in bureau.run("2023-02-07", "2023-02-28") if n.kind is not Kind.DIGEST]
    assert [(f"{n.at:%m-%d}", str(n.kind)) for n in notices] == [("02-14", "monthly")]
