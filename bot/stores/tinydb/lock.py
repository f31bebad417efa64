"""One writer per state directory: a lock the system lets go by itself when its holder dies."""

import contextlib
import fcntl
import json
import os
import socket
import time
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from bot.errors import NotRecorded, StoreBusy
from bot.stores.tinydb.faults import told

RUNNING = "running.lock"

CHILD_SECONDS = 2.0  # from a fork to its exec a child of a killed holder still has the lock


class Lock:
    """An exclusive lock on a file that says who holds it and since when."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def take(self) -> None:
        """Take the lock; raise StoreBusy naming the holder, NotRecorded where the file cannot be made."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise NotRecorded(f"cannot write to {self._path.parent}: {error.strerror}") from error
        try:
            self._wait_for_the_dead(descriptor)
        except BlockingIOError:
            os.close(descriptor)
            raise StoreBusy(f"{self._path.parent} is in use by {_holder(self._path)}; stop it first") from None
        self.release()
        self._descriptor = descriptor
        self._sign()

    def _wait_for_the_dead(self, descriptor: int) -> None:
        """Lock; where the holder is dead wait a moment, for a child it was just starting lets go when it has begun."""
        end = time.monotonic() + CHILD_SECONDS
        while True:
            try:
                return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end or not _is_dead(self._path):
                    raise
            time.sleep(0.02)

    def holds(self) -> bool:
        """Whether the file at the path is still the one that is locked."""
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(self._descriptor))
        except OSError:
            return False

    def release(self) -> None:
        """Let go; no error where nothing is held."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _sign(self) -> None:
        since = datetime.now().astimezone()
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since.isoformat(timespec="seconds")}
        try:
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, json.dumps(holder).encode(), 0)
        except OSError:
            return  # a full disk: the lock holds all the same, it only does not say whose it is


@contextlib.contextmanager
def alone(folder: Path) -> Generator[None]:
    """Be the only bot on a folder of states while the block runs, whichever of them is in use; raise StoreBusy."""
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = Lock(folder / RUNNING)
    lock.take()
    try:
        yield
    finally:
        lock.release()


def _is_dead(path: Path) -> bool:
    """Whether the holder that signed was a process of this machine that is no more."""
    try:
        holder = json.loads(path.read_text("utf-8"))
        if holder["host"] == socket.gethostname():
            os.kill(holder["pid"], 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return False


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text("utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since'].replace('T', ' ')}"
    except (OSError, ValueError, KeyError):
        return "another process"  # it has just taken the lock and not signed yet
