"""Extensions (延期): a later due date is asked for with a reason; until it is granted the old one rules. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.plan.model import Amendment, Plan, Task
from bot.progress.board import closing_day
from bot.supervision.model import Matter, MatterKind, MatterState


def fault_of_request(task: Task, wanted: date, today: date, plan: Plan) -> str:
    """Say why a date cannot be asked for: earlier | past | beyond, empty where it can.

    It must be later than the due date and than today, and not after the plan's closing day.
    """
    if wanted <= task.due.date:
        return "earlier"
    if wanted <= today:
        return "past"
    return "beyond" if wanted > closing_day(plan) else ""


def example_day(task: Task, today: date, plan: Plan) -> date:
    """Name a day that may be asked for: a month after the due date and today, or the last one allowed."""
    return min(max(task.due.date, today) + timedelta(days=31), closing_day(plan))


def fault_of_grant(matter: Matter, task: Task | None) -> str:
    """Say why a request can no longer be granted: moved (the due date is another one since), gone, or nothing."""
    if task is None:
        return "gone"
    return "moved" if task.due.date != matter.before else ""


def amendment_of(matter: Matter) -> Amendment:
    """Make the correction of the plan that a granted request brings about."""
    assert matter.wanted is not None
    assert matter.answered_at is not None
    return Amendment(matter.subject, "due", matter.wanted.isoformat(), matter.answered_name, matter.answered_at.date())


def pending_of(matters: Iterable[Matter], task: str) -> Matter | None:
    """Find the request on a task that waits for its answer; there is at most one."""
    return next((m for m in _of(matters, task) if m.waits), None)


def times_extended(matters: Iterable[Matter], task: str) -> int:
    """Count the extensions a task was granted."""
    return sum(m.state is MatterState.GRANTED for m in _of(matters, task))


def _of(matters: Iterable[Matter], task: str) -> Iterable[Matter]:
    return (m for m in matters if m.kind is MatterKind.EXTENSION and m.subject == task)
