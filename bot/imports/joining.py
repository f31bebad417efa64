"""Two plans of one year in one folder: a programme's targets and sections join the plan, with ids of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from bot.imports.programmes import opening_line
from bot.plan.model import Assignment, Basis, Department, Initiative, Milestone, Plan, PlanChange, Section, Target, Task
from bot.plan.names import name_key


def with_departments_of(old: Plan, new: Plan) -> Plan:
    """Let the new plan speak of the old one's departments: those of one name have one id."""
    known = {name_key(name): one.id for one in old.departments for name in (one.name, *one.aliases)}
    ids = {one.id for one in old.departments}
    meant: dict[str, str] = {}
    added: list[Department] = []
    for one in new.departments:
        own = known.get(name_key(one.name))
        if own is None:
            own = _free(one.id, ids)
            ids.add(own)
            added.append(replace(one, id=own, aliases=tuple(a for a in one.aliases if name_key(a) not in known)))
        meant[one.id] = own
    return replace(
        new,
        departments=(*old.departments, *added),
        targets=tuple(replace(one, lead=_led(one.lead, meant)) for one in new.targets),
        sections=tuple(_section(one, one.id, meant) for one in new.sections),
    )


def joined(old: Plan, new: Plan, on: date, programme: str) -> Plan:
    """Add a programme of the same year to a plan: its sections come last, numbered on, and bear the programme's name.

    Targets whose name the plan has already stay out, for they are the same. The change is recorded as of `on`, for the
    next digest to tell.
    """
    assert old.year == new.year
    new = with_departments_of(old, new)
    first = max((int(one.split(".")[0]) for one in _numbers_used(old)), default=0) + 1
    sections = tuple(
        replace(_section(_from(one, on), str(first + place), {}), programme=programme)
        for place, one in enumerate(new.sections)
    )
    targets = tuple(replace(one, programme=programme) for one in _new_targets(old, new))
    added = (*(one.id for one in targets), *(task.id for one in sections for task in one.tasks))
    return replace(
        old,
        targets=(*old.targets, *targets),
        sections=(*old.sections, *sections),
        departments=new.departments,
        uncommitted=(*old.uncommitted, *new.uncommitted),
        report=f"{old.report.rstrip()}\n\n{opening_line(programme)}\n\n{new.report}",
        changes=(*old.changes, PlanChange(on, added)),
    )


def _from(section: Section, on: date) -> Section:
    """Let milestones count from the day the programme joined: before it nobody was asked for any."""
    return replace(section, initiatives=tuple(_initiative_from(one, on) for one in section.initiatives))


def _initiative_from(initiative: Initiative, on: date) -> Initiative:
    return replace(initiative, tasks=tuple(replace(t, milestones=_milestones_from(t, on)) for t in initiative.tasks))


def _milestones_from(task: Task, on: date) -> tuple[Milestone, ...]:
    """Give those still to come; where all have passed, the last of them half way to the due date."""
    ahead = tuple(one for one in task.milestones if one.date > on)
    if ahead or not task.milestones or task.due.date <= on:
        return ahead or task.milestones
    return (replace(task.milestones[-1], date=on + (task.due.date - on) / 2, basis=Basis.DERIVED),)


def _numbers_used(plan: Plan) -> Iterator[str]:
    """List the ids of sections and of what earlier changes removed, for no id is used twice."""
    yield from (one.id for one in plan.sections)
    removed = (entry.split(" ")[0] for change in plan.changes for entry in change.removed)
    yield from (own for own in removed if own[0].isdecimal())


def _new_targets(old: Plan, new: Plan) -> Iterator[Target]:
    names = {name_key(name) for one in old.targets for name in (one.name, *one.aliases)}
    ids = {one.id for one in old.targets}
    for one in new.targets:
        if name_key(one.name) not in names:
            own = _free(one.id, ids)
            ids.add(own)
            yield replace(one, id=own, aliases=tuple(a for a in one.aliases if name_key(a) not in names))


def _free(own: str, taken: set[str]) -> str:
    return next(one for number in count(1) if (one := own if number == 1 else f"{own}-{number}") not in taken)


def _section(section: Section, own: str, meant: Mapping[str, str]) -> Section:
    return replace(section, id=own, initiatives=tuple(_initiative(i, own, meant) for i in section.initiatives))


def _initiative(initiative: Initiative, section: str, meant: Mapping[str, str]) -> Initiative:
    own = f"{section}.{initiative.id.split('.')[1]}"
    return replace(initiative, id=own, tasks=tuple(_task(task, own, meant) for task in initiative.tasks))


def _task(task: Task, initiative: str, meant: Mapping[str, str]) -> Task:
    return replace(
        task,
        id=f"{initiative}.{task.id.split('.')[2]}",
        lead=_led(task.lead, meant),
        supporting=tuple(_led(one, meant) for one in task.supporting),
    )


def _led(one: Assignment, meant: Mapping[str, str]) -> Assignment:
    return replace(one, department=meant.get(one.department, one.department))
