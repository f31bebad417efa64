"""A sheet that a department filled in (`reports/fill.py` makes it) is read back: what each row says, and what is wrong.

Only its own words are understood: the ids it carries, numbers, the four states, days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.errors import Refused
from bot.language.normal import normal
from bot.language.patterns import compiled_later
from bot.progress.model import State

MARK_SHEET, MARK = "_ledger", "plan-ledger/"
ROWS, COLUMNS = 2_000, 40
LONGEST = 500  # characters of a problem or a next step
_VALUE, _PERCENT, _STATE, _FORECAST, _PROBLEM, _NEXT, _KEY, _LAST = 6, 8, 9, 10, 11, 12, 13, 14
_HEADINGS = 3  # rows above the first task
_STATES = {
    "未启动": State.NOT_STARTED,
    "推进中": State.IN_PROGRESS,
    "已完成": State.DONE,
    "受阻": State.BLOCKED,
    "not started": State.NOT_STARTED,
    "in progress": State.IN_PROGRESS,
    "done": State.DONE,
    "blocked": State.BLOCKED,
}
_NUMBER = compiled_later(r"[-+]?\d{1,13}(?:\.\d{1,6})?")
_DAY = compiled_later(r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read, and what it holds; `field`: value | percent | state | forecast | problem | next."""

    field: str
    said: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row somebody wrote in. `line` as the sheet counts it, `last` the id of the newest report when it was made."""

    line: int
    task: str
    last: int = 0
    value: float | None = None
    percent: float | None = None
    state: State | None = None
    forecast: date | None = None
    problem: str = ""
    next_step: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled sheet: of which plan, for which departments, made when, and the rows somebody wrote in."""

    plan: str
    departments: tuple[str, ...]
    made: datetime
    entries: tuple[Entry, ...]
    untouched: int = 0


def read_filled(file: Path) -> Filled | None:
    """Read a filled sheet; None where a file is no sheet of ours. Raises Refused where ours cannot be read any more."""
    from python_calamine import CalamineError, CalamineWorkbook  # here, because loading these is what costs

    from bot.imports.sources.containers import kind_of_container

    try:
        if kind_of_container(file) != "xlsx":
            return None
        book = CalamineWorkbook.from_path(str(file))
        if MARK_SHEET not in book.sheet_names:
            return None
        mark = [str(row[0]) for row in book.get_sheet_by_name(MARK_SHEET).to_python()[:4] if row]
        sheet = book.get_sheet_by_name(book.sheet_names[0])
        if sheet.height > ROWS or sheet.width > COLUMNS:
            return None
        cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    except (CalamineError, Refused, OSError, ValueError, OverflowError):
        return None
    if len(mark) != 4 or not mark[0].startswith(MARK):
        return None
    plan, departments, made = mark[1:]
    return _filled(plan, departments, datetime.fromisoformat(made), cells)


def _filled(plan: str, departments: str, made: datetime, cells: Sequence[Sequence[Any]]) -> Filled:
    entries = [entry for line, row in enumerate(cells[_HEADINGS:], _HEADINGS + 1) if (entry := _entry(line, row))]
    written = tuple(entry for entry in entries if _is_written(entry))
    return Filled(plan, tuple(filter(None, departments.split(","))), made, written, len(entries) - len(written))


def _is_written(entry: Entry) -> bool:
    said = (entry.value, entry.percent, entry.state, entry.forecast, entry.problem or None, entry.next_step or None)
    return bool(entry.faults) or any(each is not None for each in said)


def _entry(line: int, row: Sequence[Any]) -> Entry | None:
    """Read one row; None where it is of no task."""
    cells = [*row, *[""] * (_LAST + 1 - len(row))]
    task = str(cells[_KEY]).strip()
    if not task:
        return None
    faults: list[Fault] = []
    return Entry(
        line=line,
        task=task,
        last=int(float(last)) if _NUMBER.fullmatch(last := str(cells[_LAST]).strip()) else 0,
        value=_number("value", cells[_VALUE], faults),
        percent=_percent(cells[_PERCENT], faults),
        state=_state(cells[_STATE], faults),
        forecast=_day(cells[_FORECAST], faults),
        problem=_text("problem", cells[_PROBLEM], faults),
        next_step=_text("next", cells[_NEXT], faults),
        faults=tuple(faults),
    )


def _number(field: str, cell: Any, faults: list[Fault]) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        said = "" if cell is None else normal(str(cell)).replace(",", "").strip()
        if not said:
            return None
        if isinstance(cell, bool) or not _NUMBER.fullmatch(said):
            faults.append(_fault(field, cell))
            return None
        return float(said)
    return float(cell)


def _percent(cell: Any, faults: list[Fault]) -> float | None:
    """Read a share in %; one typed as 55% may have become 0.55, which is asked about and not guessed."""
    said = normal(cell).strip() if isinstance(cell, str) else ""
    with_sign = said.endswith("%")
    found = _number("percent", said.removesuffix("%") if said else cell, faults)
    if found is None:
        return None
    if not 0 <= found <= 100 or (0 < found < 1 and not with_sign):
        faults.append(_fault("percent", cell))
        return None
    return found


def _state(cell: Any, faults: list[Fault]) -> State | None:
    said = str(cell).strip()
    if said and said.lower() not in _STATES:
        faults.append(_fault("state", cell))
    return _STATES.get(said.lower())


def _day(cell: Any, faults: list[Fault]) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = str(cell).strip()
    found = _DAY.fullmatch(normal(said))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if said and day is None:
        faults.append(_fault("forecast", cell))
    return day


def _text(field: str, cell: Any, faults: list[Fault]) -> str:
    said = "" if cell is None else str(cell).strip()
    if len(said) > LONGEST:
        faults.append(_fault(field, said))
        return ""
    return said


def _fault(field: str, cell: Any) -> Fault:
    return Fault(field, str(cell)[:20])
