"""A clause of the headline targets becomes name, comparator, value and unit: 地区生产总值增长8%左右."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.imports.figures import Figure, compared, falls, figures, rate_word
from bot.imports.names import clean_name, shared_names
from bot.language.patterns import compiled_later
from bot.plan.model import Comparator

LONGEST_NAME = 80  # signs; words further before a number do not name it
LONGEST_CLAUSE = 160  # signs without a comma or number; a longer one states no target


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target as a clause states it; the span is that of its words in the dense text.

    `rate` is the word of change (增长, 下降), empty for a level. `value` None: the clause gives no number.
    """

    name: str
    comparator: Comparator
    value: float | None
    unit: str
    start: int
    end: int
    value_max: float | None = None
    rate: str = ""
    stretch: str = ""  # a further aim without a name of its own: 力争9%

    @property
    def growth(self) -> bool:
        """Whether the number is a rate of growth."""
        return bool(self.rate) and self.unit in ("%", "‰") and not falls(self.rate)


@dataclass(frozen=True, slots=True)
class Unread:
    """A clause among the targets that gives none, and why."""

    start: int
    end: int
    reason: str


_SENTENCE = compiled_later(r"[^。;!?]+")
# A sentence that says why a target is what it is.
_REASON = compiled_later(
    r"(?:主要|这一|上述|这是)?(?:考虑|依据|理由|说明|测算)(?:是|到|的是|了)?[:,]|主要考虑|主要是考虑"
)
_CLAUSE = compiled_later(r"(?:[^,]|,(?=\d{3}(?!\d))(?<=\d,))+")
_BETWEEN = compiled_later(r"(?:和|与|及|以及|、|,)?(?:和|与)?")  # between the values of a list
_STRETCH = compiled_later(
    r"^[、,(]?(?:并)?(?:力争|争取|奋斗目标为?|奋斗|冲刺|努力)(?:达到|实现|完成|为|到|增长|突破|在)*$"
)
_LATER = compiled_later(
    r"年均(?!浓度|值|气温)|到20\d\d年|至20\d\d年|五年(?:累计|内)|“十.{0,2}五”(?:末|时期)|20\d\d-20\d\d年"
)
_SAME_AGAIN = ("总量", "总额", "规模", "总值")  # of the indicator before: 生产总值增长6%、总量突破900亿元
_RELATIVE = compiled_later(
    r"(?:高于|低于|快于|高出|好于|优于)[^\d]*(?:平均|水平|全省|全国|全市|增速|增幅|GDP|生产总值|增长)[^\d]*$"
)


def indicators(text: str, start: int, end: int) -> tuple[list[Indicator], list[Unread]]:
    """Read the clauses of a span as targets, in their order; what gives none is returned with a reason."""
    found: list[Indicator] = []
    unread: list[Unread] = []
    for sentence in _SENTENCE.finditer(text, start, end):
        if _REASON.match(sentence[0]):
            unread.append(Unread(sentence.start(), sentence.end(), "对目标的说明，不是目标"))
            continue
        names: tuple[str, ...] = ()
        for clause in _CLAUSE.finditer(text, sentence.start(), sentence.end()):
            got = list(_of_clause(text, clause.start(), clause.end(), names))
            for one in got:
                if isinstance(one, Unread):
                    unread.append(one)
                elif one.stretch:
                    _stretch(found, unread, one)
                elif _repeats(found, one, one.name in text[clause.start() : clause.end()]):
                    unread.append(Unread(one.start, one.end, "同一指标的另一个数值，未作目标值"))
                else:
                    found.append(one)
            read = [one for one in got if isinstance(one, Indicator) and not one.stretch]
            names = tuple(dict.fromkeys(one.name for one in read)) or _round_name(clause[0]) or names
    return found, unread


def _round_name(clause: str) -> tuple[str, ...]:
    """Name what a clause with a number in words speaks of (生产总值突破千亿元大关); the next clause counts it."""
    match = re.match(r"(.{2,30}?)(?:力争|确保|有望|总量)*(?:突破|跨越|跨上|迈上|站上|跃上)[百千万亿两双]", clause)
    return (clean_name(match[1]),) if match else ()


def _repeats(found: list[Indicator], one: Indicator, named: bool) -> bool:
    """Tell a second value for the same thing (增长20%，确保18%) from a value of another kind (增长20%，达到50亿元)."""
    last = found[-1] if found else None
    if one.value is None and not named:  # 收入增长8%，增速高于全省
        return any(other.name == one.name for other in found)
    return bool(last and not named and last.name == one.name and last.unit == one.unit and last.rate == one.rate)


