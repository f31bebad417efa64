"""The lamp of a headline target on one day, and why; the codes are listed in `lamps.py`. Pure."""

from datetime import date

from bot.config import LampsPart
from bot.plan.model import Comparator, Target
from bot.progress.model import Lamp, Reason, Standing, Summary
from bot.progress.outlook import is_rate, whole_months
from bot.progress.releases import newest_released, next_awaited, period_meant, release_of
from bot.progress.standing import period_of
from bot.progress.trajectory import WHOLE, share_of
from bot.progress.verdicts import Verdict, by_goal, by_shortfall, gap_of, goal_of, standing_of


def target_standing(
    target: Target, summary: Summary | None, today: date, rules: LampsPart, closed: bool = False, *, year: int
) -> Standing:
    """Say where a headline target of the plan of `year` stands on a day."""
    case = _TargetCase(target, summary or Summary(target.id), today, rules, closed, year)
    lamp, why = case.verdict()
    value, end = case.value, case.period_end
    gap = gap_of(target.measure, value)
    return standing_of(target.id, lamp, why, summary, value, case.percent, case.trajectory, period_end=end, gap=gap)


class _TargetCase:
    """One headline target on one day."""

    def __init__(
        self, target: Target, summary: Summary, today: date, rules: LampsPart, closed: bool, year: int
    ) -> None:
        self.target = target
        self.measure = target.measure
        self.summary = summary
        self.today = today
        self.rules = rules
        self.closed = closed
        self.year = year
        self.value, self.period_end = self._newest_figure()
        self.percent, self.trajectory = self._shares()

    def _newest_figure(self) -> tuple[float | None, date | None]:
        """Find the figure of the newest period; of two of the same period the one that was reported last."""
        known: dict[date, float] = {}
        for day, value in self.summary.values:
            if day.year >= self.year:
                known[period_meant(self.target, self.year, day)] = value
        if not known:
            return None, None
        newest, figure = max(known), self.summary.figure
        if figure and period_meant(self.target, self.year, period_of(figure)) == newest:
            known[newest] = known[newest] if figure.reading.value is None else figure.reading.value
        return known[newest], newest

    def _shares(self) -> tuple[float | None, float | None]:
        """Say for an amount what part is reached and what part of the year its period ends; nothing for a rate."""
        percent = None if is_rate(self.measure) else share_of(self.measure, self.value)
        if percent is None or self.period_end is None:
            return None, None
        return percent, whole_months(self.period_end) / 12 * WHOLE

    def verdict(self) -> Verdict:
        if goal_of(self.measure) is None:
            compared = self.measure.comparator is Comparator.WITH
            return Lamp.GREY, Reason("no_comparison" if compared else "no_goal")
        if self.value is None or self.period_end is None:
            return self._without_figure()
        found = self._by_figure(self.value)
        owed = newest_released(self.target, self.year, self.today)
        if owed and self.period_end < owed and found[0] is Lamp.GREEN:
            return Lamp.YELLOW, self._figure_due(owed)
        return found

    def _without_figure(self) -> Verdict:
        if self.closed:
            return Lamp.GREY, Reason("no_record")
        owed = newest_released(self.target, self.year, self.today)
        if owed:
            return Lamp.GREY, self._figure_due(owed)
        first = next_awaited(self.target, self.year, self.today) or date(self.year, 12, 31)
        return Lamp.GREY, Reason("awaiting", {"period_end": first, "release": release_of(self.target, first)})

    def _figure_due(self, owed: date) -> Reason:
        return Reason("figure_due", {"period_end": owed, "released": release_of(self.target, owed)})

    def _by_figure(self, value: float) -> Verdict:
        if self.percent is not None and self.trajectory is not None:
            found = by_shortfall(self.percent, self.trajectory, self.rules)
            reached = self.percent >= WHOLE
        else:
            found = by_goal(self.measure, value, self.period_end, self.rules)
            reached = found[0] is Lamp.GREEN and self.period_end == date(self.year, 12, 31)
        if not reached:
            return found
        values = {
            "value": value,
            "goal": goal_of(self.measure),
            "unit": self.measure.unit,
            "period_end": self.period_end,
        }
        return Lamp.DONE, Reason("goal_met", values)
