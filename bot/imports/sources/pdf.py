"""PDF files: the lines of their pages, and ruled tables. A scan holds no text and is refused."""

import logging
from pathlib import Path
from typing import Any

from bot.errors import Unusable
from bot.imports.report import Block, clean, rows_of
from bot.imports.sources.plain import read_plain

PAGES = 600


def read_pdf(file: Path) -> list[Block]:
    """Read a .pdf file. Raises Unusable where it is broken, locked, too long or a scan."""
    import pdfplumber  # here, because loading it is what costs
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that is not quite by the book
    try:
        with file.open("rb") as stream, pdfplumber.open(stream) as document:
            if len(document.pages) > PAGES:
                raise Unusable("big", f"{file.name} has {len(document.pages)} pages; up to {PAGES} are read")
            return _blocks(file, document)
    except Unusable:
        raise
    except PDFPasswordIncorrect:
        raise Unusable("locked", f"{file.name} is locked with a password; save it without one") from None
    except Exception as error:  # pdfminer raises many kinds for a damaged file, and wraps the password's too
        if "Password" in repr(error):
            raise Unusable("locked", f"{file.name} is locked with a password; save it without one") from None
        raise Unusable(
            "broken", f"{file.name} is a broken PDF ({type(error).__name__}); save it anew or give the Word file"
        ) from error


def _blocks(file: Path, document: Any) -> list[Block]:
    blocks: list[Block] = []
    lines: list[str] = []
    for page in document.pages:
        tables = page.find_tables() if len(page.lines) + len(page.rects) >= 6 else []
        rest = page
        for table in tables:
            rest = rest.outside_bbox(table.bbox)
        lines += (rest.extract_text() or "").splitlines()
        for table in tables:
            blocks += _ended(lines)
            lines = []
            _add_rows(blocks, table.extract())
        page.close()
    blocks += _ended(lines)
    if not blocks:
        raise Unusable("empty", f"{file.name} holds no text (a scan?); turn it into text first, or give the Word file")
    return blocks


def _ended(lines: list[str]) -> list[Block]:
    return read_plain(clean("\n".join(lines)))


def _add_rows(blocks: list[Block], cells: list[list[str | None]]) -> None:
    """Add the rows of a table; those that go on from the page before join it."""
    rows = rows_of([[(cell or "").replace("\n", "") for cell in row] for row in cells])
    if not rows or len(rows[0]) < 2:
        blocks += [block for row in rows for block in read_plain(row[0])]
        return
    last = blocks[-1] if blocks else None
    if last and last.rows and len(last.rows[0]) == len(rows[0]):
        body = rows[1:] if rows[0] == last.rows[0] else rows
        blocks[-1] = Block(rows=last.rows + body)
    else:
        blocks.append(Block(rows=rows))
