"""The reference engine: plain dictionaries that say what the contract of a store means.

It lives with the tests because nothing but them runs on it: the suite compares every real engine with it, and tests of
other rooms use it where a disk would only slow them down.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from bot.errors import StoreError
from bot.notices.model import Said
from bot.people.model import Invitation, Person, Question, Room
from bot.plan.amend import amended
from bot.plan.model import Amendment, Plan
from bot.progress.model import Evidence, LampChange, StatusUpdate
from bot.progress.standing import summarise
from bot.stores.base import AuditEntry, OutboxRow, OutboxState, Reader, Received, Transaction, View
from bot.supervision.model import Matter

T = TypeVar("T")
WAITING, HANDLED = "waiting", "handled"
OPEN = (OutboxState.QUEUED, OutboxState.SENDING)


@dataclass
class Contents:
    """All there is to know; a transaction works on a copy that takes its place at the end."""

    plan: Plan
    view: View
    updates: dict[int, StatusUpdate] = field(default_factory=dict)
    inbox: dict[str, tuple[Received, str]] = field(default_factory=dict)  # with "waiting", "handled" or why set aside
    outbox: dict[str, OutboxRow] = field(default_factory=dict)
    said: set[Said] = field(default_factory=set)
    sent: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    lamp_changes: list[LampChange] = field(default_factory=list)
    digests: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def copy(self) -> "Contents":
        containers = {name: value.copy() for name, value in vars(self).items() if name not in ("plan", "view")}
        return replace(self, **containers)


class MemoryTransaction:
    """Reads and changes one copy of the contents."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    @property
    def view(self) -> View:
        return self._contents.view

    def updates(self, subject: str, limit: int = 50, before: int | None = None) -> list[StatusUpdate]:
        newest_first = sorted(self._contents.updates.values(), key=lambda update: -update.id)
        return [u for u in newest_first if u.subject == subject and (before is None or u.id < before)][:limit]

    def update(self, update_id: int) -> StatusUpdate | None:
        return self._contents.updates.get(update_id)

    def updates_of_message(self, message: str) -> list[StatusUpdate]:
        of_message = [u for u in self._contents.updates.values() if message and u.message == message]
        return sorted(of_message, key=lambda update: (-update.edited, -update.id))

    def updates_since(self, since: datetime) -> list[StatusUpdate]:
        recent = [update for update in self._contents.updates.values() if update.at >= since]
        effective = [update for update in recent if not update.retracted and self._is_newest_text(update)]
        return sorted(effective, key=lambda update: (update.at, update.id))

    def subjects_of(self, room: str, message_id: str) -> tuple[str, ...]:
        return self._contents.sent.get((room, message_id), ())

    def last_sent(self, room: str) -> int:
        ids = (message_id for in_room, message_id in self._contents.sent if in_room == room)
        return max((int(message_id) for message_id in ids if message_id.isdecimal()), default=0)

    def said(self, since: date) -> frozenset[Said]:
        return frozenset(said for said in self._contents.said if said.date >= since)

    def lamp_changes(self, since: datetime) -> list[LampChange]:
        return sorted((c for c in self._contents.lamp_changes if c.at >= since), key=lambda change: change.at)

    def audit(self, subject: str | None = None, limit: int = 1000) -> list[AuditEntry]:
        return [entry for entry in reversed(self._contents.audit) if subject in (None, entry.subject)][:limit]

    def digest(self, key: str) -> Mapping[str, object] | None:
        return self._contents.digests.get(key)

    def waiting(self) -> list[Received]:
        return [received for received, fate in self._contents.inbox.values() if fate == WAITING]

    def handled_since(self, since: datetime) -> list[str]:
        inbox = self._contents.inbox.values()
        return [received.key for received, fate in inbox if fate != WAITING and received.at >= since]

    def set_aside(self) -> list[tuple[Received, str]]:
        return [(received, fate) for received, fate in self._contents.inbox.values() if fate not in (WAITING, HANDLED)]

    def outbox_open(self) -> list[OutboxRow]:
        rows = [row for row in self._contents.outbox.values() if row.state in OPEN]
        return sorted(rows, key=lambda row: row.priority)

    def outbox(self, key: str) -> OutboxRow | None:
        return self._contents.outbox.get(key)

    def counts(self) -> Mapping[str, int]:
        return {
            "updates": len(self._contents.updates),
            "inbox_waiting": len(self.waiting()),
            "inbox_set_aside": len(self.set_aside()),
            "outbox_open": len(self.outbox_open()),
        }

    def load_plan(self, plan: Plan) -> None:
        if plan.id != self._contents.plan.id:
            raise StoreError(f"this state belongs to the plan {self._contents.plan.id}, not {plan.id}")
        self._contents.plan = plan
        self._change(plan=amended(plan, self.view.amendments))

    def put_room(self, room: Room) -> None:
        self._put("rooms", room.id, room)

    def put_person(self, person: Person) -> None:
        self._put("people", person.id, person)

    def put_invitation(self, invitation: Invitation) -> None:
        self._put("invitations", invitation.code, invitation)

    def put_question(self, question: Question) -> None:
        self._put("questions", question.id, question)

    def drop_question(self, question_id: str) -> None:
        self._change(questions={key: q for key, q in self.view.questions.items() if key != question_id})

    def put_matter(self, matter: Matter) -> None:
        self._put("matters", matter.id, matter)

    def amend(self, amendment: Amendment) -> None:
        others = [a for a in self.view.amendments if (a.subject, a.kind) != (amendment.subject, amendment.kind)]
        amendments = (*others, amendment)
        self._change(amendments=amendments, plan=amended(self._contents.plan, amendments))

    def put_setting(self, name: str, value: object) -> None:
        self._put("settings", name, value)

    def record(self, update: StatusUpdate) -> StatusUpdate | None:
        if any(known.key == update.key for known in self._contents.updates.values()):
            return None
        kept = replace(update, id=len(self._contents.updates) + 1)
        self._contents.updates[kept.id] = kept
        for subject in {u.subject for u in self.updates_of_message(update.message)} | {update.subject}:
            self._summarise(subject)
        return kept

    def retract(self, update_id: int) -> StatusUpdate | None:
        update = self._contents.updates.get(update_id)
        if update is None or update.retracted:
            return None
        self._contents.updates[update_id] = retracted = replace(update, retracted=True)
        self._summarise(update.subject)
        return retracted

    def attest(self, update_id: int, evidence: tuple[Evidence, ...]) -> StatusUpdate | None:
        update = self._contents.updates.get(update_id)
        if update is None:
            return None
        self._contents.updates[update_id] = attested = replace(update, evidence=evidence)
        self._summarise(update.subject)
        return attested

    def light(self, change: LampChange) -> None:
        self._contents.lamp_changes.append(change)
        self._put("lamps", change.subject, change)

    def note(self, entry: AuditEntry) -> None:
        self._contents.audit.append(entry)

    def receive(self, received: Sequence[Received]) -> int:
        before = len(self._contents.inbox)
        for one in received:
            self._contents.inbox.setdefault(one.key, (one, WAITING))
        return len(self._contents.inbox) - before

    def handled(self, key: str) -> None:
        self._contents.inbox[key] = (self._contents.inbox[key][0], HANDLED)

    def put_aside(self, key: str, why: str) -> None:
        self._contents.inbox[key] = (self._contents.inbox[key][0], why)

    def queue(self, row: OutboxRow, said: Sequence[Said]) -> bool:
        if row.key in self._contents.outbox:
            return False
        self._contents.outbox[row.key] = row
        self._contents.said.update(said)
        return True

    def outbox_changed(self, row: OutboxRow) -> None:
        if row.key in self._contents.outbox:
            self._contents.outbox[row.key] = row

    def sent(self, room: str, message_ids: Sequence[str], subjects: Sequence[str]) -> None:
        self._contents.sent.update({(room, message_id): tuple(subjects) for message_id in message_ids})

    def put_digest(self, key: str, figures: Mapping[str, object]) -> None:
        self._contents.digests[key] = dict(figures)

    def _is_newest_text(self, update: StatusUpdate) -> bool:
        return all(update.edited >= other.edited for other in self.updates_of_message(update.message))

    def _summarise(self, subject: str) -> None:
        mine = self.updates(subject, limit=len(self._contents.updates))
        still_said = {update.message for update in mine if self._is_newest_text(update)}
        counting = [update for update in mine if update.message in still_said]
        if counting or subject in self.view.summaries:
            self._put("summaries", subject, summarise(subject, counting))

    def _put(self, mapping: str, key: str, value: object) -> None:
        self._change(**{mapping: {**getattr(self.view, mapping), key: value}})

    def _change(self, **mappings: object) -> None:
        self._contents.view = replace(self._contents.view, **mappings)  # type: ignore[arg-type]


class MemoryStore:
    """A store that forgets everything when it goes."""

    def __init__(self, plan: Plan) -> None:
        self._contents = Contents(plan, View(plan))
        self.damage: Sequence[str] = ()
        self._archived: set[int] = set()

    @property
    def view(self) -> View:
        return self._contents.view

    async def read(self, work: Callable[[Reader], T]) -> T:
        return work(MemoryTransaction(self._contents.copy()))

    async def write(self, work: Callable[[Transaction], T]) -> T:
        contents = self._contents.copy()
        result = work(MemoryTransaction(contents))
        contents.view = replace(contents.view, version=contents.view.version + 1)
        self._contents = contents
        return result

    async def examine(self) -> Sequence[str]:
        return self.damage

    async def archive(self, before: datetime) -> int:
        """Move nothing, for all of it is in memory anyway; say how many would have moved."""
        old = {update.id for update in self._contents.updates.values() if update.at < before}
        moved = old - self._archived
        self._archived |= moved
        return len(moved)

    async def close(self) -> None:
        pass
