"""What the office must hear about delivery: each once, and without holding anything up."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

log = structlog.get_logger("bot.delivery")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person must look at.

    `kind`: gone (a room cannot be written to; `subject` is its id), failed (a notice was given up; its key) or
    set_aside (an update could not be handled; its key). `why` is in the platform's or Python's own words.
    """

    kind: str
    subject: str
    why: str


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
