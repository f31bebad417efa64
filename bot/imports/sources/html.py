"""HTML pages: their paragraphs, headings and tables; menus, scripts and styles stay out."""

from collections.abc import Sequence
from html.parser import HTMLParser

from bot.imports.columns import is_header
from bot.imports.paragraphs import paragraphs
from bot.imports.report import Block, Rows, clean, rows_of, table_blocks
from bot.imports.sources.plain import read_plain

_SILENT = {
    "script",
    "style",
    "noscript",
    "nav",
    "footer",
    "form",
    "select",
    "button",
    "iframe",
    "svg",
    "head",
    "template",
}
_BREAKS = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "hr",
    "dd",
    "dt",
    "header",
    "main",
    "center",
    "pre",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_EMPTY = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed", "param", "track"}
LONG_CELL, LINES_OF_TEXT = 200, 5  # signs and lines of a cell that is a text, not a value
SPAN = 100  # rows or columns that one cell may cover


def read_html(text: str) -> list[Block]:
    """Read the words of a page, in their order."""
    page = _Page()
    page.feed(clean(text))
    page.close()
    page.finish()
    return page.blocks


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._level = 0
        self._silent: list[str] = []
        self._tables: list[_TableReader] = []  # the outermost first, each in a cell of the one before

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent or tag in _SILENT:
            if tag not in _EMPTY:
                self._silent.append(tag)
            return
        if tag == "table":
            self._end_paragraph()
            self._tables.append(_TableReader())
        elif self._tables:
            self._in_table(tag, dict(attrs))
        elif tag in _BREAKS:
            self._end_paragraph()
            self._level = int(tag[1]) if tag in _HEADINGS else 0

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
            return
        if self._tables:
            self._leave_table(tag)
        elif tag in _BREAKS:
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._tables:
            self._tables[-1].add(data)
        else:
            self._words.append(data)

    def finish(self) -> None:
        """Take in what stands open at the end of the page."""
        while self._tables:
            self._end_table()
        self._end_paragraph()

    def _in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        table = self._tables[-1]
        if tag == "tr":
            table.new_row()
        elif tag in ("td", "th"):
            table.new_cell(_span(attrs.get("rowspan")), _span(attrs.get("colspan")))
        elif tag in _BREAKS:
            table.add("\n")

    def _leave_table(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif tag in _BREAKS:
            self._tables[-1].add("\n")

    def _end_table(self) -> None:
        cells = self._tables.pop().rows()
        rows = rows_of(cells)
        if self._tables:
            self._tables[-1].add("\n" + (_words_of(cells) if _lays_out(cells) else _drawn(rows)) + "\n")
        elif _lays_out(cells):
            self.blocks += read_plain(_words_of(cells))
        else:
            self.blocks += table_blocks(rows)

    def _end_paragraph(self) -> None:
        words = "".join(self._words)
        self._words = []
        if self._level:
            line = " ".join(words.split())
            self.blocks += [Block(line, self._level)] if line else []
        else:
            self.blocks += [Block(part) for part in paragraphs(words.replace("\xa0", "\u3000"))]
        self._level = 0


class _TableReader:
    """Fills the grid of a table: a cell that covers several rows or columns stands in each of them."""

    def __init__(self) -> None:
        self._rows: list[dict[int, list[str]]] = []
        self._below: dict[int, tuple[int, list[str]]] = {}
        self._cell: list[str] | None = None

    def new_row(self) -> None:
        row: dict[int, list[str]] = {}
        for column, (left, words) in list(self._below.items()):
            row[column] = words
            if left > 1:
                self._below[column] = left - 1, words
            else:
                del self._below[column]
        self._rows.append(row)
        self._cell = None

    def new_cell(self, down: int, across: int) -> None:
        if not self._rows:
            self.new_row()
        row = self._rows[-1]
        self._cell = []
        column = next(n for n in range(len(row) + 1) if n not in row)
        for place in range(column, column + across):
            row[place] = self._cell
            if down > 1:
                self._below[place] = down - 1, self._cell

    def add(self, words: str) -> None:
        if self._cell is not None:
            self._cell.append(words)

    def rows(self) -> list[list[str]]:
        return [["".join(row.get(n, [])) for n in range(max(row, default=-1) + 1)] for row in self._rows]


def _lays_out(cells: Sequence[Sequence[str]]) -> bool:
    """Tell a table that only lays out the page: of one column, or with a whole text in a cell."""
    if max(map(len, cells), default=0) < 2:
        return True
    long = any(len(cell) > LONG_CELL and cell.count("\n") >= LINES_OF_TEXT for row in cells for cell in row)
    return long and not any(is_header([cell.strip() for cell in row]) for row in cells)


def _words_of(cells: Sequence[Sequence[str]]) -> str:
    """Give the words of a table that lays out a page; a cell that stands in several places counts once."""
    return "\n\n".join(dict.fromkeys(cell for row in cells for cell in row)).replace("\xa0", "\u3000")


def _drawn(rows: Rows) -> str:
    """Draw a table inside the cell of another, as Markdown does."""
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), SPAN) if value and value.strip().isdecimal() else 1
