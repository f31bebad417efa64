"""A table as people read it: columns with a kind, rows of cells; the workbook and the CSV file are made of it. Pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.progress.model import Lamp

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet may take for a formula


class Kind(StrEnum):
    """What a column holds, which says how it is written and printed."""

    TEXT = "text"
    LONG = "long"  # a text on one line, read in the cell's own field
    SHORT = "short"  # a text that stands in the middle of its cell
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"  # 0 to 100
    BAR = "bar"  # the same, with a bar behind it
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Lit:
    """A text in the colour of a lamp; the words say the same for who sees no colours."""

    text: str
    lamp: Lamp


Cell = str | float | date | Lit | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, what it holds. `printed` is false where paper does without."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook. `note` stands under the title; `empty` where there are no rows."""

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""


def as_csv(sheet: Sheet) -> bytes:
    """Write a sheet as CSV that spreadsheets open as they do the workbook: UTF-8 with its mark, no formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in sheet.rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | float | None:
    text = cell.text if isinstance(cell, Lit) else cell
    if isinstance(text, date):
        return text.isoformat()
    if isinstance(text, str) and text.lstrip().startswith(FORMULA_SIGNS):
        return f"'{text}"
    return text
