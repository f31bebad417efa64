"""What becomes of a text that may be a report: recorded, asked about, refused or let pass. Pure.

A draft carries what is settled so far. `decide` either finds everything settled or names the one thing to ask next; the
answer settles it and the draft is decided again. So every question the bot asks about a report goes one way.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from bot.config import ClosePart
from bot.desk.base import Ask
from bot.desk.meanings import CLOSED, PROGRESS, WHOLE, Meaning, meanings
from bot.language.normal import normal
from bot.language.patterns import compiled_later
from bot.people.rights import may_administer, may_report
from bot.plan.model import Target, Task
from bot.progress.checks import checks
from bot.progress.model import Evidence, Reading, State, StatusUpdate, Summary
from bot.progress.reading import read
from bot.progress.releases import periods

OFFERED = 8  # buttons offered at most
PERIODS_OFFERED = 3
Option = tuple[str, Mapping[str, Any] | None]
DROP: Option = ("drop", None)
_UNCHANGED = compiled_later(
    r"(?:收到,?)?(?:本周|这周|本月|近期|目前|暂)?(?:工作|进展|情况)?(?:暂)?(?:无|没有|没)新?(?:的)?(?:变化|变动)[。.!]?"
    r"|no (?:change|news)(?: this (?:week|month))?[.!]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that may be a report, and what is settled about it.

    `message` is `address:message id`. `means` is empty while unsettled, else one of the `Meaning` codes or the ISO date
    of the milestone that is met; `period` the ISO date of the last day a target's figure is for; `confirmed`: the
    doubts were answered, `bare`: it was said that there is no evidence. `replaces` is the id of the update it corrects.
    """

    text: str
    message: str
    edited: int = 0
    subject: str = ""
    evidence: tuple[Evidence, ...] = ()
    means: str = ""
    period: str = ""
    confirmed: bool = False
    bare: bool = False
    replaces: int = 0

    @property
    def key(self) -> str:
        """The key under which it is recorded once."""
        return f"{self.message}:{self.edited}:{self.subject}"

    def as_payload(self) -> dict[str, Any]:
        """Write it as JSON values, to be stored with a question."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "evidence": [[e.kind, e.file_id, e.name] for e in self.evidence]
        }


def draft_from(payload: Mapping[str, Any]) -> Draft:
    """Read a draft back from a question's payload."""
    values: dict[str, Any] = {**payload, "evidence": tuple(Evidence(*item) for item in payload["evidence"])}
    return Draft(**values)


@dataclass(frozen=True, slots=True)
class Recordable:
    """Everything is settled: this update counts. `replaces` is the id of the one that no longer does."""

    update: StatusUpdate
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing is to be asked; `kind` is which | period | meaning | confirm | evidence.

    Each option is (name, the fields of the draft it settles); None drops the matter. Names: `subject:1.2.1`,
    `period:2023-06-30`, `milestone:2023-06-30`, `whole`, `progress`, `confirm`, `bare`, `drop`.
    """

    kind: str
    draft: Draft
    options: tuple[Option, ...]
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """It is no report; nothing is recorded."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Barred:
    """It may not be recorded here; `code` names why: unknown | anonymous | right."""

    code: str
    draft: Draft


Decision = Recordable | Asked | Passed | Barred


def decide(draft: Draft, ask: Ask, before: Summary | None, close: ClosePart, *, only_leads: bool) -> Decision:
    """Say what becomes of a draft whose subject is named.

    `before` is what the reports on the subject add up to, without those this one takes the place of.
    """
    subject = ask.view.plan.subject(draft.subject)
    if subject is None:
        return Barred("unknown", draft)
    reading = _reading(draft, subject, before, as_of(ask))
    if not reading.is_update and not draft.evidence:
        return Passed(draft)
    if ask.incoming.anonymous:
        return Barred("anonymous", draft)
    if not may_report(ask.room, ask.person, subject, only_leads=only_leads):
        return Barred("right", draft)
    meant = meanings(draft.text, subject, reading, before, ask.now.date(), of_part=_only_supports(ask, subject))
    return (
        _ask_period(draft, subject, reading, ask)
        or _ask_meaning(draft, meant, reading)
        or _ask_doubts(draft, reading)
        or _ask_evidence(draft, subject, reading, meant, close)
        or Recordable(update_of(draft, subject, reading, meant, ask, close), draft.replaces)
    )


def as_of(ask: Ask) -> date:
    """Say as of which day words are read: today, but within the plan's year, whose figures 去年 then does not hide."""
    return min(ask.now.date(), ask.view.plan.end)


def ask_which(draft: Draft, subjects: Sequence[str]) -> Asked:
    """Ask which of several subjects a text is about."""
    options = tuple((f"subject:{subject}", {"subject": subject}) for subject in subjects[:OFFERED])
    return Asked("which", draft, (*options, DROP))


