"""Tasks decided at a meeting (会议议定): amendments of a kind of their own, laid over the plan as its last section.

Their ids (M1, M2 …) are theirs for ever: one withdrawn keeps its number. A decision whose department the plan does not
have (any more) stays on record and shows nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.plan.model import Amendment, Assignment, Basis, Due, Initiative, Milestone, Plan, PlanChange, Section, Task

KIND = "task"
FAMILY = "M"  # what their ids begin with, and the id of their section
NUMBER, TITLE, TITLE_EN = "议", "会议议定事项", "Decided in meetings"
LONGEST_TITLE = 40  # characters; the whole text is the task's quote


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a day: who does what until when. `key` names the message that said so."""

    department: str
    due: date
    text: str
    on: date
    milestones: tuple[tuple[date, str], ...] = ()
    key: str = ""
    withdrawn: bool = False


def amendment_of(own: str, decision: Decision, by: str, on: date) -> Amendment:
    """Write a decision as the amendment that keeps it; withdrawn it takes the place of the older one."""
    value = {
        "department": decision.department,
        "due": decision.due.isoformat(),
        "text": decision.text,
        "on": decision.on.isoformat(),
        "milestones": [[day.isoformat(), words] for day, words in decision.milestones],
        "key": decision.key,
        "withdrawn": decision.withdrawn,
    }
    return Amendment(own, KIND, json.dumps(value, ensure_ascii=False), by, on)


def decision_of(amendment: Amendment) -> Decision | None:
    """Read a decision back; None where the amendment is another or cannot be read."""
    if amendment.kind != KIND:
        return None
    try:
        value: Any = json.loads(amendment.value)
        return Decision(
            department=value["department"],
            due=date.fromisoformat(value["due"]),
            text=value["text"],
            on=date.fromisoformat(value["on"]),
            milestones=tuple((date.fromisoformat(day), words) for day, words in value["milestones"]),
            key=value["key"],
            withdrawn=value["withdrawn"],
        )
    except (ValueError, KeyError, TypeError):
        return None


def decided_by(amendments: Iterable[Amendment], key: str) -> Amendment | None:
    """Find the decision that a message brought about."""
    return next((a for a in amendments if (found := decision_of(a)) and found.key == key), None)


def next_id(amendments: Iterable[Amendment]) -> str:
    """Name the next decision; a number is used once, withdrawn or not."""
    numbers = [int(a.subject.removeprefix(FAMILY)) for a in amendments if a.kind == KIND]
    return f"{FAMILY}{max(numbers, default=0) + 1}"


def with_decided(plan: Plan, amendments: Iterable[Amendment]) -> Plan:
    """Give the plan with what was decided as its last section; digests tell of it as of any change of the plan."""
    found = [(a, decision) for a in amendments if (decision := decision_of(a))]
    known = [(a, decision) for a, decision in found if decision.department in plan.department_by_id]
    if not known:
        return plan
    tasks = tuple(_task(a, decision) for a, decision in known if not decision.withdrawn)
    changes = [_change(a, decision) for a, decision in known]
    section = Section(FAMILY, NUMBER, TITLE, (Initiative(FAMILY, TITLE, tasks, TITLE_EN),), TITLE_EN)
    return replace(
        plan,
        sections=(*plan.sections, section) if tasks else plan.sections,
        changes=(*plan.changes, *changes),
    )


def _task(amendment: Amendment, decision: Decision) -> Task:
    return Task(
        id=amendment.subject,
        title=title_of(decision.text),
        quote=decision.text,
        measures=(),
        due=Due(decision.due, Basis.ASSIGNED, amendment.by, decision.on),
        lead=Assignment(decision.department, Basis.ASSIGNED, amendment.by, decision.on),
        milestones=tuple(Milestone(day, words, basis=Basis.DERIVED) for day, words in decision.milestones),
        since=decision.on,
    )


def _change(amendment: Amendment, decision: Decision) -> PlanChange:
    if decision.withdrawn:
        return PlanChange(amendment.on, removed=(f"{amendment.subject} {title_of(decision.text)}",))
    return PlanChange(decision.on, added=(amendment.subject,))


def title_of(text: str) -> str:
    """Shorten what was decided to a title."""
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"
