"""What has been done: reports, what was understood of them, and where a task or target stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """What a department says of a task."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    BLOCKED = "blocked"


class Lamp(StrEnum):
    """The computed light of a task or target."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"  # no data
    REPORTED = "reported"  # the department says done, the office has not accepted it yet
    DONE = "done"

    @property
    def finished(self) -> bool:
        """Whether the department has nothing left to do: done, or reported so."""
        return self in (Lamp.REPORTED, Lamp.DONE)


class Ruling(StrEnum):
    """What the office decided about a task that was reported done."""

    ACCEPTED = "accepted"  # 办结
    RETURNED = "returned"  # 退回


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the field `of` of a reading is not sure. `code` names a sentence of the texts, `values` fill it."""

    of: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Reading:
    """What the bot understood of one text. `percent` is completion in %, `value` is in the measure's unit.

    `sure` is false where the bot must ask before it records; `doubts` say which fields and why.
    """

    is_update: bool
    percent: float | None = None
    value: float | None = None
    unit: str | None = None
    state: State | None = None
    forecast: date | None = None
    period_end: date | None = None
    blocker: bool = False
    blocker_text: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it may be recorded without asking."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or document that stands behind a report, as the platform names it.

    `size` (bytes) and `sha256` are known once it was fetched, after the report; `fault` says why it never can be.
    """

    kind: str  # photo | document
    file_id: str
    name: str = ""
    size: int = 0
    sha256: str = ""
    fault: str = ""

    @property
    def settled(self) -> bool:
        """Whether there is nothing more to find out."""
        return bool(self.sha256 or self.fault)


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """One report on one subject (a task or a target). The raw text is kept for ever.

    `key` is the idempotency key `platform address:message id:edit time:subject`; the same key is recorded once.
    `message` is `address:message id`: an edit of the same message supersedes the earlier update (newest `edited` wins).
    `milestone` is set where the report says that this milestone is met.
    `invented` marks demonstration data; `late` a report after the plan's closing day (迟报).
    `to_accept` is set where it reports a task done and the office has to accept that. With a `ruling` it is no report
    but the office's decision, its reason in `text`.
    """

    key: str
    subject: str
    at: datetime
    text: str
    reading: Reading
    person: str = ""  # person id
    person_name: str = ""
    department: str = ""  # department id it was reported for
    room: str = ""  # room id
    message: str = ""
    edited: int = 0  # the platform's edit date, seconds; 0 for an original message
    milestone: date | None = None
    evidence: tuple[Evidence, ...] = ()
    invented: bool = False
    late: bool = False
    marks: tuple[str, ...] = ()  # codes of checks that asked before this counted
    to_accept: bool = False
    ruling: Ruling | None = None
    retracted: bool = False
    id: int = 0  # given by the store, growing


@dataclass(frozen=True, slots=True)
class Summary:
    """What the effective reports on one subject add up to: the newest of each field. Made by `standing.summarise`.

    `value` and `percent` come from the same report, `figure`: a percent of last month beside a value of today would
    contradict it. `values` holds (period end, value) pairs, oldest first. `late` is the newest report after the plan's
    closing day (迟报); nothing else here knows of those. `done_at` and `done_id` are of the first report of those that
    say done now; `pending` while the office has to accept it, `ruling` what it decided last and still holds.
    """

    subject: str
    reports: int = 0
    last: StatusUpdate | None = None
    value: float | None = None
    percent: float | None = None
    figure: StatusUpdate | None = None  # the update that gave value or percent
    state: State | None = None
    state_at: datetime | None = None
    forecast: date | None = None
    blocker: bool = False
    blocker_text: str | None = None
    milestones_met: frozenset[date] = frozenset()
    values: tuple[tuple[date, float], ...] = ()
    done_at: datetime | None = None
    done_id: int = 0
    pending: bool = False
    ruling: StatusUpdate | None = None
    invented: bool = False  # any of the reports behind it is demonstration data
    late: StatusUpdate | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: `code` names a sentence in the texts, `values` fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Standing:
    """A task or target at one instant. `percent` is completion in %, `trajectory` what should stand today in %.

    For a target `value` is its newest figure with `period_end`, `gap` its distance in points from the goal.
    """

    subject: str
    lamp: Lamp
    why: Reason
    value: float | None = None
    percent: float | None = None
    trajectory: float | None = None
    state: State | None = None
    blocker: bool = False
    blocker_text: str | None = None
    forecast: date | None = None
    last_report: datetime | None = None
    period_end: date | None = None
    gap: float | None = None
    summary: Summary | None = None

    @property
    def invented(self) -> bool:
        """Whether demonstration data stands behind it."""
        return self.summary is not None and self.summary.invented


@dataclass(frozen=True, slots=True)
class LampChange:
    """A stored row: since when a lamp shows what it shows, and what it showed before."""

    subject: str
    at: datetime
    before: Lamp | None
    after: Lamp
    why: Reason
