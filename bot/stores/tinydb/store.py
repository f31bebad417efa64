"""The store: one writer, many readers, and a picture of everything hot in memory."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.errors import NotRecorded, StoreError
from bot.plan.model import Plan
from bot.stores.base import Reader, Transaction, View
from bot.stores.tinydb import schema
from bot.stores.tinydb.checking import check
from bot.stores.tinydb.faults import told
from bot.stores.tinydb.loading import load, plan_to_show
from bot.stores.tinydb.lock import Lock
from bot.stores.tinydb.log import report_lost_commits
from bot.stores.tinydb.readers import Readers
from bot.stores.tinydb.rows import Documents
from bot.stores.tinydb.session import Point, Session
from bot.stores.tinydb.writer import Writer

T = TypeVar("T")
log = logging.getLogger(__name__)


class Damage:
    """The places found damaged, each told to the log once."""

    def __init__(self) -> None:
        self.places: list[str] = []

    def __call__(self, place: str) -> None:
        """Take note of a place."""
        if place not in self.places:
            self.places.append(place)
            log.error("a stored row does not read back as written: %s", place)


class TinyStore:
    """A state directory that is open. Without a writer it shows the state as it was when it was opened."""

    def __init__(self, state_dir: Path, view: View, damage: Damage, readers: Readers) -> None:
        self._state_dir = state_dir
        self._view = view
        self._damage = damage
        self._readers = readers
        self._writer: Writer | None = None
        self._lock: Lock | None = None
        self._closed = False

    def start_writing(self, session: Session, lock: Lock) -> None:
        """Start the thread that writes through `session` while `lock` is held."""
        self._lock = lock
        self._writer = Writer(session, self._publish)

    @property
    def view(self) -> View:
        """The newest committed picture of everything hot."""
        return self._view

    async def read(self, work: Callable[[Reader], T]) -> T:
        """Run `work` on one consistent state, off the event loop; raise StoreError where the file cannot be read."""
        if self._closed:
            raise StoreError("the store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._readers.threads, self._readers.run, work)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction, off the event loop, and return when it is on disk.

        Raise NotRecorded where the disk does not take it, and whatever `work` raises: then nothing has changed.
        """
        if self._writer is None:
            raise NotRecorded(f"not recorded: {self._state_dir} was opened for reading only")
        return await self._writer.write(work)

    @property
    def damage(self) -> Sequence[str]:
        """Places found not to read back as written since the start."""
        return tuple(self._damage.places)

    async def examine(self) -> Sequence[str]:
        """Check everything stored, off the event loop; add what is damaged to `damage` and return it."""
        for place in await asyncio.to_thread(check, self._state_dir):
            self._damage(place)
        return self.damage

    async def archive(self, before: datetime) -> int:
        """Move reports made before then to the archive file, in steps between which others write. Return how many."""
        if self._writer is None:
            raise NotRecorded(f"not recorded: {self._state_dir} was opened for reading only")
        moved, limit = 0, schema.micros(before)
        step = (1, 1)
        while any(step):
            step = await self._writer.do(lambda session: session.archive(limit))
            moved += step[0]
        return moved

    async def close(self) -> None:
        """Finish what waits to be written, and let the state go."""
        await asyncio.to_thread(self.let_go)

    def let_go(self) -> None:
        """Close without a loop."""
        self._closed = True
        # Readers first: only the last connection to leave, if it may write, tidies the log away.
        self._readers.close()
        if self._writer is not None:
            self._writer.stop()
        if self._lock is not None:
            self._lock.release()

    def _publish(self, view: View) -> None:
        self._view = view


def open_store(
    state_dir: Path, plan: Plan | None = None, *, read_only: bool = False, at: Point = lambda point: None
) -> TinyStore:
    """Open a state directory, making it where it is new; without a plan, show the one stored last.

    Raise StoreBusy where another bot holds it, StoreTooNew, NotRecorded where it cannot be written, StoreDamaged,
    StoreError. `read_only` takes no lock: it shows the last commit, also while a bot runs, and an empty state where
    there is none yet. `at` hears the name of each moment at which a crash would be instructive, for the tests.
    """
    with told(state_dir / schema.FILE):
        return _open_to_read(state_dir, plan, Damage()) if read_only else _open_to_write(state_dir, plan, Damage(), at)


def _open_to_write(state_dir: Path, plan: Plan | None, damage: Damage, at: Point) -> TinyStore:
    state_dir.mkdir(parents=True, exist_ok=True)
    lock = Lock(state_dir / schema.LOCK)
    lock.take()
    try:
        report_lost_commits(state_dir / schema.FILE, damage)
        schema.prepare(state_dir / schema.FILE)
        if (state_dir / schema.ARCHIVE).exists():
            _bring_archive_along(state_dir / schema.ARCHIVE, damage)
        session = Session(state_dir, lock, plan, damage, at)
    except BaseException:
        lock.release()
        raise
    store = TinyStore(state_dir, session.view, damage, Readers(state_dir, damage, lambda: session.generation))
    store.start_writing(session, lock)
    return store


def _bring_archive_along(path: Path, damage: Damage) -> None:
    """Bring the archive to the newest format; one that cannot be read is reported, and the rest goes on without it."""
    try:
        schema.prepare_archive(path)
    except (sqlite3.Error, StoreError) as error:
        damage(f"{schema.ARCHIVE}: {error}")


def _open_to_read(state_dir: Path, plan: Plan | None, damage: Damage) -> TinyStore:
    path = state_dir / schema.FILE
    with contextlib.closing(schema.connect_to_read(path, missing_is_empty=True)) as db:
        schema.format_of(db, path)
        archived = schema.attach_archive(db, state_dir, damage, mode="ro")
        shown = plan_to_show(Documents(db, damage), plan, store=False)
        view = load(db, shown, damage, archived=archived, mend=False)
    return TinyStore(state_dir, view, damage, Readers(state_dir, damage))
