"""Questions about progress: /mine, /due, /late, /history. The weekly digest on demand stands in `digest.py`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from bot.desk.auditing import changes
from bot.desk.base import Answer, Ask, Tools
from bot.desk.finding import label, which
from bot.desk.lines import Line, line, lines, page, split_page, tally
from bot.desk.past import chronicle, told
from bot.desk.rows import stacked, step, to_tasks, turn
from bot.language.normal import normal
from bot.language.numbers import number
from bot.people.model import Role
from bot.people.rights import sees_progress
from bot.plan.model import Milestone, Target, Task
from bot.progress.model import Lamp
from bot.supervision.model import Matter
from bot.supervision.support import asked_of, waited_for

DAYS, MOST_DAYS = 14, 366
LONGEST_NUMBER = 16  # characters; longer words are no number of days
LOOKED_AT = 1000  # newest reports, and as many changes, of a history
REPORTS = 5  # of a history on one page; each shows the raw words


@dataclass(frozen=True, slots=True)
class Falling:
    """A date that falls due: the task's own, or one of its milestones."""

    date: date
    line: Line
    milestone: Milestone | None = None


def own_departments(ask: Ask) -> tuple[str, ...]:
    """Say whose work "mine" is: in private what the person leads, in a group the departments it is bound to."""
    return ask.person.departments if ask.room.private else ask.room.departments


async def mine(ask: Ask, tools: Tools) -> list[Answer]:
    """List the targets and tasks of one's own departments, those they lead first."""
    departments = own_departments(ask)
    if not departments:
        return [Answer(tools.texts.render("mine_none", ask.language, viewer=ask.viewer, room=ask.room))]
    plan = ask.view.plan
    led = [task for task in plan.all_tasks() if task.lead.department in departments]
    helped = [t for t in plan.all_tasks() if t not in led and not set(departments).isdisjoint(t.departments)]
    shown = page([*lines(ask, led), *lines(ask, helped)], _page(ask.words))
    targets = [target for target in plan.targets if target.lead.department in departments]
    message = tools.texts.render(
        "mine",
        ask.language,
        plan=plan,
        departments=departments,
        targets=[(target, ask.board.standing(target.id)) for target in targets] if shown.number == 1 else [],
        total=tally(ask, [*led, *helped]),
        led=len(led),
        asked=asked_of(ask.view.matters.values(), departments) if shown.number == 1 else [],
        waited=_waited(ask, led) if shown.number == 1 else [],
        page=shown,
        buttons=stacked(*to_tasks(shown.items), turn(tools.texts, ask.language, shown, "/mine")),
    )
    return [Answer(message, (*(target.id for target in targets), *(each.task.id for each in shown.items)))]


def _waited(ask: Ask, led: Sequence[Task]) -> list[Matter]:
    """List the parts that one's own tasks wait for."""
    return [matter for task in led for matter in waited_for(ask.view.matters.values(), task.id)]


