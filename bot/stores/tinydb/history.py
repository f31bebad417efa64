"""What only grows, read by index over one connection: reports, notices, what was said, who changed what."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.notices.model import Said
from bot.progress.model import LampChange, StatusUpdate
from bot.stores.base import AuditEntry, OutboxRow, Received
from bot.stores.tinydb import schema
from bot.stores.tinydb.codec import decode, freed
from bot.stores.tinydb.sealed import Report, Row, SealedTable

WAITING, HANDLED, ASIDE = "waiting", "handled", "aside"


class History:
    """Reads one consistent state. A damaged row is left out of lists and reported; asked for alone, it raises."""

    def __init__(self, db: sqlite3.Connection, report: Report, *, archived: bool = False) -> None:
        self._db = db
        self._report = report
        self._archived = archived

    def updates(self, subject: str, limit: int = 50, before: int | None = None) -> list[StatusUpdate]:
        """List the reports on a subject, newest id first."""
        clause = "WHERE subject = ? AND id < ? ORDER BY id DESC LIMIT ?"
        found = self._updates(clause, (subject, before if before is not None else 1 << 62, limit))
        return [update_of(row) for row in sorted(found, key=_by_id, reverse=True)[:limit]]

    def update(self, update_id: int) -> StatusUpdate | None:
        """Read one report."""
        row = self.update_row(update_id)
        return None if row is None else update_of(row)

    def update_row(self, update_id: int) -> Row | None:
        """Read one report as its columns, wherever it is; a row that came back from the archive is the newer one."""
        for kept_in in self._schemas():
            row = schema.UPDATES.row(self._db, "WHERE id = ?", (update_id,), kept_in)
            if row is not None:
                return row
        return None

    def updates_of_message(self, message: str) -> list[StatusUpdate]:
        """List the updates read from one chat message, newest edit first."""
        rows = sorted(self.rows_of_message(message), key=lambda row: (-row["edited"], -row["id"]))
        return [update_of(row) for row in rows]

    def rows_of_message(self, message: str) -> list[Row]:
        """List the updates read from one chat message as their columns."""
        return self._updates("WHERE message = ? AND message <> ''", (message,)) if message else []

    def updates_since(self, since: datetime) -> list[StatusUpdate]:
        """List the effective updates made at or after `since`, oldest first."""
        clause = "WHERE at >= ?"  # the state of a row is judged below, on the newer of two copies
        rows = sorted(self._updates(clause, (schema.micros(since),)), key=lambda row: (row["at"], row["id"]))
        return [update_of(row) for row in rows if not row["retracted"] and not row["superseded"]]

    def to_summarise(self, subject: str) -> list[StatusUpdate]:
        """List the reports on a subject to make its summary of.

        Older texts of a message are among them, for an edit stands where its message stood; but not where the newest
        text of the message no longer speaks of this subject.
        """
        rows = self._updates("WHERE subject = ?", (subject,))
        still_said = {row["message"] for row in rows if not row["superseded"]}
        return [update_of(row) for row in rows if not row["superseded"] or row["message"] in still_said]

    def is_recorded(self, key: str) -> bool:
        """Whether a report with this key is kept."""
        return any(
            self._db.execute(f"SELECT 1 FROM {kept_in}.updates WHERE key = ?", (key,)).fetchone()
            for kept_in in self._schemas()
        )

    def subjects_of(self, room: str, message_id: str) -> tuple[str, ...]:
        """Say what a message the bot sent to a room was about."""
        row = schema.SENT.row(self._db, "WHERE room = ? AND message_id = ?", (room, message_id))
        return () if row is None else tuple(json.loads(row["subjects"]))

    def last_sent(self, room: str) -> int:
        """Say the largest number among the ids of a room's messages that were about something; 0 without any."""
        largest = "SELECT coalesce(max(CAST(message_id AS INTEGER)), 0) FROM main.sent WHERE room = ?"
        return self._db.execute(largest, (room,)).fetchone()[0]

    def said(self, since: date) -> frozenset[Said]:
        """List what has been said about dates from `since` on."""
        rows = self._rows(schema.SAID, "WHERE date >= ?", since.isoformat())
        return frozenset(
            Said(row["subject"], row["stage"], date.fromisoformat(row["date"]), row["audience"]) for row in rows
        )

    def lamp_changes(self, since: datetime) -> list[LampChange]:
        """List the changes at or after `since`, oldest first."""
        rows = self._rows(schema.LAMP_CHANGES, "WHERE at >= ? ORDER BY at, id", schema.micros(since))
        return [decode(LampChange, json.loads(row["body"])) for row in rows]

    def audit(self, subject: str | None = None, limit: int = 1000) -> list[AuditEntry]:
        """List who changed what, newest first."""
        if subject is None:
            rows = self._rows(schema.AUDIT, "ORDER BY id DESC LIMIT ?", limit)
        else:
            rows = self._rows(schema.AUDIT, "WHERE subject = ? ORDER BY id DESC LIMIT ?", subject, limit)
        return [decode(AuditEntry, json.loads(row["body"])) for row in rows]

    def digest(self, key: str) -> Mapping[str, object] | None:
        """Read a stored digest's figures."""
        row = schema.DIGESTS.row(self._db, "WHERE key = ?", (key,))
        return None if row is None else freed(json.loads(row["body"]))

    def waiting(self) -> list[Received]:
        """List the received updates not yet handled, in their order."""
        return [_received_of(row) for row in self._rows(schema.INBOX, "WHERE fate = 'waiting' ORDER BY id")]

    def handled_since(self, since: datetime) -> list[str]:
        """List the keys of updates received since then that wait no longer, in their order."""
        rows = self._rows(schema.INBOX, "WHERE fate <> 'waiting' AND at >= ? ORDER BY id", schema.micros(since))
        return [row["key"] for row in rows]

    def set_aside(self) -> list[tuple[Received, str]]:
        """List updates whose handling failed, with the reason."""
        rows = self._rows(schema.INBOX, "WHERE fate = 'aside' ORDER BY id")
        return [(_received_of(row), row["why"]) for row in rows]

    def outbox_open(self) -> list[OutboxRow]:
        """List the notices queued or claimed, by priority, then in the order they were queued."""
        rows = self._rows(schema.OUTBOX, "WHERE state IN ('queued', 'sending') ORDER BY priority, id")
        return [decode(OutboxRow, json.loads(row["body"])) for row in rows]

    def outbox(self, key: str) -> OutboxRow | None:
        """Read one notice, whatever became of it."""
        row = schema.OUTBOX.row(self._db, "WHERE key = ?", (key,))
        return None if row is None else decode(OutboxRow, json.loads(row["body"]))

    def counts(self) -> Mapping[str, int]:
        """Count rows by what they are."""
        updates = "SELECT count(*) FROM main.updates"
        if self._archived:
            updates += " UNION ALL SELECT count(*) FROM archive.updates WHERE id NOT IN (SELECT id FROM main.updates)"
        return {
            "updates": sum(count for (count,) in self._db.execute(updates)),
            "inbox_waiting": self._count("inbox WHERE fate = 'waiting'"),
            "inbox_set_aside": self._count("inbox WHERE fate = 'aside'"),
            "outbox_open": self._count("outbox WHERE state IN ('queued', 'sending')"),
        }

    def _count(self, rows: str) -> int:
        return self._db.execute(f"SELECT count(*) FROM main.{rows}").fetchone()[0]

    def _schemas(self) -> tuple[str, ...]:
        return ("main", "archive") if self._archived else ("main",)

    def _updates(self, clause: str, arguments: tuple[Any, ...]) -> list[Row]:
        # A row may be in both while it is being moved, or because it was changed after it was archived.
        found: dict[int, Row] = {}
        for kept_in in reversed(self._schemas()):
            found.update((row["id"], row) for row in self._rows(schema.UPDATES, clause, *arguments, kept_in=kept_in))
        return list(found.values())

    def _rows(self, table: SealedTable, clause: str, *arguments: Any, kept_in: str = "main") -> Iterator[Row]:
        return table.rows(self._db, clause, arguments, self._report, kept_in)


def update_of(row: Row) -> StatusUpdate:
    """Make a report of its columns; what is a column is not in the body again."""
    columns = {name: row[name] for name in ("id", "key", "subject", "message", "edited")}
    return decode(StatusUpdate, json.loads(row["body"]) | columns | {"retracted": bool(row["retracted"])})


def _received_of(row: Row) -> Received:
    body = json.loads(row["body"])
    return Received(row["key"], row["lane"], body["raw"], datetime.fromisoformat(body["at"]))


def _by_id(row: Row) -> int:
    return row["id"]
