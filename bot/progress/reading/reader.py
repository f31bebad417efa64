"""The whole text becomes one Reading."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.language import dates
from bot.language.dates_chinese import impossible_days
from bot.language.normal import normal, original, without_quotes
from bot.language.patterns import compiled_later
from bot.plan.model import Measure
from bot.progress.model import Doubt, Reading, State
from bot.progress.reading.clauses import Clause, clauses
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.findings import Findings, find
from bot.progress.reading.growth import goes_by_rate
from bot.progress.reading.leftovers import leftovers
from bot.progress.reading.speech import is_report
from bot.progress.reading.states import only_date, state
from bot.progress.reading.tokens import scan, with_unit
from bot.progress.reading.units import NAMES, unit_of

LONGEST = 4096  # characters read; the rest of a longer text is kept but not understood
MOST_TIMES_MEASURE = 3
MOST_POINTS_APART = 2.0  # between a percent and what value and measure make of it
SLIP = 10_000

_LOWER = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_ADDRESS = compiled_later(r"@[^\s@,，:：]{1,32}[\s,，:：]*")
_NOTHING_THEN = compiled_later(r"(?<=:)(暂?无|没有)(?=(?:进度|进展|下一?步|完成|计划|措施|目前|累计)[^,。;:]{0,6}:)")
_MISTYPED = compiled_later(r"(?<=\d)。(?=\d)")
_SCALED = compiled_later(r"[万亿元]")  # nobody writes 万场 for 场


def read(text: str, measure: Measure | None, as_of: date) -> Reading:
    """Read one reply to a task with this measure (None: nothing is counted), written on `as_of`.

    The value is in the measure's unit, percents are in %. Never raises; linear in the length of the text. What is not
    sure carries a doubt, so that `sure` is false and the bot asks. The rules of meaning are in docs/reading.md.
    """
    plain = _NOTHING_THEN.sub(r"\1;", without_quotes(normal(_ADDRESS.sub("", text[:LONGEST]))))
    tokens = scan(_MISTYPED.sub(".", plain).translate(_LOWER), as_of)
    unit = unit_of(measure.unit).written if measure else ""
    if unit and unit not in NAMES and unit != "%":
        tokens = with_unit(tokens, unit)
    every = clauses(tokens, as_of)
    said = [clause for clause in every if is_report(clause)]
    unsaid = [clause for clause in every if not is_report(clause)]
    reading = _reading(text, find(said, measure, as_of), unsaid, mistyped=bool(_MISTYPED.search(plain)))
    lost = impossible_days(plain, as_of) if reading.is_update else []
    return replace(reading, doubts=(*reading.doubts, *(doubt("no_such_day", taken=day) for day in lost)))


def _reading(text: str, found: Findings, unsaid: Sequence[Clause], *, mistyped: bool) -> Reading:
    """Put the fields together, with every doubt about them."""
    what, doubts_of_state = state(found)
    if what is None:
        return Reading(is_update=False)
    doubts = [*found.amount.doubts, *found.completion.doubts, *found.forecast.doubts, *found.obstacle.doubts]
    doubts += [*doubts_of_state, *_contradictions(found)]
    unit = found.measure.unit if found.measure and found.value is not None else None
    if mistyped:
        doubts.append(doubt("typing", taken=found.value, unit=unit or ""))
    obstacle = found.obstacle
    day = None if what is State.DONE else found.forecast.day or only_date(found)
    doubted = {each.of for each in doubts}
    doubts += [each for each in leftovers(found, what, day, unsaid) if each.of not in doubted]
    if _agree(found):
        doubts = [each for each in doubts if each.code not in _SETTLED_BY_SHARE]
    return Reading(
        is_update=True,
        percent=found.percent,
        value=found.value,
        unit=unit,
        state=what,
        forecast=day,
        period_end=_period_end(found),
        blocker=obstacle.present,
        blocker_text=original(text, obstacle.text) if obstacle.text else None,
        doubts=tuple(doubts),
    )


def _period_end(found: Findings) -> date | None:
    """Say up to when the figures hold: 截至5月底, 1-6月, 上半年."""
    mention = found.amount.mention or found.completion.mention
    whens = [mention.period] if mention and mention.period else []
    for clause in found.clauses if not whens else ():
        until = next((n for n, token in enumerate(clause.tokens) if token.cues & Cue.UNTIL), len(clause.tokens))
        whens += [token.when for token in clause.tokens[until:] if token.when]
    whens += [t.when for c in found.clauses if c.aside and not whens for t in c.tokens if t.when and len(c.tokens) == 1]
    ends = [dates.latest(when, found.as_of) for when in whens]
    return next((end for end in reversed(ends) if end <= found.as_of), None)


def _contradictions(found: Findings) -> Iterator[Doubt]:
    """Hold the value against the measure and the percent against both."""
    value, percent, measure = found.value, found.percent, found.measure
    if value is None or measure is None or not measure.value or measure.growth or measure.unit == "%":
        return
    if _SCALED.search(measure.unit) and _looks_like_slip(value, measure.value):
        yield doubt("scale_slip", taken=value, measure=measure.value, unit=measure.unit)
    elif value > MOST_TIMES_MEASURE * measure.value:
        yield doubt("over_threefold", taken=value, measure=measure.value, unit=measure.unit)
    computed = value / measure.value * 100
    if percent is not None and abs(computed - percent) > MOST_POINTS_APART:
        yield doubt("percent_contradicts", taken=percent, computed=round(computed, 1))


_SETTLED_BY_SHARE = ("side_only", "stage", "unit_missing", "competing", "summed", "plan_or_done")
AGREED = 0.1  # points between a percent said and the one the value makes


def _agree(found: Findings) -> bool:
    """Whether a percent is said that is just what the value makes of the measure: they confirm each other."""
    value, measure = found.value, found.measure
    if value is None or measure is None or not measure.value or measure.unit == "%" or goes_by_rate(measure):
        return False
    return found.percent is not None and abs(value / measure.value * 100 - found.percent) <= AGREED


def _looks_like_slip(value: float, goal: float) -> bool:
    """Whether moving the point by four places makes a plausible value of an implausible one (万元 for 亿元)."""
    too_small = 0 < value < goal / 500 and goal / 50 <= value * SLIP <= goal * 1.5
    return too_small or (value > goal * MOST_TIMES_MEASURE and goal / 500 <= value / SLIP <= goal * 1.5)
