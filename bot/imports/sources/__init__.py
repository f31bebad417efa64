"""Files that a plan may come in: text, Markdown, HTML, Word, PDF, Excel, CSV. What a file is, its content decides."""

from collections.abc import Callable
from pathlib import Path

from bot.errors import Unusable
from bot.imports.report import Block, Document, document_of
from bot.imports.sources.containers import is_container, kind_of_container
from bot.imports.sources.html import read_html
from bot.imports.sources.pdf import read_pdf
from bot.imports.sources.plain import decoded, read_csv, read_plain
from bot.imports.sources.spreadsheet import read_spreadsheet
from bot.imports.sources.word import read_word

LARGEST = 50_000_000  # bytes of a file
LARGEST_TEXT = 20_000_000  # bytes of a file that is read as text whole
FORMATS = ".txt, .md, .html, .docx, .pdf, .xlsx and .csv"
_OLE = b"\xd0\xcf\x11\xe0"
_IMAGES = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\rt": "an RTF file",
}


def read_document(file: Path) -> Document:
    """Read a file of any of the known formats. Raises Unusable with one sentence where it cannot be used."""
    if not file.is_file():
        raise Unusable("none", f"{file}: no such file; give a report or a table ({FORMATS})")
    size = file.stat().st_size
    if size > LARGEST:
        raise Unusable("big", f"{file.name} has {size:,} bytes; files up to {LARGEST:,} are read")
    with file.open("rb") as stream:
        head = stream.read(1024)
    blocks = _reader(file, head)(file)
    if not any(block.text.strip() or block.rows for block in blocks):
        raise Unusable("empty", f"{file.name} holds no text; a scanned document has to be turned into text first")
    return document_of(blocks, file.stem)


def _reader(file: Path, head: bytes) -> Callable[[Path], list[Block]]:
    """Choose how a file is read by its first bytes; its ending only tells apart what is text."""
    if head.startswith(b"%PDF") or b"%PDF-" in head:
        return read_pdf
    if is_container(head):
        return {"docx": read_word, "xlsx": read_spreadsheet}[kind_of_container(file)]
    if head.startswith(_OLE):
        if file.suffix.lower() in (".xls", ".et"):
            return read_spreadsheet
        raise Unusable("old", f"{file.name} is an old Word file; save it as .docx and import that")
    known = next((what for sign, what in _IMAGES.items() if head.startswith(sign)), "")
    if known:
        raise Unusable("kind", f"{file.name} is {known}; give a report or a table ({FORMATS})")
    return _read_text


def _read_text(file: Path) -> list[Block]:
    data = file.read_bytes()
    if len(data) > LARGEST_TEXT:
        raise Unusable("big", f"{file.name} has {len(data):,} bytes of text; up to {LARGEST_TEXT:,} are read")
    text = decoded(data)
    if text is None:
        raise Unusable("encoding", f"{file.name} is no text in UTF-8, UTF-16 or GB18030; give {FORMATS}")
    if file.suffix.lower() in (".csv", ".tsv"):
        return read_csv(text)
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")) or file.suffix.lower() in (".html", ".htm"):
        return read_html(text)
    return read_plain(text)
