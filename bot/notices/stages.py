"""The ladder of reminders: which step a date has reached today, counted in working days around it.

Steps stand around T, the date itself or the last working day before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.language.workdays import Workdays
from bot.plan.model import Milestone, Task


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps one kind of audience is told of, for due dates and for milestones.

    `every` repeats after the last step of a due date. `ahead_only` tells nothing of dates already past.
    """

    due: tuple[int, ...]
    milestone: tuple[int, ...]
    every: int = 0
    ahead_only: bool = False


LEAD = Ladder(due=(-30, -7, -3, -1, 0, 1, 3, 7), milestone=(-3, 0, 3), every=5)
SUPPORTING = Ladder(due=(-3,), milestone=(-3,), ahead_only=True)
OFFICE = Ladder(due=(3,), milestone=(3,))
LEADERS = Ladder(due=(7,), milestone=())

# A report in the same week stands in for these.
EASED_BY_REPORT = (-30, -7)


@dataclass(frozen=True, slots=True)
class Step:
    """The step a date of a task has reached: `day` is when it was reached, `position` the working days since T."""

    stage: int
    day: date
    date: date
    position: int
    milestone: Milestone | None = None

    @property
    def name(self) -> str:
        """The step as it is kept: -30, 0, +3."""
        return f"{self.stage:+d}" if self.stage else "0"


class Stairs:
    """The steps that dates have reached on one day; many tasks share a date, so each is worked out once."""

    def __init__(self, today: date, workdays: Workdays) -> None:
        self._today = today
        self._workdays = workdays
        self._reached: dict[tuple[date, tuple[int, ...], int], tuple[int, date, int] | None] = {}

    def steps(self, task: Task, ladder: Ladder) -> Iterator[Step]:
        """Give the last step reached by each date of a task, the due date first.

        Of milestones already past only the newest counts, and none once the due date is past: what came before is told
        by the lamp. Whether a milestone is met is not asked here.
        """
        today = self._today
        if reached := self._reach(task.due.date, ladder.due, ladder):
            stage, day, position = reached
            yield Step(stage, day, task.due.date, position)
        oldest = max((m.date for m in task.milestones if m.date < today), default=today)
        for milestone in task.milestones:
            if milestone.date < (oldest if task.due.date >= today else today):
                continue
            if reached := self._reach(milestone.date, ladder.milestone, ladder, is_milestone=True):
                stage, day, position = reached
                yield Step(stage, day, milestone.date, position, milestone)

    def reached(self, day: date, ladder: Ladder) -> Step | None:
        """Give the last step a single date has reached on a ladder; None where it has reached none."""
        found = self._reach(day, ladder.due, ladder)
        return Step(found[0], found[1], day, found[2]) if found else None

    def _reach(
        self, day: date, stages: tuple[int, ...], ladder: Ladder, *, is_milestone: bool = False
    ) -> tuple[int, date, int] | None:
        if ladder.ahead_only and day < self._today:
            return None
        key = (day, stages, 0 if is_milestone else ladder.every)
        if key not in self._reached:
            self._reached[key] = self._work_out(*key)
        return self._reached[key]

    def _work_out(self, day: date, stages: tuple[int, ...], every: int) -> tuple[int, date, int] | None:
        anchor = self._workdays.on_or_before(day)
        position = self._workdays.between(anchor, self._today)
        stage = _last(position, stages, every)
        return None if stage is None else (stage, self._workdays.add(anchor, stage), position)


def _last(position: int, stages: tuple[int, ...], every: int) -> int | None:
    """Say which step is the last at or before a position."""
    reached = max((stage for stage in stages if stage <= position), default=None)
    if reached is None or not every or reached != stages[-1]:
        return reached
    return reached + (position - reached) // every * every
