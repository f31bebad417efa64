"""Spans of days, and how they come round again."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Cycle(StrEnum):
    """How a date without its year, month or week comes round again."""

    ONCE = "once"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included, in the cycle of the day of writing.

    `clear`: everyone would agree on the days. `eve`: 前 means the day before (festivals). `whole`: a whole month,
    quarter or year, so that 前 may mean its beginning. `from_start`: it begins with the year, so that a figure of it is
    cumulative. `part`: it is a part of a month (上旬, 底), `bare_part`: one without its month (中旬).
    """

    first: date
    last: date
    cycle: Cycle
    clear: bool = True
    eve: bool = False
    whole: bool = False
    from_start: bool = False
    bare_part: bool = False
    part: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.last - self.first).days >= 364

    @property
    def is_stretch(self) -> bool:
        """Whether it is more than a named day: a month, a quarter, a part of a month, or the end of one (3月底)."""
        return self.last > self.first or self.part

    def moved(self, years: int = 0, months: int = 0) -> "Span":
        """Move by whole months, keeping a month's end a month's end."""
        months += 12 * years
        if not months:
            return self
        last = add_months(self.last, months)
        if self.last == month_end(self.last.year, self.last.month):
            last = month_end(last.year, last.month)
        return replace(self, first=add_months(self.first, months), last=last)


def add_months(day: date, months: int) -> date:
    """Add months; a day the month does not have becomes its last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """Say the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_of(year: int, month: int, day: int, cycle: Cycle) -> Span | None:
    """Make the span of one day; None where the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Span(date(year, month, day), date(year, month, day), cycle)


# 上旬 ends on the 10th, 中旬 on the 20th, 下旬 and 底 with the month.
_PARTS = {
    "上旬": (1, 10),
    "中上旬": (1, 20),
    "中旬": (11, 20),
    "中下旬": (11, 31),
    "下旬": (21, 31),
    "底": (31, 31),
    "末": (31, 31),
    "中": (15, 15),
    "初": (1, 10),
}
_VAGUE = {"初", "中上旬", "中下旬"}


def month_span(year: int, month: int, part: str, cycle: Cycle) -> Span | None:
    """Make the span of a month or of a part of it (上旬, 中旬, 下旬, 底, 中, 初, 内)."""
    if not 1 <= month <= 12:
        return None
    end = month_end(year, month)
    part = part.removeprefix("月")
    if part not in _PARTS:
        return Span(date(year, month, 1), end, cycle, whole=not part)
    first, last = _PARTS[part]
    return Span(
        date(year, month, min(first, end.day)),
        date(year, month, min(last, end.day)),
        cycle,
        clear=part not in _VAGUE,
        part=True,
    )


def months_span(
    year: int, first: int, last: int, cycle: Cycle, *, from_start: bool = False, whole: bool = True
) -> Span | None:
    """Make the span from the beginning of one month to the end of another; None where there are no such months."""
    if not 1 <= first <= last <= 12:
        return None
    return Span(date(year, first, 1), month_end(year, last), cycle, whole=whole, from_start=from_start)


def year_span(year: int, part: str, cycle: Cycle) -> Span:
    """Make the span of a year or of a part of it (年底, 年中, 年初, 年内, 全年)."""
    end = date(year, 12, 31)
    part = part.lstrip("年岁")
    if part in ("底", "末", "终"):
        return Span(end, end, cycle)
    if part == "中":
        return Span(date(year, 6, 30), date(year, 6, 30), cycle)
    if part == "初":
        return Span(date(year, 1, 1), date(year, 1, 31), cycle, clear=False)
    return Span(date(year, 1, 1), end, cycle, whole=not part, from_start=True)


def week_span(day: date) -> Span:
    """Make the span of the week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6), Cycle.ONCE)
