"""The plan as data: targets, sections, initiatives, tasks, measures, milestones, departments."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Basis(StrEnum):
    """Where a fact comes from."""

    SOURCE = "source"  # the published plan says so
    DERIVED = "derived"  # computed by a rule
    ASSIGNED = "assigned"  # someone decided: who and when stand beside it


class Comparator(StrEnum):
    """How a measure compares with its value. `POSITIVE`, `WITH` (in step with another rate) and `ASSIGNED` (set by a
    higher level) carry no value of their own."""

    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"
    EXACTLY = "="
    ABOUT = "≈"
    RANGE = "range"
    POSITIVE = "positive"
    WITH = "with"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, how it compares, how much. `unit` is the plan's own (亿元, 个, 场, 户, %).

    `reported` is true for the one measure of a task that reports are read against.
    `growth` is true where the number is a rate of growth, not an amount.
    """

    what: str
    comparator: Comparator
    value: float | None
    unit: str
    value_max: float | None = None
    reported: bool = False
    growth: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the review half of the report says of the year before.

    `comparable` false means another definition (口径不同): shown with `note`, never used in arithmetic.
    """

    year: int
    what: str
    value: float | None
    unit: str
    quote: str
    comparable: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A department that answers for something, and who decided that, when."""

    department: str
    basis: Basis = Basis.ASSIGNED
    by: str = ""
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a task must stand. `original` is the date before an approved extension or a correction."""

    date: dt.date
    basis: Basis = Basis.DERIVED
    by: str = ""
    on: dt.date | None = None
    original: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """What must stand by a date before the due date, in words; optionally the percent or value by then."""

    date: dt.date
    text: str
    percent: float | None = None
    value: float | None = None
    basis: Basis = Basis.ASSIGNED


@dataclass(frozen=True, slots=True)
class Target:
    """A headline number for the whole district.

    `every` and `release_lag_days` say how often a figure exists and how long after its period it is published.
    `nominal` is true where a rate may be applied to an amount (prices of the year); GDP grows at constant prices.
    `baseline_share`: the share of the base year's total that each past period holds, by its last month ({3: 0.22}).
    `by` and `on`: who set the number and when, where the office did (basis `assigned`).
    """

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    measure: Measure
    lead: Assignment
    quote: str
    basis: Basis = Basis.SOURCE
    baseline: Baseline | None = None
    every: str = "quarter"  # month | quarter | year
    release_lag_days: int = 20
    nominal: bool = False
    baseline_share: Mapping[int, float] = field(default_factory=dict[int, float])
    by: str = ""
    on: dt.date | None = None
    programme: str = ""  # the programme it joined the plan with


@dataclass(frozen=True, slots=True)
class Task:
    """The smallest thing one department answers for, cut from a sentence of the plan.

    `since` is the day it was decided, where a meeting added it within the plan's year.
    """

    id: str
    title: str
    quote: str
    measures: tuple[Measure, ...]
    due: Due
    lead: Assignment
    supporting: tuple[Assignment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    baseline: Baseline | None = None
    title_en: str = ""
    since: dt.date | None = None

    @property
    def measure(self) -> Measure | None:
        """The measure that reports are read against, or None where nothing is counted."""
        return next((m for m in self.measures if m.reported), None)

    @property
    def departments(self) -> tuple[str, ...]:
        """Ids of the lead department and then the supporting ones."""
        return (self.lead.department, *(a.department for a in self.supporting))


@dataclass(frozen=True, slots=True)
class Initiative:
    """A bold lead sentence of a section, with the tasks cut from what follows it."""

    id: str
    title: str
    tasks: tuple[Task, ...]
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the numbered parts of the plan; `programme` names the programme it joined the plan with (民生实事)."""

    id: str
    number: str
    title: str
    initiatives: tuple[Initiative, ...]
    title_en: str = ""
    programme: str = ""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks of the section in the plan's order."""
        return tuple(task for initiative in self.initiatives for task in initiative.tasks)


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """A clause that commits nobody to anything, and why it is no task."""

    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change of the plan within its year, as announced: ids added and changed; ids removed, with their names."""

    on: dt.date
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the district, by its full official name and the short names people use."""

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One year's plan, whole. `report` is the published text, for `/source`."""

    id: str
    year: int
    title: str
    district: str
    targets: tuple[Target, ...]
    sections: tuple[Section, ...]
    departments: tuple[Department, ...]
    uncommitted: tuple[Uncommitted, ...] = ()
    report: str = ""
    title_en: str = ""
    district_en: str = ""
    changes: tuple[PlanChange, ...] = ()

    def all_tasks(self) -> Iterator[Task]:
        """Every task in the plan's order."""
        for section in self.sections:
            yield from section.tasks

    @cached_property
    def tasks(self) -> Mapping[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.all_tasks()}

    @cached_property
    def target_by_id(self) -> Mapping[str, Target]:
        """Targets by id."""
        return {target.id: target for target in self.targets}

    @cached_property
    def department_by_id(self) -> Mapping[str, Department]:
        """Departments by id."""
        return {department.id: department for department in self.departments}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of each task, by task id."""
        return {task.id: section for section in self.sections for task in section.tasks}

    @cached_property
    def initiative_of(self) -> Mapping[str, Initiative]:
        """The initiative of each task, by task id."""
        return {t.id: i for section in self.sections for i in section.initiatives for t in i.tasks}

    def subject(self, subject_id: str) -> Task | Target | None:
        """Find what a report can be about: a task or a target, by exact id."""
        return self.tasks.get(subject_id) or self.target_by_id.get(subject_id)

    @property
    def start(self) -> dt.date:
        """The first day of the plan's year."""
        return dt.date(self.year, 1, 1)

    @property
    def end(self) -> dt.date:
        """The last day of the plan's year."""
        return dt.date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction that survives a reload of the plan files (`/assign`, `/reschedule`, `/set`, `/decide`).

    `kind` is lead | due | value | task; `value` is a department id, an ISO date, a number as text, a decision as JSON.
    """

    subject: str
    kind: str
    value: str
    by: str
    on: dt.date
