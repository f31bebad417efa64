"""Is everything still as it was written? For `doctor`, for the start, and for a backup just made."""

import sqlite3
from pathlib import Path

from bot.stores.tinydb import schema
from bot.stores.tinydb.sealed import Report, SealedTable

SHOWN = 100  # complaints of SQLite's own check; a file so far gone needs its backup, not a longer list


def check(state_dir: Path) -> list[str]:
    """List every damaged place of a state directory, also while a bot runs; empty where all is well.

    Raise StoreTooNew or StoreError where the files are not this version's to judge.
    """
    found = check_file(state_dir / schema.FILE, schema.TABLES)
    return found + check_file(state_dir / schema.ARCHIVE, (schema.UPDATES,))


def check_file(path: Path, tables: tuple[SealedTable, ...]) -> list[str]:
    """List the damaged places of one file: SQLite's own check of its pages and indexes, then every row's checksum."""
    if not path.exists():
        return []
    found: list[str] = []
    try:
        db = schema.connect_to_read(path)
        try:
            written = schema.format_of(db, path)
            found += [f"{path.name}: {complaint}" for complaint in _complaints(db)]
            if written == schema.FORMAT:  # rows of an older format are judged after they were brought to this one
                for table in tables:
                    _check_rows(db, table, found.append)
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        found.append(f"{path.name}: {error}")
    return found


def _complaints(db: sqlite3.Connection) -> list[str]:
    answers = [answer.decode("utf-8", "replace") for (answer,) in db.execute(f"PRAGMA integrity_check({SHOWN})")]
    return [] if answers == ["ok"] else answers


def _check_rows(db: sqlite3.Connection, table: SealedTable, report: Report) -> None:
    # NOT INDEXED: a damaged index must not hide a row from the check.
    for _ in table.rows(db, "NOT INDEXED", (), report):
        pass
