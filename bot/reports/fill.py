"""The sheet a department fills in: what stands is locked, what is asked is yellow; a mark says where it belongs. Pure.

The mark is a hidden sheet: format, plan, departments, when it was made. Each row carries, hidden, the task's id and the
number of the newest report then, so that what was reported since is not overwritten unseen.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.progress.model import State
from bot.reports.occasion import Occasion
from bot.reports.rows import Row, seen
from bot.reports.sheets import Cell, Column, Kind, Sheet
from bot.reports.workbook import HEADING_ROW, Book

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MARK_SHEET, MARK = "_ledger", "plan-ledger/1"
_YELLOW = {"bg_color": "#FFF8DC", "locked": False}
_COLUMNS: tuple[tuple[str, float, Kind], ...] = (
    ("id", 7, Kind.SHORT),
    ("task", 24, Kind.TEXT),
    ("measures", 16, Kind.TEXT),
    ("due", 11, Kind.DATE),
    ("standing", 20, Kind.TEXT),
    ("last_report", 11, Kind.DATE),
    ("fill_value", 11, Kind.NUMBER),
    ("unit", 7, Kind.SHORT),
    ("fill_percent", 10, Kind.NUMBER),
    ("fill_state", 10, Kind.SHORT),
    ("fill_forecast", 12, Kind.DATE),
    ("fill_problem", 24, Kind.TEXT),
    ("fill_next", 24, Kind.TEXT),
    ("key", 8, Kind.SHORT),
    ("last", 8, Kind.SHORT),
)
_FILLED = [number for number, (name, _, _) in enumerate(_COLUMNS) if name.startswith("fill_")]
_VALUE, _PERCENT, _STATE, _FORECAST = _FILLED[:4]
_HIDDEN = len(_COLUMNS) - 2  # the first of the two hidden columns
_FORECAST_AFTER = timedelta(days=366)  # a date promised may lie a year behind the plan's
_MAY = {"select_locked_cells": True, "select_unlocked_cells": True, "format_rows": True, "format_columns": True}


def fill_sheet(of: Occasion, departments: Collection[str]) -> bytes:
    """Make the sheet in which departments (ids) report on the tasks they lead or support and have not finished."""
    asked = to_fill(of, departments)
    sheet = Sheet(
        of.label("sheet_fill"),
        of.label("title_fill", departments=list(departments)),
        of.label("note_fill", invented=of.invented),
        [
            Column(of.label(f"column_{name}"), width, kind, n < _HIDDEN)
            for n, (name, width, kind) in enumerate(_COLUMNS)
        ],
        [_row(of, row) for row in asked],
        of.label("nothing"),
    )
    book = Book(of.now, of.label("page"))
    page = book.add(sheet)
    for number, row in enumerate(asked, HEADING_ROW + 1):
        for column in _FILLED:
            counted = row.task.measure is not None or column != _VALUE
            book.write(page, number, column, None, _COLUMNS[column][2], **(_YELLOW if counted else {}))
    _guide(of, page, len(asked))
    page.set_column(_HIDDEN, _HIDDEN + 1, 8, None, {"hidden": True})
    page.protect("", _MAY)
    _mark(of, book, departments)
    return book.bytes()


def to_fill(of: Occasion, departments: Collection[str]) -> list[Row]:
    """List the rows the sheet asks for: those of the departments that are not finished, as far as one may see them."""
    return [row for row in seen(of.rows) if _is_asked(row, departments)]


def _is_asked(row: Row, departments: Collection[str]) -> bool:
    open_still = row.standing is not None and not row.standing.lamp.finished
    return open_still and not set(departments).isdisjoint(row.task.departments)


def _row(of: Occasion, row: Row) -> list[Cell]:
    task, measure = row.task, row.task.measure
    title, measures, standing = of.cells("fill_row", row=row, task=task, standing=row.standing)
    last = row.last
    return [
        task.id,
        title,
        measures,
        task.due.date,
        standing,
        last.at.astimezone(of.now.tzinfo).date() if last else None,
        None,
        measure.unit if measure else "",
        *[None] * (len(_FILLED) - 1),
        task.id,
        str(last.id) if last else "0",
    ]


def _guide(of: Occasion, page: "Worksheet", rows: int) -> None:
    """Offer what a cell may hold, and say so where it holds something else."""
    states = [of.label(f"state_{state}") for state in State]
    day = {"minimum": of.plan.start, "maximum": of.plan.end + _FORECAST_AFTER}
    number = {"validate": "decimal", "criteria": "between"}
    allowed: dict[int, dict[str, Any]] = {
        _VALUE: {**number, "minimum": -1e12, "maximum": 1e12},
        _PERCENT: {**number, "minimum": 0, "maximum": 100},
        _STATE: {"validate": "list", "source": states},
        _FORECAST: {"validate": "date", "criteria": "between", **day},
    }
    for column, rule in allowed.items():
        name = _COLUMNS[column][0]
        words = {"error_title": of.label(f"column_{name}"), "error_message": of.label(f"allowed_{name}")}
        page.data_validation(HEADING_ROW + 1, column, HEADING_ROW + max(rows, 1), column, {**rule, **words})


def _mark(of: Occasion, book: Book, departments: Collection[str]) -> None:
    page = book.workbook.add_worksheet(MARK_SHEET)
    for number, text in enumerate((MARK, of.plan.id, ",".join(departments), of.now.isoformat())):
        page.write_string(number, 0, text)
    page.protect()
    page.very_hidden()
