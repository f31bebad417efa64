"""Word and Excel files are zip archives: what kind one is, and whether it is safe to open."""

import zipfile
from pathlib import Path

from bot.errors import Unusable

UNPACKED = 200_000_000  # bytes that all parts of a file may have
PART = 100_000_000  # bytes that one part may have
RATIO = 200  # times a part may grow when it is unpacked; texts of tables reach 100
SMALL = 1_000_000  # bytes below which a part may grow as it likes
PARTS = 5_000


def is_container(head: bytes) -> bool:
    """Tell a zip archive by its first bytes."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def kind_of_container(file: Path) -> str:
    """Say whether a zip archive is docx or xlsx. Raises Unusable for anything else, for macros and for zip bombs."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unusable(
            "broken", f"{file.name} is a broken Office file ({error}); open it, save it anew and import that"
        ) from None
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unusable("locked", f"{file.name} is locked with a password; save it without one")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unusable("macros", f"{file.name} holds macros; save it as .docx or .xlsx without them")
    _check_size(file, parts)
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    raise Unusable(
        "archive", f"{file.name} is a zip archive, but neither Word nor Excel; unpack it and import the file in it"
    )


def _check_size(file: Path, parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    swollen = any(p.file_size > SMALL and p.file_size > RATIO * max(p.compress_size, 1) for p in parts)
    if len(parts) > PARTS or total > UNPACKED or swollen or any(part.file_size > PART for part in parts):
        raise Unusable(
            "big", f"{file.name} would unpack to {total:,} bytes, far more than a report has; it is not opened"
        )
