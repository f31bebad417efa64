"""How far a task is and should be."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.model import Comparator, Due, Measure, Milestone, Task
from bot.progress.model import State, Summary
from bot.progress.trajectory import completion, milestone_met, milestone_percent, share_of, trajectory
from tests.conftest import small_task
from tests.progress.reports import on, saying

START, END = on(1, 1), on(12, 31)
INVESTMENT = Measure("年度投资", Comparator.MORE, 39, "亿元", reported=True)


def counted(*milestones: Milestone, measure: Measure = INVESTMENT, due: date = END) -> Task:
    return small_task("1.1.1", "投资", "drc", measures=(measure,), milestones=milestones, due=Due(due))


def words(*milestones: Milestone) -> Task:
    return small_task("1.1.2", "政策", "drc", milestones=milestones)


HALF = Milestone(on(6, 30), "过半", percent=50)


@pytest.mark.parametrize(
    ("task", "today", "percent"),
    [
        (counted(), on(1, 1), 0),
        (counted(), on(7, 2), 50),  # 182 of 364 days
        (counted(), on(12, 31), 100),
        (counted(), on(2, 1, 2024), 100),
        (counted(), on(12, 1, 2022), 0),
        (counted(HALF), on(6, 30), 50),
        (counted(HALF), on(4, 1), 25),  # 90 of 180 days to half-time
        (counted(HALF), on(9, 30), 75),  # 92 of 184 days from half-time
        (counted(Milestone(on(6, 30), "十亿", value=9.75)), on(6, 30), 25),  # a value counts by the measure
        (counted(Milestone(on(9, 30), "七成", percent=70), HALF), on(9, 30), 70),  # in whatever order they stand
        (counted(HALF, Milestone(on(9, 30), "四成", percent=40)), on(9, 30), 50),  # never less than before
        (counted(Milestone(on(6, 30), "开工")), on(7, 2), 50),  # words alone bend no line
        (counted(Milestone(on(6, 30), "超额", value=60)), on(9, 30), 100),
        (words(), on(7, 2), None),
        (words(Milestone(on(6, 30), "印发")), on(7, 2), None),
        (words(HALF), on(6, 30), 50),  # a milestone with a percent is a number
        (counted(measure=replace(INVESTMENT, growth=True)), on(7, 2), None),
        (counted(measure=replace(INVESTMENT, comparator=Comparator.AT_MOST)), on(7, 2), None),
        (counted(measure=replace(INVESTMENT, comparator=Comparator.ASSIGNED, value=None)), on(7, 2), None),
    ],
)
def test_what_should_stand(task: Task, today: date, percent: float | None) -> None:
    assert trajectory(task, START, today) == pytest.approx(percent)


def test_a_task_that_was_due_before_it_began() -> None:
    assert trajectory(counted(due=on(12, 1, 2022)), START, on(1, 1)) == 100


@given(st.lists(st.tuples(st.dates(date(2022, 12, 1), on(12, 30)), st.floats(0.1, 100)), max_size=4), st.data())
def test_it_never_falls_and_stays_between_nothing_and_all(
    points: list[tuple[date, float]], data: st.DataObject
) -> None:
    task = counted(*(Milestone(day, "", percent=percent) for day, percent in points))
    days = sorted(data.draw(st.lists(st.dates(date(2022, 11, 1), date(2024, 2, 1)), min_size=2, max_size=6)))

    line = [trajectory(task, START, day) or 0.0 for day in days]

    assert all(0 <= percent <= 100 for percent in line)
    assert all(earlier <= later + 1e-9 for earlier, later in pairwise(line))


@pytest.mark.parametrize(
    ("comparator", "value", "share"),
    [
        (Comparator.AT_LEAST, 50, 50),
        (Comparator.MORE, 100, 100),
        (Comparator.EXACTLY, 120, 120),
        (Comparator.ABOUT, 0, 0),
        (Comparator.RANGE, 100, 100),  # of the lower end
        (Comparator.AT_MOST, 50, None),
        (Comparator.LESS, 50, None),
        (Comparator.POSITIVE, 50, None),
    ],
)
def test_what_part_of_a_measure_a_value_is(comparator: Comparator, value: float, share: float | None) -> None:
    goal = None if comparator is Comparator.POSITIVE else 100
    assert share_of(Measure("项", comparator, goal, "个", value_max=200), value) == share


@pytest.mark.parametrize(
    ("summary", "percent"),
    [
        (None, None),
        (Summary("1.1.1"), None),
        (Summary("1.1.1", reports=1, state=State.IN_PROGRESS), None),
        (Summary("1.1.1", value=19.5), 50),
        (Summary("1.1.1", value=19.5, percent=48), 48),  # what is said goes before what is computed
        (Summary("1.1.1", state=State.NOT_STARTED), 0),
        (Summary("1.1.1", state=State.NOT_STARTED, percent=5), 5),
        (Summary("1.1.1", state=State.DONE), 100),
        (Summary("1.1.1", state=State.DONE, value=38), 100),
        (Summary("1.1.1", state=State.DONE, value=42.9), 110),
    ],
)
def test_how_far_a_task_is(summary: Summary | None, percent: float | None) -> None:
    assert completion(counted(), summary) == pytest.approx(percent)


@pytest.mark.parametrize(
    ("summary", "met"),
    [
        (None, False),
        (saying(on(6, 20)), False),
        (saying(on(6, 20), percent=50), True),
        (saying(on(6, 20), percent=49.9), False),
        (saying(on(6, 20), value=19.5), True),
        (saying(on(6, 20), milestone=on(6, 30)), True),
        (saying(on(6, 20), milestone=on(3, 31)), False),
        (saying(on(6, 20), State.DONE), True),
    ],
)
def test_a_milestone_is_met_by_its_number_by_word_or_with_the_whole(summary: Summary | None, met: bool) -> None:
    assert milestone_met(counted(HALF), HALF, summary) is met


def test_a_milestone_in_words_is_met_by_word_only() -> None:
    started = Milestone(on(6, 30), "全面开工")

    assert not milestone_met(counted(started), started, saying(on(6, 20), percent=90))
    assert milestone_met(counted(started), started, saying(on(6, 20), milestone=on(6, 30)))


def test_a_rate_is_never_a_part_of_its_goal() -> None:
    growth = counted(measure=replace(INVESTMENT, growth=True, unit="%"))

    assert completion(growth, Summary("1.1.1", value=6.3)) is None
    assert milestone_percent(growth, Milestone(on(6, 30), "", value=6)) is None
