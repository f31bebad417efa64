"""Tokens become clauses, and each token learns under which reservation it stands: now, planned, past, conditional."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.language.patterns import compiled_later
from bot.progress.reading.cues import Cue
from bot.progress.reading.scopes import Scope, scopes_of
from bot.progress.reading.tokens import Token


class Block(StrEnum):
    """The part of a structured report a clause stands in."""

    REPORT = "report"
    PROBLEM = "problem"
    NEXT = "next"
    GOALS = "goals"  # how the goal is shared out


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two breaks; `scopes` has one entry a token.

    `carried`: planned only because the clause before is. `aside`: in parentheses. `after_rate`: the clause before it
    names a rate without its number (签约率低，只有45%).
    """

    tokens: tuple[Token, ...]
    scopes: tuple[Scope, ...]
    sentence: int
    block: Block
    asked: bool = False
    carried: bool = False
    aside: bool = False
    after_rate: bool = False

    def has(self, cue: int) -> bool:
        """Whether any of its words has a cue."""
        return any(token.cues & cue for token in self.tokens)

    @property
    def opening(self) -> int:
        """The cues of its first word, 目前 and the like aside."""
        return next((token.cues for token in self.tokens if not token.cues & Cue.NOW), Cue.GUARD)

    @property
    def text(self) -> str:
        """Its words as they stand in the normal form."""
        return "".join(token.text for token in self.tokens)


_STRONG = frozenset("。;!?\n")
LONGEST_CLAUSE = 60  # tokens; a longer run is cut, so that the work stays linear in the length of the text
LONGEST_HEADING = 16
# What a heading is about, by the words in it; the first row that fits. 存在的困难和问题: · 下一步工作计划: · 工作进展
_HEADINGS = (
    (
        compiled_later(
            r"(?:问题|困难|难点|堵点|卡点|难题|短板|障碍|协调.{0,4}事项|原因|issues?|problems?|blockers?|risks?)(?:及.{2,4}|和.{2,4}|与.{2,4})?$"
        ),
        Block.PROBLEM,
    ),
    (compiled_later(r"(?:指标|任务|目标)(?:分配|分解|安排|下达)$"), Block.GOALS),
    (compiled_later(r"(?:计划|打算|措施|安排|下一?步|下一?步工作|后续|接下来|next steps?|plan)$"), Block.NEXT),
    (compiled_later(r"(?:进展|情况|现状|progress|status)(?:情况|如下)?$"), Block.REPORT),
)
_HEADING_LINE = compiled_later(r"(?:目前)?(?:存在|主要|需|下一?步|工作|后续|进展|推进|落实)")
_FIGURE_NAMES = Cue.COMPLETION | Cue.TOTAL | Cue.NOW | Cue.FINISH | Cue.COUNT
_NO_HEADING = compiled_later(r"无|没|不")


