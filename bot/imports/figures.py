"""Numbers with their units in a dense text, and the words around them that say how they compare."""

import re
from dataclasses import dataclass

from bot.language.numbers import number
from bot.language.patterns import compiled_later
from bot.plan.model import Comparator

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
# Units without their scale (万, 亿).
_UNITS = """
    微克/立方米 毫克/立方米 毫克/升 元/平方米 元/吨 元/人 元/月 元/年 人次 户次 家次 场次 批次 车次 架次 班次 课时 学时
    个工作日 工作日
    个床位 张床位 个学位 个车位 个泊位 个托位 吨标准煤 千瓦时 千瓦 兆瓦 平方公里 平方千米 立方米 平方米 标准箱 标箱
    美元 港元 欧元 元 公里 千米 公顷 公斤 千克 个百分点 百分点 个点 个 家 户 人 名 位 场 次 项 件 条 座 处 所 套(户) 套
    间 栋 幢 台 辆 艘 架 宗 批 期 届 支 只 头 口 株 棵 盏 部 份 篇 册 本 张 例 班 对 组 队 片 块 段 眼 孔 笔 款 门 道 吨
    斤 方 米 亩 度 床 剂 学位 床位 托位 泊位 车位 站 点 村 镇 乡 街道 社区 小区 倍 天 小时 分钟 分 颗 羽 尾 匹 轮 类 种
    盒 袋 节 根 顶 圈 师 团 环 列 趟 枚 幅 棚 平米 立方 兆瓦时 吉瓦 蒸吨 人份 剂次 标台
"""
_BASE = "|".join(re.escape(base) for base in sorted(_UNITS.split(), key=len, reverse=True))
_SCALE = "(?:[十百千]?[万亿]|[百千]|万亿)"
UNIT = rf"(?:%|‰|(?:{_SCALE})?(?:{_BASE})|{_SCALE}(?![伏瓦克字]))"

# A number in words is one where it stands behind what is counted: 建设幸福院二十个, but not 三个方面, 每村一个.
_IN_WORDS = "[一二两三四五六七八九十][一二三四五六七八九十百千万零]{0,7}"
_COUNTERS = "个|家|所|处|座|条|户|栋|辆|台|套|名|人|张|公里|亩"
_COUNTED = compiled_later("[^,。;、每不]{2,}$")
_ONE_MADE = compiled_later(
    "(?:建设|新建|建成|改造|创建|争创|打造|培育|引进|新增|开工|完成|实施|组建|设立|开通|认定|购置|招引)[^,。;、每不]{2,}$"
)

_FIGURE = compiled_later(
    rf"(?P<low>{NUMBER})(?P<low_unit>{UNIT})?(?:-|~|至|到)(?P<high>{NUMBER})(?P<range_unit>{UNIT})"
    rf"|(?P<value>(?:(?<=增长)-)?{NUMBER})(?P<rough>[余多])?(?P<unit>{UNIT})"
    rf"|(?P<words>(?<![第同唯独这那各某另任首前后点零一二两三四五六七八九十百千万]){_IN_WORDS})(?P<counter>{_COUNTERS})(?=[,。;、)]|以上|$)"
    r"|(?P<parts>百|千|万)分之(?P<share>[\d.]+|[零一二三四五六七八九十百点]+)"
    rf"|(?P<bare>{NUMBER})"
)
_SHARES = {"百": "%", "千": "‰", "万": "‱"}

