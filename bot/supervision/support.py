"""Requests to supporting departments (请配合): the lead asks one for its part by a date, with its own clock. Pure."""

from collections.abc import Collection, Iterable
from datetime import date

from bot.plan.model import Plan, Task
from bot.progress.board import closing_day
from bot.supervision.model import Matter, MatterKind


def fault_of_request(task: Task, department: str, wanted: date, today: date, plan: Plan) -> str:
    """Say why a part cannot be asked for: lead | others | past | beyond, empty where it can.

    The department must support the task; the date must be today or later, and not after the plan's closing day.
    """
    if department == task.lead.department:
        return "lead"
    if department not in task.departments:
        return "others"
    if wanted < today:
        return "past"
    return "beyond" if wanted > closing_day(plan) else ""


def waited_for(matters: Iterable[Matter], task: str) -> list[Matter]:
    """List the open requests on a task, the one due first first."""
    found = [m for m in matters if m.kind is MatterKind.SUPPORT and m.waits and m.subject == task]
    return sorted(found, key=lambda matter: (matter.due or date.max, matter.at))


def asked_of(matters: Iterable[Matter], departments: Collection[str]) -> list[Matter]:
    """List the open requests that these departments have still to answer, the one due first first."""
    own = set(departments)
    found = [
        m for m in matters if m.kind is MatterKind.SUPPORT and m.waits and not m.answer and not own.isdisjoint(m.asked)
    ]
    return sorted(found, key=lambda matter: (matter.due or date.max, matter.at))


def concerned(matter: Matter, plan: Plan) -> frozenset[str]:
    """Name the departments a matter concerns: who asks, who is asked, and of a part the task's lead."""
    task = plan.tasks.get(matter.subject)
    lead = {task.lead.department} if task and matter.kind is MatterKind.SUPPORT else set[str]()
    return frozenset({matter.department, *matter.asked, *lead} - {""})
