"""The write-ahead log, looked at from outside: SQLite ends it at the first frame it cannot read and says nothing.

That is right for the torn end a power cut leaves, but it would pass over commits behind a frame damaged later. Layout:
the file format of SQLite, section 4 (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
"""

import contextlib
import shutil
import struct
from pathlib import Path
from typing import BinaryIO

from bot.stores.tinydb.schema import connect, log_of
from bot.stores.tinydb.sealed import Report

HEADER = struct.Struct(">8xI4x8s8x")  # page size, salts
FRAME = struct.Struct(">4xI8s8x")  # size of the file after a commit, 0 within one; salts


def report_lost_commits(path: Path, report: Report) -> None:
    """Report commits behind a damaged frame, keeping the log as evidence. Before anything else opens the file.

    One commit behind the end may be the torn one of a power cut, never acknowledged. A second one cannot: it was begun
    only when the first was on disk.
    """
    log = log_of(path)
    if not log.exists() or not path.exists():
        return
    with contextlib.closing(connect(path, mode="rw")) as db:
        ((_, frames, _),) = db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        lost = commits_behind(log, frames)
        if lost > 1:
            shutil.copyfile(log, log.with_name(log.name + ".damaged"))
            report(f"{log.name} frame {frames + 1}, and up to {lost} commits behind it")


def commits_behind(log: Path, frames: int) -> int:
    """Count the commits that stand in a log behind its first so many frames."""
    if frames < 0 or not log.exists():
        return 0
    with log.open("rb") as file:
        head = file.read(HEADER.size)
        if len(head) < HEADER.size:
            return 0
        page_size, salts = HEADER.unpack(head)
        position, found = HEADER.size + frames * (FRAME.size + page_size), 0
        while len(frame := _read(file, position)) == FRAME.size:
            size_after, frame_salts = FRAME.unpack(frame)
            if frame_salts != salts:  # left over from before the log was begun anew
                break
            found += size_after > 0
            position += FRAME.size + page_size
    return found


def _read(file: BinaryIO, position: int) -> bytes:
    file.seek(position)
    return file.read(FRAME.size)
