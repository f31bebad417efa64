"""Checks of a reading against what was reported before; each asks before the number counts. Pure."""

from collections.abc import Iterator
from datetime import date

from bot.language.normal import normal
from bot.plan.model import Measure
from bot.progress.model import Doubt, Reading, State, Summary
from bot.progress.reading.doubts import doubt
from bot.progress.trajectory import share_of

SLIP = 1_000  # a figure this many times the last one, or its part, is more likely 万 for 亿 than progress
MOST_POINTS_APART = 2.0  # between a percent that was said and one computed from an amount
NEW_FIGURE = 0.5  # points or units below the last figure that rounding explains


def checks(
    reading: Reading, text: str, measure: Measure | None, summary: Summary | None, as_of: date
) -> tuple[Doubt, ...]:
    """List what is doubtful about a reading in the light of the reports before it."""
    if summary is None or summary.last is None or not reading.is_update:
        return ()
    return (
        *_figure(reading, measure, summary),
        *_percent(reading, measure, summary),
        *_words(reading, text, summary, as_of),
    )


def _figure(reading: Reading, measure: Measure | None, summary: Summary) -> Iterator[Doubt]:
    """A running total does not fall, and does not grow a thousandfold; a rate may do as it likes."""
    from bot.progress.reading.growth import goes_by_rate  # here, because it brings the whole grammar along

    value, before = reading.value, summary.value
    if value is None or before is None or measure is None or goes_by_rate(measure):
        return
    if before > 0 and value > 0 and not 1 / SLIP < value / before < SLIP:
        yield doubt("jump", taken=value, before=before, unit=measure.unit)
    elif value < before and not _of_an_earlier_period(reading, summary):
        yield doubt("backwards", taken=value, before=before, unit=measure.unit)


def _of_an_earlier_period(reading: Reading, summary: Summary) -> bool:
    known = summary.figure.reading.period_end if summary.figure else None
    return reading.period_end is not None and known is not None and reading.period_end < known


def _percent(reading: Reading, measure: Measure | None, summary: Summary) -> Iterator[Doubt]:
    """A part done does not shrink, also where one report gives it and the other an amount; two amounts: `_figure`."""
    last = summary.figure.reading if summary.figure else None
    if last is None or (reading.value is not None and last.value is not None):
        return
    part, before = _part_done(reading, measure), _part_done(last, measure)
    if part is None or before is None or _of_an_earlier_period(reading, summary):
        return
    both_said = reading.percent is not None and last.percent is not None
    if part < before - (NEW_FIGURE if both_said else MOST_POINTS_APART):
        yield doubt("percent_backwards", taken=round(part, 1), before=round(before, 1))


def _part_done(reading: Reading, measure: Measure | None) -> float | None:
    return reading.percent if reading.percent is not None else share_of(measure, reading.value)


def _words(reading: Reading, text: str, summary: Summary, as_of: date) -> Iterator[Doubt]:
    last = summary.last
    # "推进中" twice is a report twice; a text with a figure that is repeated to the letter was likely sent by mistake.
    has_figure = reading.value is not None or reading.percent is not None
    if last and has_figure and last.at.date() < as_of and normal(last.text) == normal(text):
        yield doubt("same_text")
    if summary.state is State.DONE and reading.state not in (None, State.DONE):
        yield doubt("reopened")
    if reading.state is State.NOT_STARTED and summary.state in (State.IN_PROGRESS, State.BLOCKED):
        yield doubt("begun_before")
