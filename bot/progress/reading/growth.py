"""Which percentage of a text is the newest growth rate of the measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language import dates
from bot.plan.model import Measure
from bot.progress.model import Doubt
from bot.progress.reading.cues import Cue
from bot.progress.reading.doubts import doubt
from bot.progress.reading.figures import Sort
from bot.progress.reading.mention import Mention, Role
from bot.progress.reading.tokens import Token


def goes_by_rate(measure: Measure | None) -> bool:
    """Whether a measure is a rate of change: of growth, or of decline (单位GDP能耗下降率)."""
    return measure is not None and (measure.growth or _counts_decline(measure))


def _counts_decline(measure: Measure) -> bool:
    return not measure.growth and measure.unit == "%" and any(word in measure.what for word in ("下降", "降低", "降幅"))


@dataclass(frozen=True, slots=True)
class Rate:
    """The growth rate in %, below zero for a decline, and what is doubtful about it. `annual`: of a whole year."""

    value: float | None = None
    doubts: tuple[Doubt, ...] = ()
    mention: Mention | None = None
    annual: bool = False


# Names of headline indicators that mean the same; the first found in the measure's `what` picks the row.
_INDICATORS: tuple[tuple[str, ...], ...] = (
    ("地区生产总值", "生产总值", "gdp", "经济增速", "经济总量", "经济增长"),
    ("社会消费品零售总额", "社零", "社消零", "零售总额", "消费品零售", "retail"),
    ("一般公共预算收入", "财政收入", "公共预算", "预算收入", "revenue"),
    ("固定资产投资", "固投", "固定投资"),
    ("规模以上工业增加值", "规上工业", "工业增加值"),
    ("居民人均可支配收入", "可支配收入", "居民收入"),
    ("进出口", "外贸", "货物进出口"),
)
# Parts of an indicator, which never speak for the whole.
_PARTS = (
    "第一产业",
    "第二产业",
    "第三产业",
    "一产",
    "二产",
    "三产",
    "其中",
    "网上",
    "限上",
    "限额以上",
    "税收收入",
    "非税",
    "服务业",
    "工业",
    "制造业",
    "民间",
)
_USABLE = {Role.RATE, Role.PLAIN, Role.TOTAL, Role.PERIOD}


def rate(found: Sequence[Mention], tokens: Sequence[Token], measure: Measure, as_of: date) -> Rate:
    """Choose the newest rate of the measure's own indicator: cumulative before monthly, ours before others'."""
    flat = next((token for token in tokens if token.cues & Cue.FLAT), None)
    rates = [m for m in found if m.figure.sort is Sort.PERCENT and m.role in _USABLE and not _is_other(m)]
    rates = _of_indicator(rates, measure)
    for undesired in (_is_part, _is_of_others, _is_monthly):
        rates = [m for m in rates if not undesired(m)] or rates
    if rates:
        return _newest(rates, measure, as_of)
    if flat is not None:
        return Rate(0.0)
    points = [m for m in found if m.figure.sort is Sort.POINTS and m.says(Cue.UP | Cue.DOWN) and not _is_difference(m)]
    if points:
        return Rate(_signed(points[-1]), (doubt("growth_in_points", taken=_signed(points[-1])),), points[-1])
    return Rate()


def _is_other(mention: Mention) -> bool:
    """Tell shares and completion rates (完成年度预算的64%) from growth."""
    kinds = Cue.RATE | Cue.COMPLETION | Cue.FINISH | Cue.GOAL | Cue.UP | Cue.DOWN
    nearest = next((token for token in reversed(mention.left) if token.cues & kinds), None)
    if nearest is None or nearest.cues & (Cue.UP | Cue.DOWN):
        return False
    return (
        not mention.says(Cue.UP | Cue.DOWN)
        and "增" not in mention.left_text
        and bool(nearest.cues & (Cue.RATE | Cue.COMPLETION) or mention.left_text.endswith("的"))
    )


def _is_difference(mention: Mention) -> bool:
    compared = any(t.cues & Cue.THAN and t.text not in ("同比", "环比") for t in mention.clause.tokens)
    return compared or mention.clause.has(Cue.OTHERS | Cue.GOAL)


def _of_indicator(rates: list[Mention], measure: Measure) -> list[Mention]:
    """Keep the rates said of the measure's own indicator, where the text names several."""
    names = next((row for row in _INDICATORS if any(name in measure.what.lower() for name in row)), None)
    if names is None:
        names = (measure.what.lower(),) if measure.what else None
    if names is None:
        return rates
    own = [m for m in rates if any(name in _subject(m) for name in names)]
    return own or rates


