"""Who changed what, as it is told: beside the reports of /history, and as a table to hand on. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.language.patterns import compiled_later
from bot.people.model import Person
from bot.plan.model import Plan
from bot.stores.base import AuditEntry, View
from bot.texts.render import Texts, day, day_en

TOLD_AS_REPORTS = frozenset({"reported", "corrected", "accepted", "returned"})  # /history shows the words themselves
COLUMNS = ("at", "person", "person_id", "action", "subject", "title", "before", "after", "message")
BOM = "\ufeff"  # a spreadsheet takes the text for UTF-8 by it
# What a spreadsheet would take for a formula (OWASP, CSV injection); full-width signs count as such too.
_FORMULA = compiled_later(r"\s*[=+\-@\t\r\n＝＋－＠]")
_DAY = compiled_later(r"\b\d{4}-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is told: who, when, what was done, from what to what."""

    at: datetime
    who: str
    action: str
    before: str
    after: str


def changes(entries: Iterable[AuditEntry], view: View, language: str) -> list[Change]:
    """Tell the changes of one subject besides its reports, in the order given."""
    return [
        Change(
            entry.at,
            name_of(entry.person, view.people),
            entry.action,
            _told(entry.before, view.plan, language),
            _told(entry.after, view.plan, language),
        )
        for entry in entries
        if entry.action not in TOLD_AS_REPORTS
    ]


def name_of(person: str, people: Mapping[str, Person]) -> str:
    """Name a person by id; one who never wrote to the bot keeps the id."""
    return people[person].name if person in people else person


def _told(text: str, plan: Plan, language: str) -> str:
    """Write ids of departments as their names and ISO dates as people do."""
    if text in plan.department_by_id:
        return plan.department_by_id[text].name
    return _DAY.sub(lambda match: _day_told(match[0], plan.year, language), text)


def _day_told(text: str, year: int, language: str) -> str:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text  # somebody's words that only look like a date
    return day_en(on, year) if language == "en" else day(on, year)


def audit_rows(
    entries: Iterable[AuditEntry], view: View, texts: Texts, language: str, zone: tzinfo
) -> list[Mapping[str, str]]:
    """Make a row of each entry, with the columns of `COLUMNS`: times in the bureau's zone, actions in words."""
    return [
        {
            "at": entry.at.astimezone(zone).isoformat(timespec="seconds"),
            "person": name_of(entry.person, view.people),
            "person_id": entry.person,
            "action": texts.plain("audit_action", language, action=entry.action),
            "subject": entry.subject,
            "title": _title(entry.subject, view),
            "before": _named(entry.before, view.plan),
            "after": _named(entry.after, view.plan),
            "message": entry.message,
        }
        for entry in entries
    ]


def _title(subject: str, view: View) -> str:
    """Name what an entry is about: a task or target, a room, a person, a department, or an audience."""
    found = view.plan.subject(subject)
    if found is not None:
        return getattr(found, "title", "") or getattr(found, "name", "")
    if subject in view.rooms:
        return view.rooms[subject].title
    return name_of(subject, view.people) if subject in view.people else _named(subject, view.plan)


def _named(text: str, plan: Plan) -> str:
    return plan.department_by_id[text].name if text in plan.department_by_id else text


def as_csv(rows: Sequence[Mapping[str, str]], heads: Sequence[str]) -> bytes:
    """Write rows as a table that opens right in a spreadsheet and runs nothing there; `heads` name the columns."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_harmless(row[column]) for column in COLUMNS] for row in rows)
    return f"{BOM}{text.getvalue()}".encode(errors="replace")


def as_json(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows as a JSON list of objects."""
    return json.dumps(rows, ensure_ascii=False, indent=1).encode(errors="replace")


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
