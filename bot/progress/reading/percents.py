"""Which percentage of a text states how much of the task is complete."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language.patterns import compiled_later
from bot.progress.model import Doubt
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Exactness, Sort
from bot.progress.reading.mention import Mention, Role, Stage


@dataclass(frozen=True, slots=True)
class Completion:
    """The percent complete, or none, and what is doubtful about it."""

    percent: float | None = None
    doubts: tuple[Doubt, ...] = ()
    mention: Mention | None = None


_USABLE = {Role.PLAIN, Role.TOTAL, Role.PERIOD, Role.LEFT}


def completion(found: Sequence[Mention], *, counted: bool) -> Completion:
    """Choose the newest percentage that is one of completion.

    `counted`: the task has a measure, so that 3/5 and 3 of 5 are its value and no percentage.
    """
    usable = [m for m in found if _is_completion(m) and not (counted and m.figure.of is not None)]
    live = [m for m in usable if m.role in _USABLE]
    left = [m for m in live if m.role is Role.LEFT]
    done = [m for m in live if m.role is not Role.LEFT]
    if done:
        return _chosen(done)
    points = [m for m in found if m.figure.sort is Sort.POINTS and _COMPLETING_RATE.search(m.left_text)]
    if points:
        value = points[-1].figure.value
        return Completion(value, (doubt("percent_of_part", taken=value),), points[-1])
    if left:
        percent = round(100 - left[-1].figure.value, 4)
        return Completion(percent, tuple(_doubts_of(left[-1])), left[-1]) if percent >= 0 else Completion()
    return Completion()


def _is_completion(mention: Mention) -> bool:
    """Tell completion from rates of other things, from the schedule and from parts of a sum."""
    if mention.figure.sort is not Sort.PERCENT:
        return mention.figure.of is not None and mention.figure.sort is Sort.BARE and mention.stage is Stage.FINISHED
    nearest = next(
        (t for t in reversed(mention.left) if t.cues & (Cue.RATE | Cue.COMPLETION | Cue.SCHEDULE | Cue.FINISH)), None
    )
    if _PAID.search(mention.left_text) and not mention.says(Cue.COMPLETION):
        return False
    if _is_share(mention) or _is_of_talks(mention) or _is_of_the_rest(mention):
        return False
    if mention.clause.after_rate and not mention.says(Cue.COMPLETION | Cue.FINISH):
        return False
    if nearest is None:
        return not _is_of_schedule(mention)
    if nearest.cues & Cue.SCHEDULE:
        return False
    if nearest.cues & Cue.RATE and not nearest.cues & Cue.COMPLETION:
        alone = len(mention.left) == 1
        if _COMPLETING_RATE.search(mention.left_text):
            return True
        return nearest.text == "占" and (alone or mention.says(Cue.GOAL | Cue.ALL | Cue.COMPLETION))
    return not _is_of_schedule(mention)


_PAID = compiled_later(r"[付拨](?!款).{0,4}款|[首尾预]款|首付|预付")  # 已付首款30%
_WHOLES = Cue.GOAL | Cue.ALL | Cue.COMPLETION


_COMPLETING_RATE = compiled_later(
    r"(?:整改|推进|支出|办结|完成|竣工|落实|完工|建成|达成|执行|销号|兑现|解决)率(?:已|约|为|达|达到|是)*$"
)


def _is_of_the_rest(mention: Mention) -> bool:
    """Tell 其余3个完成50%, how far the rest is."""
    counted = [t for t in mention.clause.tokens[: mention.place] if t.figure and t.figure.sort is Sort.AMOUNT]
    return bool(counted) and any(t.cues & Cue.LEFT for t in mention.clause.tokens[: mention.place])


def _is_share(mention: Mention) -> bool:
    """Tell 90%的行政村开通了班车 and 80%以上的4个, a share of something, from 80%的工程量."""
    right = mention.right
    if re.match(r"(?:以上|以下|左右)?的$", "".join(t.text for t in right)) and mention.place + 2 < len(
        mention.clause.tokens
    ):
        return True
    if (
        len(right) > 1
        and right[0].text == "的"
        and right[1].cues & Cue.STAGE
        and not any(t.cues & _WHOLES for t in right[1:])
    ):
        return True  # 完成了80%的资料收集
    if not right or not right[0].text.startswith("的") or mention.says(Cue.FINISH | Cue.COMPLETION):
        return False
    return not (len(right) > 1 and right[0].text == "的" and right[1].cues & _WHOLES)


def _is_of_talks(mention: Mention) -> bool:
    """Tell 签约过半, how much is agreed, from how much is done."""
    nearest = next((t for t in reversed(mention.left) if t.cues), None)
    return nearest is not None and bool(nearest.cues & Cue.SIGN)


def _is_of_schedule(mention: Mention) -> bool:
    return mention.followed_by(Cue.SCHEDULE) or mention.says(Cue.SCHEDULE)


def _chosen(done: Sequence[Mention]) -> Completion:
    """Take the last percentage of the whole; several of the same rank are doubted."""
    exact = [m for m in done if m.figure.exactness is Exactness.EXACT] or list(done)
    whole = [m for m in exact if not _is_of_part(m)] or exact
    totals = [m for m in whole if m.role is Role.TOTAL or m.says(Cue.COMPLETION)]
    chosen = _newest(totals or whole)
    doubts = list(_doubts_of(chosen))
    others = {m.figure.value for m in (totals or whole) if not _older(m, chosen)} - {chosen.figure.value}
    if others:
        doubts.append(doubt("percent_competing", taken=chosen.figure.value, other=max(others)))
    if _is_of_part(chosen) or chosen.role is Role.PERIOD or _is_one_of_parts(chosen, exact):
        doubts.append(doubt("percent_of_part", taken=chosen.figure.value))
    return Completion(_value(chosen), tuple(doubts), chosen)


def _value(mention: Mention) -> float:
    figure = mention.figure
    return round(figure.value / figure.of * 100, 1) if figure.of else figure.value


def _newest(found: Sequence[Mention]) -> Mention:
    dated = [m for m in found if m.when]
    if len(dated) == len(found) > 1:
        return max(found, key=lambda m: (m.when.last.toordinal() if m.when else 0, m.order))
    return found[-1]


def _older(one: Mention, other: Mention) -> bool:
    a, b = one.when, other.when
    return a is not None and b is not None and a.last < b.last


def _is_of_part(mention: Mention) -> bool:
    """Whether the percentage is that of a step or a lot (主体完成80%), not of the whole."""
    steps = [t for t in mention.left if t.cues & (Cue.STAGE | Cue.PARTLY)]
    return bool(steps) and not mention.says(Cue.COMPLETION)


_OF_THE_WHOLE = Cue.COMPLETION | Cue.TOTAL | Cue.WHOLE | Cue.ALL | Cue.GOAL
_WHOLE_NAMED = compiled_later(r"项目|工程|任务|工作|整体|总体|全部|合计")


def _is_one_of_parts(chosen: Mention, found: Sequence[Mention]) -> bool:
    """Tell 机电完成60% beside 土建完成95%, a part by a name of its own, from 项目完成60%."""
    if chosen.says(_OF_THE_WHOLE) or _WHOLE_NAMED.search(chosen.left_text):
        return False
    named = any(token.plain and len(token.text) > 1 for token in chosen.left)
    return named and any(_is_of_part(m) and m.clause.sentence == chosen.clause.sentence for m in found)


def _doubts_of(mention: Mention) -> Iterable[Doubt]:
    under = mention.role is Role.LEFT and mention.says(Cue.UNDER)  # 还有不到四成没完成
    if mention.figure.exactness is Exactness.ROUGH or under:
        yield doubt("percent_rough", taken=mention.figure.value)
