"""A department at its spreadsheet: writes into the cells of a sheet to fill and saves it anew."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

COLUMNS = {"value": 6, "percent": 8, "state": 9, "forecast": 10, "problem": 11, "next": 12, "key": 13}
KEY = 13
FIRST = 3  # rows above the first task


def fill(content: bytes, written: Mapping[str, Mapping[str, Any]], *, plan: str = "") -> bytes:
    """Write cells by task and column name; with `plan` the sheet claims to be of another plan."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    out = io.BytesIO()
    copy = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    day = copy.add_format({"num_format": "yyyy-mm-dd"})
    for name in book.sheet_names:
        page = copy.add_worksheet(name)
        rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if plan and name == "_ledger":
            rows[1][0] = plan
        for number, row in enumerate(rows):
            of_task = written.get(str(row[KEY]), {}) if len(row) > KEY and number >= FIRST else {}
            cells = {**dict(enumerate(row)), **{COLUMNS[column]: cell for column, cell in of_task.items()}}
            for column, cell in cells.items():
                if isinstance(cell, (date, datetime)):
                    page.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif isinstance(cell, str):
                    page.write_string(number, column, cell)
                elif cell is not None:
                    page.write(number, column, cell)
    copy.close()
    return out.getvalue()
