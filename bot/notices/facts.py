"""Everything a decision about notices looks at, and who the hearers are."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from bot.config import HoursPart, LampsPart
from bot.language.workdays import Workdays
from bot.notices.model import Said
from bot.people.model import Person, Room
from bot.progress.board import Board
from bot.progress.model import LampChange, StatusUpdate, Summary
from bot.supervision.model import Matter

# How far back `Facts.updates` and `Facts.changes` reach: over the longest holidays to the digest before them.
LOOK_BACK = timedelta(days=21)
WEEK = timedelta(days=7)
EARLIER_WEEKS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known at one instant. `board` is of that day.

    `updates` (effective ones) and `changes` reach back `LOOK_BACK`, oldest first. `said` reaches back to the plan's
    start. `figures` are those of each hearer's last stored digest, by room id (`figures_keys` names where to look).
    `everyone` speaks to departments without a room too, and to an office and leaders without one, as a preview does.
    """

    board: Board
    rooms: Sequence[Room]
    said: AbstractSet[Said]
    workdays: Workdays
    hours: HoursPart = field(default_factory=HoursPart)
    rules: LampsPart = field(default_factory=LampsPart)
    summaries: Mapping[str, Summary] = field(default_factory=dict[str, Summary])
    updates: Sequence[StatusUpdate] = ()
    changes: Sequence[LampChange] = ()
    matters: Collection[Matter] = ()
    people: Mapping[str, Person] = field(default_factory=dict[str, Person])
    switched_on: date | None = None  # since when this plan is in use, where another one was before
    figures: Mapping[str, Mapping[str, object]] = field(default_factory=dict[str, Mapping[str, object]])
    everyone: bool = False
    everyone_since: datetime | None = None  # since when those without a room count as having one


@dataclass(frozen=True, slots=True)
class Hearer:
    """Someone who is spoken to in one message: a room, or in a preview whoever has none.

    `key` is the room's id, otherwise a department id, "@office" or "@leaders" (a department may be called office).
    `since` is when the room was bound; a `private` one from its first word on.
    """

    key: str
    departments: tuple[str, ...]
    audience: str  # department | office | leaders
    room: str | None = None
    since: datetime | None = None
    private: bool = False


def hearers(facts: Facts) -> list[Hearer]:
    """List who is spoken to: bound rooms of this plan that can be written to, and where asked for those without one."""
    bound = [hearer for room in facts.rooms if (hearer := _in_room(room, facts.board))]
    return bound + (list(_without_room(bound, facts)) if facts.everyone else [])


def _in_room(room: Room, board: Board) -> Hearer | None:
    departments = tuple(d for d in room.departments if d in board.plan.department_by_id)
    if room.gone or room.plan not in ("", board.plan.id) or not (departments or room.audience):
        return None
    return Hearer(room.id, departments, room.audience or "department", room.id, room.bound_at, room.private)


def _without_room(bound: Sequence[Hearer], facts: Facts) -> Iterator[Hearer]:
    housed = {department for hearer in bound for department in hearer.departments}
    for department in facts.board.plan.department_by_id:
        if department not in housed:
            yield Hearer(department, (department,), "department", since=facts.everyone_since)
    for audience in ("office", "leaders"):
        if all(hearer.audience != audience for hearer in bound):
            yield Hearer(f"@{audience}", (), audience, since=facts.everyone_since)


def slot(hearer: Hearer, day: date, hours: HoursPart, zone: tzinfo | None) -> datetime:
    """Say when a hearer's message of a day is due: the start of hours plus an offset that is always the same for it."""
    start, end = (datetime.combine(day, moment, zone) for moment in (hours.start, hours.end))
    spread = int.from_bytes(hashlib.sha256(hearer.key.encode()).digest()[:4]) % (hours.spread_seconds + 1)
    return max(start, min(start + timedelta(seconds=spread), end))


def opens(facts: Facts, day: date) -> bool:
    """Whether anything may be pushed on this day: a working day of a plan that is neither to come nor closed."""
    return not facts.board.closed and day >= facts.board.plan.start and facts.workdays.is_working(day)


def within_hours(moment: time, hours: HoursPart) -> bool:
    """Whether anything may be pushed at this time of day."""
    return hours.start <= moment.replace(tzinfo=None) <= hours.end


def monday_of(day: date) -> date:
    """Find the first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def figures_key(hearer_key: str, day: date) -> str:
    """Name where a digest's figures are kept: `2023-W27:room id`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}:{hearer_key}"


def figures_keys(hearer_key: str, today: date) -> tuple[str, ...]:
    """Name where the figures of earlier digests may be kept, newest first: the first that exists is the last digest."""
    return tuple(figures_key(hearer_key, today - n * WEEK) for n in range(1, EARLIER_WEEKS + 1))
