"""Signs of a state in each clause: finished, a step finished, under way, promised, not begun, at a standstill."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.progress.reading.clauses import Block, Clause, Scope
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Exactness, Sort
from bot.progress.reading.mention import negated
from bot.progress.reading.tokens import Token


class Sign(StrEnum):
    """A sign of a state in one clause."""

    DONE = "done"
    DONE_OF_SOMETHING = "done_of_something"  # finished, with an object the tables do not know
    PUBLISHED = "published"
    BASICALLY = "basically"
    STEP_DONE = "step_done"
    DID = "did"  # a step taken, without a word on what goes on
    PREPARED = "prepared"  # chosen, planned, applied for: nothing begun
    UNDER_WAY = "under_way"
    COUNTED = "counted"  # a verb with a number: the number says how far
    PROMISED = "promised"  # an end in the future
    BEGINNING = "beginning"  # only a beginning in the future
    INTENT = "intent"  # will get on with it
    NOT_BEGUN = "not_begun"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign with the clause it was found in."""

    sign: Sign
    clause: Clause


def evidence(clauses: Sequence[Clause]) -> list[Evidence]:
    """Collect the signs of all clauses that report, in their order."""
    return [Evidence(sign, clause) for clause in clauses for sign in _signs(clause)]


def _signs(clause: Clause) -> Iterator[Sign]:
    yield from _standstill(clause)
    if _NOT_ONE.search(clause.text) and not clause.has(Cue.FINISH):
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


_NOT_ONE = re.compile(r"[一1][个户场家条座处所项台套]?(?:都|也)(?:还)?(?:没|未)")
_INTENT = ("抓紧", "加紧", "马上", "立即", "落实", "跟进", "全力", "尽快", "办", "抓紧落实", "推进", "推动")


def _sign_at(clause: Clause, place: int, scope: Scope) -> Sign | None:
    """Say what the word at a place is a sign of; the first kind that fits decides."""
    tokens, token = clause.tokens, clause.tokens[place]
    cues, now = token.cues, scope is Scope.NOW and not negated(tokens, place)
    if _goes_on(tokens, place):
        return Sign.UNDER_WAY
    if cues & Cue.FINISH:
        return _of_finishing(clause, place)
    if token.text in _INTENT and not clause.has(Cue.NOW | Cue.WHOLE) and not _has_figure(tokens):
        return Sign.INTENT
    if cues & Cue.UNBEGUN:
        return Sign.NOT_BEGUN
    if cues & Cue.RESUMED and now:
        return Sign.UNBLOCKED
    if cues & Cue.PUBLISH and now:
        if clause.has(Cue.STAGE):
            return Sign.DID  # 方案已印发: a step
        return Sign.PUBLISHED if clause.has(Cue.NOW | Cue.WHOLE) else Sign.UNDER_WAY
    if cues & (Cue.START | Cue.ACT):
        return _of_doing(clause, place)
    if token.text in _WELL and any(t.cues & (Cue.FINISH | Cue.ACT) for t in tokens[place + 1 : place + 2]):
        return None  # 顺利举办
    if cues & Cue.GOING and scope is not Scope.IF:
        return Sign.UNDER_WAY
    if cues & (Cue.SIGN | Cue.STAGE | Cue.EARLY) and scope is Scope.PLAN:
        return Sign.PROMISED
    if cues & (Cue.EARLY | Cue.SIGN | Cue.STAGE | Cue.RESOLVED) and scope is Scope.NOW:
        taken = clause.has(Cue.NOW) and (now or bool(cues & Cue.EARLY))
        return (Sign.PREPARED if cues & Cue.EARLY else Sign.DID) if taken else None
    denied = negated(tokens, place) or (tokens[0].cues & Cue.NOT and place == len(tokens) - 1)
    without_trouble = cues & Cue.OBSTACLE and denied and not tokens[0].cues & Cue.OBSTACLE
    return Sign.UNDER_WAY if cues & Cue.ALMOST or without_trouble else None


