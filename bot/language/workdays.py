"""Chinese working days: the official calendar with its moved days (调休), corrected by the bureau's own overlay."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from bot.config import HolidaysPart

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
SATURDAY = 5


class Workdays:
    """Count working days.

    A year the official calendar does not know counts Monday to Friday and is remembered in `unknown_years`, so that
    someone can be warned; it is never an error. The overlay wins over both.
    """

    def __init__(self, overlay: HolidaysPart | None = None) -> None:
        overlay = overlay or HolidaysPart()
        self._off = frozenset(overlay.off)
        self._working = frozenset(overlay.working)
        self._years: dict[int, list[date]] = {}
        self.unknown_years: set[int] = set()

    def is_working(self, day: date) -> bool:
        """Whether offices are open on this day."""
        days = self._days_of(day.year)
        at = bisect_left(days, day)
        return at < len(days) and days[at] == day

    def add(self, day: date, n: int) -> date:
        """Go `n` working days forward, or back where `n` is negative; with 0 it is the day itself.

        From a day off the next working day is the first step, in either direction.
        """
        if n == 0:
            return day
        year = day.year
        days = self._days_of(year)
        at = bisect_right(days, day) + n - 1 if n > 0 else bisect_left(days, day) + n
        while at >= len(days):
            at -= len(days)
            year += 1
            days = self._days_of(year)
        while at < 0:
            year -= 1
            days = self._days_of(year)
            at += len(days)
        return days[at]

    def between(self, a: date, b: date) -> int:
        """Count the working days after `a` up to and including `b`; negative where `b` is before `a`."""
        whole = sum(len(self._days_of(year)) for year in range(min(a.year, b.year), max(a.year, b.year)))
        within = bisect_right(self._days_of(b.year), b) - bisect_right(self._days_of(a.year), a)
        return within + (whole if b >= a else -whole)

    def on_or_before(self, day: date) -> date:
        """Find the last working day up to and including this one."""
        return day if self.is_working(day) else self.add(day, -1)

    def on_or_after(self, day: date) -> date:
        """Find the first working day from this one on."""
        return day if self.is_working(day) else self.add(day, 1)

    def first_of_week(self, day: date) -> date | None:
        """Find the first working day of the ISO week of `day`; None where the whole week is off."""
        monday = day - timedelta(days=day.weekday())
        first = self.on_or_after(monday)
        return first if first < monday + WEEK else None

    def _days_of(self, year: int) -> list[date]:
        """List the working days of a year in order; worked out once."""
        if year not in self._years:
            first, length = date(year, 1, 1), (date(year, 12, 31) - date(year, 1, 1)).days + 1
            self._years[year] = [day for n in range(length) if self._opens(day := first + n * DAY)]
        return self._years[year]

    def _opens(self, day: date) -> bool:
        if day in self._off or day in self._working:
            return day in self._working
        try:
            return _official()(day)
        except NotImplementedError:
            self.unknown_years.add(day.year)
            return day.weekday() < SATURDAY


@cache
def _official() -> Callable[[date], bool]:
    """Import the official calendar when first asked for, because that costs 0.2 s."""
    from chinese_calendar import is_workday

    return is_workday
