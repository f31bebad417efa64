"""What a word of finishing or doing is a sign of where it stands: the whole done, a step, a number, a promise."""

from collections.abc import Sequence

from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Exactness, Sort
from bot.progress.reading.mention import negated
from bot.progress.reading.scopes import Scope
from bot.progress.reading.sign import Sign
from bot.progress.reading.tokens import Token


def is_of_some(clause: Clause, place: int) -> bool:
    """Whether a word is said of some of several things (两个项目停工), not of all."""
    counted = any(_counts(token) for token in clause.tokens[:place]) and not _is_goal_of_year(clause.tokens[:place])
    return (counted and not clause.has(Cue.WHOLE)) or clause.has(Cue.PARTLY)


def _counts(token: Token) -> bool:
    """Whether a token is a number of something; a bare one in Chinese is part of a name (686创意园)."""
    figure = token.figure
    if figure is None or figure.exactness is Exactness.NTH:
        return False
    return figure.sort is not Sort.BARE or (token.text.isascii() and token.start == 0)


def of_finishing(clause: Clause, place: int) -> Sign:
    """Say what a word of finishing means where it stands."""
    tokens, before = clause.tokens, clause.tokens[:place]
    partly = any(token.cues & Cue.PARTLY for token in before)
    if negated(tokens, place) or any(token.cues & Cue.ALMOST for token in before) or _is_missing(before):
        return Sign.UNDER_WAY
    if _falls_short(clause, place):
        return Sign.UNDER_WAY
    if clause.scopes[place] in (Scope.PLAN, Scope.IF) or (before and before[-1].text in _HURRY):
        return Sign.PROMISED
    if _by_some_day(before):
        return Sign.PROMISED
    if partly and "基本" in clause.text:
        return Sign.BASICALLY
    if _is_goal_of_period(tokens, place):
        return Sign.STEP_DONE
    if _object_is_number(tokens, place) or is_of_some(clause, place):
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


def _is_goal_of_period(tokens: Sequence[Token], place: int) -> bool:
    """Find 已完成上半年目标, the goal of a part of the year."""
    when, goal = tokens[place + 1 : place + 2], tokens[place + 2 : place + 3]
    named = bool(when) and when[0].when is not None and not when[0].when.span.is_year
    return named and bool(goal) and bool(goal[0].cues & Cue.GOAL)


def _by_some_day(before: Sequence[Token]) -> bool:
    """Find 晚造前全部到位, a promise by a day the calendar does not know."""
    named = any(token.plain and token.text.endswith(("前", "之前")) and len(token.text) > 1 for token in before)
    return named and not any(token.cues & Cue.NOW for token in before)


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
    whole = any(token.cues & Cue.WHOLE for token in tokens) or _is_goal_of_year(tokens[:place])
    return not whole and any(_counts(token) for token in tokens[:place])


def _is_goal_of_year(before: Sequence[Token]) -> bool:
    """Tell 全年100场任务(已完成), the whole, from 3个任务(已完成)."""
    figures = [n for n, token in enumerate(before) if token.figure]
    if len(figures) != 1:
        return False
    named = any(token.text.startswith(("全年", "年度")) for token in before[: figures[0]])
    return named and any(token.text.endswith(("任务", "目标")) for token in before[figures[0] + 1 :])


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


def of_doing(clause: Clause, place: int) -> Sign | None:
    """Say what a word of beginning or doing means where it stands."""
    tokens, scope, token = clause.tokens, clause.scopes[place], clause.tokens[place]
    waits = clause.has(Cue.OBSTACLE) and place > 0 and tokens[place - 1].text.endswith("再")
    if token.cues & Cue.START and not token.cues & Cue.RESUMED and waits:
        return Sign.NOT_BEGUN  # 等主管局通知再启动
    if negated(tokens, place):
        return _of_not_doing(clause, place)
    if scope is Scope.IF:
        return Sign.BEGINNING if token.cues & Cue.START else None
    if scope is Scope.PLAN:
        begins = token.cues & Cue.START and not token.cues & Cue.GOING and not has_figure(tokens)
        return Sign.BEGINNING if begins else Sign.PROMISED
    if token.text in ("实现", "达成", "兑现") and any(t.cues & Cue.GOAL for t in tokens[:place]):
        return Sign.DONE
    if any(word in clause.text for word in WELL) and not has_figure(tokens) and token.cues & Cue.ACT:
        return Sign.DONE_OF_SOMETHING
    if token.text in _SETTLED and _is_all_settled(clause, place):
        return Sign.DONE
    if token.cues & (Cue.START | Cue.GOING):
        return Sign.UNDER_WAY
    return Sign.COUNTED if clause.has(Cue.NOW | Cue.WHOLE | Cue.TOTAL) or has_figure(tokens) else None


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
WELL = ("成功", "圆满", "顺利")  # 成功举办: an event is over; asked about, for it may be one of several
ALL_OF_THEM = ("足额", "全部", "均已", "都已", "悉数", "全数")


def _is_all_settled(clause: Clause, place: int) -> bool:
    """Tell 补贴已全部发放, which ends a task, from 全面落实政策."""
    ends = all(token.plain and set(token.text) <= _LIGHT for token in clause.tokens[place + 1 :])
    said = clause.has(Cue.NOW) or clause.text.endswith("了")
    return ends and said and any(t.text in ALL_OF_THEM for t in clause.tokens[:place]) and not has_figure(clause.tokens)


def _of_not_doing(clause: Clause, place: int) -> Sign:
    """Tell 尚未启动 and 一户都还没有解决 from 2个项目未启动, which leaves others under way."""
    before = clause.tokens[:place]
    not_one = any(token.figure and token.figure.value == 1 for token in before)
    all_of_them = any(token.cues & Cue.WHOLE for token in before)
    begins = any(token.cues & Cue.START for token in clause.tokens[place : place + 2])  # 暂未组织实施
    if not_one and of_one_period(clause):
        return Sign.UNDER_WAY
    if not begins and not not_one:
        return Sign.UNDER_WAY
    return Sign.UNDER_WAY if is_of_some(clause, place) and not (not_one or all_of_them) else Sign.NOT_BEGUN


def of_one_period(clause: Clause) -> bool:
    """Whether a clause speaks of one week or month only (这个月一场也没办), not of the time before."""
    spans = [token.when.span for token in clause.tokens if token.when]
    return not clause.has(Cue.UNTIL) and any(s.last > s.first and not (s.from_start or s.is_year) for s in spans)


def has_figure(tokens: Sequence[Token]) -> bool:
    return any(token.figure for token in tokens)
