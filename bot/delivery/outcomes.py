"""What becomes of a notice after each try to send it. Pure.

queued → sending (claimed on disk) → sent | failed, or queued again. A row found as "sending" after a crash, or whose
request got no answer, may have arrived: it goes once more, marked, for a repeat is milder than a missed deadline.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import ChatError, Gone, Later, Moved, Unclear
from bot.people.model import Room
from bot.stores.base import OutboxRow, OutboxState

SHELF_LIFE = timedelta(days=3)  # after which a notice is given up: newer ones have said what still matters
LATE = timedelta(hours=2)  # a notice that waited longer says so
REPEAT = "repeat"  # why a row is queued whose last part may have arrived
UNKNOWN = "?"  # stands for the id of a part that got no answer twice
UNANSWERED = "part of it got no answer twice; it may have arrived"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row as it must be written down now, and what goes with it in the same transaction.

    `told`: ids of messages that arrived; `moved_to`: the room's new address; `gone`: why its room is closed to us.
    `later`: the pause to keep.
    """

    row: OutboxRow
    told: tuple[str, ...] = ()
    moved_to: str = ""
    gone: str = ""
    later: Later | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be done about the row."""
        return self.row.state in (OutboxState.SENT, OutboxState.FAILED)


def recovered(row: OutboxRow) -> OutboxRow:
    """Say how a row found in the store at the start goes on."""
    return replace(row, state=OutboxState.QUEUED, why=REPEAT) if row.state is OutboxState.SENDING else row


def claimed(row: OutboxRow) -> OutboxRow:
    """Say what is written down before the request goes out."""
    why = REPEAT if row.why == REPEAT else ""
    return replace(row, state=OutboxState.SENDING, attempts=row.attempts + 1, why=why)


def arrived(row: OutboxRow, parts: int, ids: tuple[str, ...], now: datetime) -> Outcome:
    """Say what follows when the next of so many parts arrived; with no ids and no parts left it just closes the row."""
    known = row.message_ids + ids
    if len(known) < parts:
        return Outcome(replace(row, state=OutboxState.QUEUED, message_ids=known, why=""), _told(ids))
    whole = UNKNOWN not in known
    state, why = (OutboxState.SENT, "") if whole else (OutboxState.FAILED, UNANSWERED)
    return Outcome(replace(row, state=state, message_ids=known, sent_at=now, why=why), _told(ids))


def missed(row: OutboxRow, parts: int, error: ChatError, room: Room, now: datetime) -> Outcome:
    """Say what follows when the platform did not take a claimed row."""
    repeats = row.why == REPEAT
    again = replace(row, state=OutboxState.QUEUED, why=REPEAT if repeats else str(error))
    match error:
        case Later():
            return Outcome(again, later=error)
        case Unclear():
            # It has had its one repeat: the parts after it matter more than a third try.
            return arrived(row, parts, (UNKNOWN,), now) if repeats else Outcome(replace(again, why=REPEAT))
        case Moved() if error.new_address != room.address:
            return Outcome(again, moved_to=error.new_address)
        case Gone():
            return Outcome(again, gone=str(error))
        case _:
            return given_up(row, str(error))


def given_up(row: OutboxRow, why: str) -> Outcome:
    """Say that a notice will not be sent."""
    return Outcome(replace(row, state=OutboxState.FAILED, why=why))


def hopeless(row: OutboxRow, room: Room | None, now: datetime) -> str:
    """Say why a row is not to be sent any more; empty where it is."""
    if room is None:
        return f"there is no room {row.room}"
    if now - row.queued_at > SHELF_LIFE:
        return f"waited more than {SHELF_LIFE.days} days" + (f": {room.gone}" if room.gone else "")
    return ""


def late(row: OutboxRow, now: datetime) -> datetime | None:
    """Say when a row should have gone that goes much later; only its first part says so."""
    return row.queued_at if now - row.queued_at > LATE and not row.message_ids else None


def _told(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(message_id for message_id in ids if message_id != UNKNOWN)
