"""The writing connection: works committed together, and brought back to health after the disk failed."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.errors import NotRecorded, StoreDamaged, StoreError
from bot.plan.model import Plan
from bot.stores.base import Transaction
from bot.stores.tinydb import schema
from bot.stores.tinydb.archive import move_to_archive
from bot.stores.tinydb.faults import as_store_error, is_of_the_disk, told
from bot.stores.tinydb.hot import Picture
from bot.stores.tinydb.loading import load, plan_to_show
from bot.stores.tinydb.lock import Lock
from bot.stores.tinydb.rescue import drop_log, identity, rescue
from bot.stores.tinydb.rows import Documents
from bot.stores.tinydb.sealed import Report
from bot.stores.tinydb.transaction import TinyTransaction

Work = Callable[[Transaction], Any]
Point = Callable[[str], None]  # told the name of each moment at which a crash would be instructive

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one piece of work returned, or the error it raised."""

    value: Any = None
    error: BaseException | None = None


class Session:
    """Used by one thread at a time. `view` is the picture at the last commit."""

    def __init__(self, state_dir: Path, lock: Lock, plan: Plan | None, report: Report, at: Point) -> None:
        self._path = state_dir / schema.FILE
        self._lock = lock
        self._report = report
        self._at = at
        self.generation = 0  # grows when readers have to open the files anew
        self._db: sqlite3.Connection | None = None
        self._open()
        try:
            self._plan = self._take_plan(plan)
            self.view = load(self._connection, self._plan, self._report, archived=self._archived, mend=True)
        except BaseException:
            self.close()
            raise

    def commit(self, works: Sequence[Work]) -> list[Outcome]:
        """Run works in one transaction, each undone alone where it raises; raise StoreError where none is on disk."""
        self._secure()
        picture = Picture(self.view, self._plan, self._documents)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(picture, work) for work in works]
            self._at("before commit")
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.close()
            raise as_store_error(error, self._path) from error
        self._at("after commit")
        self._secure()
        if any(outcome.error is None for outcome in outcomes):
            self._plan = picture.plan
            self.view = replace(picture.view, version=self.view.version + 1)
        return outcomes

    def archive(self, before_micros: int) -> tuple[int, int]:
        """Take a step of `move_to_archive`; raise StoreError where the disk does not take it."""
        self._secure()
        self._make_archive()
        try:
            return move_to_archive(self._connection, before_micros, self._report, self._at)
        except sqlite3.Error as error:
            self.close()
            raise as_store_error(error, self._path) from error

    def checkpoint(self) -> None:
        """Copy the log back into the file, as far as readers allow; a disk that refuses is met again at a commit."""
        self._at("before checkpoint")
        with contextlib.suppress(sqlite3.Error):
            if self._db is not None:
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        self._at("after checkpoint")

    def close(self) -> None:
        """Let the connection go; an open transaction is undone."""
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    @property
    def _connection(self) -> sqlite3.Connection:
        assert self._db is not None, "used after the connection was let go"
        return self._db

    def _attempt(self, picture: Picture, work: Work) -> Outcome:
        db, mark = self._connection, picture.mark()
        db.execute("SAVEPOINT work")
        try:
            value = work(TinyTransaction(db, self._documents, picture, self._report, archived=self._archived))
            outcome = Outcome(value)
        except BaseException as error:
            if isinstance(error, sqlite3.Error):
                if is_of_the_disk(error):
                    raise
                error = as_store_error(error, self._path)
            db.execute("ROLLBACK TO work")
            picture.back_to(mark)
            outcome = Outcome(error=error)
        db.execute("RELEASE work")
        return outcome

    def _make_archive(self) -> None:
        if self._archived:
            return
        path = self._path.with_name(schema.ARCHIVE)
        with told(path):
            schema.prepare_archive(path)
            self._archived = schema.attach_archive(self._connection, path.parent, self._report, mode="rw")
        if not self._archived:
            raise StoreDamaged([path.name])
        self.generation += 1

    def _take_plan(self, plan: Plan | None) -> Plan:
        self._connection.execute("BEGIN IMMEDIATE")
        found = plan_to_show(self._documents, plan, store=True)
        self._connection.execute("COMMIT")
        return found

    def _secure(self) -> None:
        """Make sure that what is written goes to the files people see; raise NotRecorded where that cannot be."""
        if self._db is not None and identity(self._path) == self._identity and self._lock.holds():
            return
        if not self._lock.holds():
            self._lock.take()
        if self._db is not None:
            self._leave_lost_files()
        if not self._path.exists():
            raise NotRecorded(f"not recorded: {self._path} is gone; put it back, or restore a backup")
        with told(self._path):
            self._open()
            view = load(self._connection, self._plan, self._report, archived=self._archived, mend=False)
        self.view = replace(view, version=self.view.version + 1)
        log.warning("the state was opened anew", extra={"path": str(self._path)})

    def _leave_lost_files(self) -> None:
        (file, _), (held, held_log) = identity(self._path), self._identity
        try:
            if file is None or file == held:  # the file or its log was deleted: all of it is still open here
                rescue(self._connection, self._path)
            elif identity(self._path)[1] == held_log:  # another file was put in place, beside the old one's log
                drop_log(self._path)
        except (OSError, sqlite3.Error) as error:
            raise NotRecorded(f"not recorded: {self._path} is gone and cannot be written again: {error}") from error
        self.close()

    def _open(self) -> None:
        db = schema.connect(self._path, mode="rw")
        try:
            schema.format_of(db, self._path)
            schema.write_ahead(db)
            self._archived = schema.attach_archive(db, self._path.parent, self._report, mode="rw")
        except (sqlite3.Error, StoreError):
            db.close()
            raise
        self._db = db
        self._documents = Documents(db, self._report)
        self._identity = identity(self._path)
        self.generation += 1
