"""The ladder around a date, on the working days of 2023."""

from datetime import date

import pytest

from bot.notices.stages import LEAD, LEADERS, OFFICE, SUPPORTING, Ladder, Stairs
from bot.plan.model import Due, Milestone, Task
from tests.conftest import small_task
from tests.notices.bureau import WORKDAYS, day


def task_due(due: str, *milestones: str) -> Task:
    return small_task(
        "1.1.1", "x", "drc", due=Due(day(due)), milestones=tuple(Milestone(day(m), f"到{m}") for m in milestones)
    )


def reached(task: Task, today: date, ladder: Ladder = LEAD) -> dict[str, str]:
    """Map each date of a task that speaks today to its step."""
    return {f"{step.date:%m-%d}": step.name for step in Stairs(today, WORKDAYS).steps(task, ladder)}


@pytest.mark.parametrize(
    ("today", "step"),
    [
        ("11-16", None),
        ("11-17", "-30"),  # due on a Sunday: counted from Friday the 29th
        ("11-20", "-30"),
        ("12-19", "-30"),
        ("12-20", "-7"),
        ("12-25", "-7"),
        ("12-26", "-3"),
        ("12-28", "-1"),
        ("12-29", "0"),
    ],
)
def test_before_the_last_day_of_the_year(today: str, step: str | None) -> None:
    assert reached(task_due("12-31"), day(today)) == ({"12-31": step} if step else {})


@pytest.mark.parametrize(
    ("today", "step"),
    [
        ("09-19", "-7"),
        ("09-28", "0"),
        ("10-07", "+1"),  # a Saturday: the first working day after National Day
        ("10-08", "+1"),
        ("10-09", "+3"),
        ("10-12", "+3"),
        ("10-13", "+7"),
        ("10-19", "+7"),
        ("10-20", "+12"),
        ("10-27", "+17"),
        ("11-02", "+17"),
        ("11-03", "+22"),
    ],
)
def test_over_national_day_and_on_in_steps_of_five(today: str, step: str) -> None:
    assert reached(task_due("09-28"), day(today)) == {"09-28": step}


@pytest.mark.parametrize(
    ("due", "today", "step"),
    [
        ("01-25", "01-20", "0"),  # in the middle of Spring Festival: the last working day before it
        ("01-25", "01-19", "-1"),
        ("01-25", "01-28", "+1"),  # a worked Saturday
        ("01-25", "01-30", "+3"),
        ("05-02", "04-28", "0"),
        ("05-02", "04-27", "-1"),
        ("05-02", "04-25", "-3"),
        ("05-02", "04-20", "-7"),  # the worked Sunday of 23 April counts
        ("05-02", "05-04", "+1"),
        ("05-02", "05-06", "+3"),  # a worked Saturday
    ],
)
def test_around_other_holidays(due: str, today: str, step: str) -> None:
    assert reached(task_due(due), day(today)) == {due: step}


@pytest.mark.parametrize(
    ("today", "steps"),
    [
        ("06-25", {}),
        ("06-27", {"06-30": "-3"}),
        ("06-29", {"06-30": "-3"}),
        ("06-30", {"06-30": "0"}),
        ("07-04", {"06-30": "0"}),
        ("07-05", {"06-30": "+3"}),
        ("09-24", {"06-30": "+3"}),
        ("09-25", {"06-30": "+3", "09-28": "-3"}),
        ("09-28", {"06-30": "+3", "09-28": "0"}),
        ("10-07", {"09-28": "0"}),  # the older one has nothing more to say
        ("10-09", {"09-28": "+3"}),
    ],
)
def test_milestones_have_three_steps_and_the_newest_past_one_counts(today: str, steps: dict[str, str]) -> None:
    assert reached(task_due("12-31", "06-30", "09-28"), day(today)) == steps


def test_no_milestone_speaks_once_the_due_date_is_past() -> None:
    assert reached(task_due("09-28", "09-27"), day("10-07")) == {"09-28": "+1"}


@pytest.mark.parametrize(
    ("ladder", "today", "steps"),
    [
        (SUPPORTING, "06-27", {"06-30": "-3"}),
        (SUPPORTING, "06-30", {"06-30": "-3"}),
        (SUPPORTING, "07-03", {}),  # a date that is past is the lead's matter
        (OFFICE, "06-30", {}),
        (OFFICE, "07-05", {"06-30": "+3"}),
        (LEADERS, "07-12", {}),  # of milestones the leaders hear nothing
    ],
)
def test_others_hear_of_a_milestone_at_one_step(ladder: Ladder, today: str, steps: dict[str, str]) -> None:
    assert reached(task_due("12-31", "06-30"), day(today), ladder) == steps


@pytest.mark.parametrize(
    ("ladder", "today", "steps"),
    [
        (OFFICE, "10-08", {}),
        (OFFICE, "10-09", {"09-28": "+3"}),
        (OFFICE, "11-09", {"09-28": "+3"}),  # once, not every five days
        (LEADERS, "10-12", {}),
        (LEADERS, "10-13", {"09-28": "+7"}),
    ],
)
def test_what_is_overdue_escalates(ladder: Ladder, today: str, steps: dict[str, str]) -> None:
    assert reached(task_due("09-28"), day(today), ladder) == steps
