"""The demo's clock: where it stands, where it may be moved, and the moving."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any

from bot.clock import SystemClock
from bot.errors import Refused

OnMove = Callable[[datetime], Awaitable[None]]

MONDAY_MORNING = time(9, 0)  # later where digests are spread over some minutes
FARTHEST = timedelta(days=370)
TICK = 0.25  # seconds between two looks at the clock while it is being moved


def next_monday(now: datetime, at: time = MONDAY_MORNING) -> datetime:
    """Say the next Monday's moment after `now`'s day; on a Monday that is in a week."""
    day = now.date() + timedelta(days=7 - now.weekday())
    return datetime.combine(day, at, now.tzinfo)


def target_of(wish: dict[str, Any], now: datetime, monday: time = MONDAY_MORNING) -> datetime:
    """Read where the clock is to go: {"hours": 1}, {"days": 1}, {"to": "monday"} or {"to": ISO 8601}."""
    try:
        if wish.get("to") == "monday":
            return next_monday(now, monday)
        if "to" in wish:
            to = datetime.fromisoformat(str(wish["to"]))
            return to if to.tzinfo else to.replace(tzinfo=now.tzinfo)
        # Days are local: nine o'clock stays nine o'clock, whatever summer time does.
        return (now + timedelta(days=int(wish.get("days", 0)))) + timedelta(hours=float(wish.get("hours", 0)))
    except (ValueError, OverflowError, TypeError):
        raise Refused(f"{wish!r} is no time; write {{'to': '2023-07-10T09:00'}} or {{'hours': 1}}") from None


class Clockwork:
    """Moves the clock, one move at a time, and tells the pages while it does.

    `on_move` is handed the moment to reach and runs everything due on the way; it moves the clock itself. Without one
    the clock just jumps.
    """

    def __init__(
        self,
        clock: SystemClock,
        tell: Callable[[str, dict[str, Any]], None],
        on_move: OnMove | None = None,
        monday: time = MONDAY_MORNING,
    ) -> None:
        self.clock = clock
        self.on_move = on_move
        self.monday = monday
        self.moving = False
        self._tell = tell

    @property
    def face(self) -> dict[str, Any]:
        """What the clock bar shows."""
        now = self.clock.now()
        return {
            "now": now.isoformat(timespec="milliseconds"),
            "moving": self.moving,
            "monday": next_monday(now, self.monday).isoformat(timespec="minutes"),
        }

    async def move(self, wish: dict[str, Any]) -> datetime:
        """Move the clock as wished and return where it then stands; refused while it moves, backwards, or too far."""
        now = self.clock.now()
        target = target_of(wish, now, self.monday)
        if self.moving:
            raise Refused("the clock is being moved already")
        if not now <= target <= now + FARTHEST:
            raise Refused(f"the clock goes forward only, by at most {FARTHEST.days} days; it is {now:%Y-%m-%d %H:%M}")
        self.moving = True
        ticking = asyncio.create_task(self._tick())
        try:
            if self.on_move:
                await self.on_move(target)
            self.clock.move_to(target)
        finally:
            self.moving = False
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking
            self._tell("clock", self.face)
        return self.clock.now()

    async def _tick(self) -> None:
        while True:
            self._tell("clock", self.face)
            await asyncio.sleep(TICK)
