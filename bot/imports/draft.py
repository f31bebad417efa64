"""A document becomes a draft plan: targets, sections, tasks, departments, and everything the clerk should look at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import Unusable
from bot.imports.breakdown import Breakdown
from bot.imports.figures import figures
from bot.imports.headline import Found, Headline, find_headline
from bot.imports.headline_targets import targets_of
from bot.imports.indicators import indicators
from bot.imports.narrative import Narrative
from bot.imports.notes import Notes
from bot.imports.outline import headings
from bot.imports.passages import Passage, dense
from bot.imports.period import Period, find_period, titled_period, years_in
from bot.imports.place import last_part, own_name, place_of
from bot.imports.report import Document
from bot.imports.schedule import due_of, milestones_of
from bot.imports.staff import BY, Staff, latin_id
from bot.imports.structure import sections_of
from bot.imports.tabled import table_sections
from bot.imports.tables import TaskRow, table_title, target_rows, task_rows
from bot.plan.model import Initiative, Plan, Section, Target, Task, Uncommitted

FIRST_YEAR = 1900  # a bare number from here on with 年 behind it is a year
FEWEST_ROWS = 2  # of a table of tasks beside a text that plans no year


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan made of a document, with the notes for its clerk. `by` and `on`: who assigned what it does not state."""

    plan: Plan
    notes: Notes
    by: str
    on: date


def draft_of(document: Document, on: date) -> Draft:
    """Make a draft plan of a document. Raises Unusable where no part of it plans a year."""
    return _Drafting(document, on).draft()


