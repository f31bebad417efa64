"""Sheets become an .xlsx file that prints on A4: frozen headings, filters, bars; text stays text."""

import io
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from bot.progress.model import Lamp
from bot.reports.sheets import Cell, Column, Kind, Lit, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

A4 = 9
HEADING_ROW = 2  # above it the title and a note
LINE, MARGIN, TALLEST = 13.5, 4.0, 409.0  # points; a row can be no taller than 409
LONGEST = 32_000  # characters; a cell takes 32,767
FONT = "宋体"
TITLE_FONT = "黑体"
LAMP_COLOURS = {
    Lamp.GREEN: "#D9EAD3",
    Lamp.YELLOW: "#FFE599",
    Lamp.RED: "#F4B6B0",
    Lamp.GREY: "#E7E6E6",
    Lamp.REPORTED: "#CFE2F3",
    Lamp.DONE: "#B6D7A8",
}
_EDGE = {"border": 1, "border_color": "#808080", "font_name": FONT, "font_size": 10, "valign": "vcenter"}
_MIDDLE = {"align": "center"}
_STYLES: dict[str, dict[str, Any]] = {
    # "@" keeps a text a text, also when somebody goes into the cell and out again.
    Kind.TEXT: {"num_format": "@", "text_wrap": True},
    Kind.LONG: {"num_format": "@"},
    Kind.SHORT: {"num_format": "@", "text_wrap": True, **_MIDDLE},
    Kind.COUNT: {"num_format": "0", **_MIDDLE},
    Kind.NUMBER: {"num_format": "0.##", **_MIDDLE},
    Kind.PERCENT: {"num_format": "0.0%", **_MIDDLE},
    Kind.BAR: {"num_format": "0.0%", **_MIDDLE},
    Kind.DATE: {"num_format": "yyyy-mm-dd", **_MIDDLE},
}


class Book:
    """A workbook being written; `page` words the foot of each printed page."""

    def __init__(self, made: datetime, page: str) -> None:
        import xlsxwriter  # here, because loading it is what costs

        self._bytes = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = xlsxwriter.Workbook(self._bytes, options)
        self.workbook.set_properties({"created": made.replace(tzinfo=None)})
        self._page = page
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **more: Any) -> "Format":
        """Give the format of these properties, made once."""
        key = tuple(sorted(more.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**_EDGE, **more})
        return self._formats[key]

    def add(self, sheet: Sheet) -> "Worksheet":
        """Write a sheet: title, note, headings, rows, and how it prints."""
        page = self.workbook.add_worksheet(sheet.name)
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width)
        self._head(page, sheet)
        for number, row in enumerate(sheet.rows, HEADING_ROW + 1):
            page.set_row(number, _height(sheet.columns, row))
            for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                self.write(page, number, place, cell, column.kind)
        if not sheet.rows and sheet.empty:
            page.write_string(HEADING_ROW + 1, 0, sheet.empty, self.style(border=0))
        self._bars(page, sheet)
        self._print(page, sheet)
        return page

    def bytes(self) -> bytes:
        """Finish the file."""
        self.workbook.close()
        return self._bytes.getvalue()

    def _head(self, page: "Worksheet", sheet: Sheet) -> None:
        title = self.style(border=0, font_name=TITLE_FONT, font_size=16, bold=True, num_format="@")
        heading = self.style(
            bold=True, text_wrap=True, bg_color="#D9D9D9", num_format="@", font_name=TITLE_FONT, align="center"
        )
        page.set_row(0, 28)
        page.write_string(0, 0, sheet.title, title)
        page.write_string(1, 0, sheet.note, self.style(border=0, num_format="@"))
        page.set_row(HEADING_ROW, 30)
        for number, column in enumerate(sheet.columns):
            page.write_string(HEADING_ROW, number, column.heading, heading)
        if sheet.rows:
            page.autofilter(HEADING_ROW, 0, HEADING_ROW + len(sheet.rows), len(sheet.columns) - 1)

    def write(self, page: "Worksheet", row: int, column: int, cell: Cell, kind: str, **more: Any) -> None:
        """Write one cell by what it is; a text never becomes a number, a formula or a link."""
        style = {**_STYLES[kind], **more}
        if isinstance(cell, Lit):
            page.write_string(row, column, cell.text[:LONGEST], self.style(**style, bg_color=LAMP_COLOURS[cell.lamp]))
        elif isinstance(cell, str):
            page.write_string(row, column, cell[:LONGEST], self.style(**style))
        elif cell is None:
            page.write_blank(row, column, None, self.style(**style))
        elif isinstance(cell, date):
            page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self.style(**style))  # noqa: DTZ001 - a day
        else:
            part = 100 if kind in (Kind.PERCENT, Kind.BAR) else 1
            page.write_number(row, column, cell / part, self.style(**style))

    def _bars(self, page: "Worksheet", sheet: Sheet) -> None:
        for number, column in enumerate(sheet.columns):
            if column.kind is Kind.BAR and sheet.rows:
                bar = {
                    "type": "data_bar",
                    "bar_solid": True,
                    "bar_color": "#9DC3E6",
                    "min_type": "num",
                    "max_type": "num",
                }
                ends = {"min_value": 0, "max_value": 1}
                page.conditional_format(HEADING_ROW + 1, number, HEADING_ROW + len(sheet.rows), number, {**bar, **ends})

    def _print(self, page: "Worksheet", sheet: Sheet) -> None:
        page.freeze_panes(HEADING_ROW + 1, _frozen(sheet.columns))
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADING_ROW)
        printed = max(number for number, column in enumerate(sheet.columns) if column.printed)
        page.print_area(0, 0, HEADING_ROW + max(len(sheet.rows), 1), printed)
        page.set_footer(f"&C{self._page}")
        page.hide_gridlines(1)


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """Say how tall a row must be for its longest text: not every program works that out when it opens the file."""
    texts = [
        (column.width, cell.text if isinstance(cell, Lit) else cell)
        for column, cell in zip(columns, row, strict=True)
        if column.kind is not Kind.LONG
    ]
    lines = max((_lines(text, width) for width, text in texts if isinstance(text, str)), default=1)
    return min(lines * LINE + MARGIN, TALLEST)


def _lines(text: str, width: float) -> int:
    """Count the lines of a text in a column; a Chinese character is two wide, and a line is rarely filled whole."""
    return sum(max(1, math.ceil(wide(line) / (width - 1))) for line in text.split("\n"))


def wide(text: str) -> int:
    """Count the columns of a terminal or a sheet that a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _frozen(columns: Sequence[Column]) -> int:
    """Count the columns that stay in sight: up to the first wide one."""
    return next((n + 1 for n, column in enumerate(columns) if column.width >= 16), 0)
