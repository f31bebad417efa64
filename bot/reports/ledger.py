"""The ledger (台账): every task with all its columns, the targets, extensions, coordination, who is silent. Pure."""

from collections.abc import Iterable
from datetime import datetime

from bot.progress.board import TaskClass
from bot.reports.occasion import Occasion
from bot.reports.rows import Row, TargetRow, seen
from bot.reports.sheets import Cell, Column, Kind, Lit, Sheet, as_csv
from bot.reports.workbook import Book
from bot.supervision.coordination import HELP
from bot.supervision.model import Matter, MatterKind

Columns = tuple[tuple[str, float, Kind], ...]

_TASKS: Columns = (
    ("number", 5, Kind.COUNT),
    ("section", 12, Kind.TEXT),
    ("initiative", 12, Kind.TEXT),
    ("id", 7, Kind.SHORT),
    ("task", 20, Kind.TEXT),
    ("measures", 15, Kind.TEXT),
    ("lead", 12, Kind.TEXT),
    ("supporting", 12, Kind.TEXT),
    ("due", 11, Kind.DATE),
    ("original_due", 11, Kind.DATE),
    ("progress", 24, Kind.TEXT),
    ("percent", 9, Kind.BAR),
    ("trajectory", 8, Kind.PERCENT),
    ("lamp", 8, Kind.SHORT),
    ("why", 18, Kind.TEXT),
    ("problem", 16, Kind.TEXT),
    ("next_step", 16, Kind.TEXT),
    ("last_report", 11, Kind.DATE),
    ("source", 40, Kind.LONG),
)
_PLAN_ONLY = 10  # the columns up to the original date are what the plan says
_ON_SCREEN = ("source",)
_TARGETS: Columns = (
    ("number", 5, Kind.COUNT),
    ("target", 20, Kind.TEXT),
    ("goal", 18, Kind.TEXT),
    ("baseline", 18, Kind.TEXT),
    ("newest", 16, Kind.TEXT),
    ("period", 12, Kind.SHORT),
    ("lamp", 8, Kind.SHORT),
    ("why", 30, Kind.TEXT),
    ("needed", 30, Kind.TEXT),
    ("lead", 18, Kind.TEXT),
    ("source", 30, Kind.LONG),
)
_EXTENSIONS: Columns = (
    ("number", 5, Kind.COUNT),
    ("id", 7, Kind.SHORT),
    ("task", 26, Kind.TEXT),
    ("asked_by", 18, Kind.TEXT),
    ("asked_on", 11, Kind.DATE),
    ("due_then", 11, Kind.DATE),
    ("wanted", 11, Kind.DATE),
    ("reason", 36, Kind.TEXT),
    ("state", 10, Kind.SHORT),
    ("answer", 30, Kind.TEXT),
    ("answered_on", 11, Kind.DATE),
)
_COORDINATION: Columns = (
    ("number", 5, Kind.COUNT),
    ("kind", 9, Kind.SHORT),
    ("id", 7, Kind.SHORT),
    ("task", 26, Kind.TEXT),
    ("asked_by", 18, Kind.TEXT),
    ("asked_of", 18, Kind.TEXT),
    ("asked_on", 11, Kind.DATE),
    ("answer_by", 11, Kind.DATE),
    ("days", 8, Kind.COUNT),
    ("wish", 36, Kind.TEXT),
    ("state", 10, Kind.SHORT),
    ("answer", 30, Kind.TEXT),
)
_SILENT: Columns = (
    ("number", 5, Kind.COUNT),
    ("lead", 24, Kind.TEXT),
    ("id", 7, Kind.SHORT),
    ("task", 40, Kind.TEXT),
    ("due", 11, Kind.DATE),
    ("last_report", 11, Kind.DATE),
    ("why", 24, Kind.TEXT),
)


def ledger(of: Occasion) -> bytes:
    """Make the ledger as an .xlsx file."""
    book = Book(of.now, of.label("page"))
    for sheet in (tasks(of), targets(of), extensions(of), coordination(of), silent(of)):
        book.add(sheet)
    return book.bytes()


def ledger_csv(of: Occasion) -> bytes:
    """Make the sheet of tasks alone, as CSV."""
    return as_csv(tasks(of))


def tasks(of: Occasion) -> Sheet:
    """One row per task; of those this viewer may not see only what the plan says."""
    return _sheet(of, "tasks", _TASKS, [_task(of, row) for row in of.rows])


