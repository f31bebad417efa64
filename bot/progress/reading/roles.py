"""In which role a figure stands: rules in their order, the first that holds decides."""

from collections.abc import Sequence

from bot.language.patterns import compiled_later
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Sort
from bot.progress.reading.mention import VERBS, Mention, Role, Stage, negated, until_mark
from bot.progress.reading.scopes import Scope

_TO = compiled_later(
    r"(?:停在|维持在|保持在|稳定在|稳在|到|至|达|为|达成|突破|逾|to|reached|at)(?:了|约|近|超|超过)?"
    r"(?:(?:目前|现在|当前|如今|今年|本月)的?)?\s?$"
)
_SINCE = compiled_later(r"到(?:现在|目前|今天|今)$")  # 9月到现在
_FROM = compiled_later(r"(?:由|从|原来?的|from\s?)[^,]*$")
_PERIOD_BEFORE = compiled_later(r"上个?(?:月|周|星期|礼拜|季度)|last (?:week|month|quarter)")
_EXCEPT = compiled_later(r"除(?:了|去)?[^,]*$")
_GAP = compiled_later(r"(?:目标|任务|^|投资)缺口$")
_IN_A_ROW = ("、", "和", "与", "及", "/")


def role_of(mention: Mention, here: Sequence[Mention], nth: int, *, in_part: bool) -> Role:
    """Decide in which role the nth figure of its clause stands; those before it have theirs."""
    if nth and mention.left_text in _IN_A_ROW and here[nth - 1].role in (Role.RATE, Role.CHANGE):
        return here[nth - 1].role  # 分别下降12.7%、22.7%
    later = here[nth + 1 :]
    role = _by_scope(mention) or _by_denial(mention) or _of_left(mention) or _of_goal(mention)
    return role or _of_change(mention, later) or _of_level(mention, in_part=in_part)


def _by_scope(mention: Mention) -> Role | None:
    if mention.right_text.startswith(("才对", "才是", "为准")):
        return None  # 6270万才对
    is_condition = mention.right_text.startswith(("后再", "后可", "后方", "时可", "才", "方可", "即可", "就可"))
    if mention.clause.asked or mention.scope in (Scope.IF, Scope.PROBLEM) or is_condition:
        return Role.IDLE
    of_last_month = _PERIOD_BEFORE.search(mention.left_text) and "已" not in mention.left_text
    stands_still = mention.figure.sort is Sort.AMOUNT and mention.followed_by(Cue.BLOCKED) and not mention.verbs
    if stands_still and not mention.says(Cue.TOTAL | Cue.NOW):
        return Role.IDLE  # 1个因居民反对停工
    return Role.PAST if mention.scope is Scope.PAST or of_last_month else None


def _by_denial(mention: Mention) -> Role | None:
    """Find 不是72%, 72%有误, 不足40%, 没有完成80%, 一个都没有."""
    left, right = mention.left, mention.right
    if _denies_reaching(mention) or (mention.says(Cue.UNDER) and not mention.says(Cue.LEFT)):
        return Role.BELOW
    if len(left) > 1 and left[-1].cues & Cue.OVER and left[-2].cues & Cue.NOT:
        return Role.BELOW
    wrong = right[:1] if not right or not right[0].plain else right[1:2]
    if any(token.cues & Cue.WRONG for token in wrong):
        return Role.DENIED
    if left and left[-1].cues & Cue.NOT and not left[-1].cues & Cue.LEFT:
        return Role.DENIED
    none_at_all = mention.figure.value == 1 and mention.right_text.startswith(("都", "也", "均"))
    return Role.DENIED if none_at_all and mention.followed_by(Cue.NOT) else None


def _denies_reaching(mention: Mention) -> bool:
    """Tell 没有完成80%, not yet so far, from 未完成340户, that many missing."""
    verbs = [n for n, token in enumerate(mention.left) if token.cues & Cue.FINISH]
    if not verbs or not negated(mention.left, verbs[-1]) or mention.left[-1].cues & Cue.LEFT:
        return False
    firm = any(token.text in ("没有", "并没有", "并未", "没", "没能", "未能") for token in mention.left)
    return firm or mention.figure.sort is Sort.PERCENT


def _of_left(mention: Mention) -> Role | None:
    """Find what is still missing: 还差3个, 4个未建, 除5个外均已完工, 14亿元差距, 6 to go."""
    if mention.left_text.endswith("缺口") and not _GAP.search(mention.left_text):
        return Role.IDLE  # 资金缺口3亿元
    nearest = next((token for token in reversed(mention.left) if token.cues & (Cue.LEFT | VERBS | Cue.NOW)), None)
    if (
        mention.says(Cue.STILL)
        or (_EXCEPT.search(mention.left_text) and "外" in mention.right_text)
        or _GAP.search(mention.left_text)
        or (
            nearest is not None
            and nearest.cues & Cue.LEFT
            and not nearest.cues & Cue.ACT
            and not _rest_is_done(mention)
        )
        or (mention.right and mention.right[0].cues & Cue.LEFT)
        or (mention.denied_verb and (mention.stage >= Stage.BUILT or mention.figure.sort is Sort.PERCENT))
        or (mention.figure.sort is Sort.PERCENT and mention.followed_by(Cue.UNBEGUN))
    ):
        return Role.LEFT
    return None


