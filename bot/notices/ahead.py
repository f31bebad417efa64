"""Dates that are coming: due dates and milestones not yet met."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.notices.agenda import Agenda
from bot.notices.milestones import is_met
from bot.plan.model import Task
from bot.progress.model import Standing

SHOWN_OF_GROUP = 6


@dataclass(frozen=True, slots=True)
class Ahead:
    """A date of a task that is coming; `milestone` has its words where the date is a milestone's."""

    task: Task
    standing: Standing
    date: date
    working_days: int
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What is coming for one department: the dates shown, and how many there are."""

    department: str
    lines: tuple[Ahead, ...]
    total: int

    @property
    def counted(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


def by_department(coming: Iterable[Ahead]) -> tuple[Group, ...]:
    """Put what is coming together by lead department, the one with most first."""
    groups: dict[str, list[Ahead]] = defaultdict(list)
    for each in coming:
        groups[each.task.lead.department].append(each)
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    return tuple(Group(name, tuple(lines[:SHOWN_OF_GROUP]), len(lines)) for name, lines in ordered)


def ahead(agenda: Agenda, tasks: Iterable[Task], until: date) -> list[Ahead]:
    """List what falls due from today up to a day, the nearest first; done tasks and met milestones are left out."""
    return sorted(_coming(agenda, tasks, until), key=lambda each: each.date)


def _coming(agenda: Agenda, tasks: Iterable[Task], until: date) -> Iterator[Ahead]:
    for task in tasks:
        days = [(milestone.date, milestone) for milestone in task.milestones] + [(task.due.date, None)]
        days = [(day, milestone) for day, milestone in days if agenda.today <= day <= until]
        if not days or agenda.standing(task).lamp.finished:
            continue
        standing = agenda.standing(task)
        for day, milestone in days:
            if milestone is None or not is_met(task, milestone, standing):
                left = agenda.workdays.between(agenda.today, agenda.workdays.on_or_before(day))
                yield Ahead(task, standing, day, max(0, left), milestone.text if milestone else "")
