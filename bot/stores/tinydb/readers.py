"""Reading history beside the writer: a few connections that cannot write, and as many threads."""

import contextlib
import queue
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.stores.base import Reader
from bot.stores.tinydb import schema
from bot.stores.tinydb.faults import as_store_error, is_of_the_disk
from bot.stores.tinydb.history import History
from bot.stores.tinydb.sealed import Report

AT_ONCE = 2  # a long export leaves one for short questions


@dataclass(slots=True)
class _Connection:
    db: sqlite3.Connection
    archived: bool
    generation: int


class Readers:
    """Runs reading work, each on one consistent state that includes every commit before it.

    The connections are made at the start and kept: they go on reading a file that was deleted or moved away.
    """

    def __init__(self, state_dir: Path, report: Report, generation: Callable[[], int] = lambda: 0) -> None:
        self._path = state_dir / schema.FILE
        self._report = report
        self._generation = generation
        self._idle: queue.SimpleQueue[_Connection | None] = queue.SimpleQueue()
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store reader")
        for _ in range(AT_ONCE):
            self._idle.put(self._connect(missing_is_empty=True))

    def run(self, work: Callable[[Reader], Any]) -> Any:
        """Do the work in the calling thread; raise StoreError where the file cannot be read."""
        connection = self._idle.get()
        try:
            if connection is None or connection.generation != self._generation():
                connection = self._renew(connection)
            return self._on_one_state(connection, work)
        except sqlite3.Error as error:
            if connection is not None and is_of_the_disk(error):
                connection.db.close()
                connection = None
            raise as_store_error(error, self._path) from error
        finally:
            self._idle.put(connection)

    def close(self) -> None:
        """Let every connection go, after the work under way."""
        self.threads.shutdown()
        with contextlib.suppress(queue.Empty):
            while True:
                connection = self._idle.get_nowait()
                if connection is not None:
                    connection.db.close()

    def _on_one_state(self, connection: _Connection, work: Callable[[Reader], Any]) -> Any:
        connection.db.execute("BEGIN")
        try:
            return work(History(connection.db, self._report, archived=connection.archived))
        finally:
            connection.db.execute("ROLLBACK")

    def _renew(self, stale: _Connection | None) -> _Connection:
        fresh = self._connect(missing_is_empty=False)
        if stale is not None:
            stale.db.close()
        return fresh

    def _connect(self, *, missing_is_empty: bool) -> _Connection:
        generation = self._generation()
        db = schema.connect_to_read(self._path, missing_is_empty=missing_is_empty)
        return _Connection(db, schema.attach_archive(db, self._path.parent, self._report, mode="ro"), generation)