def targets(of: Occasion) -> Sheet:
    """The headline targets."""
    return _sheet(of, "targets", _TARGETS, [_target(of, row) for row in of.targets])


def extensions(of: Occasion) -> Sheet:
    """Every extension that was asked for, and what came of it."""
    return _sheet(of, "extensions", _EXTENSIONS, [_extension(of, *each) for each in _matters(of, MatterKind.EXTENSION)])


def coordination(of: Occasion) -> Sheet:
    """The help, and the parts, that were asked of others, and how long they have been waited for."""
    found = _matters(of, *HELP)
    return _sheet(of, "coordination", _COORDINATION, [_wish(of, *each) for each in found])


def silent(of: Occasion) -> Sheet:
    """Who has not reported, a task a row, department by department."""
    quiet = [row for row in seen(of.rows) if row.task_class is TaskClass.SILENT]
    quiet.sort(key=lambda row: (row.task.lead.department, row.number))
    return _sheet(of, "silent", _SILENT, [_silent(of, number, row) for number, row in enumerate(quiet, 1)])


def _sheet(of: Occasion, name: str, columns: Columns, rows: list[list[Cell]]) -> Sheet:
    return Sheet(
        of.label(f"sheet_{name}"),
        of.label(f"title_{name}"),
        of.label("note", invented=of.invented),
        [Column(of.label(f"column_{key}"), width, kind, key not in _ON_SCREEN) for key, width, kind in columns],
        rows,
        of.label("nothing"),
    )


def _task(of: Occasion, row: Row) -> list[Cell]:
    task, standing = row.task, row.standing
    words = of.cells("ledger_row", row=row, standing=standing, task=task)
    title, section, initiative, measures, lead, supporting, source, progress, lamp, why, problem, next_step = words
    plan: list[Cell] = [row.number, section, initiative, task.id, title, measures, lead, supporting]
    plan += [task.due.date, task.due.original]
    if standing is None:
        return [*plan, *[None] * (len(_TASKS) - _PLAN_ONLY - 1), source]
    return [
        *plan,
        progress,
        standing.percent,
        standing.trajectory,
        Lit(lamp, standing.lamp),
        why,
        problem,
        next_step,
        *_days(of, (standing.last_report,)),
        source,
    ]


def _target(of: Occasion, row: TargetRow) -> list[Cell]:
    standing = row.standing
    words = of.cells("ledger_target", row=row, target=row.target, standing=standing)
    name, goal, baseline, lead, newest, period, lamp, why, needed = words
    shown = Lit(lamp, standing.lamp) if standing else None
    return [row.number, name, goal, baseline, newest, period, shown, why, needed, lead, of.label("quoted", row=row)]


def _matters(of: Occasion, *kinds: MatterKind) -> list[tuple[int, Row, Matter]]:
    """List the matters of some kinds on the tasks one may see, in the order they were asked."""
    shown = {row.task.id: row for row in seen(of.rows)}
    found = sorted((m for m in of.matters if m.kind in kinds and m.subject in shown), key=lambda matter: matter.at)
    return [(number, shown[matter.subject], matter) for number, matter in enumerate(found, 1)]


def _extension(of: Occasion, number: int, row: Row, matter: Matter) -> list[Cell]:
    _, title, by, _, reason, state, answer = of.cells("ledger_matter", matter=matter, task=row.task)
    asked, decided = _days(of, (matter.at, matter.answered_at))
    return [number, row.task.id, title, by, asked, matter.before, matter.wanted, reason, state, answer, decided]


def _wish(of: Occasion, number: int, row: Row, matter: Matter) -> list[Cell]:
    kind, title, by, asked_of, words, state, answer = of.cells("ledger_matter", matter=matter, task=row.task)
    (asked,) = _days(of, (matter.at,))
    days = (of.today - matter.at.astimezone(of.now.tzinfo).date()).days if matter.waits else None
    return [number, kind, row.task.id, title, by, asked_of, asked, matter.due, days, words, state, answer]


def _silent(of: Occasion, number: int, row: Row) -> list[Cell]:
    title, _, _, _, lead, _, _, _, _, why, *_ = of.cells("ledger_row", row=row, standing=row.standing, task=row.task)
    last = row.standing.last_report if row.standing else None
    return [number, lead, row.task.id, title, row.task.due.date, *_days(of, (last,)), why]


def _days(of: Occasion, moments: Iterable[datetime | None]) -> list[Cell]:
    """Give the days, in the bureau's zone, of moments that may not have come."""
    return [moment.astimezone(of.now.tzinfo).date() if moment else None for moment in moments]
