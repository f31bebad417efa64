"""Whether a text reports a present obstacle, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from bot.language.patterns import compiled_later
from bot.progress.model import Doubt
from bot.progress.reading.clauses import Block, Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Sort
from bot.progress.reading.mention import is_to_come, negated
from bot.progress.reading.scopes import Scope
from bot.progress.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Whether something hinders now, the words for it in normal form, and what is doubtful about it."""

    present: bool = False
    text: str | None = None
    doubts: tuple[Doubt, ...] = ()


_CAUSE = compiled_later(r"因(?!此|地|时|势|素)|由于|受(?!理|益|到表彰|访)|because|due to")


def obstacle(clauses: Sequence[Clause]) -> Obstacle:
    """Find the clauses that report an obstacle; those that deny one or say it is overcome do not."""
    last_resumed = max((nth for nth, clause in enumerate(clauses) if _resumes(clause)), default=-1)
    said = [c for nth, c in enumerate(clauses) if _hinders(c) and not (c.has(Cue.BLOCKED) and nth < last_resumed)]
    said = said or [c for nth, c in enumerate(clauses) if nth and _is_delay(c) and _CAUSE.match(clauses[nth - 1].text)]
    said = said or [c for nth, c in enumerate(clauses) if _is_cause_of_standstill(c, clauses[nth + 1 : nth + 2])]
    if said:
        return Obstacle(True, ",".join(clause.text for clause in said))
    if any(_is_delay(clause) for clause in clauses):
        return Obstacle(doubts=(doubt("delay"),))
    return Obstacle(doubts=(doubt("obstacle_unclear"),) if any(_lacks(clause) for clause in clauses) else ())


_NOT_YET = ("尚未", "还没", "还没有", "还未", "仍未", "一直没", "至今没", "至今未")


def _lacks(clause: Clause) -> bool:
    """Find 征地还没谈下来: something wanting, with a verb the tables do not know."""
    pairs = zip(clause.tokens, clause.tokens[1:], strict=False)
    if clause.has(Cue.LEFT) and any(t.figure for t in clause.tokens):
        return False  # 另外140张还没着落: what is left
    return clause.block is not Block.NEXT and any(a.text in _NOT_YET and b.plain for a, b in pairs)


_EXISTS = compiled_later(r"(?<![不未])存在(?!的).+(?:问题|困难|隐患|短板|不足|风险)$")


def _hinders(clause: Clause) -> bool:
    if clause.block is Block.NEXT:
        return False
    if clause.block is Block.PROBLEM:
        return not _says_nothing(clause)
    if _is_delay(clause) and _CAUSE.search(clause.text):
        return True
    if clause.has(Cue.RATE) and clause.text.endswith("低"):
        return True  # 签约率低
    if (clause.has(Cue.SCHEDULE) and _is_behind(clause)) or _EXISTS.search(clause.text):
        return True
    return any(_is_obstacle(clause, place) for place in range(len(clause.tokens))) or _asks_help(clause)


def _is_behind(clause: Clause) -> bool:
    """Find 较序时进度低3个百分点 and 没有完成序时任务."""
    missed = any(t.cues & Cue.FINISH and negated(clause.tokens, n) for n, t in enumerate(clause.tokens))
    return missed or (clause.has(Cue.DOWN) and not clause.has(Cue.NOT))


def _is_delay(clause: Clause) -> bool:
    return clause.block is Block.REPORT and clause.has(Cue.MAYBE_OBSTACLE)


def _resumes(clause: Clause) -> bool:
    """Whether work that stood still goes on again: 8月初已恢复施工."""
    if clause.text.startswith(("等", "待")):
        return False  # 等待复工通知
    return any(
        token.cues & Cue.RESUMED
        and clause.scopes[n] is Scope.NOW
        and not (negated(clause.tokens, n) or is_to_come(clause.tokens, n))
        for n, token in enumerate(clause.tokens)
    )


