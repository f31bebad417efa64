"""Codes bind rooms and give roles once, for a day."""

from datetime import timedelta

import pytest

from bot.people.invitations import ALPHABET, LENGTH, accept, fault_of, invite, new_code
from bot.people.model import Person, Role, Room
from tests.conftest import NOW

GROUP = Room("r1", "telegram:-1")
PRIVATE = Room("r2", "telegram:7", private=True)
GUEST = Person("telegram:7", "李")


def test_codes_are_readable_and_differ() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


@pytest.mark.parametrize(
    ("grants", "room", "departments", "audience", "role", "led"),
    [
        ("hr", GROUP, ("hr",), "", Role.GUEST, ()),
        ("office", GROUP, (), "office", Role.GUEST, ()),
        ("hr", PRIVATE, (), "", Role.LEAD, ("hr",)),
        ("leaders", PRIVATE, (), "", Role.LEADER, ()),
    ],
)
def test_a_group_is_bound_and_a_person_gets_the_role(
    grants: str, room: Room, departments: tuple[str, ...], audience: str, role: Role, led: tuple[str, ...]
) -> None:
    accepted = accept(invite("CODE", grants, "telegram:1", NOW), room, GUEST, NOW)
    assert (accepted.room.departments, accepted.room.audience) == (departments, audience)
    assert (accepted.person.role, accepted.person.departments) == (role, led)
    assert accepted.invitation.used_by == GUEST.id


def test_a_second_department_joins_the_first_in_one_room() -> None:
    first = accept(invite("A", "hr", "telegram:1", NOW), GROUP, GUEST, NOW).room
    later = NOW + timedelta(days=3)
    second = accept(invite("B", "drc", "telegram:1", later), first, GUEST, later).room
    assert second.departments == ("hr", "drc")
    assert second.bound_at == NOW, "the silence of the first department runs from its own binding"


def test_an_office_person_who_leads_stays_the_office() -> None:
    clerk = Person("telegram:1", "王", Role.OFFICE)
    assert accept(invite("A", "hr", "telegram:1", NOW), PRIVATE, clerk, NOW).person.role is Role.OFFICE


def test_a_code_works_once_and_for_a_day() -> None:
    fresh = invite("A", "hr", "telegram:1", NOW)
    used = accept(fresh, GROUP, GUEST, NOW).invitation
    assert fault_of(None, NOW) == "unknown"
    assert fault_of(fresh, NOW) is None
    assert fault_of(used, NOW) == "used"
    assert fault_of(fresh, NOW + timedelta(hours=24)) is None
    assert fault_of(fresh, NOW + timedelta(hours=24, seconds=1)) == "expired"
