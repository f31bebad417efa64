"""What a reading leaves over: whatever of a reply could carry a fact is used, explained, or asked about.

The fields are read by rules that each look for what they know. Here the reply is looked at from the other side, once
the fields stand, whatever its wording:

* every **number** of the measure's kind is the one taken, or has a reason to be none: a goal, a plan, a part, an
  earlier stage, an older date, a rate of another thing; what is missing and what is reached do not exceed the whole;
* every **day to come** is the day promised, the day of a number or the day of a step;
* every **denial, reservation and guess** (不, 未, 但, 可能) stands with what it denies or limits, and not beside 完成;
* every **verb** that a state rests on is known, and every **clause** gives a sign, a number, a day or an obstacle.

What is left unexplained makes its field unsure. Nothing is read here: no field changes, some are asked about.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.language.dates import Edge
from bot.language.patterns import compiled_later
from bot.progress.model import Doubt, State
from bot.progress.reading.clauses import Block, Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.findings import Findings
from bot.progress.reading.growth import goes_by_rate
from bot.progress.reading.leftover_figures import leftover_figures
from bot.progress.reading.mention import Role
from bot.progress.reading.scopes import Scope
from bot.progress.reading.sign import Evidence, Sign
from bot.progress.reading.tokens import Token
from bot.progress.reading.words import WORDS

LONGEST_QUOTE = 18  # characters of a clause shown in a question


def leftovers(found: Findings, what: State, day: date | None, unsaid: Sequence[Clause]) -> Iterator[Doubt]:
    """Doubt each field that something unexplained may belong to.

    `what` and `day` are the state and forecast read, `unsaid` the clauses taken for questions, orders or talk.
    """
    yield from leftover_figures(found)
    yield from _unsaid(unsaid)
    if what is State.DONE:
        yield from _beside_done(found)
        yield from _goes_on(found)
    elif _may_be_settled(found):
        yield doubt("done_or_part")
    elif day is None and not goes_by_rate(found.measure):
        yield from _days(found)
    yield from _guesses(found)
    yield from _of_other_matters(found)
    if what is not State.DONE and not found.obstacle.present:
        yield from _unread(found)
    if not found.obstacle.present:
        yield from _obstacles(found)


def _unsaid(clauses: Sequence[Clause]) -> Iterator[Doubt]:
    """Find a number in what was taken for a question, an order or talk about reporting."""
    figures = (t for c in clauses if c.block is not Block.GOALS for t in c.tokens if t.figure)
    for token in figures:
        if token.figure and token.figure.counts_something:
            yield doubt("number_unclear", other=token.text)
            return


_DATED_WORK = Cue.START | Cue.STAGE | Cue.EARLY | Cue.SIGN | Cue.RESUMED | Cue.PUBLISH
_ENDING = Cue.PLAN | Cue.LEFT | Cue.FINISH | Cue.ACT | Cue.STRIVE
LONGEST_STRETCH = 93  # days: nobody promises anything for 下半年


def _days(found: Findings) -> Iterator[Doubt]:
    """Find a day to come that is neither promised nor that of a number or a step."""
    dated = {id(m.clause) for m in found.mentions if m.role is not Role.LEFT}
    for clause in found.clauses:
        if id(clause) in dated or clause.has(_DATED_WORK) or "过" in clause.text:
            continue
        for token, scope in zip(clause.tokens, clause.scopes, strict=True):
            if scope is not Scope.IF and _is_day_to_come(token, clause, found.as_of):
                yield doubt("day_unclear", taken=token.text)
                return


def _is_day_to_come(token: Token, clause: Clause, as_of: date) -> bool:
    when = token.when
    if when is None or when.last <= as_of or when.edge in (Edge.AFTER, Edge.SINCE) or when.span.is_year:
        return False
    if (when.last - when.first).days > LONGEST_STRETCH:
        return False
    if clause.has(Cue.NOT) and not clause.has(Cue.PLAN):
        return False
    return when.first > as_of or (clause.has(_ENDING) and not clause.has(Cue.NOT))


_AGAINST_DONE = Cue.NOT | Cue.PARTLY | Cue.ALMOST | Cue.STILL | Cue.BLOCKED | Cue.UNBEGUN


def _beside_done(found: Findings) -> Iterator[Doubt]:
    """Find a denial, a reservation or a standstill beside what is said to be done."""
    for clause in found.clauses:
        if clause.block is Block.PROBLEM:
            continue
        word = next((t for t in clause.tokens if t.cues & _AGAINST_DONE and not t.cues & (Cue.GOING | Cue.STAGE)), None)
        if word is not None:
            yield doubt("done_limited", taken=word.text)
            return
    if found.signs & {Sign.BLOCKED, Sign.NOT_BEGUN} or found.obstacle.present:
        yield doubt("states_contradict")
    elif not found.has_number and _may_be_part(found):
        yield doubt("done_or_part")


def _may_be_part(found: Findings) -> bool:
    """Whether 完成 may be said of a part: something of another name than the whole."""
    return any(_may_be_else(evidence) for evidence in found.evidence)


def _counts_many(found: Findings) -> bool:
    return found.measure is not None and (found.measure.value or 0) > 1 and found.measure.unit != "%"


_SETTLED = ("落实", "解决", "办理", "整改", "处理", "处置")


def _may_be_settled(found: Findings) -> bool:
    """Whether all that is said is 已按要求落实: it may be the end."""
    if found.has_number or found.mentions or len(found.clauses) != 1 or not _counts_many(found):
        return False
    clause = found.clauses[0]
    return clause.tokens[-1].text in _SETTLED and clause.has(Cue.NOW) and not clause.has(Cue.NOT)


def _may_be_else(evidence: Evidence) -> bool:
    clause = evidence.clause
    if evidence.sign is not Sign.DONE:
        return False
    said = clause.has(Cue.NOW | Cue.ALL) or "了" in clause.text or clause.text.isascii()
    nameless = said or any(t.figure for t in clause.tokens)
    return _has_unknown_subject(clause) or (not nameless and any(_is_name(t) for t in clause.tokens))


def _is_name(token: Token) -> bool:
    return _is_unknown(token) and bool(_NAME.match(token.text))


def _has_unknown_subject(clause: Clause) -> bool:
    """Tell 图纸会审已完成, perhaps a step, from 项目已完成 and 已全部完成."""
    if clause.has(Cue.ALL | Cue.WHOLE):
        return False
    begin = next((n for n, t in enumerate(clause.tokens) if t.cues & (Cue.NOW | Cue.FINISH)), 0)
    before = clause.tokens[:begin]
    return any(_is_name(t) for t in before) and not any(t.figure for t in before)


_NAME = compiled_later(r"^[\u4e00-\u9fff]{2,}$")


def _goes_on(found: Findings) -> Iterator[Doubt]:
    """Find a day up to which work goes on, beside what is said to be done: 整改率100%，行动持续至12月."""
    for day in _days(found):
        yield doubt("done_limited", **day.values)


_OF_A_STEP = compiled_later(r"(?:整改|反馈|回访|答复|培训).{0,3}率")
_ENDS = (Sign.DONE, Sign.DONE_OF_SOMETHING, Sign.STEP_DONE)


def _of_other_matters(found: Findings) -> Iterator[Doubt]:
    """Find a percentage beside other named matters that are done, or that of a step: it may not be of the whole."""
    mention = found.completion.mention
    if mention is None or found.percent is None or found.value is not None:
        return
    named = _has_unknown_subject(mention.clause)
    others = [e for e in found.evidence if e.sign in _ENDS and e.clause is not mention.clause]
    of_step = _counts_many(found) and _OF_A_STEP.search(mention.left_text)
    if of_step or (named and any(_has_unknown_subject(e.clause) for e in others)):
        yield doubt("percent_of_part", taken=found.percent)


def _guesses(found: Findings) -> Iterator[Doubt]:
    """Find what is said not to be known for certain."""
    words = (token for clause in found.clauses for token in clause.tokens if token.cues & Cue.MAYBE)
    for word in words:
        yield doubt("guessed", taken=word.text)
        return


def _unread(found: Findings) -> Iterator[Doubt]:
    """Find a clause that says something of which nothing was understood, and a state that rests on an unknown verb."""
    if found.signs <= {Sign.DID} and not found.has_number and not found.has_live_figure:
        verbless = (c for c in found.clauses if c.has(Cue.NOW) and not c.has(_WORK) and _ends_unknown(c))
        for clause in verbless:
            yield doubt("unread", taken=_quoted(clause))
            return
    for nth, clause in enumerate(found.clauses):
        if nth and _is_unread(found, clause):
            yield doubt("unread", taken=_quoted(clause))
            return


_WORK = Cue.FINISH | Cue.ACT | Cue.START | Cue.SIGN | Cue.EARLY | Cue.GOING | Cue.STAGE | Cue.PUBLISH | Cue.RESOLVED
_SAYS_NOTHING = Cue.ALL | Cue.NOW | Cue.WHOLE
SHORTEST_UNREAD, SHORTEST_BESIDE_NUMBER = 2, 4  # characters; 开门红 beside a number is a remark


def _is_unread(found: Findings, clause: Clause) -> bool:
    if clause.has(~_SAYS_NOTHING) or clause.block is not Block.REPORT or clause.aside:
        return False
    if any(t.figure or t.when for t in clause.tokens) or any(e.clause is clause for e in found.evidence):
        return False
    shortest = SHORTEST_BESIDE_NUMBER if found.has_number else SHORTEST_UNREAD
    return sum(len(t.text.strip()) for t in clause.tokens if _is_unknown(t)) >= shortest


def _ends_unknown(clause: Clause) -> bool:
    return _is_unknown(clause.tokens[-1])


_CAUSE = compiled_later(
    r"(?<!原)因(?!此|地|时|势|素|为此)|由于|受(?!理|益|到表彰|访|助|惠|众|邀)|遇到|遭遇|碰到|碰上|面临|导致|造成|耽误|耽搁"
    r"|because|due to|owing"
)
_BUT = compiled_later(r"(?:但|但是|不过|只是|就是|然而|可是|可惜|无奈|奈何|but|however|although|虽)")


def _obstacles(found: Findings) -> Iterator[Doubt]:
    """Find where an obstacle may be said in words the tables do not know."""
    for clause in found.clauses:
        if clause.block is Block.NEXT or clause.aside:
            continue
        if _BUT.match(clause.text) or _names_cause(clause) or _denies_unknown(clause):
            yield doubt("obstacle_unread", taken=_quoted(clause))
            return


def _names_cause(clause: Clause) -> bool:
    return bool(_CAUSE.search(clause.text)) and not clause.has(Cue.NOT)


_NONE_OF_IT = ("无", "暂无", "没有", "no", "并无", "目前无", "none", "没")


def _denies_unknown(clause: Clause) -> bool:
    """Find 人员还没招齐: a denial of something the tables do not know, at the end of a clause."""
    if clause.has(Cue.LEFT) or any(t.figure for t in clause.tokens) or clause.tokens[0].text in _NONE_OF_IT:
        return False
    last = max((n for n, token in enumerate(clause.tokens) if token.cues & Cue.NOT), default=len(clause.tokens))
    if last and last == len(clause.tokens) - 1 and clause.tokens[-2].plain:
        return True  # 水电没有
    after = clause.tokens[last + 1 :]
    return all(_is_unknown(t) for t in after) and "".join(t.text for t in after) not in ("", "了", "的")


def _is_unknown(token: Token) -> bool:
    """Whether the tables do not know a token at all, not even as a word that means nothing here."""
    return token.plain and token.text not in WORDS


def _quoted(clause: Clause) -> str:
    text = clause.text.strip()
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
