"""A figure of a text with what is said about it: its verbs, its role, how far along it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.language.dates import When
from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Figure
from bot.progress.reading.scopes import Scope
from bot.progress.reading.tokens import Token


class Role(StrEnum):
    """In which role a figure stands."""

    PLAIN = "plain"
    TOTAL = "total"  # said to be the sum, or what something has come to
    PART = "part"  # 其中
    PERIOD = "period"  # of this week, this month: no running total
    LEFT = "left"  # what is still missing
    GOAL = "goal"
    CHANGE = "change"  # a difference
    RATE = "rate"  # a rate of growth
    BEFORE = "before"  # from 30% to 45%: the 30%
    BELOW = "below"  # 不足40%
    DENIED = "denied"
    AVERAGE = "average"
    SIDE = "side"  # what comes with it: households reached, area, money
    PLANNED = "planned"
    PAST = "past"
    IDLE = "idle"  # conditional, asked, in the block of problems


class Stage(IntEnum):
    """How far along something is that a verb says."""

    IDEA = 0
    AGREED = 1
    BEGUN = 2
    BUILT = 3  # a step of the work itself is finished (完成主体, 完成交地)
    FINISHED = 4


VERBS = Cue.FINISH | Cue.ACT | Cue.START | Cue.SIGN | Cue.EARLY | Cue.GOING


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure, where it stands, its verbs on both sides, and its role.

    `left` and `right` reach to the figures beside it. `denied_verb`: its verb stands under a negation. `when` is the
    date in its own clause, `period` that or the one the sentence hands on. `in_part`: it stands after 其中 or aside.
    """

    figure: Figure
    clause: Clause
    place: int
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    scope: Scope
    role: Role = Role.PLAIN
    verbs: tuple[Token, ...] = ()
    denied_verb: bool = False
    when: When | None = None
    period: When | None = None
    in_part: bool = False
    order: int = 0

    @property
    def left_text(self) -> str:
        """What stands before it, back to the figure before."""
        return "".join(token.text for token in self.left)

    @property
    def right_text(self) -> str:
        """What stands after it, up to the next figure."""
        return "".join(token.text for token in self.right)

    @property
    def near_text(self) -> str:
        """What stands around it: its own noun and verb, not those of the next in a row."""
        return self.left_text + "".join(token.text for token in until_mark(self.right))

    @property
    def in_digits(self) -> bool:
        """Whether it is written in digits."""
        return any(sign.isdigit() for sign in self.clause.tokens[self.place].text)

    @property
    def stage(self) -> Stage:
        """How far along its verbs say it is; a figure without a verb is taken as finished."""
        cues = 0
        for verb in self.verbs:
            cues |= verb.cues
        if cues & (Cue.FINISH | Cue.ACT) and self._is_of_paper():
            return Stage.IDEA
        if cues & Cue.FINISH:
            return Stage.BUILT if self._is_of_step() else Stage.FINISHED
        if cues & Cue.ACT:
            return Stage.BEGUN if any(verb.text.startswith(("正在", "在")) for verb in self.verbs) else Stage.FINISHED
        for cue, stage in _STAGES:
            if cues & cue:
                return stage
        if not cues and any(token.cues & Cue.PAPER for token in self.left):
            return Stage.IDEA  # 施工图审查3个
        return Stage.BEGUN if self._is_in_hand() else Stage.FINISHED

    def says(self, cue: int) -> bool:
        """Whether a word before it, back to the figure before, has a cue."""
        return any(token.cues & cue for token in self.left)

    def followed_by(self, cue: int) -> bool:
        """Whether a word after it, up to the next figure, has a cue."""
        return any(token.cues & cue for token in self.right)

    def has_verb(self, cue: int) -> bool:
        """Whether one of its verbs has a cue."""
        return any(verb.cues & cue for verb in self.verbs)

    def _is_in_hand(self) -> bool:
        """Whether 在 and a step stand after it: 2个在装修."""
        pairs = zip(self.right, self.right[1:], strict=False)
        going = any(t.text.endswith(("在", "正")) and s.cues & (Cue.STAGE | Cue.ACT) for t, s in pairs)
        return going or any(token.plain and token.text.startswith("在") and len(token.text) > 1 for token in self.right)

    def _is_of_step(self) -> bool:
        """Whether what is finished is a step of building, right after the verb (4个已完成主体改造)."""
        places = [n for n, token in enumerate(self.right) if token in self.verbs and token.cues & Cue.FINISH]
        follower = self.right[places[-1] + 1 : places[-1] + 2] if places else ()
        return any(token.cues & Cue.STAGE and not token.cues & Cue.FINISH for token in follower)

    def _is_of_paper(self) -> bool:
        """Whether what is finished is paper work (18个小区施工图设计全部完成, 完成20个项目立项)."""
        return any(
            any(token.cues & Cue.PAPER and not token.cues & Cue.FINISH for token in side)
            and any(token in self.verbs for token in side)
            and not any(token.breaks for token in side)
            for side in (self.right, self.left)
        )


_STAGES = ((Cue.START | Cue.GOING, Stage.BEGUN), (Cue.SIGN, Stage.AGREED), (Cue.EARLY, Stage.IDEA))


def until_mark(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take the tokens before the first 、"""
    for place, token in enumerate(tokens):
        if token.breaks:
            return tokens[:place]
    return tokens


LIGHT_CHARACTERS = 3  # unknown characters that may stand between 未 and its verb: 尚未正式启动
LIGHT_LATIN = 4  # so many Latin letters weigh as one: no work has started
_LIGHT_CUES = Cue.WHOLE | Cue.NOW | Cue.PARTLY | Cue.PLAN | Cue.GOING | Cue.START | Cue.ACT
_NOT_YET = ("待", "尚待", "有待")


def is_to_come(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb is only to follow something else: 等人好了再复工."""
    return place > 0 and tokens[place - 1].text.endswith(("再", "后", "才", "方"))


def negated(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at a place stands under a negation, with only light words between."""
    light = (
        0 if "不" not in tokens[place].text else LIGHT_CHARACTERS
    )  # 没判下来动不了: two denials, not one of the other
    for token in reversed(tokens[:place]):
        if token.cues & Cue.NOT or token.text in _NOT_YET:
            return True
        if token.figure or token.when or token.breaks:
            return False
        if token.plain:
            light += len(token.text) // (LIGHT_LATIN if token.text.isascii() else 1)
        elif not token.cues & _LIGHT_CUES:
            return False
        if light > LIGHT_CHARACTERS:
            return False
    return False
