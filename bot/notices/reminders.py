"""What a hearer must be reminded of on one day: one item per task, worst first.

An item is owed while its step has not been said to this hearer for this date. Done tasks and met milestones owe
nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.notices.agenda import DAY, LAMP, QUOTE, Agenda
from bot.notices.changes import SEVERITY
from bot.notices.facts import Hearer, monday_of
from bot.notices.milestones import is_met
from bot.notices.model import Item, Kind, Notice, Said
from bot.notices.stages import EASED_BY_REPORT, LEAD, LEADERS, OFFICE, SUPPORTING, Ladder, Step
from bot.plan.model import Task
from bot.progress.model import Lamp, Standing

ESCALATED = {"office": OFFICE, "leaders": LEADERS}
# A phone shows three items in full; the others get a line each, and beyond that they are counted.
IN_FULL, LISTED = 3, 12
# What has escalated is one line each: who reads it wants to know whose it is, and can ask for more.
ESCALATED_LISTED = 8
SILENT = "silent"  # the reason of a lamp that is yellow only because nothing was reported


@dataclass(frozen=True, slots=True)
class Owed:
    """Something a hearer has not been told of a task; `since` is the first day it should have been said."""

    said: Said
    since: date
    item: Item


@dataclass(frozen=True, slots=True)
class Reminders:
    """What a hearer must be told: the items worst first, and what counts as said once they are.

    `full` of them are shown in full, then a line each up to `listed`, the others counted.
    """

    items: tuple[Item, ...] = ()
    said: tuple[Said, ...] = ()
    full: int = IN_FULL
    listed: int = LISTED

    @property
    def in_full(self) -> Sequence[Item]:
        """The items with their figures, their reason and the question."""
        return self.items[: self.full]

    @property
    def in_short(self) -> Sequence[Item]:
        """The items with one line each."""
        return self.items[self.full : self.listed]

    @property
    def counted(self) -> int:
        """How many more there are."""
        return max(0, len(self.items) - self.listed)

    @property
    def counts(self) -> Mapping[str, int]:
        """Count the items by what they are; the counts add up."""
        counts = Counter(_sort_of(item) for item in self.items)
        return {sort: counts[sort] for sort in ("overdue", "missed", "today", "ahead", "lamp", "supporting")}

    @property
    def tone(self) -> str:
        """Say how to ask: "urge" once a due date is past, "remind" on the day and after a milestone, else "note"."""
        counts = self.counts
        if counts["overdue"]:
            return "urge"
        return "remind" if counts["missed"] or counts["today"] else "note"

    @property
    def invented(self) -> bool:
        """Whether demonstration data stands behind any of the items."""
        return any(item.standing.invented for item in self.items)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Ids of the items listed, in their order."""
        return tuple(item.task.id for item in self.items[: self.listed])


def _sort_of(item: Item) -> str:
    if item.supporting or item.stage == LAMP:
        return "supporting" if item.supporting else LAMP
    if item.working_days < 0:
        return "missed" if item.milestone else "overdue"
    return "ahead" if item.working_days else "today"


def reminders(agenda: Agenda, hearer: Hearer) -> Reminders:
    """Say what a hearer must be reminded of now."""
    items: list[Item] = []
    said: list[Said] = []
    for task, ladder in _concerns(agenda, hearer):
        owed = [*_dated(agenda, hearer, task, ladder), *_lamp(agenda, hearer, task, ladder)]
        if owed:
            items.append(_merged(agenda, hearer, owed))
            said += [each.said for each in owed]
    items.sort(key=_worst_first)
    if hearer.audience in ESCALATED:
        return Reminders(tuple(items), tuple(said), 0, ESCALATED_LISTED)
    shown = [replace(item, first=_quote(agenda, hearer, item) not in agenda.facts.said) for item in items[:IN_FULL]]
    quotes = [_quote(agenda, hearer, item) for item in shown if item.first]
    return Reminders((*shown, *items[IN_FULL:]), (*said, *quotes))


def _quote(agenda: Agenda, hearer: Hearer, item: Item) -> Said:
    return Said(item.task.id, QUOTE, agenda.plan.start, hearer.key)


def _worst_first(item: Item) -> tuple[bool, int, int, date]:
    return item.supporting, -SEVERITY[item.standing.lamp], item.working_days, item.date


