"""Plain text, Markdown and CSV; tables in them, drawn with | or flattened to one cell a line, become rows again."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from bot.imports.columns import is_header
from bot.imports.paragraphs import paragraphs
from bot.imports.report import Block, Rows, clean, rows_of, table_blocks
from bot.language.patterns import compiled_later

_HEADING = compiled_later(r"(#{1,6})\s+(.+)")
_RULE = compiled_later(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
LONGEST_HEADER = 12  # signs of a column's name on a line of its own
WIDEST = 12  # columns of a flattened table


def decoded(data: bytes) -> str | None:
    """Read bytes as UTF-8, UTF-16 or GB18030; None where they are none of these or no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    if b"\x00" in data[:4096]:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        if (text := _as(data, encoding)) is not None:
            return text
    return _repaired(data)


def _repaired(data: bytes) -> str | None:
    """Read a text with a few broken signs, leaving them out; None where they are many."""
    for encoding in ("utf-8-sig", "gb18030"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 200 < len(text):
            return text.replace("\ufffd", "")
    return None


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def read_csv(text: str) -> list[Block]:
    """Read a table of values divided by commas, semicolons or tabs."""
    sample = text[:10_000]
    delimiter = max(",;\t，", key=lambda sign: sample.count(sign))
    csv.field_size_limit(1_000_000)
    try:
        rows = rows_of(csv.reader(io.StringIO(clean(text)), delimiter=delimiter))
    except csv.Error:
        return read_plain(text)
    return table_blocks(rows)


def read_plain(text: str) -> list[Block]:
    """Read text or Markdown."""
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", clean(text.removeprefix("\ufeff")))
    blocks: list[Block] = []
    for drawn, part in _drawn(lines):
        if drawn and (len(part) > 1 or "||" in part[0]):
            rows = rows_of(_cells(line) for line in part if not _RULE.fullmatch(line.strip()))
            blocks += [Block(rows=rows)] if rows else []
        else:
            blocks += _text(part)
    return blocks


def _drawn(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Part lines that are rows of a table from the others; in a table one | makes a row."""
    part: list[str] = []
    inside = False
    for line in lines:
        row = line.count("|") >= (1 if inside else 2)
        if row != inside:
            yield inside, part
            part = []
        part.append(line)
        inside = row
    yield inside, part


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    cells = [cell.strip() for cell in line.split("|")]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def _text(lines: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    before = 0
    for first, last, rows in _flattened(lines):
        blocks += _paragraphs(lines[before:first])
        blocks.append(Block(rows=rows))
        before = last
    return blocks + _paragraphs(lines[before:])


def _paragraphs(lines: Sequence[str]) -> list[Block]:
    return [_block(paragraph) for paragraph in paragraphs("\n".join(lines))]


def _block(paragraph: str) -> Block:
    match = _HEADING.fullmatch(paragraph)
    return Block(match[2].strip(" #"), len(match[1])) if match else Block(paragraph)


def _flattened(lines: Sequence[str]) -> list[tuple[int, int, Rows]]:
    """Find tables whose cells stand one a line: the names of their columns, then the cells, row by row."""
    kept = [(n, line.strip()) for n, line in enumerate(lines) if line.strip()]
    found: list[tuple[int, int, Rows]] = []
    place = 0
    while place < len(kept):
        width = _header_width([text for _, text in kept[place : place + WIDEST]])
        if not width:
            place += 1
            continue
        header = [text for _, text in kept[place : place + width]]
        rows, used = _rows_below(header, [text for _, text in kept[place + width :]])
        if rows:
            last = place + width + used
            found.append((kept[place][0], kept[last - 1][0] + 1, rows_of([header, *rows])))
            place = last
        else:
            place += 1
    return found


def _header_width(cells: Sequence[str]) -> int:
    """Count the lines that are names of columns; 0 where they are not those of a table of tasks."""
    width = 0
    for cell in cells:
        if len(cell) > LONGEST_HEADER or re.fullmatch(r"[\d.]+", cell) or re.search("[。；，]", cell):
            break
        width += 1
    while width >= 3 and not is_header(cells[:width]):
        width -= 1
    return width if width >= 3 else 0


def _rows_below(header: Sequence[str], cells: Sequence[str]) -> tuple[list[list[str]], int]:
    """Cut the cells below a header into rows: at the running number where there is one, else by their count."""
    if re.fullmatch(r"序号|编号|号", header[0]):
        return _numbered_rows(len(header), cells)
    rows = [list(cells[n : n + len(header)]) for n in range(0, len(cells) - len(header) + 1, len(header))]
    return rows, len(rows) * len(header)


def _numbered_rows(width: int, cells: Sequence[str]) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    used = 0
    for place, cell in enumerate(cells):
        if cell == str(len(rows) + 1):
            rows.append([cell])
        elif not rows or len(rows[-1]) >= width:
            break
        else:
            rows[-1].append(cell)
        used = place + 1
    return rows, used
