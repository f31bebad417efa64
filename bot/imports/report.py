"""The document's text as report.md, one paragraph a line, with the passages and tables that stand in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.imports.markers import Kind, marker_of
from bot.imports.outline import LONGEST_TITLE
from bot.imports.passages import Passage, dense
from bot.language.patterns import compiled_later

_CONTROL = compiled_later(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: a paragraph with the heading level its markup gives (0: none), or a table's rows."""

    text: str = ""
    level: int = 0
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and the line of report.md each stands on."""

    rows: Rows
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: the text of report.md, its paragraphs and tables, and the name it had as a file."""

    report: str
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...] = ()
    name: str = ""


def clean(text: str) -> str:
    """Take out of a text what no text file should hold: control characters and halves of characters."""
    return _CONTROL.sub("", text)


def document_of(blocks: Iterable[Block], name: str = "") -> Document:
    """Write the paragraphs and tables of a document as report.md; each paragraph and each row is one line."""
    lines: list[str] = []
    passages: list[Passage] = []
    tables: list[Table] = []
    for block in blocks:
        if block.rows:
            tables.append(_add_table(lines, block.rows))
        elif block.text.strip():
            text = _marked(" ".join(block.text.split("\n")).strip(), block.level, first=not passages)
            passages.append(Passage(text, len(lines) + 1, block.level))
            lines += [text, ""]
    return Document("\n".join(lines), tuple(passages), tuple(tables), name)


def _add_table(lines: list[str], rows: Rows) -> Table:
    first = len(lines) + 1
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(first, "|" + "---|" * max(len(rows[0]), 1))
    lines.append("")
    return Table(rows, tuple(first + n + (n > 0) for n in range(len(rows))))


def _marked(text: str, level: int, *, first: bool) -> str:
    """Put the Markdown sign of a heading before it, where it has none."""
    if text.startswith("#"):
        return text
    if level:
        return f"{'#' * min(level, 6)} {text}"
    written = dense(text)
    if len(written) > LONGEST_TITLE or "。" in written[:-1] or text.startswith("**"):
        return text
    if first and len(written) > 4 and not re.search(r"[,。:;]$|各位代表", written):
        return f"# {text}"
    marker = marker_of(written)
    sign = {Kind.PART: "##", Kind.CHAPTER: "##", Kind.BRACKET: "###"}.get(marker.kind) if marker else None
    return f"{sign} {text}" if sign else text


def cell_text(value: object) -> str:
    """Write a cell's value on one line."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return re.sub(r"\s+", " ", clean(str(value))).replace("|", "｜").strip()


def rows_of(cells: Iterable[Sequence[object]]) -> Rows:
    """Write the cells of a table as texts, every row as wide as the widest; rows without words are left out."""
    rows = [[cell_text(cell) for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def table_blocks(rows: Rows) -> list[Block]:
    """Make blocks of a table; title lines above it, one cell over all columns, become paragraphs."""
    first = 0
    while first < len(rows) and len({cell for cell in rows[first] if cell}) == 1:
        first += 1
    titles = [Block(next(cell for cell in row if cell)) for row in rows[:first]]
    return [*titles, Block(rows=rows[first:])] if rows[first:] else titles
