"""From the tables of a plan folder to a Plan; what breaks the format's rules (docs/plan-format.md) is noted."""

from collections.abc import Sequence
from datetime import MINYEAR, date
from enum import StrEnum

from bot.plan.model import (
    Assignment,
    Baseline,
    Basis,
    Comparator,
    Department,
    Due,
    Initiative,
    Measure,
    Milestone,
    Plan,
    PlanChange,
    Section,
    Target,
    Task,
    Uncommitted,
)
from bot.plan.names import name_key
from bot.plan.rules import check_milestone, check_value, no_role, number_id, own_names, squeezed, word_id
from bot.plan.table import Table, did_you_mean, shown

MILESTONE = 'milestones = [{ date = 2023-06-30, text = "完成过半" }]'


class Every(StrEnum):
    """How often a target's figure exists."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def departments_of(root: Table) -> tuple[Department, ...]:
    """Read departments.toml."""
    seen: set[str] = set()
    names: dict[str, str] = {}
    departments: list[Department] = []
    for table in root.tables("departments", least="[[departments]]"):
        name = table.text("name")
        department = Department(
            id=word_id(table, seen, "commerce"),
            name=name,
            name_en=table.text("name_en", name),
            aliases=table.texts("aliases"),
        )
        table.close()
        no_role(table, department.id, department.name, department.aliases)
        own_names(table, names, department.id, department.name, department.aliases)
        departments.append(department)
    root.close()
    return tuple(departments)


def plan_of(root: Table, report: str | None, departments: Sequence[Department] | None) -> Plan:
    """Read plan.toml. What is None could not be read: nothing is checked against it."""
    return _PlanBuilder(root, report, departments).plan()


class _PlanBuilder:
    def __init__(self, root: Table, report: str | None, departments: Sequence[Department] | None) -> None:
        self._root = root
        self._report = report
        self._squeezed = None if report is None else squeezed(report)
        self._place = 0
        self._departments = departments
        self._department_ids = {department.id for department in departments or ()}
        self._ids: set[str] = set()
        self._names: dict[str, str] = {}
        self._targets: dict[str, Target] = {}  # the first of each name
        self._year: int | None = None  # None where the file gives none: then no date is checked against it
        self._by = ""
        self._on: date | None = None

    def plan(self) -> Plan:
        root = self._root
        plan_id = word_id(root, set(), "yuexiu-2023")
        self._year = root.whole("year", least=2000, most=2100)
        self._read_assigned()
        title, district = root.text("title"), root.text("district")
        plan = Plan(
            id=plan_id,
            year=self._year or MINYEAR,
            title=title,
            title_en=root.text("title_en", title),
            district=district,
            district_en=root.text("district_en", district),
            targets=tuple([self._target(table) for table in root.tables("targets")]),
            sections=self._sections(),
            departments=tuple(self._departments or ()),
            uncommitted=tuple([self._uncommitted(table) for table in root.tables("uncommitted")]),
            report=self._report or "",
            changes=tuple([self._change(table) for table in root.tables("changes")]),
        )
        root.close()
        return plan

    def _read_assigned(self) -> None:
        table = self._root.table("assigned", required=True)
        if table:
            self._by = table.text("by")
            self._on = table.day("on", required=True)
            table.close()

    def _target(self, table: Table) -> Target:
        measure = table.table("measure", required=True)
        name = table.text("name")
        target = Target(
            id=word_id(table, self._ids, "gdp"),
            name=name,
            name_en=table.text("name_en", name),
            aliases=table.texts("aliases"),
            measure=self._measure(measure, reported=True) if measure else Measure("", Comparator.ASSIGNED, None, ""),
            lead=self._lead(table),
            quote=self._quote(table),
            basis=table.choice("basis", Basis, Basis.SOURCE) or Basis.SOURCE,
            baseline=self._baseline(table),
            every=table.choice("every", Every, Every.QUARTER) or Every.QUARTER,
            release_lag_days=table.whole("release_lag_days", 20, most=366) or 0,
            nominal=table.flag("nominal", False),
            baseline_share=table.months("baseline_share"),
            programme=table.text("programme", ""),
        )
        table.close()
        name = "" if self._shares_name(target) else target.name
        own_names(table, self._names, target.id, name, target.aliases)
        return target

    def _shares_name(self, target: Target) -> bool:
        """Let an amount and a rate of growth of one thing share its name (财政收入达到25亿元，增长14%)."""
        first = self._targets.setdefault(name_key(target.name), target)
        return first.measure.growth != target.measure.growth

    def _sections(self) -> tuple[Section, ...]:
        before: list[str] = []
        return tuple([self._section(table, before) for table in self._root.tables("sections", least="[[sections]]")])

    def _section(self, table: Table, before: list[str]) -> Section:
        section_id = number_id(table, "", before)
        inner: list[str] = []
        title = table.text("title")
        section = Section(
            id=section_id,
            number=table.text("number", section_id),
            title=title,
            title_en=table.text("title_en", title),
            programme=table.text("programme", ""),
            initiatives=tuple(
                [
                    self._initiative(t, section_id, inner)
                    for t in table.tables("initiatives", least="[[sections.initiatives]]")
                ]
            ),
        )
        table.close()
        return section

    def _initiative(self, table: Table, parent: str, before: list[str]) -> Initiative:
        initiative_id = number_id(table, parent, before)
        inner: list[str] = []
        title = table.text("title")
        initiative = Initiative(
            id=initiative_id,
            title=title,
            title_en=table.text("title_en", title),
            tasks=tuple(
                [
                    self._task(t, initiative_id, inner)
                    for t in table.tables("tasks", least="[[sections.initiatives.tasks]]")
                ]
            ),
        )
        table.close()
        return initiative

    def _task(self, table: Table, parent: str, before: list[str]) -> Task:
        due = self._due(table)
        title, lead = table.text("title"), self._lead(table)
        measures = tuple([self._measure(t, reported=n == 0) for n, t in enumerate(table.tables("measures"))])
        task = Task(
            id=number_id(table, parent, before),
            title=title,
            title_en=table.text("title_en", title),
            quote=self._quote(table),
            measures=measures,
            due=due,
            lead=lead,
            supporting=self._supporting(table, lead.department),
            milestones=self._milestones(table, due.date, counted=bool(measures)),
            baseline=self._baseline(table),
        )
        table.close()
        return task

    def _measure(self, table: Table, *, reported: bool) -> Measure:
        comparator = table.choice("comparator", Comparator)
        value, value_max = table.number("value"), table.number("value_max")
        measure = Measure(
            what=table.text("what"),
            comparator=comparator or Comparator.ASSIGNED,
            value=value,
            value_max=value_max,
            unit=table.text("unit"),
            reported=reported,
            growth=table.flag("growth", False),
        )
        table.close()
        if comparator:
            check_value(table, comparator, value, value_max)
        return measure

    def _baseline(self, parent: Table) -> Baseline | None:
        table = parent.table("baseline")
        if table is None:
            return None
        baseline = Baseline(
            year=table.whole("year", least=1949, most=2100) or MINYEAR,
            what=table.text("what"),
            value=table.number("value"),
            unit=table.text("unit"),
            quote=self._quote(table),
            comparable=table.flag("comparable", True),
            note=table.text("note", ""),
        )
        table.close()
        if not baseline.comparable and not baseline.note:
            table.note("note", 'missing; say what differs from the plan, such as note = "2022年为中低收入家庭"')
        return baseline

    def _due(self, table: Table) -> Due:
        day = table.day("due")
        basis = table.choice("due_basis", Basis, Basis.ASSIGNED) or Basis.ASSIGNED
        if day is None:
            if "due_basis" in table and "due" not in table:
                table.note("due_basis", "stands without due; give a date, such as due = 2023-09-30, or leave out both")
            return Due(date(self._year or MINYEAR, 12, 31), Basis.DERIVED)
        if self._year:
            first, last = date(self._year, 1, 1), date(self._year + 1, 12, 31)
            if not first <= day <= last:
                table.note("due", f"{day} is outside the plan's year and the next; allowed: {first} to {last}")
        return Due(day, basis, *self._decided(basis))

    def _milestones(self, table: Table, due: date, *, counted: bool) -> tuple[Milestone, ...]:
        milestones: dict[date, Milestone] = {}
        for one in table.tables("milestones", least=MILESTONE):
            day = one.day("date", required=True)
            milestone = Milestone(
                date=day or due,
                text=one.text("text"),
                percent=one.number("percent"),
                value=one.number("value"),
                basis=one.choice("basis", Basis, Basis.ASSIGNED) or Basis.ASSIGNED,
            )
            one.close()
            if day and day in milestones:
                one.note("date", f"{day} already has a milestone of this task; join the two or move one")
            elif day:
                first = date(self._year or MINYEAR, 1, 1)
                last = due if self._year else date.max
                check_milestone(one, milestone, first, last, counted=counted)
                milestones[day] = milestone
        return tuple(milestones[day] for day in sorted(milestones))

    def _lead(self, table: Table) -> Assignment:
        basis = table.choice("lead_basis", Basis, Basis.ASSIGNED)
        return self._assignment(table, "lead", table.text("lead"), basis)

    def _supporting(self, table: Table, lead: str) -> tuple[Assignment, ...]:
        basis = table.choice("supporting_basis", Basis, Basis.ASSIGNED)
        departments = table.texts("supporting")
        if len({lead, *departments}) <= len(departments):
            table.note("supporting", "names a department twice, or the lead again; each department stands once")
        return tuple(self._assignment(table, "supporting", one, basis) for one in departments)

    def _assignment(self, table: Table, key: str, department: str, basis: Basis | None) -> Assignment:
        if department and self._departments is not None and department not in self._department_ids:
            near = did_you_mean(department, self._department_ids)
            table.note(key, f"{shown(department)} is no id of departments.toml{near}; use one that is, or add it there")
        basis = basis or Basis.ASSIGNED
        return Assignment(department, basis, *self._decided(basis))

    def _decided(self, basis: Basis) -> tuple[str, date | None]:
        """Say who decided what the plan does not state, and when."""
        return (self._by, self._on) if basis is Basis.ASSIGNED else ("", None)

    def _uncommitted(self, table: Table) -> Uncommitted:
        uncommitted = Uncommitted(self._quote(table), table.text("reason"))
        table.close()
        return uncommitted

    def _change(self, table: Table) -> PlanChange:
        day = table.day("on", required=True)
        parts = (table.texts("added"), table.texts("changed"), table.texts("removed"))
        table.close()
        return PlanChange(day or date(self._year or MINYEAR, 1, 1), *parts)

    def _quote(self, table: Table) -> str:
        quote = table.text("quote")
        if quote and self._squeezed is not None and not self._stands_in_report(quote):
            table.note("quote", f"{shown(quote)} does not stand in report.md; copy the exact words, white space aside")
        return quote

    def _stands_in_report(self, quote: str) -> bool:
        """Look from the last quote on first: tasks follow the report's order, which keeps long plans fast to read."""
        report, words = self._squeezed or "", squeezed(quote)
        place = report.find(words, self._place)
        if place < 0:
            place = report.find(words)
        self._place = max(place, 0)
        return place >= 0
