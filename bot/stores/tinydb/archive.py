"""Old reports move to a file of their own, in small steps, so that daily work stays small and backups quick.

The two files cannot be changed in one atomic step. Rows are therefore written to the archive first and removed
afterwards; where a crash comes between, they stand in both, reading counts them once, and the next move finishes.
"""

import sqlite3
from collections.abc import Callable

from bot.stores.tinydb.schema import UPDATES
from bot.stores.tinydb.sealed import Report

AT_ONCE = 1_000  # rows a step: what is written meanwhile waits for one step, not for the whole move


def move_to_archive(db: sqlite3.Connection, before: int, report: Report, at: Callable[[str], None]) -> tuple[int, int]:
    """Move one step of the reports made before then (microseconds since 1970), oldest first.

    Return how many were moved and how many updates handled before then were forgotten: (0, 0) when none is left.
    Damaged rows stay where they are, reported.
    """
    found = UPDATES.rows(db, "WHERE at < ? ORDER BY at LIMIT ?", (before, AT_ONCE), report)
    ids = [(row["id"],) for row in found]
    _in_one_transaction(db, "REPLACE INTO archive.updates SELECT * FROM main.updates WHERE id = ?", ids)
    at("archive copied")
    _in_one_transaction(db, "DELETE FROM main.updates WHERE id = ?", ids)
    return len(ids), _forget_handled(db, before)


def _forget_handled(db: sqlite3.Connection, before: int) -> int:
    """Forget the keys of updates handled long ago; platforms deliver an update again within a day, or never."""
    oldest = "SELECT id, at, fate FROM main.inbox ORDER BY id LIMIT ?"
    gone = db.execute(
        f"DELETE FROM main.inbox WHERE id IN (SELECT id FROM ({oldest}) WHERE fate = 'handled' AND at < ?)",
        (AT_ONCE, before),
    )
    return gone.rowcount


def _in_one_transaction(db: sqlite3.Connection, sql: str, rows: list[tuple[int]]) -> None:
    db.execute("BEGIN IMMEDIATE")
    db.executemany(sql, rows)
    db.execute("COMMIT")
