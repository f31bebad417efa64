"""Nudges (催办): the office or a leader asks how a task stands; the next report on it answers. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.language.workdays import Workdays
from bot.plan.model import Task
from bot.progress.board import Board
from bot.progress.model import Lamp
from bot.supervision.model import Matter, MatterKind, MatterState

AT_ONCE = 10  # tasks of one department in one nudge: what a phone shows


@dataclass(frozen=True, slots=True)
class Spared:
    """A task that is not nudged; `code` says why: finished | reported | again | no_room | full | more.

    `last` is the nudge made within the last working day, where there is one.
    """

    task: Task
    code: str
    last: Matter | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """Of the tasks that were meant, those to be nudged and those that are not."""

    owed: tuple[Task, ...] = ()
    spared: tuple[Spared, ...] = ()


def behind(board: Board, tasks: Iterable[Task], *, red_only: bool) -> list[Task]:
    """List the red tasks, or the red and the yellow ones, the worst first."""
    lamps = (Lamp.RED,) if red_only else (Lamp.RED, Lamp.YELLOW)
    return board.worst_first(task for task in tasks if board.standing(task.id).lamp in lamps)


def sift(
    tasks: Sequence[Task],
    board: Board,
    matters: Collection[Matter],
    housed: Collection[str],
    workdays: Workdays,
    now: datetime,
    full: Collection[str] = (),
) -> Sifted:
    """Say which tasks are nudged: of each department at most `AT_ONCE`, in their order.

    The departments that are `housed` have a room; those that are `full` were sent as much today as a day allows.
    """
    owed: list[Task] = []
    spared: list[Spared] = []
    for task in tasks:
        found = _spared(task, board, matters, housed, workdays, now)
        if found is None and task.lead.department in full:
            found = Spared(task, "full")
        if found is None and sum(other.lead.department == task.lead.department for other in owed) >= AT_ONCE:
            found = Spared(task, "more")
        if found:
            spared.append(found)
        else:
            owed.append(task)
    return Sifted(tuple(owed), tuple(spared))


def _spared(
    task: Task,
    board: Board,
    matters: Collection[Matter],
    housed: Collection[str],
    workdays: Workdays,
    now: datetime,
) -> Spared | None:
    """Say why a task is not nudged: nothing left to do, heard of today, nudged since the last working day, no room."""
    standing = board.standing(task.id)
    if standing.lamp.finished:
        return Spared(task, "finished")
    if standing.last_report and _day(standing.last_report, now) == now.date():
        return Spared(task, "reported")
    last = last_on(matters, task.id)
    if last and workdays.between(_day(last.at, now), now.date()) < 1:
        return Spared(task, "again", last)
    return None if task.lead.department in housed else Spared(task, "no_room")


def _day(moment: datetime, now: datetime) -> date:
    return moment.astimezone(now.tzinfo).date()


def on(matters: Iterable[Matter], task: str) -> list[Matter]:
    """List the nudges about a task, the oldest first."""
    return sorted((m for m in matters if m.kind is MatterKind.NUDGE and m.subject == task), key=lambda each: each.at)


def last_on(matters: Iterable[Matter], task: str) -> Matter | None:
    """Find the newest nudge about a task."""
    return next(reversed(on(matters, task)), None)


def times_nudged(matters: Iterable[Matter], task: str) -> int:
    """Count the nudges about a task."""
    return len(on(matters, task))


def heeded(matter: Matter, text: str, person: str, name: str, at: datetime) -> Matter:
    """Give a nudge as it stands once a report came."""
    return replace(
        matter, state=MatterState.CLOSED, answer=text, answered_by=person, answered_name=name, answered_at=at
    )


def reopened(matter: Matter) -> Matter:
    """Give a nudge as it stands once the report that answered it was withdrawn."""
    return replace(matter, state=MatterState.OPEN, answer="", answered_by="", answered_name="", answered_at=None)
