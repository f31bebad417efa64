"""Checks of a reading against what was reported before; each asks before the number counts. Pure."""

from collections.abc import Iterator
from datetime import date

from bot.language.normal import normal
from bot.plan.model import Measure
from bot.progress.model import Doubt, Reading, State, Summary
from bot.progress.reading.doubts import doubt

SLIP = 1_000  # a figure this many times the last one, or its part, is more likely 万 for 亿 than progress
NEW_FIGURE = 0.5  # points or units below the last figure that rounding explains


def checks(
    reading: Reading, text: str, measure: Measure | None, summary: Summary | None, as_of: date
) -> tuple[Doubt, ...]:
    """List what is doubtful about a reading in the light of the reports before it."""
    if summary is None or summary.last is None or not reading.is_update:
        return ()
    return (
        *_figure(reading, measure, summary),
        *_percent(reading, summary),
        *_words(reading, text, summary, as_of),
    )


def _figure(reading: Reading, measure: Measure | None, summary: Summary) -> Iterator[Doubt]:
    """A running total does not fall, and does not grow a thousandfold; a rate may do as it likes."""
    value, before = reading.value, summary.value
    if value is None or before is None or measure is None or measure.growth:
        return
    if before > 0 and value > 0 and not 1 / SLIP < value / before < SLIP:
        yield doubt("jump", taken=value, before=before, unit=measure.unit)
    elif value < before and not _of_an_earlier_period(reading, summary):
        yield doubt("backwards", taken=value, before=before, unit=measure.unit)


def _of_an_earlier_period(reading: Reading, summary: Summary) -> bool:
    known = summary.figure.reading.period_end if summary.figure else None
    return reading.period_end is not None and known is not None and reading.period_end < known


def _percent(reading: Reading, summary: Summary) -> Iterator[Doubt]:
    figure = summary.figure.reading if summary.figure else None
    before = figure.percent if figure else None
    if reading.percent is None or before is None or reading.value is not None:
        return
    if reading.percent < before - NEW_FIGURE and not _of_an_earlier_period(reading, summary):
        yield doubt("percent_backwards", taken=reading.percent, before=before)


def _words(reading: Reading, text: str, summary: Summary, as_of: date) -> Iterator[Doubt]:
    last = summary.last
    # "推进中" twice is a report twice; a text with a figure that is repeated to the letter was likely sent by mistake.
    has_figure = reading.value is not None or reading.percent is not None
    if last and has_figure and last.at.date() < as_of and normal(last.text) == normal(text):
        yield doubt("same_text")
    if summary.state is State.DONE and reading.state not in (None, State.DONE):
        yield doubt("reopened")
