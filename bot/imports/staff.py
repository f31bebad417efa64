"""The departments of a draft: those a table names, and those proposed for what names none."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.imports.offices import department, named
from bot.imports.passages import signs
from bot.plan.model import Assignment, Basis, Department
from bot.plan.pinyin import pinyin_keys

BY = "导入时拟定（待审）"
LONGEST_ID = 24


class Staff:
    """The departments used so far, in a place. `on` is the day on which proposals are made."""

    def __init__(self, place: str, on: date) -> None:
        self._place = place
        self._on = on
        self._used: dict[str, Department] = {}

    @property
    def departments(self) -> tuple[Department, ...]:
        """The departments used, in the order of their first use."""
        return tuple(self._used.values())

    def proposed(self, own: str) -> Assignment:
        """Assign a usual department."""
        if own not in self._used:
            self._add(department(own, self._place))
        return Assignment(own, Basis.ASSIGNED, BY, self._on)

    def said(self, words: str) -> Assignment:
        """Take a department that the document names; an unusual one is added as it is written."""
        words = signs(words)
        own = named(words, self._used.values())
        if own is None:
            own = self._new_id(words)
            self._add(Department(own, words, "", ()))
        elif own not in self._used:
            self._add(department(own, self._place))
        if words.endswith("分局"):
            self._call_branch(own)
        self._call(own, words)
        return Assignment(own, Basis.SOURCE)

    def _call(self, own: str, words: str) -> None:
        """Keep a name that the document uses."""
        one = self._used[own]
        taken = {name for other in self._used.values() for name in (other.name, *other.aliases)}
        if words not in taken:
            self._used[own] = replace(one, aliases=(*one.aliases, words))

    def _call_branch(self, own: str) -> None:
        """Give a usual department the name of a branch (区生态环境分局), where the document calls it one."""
        one = self._used[own]
        if not one.name.endswith("分局"):
            name = one.name.removesuffix("局") + "分局"
            aliases = dict.fromkeys(alias for short in one.aliases for alias in (short, _branch(short)))
            self._used[own] = replace(one, name=name, aliases=tuple(alias for alias in aliases if alias != name))

    def supporting(self, names: Iterable[str], lead: Assignment) -> tuple[Assignment, ...]:
        """Take the departments that the document names beside the lead, each once."""
        found = {one.department: one for one in map(self.said, names)}
        found.pop(lead.department, None)
        return tuple(found.values())

    def name(self, assignment: Assignment) -> str:
        """Give the full name of who is assigned."""
        return self._used[assignment.department].name

    def _add(self, one: Department) -> None:
        """Add a department without the names that others have already."""
        taken = {name for other in self._used.values() for name in (other.name, *other.aliases)}
        aliases = tuple(alias for alias in one.aliases if alias not in taken and alias != one.name)
        self._used[one.id] = Department(one.id, one.name, one.name_en, aliases)

    def _new_id(self, words: str) -> str:
        return unused(latin_id(words, full=False, otherwise="unit"), self._used)


def _branch(name: str) -> str:
    return name.removesuffix("局") + "分局" if name.endswith("局") else name


def latin_id(words: str, *, full: bool, otherwise: str) -> str:
    """Spell a name as an id: by its full pinyin or its initials; `otherwise` where it has none."""
    spelled = pinyin_keys([words])[words][1 if full else 0] if words else ""
    letters = re.sub(r"[^a-z0-9]", "", spelled)[:LONGEST_ID]
    return letters if letters and letters[0].isalpha() else f"{otherwise}{letters}"


def unused(own: str, ids: object) -> str:
    """Number an id that is taken already: gdp, gdp-2."""
    candidate, number = own, 2
    while candidate in ids:  # type: ignore[operator]
        candidate, number = f"{own}-{number}", number + 1
    return candidate
