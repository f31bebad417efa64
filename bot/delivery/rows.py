"""The rows that wait, by room: which one goes next. Pure; moments are seconds of a monotonic clock.

Rows of one room keep their order, and only one of them is out at a time. Between rooms the more urgent row goes first,
then the older one. Choosing costs the logarithm of the number of rooms.
"""

import heapq
from dataclasses import dataclass, field

from bot.stores.base import OutboxRow

Place = tuple[int, int]  # priority, then the order they came in
FIRST = -(2**63)  # a priority before all others: for the row a room has begun


@dataclass(slots=True)
class _Queue:
    """The rows of one room. `place` is where it stands among the ready ones, `until` when it will."""

    rows: list[tuple[Place, OutboxRow]] = field(default_factory=list[tuple[Place, OutboxRow]])
    out: OutboxRow | None = None
    place: Place | None = None
    until: float | None = None
    held: bool = False


class Rows:
    """All rows not yet sent. A room is ready, waits for a moment, has a row out, is held back, or has nothing."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Queue] = {}
        self._ready: list[tuple[Place, str]] = []
        self._later: list[tuple[float, str]] = []
        self._came = 0
        self._keys: set[str] = set()

    def __len__(self) -> int:
        """Count the rows, those held back included."""
        return len(self._keys)

    @property
    def moving(self) -> int:
        """Count the rows that are out or can go sooner or later, without being released."""
        rooms = self._rooms.values()
        return sum(len(room.rows) for room in rooms if not room.held) + sum(room.out is not None for room in rooms)

    @property
    def held_rooms(self) -> list[str]:
        """List the rooms held back."""
        return [name for name, room in self._rooms.items() if room.held]

    def all(self) -> list[OutboxRow]:
        """List all rows, in no order."""
        found: list[OutboxRow] = []
        for room in self._rooms.values():
            found += [row for _, row in room.rows] + ([room.out] if room.out else [])
        return found

    def add(self, row: OutboxRow) -> bool:
        """Take a row in; False where one with its key is already here."""
        if row.key in self._keys:
            return False
        self._keys.add(row.key)
        self._came += 1
        room = self._rooms.setdefault(row.room, _Queue())
        heapq.heappush(room.rows, ((row.priority, self._came), row))
        self._stand(row.room, room)
        return True

    def take(self, now: float) -> OutboxRow | None:
        """Take out the row that goes next; None where no room is ready."""
        self._wake(now)
        while self._ready:
            place, name = heapq.heappop(self._ready)
            room = self._rooms.get(name)
            if room is None or room.place != place:
                continue  # the room has moved on since it was put there
            _, room.out = heapq.heappop(room.rows)
            room.place = None
            return room.out
        return None

    def next_at(self) -> float | None:
        """Say when the next waiting room becomes ready; None where none waits."""
        while self._later:
            moment, name = self._later[0]
            room = self._rooms.get(name)
            if room is not None and room.until == moment:
                return moment
            heapq.heappop(self._later)
        return None

    def put_back(self, row: OutboxRow, at: float) -> None:
        """Put a row that was out back as its room's first, not to be taken before `at`."""
        room = self._rooms[row.room]
        room.out = None
        self._came += 1
        heapq.heappush(room.rows, ((FIRST, self._came), row))
        self._rest(row.room, room, at)

    def done(self, row: OutboxRow, at: float) -> None:
        """Let go of a row that was out; its room's next is not to be taken before `at`."""
        room = self._rooms[row.room]
        room.out = None
        self._keys.discard(row.key)
        if room.rows or room.held:
            self._rest(row.room, room, at)
        else:
            del self._rooms[row.room]

    def hold(self, name: str) -> None:
        """Keep a room's rows back until it is released."""
        room = self._rooms[name]
        room.held, room.place, room.until = True, None, None

    def release(self, name: str) -> None:
        """Let a held room's rows go again."""
        room = self._rooms[name]
        room.held = False
        if room.rows:
            self._stand(name, room)
        elif room.out is None:
            del self._rooms[name]

    def _stand(self, name: str, room: _Queue) -> None:
        """Put a room among the ready ones where its first row belongs."""
        if room.held or room.out is not None or room.until is not None:
            return
        place = room.rows[0][0]
        if place != room.place:
            room.place = place
            heapq.heappush(self._ready, (place, name))

    def _rest(self, name: str, room: _Queue, at: float) -> None:
        if not room.held:
            room.until = at
            heapq.heappush(self._later, (at, name))

    def _wake(self, now: float) -> None:
        while (moment := self.next_at()) is not None and moment <= now:
            _, name = heapq.heappop(self._later)
            room = self._rooms[name]
            room.until = None
            self._stand(name, room)
