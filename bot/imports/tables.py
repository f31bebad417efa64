"""Tables of tasks and of targets: their rows as work with its departments, dates and goals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.imports.columns import Column, columns_of, is_target_header, is_task_header
from bot.imports.passages import dense
from bot.imports.report import Table
from bot.language.patterns import compiled_later

HEADER_ROWS = 8  # rows of a table among which its header stands
LONGEST_HEADING = 40  # signs of a row that heads those below it


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of a table of tasks: the words of its cells, and the line of report.md it stands on."""

    line: int
    task: str
    goal: str = ""
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    due: str = ""
    leader: str = ""
    section: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row of a table of targets as a clause: 地区生产总值增长6%左右. `quote` are the words of its cells."""

    line: int
    clause: str
    quote: str


_PARTS = compiled_later(r"[、，,；;/\n]|\s{1,}|(?<=[局委办室院会处队司部心])和")
_LABEL = compiled_later(r"(?:牵头|责任|主办|承办|实施|配合|协办|协助|参与|参加)(?:单位|部门|领导|主体)?\s*[:：]")


def task_rows(table: Table) -> list[TaskRow]:
    """Read the rows of a table of tasks; empty where it is none. A cell left out means the one above it."""
    header = _header(table, is_task_header)
    if header is None:
        return []
    columns = columns_of(table.rows[header])
    found: list[TaskRow] = []
    above: dict[Column, str] = {}
    for line, cells in _body(table, header, columns):
        if _heads_section(cells):
            above[Column.SECTION] = _section_title(next(filter(None, cells)))
            continue
        row = _task_row(line, cells, columns, above)
        if row and _same(cells, table.rows[header]):
            continue
        if row:
            found.append(row)
    return found


def target_rows(table: Table, year: int) -> list[TargetRow]:
    """Read the rows of a table of targets as clauses; empty where it is none."""
    header = _header(table, is_target_header)
    if header is None:
        return []
    names = table.rows[header]
    columns = columns_of(names)
    value = _value_column(names, columns, year)
    if value is None:
        return []
    return [
        row
        for line, cells in _body(table, header, columns)
        if (row := _target_row(line, cells, columns, value, names[value])) is not None
    ]


def table_title(table: Table) -> str:
    """Give the words above a table's header that its own rows hold, such as its title."""
    header = _header(table, is_task_header) or 0
    return " ".join(next((cell for cell in row if cell), "") for row in table.rows[:header])


def departments_in(words: str) -> list[str]:
    """List the departments a cell names, each once."""
    words = _LABEL.sub(" ", words)
    names = (part.strip("（）()。.:： ") for part in _PARTS.split(words))
    return list(dict.fromkeys(name for name in names if 2 <= len(name) <= 24 and re.search(r"[一-鿿]", name)))


def _header(table: Table, fits: object) -> int | None:
    return next((n for n, row in enumerate(table.rows[:HEADER_ROWS]) if callable(fits) and fits(row)), None)


