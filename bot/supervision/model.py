"""Matters: what someone asked for and someone else must answer, each with its own clock."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class MatterKind(StrEnum):
    """What is asked for."""

    EXTENSION = "extension"  # 申请延期: a later due date, asked by the department, answered by the office
    NUDGE = "nudge"  # 催办: how a task stands, asked by the office or a leader, answered by the next report
    COORDINATION = "coordination"  # 提请协调: help of another department or the office, closed by the one who asked
    SUPPORT = "support"  # 请配合: the part of a supporting department by a date, closed by the one who asked


class MatterState(StrEnum):
    """What became of a matter; everything but `OPEN` is final."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    CLOSED = "closed"  # by the one who asked
    OVERTAKEN = "overtaken"  # a newer one took its place, or the report that asked was withdrawn


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing asked for, kept for ever.

    `department` is the id of the one that asks, empty for the office, `room` where it was asked, `message` what it was
    read from. `before` and `wanted` are the due date at that time and the one asked for. `asked` are the ids of the
    departments whose help is wanted, none for the office, `due` the day by which they should answer. `answer` are the
    words of the decision or the last answer, `answered_by` who decided it.
    """

    id: str
    kind: MatterKind
    subject: str  # a task's id
    at: datetime
    text: str
    department: str = ""
    person: str = ""
    person_name: str = ""
    room: str = ""
    before: date | None = None
    wanted: date | None = None
    asked: tuple[str, ...] = ()
    due: date | None = None
    message: str = ""
    state: MatterState = MatterState.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_name: str = ""
    answered_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it still waits for its answer."""
        return self.state is MatterState.OPEN


def matter_id(kind: MatterKind, key: str, subject: str) -> str:
    """Name a matter after what brought it up (`key`), so that the same message makes it once."""
    return hashlib.blake2s(repr((str(kind), key, subject)).encode(), digest_size=5).hexdigest()


def answered(matter: Matter, state: MatterState, person: str, name: str, now: datetime, answer: str = "") -> Matter:
    """Give the matter as it stands once someone has decided it."""
    return replace(matter, state=state, answer=answer, answered_by=person, answered_name=name, answered_at=now)
