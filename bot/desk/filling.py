"""What a filled sheet would change, row by row, in the light of what has been reported since. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from bot.desk.base import Ask
from bot.desk.drafts import as_of
from bot.imports.filled import Entry, Filled
from bot.language.normal import normal
from bot.people.rights import may_report
from bot.plan.model import Measure, Task
from bot.progress.checks import checks
from bot.progress.model import Reading, State, StatusUpdate, Summary
from bot.progress.reading import read
from bot.texts.render import number

_NONE = {"无", "没有", "暂无", "已解决", "none", "no", "resolved"}  # an obstacle that is gone
_FIGURES = {"value", "percent"}


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would record. `conflict` is a report made after the sheet was: it would be overtaken."""

    entry: Entry
    task: Task
    reading: Reading
    before: Summary | None = None
    conflict: StatusUpdate | None = None

    @property
    def sure(self) -> bool:
        """Whether nothing about it is asked."""
        return self.reading.sure and self.conflict is None


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that is not taken: `code` is cells | unknown | right | done."""

    code: str
    entry: Entry
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A filled sheet beside what is on record. `unchanged` counts the rows that say nothing new."""

    changes: tuple[Change, ...]
    bad: tuple[Bad, ...]
    unchanged: int


def compare(filled: Filled, ask: Ask, *, only_leads: bool) -> Comparison:
    """Compare a filled sheet with what is on record, row by row."""
    changes: list[Change] = []
    bad: list[Bad] = []
    unchanged = filled.untouched
    for entry in filled.entries:
        found = _compared(entry, ask, only_leads=only_leads)
        if isinstance(found, Bad):
            bad.append(found)
        elif found is None:
            unchanged += 1
        else:
            changes.append(found)
    return Comparison(tuple(changes), tuple(bad), unchanged)


def _compared(entry: Entry, ask: Ask, *, only_leads: bool) -> Change | Bad | None:
    task = ask.view.plan.tasks.get(entry.task)
    if task is None:
        return Bad("unknown", entry)
    if not may_report(ask.room, ask.person, task, only_leads=only_leads):
        return Bad("right", entry, task)
    if entry.faults:
        return Bad("cells", entry, task)
    before = ask.view.summaries.get(task.id)
    new = news(entry, before)
    if new is None:
        return None
    last = before.last if before else None
    since = last if last and last.id > entry.last else None
    return Change(new, task, reading_of(new, task.measure, before, as_of(ask)), before, since)


def news(entry: Entry, before: Summary | None) -> Entry | None:
    """Keep of a row what differs from what is on record; None where nothing does."""
    known = before or Summary(entry.task)
    new = replace(
        entry,
        value=None if entry.value == known.value else entry.value,
        percent=None if entry.percent == known.percent else entry.percent,
        state=None if entry.state is known.state else entry.state,
        forecast=None if entry.forecast == known.forecast else entry.forecast,
        problem="" if _same_problem(entry.problem, known) else entry.problem,
        next_step="" if known.last and entry.next_step and entry.next_step in known.last.text else entry.next_step,
    )
    said = (new.value, new.percent, new.state, new.forecast, new.problem or None, new.next_step or None)
    return new if any(each is not None for each in said) else None


def _same_problem(problem: str, known: Summary) -> bool:
    if is_none(problem):
        return not known.blocker
    return problem == (known.blocker_text or "")


def is_none(problem: str) -> bool:
    """Whether a cell says that there is no obstacle."""
    return normal(problem).strip("。.!").lower() in _NONE


def reading_of(entry: Entry, measure: Measure | None, before: Summary | None, day: date) -> Reading:
    """Make the reading of a row: its cells as they stand, with the doubts that a reply saying the same would raise.

    A problem that is on record stays until the row names another, or says that there is none.
    """
    read_so = read(figures_in_words(entry, measure), measure, day)
    known = before or Summary(entry.task)
    gone = is_none(entry.problem)
    made = Reading(
        is_update=True,
        percent=entry.percent,
        value=entry.value,
        unit=measure.unit if measure and entry.value is not None else None,
        state=entry.state or _state_kept(entry, known, gone=gone),
        forecast=entry.forecast,
        blocker=not gone and (bool(entry.problem) or known.blocker),
        blocker_text=None if gone else entry.problem or known.blocker_text,
    )
    of_figures = [doubt for doubt in read_so.doubts if doubt.of in _FIGURES]
    return replace(made, doubts=(*of_figures, *checks(made, "", measure, before, day)))


def figures_in_words(entry: Entry, measure: Measure | None) -> str:
    """Say the figures of a row as a reply would."""
    said: list[str] = []
    if entry.value is not None:
        verb, unit = "增长" if measure and measure.growth else "累计完成", measure.unit if measure else ""
        said.append(f"{verb}{number(entry.value, 6)}{unit}")
    if entry.percent is not None:
        said.append(f"完成率{number(entry.percent)}%")
    return "，".join(said)


def _state_kept(entry: Entry, known: Summary, *, gone: bool) -> State | None:
    """Give the state of a row that names none: a figure says that it goes on; an obstacle gone changes nothing."""
    if gone:
        return known.state or State.IN_PROGRESS
    return State.IN_PROGRESS if _has_figure(entry) and known.state is None else None


def _has_figure(entry: Entry) -> bool:
    return entry.value is not None or entry.percent is not None


def as_payload(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Write rows as JSON values, to be stored with a question."""
    kept = [field.name for field in fields(Entry) if field.name != "faults"]
    rows = [{name: getattr(entry, name) for name in kept} for entry in entries]
    return [{**row, "forecast": row["forecast"].isoformat() if row["forecast"] else None} for row in rows]


def from_payload(rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Read rows back from a question's payload."""
    return [_entry(dict(row)) for row in rows]


def _entry(row: dict[str, Any]) -> Entry:
    row["state"] = State(row["state"]) if row["state"] else None
    row["forecast"] = date.fromisoformat(row["forecast"]) if row["forecast"] else None
    return Entry(**row)
