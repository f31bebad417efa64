"""What the bot says unasked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.plan.model import Target, Task
from bot.progress.model import Standing
from bot.supervision.model import Matter


class Kind(StrEnum):
    """The notices there are."""

    REMINDER = "reminder"  # to a department's room: what falls due; to the leaders: what is seven working days over
    DIGEST = "digest"  # weekly, to every bound room
    DAILY = "daily"  # to the office: what happened since the last one, whom to chase
    MONTHLY = "monthly"  # to a department: nothing reported for 30 days
    HANDOVER = "handover"  # to a lead and to who acted for them, in private: it has ended


@dataclass(frozen=True, slots=True)
class Said:
    """The key under which something counts as said: subject (or a request's id), stage, the date it is about, to whom.

    `audience` is the id of the room that heard it, so that a room bound later hears the current stage once; where no
    room is bound it is a department id, "@office" or "@leaders".

    `stage` is a step of the ladder ("-30" … "0" … "+12"), or "lamp" with the date of the change, "figure" with the end
    of the period asked about, "quote" (the plan's sentence was shown). An empty subject speaks of a whole message:
    "day" (the room had its message of that date), "digest" (of the week that begins on that date), "daily". "monthly"
    has a department as its subject and the first of the month as its date.
    """

    subject: str
    stage: str
    date: date
    audience: str


@dataclass(frozen=True, slots=True)
class Item:
    """One task or target inside a reminder: the stage reached, the date it is about, whether it is a milestone's.

    A target is told of where its lamp turned, or where the figure of the period that ended on `date` is out. With a
    `request` the item is the part asked of the hearer. `waits` are the open requests to others on the task.
    """

    subject: Task | Target
    standing: Standing
    stage: str  # "-30" "-7" "-3" "-1" "0" "+1" "+3" "+7" "+12" …, "lamp" or "figure"
    date: date
    milestone: str = ""  # its words, where the date is a milestone's
    working_days: int = 0  # left (positive) or overdue (negative)
    supporting: bool = False  # the hearer supports this task, another department leads it
    first: bool = False  # this room has not seen the plan's sentence of this task yet
    late: bool = False  # should have been said on an earlier day, when the bot was down
    request: Matter | None = None
    waits: tuple[Matter, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One message that is owed. `key` is `kind:local date:room id` (department id where no room is bound).

    `values` fill the template named by `kind`; `subjects` are the ids a reply to it may be about, in the order listed.
    `said` is to be recorded together with the message. `figures` of a digest are to be kept under `figures_key`, for
    next week's comparison.
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
    figures: Mapping[str, int] = field(default_factory=dict[str, int])
    figures_key: str = ""
