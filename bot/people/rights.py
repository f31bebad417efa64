"""Who sees and may do what: one answer for chat, page, ledger and pictures."""

from collections.abc import Collection

from bot.people.model import Person, Role, Room, Viewer
from bot.plan.model import Target, Task


def viewer_in(room: Room, person: Person) -> Viewer:
    """Say who is looking: in a private chat the person's rights count, in a group the room's."""
    if room.private:
        return Viewer(person.role, frozenset(person.departments))
    if room.audience == "office":
        return Viewer(Role.OFFICE)
    if room.audience == "leaders":
        return Viewer(Role.LEADER)
    if room.departments:
        return Viewer(Role.LEAD, frozenset(room.departments))
    return Viewer(Role.GUEST)


def sees_progress(viewer: Viewer, subject: Task | Target) -> bool:
    """Whether reports and lamps of this subject may be shown; the published plan itself is always shown."""
    if viewer.sees_everything:
        return True
    if isinstance(subject, Target):
        return viewer.role is Role.LEAD
    return viewer.role is Role.LEAD and not viewer.departments.isdisjoint(subject.departments)


def may_report(room: Room, person: Person, subject: Task | Target, *, only_leads: bool) -> bool:
    """Whether this person may report on the subject here.

    Anyone in a department's bound room may, recorded by name, unless `only_leads` asks for a named lead; the office may
    report for everyone.
    """
    departments = subject.departments if isinstance(subject, Task) else (subject.lead.department,)
    return _answers_for(room, person, departments, only_leads=only_leads)


def may_request(room: Room, person: Person, task: Task, *, only_leads: bool) -> bool:
    """Whether this person may ask supporting departments of a task for their part here: its lead and the office may."""
    return _answers_for(room, person, (task.lead.department,), only_leads=only_leads)


def _answers_for(room: Room, person: Person, departments: Collection[str], *, only_leads: bool) -> bool:
    if person.role is Role.OFFICE or not set(person.departments).isdisjoint(departments):
        return True
    return not only_leads and not room.private and not set(room.departments).isdisjoint(departments)


def may_grant(person: Person, *, leaders_too: bool) -> bool:
    """Whether this person may decide on an extension: the office, and leaders where the configuration says so."""
    return person.role is Role.OFFICE or (leaders_too and person.role is Role.LEADER)


def may_nudge(person: Person) -> bool:
    """Whether this person may nudge departments and hold a meeting on them: the office and the leaders."""
    return person.role in (Role.OFFICE, Role.LEADER)


def may_administer(person: Person) -> bool:
    """Whether this person may invite, bind, assign, reschedule and set numbers (the office)."""
    return person.role is Role.OFFICE
