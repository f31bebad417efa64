"""When a headline figure exists: the periods of a year, and the day each one's figure is published."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bot.plan.model import Target

MONTHS_PER_PERIOD = {"month": 1, "quarter": 3, "year": 12}


def periods(target: Target, year: int) -> Iterator[date]:
    """List the last days of the year's periods for which a figure comes out."""
    step = MONTHS_PER_PERIOD[target.every]
    for month in range(step, 13, step):
        yield _month_end(year, month)


def release_of(target: Target, period_end: date) -> date:
    """Say on which day a period's figure is published."""
    return period_end + timedelta(days=target.release_lag_days)


def newest_released(target: Target, year: int, today: date) -> date | None:
    """Find the newest period of the year whose figure was published before today; None before the first."""
    out = [end for end in periods(target, year) if release_of(target, end) < today]
    return out[-1] if out else None


def next_awaited(target: Target, year: int, today: date) -> date | None:
    """Find the first period of the year whose figure is still to be published; None when all are out."""
    return next((end for end in periods(target, year) if release_of(target, end) >= today), None)


def period_meant(target: Target, year: int, day: date) -> date:
    """Say which period a figure up to `day` is of: `day` itself at a month's end, otherwise the last period before it.

    A figure given without a period comes with the day it was said on. Before the first period's end it is of the last
    whole month, in January of the day itself.
    """
    day = min(day, date(year, 12, 31))
    if day == _month_end(day.year, day.month):
        return day
    over = [end for end in periods(target, year) if end <= day]
    if over or day.month == 1:
        return over[-1] if over else day
    return _month_end(day.year, day.month - 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
