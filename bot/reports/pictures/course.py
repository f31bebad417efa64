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
from bot.reports.pictures.sheet import LEFT, PLAIN, RIGHT, SMALL, Dot, Sheet, Stroke
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
    goal = goal_of(target.measure)
    _months(sheet, scale)
    points = [(scale.x(whole_months(day)), scale.y(value)) for day, value in known.items()]
    if goal is not None:
        _goal(sheet, scale, target, goal)
        # An amount should grow evenly from nothing; a rate has to get from where it is to its goal.
        begin = (scale.x(0), scale.y(0)) if counts_up(target.measure) else points[-1] if points else None
        if begin:
            way = (begin, (scale.x(12), scale.y(goal)))
            sheet.strokes.append(Stroke(way, sheet.colours.muted, 1.5, dashed=True))
    if points:
        sheet.strokes.append(Stroke(tuple(points), sheet.colours.lamps[standing.lamp], 2.5))
        _values(sheet, scale, target, standing, known, points)
    sheet.y = scale.foot + 26


def _months(sheet: Sheet, scale: _Scale) -> None:
    sheet.strokes.append(Stroke(((LEFT, scale.foot), (END, scale.foot)), sheet.colours.rule, 1.5))
    for month in TICKS:
        words = say("month", sheet.language, number=month)
        sheet.write(scale.x(month), scale.foot + 16, words, SMALL, colour=sheet.colours.muted, anchor="middle")


def _goal(sheet: Sheet, scale: _Scale, target: Target, goal: float) -> None:
    y = scale.y(goal)
    sheet.strokes.append(Stroke(((LEFT, y), (END, y)), sheet.colours.ink, 1.5))
    sheet.column(END + 8, y, say("goal", sheet.language, measure=target.measure), GUTTER - 8, 3, bold=True)


def _values(
    sheet: Sheet,
    scale: _Scale,
    target: Target,
    standing: Standing,
    known: Mapping[date, float],
    points: list[tuple[float, float]],
) -> None:
    last = len(points) - 1
    goal = goal_of(target.measure)
    for number, ((x, y), value) in enumerate(zip(points, known.values(), strict=True)):
        if number == last:
            sheet.mark(standing.lamp, x, y, 13)
        else:
            sheet.dots.append(Dot(x, y, 3.5, sheet.colours.lamps[standing.lamp]))
        if len(points) > LABELLED and number not in (0, last):
            continue
        words = say("value", sheet.language, value=value, unit=target.measure.unit)
        below = goal is not None and value < goal and not counts_up(target.measure)
        if number != last:
            sheet.write(x, y + (20 if below else -10), words, PLAIN, anchor="middle", room=VALUE)
        elif x + VALUE < END:
            # Beside the line that leads here, not on it.
            sheet.write(x + 9, y + (18 if below else -8), words, FIGURE, bold=True, room=VALUE)
        else:
            sheet.write(x - 4, y + (26 if below else -11), words, FIGURE, bold=True, anchor="end", room=VALUE)


def _notes(sheet: Sheet, board: Board, target: Target, standing: Standing) -> None:
    """Write what the rest of the year must do, and when the next figure comes."""
    language, end = sheet.language, next_awaited(target, board.plan.year, board.as_of)
    notes: list[str] = []
    rest = rest_of_year(target, standing.value, standing.period_end)
    if rest is not None:
        needed = round(rest.needed, 1)
        notes.append(say("needed", language, measure=target.measure, end=standing.period_end, needed=needed))
    if end is not None and not board.closed:
        notes.append(say("next", language, end=end, release=release_of(target, end), year=board.plan.year))
    for note in notes:
        sheet.write(LEFT, sheet.y + 12, note, SMALL, colour=sheet.colours.muted)
        sheet.y += 20
