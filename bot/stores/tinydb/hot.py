"""Everything hot: read once at the start, changed beside the documents, never read from disk again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.people.model import Invitation, Person, Question, Room
from bot.plan.amend import amended
from bot.plan.model import Amendment, Plan
from bot.progress.model import LampChange, Summary
from bot.stores.base import View
from bot.stores.tinydb.codec import decode, encode, free, freed
from bot.stores.tinydb.plan_documents import TABLES as PLAN_TABLES
from bot.stores.tinydb.rows import Document, Documents
from bot.supervision.model import Matter

# The mappings of a View that are documents, one per entry, in tables of the same names.
KINDS: Mapping[str, type[Any]] = {
    "rooms": Room,
    "people": Person,
    "invitations": Invitation,
    "questions": Question,
    "amendments": Amendment,
    "summaries": Summary,
    "lamps": LampChange,
    "matters": Matter,
}
SETTINGS = "settings"
_SAME = "last"  # stands for a figure that is the summary's last report over again


def read_view(documents: Documents, plan: Plan) -> View:
    """Make the picture of what is stored, under this plan with its amendments applied."""
    mappings: dict[str, dict[str, Any]] = {name: {} for name in (*KINDS, SETTINGS)}
    for name, key, body in documents.rows.walk(without=PLAN_TABLES):
        if name in mappings:
            mappings[name][key] = _read(name, json.loads(body))
    amendments: tuple[Amendment, ...] = tuple(mappings.pop("amendments").values())
    pictured: dict[str, Any] = mappings
    return View(amended(plan, amendments), amendments=amendments, **pictured)


def document_of(name: str, value: Any) -> Document:
    """Make the document that a value of the mapping `name` is kept as."""
    if name == SETTINGS:
        return {"value": free(value)}
    if name == "summaries" and value.last and value.figure == value.last:  # as a rule the last report gave the figure
        return encode(replace(value, figure=None)) | {"figure": _SAME}
    return encode(value)


def _read(name: str, document: Document) -> Any:
    if name == SETTINGS:
        return freed(document["value"])
    if document.get("figure") != _SAME:
        return decode(KINDS[name], document)
    summary = decode(Summary, document | {"figure": None})
    return replace(summary, figure=summary.last)


class Picture:
    """A view being changed: mappings are copied when first touched, and each change can be taken back.

    Changes go to the documents of the same transaction and to the picture; the view they were made from stays as it is.
    """

    def __init__(self, view: View, plan: Plan, documents: Documents) -> None:
        self.plan = plan  # as the files have it, without amendments
        self._view = view
        self._documents = documents
        self._copies: dict[str, dict[str, Any]] = {}
        self._replaced: dict[str, Any] = {}
        self._undo: list[Any] = []

    @property
    def view(self) -> View:
        """The view with the changes so far."""
        changed: dict[str, Any] = self._copies | self._replaced
        return replace(self._view, **changed) if changed else self._view

    def get(self, name: str, key: str) -> Any | None:
        """Find a value as the changes so far have it."""
        mapping: Mapping[str, Any] = self._copies[name] if name in self._copies else getattr(self._view, name)
        return mapping.get(key)

    def put(self, name: str, key: str, value: Any) -> None:
        """Keep a value as the document `key` of the table `name`."""
        self._documents.keyed(name).put(key, document_of(name, value))
        self.show(name, key, value)

    def drop(self, name: str, key: str) -> None:
        """Remove a document; no error where there is none."""
        self._documents.keyed(name).drop(key)
        mapping = self._copy(name)
        if key in mapping:
            self._undo.append((mapping, key, mapping.pop(key)))

    def amend(self, amendment: Amendment) -> None:
        """Put an amendment in, in place of an older one of the same kind and subject, and apply it."""
        key = f"{amendment.kind} {amendment.subject}"
        self._documents.keyed("amendments").put(key, encode(amendment))
        others = (a for a in self.view.amendments if (a.kind, a.subject) != (amendment.kind, amendment.subject))
        self._replace("amendments", (*others, amendment))
        self._replace("plan", amended(self.plan, self.view.amendments))

    def load_plan(self, plan: Plan) -> None:
        """Apply the amendments to another edition of the plan."""
        self._undo.append((vars(self), "plan", self.plan))
        self.plan = plan
        self._replace("plan", amended(plan, self.view.amendments))

    def show(self, name: str, key: str, value: Any) -> None:
        """Change the picture alone, where the documents say so already."""
        mapping = self._copy(name)
        self._undo.append((mapping, key, mapping[key]) if key in mapping else (mapping, key))
        mapping[key] = value

    def mark(self) -> int:
        """Name this moment, to come back to it."""
        return len(self._undo)

    def back_to(self, mark: int) -> None:
        """Take back every change since a moment, the last first."""
        while len(self._undo) > mark:
            mapping, key, *value = self._undo.pop()
            if value:
                mapping[key] = value[0]
            else:
                del mapping[key]

    def _copy(self, name: str) -> dict[str, Any]:
        if name not in self._copies:
            self._copies[name] = dict(getattr(self._view, name))
        return self._copies[name]

    def _replace(self, name: str, value: Any) -> None:
        had = self._replaced
        self._undo.append((had, name, had[name]) if name in had else (had, name))
        had[name] = value
