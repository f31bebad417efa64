"""Where drafts of plans stand that were sent in a chat: one folder each in the state directory, until decided on."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from bot.in_use import PLANS
from bot.plan.files import DEPARTMENTS, PLAN, REPORT

NOTE = "draft.json"
MOST = 30  # drafts kept; of more, the oldest go
REVIEW = "review.md"  # the page a clerk checks a draft by
FILES = (PLAN, DEPARTMENTS, REPORT, REVIEW)


@dataclass(frozen=True, slots=True)
class Note:
    """What is remembered of a draft: the file's name, and the mark of the plan it was compared with."""

    name: str
    compared_with: str


class Shelf:
    """The drafts of one bot, in `folder`; plans of other years that were put into use stand in `kept`."""

    def __init__(self, state_dir: Path) -> None:
        self.folder = state_dir / "drafts"
        self.kept = state_dir / PLANS

    def make_room(self, key: str) -> tuple[str, Path]:
        """Name a draft by the key of what brought it and make its folder, empty."""
        own = hashlib.blake2s(key.encode(), digest_size=8).hexdigest()
        for old in sorted(self._drafts(), key=lambda path: path.stat().st_mtime)[: -MOST + 1]:
            shutil.rmtree(old, ignore_errors=True)
        self.drop(own)
        (self.folder / own).mkdir(parents=True)
        return own, self.folder / own

    def find(self, own: str) -> tuple[Path, Note] | None:
        """Find a draft that waits to be decided on."""
        try:
            note = json.loads((self.folder / own / NOTE).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return self.folder / own, Note(**note)

    def remember(self, own: str, note: Note) -> None:
        """Let a draft wait to be decided on."""
        (self.folder / own / NOTE).write_text(json.dumps(asdict(note), ensure_ascii=False), "utf-8")

    def drop(self, own: str) -> None:
        """Take a draft away."""
        shutil.rmtree(self.folder / own, ignore_errors=True)

    def keep(self, own: str, name: str) -> Path:
        """Move a draft among the plans kept beside the one in use, in place of one of that name; give its folder."""
        target = self.kept / name
        self.kept.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        (self.folder / own).rename(target)
        return target

    def plans(self) -> list[Path]:
        """List the folders of the plans kept beside the one in use."""
        return sorted(path for path in self.kept.glob("*") if path.is_dir())

    def _drafts(self) -> Iterator[Path]:
        yield from (path for path in self.folder.glob("*") if path.is_dir())


def mark_of(folder: Path) -> str:
    """Say in a short text what the files of a plan folder hold, so that a change in between is noticed."""
    held = hashlib.blake2s(digest_size=8)
    for name in (PLAN, DEPARTMENTS, REPORT):
        held.update((folder / name).read_bytes())
    return held.hexdigest()


def zipped(folder: Path, name: str) -> bytes:
    """Pack the files of a plan folder into an archive whose folder is called `name`."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in FILES:
            if (folder / file).exists():
                archive.write(folder / file, f"{name}/{file}")
    return packed.getvalue()
