"""The marks that headings and list items open with: 一、 （一） 1. (1) 一是 第一， ——."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.imports.figures import UNIT
from bot.language.numbers import number
from bot.language.patterns import compiled_later

_CHINESE = "[一二三四五六七八九十百]{1,4}"


class Kind(IntEnum):
    """What a mark looks like, from the outermost of the usual order to the innermost."""

    PART = 1  # 第一部分
    CHAPTER = 2  # 一、
    BRACKET = 3  # （一）
    NUMBER = 4  # 1. 1、
    INNER = 5  # (1) 1)
    CIRCLE = 6  # ①
    SPOKEN = 7  # 一是 一要 第一，
    DASH = 8  # —— •


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark at the beginning of a dense paragraph: `number` as written, its `value`, where the words begin."""

    kind: Kind
    number: str
    value: int
    end: int


def _decimal(depth: int) -> re.Pattern[str]:
    """Match 2.1 (depth 1) or 2.1.3 (2) before words; 2.5亿元 is a number."""
    return re.compile(rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{{depth}}})[.、]?(?![\d.])(?!{UNIT})(?=[一-鿿“])")


_MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PART, compiled_later(rf"第(?P<n>{_CHINESE})(?:部分|章|篇)[:、,.]?")),
    (Kind.CHAPTER, compiled_later(rf"(?P<n>{_CHINESE})(?:、|\.(?!\d)|,(?={_CHINESE}?[^一二三四五六七八九十]))")),
    (Kind.BRACKET, compiled_later(rf"\((?P<n>{_CHINESE})\)[、.,]?")),
    (Kind.INNER, _decimal(1)),
    (Kind.CIRCLE, _decimal(2)),
    (Kind.NUMBER, compiled_later(r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d)|\.(?=20\d\d年)|,(?=[^\d]))")),
    (Kind.NUMBER, compiled_later(r"(?P<n>0[1-9])(?=[一-鿿“])")),
    (Kind.INNER, compiled_later(r"\(?(?P<n>\d{1,2})\)[、.,]?")),
    (Kind.CIRCLE, compiled_later(r"(?P<n>[①-⑳])")),
    (Kind.SPOKEN, compiled_later(rf"(?:第(?P<n>{_CHINESE})[,、:是]|(?P<m>{_CHINESE})(?:是(?!否)|要))")),
    (Kind.DASH, compiled_later(r"(?P<n>-{1,3}(?!\d)|[•▲★△※])")),
)


def marker_of(written: str) -> Marker | None:
    """Read the mark a dense paragraph opens with; None where it opens with words."""
    for kind, pattern in _MARKS:
        match = pattern.match(written)
        if match:
            own = match["n"] or match["m"] if kind is Kind.SPOKEN else match["n"]
            return Marker(kind, own, _value(own), match.end())
    return None


def _value(written: str) -> int:
    if len(written) == 1 and "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    return int(number(written.rpartition(".")[2]) or 0)
