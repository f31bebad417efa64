"""A state directory is emptied, for a demo that begins anew."""

import shutil
from pathlib import Path

from bot.stores.tinydb import schema
from bot.stores.tinydb.lock import Lock


def clear(state_dir: Path) -> None:
    """Remove a whole state directory; raise StoreBusy where a bot holds it. No error where there is none."""
    if not state_dir.exists():
        return
    lock = Lock(state_dir / schema.LOCK)
    lock.take()
    try:
        shutil.rmtree(state_dir)
    finally:
        lock.release()
