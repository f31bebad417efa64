"""Who sees and may do what, as a table."""

import pytest

from bot.people.model import Person, Role, Room
from bot.people.rights import may_administer, may_report, sees_progress, viewer_in
from bot.plan.model import Plan

HR_ROOM = Room("r", "telegram:-1", departments=("hr",))
DRC_ROOM = Room("d", "telegram:-2", departments=("drc",))
OFFICE_ROOM = Room("o", "telegram:-3", audience="office")
LEADERS_ROOM = Room("l", "telegram:-4", audience="leaders")
UNBOUND = Room("u", "telegram:-5")
PRIVATE = Room("p", "telegram:9", private=True)
CLERK = Person("telegram:1", "王", Role.OFFICE)
LEADER = Person("telegram:2", "陈", Role.LEADER)
HR_LEAD = Person("telegram:3", "李", Role.LEAD, ("hr",))
GUEST = Person("telegram:4", "客")


@pytest.mark.parametrize(
    ("room", "person", "own", "other", "target"),
    [
        (HR_ROOM, GUEST, True, False, True),  # the room decides, whoever asks
        (HR_ROOM, CLERK, True, False, True),
        (OFFICE_ROOM, GUEST, True, True, True),
        (LEADERS_ROOM, GUEST, True, True, True),
        (UNBOUND, CLERK, False, False, False),
        (PRIVATE, CLERK, True, True, True),
        (PRIVATE, LEADER, True, True, True),
        (PRIVATE, HR_LEAD, True, False, True),
        (PRIVATE, GUEST, False, False, False),
    ],
)
def test_progress_is_shown_to_those_it_concerns(
    plan: Plan, room: Room, person: Person, own: bool, other: bool, target: bool
) -> None:
    viewer = viewer_in(room, person)
    assert sees_progress(viewer, plan.tasks["2.1.1"]) is own
    assert sees_progress(viewer, plan.tasks["1.1.2"]) is other
    assert sees_progress(viewer, plan.targets[0]) is target


def test_a_supporting_department_sees_what_it_supports(plan: Plan) -> None:
    viewer = viewer_in(Room("h", "telegram:-6", departments=("housing",)), GUEST)
    assert sees_progress(viewer, plan.tasks["1.1.1"])


@pytest.mark.parametrize(
    ("room", "person", "only_leads", "may"),
    [
        (HR_ROOM, GUEST, False, True),
        (HR_ROOM, GUEST, True, False),
        (HR_ROOM, HR_LEAD, True, True),
        (DRC_ROOM, GUEST, False, False),
        (DRC_ROOM, HR_LEAD, False, True),  # the lead, even in another department's room
        (PRIVATE, HR_LEAD, True, True),
        (PRIVATE, GUEST, False, False),
        (OFFICE_ROOM, CLERK, True, True),
        (LEADERS_ROOM, LEADER, False, False),
    ],
)
def test_reports_come_from_the_department_or_the_office(
    plan: Plan, room: Room, person: Person, only_leads: bool, may: bool
) -> None:
    assert may_report(room, person, plan.tasks["2.1.1"], only_leads=only_leads) is may


def test_only_the_office_administers() -> None:
    assert [may_administer(p) for p in (CLERK, LEADER, HR_LEAD, GUEST)] == [True, False, False, False]
