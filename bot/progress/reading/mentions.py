"""The figures of a text, each given its verbs, its date and its role."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.language.dates import When
from bot.language.patterns import compiled_later
from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Sort
from bot.progress.reading.mention import VERBS, Mention, Role, negated, until_mark
from bot.progress.reading.roles import role_of
from bot.progress.reading.scopes import Scope
from bot.progress.reading.tokens import Token


def mentions(clauses: Sequence[Clause]) -> list[Mention]:
    """List the figures of a text with their verbs and roles, in their order."""
    found: list[Mention] = []
    context = _Context()
    for clause in clauses:
        context.enter(clause)
        here = _with_verbs(list(_bare(clause)))
        for nth, mention in enumerate(here):
            in_part = context.is_part(mention)
            here[nth] = replace(
                mention,
                role=role_of(mention, here, nth, in_part=in_part),
                in_part=in_part,
                period=mention.when or context.period or _date_after(mention),
                order=len(found) + nth,
            )
        found += here
        context.leave(clause)
    return _still_holding(found, clauses)


_UNCHANGED = compiled_later(
    r"[没无未](?:有)?(?:什么|任何|新)?变化|没变|未变|持平|老样子|照旧|原地踏步|一样|no change|unchanged"
)


def _still_holding(found: list[Mention], clauses: Sequence[Clause]) -> list[Mention]:
    """Take what is said of last week as of now, where nothing is said to have changed since: 上周55%，这周没变化."""
    if any(m.role is not Role.PAST for m in found) or not any(_UNCHANGED.search(clause.text) for clause in clauses):
        return found
    return [replace(m, role=Role.PLAIN) if m.when and not m.when.span.is_year else m for m in found]


class _Context:
    """What a sentence hands on from clause to clause: the period it speaks of, and that parts are being listed."""

    def __init__(self) -> None:
        self.period: When | None = None
        self._sentence = -1
        self._lists_parts = False

    def enter(self, clause: Clause) -> None:
        if clause.sentence != self._sentence:
            self._sentence, self._lists_parts, self.period = clause.sentence, False, None
        if clause.aside:
            return
        if clause.has(Cue.PART) and not any(token.text.startswith("分别") for token in clause.tokens):
            self._lists_parts = True
        elif clause.has(Cue.TOTAL | Cue.NOW):
            self._lists_parts = False

    def leave(self, clause: Clause) -> None:
        """Keep the clause's period, unless it is only compared with (较一季度)."""
        dates = [t.when for n, t in enumerate(clause.tokens) if t.when and clause.scopes[n] is Scope.NOW]
        if dates and not clause.has(Cue.THAN):
            self.period = dates[-1]

    def is_part(self, mention: Mention) -> bool:
        clause = mention.clause
        if clause.aside and mention.figure.sort is Sort.AMOUNT and not clause.has(Cue.NOW):
            return True
        if mention.says(Cue.RIGHT):
            return False  # 其中2宗反悔，原报18宗改为16宗
        begin = next((n for n, token in enumerate(clause.tokens) if token.cues & Cue.PART), -1)
        return self._lists_parts and mention.place > begin


def _bare(clause: Clause) -> Iterator[Mention]:
    """Take the figures of a clause with what stands left and right of them, and the date they follow."""
    places = [place for place, token in enumerate(clause.tokens) if token.figure]
    listed = _listed_dates(clause, places)
    when: When | None = None
    for nth, place in enumerate(places):
        begin = places[nth - 1] + 1 if nth else 0
        end = places[nth + 1] if nth + 1 < len(places) else len(clause.tokens)
        left, right = clause.tokens[begin:place], clause.tokens[place + 1 : end]
        when = next((token.when for token in reversed(left) if token.when), when)
        figure = clause.tokens[place].figure
        if figure is not None:
            date = listed[nth] if listed else when
            yield Mention(figure, clause, place, left, right, clause.scopes[place], when=date)


def _listed_dates(clause: Clause, places: Sequence[int]) -> list[When]:
    """Pair a row of dates with a row of numbers: 一季度、上半年分别增长4.1%、4.3%."""
    before = [token.when for token in clause.tokens[: places[0]] if token.when] if places else []
    return before if len(before) == len(places) > 1 else []


def _date_after(mention: Mention) -> When | None:
    return next((token.when for token in mention.right if token.when), None)


def _with_verbs(found: list[Mention]) -> list[Mention]:
    """Give each figure its verbs: those before it, and those after it that no later figure takes.

    Where a clause begins with a figure and ends with a verb (7个完工11个在建), each verb is that of the figure before.
    """
    subject_first = bool(found) and not _verbs(found[0].left) and _is_done_to(found[-1])
    attached: list[Mention] = []
    for nth, mention in enumerate(found):
        before = () if subject_first and nth else _verbs(_after_mark(mention.left) if nth else mention.left)
        if nth and mention.left_text == "的":
            before = attached[-1].verbs  # 推进总投资2488亿元的432个项目
        after = _verbs_after(mention, found[nth + 1] if nth + 1 < len(found) else None, subject_first=subject_first)
        verbs = (*before, *(() if before and nth + 1 < len(found) else after))
        attached.append(replace(mention, verbs=verbs, denied_verb=_denied(mention, verbs)))
    return attached


def _is_done_to(mention: Mention) -> bool:
    """Whether a verb or a step follows: 1座在装修."""
    return any(token.cues & (VERBS | Cue.STAGE) for token in mention.right)


def _verbs_after(mention: Mention, following: Mention | None, *, subject_first: bool) -> tuple[Token, ...]:
    """Take the verbs after a figure, where they are not those before the next one."""
    own = until_mark(mention.right)
    share = following is not None and following.figure.sort is Sort.PERCENT and mention.figure.sort is Sort.AMOUNT
    if following is None or subject_first or share or own != mention.right:
        return _verbs(own)
    return ()


def _verbs(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.cues & VERBS)


def _after_mark(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take the tokens after the last 、"""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].breaks:
            return tokens[place + 1 :]
    return tokens


def _denied(mention: Mention, verbs: Sequence[Token]) -> bool:
    """Whether one of its verbs stands under a negation, and none before the number stands free."""
    left, tokens = mention.left, (*mention.left, *until_mark(mention.right))
    if any(t in verbs and t.cues & (Cue.FINISH | Cue.ACT) and not negated(left, n) for n, t in enumerate(left)):
        return False
    return any(t in verbs and negated(tokens, n) for n, t in enumerate(tokens) if t.cues & VERBS)
