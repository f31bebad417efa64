"""`plan import`: a file becomes a draft plan folder with a review page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import Refused
from bot.imports.draft import Draft, draft_of
from bot.imports.review import review_of, summary_of
from bot.imports.shelf import REVIEW
from bot.imports.sources import read_document
from bot.imports.writing import checked, plan_files, write_folder
from bot.plan.files import DEPARTMENTS, PLAN, REPORT
from bot.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft plan as written: its folder, the plan, how many decisions are in doubt and numbers were not taken."""

    folder: Path
    plan: Plan
    doubts: int
    left_out: int

    @property
    def summary(self) -> str:
        """Say in one line what was found."""
        return f"{summary_of(self.plan)}；{self.doubts} 处需要定，{self.left_out} 个数字没有采用，见 {REVIEW}"


def import_plan(file: Path, out: Path, today: date, *, overwrite: bool = False) -> Imported:
    """Make a draft plan folder of a report or a table: report.md, plan.toml, departments.toml and review.md.

    `today` is written as the day on which what the document does not state was assigned. Raises Refused, with nothing
    written, where the file cannot be read, plans no year, or `out` holds a plan already.
    """
    held = [name for name in (PLAN, REPORT, DEPARTMENTS) if (out / name).exists()]
    if held and not overwrite:
        raise Refused(f"{out} holds {', '.join(held)} already; choose another folder, such as -o {out}-draft")
    draft = draft_from(file, today)
    files = draft_files(draft, file.name)
    plan = checked(files)
    write_folder(out, files)
    return Imported(out, plan, len(draft.notes.doubts), len(draft.notes.left_out))


def draft_from(file: Path, today: date) -> Draft:
    """Read a document and make a draft plan of it, writing nothing."""
    return draft_of(read_document(file), today)


def draft_files(draft: Draft, source: str) -> Mapping[str, str]:
    """Write a draft as the texts of a plan folder, by file name."""
    return {**plan_files(draft.plan, draft.by, draft.on), REVIEW: review_of(draft, source)}
