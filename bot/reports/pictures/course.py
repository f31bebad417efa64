"""One headline target over the year: the figures there are, the goal, and the way there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.plan.model import Target
from bot.progress.board import Board
from bot.progress.model import Standing, StatusUpdate
from bot.progress.outlook import rest_of_year, whole_months
from bot.progress.releases import next_awaited, period_meant, release_of
from bot.progress.standing import effective, period_of
from bot.progress.trajectory import counts_up
from bot.progress.verdicts import goal_of
from bot.reports.pictures.lettering import width
from bot.reports.pictures.sheet import LEFT, PLAIN, RIGHT, ROOM, SMALL, Dot, Sheet, Stroke
from bot.reports.pictures.wording import say, title_of

HEIGHT = 150.0  # of the plot
TICKS = (3, 6, 9, 12)  # months
GUTTER = 78.0  # at the right of the plot, for the goal's words
END = RIGHT - GUTTER  # of the plot
LEAST_SPAN = 2.0  # in the measure's unit: a difference of a tenth of a point is no mountain
LABELLED = 6  # figures up to so many are all written, of more the first and the last
FIGURE, VALUE = 15.0, 90.0  # the newest figure: its size, and the room for it


def target(board: Board, target_id: str, reports: Iterable[StatusUpdate], language: str, dark: bool = False) -> str:
    """Draw a target's figures by period against its goal as SVG; KeyError where the plan has no such target.

    `reports` are all reports on it, in any order, withdrawn and corrected ones included.
    """
    plan, subject = board.plan, board.plan.target_by_id[target_id]
    standing = board.standing(target_id)
    known = figures(subject, plan.year, reports, standing)
    sheet = Sheet(language, dark)
    under = say("as_of", language, what=title_of(plan, language), day=board.as_of, year=plan.year)
    sheet.head(headline(board, target_id, language), under, say("demo", language) if standing.invented else "")
    if known or goal_of(subject.measure) is not None:
        _plot(sheet, _Scale.of(subject, known, sheet.y), subject, standing, known)
    _notes(sheet, board, subject, standing)
    return sheet.svg()


def figures(target: Target, year: int, reports: Iterable[StatusUpdate], standing: Standing) -> Mapping[date, float]:
    """Find the figure of each period of the year, by its last day; of two the one reported last."""
    found: dict[date, float] = {}
    for report in effective(reports):
        value, day = report.reading.value, period_of(report)
        if value is not None and not report.late and day.year >= year:
            found[period_meant(target, year, day)] = value
    if standing.value is not None and standing.period_end is not None:
        found[standing.period_end] = standing.value
    return dict(sorted(found.items()))


def headline(board: Board, target_id: str, language: str) -> str:
    """Say how a target stands in one sentence."""
    subject, standing = board.plan.target_by_id[target_id], board.standing(target_id)
    return say(
        "course",
        language,
        target=subject,
        measure=subject.measure,
        value=standing.value,
        end=standing.period_end,
        gap=standing.gap,
        percent=standing.percent,
        why=standing.why,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where months and values lie on the sheet."""

    top: float
    low: float
    high: float

    @classmethod
    def of(cls, target: Target, known: Mapping[date, float], top: float) -> "_Scale":
        goal = goal_of(target.measure)
        values = [*known.values(), *([] if goal is None else [goal])]
        low, high = min(values), max(values)
        if counts_up(target.measure):
            low = min(0.0, low)
        span = max(high - low, LEAST_SPAN)
        middle = (low + high) / 2
        if low >= 0.0 and counts_up(target.measure):
            return cls(top, 0.0, high + span * 0.2)
        return cls(top, middle - span * 0.75, middle + span * 0.75)

    def x(self, month: float) -> float:
        """Say where so many months of the year are over."""
        return LEFT + (END - LEFT) * month / 12

    def y(self, value: float) -> float:
        """Say how high a value lies."""
        return self.top + 14 + (HEIGHT - 14) * (self.high - value) / (self.high - self.low)

    @property
    def foot(self) -> float:
        return self.top + HEIGHT


def _plot(sheet: Sheet, scale: _Scale, target: Target, standing: Standing, known: Mapping[date, float]) -> None:
    _months(sheet, scale)
    points = [_point(scale, target, day, value) for day, value in known.items()]
    if goal_of(target.measure) is not None:
        _goal(sheet, scale, target)
        _way(sheet, scale, target, points)
    if points:
        line = tuple((point.x, point.y) for point in points)
        sheet.strokes.append(Stroke(line, sheet.colours.lamps[standing.lamp], 2.5))
        _values(sheet, scale, target, standing, points)
    sheet.y = scale.foot + 26


