"""How far a task is and how far it should be, in % of the whole; only where something is counted."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bot.plan.model import Comparator, Measure, Milestone, Task
from bot.progress.model import State, Summary

COUNTS_UP = (Comparator.AT_LEAST, Comparator.MORE, Comparator.EXACTLY, Comparator.ABOUT, Comparator.RANGE)

WHOLE = 100.0


def counts_up(measure: Measure | None) -> bool:
    """Whether a measure is an amount that grows over the year until it is reached: no rate, no upper bound."""
    return bool(
        measure and measure.value and measure.value > 0 and not measure.growth and measure.comparator in COUNTS_UP
    )


def share_of(measure: Measure | None, value: float | None) -> float | None:
    """Say what part of a measure (of a range: of its lower end) a value is, in %; None for rates and upper bounds."""
    if value is None or measure is None or not measure.value or not counts_up(measure):
        return None
    return value / measure.value * 100


def completion(task: Task, summary: Summary | None) -> float | None:
    """Say how far a task is, in %: as reported, otherwise the part of the measure reached. None where nobody said.

    "Done" is 100, "not started" 0.
    """
    if summary is None:
        return None
    percent = summary.percent if summary.percent is not None else share_of(task.measure, summary.value)
    if summary.state is State.DONE:
        return max(percent or WHOLE, WHOLE)
    if summary.state is State.NOT_STARTED and percent is None:
        return 0.0
    return percent


def milestone_percent(task: Task, milestone: Milestone) -> float | None:
    """Say what part of a task stands at a milestone, in %; None where the milestone is words only."""
    return milestone.percent if milestone.percent is not None else share_of(task.measure, milestone.value)


def milestone_met(task: Task, milestone: Milestone, summary: Summary | None) -> bool:
    """Whether a milestone stands: its number is reached, a report says so, or the whole task is done."""
    if summary is None:
        return False
    if summary.state is State.DONE or milestone.date in summary.milestones_met:
        return True
    wanted, reached = milestone_percent(task, milestone), completion(task, summary)
    return wanted is not None and reached is not None and reached >= wanted


def trajectory(task: Task, start: date, today: date) -> float | None:
    """Say what part of a task should stand on a day, in %; None where nothing is counted.

    Joins the plan's start (0), milestones that carry a percent or a value, and the due date (100) by straight lines.
    """
    points = list(_points(task))
    if not points and not counts_up(task.measure):
        return None
    if today >= task.due.date:
        return WHOLE
    if today <= start:
        return 0.0
    for (begin, low), (end, high) in pairwise([(start, 0.0), *points, (task.due.date, WHOLE)]):
        if today < end:
            return low + (high - low) * (today - begin).days / (end - begin).days
    return WHOLE


def _points(task: Task) -> Iterator[tuple[date, float]]:
    """List the milestones that carry a number; a later one never asks for less than an earlier one."""
    highest = 0.0
    for milestone in sorted(task.milestones, key=lambda milestone: milestone.date):
        percent = milestone_percent(task, milestone)
        if percent is not None:
            highest = max(highest, min(percent, WHOLE))
            yield milestone.date, highest
