"""Tables of tasks become sections and tasks, with the departments and dates of their columns."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.imports.narrative import main_quantity, measures_of
from bot.imports.notes import Notes
from bot.imports.offices import DEFAULT, proposed
from bot.imports.passages import Passage, dense
from bot.imports.quantities import Quantity, quantities
from bot.imports.schedule import due_of, due_of_cell, milestones_of
from bot.imports.staff import Staff
from bot.imports.tables import TaskRow
from bot.imports.titles import title_of
from bot.plan.model import Assignment, Initiative, Section, Task


def table_sections(
    rows: Sequence[TaskRow], title: str, year: int, first: int, staff: Staff, notes: Notes
) -> list[Section]:
    """Make sections of the rows of a table: one for each name in its column of kinds, else one named `title`.

    `first` is the number of the first section.
    """
    return _Tabled(year, staff, notes).sections(rows, title, first)


class _Tabled:
    def __init__(self, year: int, staff: Staff, notes: Notes) -> None:
        self._year = year
        self._staff = staff
        self._notes = notes

    def sections(self, rows: Sequence[TaskRow], title: str, first: int) -> list[Section]:
        sections: list[Section] = []
        for name, group in groupby(rows, key=lambda row: row.section):
            own = str(first + len(sections))
            initiatives = tuple(self._initiatives(list(group), own, name or title))
            sections.append(Section(own, own, name or title, initiatives))
        return sections

    def _initiatives(self, rows: Sequence[TaskRow], section: str, title: str) -> Iterator[Initiative]:
        for number, (name, group) in enumerate(groupby(rows, key=lambda row: row.group), 1):
            own = f"{section}.{number}"
            tasks = (self._task(row, f"{own}.{n}", (name, title)) for n, row in enumerate(group, 1))
            yield Initiative(own, name or title, tuple(tasks))

    def _task(self, row: TaskRow, own: str, titles: tuple[str, str]) -> Task:
        task, goal = Passage(row.task, row.line), Passage(row.goal, row.line)
        found, written = self._quantities(task, goal)
        main = main_quantity(found, written)
        counted = written[main.figure.start : main.figure.end] if main else ""
        words = task.dense
        due = due_of_cell(dense(row.due), self._year) or due_of(words, self._year)[0]
        lead = self._staff.said(row.leads[0]) if row.leads else self._propose(row, own, words, titles)
        if row.leader:
            self._notes.doubt(row.line, row.leader, f"{own} 的责任领导在计划文件中没有位置，未列入")
        return Task(
            id=own,
            title=title_of(words if counted in words else row.task, counted if counted in words else ""),
            quote=row.task,
            measures=measures_of(found, main),
            due=due,
            lead=lead,
            supporting=self._staff.supporting(row.supports, lead),
            milestones=milestones_of(words, due.date, self._year, counted=main is not None),
        )

    def _quantities(self, task: Passage, goal: Passage) -> tuple[list[Quantity], str]:
        """Judge the numbers of a task's words; those of its goal where its own words have none."""
        for passage in (task, goal):
            found = [q for part in _sentences(passage.dense) for q in quantities(passage.dense, *part, self._year)]
            for quantity in found:
                if quantity.measure is None:
                    self._notes.leave(passage, quantity.figure.start, quantity.figure.end, quantity.reason)
            if any(quantity.measure for quantity in found):
                return found, passage.dense
        return [], task.dense

    def _propose(self, row: TaskRow, own: str, words: str, titles: tuple[str, str]) -> Assignment:
        lead = self._staff.proposed(proposed(words, *titles) or DEFAULT)
        self._notes.doubt(row.line, row.task, f"{own} 没有责任单位，拟由{self._staff.name(lead)}牵头")
        return lead


def _sentences(written: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for place, sign in enumerate(written):
        if sign in "。;!?":
            yield begin, place
            begin = place + 1
    if begin < len(written):
        yield begin, len(written)
