"""Numbers in a text with their units: 21.5亿元, 三十余场, 六成五, 388/750户, 1.82 billion yuan."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.language.numbers import ARABIC, NUMBER, number
from bot.language.patterns import compiled_later
from bot.progress.reading.units import NAMES, SCALES


class Sort(StrEnum):
    """What a number is a number of."""

    AMOUNT = "amount"  # with a unit, or with a scale (17.5亿)
    BARE = "bare"
    PERCENT = "percent"
    POINTS = "points"  # percentage points: a difference, never a level


class Exactness(StrEnum):
    """How exactly a number is given by its own form."""

    EXACT = "exact"
    ROUGH = "rough"  # 三十余场, 七八成, 近半
    NTH = "nth"  # 第71场: that many, once it has taken place


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text. An amount is unscaled (17.5亿 is 1,750,000,000), a percent is in %.

    `of` is the whole it is said to be a part of: 388/750户, 2 of 5.
    """

    sort: Sort
    value: float
    unit: str = ""
    of: float | None = None
    exactness: Exactness = Exactness.EXACT

    @property
    def counts_something(self) -> bool:
        """Whether it is more than a bare number or the number of an item (第三项)."""
        return self.sort is not Sort.BARE and self.exactness is not Exactness.NTH


@dataclass(frozen=True, slots=True)
class Found:
    """A figure and its place. `certain`: its form leaves no doubt that it is a number (过半, 第71场)."""

    start: int
    end: int
    figure: Figure
    certain: bool = False


_UNIT = "|".join(re.escape(name) for name in NAMES)
_SCALE = "[十百千万亿]*"
_HALVES = {
    "一半": 50.0,
    "半数": 50.0,
    "过半": 50.0,
    "近半": 50.0,
    "half": 50.0,
    "a half": 50.0,
    "a third": 33.3,
    "one third": 33.3,
    "two thirds": 66.7,
    "a quarter": 25.0,
    "three quarters": 75.0,
}
_ROUGH_HALVES = ("过半", "近半")
_HALF = "|".join(sorted(_HALVES, key=len, reverse=True))

# The first alternative that matches at a place wins; each is read by the function of the same name below.
_FIGURES = compiled_later(
    rf"(?P<parts>{NUMBER})分之(?P<share>{NUMBER}点?)"
    r"|(?P<tenths>[一二三四五六七八九两]|(?<![\d.])\d)(?P<tenths_to>[二三四五六七八九])?成"
    r"(?P<tenth_more>[一二三四五六七八九半]|\d(?!\d))?(?P<tenths_rough>多)?(?![立功员为果品效本交长熟就都人])"
    rf"|(?P<low_percent>{ARABIC})%?[-~至到](?:{ARABIC})(?P<range>%|个?百分点)"
    rf"|(?P<negative>(?<![\dA-Za-z])-)?(?P<percent>{NUMBER})(?P<percent_rough>多)?\s?(?:%|percent\b|per cent\b|pct\b)"
    rf"|(?P<points>{NUMBER})个?(?:百分点|点(?=[,。;)]|$))"
    rf"|(?P<part>{NUMBER})(?P<part_unit>{_UNIT})?/(?P<whole>{NUMBER})(?P<whole_unit>{_UNIT})?"
    rf"|(?P<n>{NUMBER}) (?:[a-z]+ )?(?:out of|of)(?: the| all)? (?P<all>{NUMBER})"
    rf"|(?:rmb|¥|￥|cny) ?(?P<money>{NUMBER})"
    rf"|(?P<low>{NUMBER})[-~至](?P<high>{NUMBER})(?P<range_unit>{_UNIT})"
    rf"|第(?P<nth>{NUMBER})(?P<nth_unit>(?![次期批]){_UNIT})"
    rf"|(?P<half>{_HALF})(?![年天月日个小])"
    rf"|(?P<amount>{NUMBER})(?P<rough>[余多几来])?(?:个多?(?=亿))?(?P<scale>{_SCALE})"
    rf"(?P<rough_after>[余多])?(?:(?P<unit>{_UNIT})(?P<and_half>半(?![年月天日]))?)?"
)


def figures(text: str) -> Iterator[Found]:
    """Find the numbers of a text in normal form and lower case, in their order."""
    for match in _FIGURES.finditer(text):
        kind = next(name for name in _READERS if match[name] is not None)
        figure = _READERS[kind](match)
        if figure is None:
            continue
        end = match.end()
        if kind in ("amount", "money"):
            figure, end = _with_english_tail(figure, text, end)
        yield Found(match.start(), end, figure, certain=kind in ("half", "nth"))


def _fraction(match: re.Match[str]) -> Figure | None:
    """Read 百分之四十, 五分之三, 千分之五."""
    whole, part = number(match["parts"]), number(match["share"].rstrip("点"))
    if not whole or part is None:
        return None
    return Figure(Sort.PERCENT, round(part / whole * 100, 1 if whole < 100 else 6), "%")


def _tenths(match: re.Match[str]) -> Figure:
    """Read 七成, 六成五, 七八成, 七成多."""
    value = (number(match["tenths"]) or 0.0) * 10
    more = match["tenth_more"]
    if more:
        value += 5 if more == "半" else number(more) or 0.0
    return Figure(Sort.PERCENT, value, "%", exactness=_exactness(match["tenths_to"] or match["tenths_rough"]))


