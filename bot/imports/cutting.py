"""A sentence of the plan is cut into tasks: what one department answers for, or one result that is counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.imports.clauses import (
    SHORTEST,
    is_address,
    is_follow_up,
    is_lead_in,
    is_principle,
    is_result,
    is_rhetoric,
    spoken_mark,
)
from bot.imports.quantities import Quantity, quantities


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a dense text that is one task, with the numbers in it; `idle` says why it is none."""

    start: int
    end: int
    quantities: tuple[Quantity, ...] = field(default=())
    idle: str = ""


RHETORIC = "号召或总结性表述，没有可交办的事项"
_SENTENCE_END = "。;!?"
_OPEN, _CLOSE = "“‘(《[", "”’)》]"


def pieces(text: str, start: int, end: int, year: int) -> list[Piece]:
    """Cut a stretch of text into tasks and what is none; every sign of it that is a word belongs to one piece."""
    found: list[Piece] = []
    called = is_address(text[start:end])
    for first, last in _sentences(text, start, end):
        of_sentence = _of_sentence(text, first, last, year)
        if called and not any(q.measure for piece in of_sentence for q in piece.quantities):
            of_sentence = [Piece(first, last, idle=RHETORIC)]
        found += of_sentence
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield from _split(text, start, end, _SENTENCE_END)


def _split(text: str, start: int, end: int, signs: str) -> Iterator[tuple[int, int]]:
    """Split at signs that stand outside quotation marks and brackets."""
    depth, begin = 0, start
    for place in range(start, end):
        sign = text[place]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(depth - 1, 0)
        elif sign in signs and (depth == 0 or sign in "。"):
            if sign == "," and _inside_number(text, place):
                continue
            depth = 0
            if place > begin:
                yield begin, place
            begin = place + 1
    if end > begin:
        yield begin, end


def _inside_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 : place + 5]) is not None


@dataclass(slots=True)
class _Group:
    start: int
    end: int
    open: bool  # holds only lead-ins so far


def _of_sentence(text: str, start: int, end: int, year: int) -> list[Piece]:
    start += spoken_mark(text[start:end])
    if is_rhetoric(text[start:end]):
        return [Piece(start, end, idle=RHETORIC)]
    numbers = quantities(text, start, end, year)
    groups = [part for group in _groups(text, start, end, numbers) for part in _listed(text, group, numbers)]
    return [_piece(text, group, numbers) for group in groups]


def _listed(text: str, group: _Group, numbers: Sequence[Quantity]) -> Iterator[_Group]:
    """Part a list of results that are counted one by one: 县乡公路60公里、通村公路200公里."""
    begin = group.start
    counted = [q.figure for q in numbers if q.measure and group.start <= q.figure.start < group.end]
    for figure, following in pairwise(counted):
        between = text[figure.words_end : following.start]
        if between.startswith("、") and len(between) > 2 and not is_follow_up(between[1:]):
            yield _Group(begin, figure.words_end, open=False)
            begin = figure.words_end + 1
    yield _Group(begin, group.end, group.open)


def _groups(text: str, start: int, end: int, numbers: Sequence[Quantity]) -> list[_Group]:
    groups: list[_Group] = []
    for first, last in _split(text, start, end, ","):
        clause = text[first:last]
        counted = any(q.measure and first <= q.figure.start < last for q in numbers)
        current = groups[-1] if groups else None
        if current and (current.open or _goes_with(clause, counted)):
            current.end = last
            current.open = current.open and not counted and is_lead_in(clause)
        else:
            groups.append(_Group(first, last, not counted and is_lead_in(clause)))
    if len(groups) > 1 and groups[-1].open:
        last_group = groups.pop()
        groups[-1].end = last_group.end
    return groups


def _goes_with(clause: str, counted: bool) -> bool:
    """Tell a clause that belongs to the task before it."""
    return is_follow_up(clause) or (not counted and is_result(clause))


def _piece(text: str, group: _Group, numbers: Sequence[Quantity]) -> Piece:
    found = tuple(q for q in numbers if group.start <= q.figure.start < group.end)
    words = text[group.start : group.end]
    idle = ""
    if not any(q.measure for q in found):
        if text[group.end - 1 : group.end] == ":":
            idle = "引出下文，事项在后面逐条列出"
        elif group.open or is_principle(words):
            idle = "原则性要求，没有可单独交办的事项"
        elif len(words) < SHORTEST:
            idle = "不成任务的短语"
    return Piece(group.start, group.end, found, idle)
