"""What the format asks of ids, names, values and dates (docs/plan-format.md); each breach is noted at its key."""

import re
from collections.abc import Iterable
from datetime import date

from bot.plan.model import Comparator, Milestone
from bot.plan.names import name_key
from bot.plan.table import Table, shown

WITHOUT_VALUE = (Comparator.POSITIVE, Comparator.WITH, Comparator.ASSIGNED)
ROLES = ("office", "leaders", "leader", "guest")  # words that name a role where a department may be named too
MOST_ID = 32  # an id stands in the data of buttons, which hold 64 bytes


def squeezed(text: str) -> str:
    """Take all white space out of a text, to compare quotes by."""
    return "".join(text.split())


def word_id(table: Table, seen: set[str], example: str) -> str:
    """Read an id in letters and note a wrong shape or a second use; `seen` holds those of its kind and is added to."""
    own = table.text("id")
    if own and not re.fullmatch(rf"[a-z][a-z0-9_-]{{0,{MOST_ID - 1}}}", own):
        shape = f"a letter, then a-z 0-9 - _, up to {MOST_ID} in all"
        table.note("id", f'{shown(own)} has the wrong shape; allowed: {shape}, such as id = "{example}"')
    elif own and own in seen:
        table.note("id", f"{own} is used twice; ids are unique")
    seen.add(own)
    return own


def number_id(table: Table, parent: str, before: list[str]) -> str:
    """Read an id of numbers below its parent's; `before` holds those of its elder siblings and is added to."""
    own = table.text("id")
    prefix = f"{parent}." if parent else ""
    if not own:
        return ""
    if not re.fullmatch(re.escape(prefix) + "[1-9][0-9]{0,3}", own):
        allowed = "the parent's id and a number" if parent else "a number"
        table.note("id", f'{shown(own)} has the wrong shape here; write {allowed}, such as id = "{prefix}1"')
    elif own in before:
        table.note("id", f"{own} is used twice; ids are unique and never used again")
    elif before and _last_number(own) < _last_number(before[-1]):
        table.note("id", f"{own} stands after {before[-1]}; put them in rising order, gaps are allowed")
    else:
        before.append(own)
    return own


def _last_number(own: str) -> int:
    return int(own.rpartition(".")[2])


def own_names(table: Table, owners: dict[str, str], own: str, name: str, aliases: Iterable[str]) -> None:
    """Note each name that someone else has already; one's own may come twice (gdp, GDP)."""
    for key, word in (("name", name), *(("aliases", alias) for alias in aliases)):
        folded = name_key(word)
        if word and not folded:
            table.note(key, f"{shown(word)} has neither letters nor characters to be called by")
        owner = owners.setdefault(folded, own) if folded else own
        if owner != own:
            table.note(key, f"{shown(word)} already belongs to {owner}; a name leads to one thing only")


def no_role(table: Table, own: str, name: str, aliases: Iterable[str]) -> None:
    """Note names of a department that mean a role where either may be written (`/invite office`)."""
    for key, word in (("id", own), ("name", name), *(("aliases", alias) for alias in aliases)):
        if word.lower() in ROLES:
            table.note(
                key, f"{shown(word)} means a role of the bot ({', '.join(ROLES)}); choose another, such as government"
            )


def check_value(table: Table, comparator: Comparator, value: float | None, value_max: float | None) -> None:
    """Note a value that a measure's comparator lacks or cannot have."""
    if comparator in WITHOUT_VALUE:
        if value is not None:
            table.note("value", f"comparator {comparator} has no value; leave it out, or use one of ≥ > ≤ < = ≈ range")
    elif value is None:
        if "value" not in table:
            table.note("value", f"missing; comparator {comparator} needs one, such as value = 39")
    elif comparator is Comparator.RANGE and (value_max is None or value_max <= value):
        table.note("value_max", "a range needs value < value_max, such as value = 1, value_max = 2")
    if value_max is not None and comparator is not Comparator.RANGE:
        table.note(
            "value_max", f'comparator {comparator} has no upper value; leave it out, or use comparator = "range"'
        )


def check_milestone(table: Table, milestone: Milestone, first: date, due: date, *, counted: bool) -> None:
    """Note a milestone before `first` or not before `due`, an impossible percent, a value where nothing is counted."""
    if not first <= milestone.date < due:
        table.note("date", f"{milestone.date} is not within the plan's year and before the due date {due}")
    if milestone.percent is not None and not 0 < milestone.percent <= 100:
        table.note("percent", f"{milestone.percent:g} is no share of the task; allowed: more than 0, up to 100")
    if milestone.value is not None and not counted:
        table.note("value", "the task counts nothing; give it a measure, or the milestone a percent instead")
