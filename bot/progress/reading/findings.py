"""The fields of a reading as they are read apart, before they are held against each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.plan.model import Comparator, Measure
from bot.progress.reading.amounts import Amount, amount
from bot.progress.reading.candidates import target_verb
from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Sort
from bot.progress.reading.forecasts import Forecast, forecast
from bot.progress.reading.growth import goes_by_rate, rate
from bot.progress.reading.mention import Mention, Role, Stage
from bot.progress.reading.mentions import mentions
from bot.progress.reading.obstacles import Obstacle, obstacle
from bot.progress.reading.percents import Completion, completion
from bot.progress.reading.scopes import Scope
from bot.progress.reading.sign import Evidence, Sign
from bot.progress.reading.signs import evidence
from bot.progress.reading.units import measured

POINTS_ALIKE = 0.1  # a share this near to value ÷ measure is the completion, whatever it is called


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the clauses that report. `annual`: the growth rate is of a whole year."""

    clauses: Sequence[Clause]
    mentions: Sequence[Mention]
    measure: Measure | None
    as_of: date
    amount: Amount
    completion: Completion
    forecast: Forecast
    obstacle: Obstacle
    evidence: Sequence[Evidence]
    annual: bool = False

    @property
    def value(self) -> float | None:
        """The value in the measure's unit."""
        return self.amount.value

    @property
    def percent(self) -> float | None:
        """The percent complete."""
        return self.completion.percent

    @property
    def signs(self) -> set[Sign]:
        """The kinds of signs of a state."""
        return {found.sign for found in self.evidence}

    @property
    def reaches_measure(self) -> bool:
        """Whether the numbers say that the task is done: 100%, or a cumulative value at or over the measure.

        A growth rate does so only with the whole year's figure, a limit from above (≤) never.
        """
        if self.percent is not None and self.percent >= 100:
            return True
        measure, value = self.measure, self.value
        if value is None or measure is None or measure.value is None or value < measure.value:
            return False
        if measure.comparator in (Comparator.AT_MOST, Comparator.LESS) or (goes_by_rate(measure) and not self.annual):
            return False
        return self._counts_as_finished(measure)

    def _counts_as_finished(self, measure: Measure) -> bool:
        """Tell 102场 from 近百场, which is not yet 100, and from 18个 only begun."""
        mention = self.amount.mention
        if mention is None or measure.unit == "%" or measure.growth:
            return True
        if mention.says(Cue.NEARLY) and self.value == measure.value:
            return False
        return mention.stage >= Stage.BUILT or mention.has_verb(target_verb(measure.what))

    @property
    def stays_below(self) -> bool:
        """Whether the numbers say that the task is not done."""
        if self.percent is not None and self.percent < 100:
            return True
        goal = self.measure.value if self.measure else None
        return self.value is not None and goal is not None and self.value < goal

    @property
    def has_progress(self) -> bool:
        """Whether a number over zero is reported."""
        return bool(self.value) or bool(self.percent)

    @property
    def has_number(self) -> bool:
        """Whether a value or a percent is reported."""
        return self.value is not None or self.percent is not None

    @property
    def has_live_figure(self) -> bool:
        """Whether any number says something of the present or of a promise, besides the goal itself."""
        dead = (Role.GOAL, Role.PAST, Role.IDLE)
        return any(m.role not in dead and m.figure.counts_something and not self.is_goal(m) for m in self.mentions)

    def is_goal(self, mention: Mention) -> bool:
        """Whether a number is the goal restated."""
        if mention.role is Role.GOAL or self.measure is None:
            return mention.role is Role.GOAL
        return self.restates_goal(mention)

    def restates_goal(self, mention: Mention) -> bool:
        """Whether a number is the measure's own."""
        if self.measure is None:
            return False
        figure = mention.figure
        if figure.sort is Sort.PERCENT:
            return self.measure.unit == "%" and figure.value == self.measure.value
        value = measured(figure.value, figure.unit, self.measure)
        return value is not None and value == self.measure.value


def find(said: Sequence[Clause], measure: Measure | None, as_of: date) -> Findings:
    """Read each field of the clauses that report."""
    found = mentions(said)
    if measure is not None and _is_meant_as_rate(found, measure):
        measure = replace(measure, growth=True)
    value, annual = Amount(), False
    if measure is not None and goes_by_rate(measure):
        growth = rate(found, [token for clause in said for token in clause.tokens], measure, as_of)
        value, annual = Amount(growth.value, growth.doubts, growth.mention), growth.annual
        percent = Completion()
    else:
        value = amount(found, measure, said) if measure is not None else value
        others = [m for m in found if m is not value.mention]
        if measure is not None and measure.unit == "%":
            others = [m for m in others if m.says(Cue.COMPLETION | Cue.FINISH)]  # an older level is no completion
        percent = completion(others, counted=measure is not None)
        percent = percent if percent.percent is not None else _share_that_agrees(found, value, measure)
    forecasts = (
        Forecast()
        if measure is not None and goes_by_rate(measure)
        else forecast(said, found, measure, as_of, rest=_rest(measure, value))
    )
    return Findings(said, found, measure, as_of, value, percent, forecasts, obstacle(said), evidence(said), annual)


def _rest(measure: Measure | None, value: Amount) -> float | None:
    """Say how much of the measure is left: who promises just that (13条已完工，7条8月底完 of 20) promises the end."""
    if measure is None or not measure.value or value.value is None or goes_by_rate(measure):
        return None
    return round(measure.value - value.value, 6)


def _is_meant_as_rate(found: Sequence[Mention], measure: Measure) -> bool:
    """Whether a measure of bare percents (5.5%) is answered by a rate of growth and by nothing else."""
    if measure.unit != "%" or measure.what or goes_by_rate(measure):
        return False
    roles = {m.role for m in found if m.figure.sort is Sort.PERCENT and m.scope is Scope.NOW}
    return Role.RATE in roles and not roles & {Role.PLAIN, Role.TOTAL}


def _share_that_agrees(found: Sequence[Mention], value: Amount, measure: Measure | None) -> Completion:
    """Take 占比64.9% for completion where it is just what the amount makes of the measure."""
    if value.value is None or measure is None or not measure.value or measure.unit == "%":
        return Completion()
    computed = value.value / measure.value * 100
    for mention in reversed(found):
        is_share = mention.figure.sort is Sort.PERCENT and mention.role in (Role.PLAIN, Role.TOTAL)
        if is_share and abs(mention.figure.value - computed) < POINTS_ALIKE:
            return Completion(mention.figure.value, (), mention)
    return Completion()
