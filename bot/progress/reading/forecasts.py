"""By when a text says the task should be finished."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language.dates import Deadline, Edge, deadline
from bot.plan.model import Measure
from bot.progress.model import Doubt
from bot.progress.reading.candidates import target_verb
from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.deeds import of_one_period
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Sort
from bot.progress.reading.mention import Mention, Role, negated
from bot.progress.reading.scopes import Scope
from bot.progress.reading.tokens import Token
from bot.progress.reading.units import measured


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day promised, or none, and what is doubtful about it."""

    day: date | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Promise:
    deadline: Deadline
    revised: bool
    conditional: bool


@dataclass(frozen=True, slots=True)
class _Goal:
    """The measure, and what of it is not reached yet."""

    measure: Measure | None
    rest: float | None


_WORK = (
    Cue.FINISH | Cue.ACT | Cue.START | Cue.SIGN | Cue.EARLY | Cue.STAGE | Cue.PUBLISH | Cue.RESUMED | Cue.GOING
)  # words a date can be the date of


def forecast(
    clauses: Sequence[Clause],
    found: Sequence[Mention],
    measure: Measure | None,
    as_of: date,
    *,
    rest: float | None = None,
) -> Forecast:
    """Take the last day by which the whole is promised; a revised date goes before the one it replaces.

    `rest` is what of the measure is not reached yet, in its unit: a promise of just that is one of the whole.
    """
    goal = _Goal(measure, rest)
    figures: dict[int, list[Mention]] = {}
    for mention in found:
        figures.setdefault(id(mention.clause), []).append(mention)
    promises = [p for clause in clauses for p in _promises(clause, figures.get(id(clause), []), goal, as_of)]
    promises = [p for p in promises if p.revised] or promises
    if not promises:
        return Forecast()
    chosen = max(promises, key=lambda p: p.deadline.day)
    return Forecast(chosen.deadline.day, tuple(_doubts_of(chosen)))


def _doubts_of(promise: _Promise) -> Iterator[Doubt]:
    day = promise.deadline.day.isoformat()
    if promise.deadline.past:
        yield doubt("deadline_past", taken=day)
    elif not promise.deadline.clear:
        yield doubt("deadline_unclear", taken=day)
    if promise.conditional:
        yield doubt("deadline_conditional", taken=day)


def _promises(clause: Clause, figures: Sequence[Mention], goal: _Goal, as_of: date) -> Iterator[_Promise]:
    if of_one_period(clause) and any(m.denied_verb for m in figures):
        return  # 这个月一场没办
    for place, token in enumerate(clause.tokens):
        if token.when is None or clause.scopes[place] in (Scope.PAST, Scope.PROBLEM):
            continue
        promised = deadline(token.when, as_of)
        if promised is None or not _is_promise(clause, place, promised, as_of):
            continue
        if _ends_the_whole(clause, place, figures, goal):
            if any(t.cues & Cue.PARTLY for t in clause.tokens[place:]):
                promised = replace(promised, clear=False)  # 年底前基本建成
            if token.when.last < as_of and token.when.edge is Edge.AT and not clause.has(Cue.PLAN):
                promised = replace(promised, clear=False)  # 3月底完成: next year's, or done
            revised = any(t.cues & (Cue.MOVED | Cue.MAYBE_OBSTACLE) for t in clause.tokens[:place])
            yield _Promise(promised, revised, clause.scopes[place] is Scope.IF)


def _is_promise(clause: Clause, place: int, promised: Deadline, as_of: date) -> bool:
    """Tell a day to come from one on which something happened."""
    scope, when = clause.scopes[place], clause.tokens[place].when
    stretch = clause.tokens[: _next_date(clause.tokens, place)]
    said_done = any(clause.scopes[n] is Scope.NOW and t.cues & Cue.NOW for n, t in enumerate(stretch))
    if said_done and not any(t.cues & (Cue.PLAN | Cue.MOVED) for t in stretch):
        return False
    if scope in (Scope.PLAN, Scope.IF):
        return True
    return when is not None and (when.last > as_of or (promised.past and when.edge is Edge.BEFORE))


