"""The page of a steering meeting (调度会): what is red and yellow, by department, the worst first. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.plan.model import Task
from bot.progress.board import Board
from bot.progress.model import Lamp, Standing
from bot.progress.promises import Promise
from bot.supervision.coordination import HELP
from bot.supervision.extension import pending_of
from bot.supervision.model import Matter
from bot.supervision.nudge import behind, times_nudged


@dataclass(frozen=True, slots=True)
class Point:
    """A task to be spoken about: why, what was promised last, what waits for whom, how often it was nudged for."""

    task: Task
    standing: Standing
    promise: Promise | None
    helping: tuple[Matter, ...]
    extension: Matter | None
    nudged: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A department's turn at the meeting; its red points come before its yellow ones."""

    department: str
    points: tuple[Point, ...]

    @property
    def red(self) -> int:
        """How many of its points are red."""
        return sum(point.standing.lamp is Lamp.RED for point in self.points)

    @property
    def yellow(self) -> int:
        """How many of its points are yellow."""
        return len(self.points) - self.red


def turns(
    board: Board, tasks: Iterable[Task], promises: Mapping[str, tuple[Promise, ...]], matters: Collection[Matter]
) -> list[Turn]:
    """Order the departments: most red first, then most yellow, then the one whose worst task is worse."""
    points: dict[str, list[Point]] = {}
    for task in behind(board, tasks, red_only=False):
        points.setdefault(task.lead.department, []).append(_point(board, task, promises.get(task.id, ()), matters))
    made = [Turn(department, tuple(each)) for department, each in points.items()]
    return sorted(made, key=lambda turn: (-turn.red, -turn.yellow))


def _point(board: Board, task: Task, made: tuple[Promise, ...], matters: Collection[Matter]) -> Point:
    return Point(
        task,
        board.standing(task.id),
        made[-1] if made else None,
        tuple(m for m in matters if m.kind in HELP and m.waits and m.subject == task.id),
        pending_of(matters, task.id),
        times_nudged(matters, task.id),
    )
