"""Numbers of a reply that no field took and no rule explains."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.language.patterns import compiled_later
from bot.plan.model import Measure
from bot.progress.model import Doubt
from bot.progress.reading.candidates import Candidate, beside_subject, candidates
from bot.progress.reading.clauses import Block
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Exactness, Sort
from bot.progress.reading.findings import Findings
from bot.progress.reading.growth import goes_by_rate, is_headline
from bot.progress.reading.mention import Mention, Role, Stage, negated, until_mark
from bot.progress.reading.scopes import Scope
from bot.progress.reading.units import unit_of


def leftover_figures(found: Findings) -> Iterator[Doubt]:
    """Doubt value or percent where a number stands beside the one taken, or alone, and has no reason not to count."""
    measure = found.measure
    if measure is not None and goes_by_rate(measure):
        yield from _beside_rate(found, measure)
        return
    every = candidates(found.mentions, measure, found.clauses) if measure is not None else []
    if measure is not None and found.value is not None:
        yield from _beside_value(found, every, measure)
    if found.percent is None and (measure is None or measure.unit != "%"):
        yield from _percent_untaken(found)
    if not found.has_number:
        doubts = list(_value_untaken(found, every)) or list(_other_unit(found, every))
        yield from doubts[:1]


def _beside_rate(found: Findings, measure: Measure) -> Iterator[Doubt]:
    """Find another rate of the same time, neither by the name of a whole: 批发业增长9.1%，零售业下降2.3%."""
    chosen = found.amount.mention
    if chosen is None or measure.what.strip("的增长速率幅") or is_headline(chosen):
        return
    for mention in found.mentions:
        same = mention.role is chosen.role is Role.RATE and mention.clause is not chosen.clause
        other = mention.in_part or mention.says(Cue.OTHERS | Cue.MONTHLY) or mention.period != chosen.period
        if same and not other and not _OURS.search(chosen.left_text) and not chosen.says(Cue.TOTAL):
            yield doubt("competing", taken=chosen.figure.value, other=mention.figure.value, unit="%")
            return


_OURS = compiled_later(r"我[区市县局们]|全区")


def _beside_value(found: Findings, every: Sequence[Candidate], measure: Measure) -> Iterator[Doubt]:
    """Hold the value against every other number of its kind."""
    chosen = next((c for c in every if _is(c.mention, found.amount.mention)), None)
    if chosen is None or found.value is None:
        return
    if chosen.value == measure.value and chosen.role is not Role.LEFT and found.percent is None:
        yield from _goal_restated(found)
    if not chosen.mention.verbs and chosen.role is not Role.LEFT and _is_limited(chosen.mention):
        yield doubt("number_unclear", other=chosen.mention.clause.tokens[chosen.mention.place].text)
        return
    if _is_dated_ahead(chosen.mention, found.as_of):
        yield doubt("plan_or_done", other=found.value, unit=measure.unit)
        return
    rival = next((c for c in every if _rivals(c, chosen, found.value, measure)), None)
    if rival is not None:
        yield doubt("competing", taken=found.value, other=rival.value, unit=measure.unit)
        return
    if chosen.mention.says(Cue.PARTLY | Cue.ALMOST) and found.percent is None and not chosen.mention.says(Cue.STAGE):
        yield doubt("rough", taken=found.value, unit=measure.unit)
        return
    foreign = next((m for m in found.mentions if _is_other_money(m, chosen.mention, measure)), None)
    if foreign is not None:
        yield doubt("number_unclear", other=foreign.clause.tokens[foreign.place].text)
        return
    missing = [c.value for c in every if c.role is Role.LEFT and c.exact_unit and not _is_one_more(c.mention)]
    if chosen.role is Role.LEFT or not missing or not measure.value:
        return
    if max(missing) < measure.value < (found.value + max(missing)) * ROUNDED:
        yield doubt("sum_differs", taken=found.value, other=max(missing), measure=measure.value, unit=measure.unit)


def _goal_restated(found: Findings) -> Iterator[Doubt]:
    """Doubt 8所 as the answer of a measure of 8所, and 改造28个小区 of 28个: the goal restated, or reached."""
    text = "".join(clause.text for clause in found.clauses)
    if not any(clause.has(_REACHED) for clause in found.clauses) and "了" not in text and not text.isascii():
        yield doubt("goal_or_promise")


_REACHED = Cue.NOW | Cue.FINISH | Cue.TOTAL | Cue.WHOLE | Cue.COMPLETION


def _is_other_money(mention: Mention, chosen: Mention, measure: Measure) -> bool:
    """Find 外资2100万美元 beside 内资7.3亿元."""
    own, unit = unit_of(measure.unit), unit_of(mention.figure.unit)
    beside = mention.clause.sentence == chosen.clause.sentence and mention.role in (Role.PLAIN, Role.TOTAL)
    return own.is_money and unit.is_money and unit.base != own.base and beside


def _is_dated_ahead(mention: Mention, as_of: date) -> bool:
    """Find 月底25座 on the 26th: a day not yet come, and no word for the present."""
    when = mention.when
    if when is None or when.last <= as_of or when.first <= as_of or mention.clause.has(Cue.UNTIL):
        return False
    return not mention.says(Cue.NOW | Cue.LEFT | Cue.TOTAL)


def _is_limited(mention: Mention) -> bool:
    """Whether a denial or an obstacle follows a number that has no verb: 66个上不了网."""
    own = until_mark(mention.right)
    return any(token.cues & (Cue.NOT | Cue.BLOCKED | Cue.OBSTACLE) for token in own)


def _is_one_more(mention: Mention) -> bool:
    """Tell 另有5家公示中, more of the same, from what is missing."""
    return any(token.text in ("另", "另有", "另外", "还有", "尚有", "仍有") for token in mention.left)


_OF_A_WHILE = compiled_later(
    r"[日周月季](?:度)?累计$"
)  # 月累计0.33亿元 beside 年累计6.45亿元; 突破200亿元 is a bound, too
ROUNDED = 0.999  # 2.33亿元 and 1.67亿元 may stand for 4亿元


def _is(one: Mention, other: Mention | None) -> bool:
    return other is not None and one.clause is other.clause and one.place == other.place


def _rivals(other: Candidate, chosen: Candidate, value: float, measure: Measure) -> bool:
    """Whether another number could as well be the value: nothing said of it makes it less."""
    if other.value in (value, measure.value) or _is(other.mention, chosen.mention):
        return False
    if other.mention.figure.unit == f"{measure.unit}次":
        return other.role in (Role.PLAIN, Role.TOTAL) and other.stage >= chosen.stage  # 412人次，取证289人
    if not other.exact_unit:
        return False
    if _is_of_another_year(other.mention, chosen.mention):
        return True
    if chosen.role is Role.LEFT:
        return other.role in (Role.PLAIN, Role.TOTAL) and other.stage >= Stage.BUILT
    if other.role is Role.PLAIN and _has_unknown_verb(other.mention):
        return True
    if other.role is Role.LEFT:
        return _is_said_done(other.mention)
    if _is_weak(chosen.mention) and _is_said_of_now(other.mention) and other.stage >= chosen.stage:
        return True  # 实缴0.6亿元，已投1450万元
    lower = other.mention.says(Cue.OVER) or bool(_OF_A_WHILE.search(other.mention.left_text))
    both_totals = other.role is chosen.role is Role.TOTAL and not lower
    if (
        other.role not in (Role.PLAIN, Role.TOTAL)
        or (other.value < value and not both_totals)
        or other.stage < chosen.stage
    ):
        return False
    same_unit = other.mention.figure.unit == chosen.mention.figure.unit
    return same_unit and len(beside_subject([chosen, other], measure)) > 1 and not _is_older(other, chosen)


def _is_of_another_year(one: Mention, other: Mention) -> bool:
    """Find 2025年113场，2026年1月6场: which year is asked for, in its first month?"""
    a, b = one.when, other.when
    live = (Role.PLAIN, Role.TOTAL, Role.PERIOD)
    return a is not None and b is not None and a.last.year != b.last.year and one.role in live


def _is_weak(mention: Mention) -> bool:
    """Whether nothing says of a number that it is so far: no verb, no 已, no 累计."""
    by_sign = any(token.text == "实" for token in mention.left)
    return not mention.verbs and not mention.says(Cue.NOW) and (by_sign or not mention.says(Cue.TOTAL))


def _is_said_of_now(mention: Mention) -> bool:
    if mention.role is not Role.PLAIN or len(mention.left) < 2:
        return False
    deed = mention.left[-1]
    return bool(mention.left[-2].cues & Cue.NOW) and (deed.plain or deed in mention.verbs)


def _has_unknown_verb(mention: Mention) -> bool:
    """Find 38家已注销: something is said done of a number in a word the tables do not know."""
    own = until_mark(mention.right)
    return len(own) > 1 and bool(own[-2].cues & Cue.NOW) and own[-1].plain and not mention.verbs


def _is_said_done(mention: Mention) -> bool:
    """Find 其余7个已建成: what is called the rest, and said to be done."""
    own = until_mark(mention.right)
    ends = [n for n, token in enumerate(own) if token.cues & Cue.FINISH]
    return bool(ends) and any(t.cues & Cue.NOW for t in own[: ends[0]]) and not negated(own, ends[0])


def _is_older(one: Candidate, other: Candidate) -> bool:
    a, b = (c.mention.when or c.mention.period for c in (one, other))
    return a is not None and b is not None and a.last < b.last


_OF_ANOTHER = Cue.RATE | Cue.SCHEDULE | Cue.UP | Cue.DOWN | Cue.THAN | Cue.UNDER | Cue.PARTLY | Cue.STAGE | Cue.SIGN


def _percent_untaken(found: Findings) -> Iterator[Doubt]:
    """Find a percentage that is neither the completion nor said to be of another thing."""
    for mention in found.mentions:
        if mention.figure.sort is not Sort.PERCENT or not _stands(mention, found.as_of):
            continue
        of_another = mention.says(_OF_ANOTHER) or mention.clause.after_rate or "的" in mention.right_text[:3]
        exact = mention.figure.exactness is Exactness.EXACT
        if exact and not of_another and mention.figure.of is None and not found.is_goal(mention):
            yield doubt("percent_unclear", other=f"{mention.figure.value:g}")
            return


def _value_untaken(found: Findings, every: Sequence[Candidate]) -> Iterator[Doubt]:
    """Find a number of the measure's unit where no value was read."""
    level = any(
        c.role in (Role.PLANNED, Role.PAST, Role.LEFT, Role.BELOW, Role.DENIED) or found.is_goal(c.mention)
        for c in every
    )
    aside = next((c for c in every if c.role is Role.AVERAGE), None)
    if aside is not None and not level:
        yield doubt("number_unclear", other=aside.mention.clause.tokens[aside.mention.place].text)
        return
    change = next((c for c in every if c.role is Role.CHANGE and c.value), None)
    if change is not None and not level and found.measure is not None:
        yield doubt("increment_only", other=change.value, unit=found.measure.unit)
        return
    ahead = next((c for c in every if _is_bare_ahead(c)), None)
    if ahead is not None and found.measure is not None:
        yield doubt("plan_or_done", other=ahead.value, unit=found.measure.unit)
        return
    for candidate in every:
        mention = candidate.mention
        planned = mention.clause.has(Cue.PLAN & ~Cue.GOAL) and mention.scope is not Scope.NOW
        if mention.role is Role.GOAL and not planned and not found.restates_goal(mention):
            yield doubt("number_unclear", other=mention.clause.tokens[mention.place].text)
            return
        set_aside = mention.denied_verb or mention.figure.exactness is Exactness.NTH or found.is_goal(mention)
        if candidate.value and not set_aside and mention.stage >= Stage.BUILT and _stands(mention, found.as_of):
            yield doubt("number_unclear", other=mention.clause.tokens[mention.place].text)
            return


