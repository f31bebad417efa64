"""Under which reservation each token of a clause stands: now, planned, past, conditional."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from bot.language.dates import NEARLY_OVER, Edge, When
from bot.language.spans import Cycle
from bot.progress.reading.cues import Cue
from bot.progress.reading.tokens import Token


class Scope(StrEnum):
    """Under which reservation a token stands."""

    NOW = "now"
    PLAN = "plan"  # promised, expected, demanded: not yet so
    PAST = "past"  # last year's, last month's, before a correction
    IF = "if"
    PROBLEM = "problem"  # in the block of obstacles


def scopes_of(tokens: Sequence[Token], scope: Scope, as_of: date, *, carried: bool) -> tuple[tuple[Scope, ...], bool]:
    """Walk through a clause that begins under `scope`; each cue holds until the next one.

    `carried`: that scope is only handed on by the clause before. Also says whether it still is at the end.
    """
    walk = _Walk(tokens, scope, as_of, carried)
    return tuple(walk.step(place) for place in range(len(tokens))), walk.carried


class _Walk:
    """The scope as it stands while the tokens of a clause are read from left to right."""

    def __init__(self, tokens: Sequence[Token], scope: Scope, as_of: date, carried: bool) -> None:
        self._tokens = tokens
        self._scope = scope
        self._as_of = as_of
        self._compared = False
        self._topic = False
        self.carried = carried

    def step(self, place: int) -> Scope:
        """Say the scope of the token at a place, which holds for what follows."""
        token = self._tokens[place]
        self._topic = token.text == "的话" if token.cues & Cue.IF else self._topic
        self._compared = self._compared or bool(token.cues & Cue.THAN)
        changed = self._changed(place)
        if changed is not self._scope or token.cues & Cue.PLAN:
            self._scope, self.carried = changed, False
        return self._scope

    def _changed(self, place: int) -> Scope:
        token, after = self._tokens[place], self._tokens[place + 1 :]
        if self._scope is Scope.PROBLEM:
            return self._scope
        if token.cues & Cue.IF or _waits_for(token, after):
            return Scope.IF
        if self._scope is Scope.IF and self._topic and token.cues & Cue.NOW:
            return Scope.NOW  # 充电桩的话现在是206个: what is spoken of, no condition
        if self._scope is Scope.IF or self._compared:
            return self._scope
        if token.text == "同期" and place and self._tokens[place - 1].text in _THIS_YEAR:
            return Scope.NOW
        if self._scope is Scope.PAST and token.cues & Cue.TOTAL and place and self._tokens[place - 1].figure:
            return Scope.NOW  # 加之前的72场一共86场
        for cue, scope in _BY_CUE:
            if token.cues & cue:
                return scope
        names_whole = bool(token.cues & Cue.GOAL) and place > 0 and self._tokens[place - 1].text in ("占", "完成")
        if token.cues & Cue.PLAN and not names_whole and not _as_planned(token, after):
            return Scope.PLAN
        return self._by_date(place, token.when, after) if token.when is not None else self._scope

    def _by_date(self, place: int, when: When, after: Sequence[Token]) -> Scope:
        """A date in the future makes a promise, one in an earlier year a comparison, any other leaves the present."""
        before = self._tokens[place - 1].text if place else ""
        if before in _NAMING or (when.span.is_year and any(t.cues & Cue.GOAL for t in after[:3])):
            return self._scope  # 占全年盘子的74%, 全年投资任务: it names the whole
        if when.span.is_year and after and after[0].cues & (Cue.TOTAL | Cue.NEW):
            return Scope.NOW  # 年内累计, 全年新增: the year so far
        if after and after[0].cues & Cue.COMPLETION and when.span.first <= self._as_of and not when.span.is_year:
            return Scope.NOW  # 8月进度:
        if after and after[0].figure and self._tokens[place].text.startswith(("这个", "本月", "本周")):
            return Scope.NOW  # 这个月65%
        dated = self._of_date(self._tokens[place].text, when)
        said = any(token.cues & Cue.NOW for token in self._tokens[:place])
        return Scope.PLAN if dated is Scope.NOW and not said and _promises(when, after, self._as_of) else dated

    def _of_date(self, text: str, when: When) -> Scope:
        span, as_of = when.span, self._as_of
        earlier_year = span.cycle is Cycle.ONCE and span.last.year < as_of.year - (as_of.month == 1)
        closing = (
            as_of.month == 1 and span.whole and text.startswith(("去年", "上年"))
        )  # the year reported on in January
        if not closing and (text.startswith(("去年", "上年", "前年", "last year")) or earlier_year):
            return Scope.PAST
        if when.edge in (Edge.SINCE, Edge.AFTER) and span.first <= as_of:
            return Scope.NOW
        if self._scope is Scope.PAST and not text.startswith(("今", "本", "这")):
            return Scope.PAST
        if self._scope is Scope.PLAN and not (self.carried and span.last <= as_of):
            return Scope.PLAN
        running = span.last > as_of + _patience(when) and not _is_running(when, as_of)
        return Scope.PLAN if span.first > as_of or when.edge is Edge.BEFORE or running else Scope.NOW


_BY_CUE = ((Cue.RIGHT, Scope.NOW), (Cue.MOVED, Scope.PLAN), (Cue.PAST, Scope.PAST), (Cue.NOW, Scope.NOW))
_THIS_YEAR = ("今年", "本年", "本年度")
_NAMING = ("占", "为", "达", "达到")  # a date after them is part of a name: 占全年任务


def _waits_for(token: Token, after: Sequence[Token]) -> bool:
    """Tell 待资金到位后, a condition, from 待完成."""
    return token.text.startswith(("待", "等")) and any(
        follower.plain and (follower.text.startswith(("后", "之后", "再")) or follower.text.endswith("后"))
        for follower in after[:5]
    )


def _as_planned(token: Token, after: Sequence[Token]) -> bool:
    """Tell 计划的46.7% and 目标任务的一半, which name the whole, and 目标已完成 from a plan."""
    if not token.cues & Cue.GOAL or not after:
        return False
    reached = token.text.endswith(("目标", "任务")) and after[0].cues & (Cue.FINISH | Cue.WHOLE | Cue.NOW)
    return bool(reached) or after[0].text.startswith(("的", "数的", "总量的"))


def _promises(when: When, after: Sequence[Token], as_of: date) -> bool:
    """Tell 本月完成 and 3月底完成 (next year's), promises, from 本月完成2.3亿元 and 6月20日竣工了."""
    running = when.first <= as_of < when.last and not when.span.is_year
    rolls_over = when.span.cycle is Cycle.YEAR and when.last < as_of and when.span.is_stretch
    said = any(t.figure or t.cues & (Cue.NOW | Cue.TOTAL) or "了" in t.text for t in after)
    return (running or rolls_over) and not said and any(t.cues & Cue.FINISH for t in after)


def _patience(when: When) -> timedelta:
    """Say how long before its end a period is spoken of as over: a year through December, others half a month."""
    return timedelta(days=31) if when.span.is_year else NEARLY_OVER


def _is_running(when: When, as_of: date) -> bool:
    """Tell a period reported on while it runs (今年, 1-11月 in January) from one promised for (全年, 三季度)."""
    span = when.span
    this_year = span.whole and span.cycle is Cycle.ONCE and span.from_start
    just_begun = as_of.month <= 2 and (span.last - as_of).days > 100
    return this_year or (span.from_start and just_begun and span.cycle is Cycle.YEAR)
