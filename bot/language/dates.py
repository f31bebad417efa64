"""Dates as people write them in reports: 9月30日, 5月底, 1-5月, 上半年, 下周三, 国庆前, by the end of August.

`find` says where in a text they stand and which days they span, seen from the day the text was written. `deadline`
takes such a span as a promise, `latest` as the period a figure is of.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.language import dates_chinese, dates_english
from bot.language.patterns import compiled_later
from bot.language.spans import Cycle, Span


class Edge(StrEnum):
    """What is said about the span: at or within it, before it, after it, since it."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class When:
    """A date in a text: its place, the days it spans in the cycle of the day of writing, how it comes round again.

    `clear` is false where people would not agree on the day (年前, 国庆前后, 还需两个月).
    """

    start: int
    end: int
    span: Span
    edge: Edge = Edge.AT

    @property
    def first(self) -> date:
        """The first day it spans."""
        return self.span.first

    @property
    def last(self) -> date:
        """The last day it spans."""
        return self.span.last


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day something is promised for. `clear` is false where another day could be meant, `past` where it is over."""

    day: date
    clear: bool = True
    past: bool = False


def find(text: str, as_of: date) -> list[When]:
    """Find the dates of a text in normal form, in their order, without overlaps; the longest reading wins."""
    found = [
        When(start, end, span)
        for language in (dates_chinese, dates_english)
        for start, end, span in language.find(text, as_of)
    ]
    chosen = _without_overlaps(found)
    return [_with_edge(text, when) for when in _in_context(text, chosen, as_of)]


def deadline(when: When, as_of: date) -> Deadline | None:
    """Take a date as a promise: the last day it leaves, a festival's eve before a festival, next year's if it is over.

    None where it sets no end (国庆后).
    """
    if when.edge in (Edge.AFTER, Edge.SINCE):
        return None
    span = when.span
    if span.cycle is Cycle.YEAR and (span.last.year, span.last.month) < (as_of.year, as_of.month):
        return _next_year(when, as_of)
    if span.cycle is Cycle.MONTH and span.last < as_of:
        span = span.moved(months=1)
    day = _last_day(when, span)
    return Deadline(day, span.clear and not _starts_before(when), day < as_of)


def latest(when: When, as_of: date) -> date:
    """Say the end of the newest period a date can mean for a figure that exists on `as_of`."""
    span = when.span
    begun_anew = span.from_start and span.last > as_of + NEARLY_OVER
    if span.cycle is Cycle.YEAR and (span.first > as_of or begun_anew):
        span = span.moved(years=-1)
    if span.cycle is Cycle.MONTH and span.first > as_of:
        span = span.moved(months=-1)
    return span.last


def _next_year(when: When, as_of: date) -> Deadline:
    span = when.span.moved(years=1)
    just_over = (as_of - when.span.last).days < JUST_OVER_DAYS
    return Deadline(_last_day(when, span), span.clear and not _starts_before(when) and not just_over, past=just_over)


# A month that ended less than this many days ago may also be a slip of the pen; it is asked about.
JUST_OVER_DAYS = 45
# A period that ends within these days is reported on as if it were over.
NEARLY_OVER = timedelta(days=15)


def _last_day(when: When, span: Span) -> date:
    if when.edge is Edge.BEFORE and (span.eve or _starts_before(when)):
        return span.first - timedelta(days=1)
    return span.last


def _starts_before(when: When) -> bool:
    """Tell 9月前, which ends where September begins, from 9月30日前 and 9月底前."""
    return when.edge is Edge.BEFORE and when.span.whole


def _without_overlaps(found: Iterable[When]) -> list[When]:
    chosen: list[When] = []
    for when in sorted(found, key=lambda w: (w.start, -w.end)):
        if not chosen or when.start >= chosen[-1].end:
            chosen.append(when)
    return chosen


def _in_context(text: str, found: list[When], as_of: date) -> list[When]:
    """Give bare 中旬 the month, and a bare month the coming year, of the date before it in the same sentence."""
    for place, (before, when) in enumerate(pairwise(found), 1):
        if re.search(r"[。;\n]", text[before.end : when.start]):
            continue
        before = found[place - 1]
        if when.span.eve and before.span.eve and when.start - before.end <= 1:
            found[place] = replace(when, span=replace(before.span, clear=False))  # 中秋国庆前
        elif when.span.bare_part and before.last.month != as_of.month and before.span.cycle is not Cycle.WEEK:
            months = (before.last.year - as_of.year) * 12 + before.last.month - as_of.month
            found[place] = replace(when, span=when.span.moved(months=months))
        elif when.span.cycle is Cycle.YEAR and before.span.cycle is Cycle.ONCE and before.last.year > as_of.year:
            moved = when.span.moved(years=before.last.year - as_of.year)
            found[place] = replace(when, span=replace(moved, cycle=Cycle.ONCE))
    return found


_EDGE = compiled_later(
    r"(?:节|假期|长假|期间)?(?:(?P<around>前后|左右)|(?P<before>之前|以前|前(?!期|后|述|半|三|两|[\d]))"
    r"|(?P<after>之后|以后|过后|后(?!续|期|勤))|(?P<since>以来|起|开始)|之内|以内|内|末)?"
)


def _with_edge(text: str, when: When) -> When:
    match = _EDGE.match(text, when.end)
    if match is None:
        return when
    if match["around"]:
        return replace(when, span=replace(when.span, clear=False), end=match.end())
    edge = next((Edge(name) for name in ("before", "after", "since") if match[name]), Edge.AT)
    if edge is Edge.AT and dates_english.says_before(text, when.start):
        edge = Edge.BEFORE
    return replace(when, edge=edge, end=match.end())