_DEEDS = Cue.FINISH | Cue.ACT | Cue.START | Cue.STAGE | Cue.EARLY | Cue.SIGN


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Find 验收中, 装修中 and 正在验收, 等待验收: what goes on is not finished."""
    if not tokens[place].cues & _DEEDS:
        return False
    before = tokens[place - 1].text if place else ""
    last = place + 2 == len(tokens) and tokens[-1].text == "中"
    return last or before in ("正在", "正", "等待", "在", "准备")


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
        resolved = any(t.cues & Cue.RESOLVED and not negated(after, n) for n, t in enumerate(after))
        if negated(clause.tokens, place) or resolved:
            yield Sign.UNBLOCKED
        elif _is_of_some(clause, place) or clause.scopes[place] is Scope.PROBLEM:
            yield Sign.UNDER_WAY
        else:
            yield Sign.BLOCKED
            if token.text.endswith(("开工", "启动", "动工", "进场")):
                yield Sign.NOT_BEGUN


def _is_of_some(clause: Clause, place: int) -> bool:
    """Whether a word is said of some of several things (两个项目停工), not of all."""
    counted = any(_counts(token) for token in clause.tokens[:place])
    return (counted and not clause.has(Cue.WHOLE)) or clause.has(Cue.PARTLY)


def _counts(token: Token) -> bool:
    """Whether a token is a number of something; a bare one in Chinese is part of a name (686创意园)."""
    figure = token.figure
    if figure is None or figure.exactness is Exactness.NTH:
        return False
    return figure.sort is not Sort.BARE or (token.text.isascii() and token.start == 0)


def _of_finishing(clause: Clause, place: int) -> Sign:
    """Say what a word of finishing means where it stands."""
    tokens, before = clause.tokens, clause.tokens[:place]
    partly = any(token.cues & Cue.PARTLY for token in before)
    if negated(tokens, place) or any(token.cues & Cue.ALMOST for token in before) or _is_missing(before):
        return Sign.UNDER_WAY
    if _falls_short(clause, place):
        return Sign.UNDER_WAY
    if clause.scopes[place] in (Scope.PLAN, Scope.IF) or (before and before[-1].text in _HURRY):
        return Sign.PROMISED
    if partly and "基本" in clause.text:
        return Sign.BASICALLY
    if _object_is_number(tokens, place) or _is_of_some(clause, place):
        return Sign.COUNTED
    if any(token.text in _PHASES for token in before):
        return Sign.DONE_OF_SOMETHING  # 二期已完成: the task may be the second phase
    if partly or _step_named(tokens, place):
        whole = tokens[place].text in _FINAL or any(token.cues & Cue.WHOLE for token in before)
        return Sign.DONE_OF_SOMETHING if whole and not partly and before else Sign.STEP_DONE
    return Sign.DONE if _object_is_all(tokens, place) else Sign.DONE_OF_SOMETHING


def _falls_short(clause: Clause, place: int) -> bool:
    """Find 差5个百分点就全部完成, 离完成只差一步, 9月完成不了."""
    before, after = clause.tokens[:place], clause.tokens[place + 1 : place + 2]
    if before and before[-1].text in ("离", "距", "距离"):
        return True
    if after and after[0].text.startswith(("不了", "不成")):
        return True
    return any(token.cues & Cue.LEFT for token in before) and not clause.has(Cue.NOW)


_HURRY = ("抓紧", "加紧", "抓紧时间", "全力", "加快", "努力")


def _is_missing(before: Sequence[Token]) -> bool:
    """Tell 就差验收: the one thing missing."""
    return bool(before) and before[-1].text in ("就差", "只差", "还差", "仅差", "尚差", "就剩", "只剩")


def _object_is_number(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number follows as the object (完成投资18.2亿元) or stands before as the subject (40% done)."""
    for n, token in enumerate(tokens[place + 1 :], place + 1):
        if token.figure:
            return not tokens[n - 1].text.startswith(("全部", "所有", "全"))
        if token.breaks or token.cues & Cue.FINISH:
            break
    whole = any(token.cues & Cue.WHOLE for token in tokens)
    return not whole and any(_counts(token) for token in tokens[:place])


_FINAL = ("办结", "销号", "竣工验收", "通过验收", "收官", "结项")  # words for the end of a whole task
_PHASES = (
    "一期",
    "二期",
    "三期",
    "四期",
    "首期",
    "第一阶段",
    "第二阶段",
    "第三阶段",
    "首批",
    "第一批",
    "第二批",
    "第三批",
)
_AND = ("并", "且", "并且")  # 已封顶并竣工
_AFTERMATH = ("备案", "手续", "资料", "材料", "验收材料")  # what follows an acceptance is no step on the way


def _step_named(tokens: Sequence[Token], place: int) -> bool:
    """Whether the object or the subject is a step on the way (完成招标, 主体已封顶)."""
    for token in tokens[place + 1 :]:
        if token.cues & Cue.STAGE and not (token.text in _AFTERMATH and "验收" in tokens[place].text):
            return True
        if token.cues & Cue.FINISH or token.breaks:
            break
    begin = max((n + 1 for n in range(place) if tokens[n].cues & Cue.FINISH or tokens[n].text in _AND), default=0)
    return any(token.cues & Cue.STAGE for token in tokens[begin:place])


