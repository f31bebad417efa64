"""Where every task and target of a plan stands on one day, worked out on demand and kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from bot.config import LampsPart
from bot.plan.model import Plan, Task
from bot.progress.lamps import SEVERITY, silent_days, target_standing, task_standing
from bot.progress.model import Lamp, Standing, Summary

_CLOSES_AFTER = timedelta(days=60)  # after the last day of the plan's year


class TaskClass(StrEnum):
    """The one class of each task, for counts that add up; the first that applies."""

    DONE = "done"
    OVERDUE = "overdue"
    SILENT = "silent"  # never reported, or silent for longer than the rules allow
    BEHIND = "behind"  # yellow or red
    ON_TIME = "on_time"


def closing_day(plan: Plan) -> date:
    """Give the last day on which the lamps of a plan may change."""
    return plan.end + _CLOSES_AFTER


class Board:
    """The standings of one plan on one day. `bound` says since when each department (by id) has a room.

    60 days after its year a plan is closed: lamps then stay as of that closing day, `as_of`.
    """

    def __init__(
        self, plan: Plan, summaries: Mapping[str, Summary], today: date, bound: Mapping[str, date], rules: LampsPart
    ) -> None:
        closing = closing_day(plan)
        self.plan = plan
        self.today = today
        self.closed = today > closing
        self.as_of = min(today, closing)
        self._summaries = summaries
        self._bound = bound
        self._rules = rules
        self._standings: dict[str, Standing] = {}

    def with_summaries(self, summaries: Mapping[str, Summary]) -> "Board":
        """Make the board of the same day after more reports; standings of what nobody reported on are kept."""
        board = Board(self.plan, summaries, self.today, self._bound, self._rules)
        known = dict(self._standings)  # a copy in one step, for another thread may be working standings out
        board._standings = {
            subject: standing
            for subject, standing in known.items()
            if summaries.get(subject) is self._summaries.get(subject)
        }
        return board

    def standing(self, subject_id: str) -> Standing:
        """Say where a task or target stands; KeyError where the plan has none of this id."""
        known = self._standings.get(subject_id)
        if known is None:
            known = self._standings[subject_id] = self._work_out(subject_id)
        return known

    def _work_out(self, subject_id: str) -> Standing:
        summary = self._summaries.get(subject_id)
        task = self.plan.tasks.get(subject_id)
        if task is None:
            target = self.plan.target_by_id[subject_id]
            return target_standing(target, summary, self.as_of, self._rules, self.closed, year=self.plan.year)
        bound = self._bound.get(task.lead.department)
        return task_standing(task, summary, self.as_of, bound, self._start(task), self._rules, self.closed)

    def _start(self, task: Task) -> date:
        """Say from when on a task runs: the plan's first day, or the day it was decided."""
        return max(self.plan.start, task.since or self.plan.start)

    def class_of(self, task: Task) -> TaskClass:
        """Put a task into the first class that applies."""
        standing = self.standing(task.id)
        if standing.lamp is Lamp.DONE:
            return TaskClass.DONE
        if standing.lamp is Lamp.REPORTED:
            return TaskClass.ON_TIME  # the department has done its part
        if standing.why.code == "overdue":
            return TaskClass.OVERDUE
        if self._is_silent(task, standing):
            return TaskClass.SILENT
        return TaskClass.BEHIND if standing.lamp in (Lamp.YELLOW, Lamp.RED) else TaskClass.ON_TIME

    def _is_silent(self, task: Task, standing: Standing) -> bool:
        if standing.last_report is None:
            return True
        bound = self._bound.get(task.lead.department)
        days = silent_days(standing.summary, self.as_of, bound, self._start(task))
        return days is not None and days > self._rules.silent_days

    def classes(self, tasks: Iterable[Task]) -> dict[str, int]:
        """Count tasks by class (done, overdue, silent, behind, on_time); the counts add up to the number of tasks."""
        counts = Counter(self.class_of(task) for task in tasks)
        return {each.value: counts[each] for each in TaskClass}

    def lamps(self, tasks: Iterable[Task]) -> dict[Lamp, int]:
        """Count tasks by lamp, every lamp named."""
        counts = Counter(self.standing(task.id).lamp for task in tasks)
        return {lamp: counts[lamp] for lamp in Lamp}

    def worst_first(self, tasks: Iterable[Task]) -> list[Task]:
        """Order tasks for showing: by lamp (red, yellow, grey, green, done), then by how bad it is, then as given."""
        return sorted(tasks, key=lambda task: _badness(self.standing(task.id)), reverse=True)

    @property
    def share_of_year(self) -> float:
        """The part of the plan's year that is over by the end of the day, in %."""
        days = (self.plan.end - self.plan.start).days + 1
        gone = (self.today - self.plan.start).days + 1
        return min(max(gone / days, 0.0), 1.0) * 100


def _badness(standing: Standing) -> tuple[int, int, float]:
    """Rank by lamp; within it overdue tasks by days, then those behind by points, then the rest."""
    values = standing.why.values
    if standing.why.code == "overdue":
        return SEVERITY[standing.lamp], 2, float(str(values["days"]))
    if standing.why.code == "behind":
        return SEVERITY[standing.lamp], 1, float(str(values["points"]))
    return SEVERITY[standing.lamp], 0, 0.0
