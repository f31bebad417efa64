"""The marks that headings and list items open with: 一、 （一） 1. (1) 一是 第一， ——."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.language.numbers import number

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


_MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PART, re.compile(rf"第(?P<n>{_CHINESE})(?:部分|章|篇)[:、,.]?")),
    (Kind.CHAPTER, re.compile(rf"(?P<n>{_CHINESE})(?:、|\.(?!\d)|,(?={_CHINESE}?[^一二三四五六七八九十]))")),
    (Kind.BRACKET, re.compile(rf"\((?P<n>{_CHINESE})\)[、.,]?")),
    (Kind.NUMBER, re.compile(r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d)|,(?=[^\d]))")),
    (Kind.INNER, re.compile(r"\(?(?P<n>\d{1,2})\)[、.,]?")),
    (Kind.CIRCLE, re.compile(r"(?P<n>[①-⑳])")),
    (Kind.SPOKEN, re.compile(rf"(?:第(?P<n>{_CHINESE})[,、:是]|(?P<m>{_CHINESE})(?:是(?!否)|要))")),
    (Kind.DASH, re.compile(r"(?P<n>-{1,3}(?!\d)|[•▲★△※])")),
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
    return int(number(written) or 0)