def _stretch(found: list[Indicator], unread: list[Unread], one: Indicator) -> None:
    last = found[-1] if found else None
    if last and last.unit == one.unit and last.value is not None:
        unread.append(Unread(one.start, one.end, f"奋斗值，未作目标值（目标取{last.value:g}{last.unit}）"))
    elif last:
        found.append(replace(one, name=last.name, stretch=""))


def _of_clause(text: str, start: int, end: int, names: tuple[str, ...]) -> Iterator[Indicator | Unread]:
    clause = text[start:end]
    if _LATER.search(clause):
        yield Unread(start, end, "多年期或远期目标，不属于本年度")
        return
    every = [figure for figure in figures(clause) if figure.unit]
    numbers = _outside_brackets(clause, every) or _index(clause)
    if len(clause) > LONGEST_CLAUSE * max(len(numbers) / 3, 1):
        yield Unread(start, end, "句子过长，不像指标")
        return
    if not numbers:
        yield from _without_number(clause, start, end, names)
        return
    for aside in every if len(every) > len(numbers) else ():
        if aside not in numbers:
            yield Unread(start + aside.start, start + aside.end, "括号中的说明，未作目标值")
    for segment, group in _grouped(clause, numbers):
        yield from _with_numbers(segment, group, start, names)
        read = shared_names(_name_of(clause[segment.start : group[0].start])[0], len(group))
        names = tuple(read) or names


def _outside_brackets(clause: str, numbers: list[Figure]) -> list[Figure]:
    """Leave out what stands in brackets beside a value (增长6%（高于全省1个百分点）), unless there is nothing else."""
    spans = [match.span() for match in re.finditer(r"\([^()]*\)", clause)]
    return [n for n in numbers if not any(start < n.start < end for start, end in spans)] or numbers


def _index(clause: str) -> list[Figure]:
    """Take the bare number of an index, which has no unit (居民消费价格指数控制在103.5以内); it is of a hundred."""
    return [
        replace(figure, unit="%") for figure in figures(clause) if re.search("指数[^,]{0,8}$", clause[: figure.start])
    ]


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str  # the clause
    start: int  # where this group's words begin in it


def _grouped(clause: str, numbers: list[Figure]) -> Iterator[tuple[_Segment, list[Figure]]]:
    """Put the values of one list (15%、18%和20%) together; every other number has its own words before it."""
    begin = 0
    group: list[Figure] = []
    for figure in numbers:
        between = clause[group[-1].words_end : figure.start] if group else ""
        if group and not _BETWEEN.fullmatch(_without_brackets(between)):
            yield _Segment(clause, begin), group
            begin, group = group[-1].words_end, []
        group.append(figure)
    yield _Segment(clause, begin), group


def _with_numbers(
    segment: _Segment, group: list[Figure], offset: int, names: tuple[str, ...]
) -> Iterator[Indicator | Unread]:
    before = segment.text[segment.start : group[0].start]
    begin, end = offset + segment.start, offset + group[-1].words_end
    begin += len(before) - len(before.lstrip("、,和与及"))
    if _RELATIVE.search(before):
        name = re.sub("(?:增速|增幅)$", "", _name_of(_RELATIVE.sub("", before))[0])
        yield from (Indicator(one, Comparator.WITH, None, "", begin, end) for one in shared_names(name, 1) or names)
        return
    name, words = _name_of(before)
    own = [] if names and name in _SAME_AGAIN else shared_names(_of_same_crop(name, names), len(group))
    if _STRETCH.match(before):
        yield _indicator("", words, group[0], begin, end, stretch="力争")
        return
    subjects = own or list(names)
    if not subjects:
        yield Unread(begin, end, "没有指标名称")
    elif len(group) == 1:
        yield from (_indicator(subject, words, group[0], begin, end) for subject in subjects)
    elif len(subjects) == len(group):
        group = _compared_alike(group) if "分别" in words else group
        yield from (_indicator(s, words, figure, begin, end) for s, figure in zip(subjects, group, strict=True))
    elif len(subjects) == 1 and len(group) == 2 and _continues(words, group):
        yield _indicator(subjects[0], words, group[0], begin, end)
    else:
        yield Unread(begin, end, f"{len(subjects)}个名称与{len(group)}个数值对不上")


