"""What every lamp is decided by: a figure against its goal, a share against the trajectory; and what comes of it."""

from datetime import date

from bot.config import LampsPart
from bot.plan.model import Comparator, Measure
from bot.progress.model import Lamp, Reason, Standing, Summary
from bot.progress.outlook import is_rate

Verdict = tuple[Lamp, Reason]

SEVERITY = {Lamp.DONE: 0, Lamp.REPORTED: 1, Lamp.GREEN: 2, Lamp.GREY: 3, Lamp.YELLOW: 4, Lamp.RED: 5}
UPPER_BOUNDS = (Comparator.AT_MOST, Comparator.LESS)
MISSED_BY_EQUAL = (Comparator.MORE, Comparator.LESS, Comparator.POSITIVE)
EXACT = 1e-9  # 4.5 - 0.2 and what people write as 4.3 are the same number


def goal_of(measure: Measure) -> float | None:
    """Give the number a measure asks for: zero where only growth is asked, the lower end of a range, or None."""
    if measure.comparator is Comparator.POSITIVE:
        return measure.value or 0.0
    return measure.value


def gap_of(measure: Measure, value: float | None) -> float | None:
    """Say how far a value is above its goal (below: negative), in the measure's unit; rates: points."""
    goal = goal_of(measure)
    return None if goal is None or value is None else value - goal


def by_goal(measure: Measure, value: float, period_end: date | None, rules: LampsPart) -> Verdict:
    """Light the lamp of a figure by its goal, which must have a number.

    左右 tolerates `about_points`. As good as what is tolerated green; a rate up to `target_yellow_points` worse yellow;
    anything else red. "More than", "less than" and "positive" are missed by the very number.
    """
    gap = gap_of(measure, value) or 0.0
    worse = gap if measure.comparator in UPPER_BOUNDS else -gap
    shortfall = worse - (rules.about_points if measure.comparator is Comparator.ABOUT else 0.0)
    values = {"value": value, "goal": goal_of(measure), "gap": gap, "unit": measure.unit, "period_end": period_end}
    if shortfall < -EXACT or (shortfall <= EXACT and measure.comparator not in MISSED_BY_EQUAL):
        return Lamp.GREEN, Reason("met", values | {"tolerated": worse > EXACT})
    near = is_rate(measure) and shortfall <= rules.target_yellow_points + EXACT
    return Lamp.YELLOW if near else Lamp.RED, Reason("below", values)


def by_shortfall(percent: float, should: float, rules: LampsPart) -> Verdict:
    """Light the lamp of a share (in %) by how many points it is behind what should stand."""
    points = should - percent
    values = {"expected": should, "actual": percent, "points": points}
    if points <= rules.green_points:
        return Lamp.GREEN, Reason("on_track", values)
    return Lamp.YELLOW if points <= rules.yellow_points else Lamp.RED, Reason("behind", values)


def standing_of(
    subject: str,
    lamp: Lamp,
    why: Reason,
    summary: Summary | None,
    value: float | None,
    percent: float | None,
    should: float | None,
    *,
    period_end: date | None = None,
    gap: float | None = None,
) -> Standing:
    """Join a verdict and what was reported into a standing."""
    known = summary or Summary(subject)
    return Standing(
        subject=subject,
        lamp=lamp,
        why=why,
        value=value,
        percent=percent,
        trajectory=should,
        state=known.state,
        blocker=known.blocker,
        blocker_text=known.blocker_text,
        forecast=known.forecast,
        last_report=known.last.at if known.last else None,
        period_end=period_end,
        gap=gap,
        summary=summary,
    )
