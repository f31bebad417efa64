"""Files that keep their name and content through a power cut."""

import os
from pathlib import Path


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished file its name, atomically and for good."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Make a file's new name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
