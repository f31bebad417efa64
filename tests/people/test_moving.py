"""Rooms and people under another plan: departments by name, and what only that plan knows stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people.model import Invitation, Person, Room
from bot.people.moving import moved_invitation, moved_person, moved_room, same_departments
from bot.plan.model import Department, Plan
from tests.conftest import NOW, small_plan

IDS = {"hr": "rsj", "drc": "fgj"}


def with_departments(*departments: Department) -> Plan:
    return replace(small_plan(), departments=departments)


def test_departments_are_the_same_by_any_of_their_names() -> None:
    old = with_departments(Department("hr", "区人社局", "", ("人社",)), Department("x", "区撤并局", ""))
    new = with_departments(Department("rsj", "越秀区人力资源和社会保障局", "", ("区人社局",)))
    assert same_departments(old, new) == {"hr": "rsj"}


@pytest.mark.parametrize(
    ("was", "there", "then"),
    [
        (("hr",), (), ("rsj",)),
        (("hr", "gone"), (), ("rsj",)),
        ((), ("rsj",), ()),  # unbound meanwhile: it is not bound again
        (("drc",), ("rsj", "only-here"), ("fgj", "only-here")),
    ],
)
def test_departments_go_along(was: tuple[str, ...], there: tuple[str, ...], then: tuple[str, ...]) -> None:
    room = Room("r", "telegram:-1", departments=was, plan="old", bound_at=NOW)
    known = Room("r", "telegram:-9", departments=there)
    moved = moved_room(room, small_plan(), IDS, known)
    assert (moved.departments, moved.plan, moved.address, moved.bound_at) == (then, small_plan().id, "telegram:-1", NOW)
    assert (
        moved_person(Person("p", "王", departments=was), IDS, Person("p", "王", departments=there)).departments == then
    )


@pytest.mark.parametrize(("grants", "then"), [("office", "office"), ("hr", "rsj"), ("gone", None)])
def test_an_invitation_goes_along_where_it_means_something(grants: str, then: str | None) -> None:
    moved = moved_invitation(Invitation("CODE", grants, "p", NOW, NOW + timedelta(hours=1)), IDS)
    assert (moved and moved.grants) == then