_LIGHT = frozenset("了啦的工作任务目标并且已经全部呢啊哦咯喽各项本年度✅~！和情况,")
_WHOLES = Cue.WHOLE | Cue.ALL | Cue.GOAL | Cue.FINISH | Cue.NOW | Cue.COMPLETION | Cue.TOTAL | Cue.START


def _object_is_all(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing, or only words for the whole task, follow the word of finishing."""
    for token in tokens[place + 1 :]:
        named_year = token.when is not None and token.when.span.is_year
        if token.cues & _WHOLES or named_year or token.text.isascii() or (token.plain and set(token.text) <= _LIGHT):
            continue
        return bool(token.breaks)
    return True


def _of_doing(clause: Clause, place: int) -> Sign | None:
    """Say what a word of beginning or doing means where it stands."""
    tokens, scope, token = clause.tokens, clause.scopes[place], clause.tokens[place]
    if negated(tokens, place):
        return _of_not_doing(clause, place)
    if scope is Scope.IF:
        return Sign.BEGINNING if token.cues & Cue.START else None
    if scope is Scope.PLAN:
        begins = token.cues & Cue.START and not token.cues & Cue.GOING and not _has_figure(tokens)
        return Sign.BEGINNING if begins else Sign.PROMISED
    if token.text in ("实现", "达成", "兑现") and any(t.cues & Cue.GOAL for t in tokens[:place]):
        return Sign.DONE
    if any(word in clause.text for word in _WELL) and not _has_figure(tokens) and token.cues & Cue.ACT:
        return Sign.DONE_OF_SOMETHING
    if token.text in _SETTLED and _is_all_settled(clause, place):
        return Sign.DONE
    if token.cues & (Cue.START | Cue.GOING):
        return Sign.UNDER_WAY
    return Sign.COUNTED if clause.has(Cue.NOW | Cue.WHOLE | Cue.TOTAL) or _has_figure(tokens) else None


_SETTLED = (
    "落实",
    "解决",
    "发放",
    "兑现",
    "整改",
    "办理",
    "安置",
    "入住",
    "配租",
    "拨付",
    "到位",
    "兑付",
    "支付",
    "分配",
)
_WELL = ("成功", "圆满", "顺利")  # 成功举办: an event is over; asked about, for it may be one of several
_ALL = ("足额", "全部", "均已", "都已", "悉数", "全数")


def _is_all_settled(clause: Clause, place: int) -> bool:
    """Tell 补贴已全部发放, which ends a task, from 全面落实政策."""
    ends = all(token.plain and set(token.text) <= _LIGHT for token in clause.tokens[place + 1 :])
    said = clause.has(Cue.NOW) or clause.text.endswith("了")
    return ends and said and any(t.text in _ALL for t in clause.tokens[:place]) and not _has_figure(clause.tokens)


def _of_not_doing(clause: Clause, place: int) -> Sign:
    """Tell 尚未启动 and 一户都还没有解决 from 2个项目未启动, which leaves others under way."""
    before = clause.tokens[:place]
    not_one = any(token.figure and token.figure.value == 1 for token in before)
    all_of_them = any(token.cues & Cue.WHOLE for token in before)
    begins = any(token.cues & Cue.START for token in clause.tokens[place : place + 2])  # 暂未组织实施
    if not begins and not not_one:
        return Sign.UNDER_WAY
    return Sign.UNDER_WAY if _is_of_some(clause, place) and not (not_one or all_of_them) else Sign.NOT_BEGUN


def _has_figure(tokens: Sequence[Token]) -> bool:
    return any(token.figure for token in tokens)


_KNOWN = Cue.FINISH | Cue.ACT | Cue.START | Cue.GOING | Cue.THANKS | Cue.LATER


def _all_unknown_done(clause: Clause) -> bool:
    """Whether all is said to be done with a verb the tables do not know, as the last word: 房屋已全部腾空."""
    last = clause.tokens[-3:]
    known = clause.has(_KNOWN | Cue.STAGE) or _has_figure(clause.tokens)
    if known or len(last) < 3 or not last[-1].plain or clause.scopes[-1] is not Scope.NOW:
        return False
    return bool(last[0].cues & Cue.NOW) and last[1].text in _ALL


def _did_something(clause: Clause) -> bool:
    """Whether something is said to have been done with a verb the tables do not know: 已报市局审批."""
    if clause.has(_KNOWN):
        return False
    return any(
        "已" in token.text and token.cues & Cue.NOW and clause.tokens[n + 1].plain and clause.scopes[n] is Scope.NOW
        for n, token in enumerate(clause.tokens[:-1])
    )