def _compared_alike(group: list[Figure]) -> list[Figure]:
    """Let the 左右 behind the last of several values hold for all (分别增长8%、9%左右), unless another has its own."""
    last = group[-1].after
    return group if any(one.after for one in group[:-1]) else [replace(one, after=last) for one in group]


def _of_same_crop(name: str, names: tuple[str, ...]) -> str:
    """Write out what is harvested where the clause before names it: 粮食播种面积46万亩、产量18万吨."""
    area = re.fullmatch(r"(.{2,8}?)(?:播种|种植)?面积", names[-1]) if names else None
    return f"{area[1]}{name}" if area and name in ("产量", "总产量", "总产", "单产") else name


def _continues(words: str, group: list[Figure]) -> bool:
    return "分别" not in words and group[0].unit != group[1].unit


def _indicator(name: str, words: str, figure: Figure, begin: int, end: int, stretch: str = "") -> Indicator:
    comparator = compared(words, figure)
    unit = figure.unit
    return Indicator(name, comparator, figure.value, unit, begin, end, figure.value_max, rate_word(words), stretch)


# The words between a name and its number, taken off from the right until something else stands there.
_WORDS = (
    "降至|降到|升至|升到|提至|提到|力争|确保|争取|努力|预期|计划|预计|安排|实现|完成|达到|达|突破|超过|超|跨越|跨上|迈上|大关|不低于|不少于|不小于|不高于|不超过|不突破|不大于|至少|最低|高于|低于|多于|"
    "少于|控制在|控制|保持在|保持|稳定在|稳定|维持在|维持|(?:增长|增加|提高|提升|上升|上涨|递增|回升|净增|下降|降低|减少|削减|压减|压缩|递减|缩短)(?!幅度)|实际|名义|同比|"
    "环比|比上年|较上年|比去年|较去年|上年|去年|较|年均|按可比价格计算|按可比价格|按可比价计算|按可比价|可比价|同口径|可比口径|自然口径|口径|均|都|也|分别|各|平均|为|到|至|在|约|近|接近|"
    "再|将|要|力求|累计|同步|全年|以|拟|目标|定为|有望|达标|冲刺|冲击|进一步|继续|全部|一律|重返|站上|迈过|越过|逾|占到|合计|可|应|须|必须"
)
_TRAIL = compiled_later(rf"(?:{_WORDS}|[:的])+$")


def _name_of(before: str) -> tuple[str, str]:
    """Part the words before a number into the name and the words that compare."""
    before = _without_brackets(before).lstrip("、,和与及")
    near = max(len(before) - LONGEST_NAME, 0)  # what stands further away cannot be words of this number
    trail = _TRAIL.search(before, near)
    cut = trail.start() if trail else len(before)
    return clean_name(before[:cut]), before[cut:]


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


# ---- clauses without a number

