"""What was asked of the office and what it answered: blocks of the digest and the daily."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.notices.agenda import Agenda
from bot.plan.model import Task
from bot.supervision.coordination import is_waiting
from bot.supervision.extension import times_extended
from bot.supervision.model import Matter, MatterKind, MatterState
from bot.supervision.support import concerned


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a later due date; `times` is how often the task was extended, a grant of this one included."""

    matter: Matter
    task: Task
    times: int


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests that wait for the office, the oldest first, and those answered since the last message of the kind."""

    pending: tuple[Request, ...] = ()
    granted: tuple[Request, ...] = ()
    refused: tuple[Request, ...] = ()

    @property
    def total(self) -> int:
        """How many there are of all three."""
        return len(self.pending) + len(self.granted) + len(self.refused)


def requests(agenda: Agenda, tasks: Collection[str], since: datetime) -> Requests:
    """Gather the requests on these tasks: all that wait, and what was answered since then."""
    asked = [m for m in agenda.facts.matters if m.kind is MatterKind.EXTENSION and m.subject in tasks]
    asked.sort(key=lambda matter: matter.at)
    fresh = [m for m in asked if m.answered_at and since <= m.answered_at <= agenda.now]
    return Requests(
        pending=tuple(_request(agenda, m) for m in asked if m.waits),
        granted=tuple(_request(agenda, m) for m in fresh if m.state is MatterState.GRANTED),
        refused=tuple(_request(agenda, m) for m in fresh if m.state is MatterState.REFUSED),
    )


@dataclass(frozen=True, slots=True)
class Helping:
    """Help that is asked for: the matters shown, and how many there are."""

    lines: tuple[Matter, ...] = ()
    total: int = 0
    parts: int = 0  # how many of them ask a supporting department for its part

    @property
    def counted(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


def helping(agenda: Agenda, departments: Collection[str] | None, shown: int) -> Helping:
    """Gather what is asked of others and open, the longest overdue first: all, or what concerns these departments."""
    mine = [
        matter
        for matter in agenda.facts.matters
        if is_waiting(matter)
        and matter.subject in agenda.plan.tasks
        and (departments is None or not concerned(matter, agenda.plan).isdisjoint(departments))
    ]
    mine.sort(key=lambda matter: (matter.due or agenda.today, matter.at))
    return Helping(tuple(mine[:shown]), len(mine), sum(m.kind is MatterKind.SUPPORT for m in mine))


def _request(agenda: Agenda, matter: Matter) -> Request:
    return Request(matter, agenda.plan.tasks[matter.subject], times_extended(agenda.facts.matters, matter.subject))
