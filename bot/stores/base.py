"""What a storage engine must do. It speaks of the plan, reports, rooms and notices, never of tables.

Reading for answers happens on `Store.view`, a frozen picture of everything hot, replaced after each commit. History is
read with `Store.read`, changes are made with `Store.write`; both run a plain function off the event loop.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.notices.model import Said
from bot.people.model import Invitation, Person, Question, Room
from bot.plan.model import Amendment, Plan
from bot.progress.model import Evidence, LampChange, StatusUpdate, Summary
from bot.supervision.model import Matter
from bot.texts.message import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Received:
    """An update of a platform as it came in. `key` is `platform:update id`; `lane` keeps one chat's order."""

    key: str
    lane: str
    raw: Mapping[str, object]
    at: datetime


class OutboxState(StrEnum):
    """What became of a notice."""

    QUEUED = "queued"
    SENDING = "sending"  # claimed; found so after a crash, it may have arrived
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A notice that must reach a room, kept until it has. Lower `priority` goes first (reminders 0, digests 1).

    `asks` is how many answers it wants.
    """

    key: str
    room: str
    kind: str
    priority: int
    message: Message
    subjects: tuple[str, ...]
    queued_at: datetime
    state: OutboxState = OutboxState.QUEUED
    attempts: int = 0
    why: str = ""
    message_ids: tuple[str, ...] = ()
    sent_at: datetime | None = None
    asks: int = 0


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what, when, from what to what, by which message. Append-only."""

    at: datetime
    person: str
    action: str
    subject: str
    before: str = ""
    after: str = ""
    message: str = ""


@dataclass(frozen=True)
class View:
    """Everything hot, at one commit. `plan` has the office's amendments applied."""

    plan: Plan
    rooms: Mapping[str, Room] = field(default_factory=dict[str, Room])
    people: Mapping[str, Person] = field(default_factory=dict[str, Person])
    invitations: Mapping[str, Invitation] = field(default_factory=dict[str, Invitation])
    questions: Mapping[str, Question] = field(default_factory=dict[str, Question])
    amendments: tuple[Amendment, ...] = ()
    summaries: Mapping[str, Summary] = field(default_factory=dict[str, Summary])
    lamps: Mapping[str, LampChange] = field(default_factory=dict[str, LampChange])  # the newest change of each subject
    matters: Mapping[str, Matter] = field(default_factory=dict[str, Matter])  # asked for and decided, by id
    settings: Mapping[str, object] = field(default_factory=dict[str, object])  # clock offset and the like
    version: int = 0


class Reader(Protocol):
    """History, read by index."""

    def updates(self, subject: str, limit: int = 50, before: int | None = None) -> list[StatusUpdate]:
        """List the reports on a subject, newest id first, retracted, superseded and archived ones included.

        `before` is an id: only older ones, for the next page.
        """
        ...

    def update(self, update_id: int) -> StatusUpdate | None: ...

    def updates_of_message(self, message: str) -> list[StatusUpdate]:
        """List the updates read from one chat message (`address:message id`), newest edit first."""
        ...

    def updates_since(self, since: datetime) -> list[StatusUpdate]:
        """List the effective updates made at or after `since`, oldest first: neither retracted nor superseded.

        An edit supersedes every update read from the older text of its message, whatever its subject, for good: an
        older text does not come back when the edit is retracted.
        """
        ...

    def subjects_of(self, room: str, message_id: str) -> tuple[str, ...]:
        """Say what a message the bot sent to a room was about, in the order it listed them; empty if unknown."""
        ...

    def last_sent(self, room: str) -> int:
        """Say the largest number among the ids of a room's messages that were about something; 0 without any."""
        ...

    def said(self, since: date) -> frozenset[Said]:
        """List what has been said about dates from `since` on."""
        ...

    def lamp_changes(self, since: datetime) -> list[LampChange]:
        """List the changes at or after `since`, oldest first."""
        ...

    def audit(self, subject: str | None = None, limit: int = 1000) -> list[AuditEntry]:
        """List who changed what, newest first."""
        ...

    def digest(self, key: str) -> Mapping[str, object] | None:
        """Read figures kept under a key: a digest's (`week:audience`), a room's burden (`burden:month:room`)."""
        ...

    def waiting(self) -> list[Received]:
        """List the received updates not yet handled, in their order."""
        ...

    def handled_since(self, since: datetime) -> list[str]:
        """List the keys of updates received at or after `since` that wait no longer, in their order."""
        ...

    def set_aside(self) -> list[tuple[Received, str]]:
        """List updates whose handling failed, with the reason."""
        ...

    def outbox_open(self) -> list[OutboxRow]:
        """List the notices queued or claimed, by priority, then in the order they were queued."""
        ...

    def outbox(self, key: str) -> OutboxRow | None: ...

    def counts(self) -> Mapping[str, int]:
        """Count rows by what they are: updates, inbox_waiting, inbox_set_aside, outbox_open."""
        ...