@dataclass(frozen=True, slots=True)
class _Point:
    """A figure on the sheet; `short` where it is under what should stand by then."""

    x: float
    y: float
    value: float
    short: bool


def _point(scale: _Scale, target: Target, day: date, value: float) -> _Point:
    month = whole_months(day)
    should = _should(target, month)
    return _Point(scale.x(month), scale.y(value), value, should is not None and value < should)


def _should(target: Target, month: float) -> float | None:
    """Say what should stand so far into the year: of an amount an even part of its goal, of a rate the goal itself."""
    goal = goal_of(target.measure)
    return goal * month / 12 if goal is not None and counts_up(target.measure) else goal


def _months(sheet: Sheet, scale: _Scale) -> None:
    sheet.strokes.append(Stroke(((LEFT, scale.foot), (END, scale.foot)), sheet.colours.rule, 1.5))
    for month in TICKS:
        words = say("month", sheet.language, number=month)
        sheet.write(scale.x(month), scale.foot + 16, words, SMALL, colour=sheet.colours.muted, anchor="middle")


def _goal(sheet: Sheet, scale: _Scale, target: Target) -> None:
    y = scale.y(_should(target, 12) or 0.0)
    sheet.strokes.append(Stroke(((LEFT, y), (END, y)), sheet.colours.ink, 1.5))
    sheet.column(END + 12, y, say("goal", sheet.language, measure=target.measure), GUTTER - 12, 3, bold=True)


def _way(sheet: Sheet, scale: _Scale, target: Target, points: list[_Point]) -> None:
    """Draw the way to the goal: of an amount from nothing, of a rate from where it is."""
    end, muted = (scale.x(12), scale.y(_should(target, 12) or 0.0)), sheet.colours.muted
    if counts_up(target.measure):
        sheet.strokes.append(Stroke(((scale.x(0), scale.y(0)), end), muted, 1.5, dashed=True))
        # On the side where the figures are not.
        x, y = scale.x(6), scale.y(_should(target, 6) or 0.0)
        above = not points or points[-1].short
        anchor, dx, dy = ("end", -6, -6) if above else ("start", 6, 16)
        sheet.write(x + dx, y + dy, say("should", sheet.language), SMALL, colour=muted, anchor=anchor)
    elif points:
        sheet.strokes.append(Stroke(((points[-1].x, points[-1].y), end), muted, 1.5, dashed=True))


def _values(sheet: Sheet, scale: _Scale, target: Target, standing: Standing, points: list[_Point]) -> None:
    """Set a sign for each figure and write it on the side away from the goal; of many not all are written."""
    *earlier, last = points
    for number, point in enumerate(earlier):
        sheet.dots.append(Dot(point.x, point.y, 3.5, sheet.colours.lamps[standing.lamp]))
        if len(points) <= LABELLED or (number == 0 and not counts_up(target.measure)):
            words = say("value", sheet.language, value=point.value, unit=target.measure.unit)
            x = max(point.x, LEFT + width(words, PLAIN) / 2)
            below = point.short and point.y + 24 < scale.foot
            sheet.write(x, point.y + (20 if below else -10), words, PLAIN, anchor="middle", room=VALUE)
    sheet.mark(standing.lamp, last.x, last.y, 13)
    words = say("value", sheet.language, value=last.value, unit=target.measure.unit)
    if last.x + VALUE < END:
        # Beside the line that leads here, not on it.
        sheet.write(last.x + 9, last.y + (18 if last.short else -8), words, FIGURE, bold=True, room=VALUE)
    else:
        y = last.y + (26 if last.short else -11)
        sheet.write(last.x - 4, y, words, FIGURE, bold=True, anchor="end", room=VALUE)


def _notes(sheet: Sheet, board: Board, target: Target, standing: Standing) -> None:
    """Write what the rest of the year must do, and when the next figure comes."""
    language, end = sheet.language, next_awaited(target, board.plan.year, board.as_of)
    muted = sheet.colours.muted
    rest = rest_of_year(target, standing.value, standing.period_end)
    if rest is not None:
        needed = round(rest.needed, 1)
        words = say("needed", language, measure=target.measure, end=standing.period_end, needed=needed)
        sheet.strokes.append(Stroke(((LEFT, sheet.y + 8), (LEFT + 18, sheet.y + 8)), muted, 1.5, dashed=True))
        sheet.write(LEFT + 24, sheet.y + 12, words, SMALL, colour=muted, room=ROOM - 24)
        sheet.y += 20
    if end is not None and not board.closed:
        words = say("next", language, end=end, release=release_of(target, end), year=board.plan.year)
        sheet.write(LEFT, sheet.y + 12, words, SMALL, colour=muted)
        sheet.y += 20
