"""Signs of a state in each clause: finished, a step finished, under way, promised, not begun, at a standstill."""

from collections.abc import Iterator, Sequence

from bot.language.patterns import compiled_later
from bot.progress.reading.clauses import Block, Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.deeds import (
    ALL_OF_THEM,
    WELL,
    has_figure,
    is_of_some,
    of_doing,
    of_finishing,
    of_one_period,
)
from bot.progress.reading.mention import is_to_come, negated
from bot.progress.reading.scopes import Scope
from bot.progress.reading.sign import Evidence, Sign
from bot.progress.reading.tokens import Token


def evidence(clauses: Sequence[Clause]) -> list[Evidence]:
    """Collect the signs of all clauses that report, in their order."""
    return [Evidence(sign, clause) for clause in clauses for sign in _signs(clause)]


def _signs(clause: Clause) -> Iterator[Sign]:
    yield from _standstill(clause)
    if _NOT_ONE.search(clause.text) and not clause.has(Cue.FINISH) and not of_one_period(clause):
        yield Sign.NOT_BEGUN
    for place, scope in enumerate(clause.scopes):
        if scope not in (Scope.PAST, Scope.PROBLEM) and not _is_object(clause.tokens, place):
            sign = _sign_at(clause, place, scope)
            if sign is not None:
                yield sign
    if _all_unknown_done(clause):
        yield Sign.DONE_OF_SOMETHING
    if _did_something(clause) or clause.block is Block.PROBLEM:
        yield Sign.DID


_NOT_ONE = compiled_later(r"[一1][个户场家条座处所项台套]?(?:都|也)(?:还)?(?:没|未)(?!再|又|新增|增加)")
_INTENT = ("抓紧", "加紧", "马上", "立即", "落实", "跟进", "全力", "尽快", "办", "抓紧落实", "推进", "推动", "没问题")


def _sign_at(clause: Clause, place: int, scope: Scope) -> Sign | None:
    """Say what the word at a place is a sign of; the first kind that fits decides."""
    tokens, token = clause.tokens, clause.tokens[place]
    cues, now = token.cues, scope is Scope.NOW and not negated(tokens, place)
    if _goes_on(tokens, place):
        return Sign.UNDER_WAY
    if cues & Cue.DROPPED and now and not has_figure(tokens):
        return Sign.DROPPED
    if cues & Cue.FINISH_TIME and now and tokens[place + 1 : place + 2] and tokens[place + 1].when:
        return Sign.DONE_OF_SOMETHING if clause.scopes[place + 1] is Scope.NOW else None  # 竣工日期：2月27日
    if cues & Cue.FINISH:
        return of_finishing(clause, place)
    if token.text in _INTENT and not clause.has(Cue.NOW | Cue.WHOLE) and not has_figure(tokens):
        return Sign.INTENT
    if cues & Cue.UNBEGUN:
        return Sign.NOT_BEGUN
    if cues & Cue.RESUMED and now and not is_to_come(tokens, place):
        return Sign.UNBLOCKED
    if cues & Cue.PUBLISH and now:
        if clause.has(Cue.STAGE):
            return Sign.DID  # 方案已印发: a step
        return Sign.PUBLISHED if clause.has(Cue.NOW | Cue.WHOLE) else Sign.DID
    if cues & (Cue.START | Cue.ACT):
        return of_doing(clause, place)
    if token.text == "达到" and place and place + 1 == len(tokens) and any(t.cues & Cue.GOAL for t in tokens[:place]):
        return Sign.DONE if now else None  # 目标已经提前达到
    if token.text in WELL and any(t.cues & (Cue.FINISH | Cue.ACT) for t in tokens[place + 1 : place + 2]):
        return None  # 顺利举办
    if cues & Cue.GOING and scope is not Scope.IF:
        return Sign.UNDER_WAY
    if cues & (Cue.SIGN | Cue.STAGE | Cue.EARLY) and scope is Scope.PLAN:
        return Sign.PROMISED
    if cues & (Cue.EARLY | Cue.SIGN | Cue.STAGE | Cue.RESOLVED) and scope is Scope.NOW:
        taken = clause.has(Cue.NOW) and (now or bool(cues & Cue.EARLY))
        return (Sign.PREPARED if cues & Cue.EARLY else Sign.DID) if taken else None
    denied = negated(tokens, place) or (clause.opening & Cue.NOT and place == len(tokens) - 1)
    without_trouble = cues & Cue.OBSTACLE and denied and not clause.opening & Cue.OBSTACLE
    return Sign.UNDER_WAY if cues & Cue.ALMOST or without_trouble else None


_DEEDS = Cue.FINISH | Cue.ACT | Cue.START | Cue.STAGE | Cue.EARLY | Cue.SIGN


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Find 验收中, 装修中 and 正在验收, 等待验收: what goes on is not finished."""
    if not tokens[place].cues & _DEEDS:
        return False
    before = tokens[place - 1].text if place else ""
    last = place + 2 == len(tokens) and tokens[-1].text == "中"
    return last or before.endswith(("正在", "正", "等待", "在", "准备", "等", "待"))


def _is_object(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb is only the object of a word of finishing before it: 完成全部施工."""
    if not tokens[place].cues & Cue.ALL:
        return False
    before = next((t for t in reversed(tokens[:place]) if not t.cues & (Cue.WHOLE | Cue.ALL)), None)
    return before is not None and bool(before.cues & Cue.FINISH)


def _standstill(clause: Clause) -> Iterator[Sign]:
    """Find what stands still, what no longer does, and what cannot even begin."""
    for place, token in enumerate(clause.tokens):
        if not token.cues & Cue.BLOCKED or clause.scopes[place] in (Scope.PAST, Scope.IF):
            continue
        after = clause.tokens[place + 1 :]
        resolved = any(
            t.cues & Cue.RESOLVED and not (negated(after, n) or is_to_come(after, n)) for n, t in enumerate(after)
        )
        if negated(clause.tokens, place) or resolved:
            yield Sign.UNBLOCKED
        elif is_of_some(clause, place) or clause.scopes[place] is Scope.PROBLEM:
            yield Sign.UNDER_WAY
        elif token.text == "不":
            yield Sign.HINDERED  # 一分钱花不出去
        else:
            yield Sign.BLOCKED
            if token.text.endswith(("开工", "启动", "动工", "进场")):
                yield Sign.NOT_BEGUN


_KNOWN = Cue.FINISH | Cue.ACT | Cue.START | Cue.GOING | Cue.THANKS | Cue.LATER


def _all_unknown_done(clause: Clause) -> bool:
    """Whether all is said to be done with a verb the tables do not know, as the last word: 房屋已全部腾空."""
    last = clause.tokens[-3:]
    known = clause.has(_KNOWN | Cue.STAGE) or has_figure(clause.tokens)
    if known or len(last) < 3 or not last[-1].plain or clause.scopes[-1] is not Scope.NOW:
        return False
    return bool(last[0].cues & Cue.NOW) and last[1].text in ALL_OF_THEM


def _did_something(clause: Clause) -> bool:
    """Whether something is said to have been done with a verb the tables do not know: 已报市局审批."""
    if clause.has(_KNOWN):
        return False
    if (
        clause.has(Cue.STAGE)
        and clause.text.endswith("了")
        and clause.scopes[-1] is Scope.NOW
        and not clause.has(Cue.NOT)
    ):
        return True  # 初稿出来了, 昨天评审过了
    return any(
        "已" in token.text and token.cues & Cue.NOW and clause.tokens[n + 1].plain and clause.scopes[n] is Scope.NOW
        for n, token in enumerate(clause.tokens[:-1])
    )
