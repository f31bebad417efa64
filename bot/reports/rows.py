"""One row per task with everything a plan office knows of it, for one who looks. Pure.

Ledger, bulletin, pictures and pages are made of these rows, so that they cannot disagree about a task.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.language.patterns import compiled_later
from bot.people.model import Viewer
from bot.people.rights import sees_progress
from bot.plan.model import Initiative, Milestone, Plan, Section, Target, Task
from bot.progress.board import Board, TaskClass
from bot.progress.model import LampChange, Standing, StatusUpdate
from bot.progress.outlook import Outlook, rest_of_year
from bot.progress.trajectory import milestone_met
from bot.supervision.coordination import open_on
from bot.supervision.extension import pending_of, times_extended
from bot.supervision.model import Matter

# The part of a report that says by its own words what comes next; nothing else is taken for a next step.
_NEXT = compiled_later(
    r"(?:下一?步|接下来|next steps?)(?:工作)?(?:计划|打算|措施|安排)?[:：,，\s]*([^\n]+?)"
    r"(?=[。；;，,\s]*(?:存在问题|存在困难|主要问题|problems?:)|\n|$)",
    re.IGNORECASE,
)
_LONGEST = 120  # characters of a next step that a cell or a paragraph can hold


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the ledger shows it. Without `standing` this viewer sees what the plan says and nothing more.

    `number` counts from 1 in the plan's order. `since`: the newest change of its lamp. `problem` and `next_step` are
    words of the reports, empty where they say nothing. `times_extended` counts granted extensions, `asks_extension` is
    the request that waits, `help` what it asks of others.
    """

    number: int
    task: Task
    section: Section
    initiative: Initiative
    standing: Standing | None = None
    task_class: TaskClass | None = None
    since: LampChange | None = None
    times_extended: int = 0
    problem: str = ""
    next_step: str = ""
    next_milestone: Milestone | None = None
    asks_extension: Matter | None = None
    help: tuple[Matter, ...] = ()

    @property
    def last(self) -> StatusUpdate | None:
        """The newest report."""
        summary = self.standing.summary if self.standing else None
        return summary.last if summary else None

    @property
    def invented(self) -> bool:
        """Whether demonstration data stands behind it."""
        return self.standing is not None and self.standing.invented


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A headline target as the ledger shows it; `outlook` is what the rest of the year must do."""

    number: int
    target: Target
    standing: Standing | None = None
    outlook: Outlook | None = None


def rows(board: Board, viewer: Viewer, matters: Iterable[Matter], lamps: Mapping[str, LampChange]) -> list[Row]:
    """Make the row of every task of the plan, in its order, as far as `viewer` may see it."""
    of_task: dict[str, list[Matter]] = {}
    for matter in matters:
        of_task.setdefault(matter.subject, []).append(matter)
    return [
        row_of(task, board, viewer, of_task.get(task.id, []), lamps, number)
        for number, task in enumerate(board.plan.all_tasks(), 1)
    ]


def row_of(
    task: Task,
    board: Board,
    viewer: Viewer,
    matters: list[Matter],
    lamps: Mapping[str, LampChange],
    number: int = 0,
) -> Row:
    """Make the row of one task as far as `viewer` may see it; `matters` are those on it."""
    if sees_progress(viewer, task):
        return _row(number, task, board.plan, board, matters, lamps)
    return Row(number, task, board.plan.section_of[task.id], board.plan.initiative_of[task.id])


def target_rows(board: Board, viewer: Viewer) -> list[TargetRow]:
    """Make the row of every headline target, as far as `viewer` may see it."""
    return [
        _target_row(number, target, board) if sees_progress(viewer, target) else TargetRow(number, target)
        for number, target in enumerate(board.plan.targets, 1)
    ]


def seen(given: Iterable[Row]) -> list[Row]:
    """Keep the rows whose progress may be shown."""
    return [row for row in given if row.standing is not None]


def _row(
    number: int, task: Task, plan: Plan, board: Board, matters: list[Matter], lamps: Mapping[str, LampChange]
) -> Row:
    standing = board.standing(task.id)
    wanted = tuple(open_on(matters, task.id))
    last = standing.summary.last if standing.summary else None
    return Row(
        number=number,
        task=task,
        section=plan.section_of[task.id],
        initiative=plan.initiative_of[task.id],
        standing=standing,
        task_class=board.class_of(task),
        since=lamps.get(task.id),
        times_extended=times_extended(matters, task.id),
        problem=_problem(standing, wanted),
        next_step=next_step_in(last.text) if last else "",
        next_milestone=_next_milestone(task, standing, board),
        asks_extension=pending_of(matters, task.id),
        help=wanted,
    )


def _problem(standing: Standing, wanted: tuple[Matter, ...]) -> str:
    """Say what stands in the way in the department's own words: the obstacle reported last, else the help it asks."""
    if standing.lamp.finished:
        return ""
    if standing.blocker_text:
        return standing.blocker_text
    return next((matter.text for matter in wanted), "")


def next_step_in(text: str) -> str:
    """Find what a report calls its next step (下一步…); empty where it names none."""
    found = _NEXT.search(text)
    return found[1].strip(" ,，;；。")[:_LONGEST] if found else ""


def _next_milestone(task: Task, standing: Standing, board: Board) -> Milestone | None:
    """Find the next date before the due date by which something must stand that does not yet."""
    if standing.lamp.finished:
        return None
    summary = standing.summary
    ahead = (m for m in task.milestones if m.date >= board.as_of)
    return next((m for m in ahead if summary is None or not milestone_met(task, m, summary)), None)


def _target_row(number: int, target: Target, board: Board) -> TargetRow:
    standing = board.standing(target.id)
    return TargetRow(number, target, standing, rest_of_year(target, standing.value, standing.period_end))
