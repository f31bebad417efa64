"""The office's corrections laid over the plan of the files: who leads, when a task is due, the number of a
target, tasks that a meeting added."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.plan.decided import KIND as DECIDED
from bot.plan.decided import with_decided
from bot.plan.model import Amendment, Assignment, Basis, Comparator, Due, Measure, Plan, Section, Target, Task

TAKES_AT_LEAST = (Comparator.POSITIVE, Comparator.WITH, Comparator.ASSIGNED, Comparator.RANGE)

Corrections = Mapping[str, list[Amendment]]


def amended(plan: Plan, amendments: Iterable[Amendment]) -> Plan:
    """Give the plan with the amendments applied in their order; what they do not touch is shared with the old plan.

    One that does not fit the plan (any more: the files may have changed since) is passed over. A task's earlier date is
    kept as `due.original`, and milestones that are no longer before its due date fall away. A number set for a target
    that had none of its own (完成市下达目标), or a range, is to be reached at least.
    """
    amendments = tuple(amendments)
    plan = with_decided(plan, amendments)
    corrections: dict[str, list[Amendment]] = {}
    for amendment in amendments:
        if amendment.kind != DECIDED:
            corrections.setdefault(amendment.subject, []).append(amendment)
    if not corrections:
        return plan
    return replace(
        plan,
        targets=tuple(_target(plan, target, corrections) for target in plan.targets),
        sections=tuple(_section(plan, section, corrections) for section in plan.sections),
    )


def _section(plan: Plan, section: Section, corrections: Corrections) -> Section:
    if not any(task.id in corrections for task in section.tasks):
        return section
    initiatives = (
        replace(initiative, tasks=tuple(_task(plan, task, corrections) for task in initiative.tasks))
        for initiative in section.initiatives
    )
    return replace(section, initiatives=tuple(initiatives))


def _task(plan: Plan, task: Task, corrections: Corrections) -> Task:
    for amendment in corrections.get(task.id, ()):
        lead = _lead(plan, amendment)
        if lead:
            others = tuple(one for one in task.supporting if one.department != lead.department)
            task = replace(task, lead=lead, supporting=others)
        elif amendment.kind == "due" and (day := _date(amendment.value)):
            due = Due(day, Basis.ASSIGNED, amendment.by, amendment.on, task.due.original or task.due.date)
            task = replace(task, due=due, milestones=tuple(one for one in task.milestones if one.date < day))
    return task


def _target(plan: Plan, target: Target, corrections: Corrections) -> Target:
    for amendment in corrections.get(target.id, ()):
        lead = _lead(plan, amendment)
        number = _number(amendment.value) if amendment.kind == "value" else None
        if lead:
            target = replace(target, lead=lead)
        elif number is not None:
            measure = _with_number(target.measure, number)
            target = replace(target, measure=measure, basis=Basis.ASSIGNED, by=amendment.by, on=amendment.on)
    return target


def _lead(plan: Plan, amendment: Amendment) -> Assignment | None:
    if amendment.kind != "lead" or amendment.value not in plan.department_by_id:
        return None
    return Assignment(amendment.value, Basis.ASSIGNED, amendment.by, amendment.on)


def _with_number(measure: Measure, number: float) -> Measure:
    comparator = Comparator.AT_LEAST if measure.comparator in TAKES_AT_LEAST else measure.comparator
    return replace(measure, comparator=comparator, value=number, value_max=None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
