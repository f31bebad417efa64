"""What a growth target implies: the level it leads to, and what the rest of the year must do."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.plan.model import Measure, Target
from bot.progress.trajectory import COUNTS_UP

RATE_UNITS = ("%", "％", "个百分点", "百分点")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the rest of the year must do.

    `needed` is the growth the rest must reach, in %; `share` the part (0 to 1) of the base year that the known periods
    held; `assumed` whether that part is only months/12, because the plan's files give none.
    """

    needed: float
    share: float
    assumed: bool


def is_rate(measure: Measure) -> bool:
    """Whether a measure is a rate in %, not an amount."""
    return measure.growth or measure.unit in RATE_UNITS


def implied_level(target: Target) -> float | None:
    """Say to what level a growth target leads, in the baseline's unit.

    None where the rate is at constant prices (GDP), has no number, or there is no comparable amount to grow from.
    """
    base, rate = target.baseline, target.measure.value
    if not (target.nominal and target.measure.growth and base and base.comparable):
        return None
    if base.value is None or rate is None or base.unit in RATE_UNITS:
        return None
    return base.value * (1 + rate / 100)


def rest_of_year(target: Target, value: float | None, period_end: date | None) -> Outlook | None:
    """Say what growth the rest of the year must reach after `value` up to `period_end`.

    needed = (g - w·g₀)/(1 - w): g the goal (of a range its lower end), g₀ the growth so far, w the share of the base
    year already known (`baseline_share`; without it months/12, assumed). None where the goal is no growth rate with a
    number, nothing is known, or nothing is left of the year.
    """
    goal = target.measure.value
    if value is None or period_end is None or goal is None or not target.measure.growth:
        return None
    months = whole_months(period_end)
    if target.measure.comparator not in COUNTS_UP or not 0 < months < 12:
        return None
    known = target.baseline_share.get(months)
    share = months / 12 if known is None else known
    if share >= 1:
        return None
    return Outlook((goal - share * value) / (1 - share), share, assumed=known is None)


def whole_months(day: date) -> int:
    """Count the months of the year that are over at the end of a day."""
    return day.month if day.day == monthrange(day.year, day.month)[1] else day.month - 1