def _reading(draft: Draft, subject: Task | Target, before: Summary | None, day: date) -> Reading:
    """Read the text, with the checks against what was reported before; a settled period stands in the reading."""
    if _UNCHANGED.fullmatch(normal(draft.text)):
        return Reading(is_update=True)  # what stood there stands, an obstacle too; the department has been heard
    reading = read(draft.text, subject.measure, day)
    if not reading.is_update:
        return reading
    doubts = (*reading.doubts, *checks(reading, draft.text, subject.measure, before, day))
    if draft.period:
        reading = replace(reading, period_end=date.fromisoformat(draft.period))
    return replace(reading, doubts=doubts)


def _ask_period(draft: Draft, subject: Task | Target, reading: Reading, ask: Ask) -> Asked | None:
    """A target's figure belongs to a period; without one it is asked, never guessed."""
    if not isinstance(subject, Target) or reading.value is None or reading.period_end is not None:
        return None
    ends = recent_periods(subject, ask.now.date(), ask.view.plan.year)
    options = tuple((f"period:{end}", {"period": end.isoformat()}) for end in ends)
    return Asked("period", draft, (*options, DROP), reading)


def recent_periods(target: Target, today: date, year: int) -> list[date]:
    """List the last days of the newest finished periods of the plan's year, newest first; in January the first one."""
    every = list(periods(target, year))
    over = [end for end in every if end < today]
    return over[::-1][:PERIODS_OFFERED] or every[:1]


def _ask_meaning(draft: Draft, meant: tuple[Meaning, ...], reading: Reading) -> Asked | None:
    if draft.means or len(meant) < 2:
        return None
    options = tuple((meaning.name, {"means": meaning.code}) for meaning in meant)
    return Asked("meaning", draft, (*options, DROP), reading)


def _ask_doubts(draft: Draft, reading: Reading) -> Asked | None:
    if draft.confirmed or not reading.doubts:
        return None
    return Asked("confirm", draft, (("confirm", {"confirmed": True}), DROP), reading)


def _ask_evidence(
    draft: Draft, subject: Task | Target, reading: Reading, meant: tuple[Meaning, ...], close: ClosePart
) -> Asked | None:
    """Ask for a photo or document where the office wants to see one before a task counts as done."""
    if not close.evidence or draft.evidence or draft.bare or not _is_whole(draft, subject, reading, meant):
        return None
    return Asked("evidence", draft, (("bare", {"bare": True}), DROP), reading)


def _is_whole(draft: Draft, subject: Task | Target, reading: Reading, meant: tuple[Meaning, ...]) -> bool:
    """Whether a report says that the whole task is done."""
    means = _means(draft, meant)
    return isinstance(subject, Task) and reading.state is State.DONE and means in ("", WHOLE)


def _means(draft: Draft, meant: tuple[Meaning, ...]) -> str:
    return draft.means or (meant[0].code if meant else "")


def update_of(
    draft: Draft, subject: Task | Target, reading: Reading, meant: tuple[Meaning, ...], ask: Ask, close: ClosePart
) -> StatusUpdate:
    """Make the report of a draft about which everything is settled."""
    means = _means(draft, meant)
    to_accept = not close.auto_accept and _is_whole(draft, subject, reading, meant) and not may_administer(ask.person)
    milestone = None if means in CLOSED else date.fromisoformat(means)
    if (milestone or means == PROGRESS) and reading.state is State.DONE:
        reading = replace(reading, state=State.IN_PROGRESS)  # a part stands; the task goes on
    if not reading.is_update:
        reading = Reading(is_update=True)  # what was sent with the words is the report
    return StatusUpdate(
        key=draft.key,
        subject=subject.id,
        at=ask.now,
        text=draft.text,
        reading=reading,
        person=ask.person.id,
        person_name=ask.person.name,
        department=_department(subject, ask),
        room=ask.room.id,
        message=draft.message,
        edited=draft.edited,
        milestone=milestone,
        evidence=draft.evidence,
        late=ask.board.closed,
        marks=(*(doubt.code for doubt in reading.doubts), *(["no_evidence"] if draft.bare else [])),
        to_accept=to_accept,
    )


def _only_supports(ask: Ask, subject: Task | Target) -> bool:
    """Whether this is said for a department that supports the task and does not lead it."""
    return not may_administer(ask.person) and _department(subject, ask) != subject.lead.department


def _department(subject: Task | Target, ask: Ask) -> str:
    """Say for which department this is reported: one of the room or the person that answers for it, else the lead."""
    answering = subject.departments if isinstance(subject, Task) else (subject.lead.department,)
    here = (*ask.room.departments, *ask.person.departments)
    return next((d for d in answering if d in here), subject.lead.department)