class Transaction(Reader, Protocol):
    """Changes that happen together or not at all; what it reads includes them."""

    @property
    def view(self) -> View:
        """Everything hot as this transaction has it, changes of its own and of those before it included.

        Decide here, not on `Store.view`, what must not happen twice (an invitation used, a question answered).
        """
        ...

    def load_plan(self, plan: Plan) -> None:
        """Put the plan of the files in, replacing what stood there; amendments, reports and rooms stay."""
        ...

    def put_room(self, room: Room) -> None: ...

    def put_person(self, person: Person) -> None: ...

    def put_invitation(self, invitation: Invitation) -> None: ...

    def put_question(self, question: Question) -> None: ...

    def drop_question(self, question_id: str) -> None: ...

    def put_matter(self, matter: Matter) -> None: ...

    def amend(self, amendment: Amendment) -> None:
        """Correct the plan; an amendment of the same kind and subject is replaced."""
        ...

    def put_setting(self, name: str, value: object) -> None: ...

    def record(self, update: StatusUpdate) -> StatusUpdate | None:
        """Keep a report and fold it into its subject's summary; None where the same key is already recorded.

        Return it with its id. An edit is kept too and supersedes what was read from the older text of the message.
        """
        ...

    def retract(self, update_id: int) -> StatusUpdate | None:
        """Mark a report as withdrawn and fold the rest anew; None where it is unknown or withdrawn already."""
        ...

    def attest(self, update_id: int, evidence: tuple[Evidence, ...]) -> StatusUpdate | None:
        """Keep what was found out about the files behind a report; None where the report is unknown."""
        ...

    def light(self, change: LampChange) -> None:
        """Keep a change of a lamp; it is the newest of its subject from now on."""
        ...

    def note(self, entry: AuditEntry) -> None: ...

    def receive(self, received: Sequence[Received]) -> int:
        """Keep updates as they come in; those with a known key are ignored. Return how many were new."""
        ...

    def handled(self, key: str) -> None: ...

    def put_aside(self, key: str, why: str) -> None:
        """Take an update out of the queue because handling it failed; it is kept for a person to look at."""
        ...

    def queue(self, row: OutboxRow, said: Sequence[Said]) -> bool:
        """Put a notice into the outbox and mark its items as said; False where its key was queued before."""
        ...

    def outbox_changed(self, row: OutboxRow) -> None: ...

    def sent(self, room: str, message_ids: Sequence[str], subjects: Sequence[str]) -> None:
        """Remember what messages are about, so that a reply to any of them finds its tasks."""
        ...

    def put_digest(self, key: str, figures: Mapping[str, object]) -> None: ...


class Store(Protocol):
    """One writer, many readers."""

    @property
    def view(self) -> View:
        """The newest committed picture of everything hot."""
        ...

    async def read(self, work: Callable[[Reader], T]) -> T:
        """Run `work` on one consistent state, off the event loop."""
        ...

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction, off the event loop, and return when it is on disk.

        Raise `NotRecorded` where the disk does not take it, and whatever `work` raises: then nothing has changed.
        """
        ...

    @property
    def damage(self) -> Sequence[str]:
        """Places (`updates 17`, `documents rooms hall`) found since the start not to read back as they were written."""
        ...

    async def examine(self) -> Sequence[str]:
        """Check everything stored, off the event loop; add what is damaged to `damage` and return it."""
        ...

    async def archive(self, before: datetime) -> int:
        """Move reports made before then out of the way of daily work; history still reads them. Return how many."""
        ...

    async def close(self) -> None:
        """Finish what waits to be written, and let the state go."""
        ...