_SYNC = compiled_later(
    r"^(?P<name>.*?)(?:增长|增速|增幅|保持)*(?:与|同|和|跟)(?P<other>.{2,20}?)(?:保持|基本|大体|实现)*(?:同步|持平|相当|相适应|相匹配|协调)(?:增长)?$"
)
_AVERAGE = compiled_later(
    r"^(?P<name>.*?)(?:增长|增速|增幅|力争|继续|保持|总体)*(?:高于|快于|不低于|略高于|略低于|低于|好于|优于|不高于|达到|保持|位居)(?:在)?"
    r"(?P<other>.*(?:平均|水平|增速|增幅|GDP|生产总值|经济增长|上年|去年|同期|前列|居民|全省|全国|全市|全区|全县))(?:以上|以下|左右)?$"
)
_POSITIVE = compiled_later(
    r"^(?P<name>.*?)(?:增长|增速|增幅)?(?:力争|实现|保持|确保|继续|由负|转|扭负|为)*(?:正增长|由负转正|扭负为正|转正|止跌回升)$"
)
_DONE = compiled_later(
    r"^(?P<name>.*?)(?:确保|力争|全面|圆满|按时|如期|努力|必须|均|全部|较好|超额)*完成(?P<what>.*?(?:任务|目标|指标|计划|要求|数|进度)(?:数|值)?)(?:以上)?$"
)
_WITHIN = compiled_later(
    r"^(?P<name>.+?)(?:严格|均|都|力争|确保|继续)*控制在(?P<what>.*(?:范围|以内|之内|内|要求|目标|指标|计划|下达|规定|区间|水平|比例|限额|红线)(?:以下|以内|之内|内)?)$"
)
_REACH = compiled_later(
    r"^(?P<name>.+?)(?:均|都|力争|确保|全部|全面)*(?:达到|符合|满足|实现)(?P<what>.*(?:要求|标准|目标|下达|规定|任务|指标|计划).{0,3})$"
)
_LEVEL = compiled_later(
    r"^(?P<name>.+?)(?:继续|保持|实现|总体)*(?:与)?(?:上年|去年)?(?:基本)?(?:持平|由负转平|保持上年水平|保持稳定|保持基本稳定|保持总体稳定|总体稳定|基本稳定|基本平衡|保持平衡|稳定)$"
)
_TREND = compiled_later(
    r"^(?P<name>.+?)(?:保持|继续|持续|进一步|稳步|稳中|稳定|明显|有所|不断|平稳|较快|逐步|实现|促稳|保稳|有)*(?P<way>增长|提高|提升|下降|减少|改善|好转|回升|优化|有升|有进|提质|降低|上升)(?:趋势|态势)?$"
)
_GIVER = compiled_later(
    r"^(?:国家|中央|省|市|区|州|自治区|自治州|地区|上级|省里|市里|全省|全市|省委省政府|省政府|市政府|省市|国家和省|省、市|省和市|国家、省|行署|年度)*(?:下达|核定|规定|要求|分解|确定|考核|制定|明确|安排|控制|约束性)+(?:我[市县区省州]|本[市县区])?的?"
)
# Without a number only what is known as an indicator is taken by its trend.
_KNOWN = compiled_later(
    r"收入|支出|投资|总额|产值|增加值|总值|GDP|进出口|出口|进口|外资|内资|就业|失业|价格|物价|CPI|能耗|排放|污染物|PM2|空气|水质|断面|人口|产量|粮食|城镇化|覆盖率|收支|税收|"
    r"安全|事故|节能|减排|降碳|研发|贷款|存款|用水|碳|绿化|森林|满意度|质量"
)


def _without_number(clause: str, start: int, end: int, names: tuple[str, ...]) -> Iterator[Indicator | Unread]:
    text = _without_brackets(clause)
    first = text.split("、")[0]
    if any((m := pattern.match(first)) and _KNOWN.search(m["name"]) for pattern in (_LEVEL, _TREND)):
        text = first
    for comparator, patterns in (
        (Comparator.POSITIVE, (_POSITIVE,)),
        (Comparator.WITH, (_SYNC, _AVERAGE)),
        (Comparator.ASSIGNED, (_DONE, _WITHIN, _REACH)),
        (Comparator.WITH, (_LEVEL,)),
        (Comparator.POSITIVE, (_TREND,)),
    ):
        for pattern in patterns:
            match = pattern.match(text)
            if match and (got := _named(match, pattern, names)):
                unit = _unit_of(got)
                yield Indicator(got, comparator, None, unit, start, end)
                return
    if re.search(r"[一-鿿]{4}", clause):
        yield Unread(start, end, "没有可计量的目标值")


# Words that are no name: 为实现上述目标, 围绕 …, 要完成各项任务.
_NO_NAME = compiled_later(r"(?:要|确保|围绕|按照|根据|对照|必须|如期|全面|圆满)*")
_ANY_GOAL = compiled_later(r"(?:各项|上述|以上|全年|主要|既定|发展|年度|这些|预期)*(?:目标|任务|工作)+")


def _named(match: re.Match[str], pattern: re.Pattern[str], names: tuple[str, ...]) -> str:
    """Give the name of what a clause without a number speaks of; empty where it names nothing that is counted."""
    if match["name"].startswith("为"):
        return ""
    name = clean_name(match["name"])
    if _NO_NAME.fullmatch(name):
        name = ""
    if pattern is _DONE and not name:
        what = clean_name(_GIVER.sub("", match["what"]))
        return "" if _ANY_GOAL.fullmatch(what) else what
    if pattern in (_LEVEL, _TREND) and not _KNOWN.search(name):
        return ""
    name = re.sub(r"(?:增长|增速|增幅|指标)$", "", name) if pattern in (_SYNC, _AVERAGE) else name
    return name or (names[0] if names and pattern in (_SYNC, _AVERAGE, _POSITIVE) else "")


def _unit_of(name: str) -> str:
    """Say in what unit an indicator without a number is counted."""
    if re.search(r"(?:就业|人数|脱贫人口)(?!.*率)", name):
        return "人"
    return "%"