_NOTHING = {"无", "暂无", "没有", "目前无", "目前没有", "none", "no", "nil", "n/a", "暂时没有", "无困难", "无问题", "-"}
LONGEST_NOTHING = 8  # characters: 暂未发现问题


def _says_nothing(clause: Clause) -> bool:
    """Whether what stands under the heading of problems says that there are none."""
    text = clause.text.strip()
    if text in _NOTHING:
        return True
    places = [n for n, t in enumerate(clause.tokens) if t.cues & (Cue.OBSTACLE | Cue.BLOCKED)]
    if places:
        return all(_is_dismissed(clause, n) for n in places)
    return bool(clause.tokens[0].cues & Cue.NOT) and len(text) <= LONGEST_NOTHING


def _is_obstacle(clause: Clause, place: int) -> bool:
    """Whether the word at a place is an obstacle that stands."""
    token, after = clause.tokens[place], clause.tokens[place + 1 : place + 2]
    if _is_wanting(clause, place):
        return True
    if token.text == "等" and token.cues & Cue.OBSTACLE and "再" in clause.text:
        return True  # 等主管局通知再启动
    if clause.scopes[place] in (Scope.PAST, Scope.IF) or not token.cues & (Cue.OBSTACLE | Cue.BLOCKED):
        return False
    if token.text == "放缓" and any(word in clause.text for word in ("增速", "增幅", "增长")):
        return False  # of a rate: a figure, no obstacle
    if token.text == "缺口" and any(t.figure and t.figure.sort is Sort.AMOUNT for t in clause.tokens[:place]):
        return any(word in clause.text for word in ("资金", "经费", "用地", "人才", "人手"))
    if token.text == "缺口" and _is_rest(clause.tokens, place):
        return False
    if token.text.startswith(("没", "未")) and clause.has(Cue.LEFT) and any(t.figure for t in clause.tokens[:place]):
        return False  # 还有2900套没落实
    if token.text == "等待" and after and after[0].text in ("验收", "竣工验收"):
        return False
    if after and token.cues & Cue.UNDER and after[0].figure:
        return False  # 不足40%
    if after and token.text == "紧张" and after[0].cues & (Cue.GOING | Cue.START):
        return False  # 紧张施工
    if after and token.text == "困难" and after[0].plain and after[0].text[0] not in "较很重多大是有在为和及":
        return False  # 困难归侨, who are helped
    return not _is_dismissed(clause, place)


def _is_rest(tokens: Sequence[Token], place: int) -> bool:
    """Tell 缺口1150套, what is left to do, from 缺口2200万元, money that is wanting."""
    before = tokens[:place]
    after = tuple(t for t in tokens[place + 1 : place + 3] if t.text not in ("还有", "尚有", "仍有"))[:1]
    if not after or after[0].figure is None:
        return False
    if not before or before[-1].breaks:
        return not after[0].text.endswith("元")
    return before[-1].text.endswith(("目标", "任务", "投资"))


_WANTED = ("到位", "落实", "批复", "下达", "通过", "批准", "到货", "办妥", "解决", "同意", "配合", "交地", "验收", "批")
_NEEDS = compiled_later(r"^(?:资金|经费|场地|土地|用地|人手|指标|着落|回音|批复|人员|钱|地)(?!问题|困难)")


def _is_wanting(clause: Clause, place: int) -> bool:
    """Find 资金尚未到位, 审批未通过, 没有资金: something needed that is not there."""
    tokens, token = clause.tokens, clause.tokens[place]
    if clause.scopes[place] in (Scope.PAST, Scope.IF):
        return False
    if token.text in _WANTED and negated(tokens, place):
        before = tokens[place - 1].text  # 待验收, 待批 are the way things go
        counted = any(t.figure for t in tokens) and not clause.has(Cue.LEFT)
        left = place > 1 and tokens[place - 2].figure is not None  # 还有3个没通过
        return before not in ("待", "尚待", "有待", "不需要", "无需") and not counted and not left
    after = "".join(t.text for t in tokens[place + 1 : place + 3])
    return token.text in ("没有", "没", "无", "缺") and bool(_NEEDS.match(after))


