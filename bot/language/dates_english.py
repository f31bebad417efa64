"""Dates in English replies: 31 Oct 2023, October 31, end of August, Q4, next Friday."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.language.patterns import compiled_later
from bot.language.spans import Cycle, Span, add_months, day_of, month_span, months_span, week_span, year_span

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTS = {"end": "底", "late": "下旬", "mid": "中", "middle": "中", "early": "上旬", "beginning": "初", "start": "初"}
_SHIFT = {"this": 0, "the": 0, "current": 0, "next": 1, "last": -1}

_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! (?:be|not|have|need|take|also)\b)|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? ?(?P<y>20\d\d))?"
_PART = r"(?:(?P<part>end|late|mid|middle|early|beginning|start)[- ]?(?:of |in )?)?"
_BEFORE = compiled_later(r"\bbefore (?:the )?$", re.IGNORECASE)


def find(text: str, as_of: date) -> list[tuple[int, int, Span]]:
    """Find the English dates of a text with their places; overlaps are for the caller to settle."""
    if not _LATIN.search(text):
        return []
    return [
        (match.start(), match.end(), span)
        for pattern, build in _RULES
        for match in pattern.finditer(text)
        if (span := build(match, as_of)) is not None
    ]


def says_before(text: str, place: int) -> bool:
    """Tell whether "before" stands right before a place."""
    return _BEFORE.search(text, max(0, place - 12), place) is not None


def _month_number(match: re.Match[str]) -> int:
    return _NAMES.index(match["m"][:3].lower()) + 1


def _year(match: re.Match[str], as_of: date) -> tuple[int, Cycle]:
    return (int(match["y"]), Cycle.ONCE) if match["y"] else (as_of.year, Cycle.YEAR)


def _day(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year(match, as_of)
    return day_of(year, _month_number(match), int(match["d"]), cycle)


def _month(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year(match, as_of)
    return month_span(year, _month_number(match), _PARTS.get((match["part"] or "").lower(), ""), cycle)


def _quarter(match: re.Match[str], as_of: date) -> Span | None:
    year, cycle = _year(match, as_of)
    nth = int(match["n"] or {"first": 1, "second": 2, "third": 3, "fourth": 4}[match["word"].lower()])
    return months_span(year, nth * 3 - 2, nth * 3, cycle, from_start=nth == 1)


def _half(match: re.Match[str], as_of: date) -> Span | None:
    first = 1 if match["half"].lower() in ("first", "h1") else 7
    return months_span(as_of.year, first, first + 5, Cycle.YEAR, from_start=first == 1)


def _period(match: re.Match[str], as_of: date) -> Span | None:
    shift = _SHIFT[(match["which"] or "this").lower()]
    unit, part = match["unit"].lower(), _PARTS.get((match["part"] or "").lower(), "")
    if unit == "week":
        return replace(week_span(as_of + timedelta(weeks=shift)), clear=False)
    if unit == "month":
        day = add_months(as_of.replace(day=1), shift)
        return month_span(day.year, day.month, part, Cycle.ONCE)
    if unit == "quarter":
        day = add_months(as_of.replace(day=1), 3 * shift)
        nth = (day.month - 1) // 3 + 1
        return months_span(day.year, nth * 3 - 2, nth * 3, Cycle.ONCE)
    return year_span(as_of.year + shift, part, Cycle.ONCE)


def _year_end(match: re.Match[str], as_of: date) -> Span | None:
    return year_span(as_of.year, "底", Cycle.ONCE)


def _weekday(match: re.Match[str], as_of: date) -> Span | None:
    index = _WEEKDAYS.index(match["day"][:3].lower())
    which = (match["which"] or "").strip().lower()
    day = week_span(as_of + timedelta(weeks=_SHIFT.get(which, 0))).first + timedelta(days=index)
    if not which and day < as_of:
        day += timedelta(weeks=1)
    return Span(day, day, Cycle.ONCE)


def _near_day(match: re.Match[str], as_of: date) -> Span | None:
    day = as_of + timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[match["near"].lower()])
    return Span(day, day, Cycle.ONCE)


def _duration(match: re.Match[str], as_of: date) -> Span | None:
    words = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
    count = words.get(match["n"].lower()) or int(match["n"])
    unit = match["unit"].lower()
    if unit == "month":
        day = add_months(as_of, min(count, 120))
    else:
        day = as_of + timedelta(days=min(count, 999) * {"day": 1, "week": 7}[unit])
    return Span(day, day, Cycle.ONCE)


_Build = Callable[[re.Match[str], date], Span | None]
_TEXTS: tuple[tuple[str, _Build], ...] = (
    (rf"\b{_DAY} (?:of )?{_MONTH}{_YEAR}", _day),
    (rf"\b{_MONTH} {_DAY}\b{_YEAR}", _day),
    (rf"\b{_PART}(?<!you )(?<!we )(?<!it )(?<!they ){_MONTH}{_YEAR}", _month),
    (r"\bq(?P<n>[1-4])(?P<word>)(?:[ ,]+(?P<y>20\d\d))?\b", _quarter),
    (r"\b(?P<word>first|second|third|fourth) quarter(?P<n>)(?:,? of (?P<y>20\d\d))?", _quarter),
    (r"\b(?P<half>first|second) half\b", _half),
    (r"\b(?P<half>h[12])\b", _half),
    (
        rf"\b{_PART}(?P<which>this|next|last|the|current) (?P<unit>week|month|quarter|year)\b(?![- ](?:on|over)\b)",
        _period,
    ),
    (r"\byear[- ]end\b|\bend of year\b", _year_end),
    (r"\b(?P<which>this |next |last )?(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", _weekday),
    (r"\b(?P<near>today|tomorrow|yesterday)\b", _near_day),
    (r"\b(?:with)?in (?P<n>\d{1,3}|a|one|two|three|four|six) (?P<unit>day|week|month)s?\b", _duration),
)
_RULES = tuple((compiled_later(pattern, re.IGNORECASE), build) for pattern, build in _TEXTS)
_LATIN = compiled_later(r"[A-Za-z]{2}|[qQhH]\d")