def _next_date(tokens: Sequence[Token], place: int) -> int:
    return next((n for n in range(place + 1, len(tokens)) if tokens[n].when), len(tokens))


def _ends_the_whole(clause: Clause, place: int, figures: Sequence[Mention], goal: _Goal) -> bool:
    """Whether what is dated is the end of the whole task, not a beginning, a step or a part of the amount."""
    tokens = clause.tokens
    before, after = tokens[:place], tokens[place + 1 : _next_date(tokens, place)]
    if any(t.cues & (Cue.MOVED | Cue.FINISH_TIME | Cue.MAYBE_OBSTACLE) for t in before[-1:]) or any(
        t.cues & (Cue.MOVED | Cue.FINISH_TIME) for t in before
    ):
        return True
    if figures and _is_whole_year(tokens[place]):
        return False  # what 全年 can reach is an amount expected, no day promised
    if any(m.role is Role.PLANNED and not _is_partial(m, goal) for m in figures):
        return True
    if any(_is_partial(m, goal) for m in figures):
        return False
    work = [n for n, t in enumerate(after) if t.cues & _WORK]
    if not work:
        return _ends_by_itself(clause, before, after)
    target = target_verb(goal.measure.what) if goal.measure else Cue.GUARD
    whole = clause.has(Cue.LEFT | Cue.WHOLE) or any(m.role is Role.LEFT for m in figures)
    return any(after[n].cues & target for n in work) or _work_ends(after, work, whole=whole)


def _is_whole_year(token: Token) -> bool:
    return token.when is not None and token.when.span.is_year and "内" not in token.text


def _is_partial(mention: Mention, goal: _Goal) -> bool:
    """Whether a promised number is less than the whole, or what is called left less than what is."""
    figure = mention.figure
    if mention.role is Role.LEFT:
        left = measured(figure.value, figure.unit, goal.measure) if goal.measure else None
        return bool(left and goal.rest and left < goal.rest * NEARLY)
    if figure.sort is Sort.PERCENT:
        return figure.value < 100
    measure = goal.measure
    if measure is None or measure.value is None:
        return True
    value = measured(figure.value, figure.unit, measure)
    return value is None or (value < measure.value and value != goal.rest)


def _ends_by_itself(clause: Clause, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a date without work after it is that of an end: 预计10月底, finish by 31 Oct."""
    work = [t for t in before if t.cues & _WORK]
    if work:
        return bool(work[-1].cues & Cue.FINISH) and not any(t.cues & Cue.STAGE for t in before)
    expected = any(t.cues & Cue.PLAN for t in before) and not any(t.plain and len(t.text.strip()) > 3 for t in after)
    return expected or clause.has(Cue.LEFT)


def _work_ends(after: Sequence[Token], work: Sequence[int], *, whole: bool) -> bool:
    """Whether the first work after a date finishes the whole."""
    for n in work:
        token = after[n]
        if after[n + 1 : n + 2] and after[n + 1].text.startswith(("不了", "不成")):
            return False
        if (token.cues & Cue.FINISH or token.text in _ENDINGS) and not negated(after, n):
            return not _is_step(after, n)
        if token.cues & Cue.PUBLISH or (token.cues & Cue.ACT and whole):
            return True
        if token.cues & (Cue.START | Cue.SIGN | Cue.EARLY) and not token.cues & Cue.ACT:
            return False
    return False


NEARLY = 0.99  # figures are rounded
_ENDINGS = ("收尾", "扫尾")


def _is_step(after: Sequence[Token], place: int) -> bool:
    """Whether a step on the way is named before a word of finishing, or as its object."""
    if any(t.cues & Cue.STAGE and not t.cues & Cue.FINISH for t in after[:place]):
        return True
    rest = after[place + 1 :]
    rest = rest[: next((n for n, t in enumerate(rest) if t.text.startswith(("并", "且", "后"))), len(rest))]
    following = next((t for t in rest if t.cues & (Cue.STAGE | Cue.FINISH)), None)
    return following is not None and not following.cues & Cue.FINISH