class _Drafting:
    def __init__(self, document: Document, on: date) -> None:
        self._document = document
        self._passages = document.passages
        self._on = on
        self._notes = Notes()
        self._place, self._named = place_of(document.passages, document.name)
        self._staff = Staff(last_part(self._place), on)

    def draft(self) -> Draft:
        heads = headings(self._passages)
        rows = [(table, found) for table in self._document.tables if (found := task_rows(table))]
        period = find_period(self._passages, heads) or self._period_of_paper(
            [row for _, found in rows for row in found]
        )
        headline = find_headline(self._passages, period)
        breakdown = Breakdown([row for _, found in rows for row in found], period.year)
        targets = targets_of(headline, self._passages, breakdown, self._staff, self._notes)
        targets += self._targets_of_tables(breakdown, targets)
        narrative = Narrative(self._passages, breakdown, self._staff, self._notes)
        told = period.first < len(self._passages)
        sections = narrative.sections(sections_of(self._passages, heads, period, headline) if told else [])
        for table, found in rows:
            title = self._table_title(table_title(table), period.year)
            sections += table_sections(
                list(breakdown.left(found)), title, period.year, len(sections) + 1, self._staff, self._notes
            )
        if not sections:
            sections = [self._only_targets(targets, headline, period)]
        self._note_rest(period, headline, narrative.worked)
        self._note_opening(period, targets)
        return Draft(self._plan(period, targets, sections, narrative.uncommitted), self._notes, BY, self._on)

    def _plan(
        self, period: Period, targets: tuple[Target, ...], sections: list[Section], uncommitted: list[Uncommitted]
    ) -> Plan:
        opening = "".join(passage.dense for passage in self._passages[:4])
        kind = "国民经济和社会发展计划" if "国民经济和社会发展" in opening else "政府工作计划"
        self._notes.sort()
        return Plan(
            id=plan_id(self._place, period.year),
            year=period.year,
            title=period.title or f"{self._place}{period.year}年{kind}",
            district=self._place,
            targets=targets,
            sections=tuple(sections),
            departments=self._staff.departments,
            uncommitted=tuple(uncommitted),
            report=self._document.report,
        )

    def _period_of_paper(self, rows: Sequence[TaskRow]) -> Period:
        """Tell the year of a document without a review: of its tables, or of a list that is a plan by its title."""
        titled = titled_period(self._passages) if len(rows) < FEWEST_ROWS else None
        return titled or self._period_of_tables(rows)

    def _period_of_tables(self, rows: Sequence[TaskRow]) -> Period:
        """Tell the year of a document whose plan stands in tables alone."""
        last = len(self._passages)
        words = [passage.dense for passage in self._passages[:8]] + [dense(self._document.name)]
        years = [year for text in words for year in years_in(text)]
        dated = [year for row in rows for year in years_in(dense(row.due))]
        if len(rows) < FEWEST_ROWS:
            raise Unusable(
                "no_plan",
                "no plan of a year found in this file: it needs a part that looks ahead, with a heading such as "
                "二、2024年工作安排 or a sentence such as 今年的主要预期目标是：…, or a table with the columns "
                "任务 and 责任单位",
            )
        found = next(iter(years + dated), None)
        if found is None:
            self._notes.doubt(1, "", f"文件中没有写明年度，暂按{self._on.year}年")
        return Period(found or self._on.year, last, last)

    def _targets_of_tables(self, breakdown: Breakdown, before: Sequence[Target]) -> tuple[Target, ...]:
        """Take the targets that stand in tables, except those the text states too."""
        found: tuple[Target, ...] = ()
        for table in self._document.tables:
            for row in target_rows(table, breakdown.year):
                written = Passage(row.clause, row.line)
                got, _ = indicators(written.dense, 0, len(written.dense))
                if got:
                    headline = Headline((Found(0, got[0]),))
                    found += targets_of(headline, [written], breakdown, self._staff, self._notes)
        names = {target.name for target in before}
        return tuple(target for target in found if target.name not in names)

    def _table_title(self, words: str, year: int) -> str:
        near = [words, *(passage.text for passage in self._passages[-3:]), self._document.name]
        title = next((text for text in near if re.search(r"任务|实事|分解|计划|项目|工作", text)), "")
        return re.sub(r"^#+\s*", "", title)[:40] or f"{year}年工作任务"

    def _only_targets(self, targets: Sequence[Target], headline: Headline, period: Period) -> Section:
        """Make the one task of a text that states targets and no work: to reach them."""
        if not targets or not headline.spans:
            raise Unusable(
                "no_tasks",
                f"the text plans {period.year}, but no tasks were found in it; give the whole report, "
                "or a table with the columns 任务 and 责任单位",
            )
        place, start, end = headline.spans[0]
        quote = self._passages[place].quote(start, end).strip("；;。，, ")
        due, _ = due_of("", period.year)
        milestones = milestones_of("", due.date, period.year, counted=False)
        lead = self._staff.proposed("drc")
        task = Task("1.1.1", "完成年度主要预期目标", quote, (), due, lead, milestones=milestones)
        self._notes.doubt(
            self._passages[place].line, quote, "文中只有目标、没有工作任务，只列一项“完成年度主要预期目标”"
        )
        return Section("1", "一", "主要预期目标", (Initiative("1.1", "主要预期目标", (task,)),))

    def _note_opening(self, period: Period, targets: Sequence[Target]) -> None:
        first = self._passages[min(period.first, len(self._passages) - 1)] if self._passages else Passage("", 1)
        for doubt in period.doubts:
            self._notes.doubt(first.line, first.quote(0, min(len(first.dense), 30)), doubt)
        if not self._named:
            self._notes.doubt(1, "", f"文中没有写明是哪个地区，district 暂写“{self._place}”")
        if not targets:
            self._notes.doubt(first.line, "", "没有找到本年度的主要预期目标")

    def _note_rest(self, period: Period, headline: Headline, worked: set[int]) -> None:
        """List the numbers of the plan's part that stand in no section: forecasts, requirements, slogans."""
        spans: dict[int, list[tuple[int, int]]] = {}
        for place, start, end in headline.spans:
            spans.setdefault(place, []).append((start, end))
        for place in range(period.first, period.last):
            written = self._passages[place].dense
            for figure in figures(written) if place not in worked else ():
                if figure.value >= FIRST_YEAR and not figure.unit and written.startswith("年", figure.end):
                    continue  # a heading's year is no number of the plan
                if not any(start <= figure.start < end for start, end in spans.get(place, ())):
                    self._notes.leave(self._passages[place], figure.start, figure.end, "标题、形势或总体要求中的数字")


def plan_id(place: str, year: int) -> str:
    """Make an id of a place and a year: 越秀区, 2023 → yuexiu-2023."""
    name = own_name(place)
    return f"{latin_id('' if name.startswith('本') else name, full=True, otherwise='plan')}-{year}"
