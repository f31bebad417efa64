"""The state a text reports, decided from its numbers and its signs."""

from collections.abc import Iterator
from datetime import date

from bot.language.patterns import compiled_later
from bot.progress.model import Doubt, State
from bot.progress.reading.candidates import target_verb
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Sort
from bot.progress.reading.findings import Findings
from bot.progress.reading.growth import goes_by_rate
from bot.progress.reading.mention import Mention, Role, negated
from bot.progress.reading.scopes import Scope
from bot.progress.reading.sign import Sign

_FINISHED = {Sign.DONE, Sign.DONE_OF_SOMETHING, Sign.PUBLISHED}

_OTHERS = ("其他", "其它", "其余", "剩余", "余下", "剩下", "别的")
_AFTERMATH = compiled_later(r"总结|归档")  # what is written up once a task is done

Decision = tuple[State | None, tuple[Doubt, ...]]


def state(found: Findings) -> Decision:
    """Decide the state: numbers first, then not begun, blocked, done, under way; None where nothing is reported."""
    signs = found.signs
    if found.reaches_measure or _all_of_what_counts(found):
        return State.DONE, ()
    if Sign.NOT_BEGUN in signs and not found.has_progress:
        busy = signs & {Sign.UNDER_WAY, Sign.STEP_DONE} and not found.obstacle.present
        return (State.IN_PROGRESS, (doubt("states_contradict"),)) if busy else (State.NOT_STARTED, ())
    if Sign.BLOCKED in signs and not _resumed(found) and not _only_some_stand_still(found):
        return State.BLOCKED, ()
    if Sign.HINDERED in signs and not found.has_progress:
        return State.BLOCKED, (doubt("standstill"),)
    if found.stays_below:
        return State.IN_PROGRESS, ()
    if signs & _FINISHED:
        return _finished(found)
    if Sign.BASICALLY in signs:
        return State.IN_PROGRESS, (doubt("basically"),)
    return _under_way(found)


def only_date(found: Findings) -> date | None:
    """Say the day to come that is the whole text, as an answer to the question when: 8月底."""
    tokens = [token for clause in found.clauses for token in clause.tokens]
    when = tokens[0].when if len(tokens) == 1 else None
    return when.last if when is not None and when.last > found.as_of else None


def _all_of_what_counts(found: Findings) -> bool:
    """Whether all is said to be so far as the measure itself counts: 全部启动 of 启动 18个."""
    target = target_verb(found.measure.what) if found.measure else Cue.GUARD
    return bool(target) and any(
        token.cues & target and clause.scopes[n] is Scope.NOW and not negated(clause.tokens, n)
        for clause in found.clauses
        if clause.has(Cue.WHOLE)
        for n, token in enumerate(clause.tokens)
    )


def _only_some_stand_still(found: Findings) -> bool:
    """Whether what stands still is a part: the others go on, or it was counted in its sentence beside a value.

    一个小区开不了工，其他正常推进; 48个，余2个因租约今年做不了了.
    """
    if any(e.sign is Sign.UNDER_WAY and e.clause.text.lstrip().startswith(_OTHERS) for e in found.evidence):
        return True
    if not found.value:
        return False
    still = [e.clause for e in found.evidence if e.sign is Sign.BLOCKED]
    counted = {m.clause.sentence for m in found.mentions if m is not found.amount.mention and _counts_some(m)}
    return all(clause.sentence in counted for clause in still)


def _counts_some(mention: Mention) -> bool:
    return mention.figure.sort is Sort.AMOUNT and mention.role in (Role.PLAIN, Role.LEFT, Role.PART, Role.IDLE)


def _resumed(found: Findings) -> bool:
    """Whether work that stood still is said to go on again, in the same clause or after."""
    order = [e.sign for e in found.evidence if e.sign in (Sign.BLOCKED, Sign.UNBLOCKED)]
    return order[-1] is Sign.UNBLOCKED


def _finished(found: Findings) -> Decision:
    """Weigh a word of finishing against signs that work goes on."""
    signs = found.signs
    clauses = {id(e.clause) for e in found.evidence if e.sign in _FINISHED}
    elsewhere = {e.sign for e in found.evidence if id(e.clause) not in clauses and not _AFTERMATH.search(e.clause.text)}
    if Sign.DONE not in signs and signs & {Sign.STEP_DONE, Sign.UNDER_WAY, Sign.PROMISED}:
        return State.IN_PROGRESS, ()
    if found.forecast.day is not None or elsewhere & {Sign.UNDER_WAY, Sign.PROMISED}:
        return State.IN_PROGRESS, (doubt("states_contradict"),)
    if goes_by_rate(found.measure):
        return State.IN_PROGRESS, (doubt("done_or_part"),) if Sign.DONE in signs else ()
    return State.DONE, () if Sign.DONE in signs else (doubt("done_or_part"),)


def _under_way(found: Findings) -> Decision:
    """Tell any progress, promise or obstacle from a text that reports nothing."""
    if _only_restates_goal(found):
        strives = any(clause.has(Cue.STRIVE) for clause in found.clauses)
        return (State.IN_PROGRESS, (doubt("goal_or_promise"),)) if strives else (None, ())
    if _says_anything(found):
        return State.IN_PROGRESS, tuple(_doubts_of_little(found))
    on_condition = any(m.role is Role.IDLE and m.figure.counts_something for m in found.mentions)
    if only_date(found) is not None or (found.measure is not None and on_condition):
        return State.IN_PROGRESS, (doubt("unclear"),)
    return None, ()


def _only_restates_goal(found: Findings) -> bool:
    """Whether nothing is said but the goal: 全年计划完成投资39亿元."""
    more = found.obstacle.present or found.has_number or found.forecast.day
    if found.signs - {Sign.PROMISED, Sign.COUNTED} or more:
        return False
    figures = [m for m in found.mentions if m.figure.sort is not Sort.BARE]
    return bool(figures) and all(found.is_goal(m) or m.role in (Role.GOAL, Role.PAST) for m in figures)


def _says_anything(found: Findings) -> bool:
    said = found.signs or found.obstacle.present or found.obstacle.doubts or found.forecast.day or found.amount.doubts
    return bool(said) or found.has_number or found.has_live_figure


def _doubts_of_little(found: Findings) -> Iterator[Doubt]:
    """Doubt a state that rests on one weak sign only."""
    if Sign.DROPPED in found.signs and not found.has_number:
        yield doubt("dropped")
    if found.signs == {Sign.BEGINNING}:
        yield doubt("begin_planned")
    more = found.has_number or found.has_live_figure or found.obstacle.present or found.forecast.day
    if found.signs == {Sign.INTENT} and not more:
        yield doubt("unclear")
