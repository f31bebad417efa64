"""The figures that could be a measure's value, read in its unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language.patterns import compiled_later
from bot.plan.model import Measure
from bot.progress.reading.clauses import Clause
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Exactness, Sort
from bot.progress.reading.mention import VERBS, Mention, Role, Stage
from bot.progress.reading.scopes import Scope
from bot.progress.reading.units import Unit, converted, fits, fits_loosely, unit_of
from bot.progress.reading.words import WORDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure read in the measure's unit. `exact_unit`: its unit converts into the measure's."""

    mention: Mention
    value: float
    exact_unit: bool

    @property
    def role(self) -> Role:
        """The role of its figure."""
        return self.mention.role

    @property
    def stage(self) -> Stage:
        """How far along its verbs say it is."""
        return self.mention.stage


PLAUSIBLE_TIMES = 30  # a figure over so many times the measure gives way to any other
_USABLE = {Role.PLAIN, Role.TOTAL, Role.PART, Role.PERIOD, Role.LEFT, Role.SIDE}


def candidates(found: Sequence[Mention], measure: Measure, clauses: Sequence[Clause]) -> list[Candidate]:
    """Read every figure that can be of the measure's unit, whatever its role."""
    unit, target = unit_of(measure.unit), target_verb(measure.what)
    rest_done = any(_says_rest_is_done(clause) for clause in clauses)
    seen = (_seen_from(mention, target, rest_done=rest_done) for mention in found)
    return [candidate for mention in seen if (candidate := _candidate(mention, measure, unit))]


def live(found: Sequence[Candidate], measure: Measure) -> list[Candidate]:
    """Keep those that state a level: in the best unit there is, beside the measure's own words, no side effects."""
    usable = [c for c in found if c.role in _USABLE]
    pool = beside_subject(_of_unit(usable, measure), measure)
    pool = [c for c in pool if c.value] or pool  # 配售0户 beside another number says nothing
    own = [c for c in pool if c.role is not Role.SIDE]
    induced = unit_of(measure.unit).is_money
    return own or [c for c in pool if not (induced and _INDUCED.search(c.mention.left_text))]


_INDUCED = compiled_later(r"带动|撬动|拉动|意向|协议投资")  # money that is never the thing itself


@lru_cache(maxsize=4096)
def target_verb(what: str) -> int:
    """Say which verb a measure itself counts: 启动 18个 counts beginnings, most count what is finished (none)."""
    for word, cues in WORDS.items():
        if len(word) > 1 and cues & (Cue.START | Cue.SIGN) and not cues & (Cue.ACT | Cue.FINISH) and word in what:
            return cues & (Cue.START | Cue.SIGN)
    return Cue.GUARD


_REST = compiled_later(r"其余|其他|其它|别的|剩下的|剩余的|另外的|余下的|the rest|the others")


def _says_rest_is_done(clause: Clause) -> bool:
    """Find 其余已完工, which makes of 7个仍在施工 what is missing."""
    if not _REST.match(clause.text) or any(token.figure for token in clause.tokens):
        return False
    return clause.has(Cue.FINISH) and not clause.has(Cue.NOT) and clause.scopes[-1] is Scope.NOW


def _seen_from(mention: Mention, target: int, *, rest_done: bool) -> Mention:
    """Settle the role of a figure in the light of what the measure counts and of what else is said."""
    role = mention.role
    unfinished = mention.stage < Stage.FINISHED or (_is_hindered(mention) and mention.scope is Scope.NOW)
    if rest_done and role in (Role.PLAIN, Role.IDLE) and unfinished:
        role = Role.LEFT
    elif mention.figure.exactness is Exactness.NTH and not _has_taken_place(mention):
        role = Role.IDLE
    elif mention.denied_verb and role in (Role.PLAIN, Role.TOTAL, Role.PART):
        role = Role.LEFT if mention.has_verb(target) else Role.IDLE  # 3个未启动
    elif role is Role.PLANNED and mention.says(Cue.STRIVE) and "争取" in mention.left_text and not mention.verbs:
        role = Role.PLANNED if mention.says(Cue.OVER) else Role.PERIOD  # 争取试点16项: won or striven for
    elif role in (Role.PLAIN, Role.PART, Role.TOTAL) and _is_hindered(mention):
        role = Role.IDLE
    return mention if role is mention.role else replace(mention, role=role)


