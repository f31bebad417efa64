"""Excel files: every sheet is a table; merged cells stand in each cell they cover."""

from pathlib import Path
from typing import Any

from bot.errors import Unusable
from bot.imports.report import Block, rows_of, table_blocks

ROWS, COLUMNS = 20_000, 200
LONGEST_CELL = 32_767  # signs; Excel's own limit


def read_spreadsheet(file: Path) -> list[Block]:
    """Read a .xlsx file. Raises Unusable where it is broken or far larger than a plan."""
    from python_calamine import CalamineError, CalamineWorkbook  # here, because loading it is what costs

    try:
        workbook = CalamineWorkbook.from_path(str(file))
        sheets = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
        return [block for name, sheet in sheets for block in _sheet(file, name, sheet)]
    except Unusable:
        raise
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unusable("broken", f"{file.name} is a broken Excel file ({error}); open it, save it anew") from error


def _sheet(file: Path, name: str, sheet: Any) -> list[Block]:
    if sheet.height > ROWS or sheet.width > COLUMNS:
        raise Unusable(
            "big",
            f"{file.name}: sheet {name} has {sheet.height:,} rows and {sheet.width} columns; "
            f"up to {ROWS:,} and {COLUMNS} are read",
        )
    cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for row in cells for cell in row):
        raise Unusable("big", f"{file.name}: a cell of sheet {name} is longer than Excel allows; it is not read")
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = cells[top][left]
    return table_blocks(rows_of(cells))
