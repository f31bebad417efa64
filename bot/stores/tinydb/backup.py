"""A copy of everything in one file while the bot runs, and the way back."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path

from bot.durable import put_in_place
from bot.errors import StoreDamaged, StoreError
from bot.stores.tinydb import schema
from bot.stores.tinydb.checking import check_file
from bot.stores.tinydb.faults import told
from bot.stores.tinydb.lock import Lock
from bot.stores.tinydb.rescue import drop_log
from bot.stores.tinydb.schema import log_of

Progress = Callable[[int, int], None]  # pages copied, pages in all
PAGES_AT_ONCE = 1_000


def backup(
    state_dir: Path,
    target: Path,
    progress: Progress = lambda done, total: None,
    at: Callable[[str], None] = lambda point: None,
) -> None:
    """Copy the state at this moment to `target`, archived history included, and read the copy back to check it.

    May run while a bot writes; it does not wait for a quiet moment and holds nothing up. An older file at `target` is
    replaced only by a finished and checked copy. Raise StoreError where nothing is there to copy, StoreDamaged where
    the copy does not read back (then the state itself is damaged), NotRecorded where the disk does not take it.
    """
    source = state_dir / schema.FILE
    if not source.exists():
        raise StoreError(f"there is nothing to back up: {source} does not exist")
    with told(target), _making(target, ".part") as new:
        _copy(source, new, progress)
        at("backup copied")
        _merge_archive(new, state_dir)
        _refuse_damaged(new)
        put_in_place(new, target)
        at("backup in place")


def restore(copy: Path, state_dir: Path, at: Callable[[str], None] = lambda point: None) -> Path | None:
    """Put a backup in the place of the state; return where the replaced file was kept, None where there was none.

    Raise StoreBusy where a bot runs on it, StoreDamaged or StoreTooNew where the backup is not good: then nothing has
    changed.
    """
    if not copy.exists():
        raise StoreError(f"there is no backup {copy}")
    with told(state_dir):
        state_dir.mkdir(parents=True, exist_ok=True)
        lock = Lock(state_dir / schema.LOCK)
        lock.take()
        try:
            return _restore(copy, state_dir, at)
        finally:
            lock.release()


def _restore(copy: Path, state_dir: Path, at: Callable[[str], None]) -> Path | None:
    path = state_dir / schema.FILE
    with _making(path, ".restored") as new:
        _copy(copy, new, lambda done, total: None)
        _refuse_damaged(new)
        at("restore copied")
        kept = _keep(path)
        at("restore kept the old")
        put_in_place(new, path)
        at("restore in place")
    # A backup holds archived history in its one file. Until here both have it, and history counts each report once.
    path.with_name(schema.ARCHIVE).unlink(missing_ok=True)
    return kept


def _copy(source: Path, target: Path, progress: Progress) -> None:
    with contextlib.closing(schema.connect_to_read(source)) as db, contextlib.closing(sqlite3.connect(target)) as copy:
        if schema.format_of(db, source) == 0:
            raise StoreError(f"{source} holds nothing")
        # One read transaction around all steps: what is written meanwhile does not make the copy begin again.
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        db.backup(copy, pages=PAGES_AT_ONCE, progress=lambda _, left, total: progress(total - left, total))
        db.execute("ROLLBACK")


def _merge_archive(new: Path, state_dir: Path) -> None:
    # One file holds all of a backup. Restored, old history is in the daily file until it is archived again.
    with contextlib.closing(schema.connect(new, mode="rw")) as db:
        damaged: list[str] = []
        if schema.attach_archive(db, state_dir, damaged.append, mode="ro"):
            db.execute("INSERT OR IGNORE INTO main.updates SELECT * FROM archive.updates")
        if damaged:
            raise StoreDamaged(damaged)
        db.execute("PRAGMA main.journal_mode = DELETE")  # a file that needs no log beside it


def _refuse_damaged(path: Path) -> None:
    damaged = check_file(path, schema.TABLES)
    if damaged:
        raise StoreDamaged(damaged)


def _keep(path: Path) -> Path | None:
    """Give what is about to be replaced a name of its own, with its archive; the old name still stands, without log."""
    if not path.exists():
        return None
    suffix = f".replaced-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    archive = path.with_name(schema.ARCHIVE)
    _keep_file(path, suffix)
    if archive.exists():
        _keep_file(archive, suffix)
    return path.with_name(path.name + suffix)


def _keep_file(path: Path, suffix: str) -> None:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(schema.connect(path, mode="rw")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    kept = path.with_name(path.name + suffix)
    _copy_file(path, kept)
    if log_of(path).exists():  # too damaged to be copied back: both are kept as they are
        _copy_file(log_of(path), log_of(kept))
    drop_log(path)


def _copy_file(path: Path, kept: Path) -> None:
    with _making(kept, ".part") as new:
        shutil.copyfile(path, new)
        put_in_place(new, kept)


@contextlib.contextmanager
def _making(path: Path, suffix: str) -> Generator[Path]:
    """Name a file beside `path` to be made and then put in its place; nothing is left of it where that fails."""
    new = path.with_name(path.name + suffix)
    new.unlink(missing_ok=True)
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)
