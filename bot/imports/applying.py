"""`plan diff OLD NEW [--apply]`: compare two plan folders, and bring a change of the year into the one in use."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from bot.errors import Refused
from bot.imports.changes import Change, Diff, Fate
from bot.imports.joining import joined
from bot.imports.merging import merged
from bot.imports.review import shown_measure
from bot.imports.writing import checked, plan_files, write_folder
from bot.plan.files import DEPARTMENTS, PLAN, REPORT
from bot.plan.model import Assignment, Plan, Target, Task

_MARKS = {Fate.ADDED: "+", Fate.REMOVED: "-", Fate.CHANGED: "~"}
_WORDS = {"quote": "文字", "measure": "目标值", "due": "期限", "lead": "牵头单位"}
KEPT = "before"  # the folder in which the files before a change are kept


def apply_diff(diff: Diff, folder: Path, on: date) -> Plan:
    """Write the changed plan into the old plan's folder and give it as read back.

    Reports on what stays are kept, for ids stay. The files before the change are kept in `before/ISO DATE` there.
    Raises Refused where nothing changed or the two plans are of different years.
    """
    if diff.old.year != diff.new.year:
        raise Refused(
            f"the plans are of {diff.old.year} and {diff.new.year}; a new year's plan is a folder of its own "
            '([bot] plan = "data/NAME"), --apply is for a change within the year'
        )
    if not any(diff.of(fate) for fate in _MARKS):
        raise Refused("the two plans say the same: there is nothing to apply")
    return write_changed(diff.old, merged(diff, on), folder, on)


def join_programme(old: Plan, new: Plan, folder: Path, on: date, programme: str) -> Plan:
    """Write the plan with a programme of the same year into the plan's folder and give it as read back.

    Nothing of the plan itself changes; the files before stand in `before/ISO DATE`.
    """
    return write_changed(old, joined(old, new, on, programme), folder, on)


def write_changed(old: Plan, plan: Plan, folder: Path, on: date) -> Plan:
    """Write a changed plan in place of the old one, keep the files before, and give it as read back."""
    files = plan_files(plan, *_decided(old, on))
    plan = checked(files)
    kept = {name: (folder / name).read_text("utf-8") for name in (PLAN, REPORT, DEPARTMENTS)}
    write_folder(_free(folder / KEPT, on.isoformat()), kept)
    write_folder(folder, files)
    return plan


def _free(folder: Path, name: str) -> Path:
    """Name a folder that is not there yet: two changes of one day both keep what stood before."""
    return next(
        one for number in count(1) if not (one := folder / (f"{name}-{number}" if number > 1 else name)).exists()
    )


def _decided(plan: Plan, on: date) -> tuple[str, date]:
    """Say who assigned what the published plan does not state, as the old plan has it."""
    facts: Iterator[Assignment] = (one.lead for one in (*plan.targets, *plan.all_tasks()))
    return next(((one.by, one.on) for one in facts if one.by and one.on), ("plan diff", on))


def diff_lines(diff: Diff) -> Iterator[str]:
    """Show a comparison, one line for each target and task that changed."""
    yield f"{diff.old.title} → {diff.new.title}"
    for fate in (Fate.CHANGED, Fate.ADDED, Fate.REMOVED):
        for change in diff.of(fate):
            yield f"{_MARKS[fate]} {change.id} {change.name}{_said(change)}"
    counts = {fate: len(diff.of(fate)) for fate in Fate}
    yield (
        f"{counts[Fate.SAME]} unchanged, {counts[Fate.CHANGED]} changed, {counts[Fate.ADDED]} added, "
        f"{counts[Fate.REMOVED]} removed"
    )


def _said(change: Change) -> str:
    if change.fate is not Fate.CHANGED:
        return ""
    return "：" + "；".join(f"{_WORDS[what]}{_values(change, what)}" for what in change.what)


def _values(change: Change, what: str) -> str:
    old, new = change.old, change.new
    if old is None or new is None:
        return ""
    if what == "measure":
        return f" {_aim(old)} → {_aim(new)}"
    if what == "due" and isinstance(old, Task) and isinstance(new, Task):
        return f" {old.due.date} → {new.due.date}"
    return f" {old.lead.department} → {new.lead.department}" if what == "lead" else ""


def _aim(one: Target | Task) -> str:
    return shown_measure(one.measure) if one.measure else "无"
