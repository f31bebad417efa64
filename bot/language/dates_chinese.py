"""Dates in Chinese: the patterns, and the spans they stand for."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.language.holidays import NAMES, festival, next_festival
from bot.language.numbers import number
from bot.language.patterns import compiled_later
from bot.language.spans import Cycle, Span, add_months, day_of, month_end, month_span, months_span, week_span, year_span


def find(text: str, as_of: date) -> list[tuple[int, int, Span]]:
    """Find the Chinese dates of a text in normal form with their places; overlaps are for the caller to settle."""
    return [
        (match.start(), match.end(), span)
        for triggers, pattern, build in _RULES
        if any(sign in text for sign in triggers)
        for match in pattern.finditer(text)
        if (span := build(match, as_of)) is not None
    ]


_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = (
    r"(?:(?<!\d)(?P<year>20\d\d|二〇[一二三]\S)年|(?<!\d)(?P<short>\d\d)年"
    r"|(?P<named>今|本|明|来|次|去|上|(?<![提目之])前)年)"
)
_PART = r"(?P<part>上旬|中上旬|中旬|中下旬|下旬|月底|月末|底|末|初(?![步审设稿期])|中(?![秋标期心央]))"
_LINES = "线楼栋座院门馆厅路井泊地文台码机站令公块函"
_YEAR_SHIFT = {"今": 0, "本": 0, "明": 1, "来": 1, "次": 1, "去": -1, "上": -1, "前": -2}
_WEEK_SHIFT = {"": 0, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1, "下下": 2, "下下个": 2, "上": -1, "上个": -1}
_WEEKDAYS = "一二三四五六日"
_NEAR = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}
_COUNT = r"(?P<n>\d+(?:\.5)?|[一两二三四五六七八九十半]+)"
_PERIOD = r"(?P<unit>个?工作日|个?星期|个礼拜|天|日|周|个月|年)"
_PER = {"天": 1, "日": 1, "周": 7, "星期": 7, "个星期": 7, "个礼拜": 7}


def _whole_number(text: str) -> int:
    return int(number(text) or 0)


def _year_of(match: re.Match[str], as_of: date) -> tuple[int, Cycle]:
    """Say the year a match names, or this one, and whether it comes round again."""
    named = match.groupdict()
    if named.get("year"):
        return _whole_number(named["year"]), Cycle.ONCE
    if named.get("short"):
        return 2000 + int(named["short"]), Cycle.ONCE
    if named.get("named"):
        return as_of.year + _YEAR_SHIFT[named["named"]], Cycle.ONCE
    return as_of.year, Cycle.YEAR


def _iso(match: re.Match[str], as_of: date) -> Span | None:
    return day_of(int(match["y"]), int(match["m"]), int(match["d"]), Cycle.ONCE)


def _month_day(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    return day_of(year, _whole_number(match["m"]), _whole_number(match["d"]), cycle)


def _month(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    return month_span(year, _whole_number(match["m"]), match["part"] or "", cycle)


def _months(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    first, last = _whole_number(match["m1"]), _whole_number(match["m2"])
    return months_span(year, first, last, cycle, from_start=first == 1) if first < last else None


def _first_months(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    count = _whole_number(match["n"]) * (3 if match["quarters"] else 1)
    return months_span(year, 1, count, cycle, from_start=True) if 1 <= count <= 12 else None


def _quarter(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    nth = 1 if match["n"] == "首" else _whole_number(match["n"])
    return months_span(year, nth * 3 - 2, nth * 3, cycle, from_start=nth == 1, whole=not match["end"])


def _half(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    first = 1 if match["half"] == "上" else 7
    return months_span(year, first, first + 5, cycle, from_start=first == 1, whole=not match["end"])


def _year(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year_of(match, as_of)
    return year_span(year, match["part"] or "", cycle)


def _this_month(match: re.Match[str], as_of: date) -> Span | None:
    shift = {"本": 0, "这": 0, "下": 1, "下下": 2, "上": -1}[match["which"]]
    day = add_months(as_of.replace(day=1), shift)
    if match["d"]:
        return day_of(day.year, day.month, _whole_number(match["d"]), Cycle.ONCE)
    return month_span(day.year, day.month, match["part"] or "", Cycle.ONCE)


def _bare_part(match: re.Match[str], as_of: date) -> Span | None:
    span = month_span(as_of.year, as_of.month, match["part"], Cycle.MONTH)
    return span and replace(span, bare_part=match["part"].endswith("旬"))


def _weekday(match: re.Match[str], as_of: date) -> Span | None:
    week = week_span(as_of + timedelta(weeks=_WEEK_SHIFT[match["which"] or ""]))
    name = match["day"].replace("天", "日")
    if name in ("末", "内", "初", ""):
        return replace(week, clear=False, whole=name == "")
    day = week.first + timedelta(days=_WEEKDAYS.index(name))
    if not match["which"] and day < as_of:
        day += timedelta(weeks=1)
    return Span(day, day, Cycle.ONCE)


def _day_of_month(match: re.Match[str], as_of: date) -> Span | None:
    return day_of(as_of.year, as_of.month, _whole_number(match["d"]), Cycle.MONTH)


def _festival(match: re.Match[str], as_of: date) -> Span | None:
    if match["name"] == "节":
        following = next_festival(as_of)
        return following and Span(following[1], following[1], Cycle.ONCE, eve=True, clear=False)
    year, cycle = _year_of(match, as_of)
    days = [
        day for y in (year, year + 1) if (day := festival(match["name"], y)) and (day > as_of or cycle is Cycle.ONCE)
    ]
    far = bool(days) and cycle is Cycle.YEAR and (days[0] - as_of).days > FAR_DAYS
    return Span(days[0], days[0], Cycle.ONCE, eve=True, clear=not far) if days else None


FAR_DAYS = 250  # a festival without a year that is so far off may be the one just over


def _near_day(match: re.Match[str], as_of: date) -> Span | None:
    day = as_of + timedelta(days=_NEAR[match["day"]])
    return Span(day, day, Cycle.ONCE)


def _duration(match: re.Match[str], as_of: date) -> Span | None:
    count, unit = number(match["n"]) or 0, match["unit"]
    if not 0 < count < 1000:
        return None
    exact = match["within"] is not None and "工作日" not in unit
    if unit in _PER:
        day = as_of + timedelta(days=round(count * _PER[unit]))
    elif "工作日" in unit:
        day = as_of + timedelta(days=round(count * 7 / 5))
    else:
        day = add_months(as_of, round(count * (12 if unit == "年" else 1)))
    return Span(day, day, Cycle.ONCE, clear=exact)


def _before_new_year(match: re.Match[str], as_of: date) -> Span | None:
    """Read 年前: the eve of 春节 for most, of 元旦 for some."""
    days = [day for y in (as_of.year, as_of.year + 1) if (day := festival("春节", y)) and day > as_of]
    eve = days[0] - timedelta(days=1) if days else date(as_of.year, 12, 31)
    return Span(eve, eve, Cycle.ONCE, clear=False)


_Build = Callable[[re.Match[str], date], Span | None]
_TEXTS: tuple[tuple[str, str, _Build], ...] = (
    (
        "-/.年",
        r"(?<!\d)(?P<y>20\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?![\d场个户家条座项人台套件次宗处所万亿])[日号]?",
        _iso,
    ),
    ("月", rf"(?:{_YEAR}的?)?(?<![\d.])(?P<m>{_MONTH})月(?P<d>{_DAY})(?:日|号|(?=前|之前|以前|止))", _month_day),
    (
        "./",
        r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])[./](?P<d>3[01]|[12]\d|0?[1-9])(?=日|号|前|之前|以前|止)[日号]?",
        _month_day,
    ),
    ("截", r"(?<=截[止至])(?P<m>1[0-2]|0?[1-9])[./](?P<d>3[01]|[12]\d|0?[1-9])(?![\d.%万亿])", _month_day),
    ("月", rf"(?:{_YEAR})?(?<![\d.])(?P<m1>{_MONTH})月?份?[-~至到](?P<m2>{_MONTH})月份?", _months),
    (
        "前头",
        rf"(?:{_YEAR})?(?<![提目之])[前头](?P<n>1[01]|[1-9]|十一?|[一两二三四五六七八九])(?:个?(?P<quarters>季度)|个?月)",
        _first_months,
    ),
    ("月", rf"(?:{_YEAR})?(?<![\d.前头])(?P<m>{_MONTH})月份?{_PART}?", _month),
    ("季", rf"(?:{_YEAR})?第?(?P<n>[一二三四1-4首])季度?(?P<end>末|底)?", _quarter),
    ("半", rf"(?:{_YEAR})?(?P<half>[上下])半年(?P<end>末|底)?", _half),
    ("年", rf"{_YEAR}(?P<part>年底|年末|年内|年中|年初|底|末|内|中|初|全年)?", _year),
    (
        "年岁",
        r"(?<![今明来次去上前本近每历多半\d])(?P<part>年底|岁末|年末|年内|年终|全年|年中|年初)(?![任目计])",
        _year,
    ),
    ("月", rf"(?P<which>下下|[本这下上])个?月(?:(?P<d>{_DAY})[日号]|份?{_PART})?", _this_month),
    ("月旬", r"(?<![\d一二三四五六七八九十个本这当下上])(?P<part>月底|月末|月内|月中|月初|上旬|中旬|下旬)", _bare_part),
    (
        "周星礼",
        r"(?<!每)(?P<which>下下个?|下个?|上个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末内])",
        _weekday,
    ),
    ("周星礼", r"(?P<which>下下个?|下个?|上个?|这个?|本)(?:周|星期|礼拜)(?P<day>(?![一二三四五六日天末内]))", _weekday),
    (
        "日号",
        rf"(?<![\d月.第一二三四五六七八九十])(?P<d>{_DAY})[日号](?!(?:[、和]\d+号)*[{_LINES}内间均])",
        _day_of_month,
    ),
    (
        "",
        rf"(?:{_YEAR}的?)?(?P<name>{'|'.join(name for name in NAMES if not set(name) <= set('一二四五六七八十'))})",
        _festival,
    ),
    ("一四", rf"(?:{_YEAR}的?)?(?P<name>五一|五四|六一|七一|八一|十一)(?=节|前|后|期间|假|长假|之前|以前)", _festival),
    ("节", r"(?<![季环章细关细调时春秋阳宵午庆童师动军女])(?P<name>节)(?=前|之前)", _festival),
    ("年", r"(?<![\d今明来次去上本近每历多半两几])年(?=前(?!三|两|期|后))", _before_new_year),
    ("天日晚", r"(?P<day>大后天|今天|今日|今晚|昨天|昨日|(?<![目提])前天|明天|明日|后天)", _near_day),
    (
        "天日周星月年",
        rf"(?P<more>还需要?|还要|还得|再有|再过|再用|再需|再要)?大?约?{_COUNT}{_PERIOD}(?(more)|(?P<within>之内|以内|内|后))",
        _duration,
    ),
)
_RULES = tuple(
    (triggers or "节庆旦一国中端清圣双过新农元", compiled_later(pattern), build) for triggers, pattern, build in _TEXTS
)


_DAY_OF_MONTH = compiled_later(r"(?:(20\d\d)年)?(?<!\d)(1[0-2]|0?[1-9])月(\d{1,2})[日号]")


def impossible_days(text: str, as_of: date) -> list[str]:
    """List the days of a text in normal form that no calendar has (2月30日, 9月31日), as they are written."""
    return [
        match[0]
        for match in _DAY_OF_MONTH.finditer(text)
        if not 1 <= int(match[3]) <= month_end(int(match[1] or as_of.year), int(match[2])).day
    ]