def _concerns(agenda: Agenda, hearer: Hearer) -> Iterator[tuple[Task, Ladder]]:
    """Pair each task a hearer is told of with its ladder: what it leads, what it supports, what has escalated to it."""
    own = set(hearer.departments)
    for department in hearer.departments:
        for task in agenda.led.get(department, ()):
            yield task, LEAD
    seen = set[str]()
    for department in hearer.departments:
        for task in agenda.supported.get(department, ()):
            if task.lead.department not in own and task.id not in seen:
                seen.add(task.id)
                yield task, SUPPORTING
    if hearer.audience in ESCALATED:
        for task in agenda.plan.all_tasks():
            if own.isdisjoint(task.departments):
                yield task, ESCALATED[hearer.audience]


def _dated(agenda: Agenda, hearer: Hearer, task: Task, ladder: Ladder) -> Iterator[Owed]:
    """Tell the steps that the dates of a task have reached."""
    for step in agenda.stairs.steps(task, ladder):
        said = Said(task.id, step.name, step.date, hearer.key)
        if step.date < agenda.plan.start:
            continue  # what is said is remembered from the plan's start on
        # The standing is asked last: on most days every step has been said and none is needed.
        if said not in agenda.facts.said and not _settled(agenda, step, task):
            yield Owed(said, _owed_since(step, task), _item(step, task, agenda.standing(task), ladder))


def _settled(agenda: Agenda, step: Step, task: Task) -> bool:
    """Whether nothing needs saying: done, a milestone met, or a report of the same week that stands in for the step."""
    standing = agenda.standing(task)
    if standing.lamp is Lamp.DONE:
        return True
    if step.milestone:
        return is_met(task, step.milestone, standing)
    if step.stage not in EASED_BY_REPORT or standing.last_report is None:
        return False
    return agenda.day_of(standing.last_report) >= monday_of(step.day)


def _owed_since(step: Step, task: Task) -> date:
    """Say on which day a step was reached, but not before the due date was last moved."""
    moved = task.due.on if step.milestone is None and task.due.original else None
    return max(step.day, moved) if moved else step.day


def _item(step: Step, task: Task, standing: Standing, ladder: Ladder) -> Item:
    words = step.milestone.text if step.milestone else ""
    return Item(task, standing, step.name, step.date, words, -step.position, supporting=ladder is SUPPORTING)


def _lamp(agenda: Agenda, hearer: Hearer, task: Task, ladder: Ladder) -> Iterator[Owed]:
    """Tell of a lamp that turned yellow or red, on the next working day.

    Not where the whole department has been silent: the monthly question asks that once.
    """
    change = agenda.worse_lamps.get(task.id) if ladder is LEAD else None
    if change is None or (hearer.since and change.at < hearer.since):
        return
    if silence_only(agenda, task) and agenda.is_silent(task.lead.department, hearer):
        return
    day = agenda.day_of(change.at)
    said = Said(task.id, LAMP, day, hearer.key)
    if said not in agenda.facts.said:
        left = agenda.workdays.between(agenda.today, task.due.date)
        yield Owed(said, day + DAY, Item(task, agenda.standing(task), LAMP, day, working_days=left))


def silence_only(agenda: Agenda, task: Task) -> bool:
    """Whether a task is yellow only because nothing was reported."""
    return agenda.standing(task).why.code == SILENT


def _merged(agenda: Agenda, hearer: Hearer, owed: Sequence[Owed]) -> Item:
    """Say in one item what is owed of a task: the date nearest to today; a lamp only where no date speaks."""
    dated = [each for each in owed if each.item.stage != LAMP] or owed
    chosen = min(dated, key=lambda each: (abs(each.item.working_days), bool(each.item.milestone)))
    return replace(chosen.item, late=any(agenda.is_late(hearer, each.since) for each in owed))


def reminder(agenda: Agenda, hearer: Hearer, at: datetime, told: Reminders) -> Notice:
    """Make the reminder of a day."""
    return Notice(
        key=f"{Kind.REMINDER}:{agenda.today}:{hearer.key}",
        kind=Kind.REMINDER,
        at=at,
        room=hearer.room,
        departments=hearer.departments,
        audience=hearer.audience,
        subjects=told.subjects,
        said=told.said,
        values={"plan": agenda.plan, "today": agenda.today, "reminders": told, "invented": told.invented},
        late=any(item.late for item in told.items),
    )
