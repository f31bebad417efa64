"""What becomes of a draft plan that is put into use beside the plan the bot lives by."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.errors import Refused
from bot.imports.applying import apply_diff, join_programme
from bot.imports.changes import Diff, Fate, diff_plans
from bot.imports.joining import with_departments_of
from bot.imports.programmes import programmes_of
from bot.plan.model import Plan


class Way(StrEnum):
    """How a draft would be put into use."""

    SAME = "same"  # it says what the plan says: there is nothing to do
    CHANGE = "change"  # the plan itself as changed within the year
    PROGRAMME = "programme"  # another paper of the same year: it joins the plan as sections of its own
    YEAR = "year"  # another year: a plan of its own


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft beside the plan in use: how it would be put into use, and what that changes."""

    way: Way
    diff: Diff
    programme: str = ""

    def counts(self) -> dict[str, int]:
        """Count targets and tasks by what becomes of them."""
        return {str(fate): len(self.diff.of(fate)) for fate in Fate}


def proposal(old: Plan, new: Plan) -> Proposal:
    """Say how a draft would be put into use.

    A paper of the same year that repeats at least half of the plan's targets and tasks is the plan as changed; any
    other is a programme, for a short list must never push a whole plan out.
    """
    diff = diff_plans(old, with_departments_of(old, new))
    if old.year != new.year:
        return Proposal(Way.YEAR, diff)
    shared = len(diff.of(Fate.SAME)) + len(diff.of(Fate.CHANGED))
    added, removed = len(diff.of(Fate.ADDED)), len(diff.of(Fate.REMOVED))
    if shared and not added and not removed and not diff.of(Fate.CHANGED):
        return Proposal(Way.SAME, diff)
    if shared >= removed:
        return Proposal(Way.CHANGE, diff)
    return Proposal(Way.PROGRAMME, diff, _programme_name(new))


def _programme_name(new: Plan) -> str:
    return new.sections[0].title if len(new.sections) == 1 else new.title


def adopt(found: Proposal, folder: Path, on: date) -> Plan:
    """Write the plan in `folder` with the draft put into use, and give it; reports on what stays are kept.

    Raises Refused where there is nothing to do, or the draft is of another year.
    """
    if found.way is Way.CHANGE:
        return apply_diff(found.diff, folder, on)
    if found.way is Way.PROGRAMME:
        if found.programme in programmes_of(found.diff.old):
            raise Refused(f"a programme {found.programme!r} joined the plan before")
        return join_programme(found.diff.old, found.diff.new, folder, on, found.programme)
    raise Refused("there is nothing to put into use here")