def clauses(tokens: list[Token], as_of: date) -> list[Clause]:
    """Divide a text's tokens into clauses with their scopes; headings are used up on the way."""
    found: list[Clause] = []
    for piece in _pieces(tokens):
        found.append(_clause(piece, found[-1] if found else None, as_of))
    return found


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens between two breaks, with what the breaks and headings around them say."""

    tokens: list[Token]
    sentence: int
    block: Block
    asked: bool
    aside: bool


def _pieces(tokens: list[Token]) -> Iterator[_Piece]:
    block, sentence, current = Block.REPORT, 0, list[Token]()
    aside = False
    headed, listed = False, False  # a heading waits for its content; a numbered item has just begun
    for place, token in enumerate([*tokens, Token(0, 0, "。", breaks="。")]):
        sign = token.breaks
        if _begins_anew(token, current, tokens[place + 1 : place + 2]):
            yield _Piece(current, sentence, block, asked=False, aside=aside)
            current = []
        if not sign or sign in "、/+":
            current.append(token)
            if len(current) < LONGEST_CLAUSE:
                continue
            sign = ","
        heading = _heading(current, sign, tokens[place + 1] if place + 1 < len(tokens) else None)
        if heading is not None:
            block, headed, current = heading, True, []
            continue
        aside_next = sign == "(" or (aside and sign != ")")
        if sign == ":":
            if current and all(token.cues & _FIGURE_NAMES or token.plain for token in current):
                block = Block.REPORT  # 进度: 35% begins anew after 问题: …
            continue
        if current:
            yield _Piece(current, sentence, block, sign == "?", aside)
            headed = False
            if block is Block.PROBLEM and _ends_problems(current, token, tokens[place + 1 : place + 2]):
                block = Block.REPORT
        aside = aside_next and sign not in _STRONG
        listed = len(sign) > 1 or sign == ";"
        if sign[0] in _STRONG or listed:
            sentence += 1
            if block is Block.PROBLEM and sign in "。\n" and current and not headed:
                block = Block.REPORT
        current = []


_OVER = ("了", "啦")
_NEXT_SAID = ("预计", "争取", "力争", "估计", "因为", "由于")


def _begins_anew(token: Token, said: list[Token], after: list[Token]) -> bool:
    """Whether a clause begins without a break, as in spoken notes: 已完成90%剩下的月底完成, 完成45%预计9月底完成."""
    if not said or not after or after[0].breaks or not any(t.figure for t in said):
        return False
    if token.text.startswith(("剩", "其余", "余下")) and token.cues & Cue.LEFT:
        told = said[-1].figure or said[-1].cues & Cue.FINISH or said[-1].text in _OVER
        return bool(told) and not any(t.cues & (Cue.LEFT | Cue.STILL) for t in said)
    if token.cues & (Cue.FINISH | Cue.COMPLETION) and said[-1].figure and after[0].figure and said[0].cues & Cue.GOAL:
        return True  # 计划6.4 完成2.57
    told = any(t.cues & (Cue.NOW | Cue.FINISH | Cue.COMPLETION) for t in said)
    return token.text in _NEXT_SAID and told and not any(t.cues & (Cue.PLAN | Cue.IF) for t in said)


def _ends_problems(said: list[Token], mark: Token, after: list[Token]) -> bool:
    """Whether the problems end: there are none (问题：无；…), or a ; follows that begins no next item (二是)."""
    if len(said) == 1 and said[0].cues & Cue.NOT:
        return True
    return mark.text == ";" and not (after and len(after[0].text) > 1 and after[0].breaks)


def _heading(tokens: list[Token], sign: str, after: Token | None) -> Block | None:
    """Tell whether what stands before a break is a heading, and of which block."""
    if sign not in (":", "]", "\n") or not tokens or any(token.figure or token.when for token in tokens):
        return None
    text = "".join(token.text for token in tokens)
    if len(text) > LONGEST_HEADING or _NO_HEADING.search(text) or (after is not None and after.figure and sign == ":"):
        return None
    if sign == "\n" and not _HEADING_LINE.match(text):
        return None
    return next((block for pattern, block in _HEADINGS if pattern.search(text)), None)


def _clause(piece: _Piece, before: Clause | None, as_of: date) -> Clause:
    scope, carried = _entry_scope(piece, before)
    scopes, carried = scopes_of(piece.tokens, scope, as_of, carried=carried)
    asked = piece.asked or any(_asks(token, piece.tokens) for token in piece.tokens) or _ends_in_doubt(piece.tokens)
    return Clause(
        tuple(piece.tokens),
        scopes,
        piece.sentence,
        piece.block,
        asked,
        carried,
        piece.aside,
        _names_rate(before, piece),
    )


def _asks(token: Token, tokens: list[Token]) -> bool:
    """Tell 这样算完成 from 按产值算完成四成."""
    return bool(token.cues & Cue.QUESTION) and not (token.text in ("算完成", "咨询") and any(t.figure for t in tokens))


def _ends_in_doubt(tokens: list[Token]) -> bool:
    """Find 完成没有, a question without its mark."""
    return len(tokens) > 1 and tokens[-1].text in ("没有", "没", "了没", "了没有") and bool(tokens[-2].cues & _DEEDS)


_DEEDS = Cue.FINISH | Cue.ACT | Cue.START


def _names_rate(before: Clause | None, piece: _Piece) -> bool:
    """Whether the clause before names a rate and leaves its number to this one."""
    if before is None or before.sentence != piece.sentence or any(token.figure for token in before.tokens):
        return False
    return before.has(Cue.RATE) and not before.has(Cue.COMPLETION)


def _entry_scope(piece: _Piece, before: Clause | None) -> tuple[Scope, bool]:
    """Say under which scope a clause begins: its block's, or what the clause before it hands on."""
    if piece.block is Block.PROBLEM:
        return Scope.PROBLEM, False
    if piece.block is Block.NEXT:
        return Scope.PLAN, False
    if before is None or before.sentence != piece.sentence:
        return Scope.NOW, False
    last = before.scopes[-1]
    if last is Scope.IF:
        return Scope.IF, False
    if last is Scope.PLAN and _hands_on(before):
        return Scope.PLAN, True
    return Scope.NOW, False


def _hands_on(clause: Clause) -> bool:
    """A plan goes on over a comma when it is told with a verb and a will, not when it is the goal as a number."""
    if clause.carried:
        return True
    goal_only = clause.has(Cue.GOAL) and any(token.figure for token in clause.tokens)
    return clause.has(Cue.PLAN) and not goal_only
