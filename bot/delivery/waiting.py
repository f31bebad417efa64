"""Waiting for whichever comes first."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Sleep = Callable[[float], Awaitable[None]]


async def woken(event: asyncio.Event, seconds: float | None, sleep: Sleep) -> None:
    """Wait until the event is set or so many seconds have gone by (None: no end), and clear the event."""
    waits: set[asyncio.Future[Any]] = {asyncio.ensure_future(event.wait())}
    if seconds is not None:
        waits.add(asyncio.ensure_future(sleep(seconds)))
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    event.clear()


async def finished(tasks: set[asyncio.Task[None]], seconds: float, sleep: Sleep) -> None:
    """Let tasks finish for so many seconds, then cut them off; return when none is left."""
    if not tasks:
        return
    nap = asyncio.ensure_future(sleep(seconds))
    rest = asyncio.ensure_future(asyncio.wait(tasks))
    try:
        await asyncio.wait({nap, rest}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        nap.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.gather(rest, *tasks, return_exceptions=True)
