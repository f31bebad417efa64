"""What a hearer has not been told yet: the steps of its tasks, lamps that turned, headline figures that are out.

Something is owed while it has not been said to this hearer for its date. Done tasks and met milestones owe nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.notices.agenda import DAY, FIGURE, LAMP, Agenda
from bot.notices.facts import Hearer, monday_of
from bot.notices.milestones import is_met
from bot.notices.model import Item, Said
from bot.notices.stages import EASED_BY_REPORT, LEAD, LEADERS, OFFICE, SUPPORTING, Ladder, Step
from bot.plan.model import Target, Task
from bot.progress.model import Standing
from bot.progress.releases import newest_released, release_of
from bot.progress.verdicts import goal_of
from bot.supervision.model import Matter
from bot.supervision.support import asked_of, waited_for

ESCALATED = {"office": OFFICE, "leaders": LEADERS}
# Reasons of a lamp that is yellow only because nothing was reported.
SILENT, FIGURE_DUE = "silent", "figure_due"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something a hearer has not been told of a subject; `since` is the first day it should have been said."""

    said: Said
    since: date
    item: Item


def owed(agenda: Agenda, hearer: Hearer) -> Iterator[list[Owed]]:
    """Give what is owed to a hearer now, subject by subject; a subject of which nothing is owed is left out."""
    for target in agenda.plan.targets:
        if target.lead.department in hearer.departments and (
            found := [*_figure(agenda, hearer, target), *_lamp(agenda, hearer, target)]
        ):
            yield found
    for task, ladders in _concerns(agenda, hearer):
        found = [each for ladder in ladders for each in _dated(agenda, hearer, task, ladder)]
        if LEAD in ladders:
            found += _lamp(agenda, hearer, task)
        if found:
            yield found
    for matter in asked_of(agenda.facts.matters, hearer.departments):
        if found := [*_requested(agenda, hearer, matter)]:
            yield found


def _concerns(agenda: Agenda, hearer: Hearer) -> Iterable[tuple[Task, list[Ladder]]]:
    """Pair each task a hearer is told of with its ladders: led by it, supported by it, escalated to it."""
    ladders: dict[str, tuple[Task, list[Ladder]]] = {}
    own = set(hearer.departments)
    for department in hearer.departments:
        for task in agenda.led.get(department, ()):
            ladders[task.id] = (task, [LEAD])
        for task in agenda.supported.get(department, ()):
            if task.lead.department not in own:
                ladders[task.id] = (task, [SUPPORTING])
    if hearer.audience in ESCALATED:
        for task in agenda.plan.all_tasks():
            if task.lead.department not in own:
                ladders.setdefault(task.id, (task, []))[1].append(ESCALATED[hearer.audience])
    return ladders.values()


def _dated(agenda: Agenda, hearer: Hearer, task: Task, ladder: Ladder) -> Iterator[Owed]:
    """Tell the steps that the dates of a task have reached."""
    for step in agenda.stairs.steps(task, ladder):
        said = Said(task.id, step.name, step.date, hearer.key)
        if step.date < agenda.plan.start:
            continue  # what is said is remembered from the plan's start on
        # The standing is asked last: on most days every step has been said and none is needed.
        if said not in agenda.facts.said and not _settled(agenda, step, task):
            waits = tuple(waited_for(agenda.facts.matters, task.id))
            yield Owed(said, _owed_since(step, task), _item(step, task, agenda.standing(task), ladder, waits))


def _requested(agenda: Agenda, hearer: Hearer, matter: Matter) -> Iterator[Owed]:
    """Tell the steps that the date of a part asked of the hearer has reached since it was asked."""
    task = agenda.plan.tasks.get(matter.subject)
    step = agenda.stairs.reached(matter.due, LEAD) if matter.due else None
    if task is None or step is None or step.day <= agenda.day_of(matter.at) or agenda.standing(task).lamp.finished:
        return
    said = Said(matter.id, step.name, step.date, hearer.key)
    if said not in agenda.facts.said:
        item = Item(task, agenda.standing(task), step.name, step.date, working_days=-step.position, request=matter)
        yield Owed(said, step.day, item)


def _settled(agenda: Agenda, step: Step, task: Task) -> bool:
    """Whether nothing needs saying: done, a milestone met, or a report of the same week that stands in for the step."""
    standing = agenda.standing(task)
    if standing.lamp.finished:
        return True
    if step.milestone:
        return is_met(task, step.milestone, standing)
    if step.stage not in EASED_BY_REPORT or standing.last_report is None:
        return False
    return agenda.day_of(standing.last_report) >= monday_of(step.day)


def _owed_since(step: Step, task: Task) -> date:
    """Say on which day a step was reached, but not before the due date was last moved, or the task decided."""
    moved = task.due.on if step.milestone is None and task.due.original else task.since
    return max(step.day, moved) if moved else step.day


def _item(step: Step, task: Task, standing: Standing, ladder: Ladder, waits: tuple[Matter, ...]) -> Item:
    words = step.milestone.text if step.milestone else ""
    return Item(
        task, standing, step.name, step.date, words, -step.position, supporting=ladder is SUPPORTING, waits=waits
    )


def _figure(agenda: Agenda, hearer: Hearer, target: Target) -> Iterator[Owed]:
    """Ask for the figure of a period once it is published, where the target has a number to compare it with."""
    end = newest_released(target, agenda.plan.year, agenda.today)
    standing = agenda.board.standing(target.id)
    if end is None or goal_of(target.measure) is None or (standing.period_end and standing.period_end >= end):
        return
    said = Said(target.id, FIGURE, end, hearer.key)
    if said not in agenda.facts.said:
        yield Owed(said, release_of(target, end) + DAY, Item(target, standing, FIGURE, end))


def _lamp(agenda: Agenda, hearer: Hearer, subject: Task | Target) -> Iterator[Owed]:
    """Tell of a lamp that turned yellow or red, on the next working day.

    Not where the whole department has been silent, which the monthly question asks once, nor where only a published
    figure is wanting, which has been asked for.
    """
    change = agenda.worse_lamps.get(subject.id)
    if change is None or (hearer.since and change.at < hearer.since):
        return
    if agenda.standing(subject).why.code == FIGURE_DUE:
        return
    if silence_only(agenda, subject) and agenda.is_silent(subject.lead.department, hearer):
        return
    day = agenda.day_of(change.at)
    said = Said(subject.id, LAMP, day, hearer.key)
    if said not in agenda.facts.said:
        waits = tuple(waited_for(agenda.facts.matters, subject.id))
        yield Owed(said, day + DAY, Item(subject, agenda.standing(subject), LAMP, day, waits=waits))


def silence_only(agenda: Agenda, subject: Task | Target) -> bool:
    """Whether something is yellow only because nothing was reported."""
    return agenda.standing(subject).why.code == SILENT
