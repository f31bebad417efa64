"""What SQLite complains of becomes the project's own errors, in one sentence a person can act on."""

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from bot.errors import NotRecorded, StoreDamaged, StoreError

_HEALS = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_READONLY: "the file or its folder is read-only; make it writable",
    sqlite3.SQLITE_IOERR: "the disk refused to write (full, at a size limit, or failing)",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened (missing, or not permitted)",
    sqlite3.SQLITE_PERM: "the file may not be written by this user",
    sqlite3.SQLITE_BUSY: "another program holds the file locked; close it",
    sqlite3.SQLITE_LOCKED: "another program holds the file locked; close it",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_of_the_disk(error: sqlite3.Error) -> bool:
    """Whether it concerns the file as a whole, not the one statement that met it."""
    return _code(error) in _HEALS.keys() | _DAMAGED


@contextlib.contextmanager
def told(path: Path) -> Generator[None]:
    """Let what SQLite and the system complain of about a file leave as one of our errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_store_error(error, path) from error
    except UnicodeDecodeError as error:  # SQLite names a damaged column, and Python cannot read the name
        raise StoreDamaged([f"{path.name}: the schema"]) from error
    except OSError as error:
        raise NotRecorded(f"cannot write {path}: {error.strerror}") from error


def as_store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """Say it as NotRecorded (heals when the cause ends), StoreDamaged, or StoreError for what has no cure here."""
    code = _code(error)
    if code in _DAMAGED:
        return StoreDamaged([f"{path.name}: {error}"])
    if code in _HEALS:
        return NotRecorded(f"not recorded: {_HEALS[code]} ({path})")
    return StoreError(f"{path}: {error}")


def _code(error: sqlite3.Error) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the primary code; extended ones are finer
