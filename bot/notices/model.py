"""What the bot says unasked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.plan.model import Task
from bot.progress.model import Standing


class Kind(StrEnum):
    """The notices there are."""

    REMINDER = "reminder"  # to a department's room: what falls due
    DIGEST = "digest"  # weekly, to every bound room
    DAILY = "daily"  # to the office: what happened yesterday, whom to chase
    MONTHLY = "monthly"  # to a department: who has not reported for 30 days


@dataclass(frozen=True, slots=True)
class Said:
    """The key under which something counts as said: subject, stage, the date it is about, to whom.

    `audience` is a department id, "office" or "leaders".
    """

    subject: str
    stage: str
    date: date
    audience: str


@dataclass(frozen=True, slots=True)
class Item:
    """One task inside a reminder: the stage reached, the date it is about, whether it is a milestone's."""

    task: Task
    standing: Standing
    stage: str  # "-30" "-7" "-3" "-1" "0" "+1" "+3" "+7" "+12" … or "lamp"
    date: date
    milestone: str = ""  # its words, where the date is a milestone's
    working_days: int = 0  # left (positive) or overdue (negative)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message that is owed. `key` is `kind:local date:room id` (department id where no room is bound).

    `values` fill the template named by `kind`; `subjects` are the ids a reply to it may be about, in the order listed.
    """

    key: str
    kind: Kind
    at: datetime
    room: str | None
    departments: tuple[str, ...]
    audience: str  # "department" | "office" | "leaders"
    subjects: tuple[str, ...]
    said: tuple[Said, ...]
    values: dict[str, object]
    late: bool = False