def _page(words: str) -> int:
    """Read the number of a page; anything else is the first page."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 4 else 1


async def due(ask: Ask, tools: Tools) -> list[Answer]:
    """List what falls due in the next days, by date: one's own in a department's room, everything elsewhere."""
    words, place = split_page(ask.words)
    days = days_in(words) if words else DAYS
    if days is None:
        return [Answer(tools.texts.render("due_days", ask.language, said=words[:20], most=MOST_DAYS))]
    departments = () if ask.viewer.sees_everything else own_departments(ask)
    tasks = [
        task
        for task in ask.view.plan.all_tasks()
        if not departments or not set(departments).isdisjoint(task.departments)
    ]
    shown = page(sorted(falling(ask, tasks, days), key=lambda each: each.date), place)
    message = tools.texts.render(
        "due",
        ask.language,
        plan=ask.view.plan,
        days=days,
        today=ask.board.as_of,
        until=ask.board.as_of + timedelta(days=days),
        departments=departments,
        page=shown,
        buttons=stacked(
            *to_tasks(each.line for each in shown.items), turn(tools.texts, ask.language, shown, f"/due {days}")
        ),
    )
    return [Answer(message, tuple(dict.fromkeys(each.line.task.id for each in shown.items)))]


def days_in(words: str) -> int | None:
    """Read a number of days (30, 30天, 三十天, 30 days); None where it is none or out of reach."""
    if len(words) > LONGEST_NUMBER:
        return None
    days = number(re.sub(r"\s*(天|日|days?)$", "", normal(words).lower()))
    return int(days) if days is not None and days == int(days) and 1 <= days <= MOST_DAYS else None


def falling(ask: Ask, tasks: Sequence[Task], days: int) -> Iterator[Falling]:
    """Find the due dates and milestones from today on that are not known to be met."""
    today = ask.board.as_of
    last = today + timedelta(days=days)
    for task in tasks:
        shown = line(ask, task)
        if shown.standing and shown.standing.lamp.finished:
            continue
        summary = shown.standing.summary if shown.standing else None
        met = summary.milestones_met if summary else frozenset[date]()
        for milestone in task.milestones:
            if today <= milestone.date <= last and milestone.date not in met:
                yield Falling(milestone.date, shown, milestone)
        if today <= task.due.date <= last:
            yield Falling(task.due.date, shown)


async def late(ask: Ask, tools: Tools) -> list[Answer]:
    """List what is overdue or red, the worst first, with the reason."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    seen = [task for task in ask.view.plan.all_tasks() if sees_progress(ask.viewer, task)]
    red = [each for each in lines(ask, seen) if each.standing and each.standing.lamp is Lamp.RED]
    targets = [t for t in ask.view.plan.targets if ask.board.standing(t.id).lamp is Lamp.RED]
    shown = page(red, _page(ask.words))
    message = tools.texts.render(
        "late",
        ask.language,
        plan=ask.view.plan,
        viewer=ask.viewer,
        targets=[(target, ask.board.standing(target.id)) for target in targets] if shown.number == 1 else [],
        total=tally(ask, seen),
        today=ask.board.as_of,
        waits=partial(waited_for, ask.view.matters.values()),
        page=shown,
        buttons=stacked(*to_tasks(shown.items), turn(tools.texts, ask.language, shown, "/late")),
    )
    return [Answer(message, (*(target.id for target in targets), *(each.task.id for each in shown.items)))]


async def history(ask: Ask, tools: Tools) -> list[Answer]:
    """Show what was reported on a task or target, the raw words, and what else was changed of it. Newest first."""
    words, number = split_page(ask.words) if ask.words else (next(iter(ask.subjects), ""), 1)
    if not words:
        return [Answer(tools.texts.render("history_which", ask.language, example=_example(ask)))]
    plan = ask.view.plan
    subject = plan.subject(words) or ask.index.task(words).exact or ask.index.target(words).exact
    if subject is None:
        return [which(ask, tools, "task", ask.index.task(words), "/history", words)]
    if not sees_progress(ask.viewer, subject):
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    return [await _history_page(ask, tools, subject, number)]


def _example(ask: Ask) -> Task | None:
    return next(ask.view.plan.all_tasks(), None)


async def _history_page(ask: Ask, tools: Tools, subject: Task | Target, number: int) -> Answer:
    updates, entries = await tools.store.read(
        lambda reader: (reader.updates(subject.id, limit=LOOKED_AT), reader.audit(subject.id, limit=LOOKED_AT))
    )
    changed = changes(entries, ask.view, ask.language)
    shown = page(chronicle(told(updates), changed), number, REPORTS)
    command = "task" if isinstance(subject, Task) else "target"
    message = tools.texts.render(
        "history",
        ask.language,
        plan=ask.view.plan,
        subject=subject,
        measure=subject.measure,
        by_period=isinstance(subject, Target),
        title=label(subject, ask.language),
        zone=tools.config.zone,
        reports=len(updates),
        changes=len(changed),
        page=shown,
        buttons=stacked(
            turn(tools.texts, ask.language, shown, f"/history {subject.id}"),
            (step(tools.texts, ask.language, "back", f"/{command} {subject.id}"),),
        ),
    )
    return Answer(message, (subject.id,))
