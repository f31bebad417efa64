"""Units of measures: which numbers can answer which measure, and how they convert."""

import re
from dataclasses import dataclass

from bot.language.patterns import compiled_later
from bot.plan.model import Comparator, Measure

SCALES = {
    "": 1.0,
    "十": 1e1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
}

# A unit in the first column is so many of the second.
_SAME: dict[str, tuple[str, float]] = {
    "块": ("元", 1),
    "元人民币": ("元", 1),
    "人民币": ("元", 1),
    "yuan": ("元", 1),
    "rmb": ("元", 1),
    "刀": ("美元", 1),
    "usd": ("美元", 1),
    "名": ("人", 1),
    "位": ("人", 1),
    "场次": ("场", 1),
    "家次": ("家次", 1),
    "棵": ("株", 1),
    "部": ("台", 1),
    "幢": ("栋", 1),
    "公里": ("米", 1000),
    "千米": ("米", 1000),
    "km": ("米", 1000),
    "m": ("米", 1),
    "平方米": ("平方米", 1),
    "平米": ("平方米", 1),
    "平方": ("平方米", 1),
    "平": ("平方米", 1),
    "㎡": ("平方米", 1),
    "m2": ("平方米", 1),
    "m²": ("平方米", 1),
    "平方公里": ("平方米", 1e6),
    "公顷": ("平方米", 1e4),
    "亩": ("平方米", 2000 / 3),
    "公斤": ("吨", 1e-3),
    "千克": ("吨", 1e-3),
    "标箱": ("标准箱", 1),
    "套(间)": ("套", 1),
    "套(户)": ("套", 1),
    "笔": ("笔", 1),
}
_MONEY = {"元", "美元", "港元", "欧元"}
_PLAIN = frozenset(
    re.split(
        r"\s+",
        "元 美元 港元 欧元 人次 人 户次 户 场 家 个 项 条 座 处 所 套 间 栋 台 辆 艘 架 件 宗 批 次 期 届 支 只 头 口 "
        "株 棵 盏 份 篇 册 本 张 例 班 吨 标准煤 吨标准煤 立方米 方 米 平方米 标准箱 千瓦 千瓦时 度 剂次 剂 学位 床 "
        "张床位 个床位 站 点 组 队 团 片 段 层 孔 眼 村 镇 街道 社区 小区 企业 项目 笔 "
        "批次 趟次 车次 架次 班次 课时 小时 天",
    )
)
NAMES = tuple(sorted({*_SAME, *_PLAIN}, key=len, reverse=True))

# Counters people use for one another: 3座驿站 of a measure of 5个.
_COUNTERS = {
    "个",
    "座",
    "处",
    "家",
    "所",
    "间",
    "项",
    "条",
    "栋",
    "站",
    "点",
    "块",
    "片",
    "件",
    "宗",
    "支",
    "村",
    "小区",
    "社区",
    "项目",
}
# Heads and attendances are no same thing, but stand for one another in haste; asked about.
_HEADS_AND_TIMES = ({"人", "人次"}, {"户", "户次"}, {"家", "家次"}, {"场", "次"})
_COUNTED_ALIKE = frozenset(_COUNTERS)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit taken apart: `scale` × what is counted. 万平方米 is 10,000 × 平方米."""

    scale: float
    base: str
    written: str = ""  # the unit without its scale, as the measure writes it

    @property
    def is_money(self) -> bool:
        """Whether it is a currency."""
        return self.base in _MONEY


def unit_of(name: str) -> Unit:
    """Take a unit's name apart: 亿元, 万人次, 公里, 千万元."""
    for scale in sorted(SCALES, key=len, reverse=True):
        rest = name.removeprefix(scale)
        if scale and rest != name and (rest in _SAME or rest in _PLAIN or not rest):
            same, factor = _SAME.get(rest, (rest, 1.0))
            return Unit(SCALES[scale] * factor, same, rest)
    same, factor = _SAME.get(name, (name, 1.0))
    return Unit(factor, same, name)


def converted(number: float, base: str, unit: Unit) -> float:
    """Convert an amount of `base` (already unscaled) into a measure's unit, without the noise of division."""
    same, factor = _SAME.get(base, (base, 1.0))
    del same
    return round(number * factor / unit.scale, 6)


def measured(value: float, base: str, measure: Measure) -> float | None:
    """Say an unscaled amount of `base` (empty: what the measure counts) in its unit; None where it cannot be."""
    unit = unit_of(measure.unit)
    if base and not fits(base, unit) and not fits_loosely(base, unit):
        return None
    if not base and value <= (measure.value or 0) * 10:
        return value
    return converted(value, base or unit.base, unit)


def fits(base: str, unit: Unit) -> bool:
    """Tell whether an amount counted in `base` can be one of the measure's unit."""
    return _SAME.get(base, (base, 1.0))[0] == unit.base


def fits_loosely(base: str, unit: Unit) -> bool:
    """Tell whether two counters are used for one another (个, 座, 处, 家 …)."""
    same = _SAME.get(base, (base, 1.0))[0]
    return (base in _COUNTED_ALIKE and unit.base in _COUNTED_ALIKE) or {same, unit.base} in _HEADS_AND_TIMES


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MEASURE = compiled_later(
    rf"^(?P<what>.*?)\s*(?P<comparator>[≥>≤<=≈]|不少于|不低于|至少|超过|超|不超过|约)?\s*(?P<sign>-)?(?P<value>{_NUMBER})\s*(?P<unit>%|[^\d\s%]*?)\s*"
    r"(?:左右|以上|以下)?(?P<growth>的?(?:增长|增速|增幅|growth))?(?:左右|以上|以下)?$"
)


_COMPARATORS = {"不少于": "≥", "不低于": "≥", "至少": "≥", "超过": ">", "超": ">", "不超过": "≤", "约": "≈"}


def parse_measure(text: str | None) -> Measure | None:
    """Read a measure written as "[what] NUMBER UNIT [增长]": 39亿元, 启动 18个, 4.5%增长. None where there is none.

    Raises ValueError with an example where a text cannot be one.
    """
    if text is None or not text.strip():
        return None
    match = _MEASURE.match(text.strip().replace("％", "%"))
    if match is None:
        raise ValueError(f"{text!r} is no measure; write one such as 39亿元, 启动 18个 or 4.5%增长")
    value = float(match["value"].replace(",", "")) * (-1 if match["sign"] else 1)
    what = match["what"].strip()
    growth = bool(match["growth"]) or (match["unit"] == "%" and what.endswith(("增长", "增速", "增幅")))
    written = match["comparator"] or "≥"
    comparator = Comparator(_COMPARATORS.get(written, written))
    return Measure(what, comparator, value, match["unit"], reported=True, growth=growth)