def _rest_is_done(mention: Mention) -> bool:
    """Find 其余7个已建成."""
    ends = [n for n, token in enumerate(mention.right) if token.cues & Cue.FINISH]
    said = mention.left_text.endswith(("其余", "余下", "剩下", "剩余", "其余的")) and mention.followed_by(
        Cue.NOW | Cue.WHOLE
    )
    planned = mention.followed_by(Cue.PLAN)
    return said and bool(ends) and not planned and not negated(mention.right, ends[0])


_GROWS = ("增长", "增速", "增长率")  # 全年目标增长5.5%
_LINKS = ("是", "为", "的", "数", "定为", "就是", "数为", "数是")


def _of_goal(mention: Mention) -> Role | None:
    """Find goals, plans and promises."""
    if not any(t.cues & (Cue.FINISH | Cue.COMPLETION) or t.text in ("占", "为", "达") for t in mention.left):
        nearest = next((token for token in reversed(mention.left) if token.text not in (*_LINKS, *_GROWS)), None)
        named_before = mention.says(Cue.GOAL)
        halfway = mention.clause.tokens[mention.place].text == "过半"  # 任务过半
        if named_before and nearest and not halfway and nearest.cues & (Cue.GOAL | Cue.OVER | Cue.ABOUT | Cue.PLAN):
            return Role.GOAL
        if _names_a_goal(mention):
            return Role.GOAL
        if named_before and mention.scope is not Scope.PLAN and mention.figure.sort is not Sort.PERCENT:
            return Role.GOAL
    return Role.PLANNED if mention.scope is Scope.PLAN or _is_planned_after(mention) else None


def _is_planned_after(mention: Mention) -> bool:
    """Find 7条预计8月底完: the plan is told of the number before it."""
    own = until_mark(mention.right)
    if mention.place + len(mention.right) + 1 < len(mention.clause.tokens):
        return False  # 23.6亿元 预计年底能到40亿: told of the next number
    said = any(token.cues & (VERBS | Cue.NOW | Cue.TOTAL) for token in mention.left)
    return bool(own) and bool(own[0].cues & Cue.PLAN) and not own[0].cues & Cue.GOAL and not said


def _names_a_goal(mention: Mention) -> bool:
    """Tell 39亿元的年度目标 and 100场的任务 from 100场, whose 任务 comes in another breath."""
    for token in mention.right:
        if token.cues & Cue.GOAL:
            return True
        if token.cues & (VERBS & ~Cue.ACT | Cue.NOW | Cue.LEFT) or token.breaks or token.when:
            return False
    return False


def _of_change(mention: Mention, later: Sequence[Mention]) -> Role | None:
    """Find differences (比上月增加2亿元), rates (同比增长5%) and where something came from (由30%提高到45%)."""
    text = mention.left_text
    if mention.figure.sort is Sort.POINTS or (mention.left and mention.left[-1].text in ("超额", "多", "少", "多出")):
        return Role.CHANGE
    if _FROM.search(text) and any(_TO.search(other.left_text) for other in later):
        return Role.BEFORE
    compared = any(token.cues & Cue.THAN for token in mention.clause.tokens[: mention.place])
    moves = [t for t in mention.left if t.cues & (Cue.UP | Cue.DOWN) and (compared or not t.cues & Cue.OVER)]
    if compared and mention.left[-1].plain and text.endswith(("高", "低", "快", "慢")):
        return Role.CHANGE
    if not moves or _TO.search(text):
        return None
    if mention.figure.sort is Sort.PERCENT:
        return Role.RATE
    return Role.CHANGE if compared and not moves[-1].cues & Cue.NEW else None


def _of_level(mention: Mention, *, in_part: bool) -> Role:
    """Tell totals, parts, averages and side effects from plain levels."""
    if in_part and not (mention.figure.sort is Sort.PERCENT and mention.says(Cue.COMPLETION | Cue.GOAL | Cue.ALL)):
        return Role.PART
    if mention.says(Cue.EACH):
        return Role.AVERAGE
    if mention.says(Cue.SIDE):
        return Role.SIDE
    if _SINCE.search(mention.left_text) and _of_one_period(mention):
        return Role.PERIOD
    if mention.says(Cue.TOTAL | Cue.COUNT) or _TO.search(mention.left_text) or mention.figure.of is not None:
        return Role.TOTAL
    return Role.PERIOD if mention.says(Cue.AGAIN) or _of_one_period(mention) else Role.PLAIN


def _of_one_period(mention: Mention) -> bool:
    """Whether a figure is of this week or one month only, so that it is no running total."""
    if mention.says(Cue.MONTHLY):
        return True
    when = mention.when
    if when is None or when.span.from_start or mention.says(Cue.UNTIL):
        return False
    return when.last > when.first and when.first.month > 1
