"""Lists of tasks as one viewer may see them: worst first, counted, in pages. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.desk.base import Ask
from bot.people.rights import sees_progress
from bot.plan.model import Task
from bot.progress.model import Lamp, Standing

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
SIZE = 10  # lines of a page: what a phone shows without much scrolling


@dataclass(frozen=True, slots=True)
class Line:
    """A task in a list. `standing` is None where this viewer sees the plan only."""

    task: Task
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks show which lamp, and how many show none here because they are others'.

    `owners`: ids of the departments that lead those others, the one with most tasks first.
    """

    lamps: Mapping[Lamp, int]
    seen: int
    others: int
    owners: tuple[str, ...]
    invented: bool = False  # demonstration data stands behind any of those seen


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """A part of a list: page `number` of `count`, from 1."""

    items: Sequence[T_co]
    number: int
    count: int
    total: int


def line(ask: Ask, task: Task) -> Line:
    """Make the line of a task as the viewer may see it."""
    return Line(task, ask.board.standing(task.id) if sees_progress(ask.viewer, task) else None)


def lines(ask: Ask, tasks: Iterable[Task]) -> list[Line]:
    """Order tasks worst first; those of which the viewer sees no progress follow in the plan's order."""
    tasks = list(tasks)
    seen = [task for task in tasks if sees_progress(ask.viewer, task)]
    others = [Line(task, None) for task in tasks if not sees_progress(ask.viewer, task)]
    return [Line(task, ask.board.standing(task.id)) for task in ask.board.worst_first(seen)] + others


def tally(ask: Ask, tasks: Iterable[Task]) -> Tally:
    """Count tasks by lamp where the viewer sees it, and say whose the rest are."""
    tasks = list(tasks)
    seen = [task for task in tasks if sees_progress(ask.viewer, task)]
    owners = Counter(task.lead.department for task in tasks if not sees_progress(ask.viewer, task))
    return Tally(
        lamps=ask.board.lamps(seen),
        seen=len(seen),
        others=owners.total(),
        owners=tuple(department for department, _ in owners.most_common()),
        invented=any(ask.board.standing(task.id).invented for task in seen),
    )


def page(items: Sequence[T], number: int, size: int = SIZE) -> Page[T]:
    """Cut a page out of a list; a number beyond the last page gives the last, one below the first the first."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 1), count)
    return Page(items[(number - 1) * size : number * size], number, count, len(items))


def split_page(words: str) -> tuple[str, int]:
    """Take the page off the end of a command's words: "1 2" is page 2 of "1"; a lone number is no page."""
    rest, _, last = words.rpartition(" ")
    if rest.strip() and last.isascii() and last.isdigit() and len(last) <= 4:
        return rest.strip(), int(last)
    return words, 1
