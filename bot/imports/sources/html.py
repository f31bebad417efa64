"""HTML pages: their paragraphs, headings and tables; menus, scripts and styles stay out."""

from html.parser import HTMLParser

from bot.imports.paragraphs import paragraphs
from bot.imports.report import Block, clean, rows_of, table_blocks

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
        self._table: _TableReader | None = None
        self._nested = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent or tag in _SILENT:
            if tag not in _EMPTY:
                self._silent.append(tag)
            return
        if self._table:
            self._in_table(tag, dict(attrs))
        elif tag == "table":
            self._end_paragraph()
            self._table = _TableReader()
        elif tag in _BREAKS:
            self._end_paragraph()
            self._level = int(tag[1]) if tag in _HEADINGS else 0

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
            return
        if self._table:
            self._leave_table(tag)
        elif tag in _BREAKS:
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._table:
            self._table.add(data)
        else:
            self._words.append(data)

    def finish(self) -> None:
        """Take in what stands open at the end of the page."""
        if self._table:
            self._end_table()
        self._end_paragraph()

    def _in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        assert self._table
        if tag == "table":
            self._nested += 1
        elif tag == "tr":
            self._table.new_row()
        elif tag in ("td", "th"):
            self._table.new_cell(_span(attrs.get("rowspan")), _span(attrs.get("colspan")))
        elif tag in _BREAKS:
            self._table.add(" ")

    def _leave_table(self, tag: str) -> None:
        if tag == "table" and self._nested:
            self._nested -= 1
        elif tag == "table":
            self._end_table()

    def _end_table(self) -> None:
        assert self._table
        rows = rows_of(self._table.rows())
        self._table, self._nested = None, 0
        if rows and len(rows[0]) > 1:
            self.blocks += table_blocks(rows)
        else:  # a table of one column only lays out the page
            self.blocks += [Block(part) for row in rows for part in paragraphs(row[0])]

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


def _span(value: str | None) -> int:
    return min(max(int(value), 1), SPAN) if value and value.strip().isdecimal() else 1
