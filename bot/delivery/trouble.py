"""What the office must hear about delivery: each once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


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
