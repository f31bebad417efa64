"""The one thread that writes: it takes every piece of work that waits and has them committed together, once."""

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.errors import BotError, StoreError
from bot.stores.base import View
from bot.stores.tinydb.session import Outcome, Session, Work

AT_ONCE = 256  # works a commit: more would let the first wait for the last
QUIET = 0.2  # seconds without work after which the log is copied back into the file
FORCED = 1_000  # commits after which it is copied back although work keeps coming

Chore = Callable[[Session], Any]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A piece of work for the next commit, or a chore that wants the session for itself."""

    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop
    work: Work | None = None
    chore: Chore | None = None


class Writer:
    """Hands works to the session and their outcomes back to the loops that wait, after `publish` got the new view."""

    def __init__(self, session: Session, publish: Callable[[View], None]) -> None:
        self._session = session
        self._publish = publish
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._closed = False
        self._commits = 0  # since the log was last copied back
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
        self._thread.start()

    async def write(self, work: Work) -> Any:
        """Run work in the next commit and return when that is on disk. A caller that gives up may still be served."""
        return await self._wait(work=work)

    async def do(self, chore: Chore) -> Any:
        """Run a chore on the session between two commits."""
        return await self._wait(chore=chore)

    def stop(self) -> None:
        """Finish what waits, let the session go and end the thread."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    async def _wait(self, work: Work | None = None, chore: Chore | None = None) -> Any:
        if self._closed:
            raise StoreError("the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.put(_Waiting(future, loop, work, chore))
        return await future

    def _run(self) -> None:
        goes_on = True
        while goes_on:
            batch = self._take()
            goes_on = None not in batch
            waiting = [item for item in batch if item is not None]
            self._commit([item for item in waiting if item.work])
            for item in waiting:
                if item.chore:
                    self._deliver([item], [_outcome_of(item.chore, self._session)])
        self._session.close()

    def _take(self) -> "list[_Waiting | None]":
        """Wait for the first item and take all that is there; copy the log back when nothing comes for a while."""
        batch: list[_Waiting | None] = []
        try:
            batch.append(self._queue.get(timeout=QUIET if 0 < self._commits < FORCED else None))
        except queue.Empty:
            self._rest()
            batch.append(self._queue.get())
        with contextlib.suppress(queue.Empty):
            while len(batch) < AT_ONCE:
                batch.append(self._queue.get_nowait())
        return batch

    def _commit(self, waiting: list[_Waiting]) -> None:
        if not waiting:
            return
        try:
            outcomes = self._session.commit([item.work for item in waiting if item.work])
        except Exception as error:
            if not isinstance(error, BotError):
                log.exception("a commit failed")
            outcomes = [Outcome(error=error)] * len(waiting)
        self._deliver(waiting, outcomes)
        self._commits += 1
        if self._commits >= FORCED:
            self._rest()

    def _rest(self) -> None:
        self._session.checkpoint()
        self._commits = 0

    def _deliver(self, waiting: list[_Waiting], outcomes: list[Outcome]) -> None:
        view = self._session.view

        def settle(loop: asyncio.AbstractEventLoop) -> None:
            self._publish(view)
            for item, outcome in zip(waiting, outcomes, strict=True):
                if item.loop is loop and not item.future.done():
                    _settle(item.future, outcome)

        for loop in {item.loop for item in waiting}:
            with contextlib.suppress(RuntimeError):  # its loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, loop)


def _outcome_of(chore: Chore, session: Session) -> Outcome:
    try:
        return Outcome(chore(session))
    except Exception as error:
        return Outcome(error=error)


def _settle(future: "asyncio.Future[Any]", outcome: Outcome) -> None:
    if outcome.error is None:
        future.set_result(outcome.value)
    else:
        future.set_exception(outcome.error)
