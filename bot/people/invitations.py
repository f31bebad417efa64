"""One-time codes that bind a room to a department or give a person a role."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.people.model import Invitation, Person, Role, Room

VALID = timedelta(hours=24)
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are mistaken for one another when read out on the phone
LENGTH = 8
AUDIENCES = {"office": Role.OFFICE, "leaders": Role.LEADER}


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an invitation changes once it is used."""

    invitation: Invitation
    room: Room
    person: Person


def new_code() -> str:
    """Make a code nobody can guess, allowed in a start link."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def invite(code: str, grants: str, by: str, now: datetime) -> Invitation:
    """Make an invitation for a department id, "office" or "leaders"."""
    return Invitation(code, grants, by, now, now + VALID)


def fault_of(invitation: Invitation | None, now: datetime) -> str | None:
    """Say why an invitation cannot be used (unknown, used, expired), None where it can."""
    if invitation is None:
        return "unknown"
    if invitation.used_by:
        return "used"
    return "expired" if now > invitation.expires else None


def accept(invitation: Invitation, room: Room, person: Person, now: datetime) -> Accepted:
    """Use an invitation: in a group it binds the room, in a private chat it gives the person the role."""
    used = replace(invitation, used_by=person.id)
    grants = invitation.grants
    if not room.private:
        bound = (
            replace(room, audience=grants, bound_at=now)
            if grants in AUDIENCES
            else replace(room, departments=_with(room.departments, grants), bound_at=room.bound_at or now)
        )
        return Accepted(used, bound, person)
    if grants in AUDIENCES:
        return Accepted(used, room, replace(person, role=AUDIENCES[grants]))
    role = Role.LEAD if person.role is Role.GUEST else person.role
    return Accepted(used, room, replace(person, role=role, departments=_with(person.departments, grants)))


def _with(departments: tuple[str, ...], added: str) -> tuple[str, ...]:
    return departments if added in departments else (*departments, added)