def is_headline(mention: Mention) -> bool:
    """Whether a rate is said of one of the headline indicators by its name."""
    return any(name in _subject(mention) for row in _INDICATORS for name in row)


def _subject(mention: Mention) -> str:
    return "".join(token.text for token in mention.clause.tokens[: mention.place])


def _is_part(mention: Mention) -> bool:
    return mention.in_part or any(name in mention.left_text for name in _PARTS)


def _is_of_others(mention: Mention) -> bool:
    return mention.says(Cue.OTHERS)


def _is_monthly(mention: Mention) -> bool:
    return mention.role is Role.PERIOD or mention.says(Cue.MONTHLY)


def _newest(rates: Sequence[Mention], measure: Measure, as_of: date) -> Rate:
    """Take the rate of the latest period; without periods the last one said, doubted where they differ."""
    dated = [m for m in rates if m.period]
    chosen = max(dated, key=lambda m: (_end(m, as_of), _is_cumulative(m), m.order)) if dated else rates[-1]
    doubts = [*_rivals(chosen, rates, as_of), *_single_period(chosen)]
    when = chosen.period
    annual = when is not None and (when.last - when.first).days >= 364 and _end(chosen, as_of) <= as_of
    value = _fallen(chosen) if _counts_decline(measure) else _signed(chosen)
    return Rate(value, tuple(doubts), chosen, annual)


def _end(mention: Mention, as_of: date) -> date:
    return dates.latest(mention.period, as_of) if mention.period else date.min


def _is_cumulative(mention: Mention) -> bool:
    return mention.period is not None and mention.period.span.from_start


def _rivals(chosen: Mention, rates: Sequence[Mention], as_of: date) -> Iterable[Doubt]:
    same_period = [
        m
        for m in rates
        if _end(m, as_of) == _end(chosen, as_of)
        and m.figure.value != chosen.figure.value
        and (_is_cumulative(m) or not _is_cumulative(chosen))
    ]
    if same_period:
        yield doubt("competing", taken=_signed(chosen), other=_signed(same_period[-1]), unit="%")


def _single_period(chosen: Mention) -> Iterable[Doubt]:
    """Doubt a rate of one month or quarter (二季度增长5.2%): targets go by the year so far."""
    span = chosen.period.span if chosen.period else None
    part = span is not None and span.whole and (span.first.month, span.first.day) != (1, 1)
    said_so_far = chosen.role is Role.TOTAL or chosen.clause.has(Cue.UNTIL | Cue.TOTAL)
    if _is_monthly(chosen) or (part and not said_so_far):
        yield doubt("single_period", taken=_signed(chosen))


def _signed(mention: Mention) -> float:
    """Give a decline its sign; 降幅收窄至0.5% is one, too."""
    value = mention.figure.value
    falls = any(t.cues & Cue.DOWN or "降" in t.text or "负" in t.text for t in mention.left)
    rises = any(t.text.startswith(("增长", "增速", "上升", "提高", "回升")) for t in mention.left[-2:])
    return -value if falls and not rises and value > 0 and not _to_level_from_rise(mention) else value


def _fallen(mention: Mention) -> float:
    """Give a decline as what it is counted in: 下降3.6% is 3.6, 上升0.5% is below zero."""
    rose = mention.says(Cue.UP) and not mention.says(Cue.DOWN)
    return -abs(mention.figure.value) if rose else abs(mention.figure.value)


def _to_level_from_rise(mention: Mention) -> bool:
    """Tell 增速回落至4.2%, still growth, from 降幅收窄至0.5%."""
    return any(t.text.startswith(("增速", "增幅", "增长")) for t in mention.left)
