"""What the office must hear about delivery: each once, and without holding anything up."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from bot.delivery.waiting import Sleep

TELL_AGAIN = 3600.0  # seconds in which failures of one place are gathered after the first was told
log = structlog.get_logger("bot.delivery")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person must look at.

    `kind`: gone (a room cannot be written to; `subject` is its id), failed (a notice was given up; its key) or
    set_aside (an update could not be handled; its key). `why` is in the platform's or Python's own words. `chat` is the
    address an update came from, `more` how many others failed in the same place since that was last told.
    """

    kind: str
    subject: str
    why: str
    chat: str = ""
    more: int = 0


Alarm = Callable[[Trouble], Awaitable[None]]


async def no_alarm(_: Trouble) -> None:
    """Tell nobody; the log has it."""


class Bell:
    """Raises an alarm in the background: the office's own chat may have to wait, what is in trouble must not."""

    def __init__(self, alarm: Alarm) -> None:
        self._alarm = alarm
        self._ringing: set[asyncio.Task[None]] = set()

    def ring(self, trouble: Trouble) -> None:
        """Tell the office of a trouble, soon; where that fails the log says so."""
        ringing = asyncio.create_task(self._told(trouble))
        self._ringing.add(ringing)
        ringing.add_done_callback(self._ringing.discard)

    async def _told(self, trouble: Trouble) -> None:
        try:
            await self._alarm(trouble)
        except Exception:
            log.exception("the office could not be told of a trouble", kind=trouble.kind, subject=trouble.subject)


class Failures:
    """Tells of updates that failed: the first of a place in the code at once, those of the next hour together.

    A fault that meets every message would otherwise send the office hundreds of the same.
    """

    def __init__(self, bell: Bell, sleep: Sleep) -> None:
        self._bell, self._sleep = bell, sleep
        self._gathered: dict[str, list[Trouble]] = {}
        self._gathering: set[asyncio.Task[None]] = set()

    def add(self, trouble: Trouble, error: BaseException) -> None:
        """Tell of a failure, now or with others."""
        place = _place(error)
        if place in self._gathered:
            self._gathered[place].append(trouble)
            return
        self._bell.ring(trouble)
        self._gathered[place] = []
        gathering = asyncio.create_task(self._gather(place))
        self._gathering.add(gathering)
        gathering.add_done_callback(self._gathering.discard)

    def stop(self) -> None:
        """Gather no more; what was not told is kept with the updates themselves, where `doctor` finds it."""
        for gathering in self._gathering:
            gathering.cancel()

    async def _gather(self, place: str) -> None:
        await self._sleep(TELL_AGAIN)
        while found := self._gathered[place]:
            self._gathered[place] = []
            self._bell.ring(replace(found[-1], more=len(found) - 1))
            await self._sleep(TELL_AGAIN)
        del self._gathered[place]


def _place(error: BaseException) -> str:
    """Name where an error arose; its words may differ with every message."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{type(error).__name__} {[(frame.filename, frame.lineno) for frame in last]}"
