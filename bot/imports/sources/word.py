"""Word files: paragraphs with their automatic numbers, headings by style, and tables with merged cells."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from bot.errors import Unusable
from bot.imports.paragraphs import paragraphs
from bot.imports.report import Block, clean, rows_of, table_blocks

CELLS = 200_000
_DIGITS = "零一二三四五六七八九"


def read_word(file: Path) -> list[Block]:
    """Read a .docx file. Raises Unusable where it is broken."""
    from docx import Document  # here, because loading it and lxml is what costs
    from docx.table import Table

    try:
        document = Document(str(file))
        numbers = _Numbers(document)
        blocks: list[Block] = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                blocks += _table(item)
            else:
                blocks += _paragraph(item, numbers)
    except Unusable:
        raise
    except Exception as error:  # lxml and python-docx raise many kinds for a damaged file
        raise Unusable(
            "broken", f"{file.name} is a broken Word file ({type(error).__name__}); open it, save it anew"
        ) from error
    return blocks


def _paragraph(item: Any, numbers: "_Numbers") -> list[Block]:
    level = _level(item)
    words = clean(numbers.before(item) + item.text)
    if level:
        line = " ".join(words.split())
        return [Block(line, level)] if line else []
    return [Block(part) for part in paragraphs(words)]


def _level(item: Any) -> int:
    name = (item.style.name or "") if item.style is not None else ""
    digits = "".join(sign for sign in name if sign.isdigit())
    if name.lower().startswith("heading") or name.startswith("标题"):
        return int(digits or 1)
    return 1 if name == "Title" else 0


def _table(table: Any) -> list[Block]:
    cells = 0
    rows: list[list[str]] = []
    for row in table.rows:
        rows.append([cell.text for cell in row.cells])
        cells += len(rows[-1])
        if cells > CELLS:
            raise Unusable("big", f"a table of more than {CELLS:,} cells is no table of a plan; import a part of it")
    filled = rows_of(rows)
    if filled and len(filled[0]) > 1:
        return table_blocks(filled)
    return [Block(part) for row in filled for part in paragraphs(row[0])]


class _Numbers:
    """Counts the automatic numbers of a document: （一）, 1. and the like, which the text itself does not hold."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: defaultdict[tuple[str, int], int] = defaultdict(int)
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is not None:
            self._read(part.element)

    def _read(self, root: Any) -> None:
        from docx.oxml.ns import qn

        for abstract in root.findall(qn("w:abstractNum")):
            own = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                form, text, start = (level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
                self._levels[own, int(level.get(qn("w:ilvl")))] = (
                    form.get(qn("w:val")) if form is not None else "decimal",
                    text.get(qn("w:val")) if text is not None else "",
                    int(start.get(qn("w:val"))) if start is not None else 1,
                )
        for number in root.findall(qn("w:num")):
            abstract = number.find(qn("w:abstractNumId"))
            self._abstract[number.get(qn("w:numId"))] = abstract.get(qn("w:val")) if abstract is not None else ""

    def before(self, item: Any) -> str:
        """Give the number a paragraph shows before its words; empty where it has none."""
        found = item._p.pPr.numPr if item._p.pPr is not None else None
        if found is None or found.numId is None:
            return ""
        level = found.ilvl.val if found.ilvl is not None else 0
        own = self._abstract.get(str(found.numId.val), "")
        form, text, start = self._levels.get((own, level), ("", "", 1))
        if not text or form == "bullet":
            return ""
        self._counts[own, level] += 1
        for deeper in range(level + 1, 9):
            self._counts.pop((own, deeper), None)
        for upper in range(level + 1):
            upper_form, _, first = self._levels.get((own, upper), (form, "", start))
            count = self._counts[own, upper] or 1
            text = text.replace(f"%{upper + 1}", _written(count + first - 1, upper_form))
        return text


def _written(number: int, form: str) -> str:
    if form.startswith(("chinese", "ideograph", "japaneseCounting", "taiwanese")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        return head + (_DIGITS[ones] if ones else "")
    return str(number)