def _is_hindered(mention: Mention) -> bool:
    """Find 3个小区共60个桩装不进去: counted for what hinders, with no verb of doing."""
    after = mention.clause.tokens[mention.place + 1 :]
    if any(token.text == "不" and token.cues & Cue.BLOCKED for token in after) and mention.verbs == tuple(
        token for token in after if token in mention.verbs
    ):
        return True  # 66个小区验收过不了
    hindered = any(token.cues & (Cue.BLOCKED | Cue.OBSTACLE) for token in after)
    return hindered and not mention.verbs and not any(token.cues & VERBS for token in after)


def _has_taken_place(mention: Mention) -> bool:
    """Tell 第71场刚办完, that makes 71, from 第4个驿站本周挂牌."""
    said = mention.clause.has(Cue.NOW) or any(
        word in mention.clause.text for word in ("刚", "了", "圆满", "结束", "昨", "今天", "今日")
    )
    return said and bool(mention.verbs) and mention.stage is Stage.FINISHED


def _candidate(mention: Mention, measure: Measure, unit: Unit) -> Candidate | None:
    """Read a figure in the measure's unit; None where it cannot be one of it."""
    figure = mention.figure
    if figure.sort in (Sort.POINTS, Sort.PERCENT) or unit.base == "%":
        is_level = unit.base == "%" and figure.sort is Sort.PERCENT and not mention.says(Cue.COMPLETION)
        return Candidate(mention, figure.value, True) if is_level else None
    if figure.unit:
        exact = fits(figure.unit, unit)
        usable = exact or fits_loosely(figure.unit, unit)
        return Candidate(mention, converted(figure.value, figure.unit, unit), exact) if usable else None
    if figure.sort is Sort.AMOUNT:
        usable = (unit.is_money or (measure.value or 0) * unit.scale >= 1e4) and not _counts_a_noun(mention)
        return Candidate(mention, converted(figure.value, unit.base, unit), True) if usable else None
    return Candidate(mention, figure.value, False) if _is_of_measure(mention) else None


_AFTER_AMOUNT = (
    *"的多余了呢吧啊呀整(",
    "肯定",
    "一定",
    "估计",
    "能",
    "可",
    "就",
    "也",
    "都",
    "才",
    "左右",
    "以上",
    "上下",
    "人民币",
    "大关",
    "rmb",
)


def _counts_a_noun(mention: Mention) -> bool:
    """Tell 1.86万困难群体 from 17.5亿: a scaled number right before a noun counts that noun."""
    return bool(mention.right) and mention.right[0].plain and not mention.right[0].text.startswith(_AFTER_AMOUNT)


def _is_of_measure(mention: Mention) -> bool:
    """Whether a number without a unit is the measure's: part of a whole (52/100), or with its own verb (完成52)."""
    said = mention.verbs or mention.role is Role.LEFT or mention.says(Cue.TOTAL | Cue.COUNT)
    return mention.figure.of is not None or bool(said)


def _of_unit(found: list[Candidate], measure: Measure) -> list[Candidate]:
    """Keep those in the measure's very unit, else those that convert, else those used for it; then the plausible."""
    unit = unit_of(measure.unit)
    written = (unit.written, "") if unit.is_money else (unit.written,)
    same = [c for c in found if c.exact_unit and c.mention.figure.unit in written]
    pool = same or [c for c in found if c.exact_unit] or found
    limit = (measure.value or 0) * PLAUSIBLE_TIMES
    return [c for c in pool if not limit or c.value <= limit] or pool


_IDLE_WORDS = compiled_later(r"年度|全年|数量|总额|总量|完成|[（(].*?[）)]")


def beside_subject(found: list[Candidate], measure: Measure) -> list[Candidate]:
    """Keep the figures that stand beside the measure's own words, where any does."""
    what = _IDLE_WORDS.sub("", measure.what)
    pairs = {what[n : n + 2] for n in range(len(what) - 1)} or ({what} if what else set())
    scores = [sum(pair in c.mention.near_text for pair in pairs) for c in found]
    best = max(scores, default=0)
    return [c for c, score in zip(found, scores, strict=True) if score * 2 > best] if best else found
