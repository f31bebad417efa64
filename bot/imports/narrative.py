"""The text of the plan becomes sections, initiatives and tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.imports.breakdown import Breakdown
from bot.imports.cutting import Piece, pieces
from bot.imports.notes import Notes
from bot.imports.offices import DEFAULT, proposed
from bot.imports.passages import Passage, dense
from bot.imports.quantities import Quantity
from bot.imports.schedule import due_of, due_of_cell, milestones_of
from bot.imports.staff import Staff
from bot.imports.structure import Part
from bot.imports.tables import TaskRow
from bot.imports.titles import title_of
from bot.language.patterns import compiled_later
from bot.plan.model import Assignment, Basis, Due, Initiative, Measure, Section, Task, Uncommitted

_RESULT = compiled_later(r"(?:投资|完成|达到|实现|突破|超|超过)(?:超过|超|突破|达到|达)?$")
_DIGITS = "一二三四五六七八九"


class Narrative:
    """Cuts the tasks of one plan out of its text; the rows of a breakdown say who does them.

    `worked` are the passages they were cut from.
    """

    def __init__(self, passages: Sequence[Passage], breakdown: Breakdown, staff: Staff, notes: Notes) -> None:
        self._passages = passages
        self._breakdown = breakdown
        self._year = breakdown.year
        self._staff = staff
        self._notes = notes
        self.uncommitted: list[Uncommitted] = []
        self.worked: set[int] = set()

    def sections(self, parts: Sequence[Part]) -> list[Section]:
        """Make sections of the parts of a plan; a part without tasks is noted and left out."""
        sections: list[Section] = []
        for part in parts:
            number = len(sections) + 1
            initiatives = tuple(self._initiatives(part, str(number)))
            if initiatives:
                sections.append(Section(str(number), part.number or chinese(number), part.title, initiatives))
            else:
                self._notes.doubt(self._passages[part.place].line, part.title, "这一部分没有可交办的任务，未列入")
        return sections

    def _initiatives(self, part: Part, section: str) -> Iterator[Initiative]:
        number = 0
        for inner in (Part(part.number, part.title, part.place, part.stretches), *part.parts):
            own = f"{section}.{number + 1}"
            tasks = tuple(self._tasks(inner, own, part.title))
            if tasks:
                number += 1
                yield Initiative(own, inner.title, tasks)

    def _tasks(self, part: Part, parent: str, section: str) -> Iterator[Task]:
        number = 0
        for place, start, end in part.stretches:
            self.worked.add(place)
            for piece in pieces(self._passages[place].dense, start, end, self._year):
                self._note_numbers(place, piece)
                if piece.idle:
                    self._set_aside(place, piece)
                else:
                    number += 1
                    yield self._task(place, piece, f"{parent}.{number}", (part.title, section))

    def _task(self, place: int, piece: Piece, own: str, titles: tuple[str, str]) -> Task:
        passage = self._passages[place]
        words = passage.dense[piece.start : piece.end]
        quote = passage.quote(piece.start, piece.end)
        main = main_quantity(piece.quantities, passage.dense)
        counted = passage.dense[main.figure.start : main.figure.end] if main else ""
        row = self._breakdown.row_of(words)
        due = self._due(own, passage.line, quote, words, row)
        lead = self._lead(own, passage.line, quote, (words, *titles), row)
        return Task(
            id=own,
            title=title_of(words if counted else quote, counted),
            quote=quote,
            measures=measures_of(piece.quantities, main),
            due=due,
            lead=lead,
            supporting=self._staff.supporting(row.supports, lead) if row else (),
            milestones=milestones_of(words, due.date, self._year, counted=main is not None),
        )

    def _due(self, own: str, line: int, quote: str, words: str, row: TaskRow | None) -> Due:
        """Take the day that the table sets, else the text's."""
        due, _ = due_of(words, self._year)
        by_row = due_of_cell(dense(row.due), self._year) if row else None
        if by_row and due.basis is Basis.SOURCE and by_row.date != due.date:
            self._notes.doubt(line, quote, f"{own} 的期限正文为{due.date}，表中为{by_row.date}，暂取表中的")
        due = by_row or due
        if due.basis is Basis.SOURCE and due.date.year != self._year:
            self._notes.doubt(line, quote, f"{own} 的期限{due.date}在计划年度之后")
        return due

    def _lead(self, own: str, line: int, quote: str, texts: tuple[str, ...], row: TaskRow | None) -> Assignment:
        """Take the department that the table names, else propose one."""
        if row and row.leads:
            return self._staff.said(row.leads[0])
        lead = self._staff.proposed(proposed(*texts) or DEFAULT)
        if not proposed(texts[0]):
            self._notes.doubt(line, quote, f"{own} 的文字看不出归哪个单位，暂归{self._staff.name(lead)}")
        return lead

    def _note_numbers(self, place: int, piece: Piece) -> None:
        for quantity in piece.quantities:
            if quantity.measure is None:
                self._notes.leave(self._passages[place], quantity.figure.start, quantity.figure.end, quantity.reason)

    def _set_aside(self, place: int, piece: Piece) -> None:
        quote = self._passages[place].quote(piece.start, piece.end).strip()
        if re.search(r"\w", quote):
            self.uncommitted.append(Uncommitted(quote, piece.idle))


def main_quantity(quantities: Sequence[Quantity], written: str) -> Quantity | None:
    """Choose the number a task is reported against: an amount to be done rather than a count of things."""
    taken = [quantity for quantity in quantities if quantity.measure]
    done = (
        q
        for q in taken
        if not q.figure.is_share and _RESULT.search(written[max(q.figure.start - 8, 0) : q.figure.start])
    )
    return next(done, taken[0] if taken else None)


def measures_of(quantities: Sequence[Quantity], main: Quantity | None) -> tuple[Measure, ...]:
    """Give a task's measures, the one it is reported against first."""
    if main is None:
        return ()
    ordered = [main, *(quantity for quantity in quantities if quantity is not main)]
    measures = (quantity.measure for quantity in ordered if quantity.measure)
    return tuple(replace(measure, reported=n == 0) for n, measure in enumerate(measures))


def chinese(number: int) -> str:
    """Write a number up to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")
