"""Reading history beside the writer: a few threads, each with a connection that cannot write."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.stores.base import Reader
from bot.stores.tinydb import schema
from bot.stores.tinydb.faults import as_store_error
from bot.stores.tinydb.history import History
from bot.stores.tinydb.sealed import Report

THREADS = 2  # a long export leaves one for short questions


class Readers:
    """Runs reading work, each on one consistent state that includes every commit before it."""

    def __init__(self, state_dir: Path, report: Report, generation: Callable[[], int]) -> None:
        self._path = state_dir / schema.FILE
        self._report = report
        self._generation = generation
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store reader")

    def run(self, work: Callable[[Reader], Any]) -> Any:
        """Do the work in the calling thread; raise StoreError where the file cannot be read."""
        try:
            db, archived = self._connection()
            db.execute("BEGIN")
        except sqlite3.Error as error:
            self._let_go()
            raise as_store_error(error, self._path) from error
        try:
            return work(History(db, self._report, archived=archived))
        except sqlite3.Error as error:
            raise as_store_error(error, self._path) from error
        finally:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")

    def close(self) -> None:
        """Let every connection go, after the work under way."""
        self.threads.shutdown()
        for db in self._open:
            db.close()
        self._open.clear()

    def _connection(self) -> tuple[sqlite3.Connection, bool]:
        generation = self._generation()
        if getattr(self._local, "generation", None) != generation:
            self._let_go()
            db = schema.connect_to_read(self._path)
            self._open.append(db)
            self._local.held = db, schema.attach_archive(db, self._path.parent, mode="ro")
            self._local.generation = generation
        return self._local.held

    def _let_go(self) -> None:
        held = getattr(self._local, "held", None)
        if held:
            held[0].close()
            self._open.remove(held[0])
        self._local.held = self._local.generation = None
