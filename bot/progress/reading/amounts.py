"""Which number of a text is the newest cumulative amount of the measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.language.patterns import compiled_later
from bot.plan.model import Measure
from bot.progress.model import Doubt
from bot.progress.reading.candidates import Candidate, beside_subject, candidates, live, target_verb
from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Exactness, Sort
from bot.progress.reading.mention import Mention, Role, Stage
from bot.progress.reading.units import converted, unit_of


@dataclass(frozen=True, slots=True)
class Amount:
    """The value in the measure's unit, or none, and what is doubtful about it. `mention` is where it was read."""

    value: float | None = None
    doubts: tuple[Doubt, ...] = ()
    mention: Mention | None = None


def amount(found: Sequence[Mention], measure: Measure, clauses: Sequence[Clause]) -> Amount:
    """Choose the newest cumulative amount among the figures of a text; None where none is said."""
    every = candidates(found, measure, clauses)
    usable = live(every, measure)
    left = [c for c in usable if c.role is Role.LEFT]
    done = _without_goal([c for c in usable if c.role is not Role.LEFT], measure, alone=len(found) == 1)
    named_whole = any(c.value == measure.value for c in usable)  # 共18个，其中7个完工: a part of the goal
    confirmed = _confirmed(done, found, measure)
    if confirmed is not None:
        return Amount(confirmed.value, tuple(_doubts_of(confirmed, measure, staged=True)), confirmed.mention)
    if done and (named_whole or any(c.role not in (Role.PART, Role.PERIOD) for c in done)):
        return _chosen(done, measure)
    if left and measure.value is not None:
        return _counted_back(left[-1], measure)
    return _of_parts(done, measure) if done else _none_said(every, measure)


def _confirmed(done: Sequence[Candidate], found: Sequence[Mention], measure: Measure) -> Candidate | None:
    """Find the one number among several that a percent in the text is just the share of: 复耕2600亩，复耕率31.7%."""
    if not measure.value or len(done) < 2 or measure.unit == "%":
        return None
    dead = (Role.GOAL, Role.PLANNED, Role.PAST, Role.IDLE, Role.CHANGE)
    shares = [m.figure.value for m in found if m.figure.sort is Sort.PERCENT and m.role not in dead]
    agreeing = [c for c in done if any(abs(c.value / measure.value * 100 - share) <= AGREED for share in shares)]
    return agreeing[-1] if len({c.value for c in agreeing}) == 1 else None


AGREED = 0.06  # points: a share rounded to one place


def _without_goal(found: list[Candidate], measure: Measure, *, alone: bool) -> list[Candidate]:
    """Take out the measure's own number restated as the whole (750户已解决388户, 共18个小区)."""
    if len(found) < 2:
        return [
            c
            for c in found
            if c.value != measure.value or c.mention.verbs or alone or _is_done_in_its_own_right(c.mention)
        ]
    rest = [c for c in found if c.value != measure.value or _is_done_in_its_own_right(c.mention)]
    return rest if any(c.stage is not Stage.IDEA for c in rest) else found


def _is_done_in_its_own_right(mention: Mention) -> bool:
    """Whether a number is said done (完成120个, 已举办100场), so that it is no restated goal."""
    if any(token.text == "实" and token.cues & Cue.TOTAL for token in mention.left):
        return True  # 应查1100家，实查1100家
    wanted = Cue.FINISH | Cue.ACT if mention.says(Cue.NOW) else Cue.FINISH
    return any(verb.cues & wanted and verb in mention.left for verb in mention.verbs)


def _chosen(found: list[Candidate], measure: Measure) -> Amount:
    """Choose among amounts that are said to stand: by stage, then the total before its parts, then the newest."""
    target = target_verb(measure.what)
    named = [c for c in found if c.mention.has_verb(target)]
    best = named or _furthest([c for c in found if not target or c.role is not Role.PART])
    pool = _ranked(best, measure)
    if not pool:
        return Amount()
    if all(c.role is Role.PERIOD for c in pool):
        return _of_parts(pool, measure)
    if pool[0].role is not Role.TOTAL and len({c.value for c in pool}) > 1:
        return _of_several(pool, measure)
    chosen = pool[-1] if pool[0].role is Role.TOTAL else pool[0]
    if _says_nothing_of_the_finished(chosen, measure, named=bool(named)):
        return Amount()
    doubts = (
        *_doubts_of(chosen, measure, staged=not named),
        *_rivals(chosen, pool, found, measure),
        *_outranked(chosen, best, measure),
    )
    return Amount(chosen.value, doubts, chosen.mention)


def _furthest(found: Sequence[Candidate]) -> list[Candidate]:
    """Keep the figures of the furthest stage; a part counts only where it is further than the whole."""
    whole = [c for c in found if c.role is not Role.PART]
    stage = max((c.stage for c in whole), default=Stage.IDEA)
    further = [c for c in found if c.role is Role.PART and (c.stage > stage or not whole)]
    pool = further or whole
    stage = max((c.stage for c in pool), default=Stage.IDEA)
    return [c for c in pool if c.stage is stage] if stage is not Stage.IDEA else []