def _body(table: Table, header: int, columns: dict[Column, int]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows below the header; one whose first cells fell away is moved back into its columns."""
    numbered = columns.get(Column.NUMBER) == 0
    for line, row in zip(table.lines[header + 1 :], table.rows[header + 1 :], strict=True):
        cells = list(row)
        if (
            numbered
            and cells[0]
            and not re.fullmatch(r"[\d.、（）()一二三四五六七八九十]+", cells[0])
            and not cells[-1]
        ):
            cells = ["", *cells[:-1]]
        yield line, cells


_MARK = compiled_later(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+部分")


def _heads_section(cells: Sequence[str]) -> bool:
    """Tell a row that is a heading over all columns: the same words in each, or one marked cell."""
    words = {cell for cell in cells if cell}
    if len(words) != 1:
        return False
    only = words.pop()
    return len(only) <= LONGEST_HEADING and "。" not in only and (sum(map(bool, cells)) > 1 or bool(_MARK.match(only)))


def _section_title(words: str) -> str:
    return re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.]\s*", "", words).strip("：: ")


def _same(cells: Sequence[str], header: Sequence[str]) -> bool:
    return list(cells) == list(header)


def _task_row(line: int, cells: Sequence[str], columns: dict[Column, int], above: dict[Column, str]) -> TaskRow | None:
    def own(column: Column, *, carried: bool = False) -> str:
        place = columns.get(column)
        words = cells[place].strip() if place is not None and place < len(cells) else ""
        if carried:
            words = words or above.get(column, "")
            above[column] = words
        return words

    task = own(Column.TASK)
    goal = own(Column.GOAL)
    section, group = own(Column.SECTION, carried=True), own(Column.GROUP, carried=True)
    lead, support = own(Column.LEAD, carried=True), own(Column.SUPPORT, carried=bool(task == ""))
    due, leader = own(Column.DUE, carried=True), own(Column.LEADER, carried=True)
    if not task and not goal:
        return None
    task = task or above.get(Column.TASK, "") or goal
    above[Column.TASK] = task
    if not re.search(r"[一-鿿]{2}", dense(task)):
        return None
    leads, mixed = _leads(lead)
    return TaskRow(
        line, task, goal, leads, tuple(departments_in(support)) or mixed, due, leader, _section_title(section), group
    )


def _leads(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a cell that names both (牵头单位：区发改局；配合单位：区住建局); else the first name leads."""
    both = re.split(r"(?:配合|协办|协助|参与|参加)(?:单位|部门)?\s*[:：]", words)
    names = departments_in(both[0])
    support = departments_in(both[1]) if len(both) > 1 else names[1:]
    return tuple(names[:1]), tuple(support)


def _value_column(names: Sequence[str], columns: dict[Column, int], year: int) -> int | None:
    """Find the column of the plan's year: named by it, or called plan, goal or rate of growth."""
    past = re.compile(r"完成|实际|实绩|预计|执行|上年|去年")
    dated = [n for n, name in enumerate(names) if str(year) in name and not past.search(name)]
    usual = [columns[c] for c in (Column.GOAL, Column.VALUE, Column.RATE) if c in columns]
    usual = [
        n for n in usual if not past.search(names[n]) and not re.search(r"20\d\d", names[n].replace(str(year), ""))
    ]
    return next(iter(dated + usual), None)


def _target_row(
    line: int, cells: Sequence[str], columns: dict[Column, int], value: int, heading: str
) -> TargetRow | None:
    name = cells[columns[Column.INDICATOR]].strip()
    said = cells[value].strip() if value < len(cells) else ""
    if not name or not said or name == heading:
        return None
    unit = cells[columns[Column.UNIT]].strip() if Column.UNIT in columns else ""
    bracket = re.search(r"[（(]([^（）()]{1,8})[)）]\s*$", name)
    if bracket and not unit:
        unit = bracket[1]
        name = name[: bracket.start()]
    number = re.fullmatch(r"[≥≤＞＜><=]?\s*-?[\d.,]+(?:\s*[-~—～－]\s*[\d.]+)?(?:左右|以上|以内|以下)?", said)
    rate = re.search(r"增长|增幅|增速", heading) and number
    clause = f"{name}{'增长' if rate else ''}{_with_unit(said, unit or ('%' if rate else '')) if number else said}"
    return TargetRow(line, clause, cells[value].strip() if not name else cells[columns[Column.INDICATOR]].strip())


_SIGNS = {"≥": "不低于", "≤": "不超过", "＞": "超过", ">": "超过", "＜": "低于", "<": "低于", "=": ""}


def _with_unit(said: str, unit: str) -> str:
    """Put a unit behind a bare number, before a following 左右; a sign before it becomes a word."""
    said = said.strip()
    word = _SIGNS.get(said[:1], "")
    said = said[1:].strip() if said[:1] in _SIGNS else said
    match = re.match(r"(-?[\d.,]+(?:\s*[-~—～－]\s*[\d.]+)?)(.*)", said)
    return f"{word}{match[1]}{unit}{match[2]}" if match else said
