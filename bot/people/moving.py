"""Rooms and people go over to another plan: the same groups and persons, their departments found by name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.people.model import Invitation, Person, Room
from bot.plan.model import Plan
from bot.plan.names import name_key

Ids = Mapping[str, str]  # which department of the new plan each of the old one is


def same_departments(old: Plan, new: Plan) -> Ids:
    """Say which department of the new plan each of the old one is, by its names."""
    known = {name_key(name): one.id for one in new.departments for name in (one.name, *one.aliases)}
    found = {
        one.id: next((known[k] for n in (one.name, *one.aliases) if (k := name_key(n)) in known), "")
        for one in old.departments
    }
    return {own: other for own, other in found.items() if other}


def moved_room(room: Room, plan: Plan, ids: Ids, there: Room | None = None) -> Room:
    """Give a room as it is under the new plan; `there` is what that plan knew of it before."""
    departments = _moved(room.departments, ids, there.departments if there else ())
    return replace(room, departments=departments, plan=plan.id if room.plan else "")


def moved_person(person: Person, ids: Ids, there: Person | None = None) -> Person:
    """Give a person as under the new plan; `there` is what that plan knew of them before."""
    return replace(person, departments=_moved(person.departments, ids, there.departments if there else ()))


def moved_invitation(invitation: Invitation, ids: Ids) -> Invitation | None:
    """Give an invitation as under the new plan; None where that does not know the department."""
    if invitation.grants in ("office", "leaders"):
        return invitation
    grants = ids.get(invitation.grants)
    return replace(invitation, grants=grants) if grants else None


def _moved(departments: Iterable[str], ids: Ids, there: Iterable[str]) -> tuple[str, ...]:
    """Map departments; of those there before, only what the old plan has no word for stays."""
    mapped = [ids[own] for own in departments if own in ids]
    return tuple(dict.fromkeys((*mapped, *(own for own in there if own not in ids.values()))))
