"""The departments that districts, counties and cities usually have, and the subjects each of them answers for.

Proposals only: a report names few departments; each one taken from here is marked as assigned and listed for review.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.language.patterns import compiled_later
from bot.plan.model import Department

DEFAULT = "government"  # the office of the government, for what no subject gives away
WEIGHTS = (4, 2, 1)  # of a task's own words, its initiative's title, its section's
_LEVEL = compiled_later(r"[市县区旗州]$")
_UPPER = compiled_later(r"^(?:中共)?(?:[^市县区旗州]{2,6}?(?:市|县|区|旗|州))*(?:委|市|县|区|旗|州)?(?=.{2})")


@dataclass(frozen=True, slots=True)
class Office:
    """A usual department: its name without the place, short names, and words of its subjects."""

    id: str
    name: str
    name_en: str
    short: tuple[str, ...]
    subjects: re.Pattern[str]


@cache
def offices() -> Mapping[str, Office]:
    """Read the usual departments, by id."""
    table = tomllib.loads(Path(__file__).with_name("offices.toml").read_text("utf-8"))
    return {
        one["id"]: Office(
            one["id"], one["name"], one["name_en"], tuple(one["short"]), re.compile("|".join(one["subjects"]))
        )
        for one in table["offices"]
    }


def proposed(*texts: str) -> str | None:
    """Propose who leads something by the subjects its words name; None where they name none.

    The first texts weigh more.
    """
    scores: dict[str, int] = {}
    for weight, text in zip(WEIGHTS, texts, strict=False):
        for own, signs in _subjects_in(text).items():
            scores[own] = scores.get(own, 0) + weight * signs
    return max(scores, key=lambda own: scores[own]) if scores else None


@lru_cache(maxsize=256)  # the title of a section is asked about with each of its tasks
def _subjects_in(text: str) -> Mapping[str, int]:
    """Count the signs of a text that name subjects of each usual department."""
    found = {one.id: {match[0] for match in one.subjects.finditer(text)} for one in offices().values()}
    return {own: sum(map(len, words)) for own, words in found.items() if words}


def department(own: str, place: str) -> Department:
    """Give a usual department the name it has in a place (越秀区 → 越秀区商务局) and the short one of today.

    Its other short names are older or other places'; a document that uses one adds it.
    """
    office = offices()[own]
    level = _LEVEL.search(place)
    names = [office.name, *office.short[:1]]
    local = [f"{level[0]}{name}" for name in names] if level else []
    return Department(own, f"{place}{office.name}", office.name_en, tuple(dict.fromkeys([*local, *names])))


def named(words: str, known: Iterable[Department]) -> str | None:
    """Find the department that a cell names, among those known and the usual ones; None where it is a new one."""
    own = _UPPER.sub("", words).replace("分局", "局")
    for one in known:
        if words in (one.name, *one.aliases) or (len(own) >= 3 and own in one.aliases):
            return one.id
    return next((office.id for office in offices().values() if own in (office.name, *office.short)), None)