def _is_dismissed(clause: Clause, place: int) -> bool:
    """Whether an obstacle is denied (没有困难) or overcome (困难已克服, 克服资金困难)."""
    tokens = clause.tokens
    if negated(tokens, place) or _denied_in_a_row(tokens, place):
        return True
    first = clause.opening
    if first & Cue.NOT and not first & Cue.OBSTACLE and place == len(tokens) - 1 and not clause.has(Cue.START):
        return True  # 无需要协调解决的问题
    if tokens[place].text in _TROUBLES and any(t.text in _SETTLED for t in tokens[place + 1 :]) and clause.has(Cue.NOW):
        return True  # 问题已整改到位
    overcome = (n for n, token in enumerate(tokens) if token.cues & Cue.RESOLVED and not token.cues & Cue.OBSTACLE)
    return any(_is_overcome(clause, place, n) for n in overcome)


_TROUBLES = ("问题", "困难", "难题", "难点", "堵点", "卡点", "矛盾", "障碍", "纠纷")
_SETTLED = ("整改到位", "办结", "销号", "清零", "落实到位", "闭环", "办妥", "到位", "完成")


def _denied_in_a_row(tokens: Sequence[Token], place: int) -> bool:
    """Whether a negation before a row of obstacles holds for this one, too: 不存在困难和问题."""
    for token in reversed(tokens[:place]):
        if token.cues & Cue.NOT and not token.cues & Cue.OBSTACLE:
            return True
        if not (token.cues & Cue.OBSTACLE or token.breaks or token.text in ("和", "与", "及", "以及", "或", "的")):
            return False
    return False


def _is_overcome(clause: Clause, place: int, resolving: int) -> bool:
    """Tell 问题已解决 and 克服困难 from 问题未解决, 问题正在处理, 需协调解决的问题."""
    if negated(clause.tokens, resolving) or is_to_come(clause.tokens, resolving):
        return False
    if resolving < place:
        named = clause.tokens[resolving].text in (
            "治理",
            "整改",
            "排查",
            "防控",
            "防范",
            "排查整治",
        )  # 治理工程, 整改任务
        return not named and _is_its_object(clause, resolving, place)
    still = any(t.text in ("正在", "正", "需", "须", "尽快", "亟待", "有待") for t in clause.tokens[:resolving])
    return not still and not clause.has(Cue.ASK_HELP)


LONGEST_OBJECT = 8  # characters between 解决 and 难题


def _is_its_object(clause: Clause, resolving: int, place: int) -> bool:
    """Tell 有效解决了用地难题 from 治理工程已停工, where 治理 is part of a name."""
    between = clause.tokens[resolving + 1 : place]
    if clause.tokens[place].cues & Cue.BLOCKED or any(token.cues & (Cue.NOW | Cue.START) for token in between):
        return False
    return sum(len(token.text) for token in between) <= LONGEST_OBJECT


def _asks_help(clause: Clause) -> bool:
    """Find 需区住建局协调, 请区财政局支持; 无需协调 is none."""
    for place, token in enumerate(clause.tokens):
        if token.cues & Cue.ASK_HELP and not negated(clause.tokens, place) and not token.cues & Cue.NOT:
            return any(follower.cues & Cue.HELP for follower in clause.tokens[place + 1 :])
    return False


def _is_cause_of_standstill(clause: Clause, after: Sequence[Clause]) -> bool:
    """Find 因机构改革 before 尚未启动: a reason given for what has not been done."""
    told = dropwhile(lambda token: token.figure or token.breaks, clause.tokens)  # 1个因管线迁改未开工
    if not _CAUSE.match("".join(token.text for token in told)) or clause.block is Block.NEXT:
        return False
    return any(
        token.cues & (Cue.START | Cue.FINISH | Cue.ACT) and negated(follower.tokens, n)
        for follower in (clause, *after)
        for n, token in enumerate(follower.tokens)
    )
