"""How the plan itself was changed since a hearer's last digest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from bot.plan.model import Plan, Target, Task

Subject = Task | Target


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What a change of the plan added, changed and removed; what was removed is told as its id and name."""

    added: tuple[Subject, ...] = ()
    changed: tuple[Subject, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many targets and tasks it touched."""
        return len(self.added) + len(self.changed) + len(self.removed)


def adjusted(plan: Plan, since: date, today: date, departments: Collection[str] | None) -> Adjusted:
    """Gather the changes made from `since` on and before today; of some departments, or (None) of the whole plan.

    A change made today waits for the next digest, so that none is told twice or never. What is no longer planned has no
    department any more: only those who see the whole plan are told.
    """
    changes = [change for change in plan.changes if since <= change.on < today]
    added = dict.fromkeys(one for change in changes for one in change.added)
    changed = dict.fromkeys(one for change in changes for one in change.changed if one not in added)
    removed = dict.fromkeys(one for change in changes for one in change.removed)
    return Adjusted(
        tuple(_known(plan, added, departments)),
        tuple(_known(plan, changed, departments)),
        tuple(removed) if departments is None else (),
    )


def _known(plan: Plan, ids: Iterable[str], departments: Collection[str] | None) -> Iterable[Subject]:
    for own in ids:
        subject = plan.subject(own)
        if subject and (departments is None or _concerns(subject, departments)):
            yield subject


def _concerns(subject: Subject, departments: Collection[str]) -> bool:
    answering = subject.departments if isinstance(subject, Task) else (subject.lead.department,)
    return any(department in departments for department in answering)