def _ranked(found: list[Candidate], measure: Measure) -> list[Candidate]:
    """Put totals before plain levels before the rest, exact before rough, and for money 完成 before 到位, 支付."""
    pool = next((p for r in (Role.TOTAL, Role.PLAIN) if (p := [c for c in found if c.role is r])), found)
    pool = [c for c in pool if c.mention.figure.exactness is Exactness.EXACT] or pool
    if pool and pool[0].role is Role.PLAIN:
        pool = [c for c in pool if any(t.text in _AT_PRESENT for t in c.mention.left)] or pool
    if pool and pool[0].role is Role.TOTAL:
        return pool
    return [c for c in pool if any(v.cues & Cue.FINISH and not v.cues & Cue.ACT for v in c.mention.verbs)] or pool


_AT_PRESENT = ("现在", "目前", "当前", "眼下", "现", "现已", "如今")  # 本来报2.53亿，现在是2.43亿


def _of_parts(found: Sequence[Candidate], measure: Measure) -> Amount:
    """Settle what is said only in parts or of single periods: parts add up, with a doubt; one alone says no total."""
    parts = [c for c in found if c.role is Role.PART]
    if len(parts) < 2:
        code = "part_only" if parts else "increment_only"
        return Amount(None, (doubt(code, other=found[-1].value, unit=measure.unit),))
    total = round(sum(c.value for c in parts), 6)
    summands = " + ".join(f"{c.value:g}" for c in parts)
    return Amount(total, (doubt("summed", taken=total, parts=summands, unit=measure.unit),), parts[-1].mention)


def _says_nothing_of_the_finished(chosen: Candidate, measure: Measure, *, named: bool) -> bool:
    """Tell 18个小区均已进场, all of them begun, and 全年计划完成39亿元, the goal, from a level reached."""
    if chosen.value != measure.value:
        return False
    return (not named and chosen.stage is Stage.BEGUN) or _stands_after_plan(chosen.mention)


def _doubts_of(chosen: Candidate, measure: Measure, *, staged: bool) -> Iterator[Doubt]:
    """Say what is doubtful about one number in itself."""
    mention, figure, unit = chosen.mention, chosen.mention.figure, measure.unit
    nearly = mention.says(Cue.NEARLY) and (chosen.value >= (measure.value or 0) or not mention.in_digits)
    if figure.exactness is Exactness.ROUGH or nearly:
        yield doubt("rough", taken=chosen.value, unit=unit)
    if figure.sort is Sort.BARE and figure.of is None and not _is_latin(mention):
        yield doubt("unit_missing", taken=chosen.value, unit=unit)
    if not chosen.exact_unit and figure.unit and "个" not in (figure.unit, unit):
        yield doubt("unit_other", taken=chosen.value, unit=unit, other=figure.unit)
    if figure.of is not None and not _is_whole(figure.of, figure.unit, measure):
        yield doubt("whole_differs", taken=chosen.value, other=figure.of, unit=unit)
    if staged and unit != "%" and Stage.AGREED <= chosen.stage <= Stage.BEGUN:
        yield doubt("stage", taken=chosen.value, unit=unit)
    if chosen.role is Role.SIDE:
        yield doubt("side_only", taken=chosen.value, unit=unit)
    if mention.clause.carried or _stands_after_plan(mention):
        yield doubt("plan_or_done", other=chosen.value, unit=unit)


def _is_latin(mention: Mention) -> bool:
    return all(token.text.isascii() for token in (*mention.left, *mention.right))


def _is_whole(whole: float, base: str, measure: Measure) -> bool:
    """Whether a whole (of 388/750户, 19/39亿元) is the measure."""
    unit = unit_of(measure.unit)
    return measure.value in (whole, converted(whole, base or unit.base, unit))


def _stands_after_plan(mention: Mention) -> bool:
    """Whether 计划 stands before the verb as part of a noun: 年度计划完成19亿元 may be planned or done."""
    begin = next((n for n, t in enumerate(mention.left) if t.cues & Cue.GOAL and t.text.endswith(("计划", "目标"))), -1)
    return begin >= 0 and bool(mention.verbs) and not any(t.cues & (Cue.NOW | Cue.FINISH) for t in mention.left[:begin])


def _rivals(
    chosen: Candidate, pool: Sequence[Candidate], found: Sequence[Candidate], measure: Measure
) -> Iterator[Doubt]:
    """Doubt a total that stands against another said after it, or against the number of this year alone."""
    if chosen.role is not Role.TOTAL:
        return
    totals = [c for c in pool if c.value > chosen.value and not _older(c, chosen)]
    yearly = [c for c in found if c.role is Role.PLAIN and c.value != chosen.value and _says_this_year(c.mention)]
    rivals = totals or ([] if _says_this_year(chosen.mention) else yearly)
    if rivals:
        yield doubt("competing", taken=chosen.value, other=rivals[-1].value, unit=measure.unit)