def _percent_range(match: re.Match[str]) -> Figure | None:
    low = number(match["low_percent"])
    sort = Sort.PERCENT if match["range"] == "%" else Sort.POINTS
    return None if low is None else Figure(sort, low, "%", exactness=Exactness.ROUGH)


def _percent(match: re.Match[str]) -> Figure | None:
    value = number(match["percent"])
    if value is None:
        return None
    signed = -value if match["negative"] else value
    return Figure(Sort.PERCENT, signed, "%", exactness=_exactness(match["percent_rough"]))


def _points(match: re.Match[str]) -> Figure | None:
    value = number(match["points"])
    return None if value is None else Figure(Sort.POINTS, value)


def _part_of_whole(match: re.Match[str]) -> Figure | None:
    """Read 388/750户, 19/39亿元, 2 of 5; a scale of the whole holds for the part, too."""
    written_part, written_whole = match["part"] or match["n"], match["whole"] or match["all"]
    part, whole = number(written_part), number(written_whole)
    if part is None or not whole:
        return None
    unit = match["whole_unit"] or match["part_unit"] or ""
    scale = written_whole[-1] if written_whole[-1] in "万亿" else ""
    if scale and written_part[-1] not in "万亿":
        part *= SCALES[scale]
    return Figure(Sort.AMOUNT if unit or scale else Sort.BARE, part, unit, of=whole)


def _money(match: re.Match[str]) -> Figure | None:
    value = number(match["money"])
    return None if value is None else Figure(Sort.AMOUNT, value, "元")


def _range(match: re.Match[str]) -> Figure | None:
    """Read 7-15万吨 as its lower end, roughly."""
    low, high = number(match["low"]), match["high"]
    scale = SCALES.get(high.lstrip("0123456789.,"), 1.0)
    return None if low is None else Figure(Sort.AMOUNT, low * scale, match["range_unit"], exactness=Exactness.ROUGH)


def _nth(match: re.Match[str]) -> Figure | None:
    nth = number(match["nth"])
    return None if nth is None else Figure(Sort.AMOUNT, nth, match["nth_unit"], exactness=Exactness.NTH)


def _half(match: re.Match[str]) -> Figure:
    word = match["half"]
    return Figure(Sort.PERCENT, _HALVES[word], "%", exactness=_exactness(word in _ROUGH_HALVES))


def _amount(match: re.Match[str]) -> Figure | None:
    value = number(match["amount"])
    if value is None or match["scale"] not in SCALES:
        return None
    scale, unit = SCALES[match["scale"]], match["unit"] or ""
    scaled = scale > 1 or any(sign in match["amount"] for sign in "万亿")  # 二十八亿六
    exactness = _exactness(match["rough"] or match["rough_after"])
    value += 0.5 if match["and_half"] else 0.0
    return Figure(Sort.AMOUNT if unit or scaled else Sort.BARE, value * scale, unit, exactness=exactness)


def _exactness(rough: object) -> Exactness:
    return Exactness.ROUGH if rough else Exactness.EXACT


_READERS = {
    "parts": _fraction,
    "tenths": _tenths,
    "low_percent": _percent_range,
    "percent": _percent,
    "points": _points,
    "part": _part_of_whole,
    "n": _part_of_whole,
    "money": _money,
    "low": _range,
    "nth": _nth,
    "half": _half,
    "amount": _amount,
}

_ENGLISH_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6, "bn": 1e9}
_ENGLISH_MONEY = {"yuan": "元", "rmb": "元", "usd": "美元", "km": "公里"}
_ENGLISH_TAIL = compiled_later(r" ?(?P<scale>thousand|million|billion|bn|k|m)?\b ?(?P<unit>yuan|rmb|usd|km)?\b")


def _with_english_tail(figure: Figure, text: str, end: int) -> tuple[Figure, int]:
    """Add what follows an English number: 1.82 billion yuan, 120 thousand people."""
    tail = _ENGLISH_TAIL.match(text, end) if text[end : end + 1].isascii() else None
    if tail is None or not (tail["scale"] or tail["unit"]):
        return figure, end
    unit = _ENGLISH_MONEY.get(tail["unit"] or "", figure.unit)
    value = figure.value * _ENGLISH_SCALES.get(tail["scale"] or "", 1.0)
    return Figure(Sort.AMOUNT if unit else Sort.BARE, value, unit, exactness=figure.exactness), tail.end()


_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMERALS = {word: n for n, word in enumerate(_ONES)} | {word: n * 10 for n, word in enumerate(_TENS, 2)}
# "one" is too often a pronoun, "two thirds" is a fraction.
_NUMERAL = compiled_later(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<digit>{'|'.join(_ONES[1:10])}))?|(?P<ones>{'|'.join(_ONES[2:])}))\b"
    r"(?! (?:third|quarter|fifth)s?\b)"
)


def in_digits(text: str) -> str:
    """Write English numerals in digits: sixty-seven fairs, two of five."""
    return _NUMERAL.sub(lambda m: str(_NUMERALS[m["tens"] or m["ones"]] + _NUMERALS[m["digit"] or "zero"]), text)