def _is_bare_ahead(candidate: Candidate) -> bool:
    """Find 月底25座, planned only by the day before it: no word says that it is."""
    mention = candidate.mention
    if candidate.role is not Role.PLANNED or mention.verbs or mention.clause.block is not Block.REPORT:
        return False
    return not mention.clause.carried and not mention.clause.has(Cue.PLAN | Cue.STRIVE | Cue.GOAL | Cue.MOVED)


def _other_unit(found: Findings, every: Sequence[Candidate]) -> Iterator[Doubt]:
    """Find a number said done in a unit that is not the measure's: 种了6200棵 of 株, 0.8亿美元 of 亿元."""
    if found.measure is None or every:
        return
    counts_money = unit_of(found.measure.unit).is_money
    for mention in found.mentions:
        if unit_of(mention.figure.unit).is_money is not counts_money:
            continue  # 63个项目 of a sum of money
        if any(_is(mention, c.mention) for c in every) or mention.figure.sort is not Sort.AMOUNT:
            continue
        if not mention.in_digits:
            continue  # 最多跑一次, 社工离职三个
        if (
            mention.role in (Role.PLAIN, Role.TOTAL)
            and not mention.denied_verb
            and (mention.stage >= Stage.BUILT or not found.signs)
        ):
            yield doubt("number_unclear", other=mention.clause.tokens[mention.place].text)


def _stands(mention: Mention, as_of: date) -> bool:
    """Whether a number is said of the present, or set aside only because of the day it stands beside."""
    if mention.role in (Role.PLAIN, Role.TOTAL):
        return True
    clause, when = mention.clause, mention.when
    if mention.role is Role.PLANNED:
        begun = when is not None and when.first <= as_of and clause.block is Block.REPORT
        return begun and not clause.carried and not clause.has(Cue.PLAN | Cue.STRIVE | Cue.GOAL | Cue.MOVED | Cue.IF)
    if mention.role is Role.IDLE:
        return mention.scope is Scope.IF and clause.has(Cue.NOW)
    before = clause.tokens[: mention.place]
    return mention.role is Role.PAST and not any(t.cues & Cue.PAST or t.text[:1] in "去上前" for t in before)
