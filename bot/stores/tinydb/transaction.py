"""Changes that happen together or not at all, over the writer's connection."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.notices.model import Said
from bot.people.model import Invitation, Person, Question, Room
from bot.plan.model import Amendment, Plan
from bot.progress.model import Evidence, LampChange, StatusUpdate, Summary
from bot.progress.standing import fold, summarise
from bot.stores.base import AuditEntry, OutboxRow, Received, View
from bot.stores.tinydb import schema
from bot.stores.tinydb.codec import dumps, encode, free
from bot.stores.tinydb.history import ASIDE, HANDLED, WAITING, History, update_of
from bot.stores.tinydb.hot import SETTINGS, Picture
from bot.stores.tinydb.plan_documents import refuse_another_plan, store_plan
from bot.stores.tinydb.rows import Documents
from bot.stores.tinydb.sealed import Report, Row, SealedTable
from bot.supervision.model import Matter

# Columns of an update's row, hence not in its body again.
_OUTSIDE_BODY = {"id", "key", "subject", "message", "edited", "retracted"}


class TinyTransaction(History):
    """What one piece of work sees and does. Good only while that work runs."""

    def __init__(
        self, db: sqlite3.Connection, documents: Documents, picture: Picture, report: Report, *, archived: bool
    ) -> None:
        super().__init__(db, report, archived=archived)
        self._documents = documents
        self._picture = picture

    @property
    def view(self) -> View:
        """Everything hot as this transaction has it."""
        return self._picture.view

    def load_plan(self, plan: Plan) -> None:
        """Put the plan of the files in; raise StoreError for another plan."""
        refuse_another_plan(self._documents, plan)
        store_plan(self._documents, plan)
        self._picture.load_plan(plan)

    def put_room(self, room: Room) -> None:
        """Keep a room."""
        self._picture.put("rooms", room.id, room)

    def put_person(self, person: Person) -> None:
        """Keep a person."""
        self._picture.put("people", person.id, person)

    def put_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation."""
        self._picture.put("invitations", invitation.code, invitation)

    def put_question(self, question: Question) -> None:
        """Keep a pending question."""
        self._picture.put("questions", question.id, question)

    def drop_question(self, question_id: str) -> None:
        """Forget a pending question."""
        self._picture.drop("questions", question_id)

    def put_matter(self, matter: Matter) -> None:
        """Keep a matter."""
        self._picture.put("matters", matter.id, matter)

    def amend(self, amendment: Amendment) -> None:
        """Correct the plan."""
        self._picture.amend(amendment)

    def put_setting(self, name: str, value: object) -> None:
        """Keep a setting; TypeError where it is no plain value."""
        self._picture.put(SETTINGS, name, value)

    def record(self, update: StatusUpdate) -> StatusUpdate | None:
        """Keep a report and fold it into its subject's summary; None where the same key is already recorded."""
        if self.is_recorded(update.key):
            return None
        of_message = self.rows_of_message(update.message)
        older = [row for row in of_message if row["edited"] < update.edited and not row["superseded"]]
        superseded = any(row["edited"] > update.edited for row in of_message)
        kept = replace(update, id=self._next_update_id())
        _insert_update(self._db, kept, superseded=superseded)
        for row in older:
            self._rewrite(row, superseded=1)
        for subject in {row["subject"] for row in older if not row["retracted"]} - {kept.subject}:
            self._summarise(subject)
        if superseded:
            self._summarise_if_known(kept.subject)
        elif not kept.retracted:
            self._add_to_summary(kept, anew=bool(older))
        return kept

    def retract(self, update_id: int) -> StatusUpdate | None:
        """Mark a report as withdrawn and fold the rest anew; None where it is unknown or withdrawn already."""
        row = self.update_row(update_id)
        if row is None or row["retracted"]:
            return None
        self._rewrite(row, retracted=1)
        if not row["superseded"]:
            self._summarise(row["subject"])
        return replace(update_of(row), retracted=True)

    def attest(self, update_id: int, evidence: tuple[Evidence, ...]) -> StatusUpdate | None:
        """Keep what was found out about the files behind a report; None where the report is unknown."""
        row = self.update_row(update_id)
        if row is None:
            return None
        attested = replace(update_of(row), evidence=evidence)
        self._rewrite(row, body=dumps(_body_of(attested)))
        self._summarise_if_known(attested.subject)
        return attested

    def light(self, change: LampChange) -> None:
        """Keep a change of a lamp; it is the newest of its subject from now on."""
        self._picture.put("lamps", change.subject, change)
        body = dumps(encode(change))
        schema.LAMP_CHANGES.insert(self._db, self._next_id(schema.LAMP_CHANGES), schema.micros(change.at), body)

    def note(self, entry: AuditEntry) -> None:
        """Keep who changed what."""
        schema.AUDIT.insert(self._db, self._next_id(schema.AUDIT), entry.subject, dumps(encode(entry)))

    def receive(self, received: Sequence[Received]) -> int:
        """Keep updates as they come in; those with a known key are ignored. Return how many were new."""
        before = next_id = self._next_id(schema.INBOX)
        for one in received:
            # NaN is no JSON, but Python reads it from what claims to be JSON, and an update is kept whatever it is.
            body = dumps({"at": one.at.isoformat(), "raw": one.raw}, strict=False)
            row = (next_id, one.key, one.lane, WAITING, schema.micros(one.at), body, "")
            next_id += schema.INBOX.insert(self._db, *row, verb="INSERT OR IGNORE")
        return next_id - before

    def handled(self, key: str) -> None:
        """Take an update out of the queue; its key stays known."""
        self._decide(key, fate=HANDLED, body="")

    def put_aside(self, key: str, why: str) -> None:
        """Take an update out of the queue because handling it failed; it is kept for a person to look at."""
        self._decide(key, fate=ASIDE, why=why)

    def queue(self, row: OutboxRow, said: Sequence[Said]) -> bool:
        """Put a notice into the outbox and mark its items as said; False where its key was queued before."""
        columns = (row.key, self._next_id(schema.OUTBOX), row.state.value, row.priority, dumps(encode(row)))
        if not schema.OUTBOX.insert(self._db, *columns, verb="INSERT OR IGNORE"):
            return False
        for one in said:
            columns = (one.subject, one.stage, one.date.isoformat(), one.audience)
            schema.SAID.insert(self._db, *columns, verb="INSERT OR IGNORE")
        return True

    def outbox_changed(self, row: OutboxRow) -> None:
        """Keep what became of a notice; one that was never queued is ignored."""
        known = self._db.execute("SELECT id FROM main.outbox WHERE key = ?", (row.key,)).fetchone()
        if known is not None:
            columns = (row.key, known[0], row.state.value, row.priority, dumps(encode(row)))
            schema.OUTBOX.insert(self._db, *columns, verb="REPLACE")

    def sent(self, room: str, message_ids: Sequence[str], subjects: Sequence[str]) -> None:
        """Remember what messages are about. A supergroup counts its messages anew: the newest of an id holds."""
        for message_id in message_ids:
            schema.SENT.insert(self._db, room, message_id, dumps(list(subjects)), verb="REPLACE")

    def put_digest(self, key: str, figures: Mapping[str, object]) -> None:
        """Keep a digest's figures."""
        schema.DIGESTS.insert(self._db, key, dumps(free(figures)), verb="REPLACE")

    def _add_to_summary(self, update: StatusUpdate, *, anew: bool) -> None:
        summary: Summary = self._picture.get("summaries", update.subject) or Summary(update.subject)
        # Folding is for the newest report; one made before the last takes its place among the others.
        if anew or any(known and update.at < known.at for known in (summary.last, summary.late)):
            self._summarise(update.subject)
        else:
            self._picture.put("summaries", update.subject, fold(summary, update))

    def _summarise_if_known(self, subject: str) -> None:
        # An older text that arrives late counts for nothing, but shows where its message stands among the others.
        if self._picture.get("summaries", subject) is not None:
            self._summarise(subject)

    def _summarise(self, subject: str) -> None:
        self._picture.put("summaries", subject, summarise(subject, self.to_summarise(subject)))

    def _rewrite(self, row: Row, **changes: int | str) -> None:
        # REPLACE and not UPDATE: the row may stand in the archive, and then its changed copy counts.
        changed = row | changes
        schema.UPDATES.insert(self._db, *(changed[column] for column in schema.UPDATES.columns), verb="REPLACE")

    def _decide(self, key: str, **changes: str) -> None:
        row = schema.INBOX.row(self._db, "WHERE key = ?", (key,))
        if row is not None:
            schema.INBOX.change(self._db, row, **changes)

    def _next_update_id(self) -> int:
        # Ids grow over both files: the newest rows may all be in the archive.
        return 1 + max(self._largest_id(f"{kept_in}.updates") for kept_in in self._schemas())

    def _next_id(self, table: SealedTable) -> int:
        return 1 + self._largest_id(f"main.{table.name}")

    def _largest_id(self, table: str) -> int:
        return self._db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]


def _insert_update(db: sqlite3.Connection, update: StatusUpdate, *, superseded: bool) -> None:
    columns = {"at": schema.micros(update.at), "superseded": int(superseded), "body": dumps(_body_of(update))}
    for name in _OUTSIDE_BODY:
        columns[name] = getattr(update, name)
    columns["retracted"] = int(update.retracted)
    schema.UPDATES.insert(db, *(columns[column] for column in schema.UPDATES.columns))


def _body_of(update: StatusUpdate) -> dict[str, object]:
    return {name: value for name, value in encode(update).items() if name not in _OUTSIDE_BODY}