_AFTER: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (compiled_later(r"(?:及|或)?以上(?:水平)?|起|多(?=[个家户名])"), Comparator.AT_LEAST),
    (compiled_later(r"(?:左右|上下)"), Comparator.ABOUT),
    (compiled_later(r"(?:以内|之内|以下|内(?![资需外蒙部容环涝]))"), Comparator.AT_MOST),
)
# Words right before a number that compare it. The longest stands first where one begins another.
_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (
        compiled_later(r"(?:不低于|不少于|不小于|不得少于|不得低于|至少|最低|达到或超过|力保|确保不低于)$"),
        Comparator.AT_LEAST,
    ),
    (compiled_later(r"(?:不高于|不超过|不突破|不大于|不得超过|最高不超过|压减到|压缩到)$"), Comparator.AT_MOST),
    (compiled_later(r"(?:控制在|控制到|压降至|降低到|降至|降到|下降到|下降至)$"), Comparator.AT_MOST),
    (compiled_later(r"(?:突破|超过|超|跨越|跨上|迈上|高于|多于|大于|迈过|越过|过|冲刺|冲击|逾)$"), Comparator.MORE),
    (compiled_later(r"(?:低于|少于|小于)$"), Comparator.LESS),
    (compiled_later(r"(?:约|大约|近|接近|稳定在约)$"), Comparator.ABOUT),
)
_UP = "增长|增加|提高|提升|上升|上涨|递增|增幅为|回升|净增|增"
_DOWN = "下降|降低|减少|削减|压减|压缩|缩短|递减|减排|降"
_RATE = compiled_later(
    rf"(?:实际|名义|同比|平均|同口径|自然口径|可比口径|可比)?(?P<up>{_UP})(?:率)?"
    rf"|(?:同比|累计|平均)?(?P<down>{_DOWN})"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a dense text, with its unit and how it compares.

    `start` and `end` span the digits and the unit; `words_end` lies behind a following 以上, 左右 and the like.
    `unit` is empty for a bare number.
    """

    start: int
    end: int
    words_end: int
    value: float
    unit: str
    value_max: float | None = None
    after: Comparator | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is given in percent or per mille."""
        return self.unit in ("%", "‰", "‱")


def figures(text: str) -> list[Figure]:
    """Find the numbers of a dense text in their order."""
    return [_figure(text, match) for match in _FIGURE.finditer(text) if _is_figure(text, match)]


def compared(before: str, figure: Figure) -> Comparator:
    """Say how a figure compares, from the words right before it and what follows it."""
    if figure.value_max is not None:
        return Comparator.RANGE
    words = before.rstrip("到至为在")
    told = next((kind for pattern, kind in _BEFORE if pattern.search(before) or pattern.search(words)), None)
    if figure.after is Comparator.ABOUT or told is None:
        return figure.after or Comparator.EXACTLY
    if figure.after and told in (Comparator.MORE, Comparator.AT_MOST):
        return figure.after if told is Comparator.MORE else told
    return told


def rate_word(words: str) -> str:
    """Name the change that the words before a number speak of: 增长, 下降 …; empty where it is a level."""
    found = ""
    for match in _RATE.finditer(words):
        reaches = re.match("到|至", words[match.end() :])  # 提高到 names a level
        found = "" if reaches else match["up"] or match["down"]
    return found


def falls(word: str) -> bool:
    """Tell a word of decrease (下降) from one of growth."""
    return bool(re.fullmatch(_DOWN, word))


def change_in(word: str, unit: str) -> str:
    """Name a change as measures of the plan do: a fall in % is 下降, whatever the report calls it."""
    return "下降" if unit == "%" and falls(word) else word


def _figure(text: str, match: re.Match[str]) -> Figure:
    after, words_end = _after(text, match.end())
    start, end = match.span()
    if match["high"]:
        low, high = _number(match["low"]), _number(match["high"])
        unit = match["range_unit"]
        if match["low_unit"] and match["low_unit"] != unit and not unit.endswith(match["low_unit"]):
            return Figure(start, match.end("low_unit"), match.end("low_unit"), low, match["low_unit"])
        if low < high:
            return Figure(start, end, words_end, low, unit, high)
        return Figure(start, end, words_end, high, unit, after=after)
    if match["words"]:
        return Figure(start, end, words_end, number(match["words"]) or 0, match["counter"], after=after)
    if match["parts"]:
        share = match["share"]
        value = _number(share) if share[0].isdigit() else number(share) or 0.0
        return Figure(start, end, words_end, value, _SHARES[match["parts"]], after=after)
    if match["bare"]:
        return Figure(start, end, words_end, _number(match["bare"]), "", after=after)
    if match["rough"]:
        after = after or Comparator.MORE
    return Figure(start, end, words_end, _number(match["value"]), match["unit"], after=after)


def _after(text: str, end: int) -> tuple[Comparator | None, int]:
    for pattern, kind in _AFTER:
        match = pattern.match(text, end)
        if match:
            return kind, match.end()
    return None, end


def _number(digits: str) -> float:
    value = float(digits.replace(",", ""))
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _is_figure(text: str, match: re.Match[str]) -> bool:
    if match["words"]:
        named = _ONE_MADE if match["words"] == "一" else _COUNTED
        return named.search(text[max(match.start() - 40, 0) : match.start()]) is not None
    return not _inside_word(text, match)


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Tell digits inside a Latin word (PM2.5, CO2, 5G) from a number of their own."""
    before = text[match.start() - 1] if match.start() else ""
    return before.isascii() and before.isalpha()