def _says_this_year(mention: Mention) -> bool:
    return mention.says(Cue.NEW | Cue.ACT) and mention.when is not None and mention.when.span.from_start


def _outranked(chosen: Candidate, found: Sequence[Candidate], measure: Measure) -> Iterator[Doubt]:
    """Doubt a count taken for its verb alone (贯通9.6公里、绿化7.1公里); of money 完成 is what counts."""
    if chosen.role is not Role.PLAIN or unit_of(measure.unit).is_money:
        return
    others = [c for c in found if c.role is Role.PLAIN and c.value != chosen.value and not _older(c, chosen)]
    others = [c for c in beside_subject([chosen, *others], measure) if c.exact_unit and c is not chosen]
    present = any(t.text in _AT_PRESENT for t in chosen.mention.left)
    if others and not present and chosen.mention.figure.exactness is Exactness.EXACT:
        yield doubt("competing", taken=chosen.value, other=others[0].value, unit=measure.unit)


def _older(one: Candidate, other: Candidate) -> bool:
    a, b = one.mention.when, other.mention.when
    return a is not None and b is not None and a.last < b.last


def _of_several(pool: Sequence[Candidate], measure: Measure) -> Amount:
    """Settle several plain amounts: the newest of dated ones, the sum of named halves, or the first with a doubt."""
    ends = {c.mention.when.last: c for c in pool if c.mention.when}
    if len(ends) == len(pool):
        newest = ends[max(ends)]
        return Amount(newest.value, tuple(_doubts_of(newest, measure, staged=True)), newest.mention)
    if _are_halves(pool):
        return Amount(round(sum(c.value for c in pool), 6), (), pool[-1].mention)
    if _are_named_parts(pool, measure):
        return _of_parts([replace(c, mention=replace(c.mention, role=Role.PART)) for c in pool], measure)
    taken, other = pool[0], next(c for c in pool if c.value != pool[0].value)
    return Amount(
        taken.value, (doubt("competing", taken=taken.value, other=other.value, unit=measure.unit),), taken.mention
    )


def _are_named_parts(pool: Sequence[Candidate], measure: Measure) -> bool:
    """Tell 小学480个、初中280个, parts with names and no verbs, from two things that were done."""
    names = {c.mention.left_text.strip("、和及与,+") for c in pool}
    plain = all(c.role is Role.PLAIN and not c.mention.verbs and not c.mention.when for c in pool)
    fits = sum(c.value for c in pool) <= (measure.value or 0)
    alike = len({len(name) for name in names}) == 1
    return plain and fits and alike and len(names) == len(pool) and "" not in names


_ONE_OF_A_PAIR = compiled_later(r"[一二三四五六东西南北上下内外城乡新旧老男女公民左右a-z0-9大小中]")


def _are_halves(pool: Sequence[Candidate]) -> bool:
    """Tell 线上18场、线下34场 from two different things: their names differ in one paired sign only."""
    if pool[-1].mention.clause.sentence > pool[0].mention.clause.sentence + 1:
        return False
    names = [c.mention.left_text.strip("、和及与,+") for c in pool]
    length = min(map(len, names))  # what stands before the first name is none of it (报告：线上18场)
    names = [name[len(name) - length :] for name in names]
    patterns = {_ONE_OF_A_PAIR.sub("#", name) for name in names}
    return len(set(names)) == len(names) and len(patterns) == 1 and "#" in next(iter(patterns))


def _counted_back(missing: Candidate, measure: Measure) -> Amount:
    """Count back from what is missing; 缺口 may also be money that is short."""
    value = round((measure.value or 0) - missing.value, 6)
    if value < 0:
        return Amount()
    doubts = list(_doubts_of(missing, measure, staged=False))
    if "缺口" in missing.mention.near_text:
        doubts.append(doubt("obstacle_unclear"))
    return Amount(value, tuple(doubts), missing.mention)


def _none_said(every: Sequence[Candidate], measure: Measure) -> Amount:
    """Doubt where a number stands in a plan handed on over a comma, or named as a noun (投资计划完成19亿元)."""
    planned = [c for c in every if c.role is Role.PLANNED and c.value != measure.value]
    unsure = [c for c in planned if c.mention.clause.carried or _plans_as_noun(c.mention)]
    return Amount(None, tuple(doubt("plan_or_done", other=c.value, unit=measure.unit) for c in unsure[-1:]))


def _plans_as_noun(mention: Mention) -> bool:
    pairs = zip(mention.left, mention.left[1:], strict=False)
    return any(plan.text == "计划" and before.cues & (Cue.ACT | Cue.ALL) for before, plan in pairs)
