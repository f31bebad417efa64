"""What to do when the file a connection holds open is no longer the one its name leads to."""

import contextlib
import os
import sqlite3
from pathlib import Path

from bot.durable import put_in_place
from bot.stores.tinydb.schema import log_of

Identity = tuple[tuple[int, int] | None, tuple[int, int] | None]  # device and inode of the file and of its log


def identity(path: Path) -> Identity:
    """Say which files the names lead to now; None for one that is missing."""
    return _file(path), _file(log_of(path))


def rescue(db: sqlite3.Connection, path: Path) -> None:
    """Write what a connection still sees, though its file or log was deleted under it, to a new file of that name."""
    new = path.with_name(path.name + ".rescue")
    new.unlink(missing_ok=True)
    copy = sqlite3.connect(new)
    try:
        db.backup(copy)
    finally:
        copy.close()
    drop_log(path)
    put_in_place(new, path)


def drop_log(path: Path) -> None:
    """Remove the log beside a file that is about to be replaced: applied to another file it would destroy that one."""
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
