"""Numbers as people write them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.numbers import DIGITS, NUMBER, number

WRITTEN = [
    ("52", 52),
    ("1,850", 1850),
    ("3650.18", 3650.18),
    ("五十二", 52),
    ("十", 10),
    ("一百零二", 102),
    ("一百二", 120),
    ("两千三", 2300),
    ("两千三百", 2300),
    ("两千零一十二", 2012),
    ("一万一千二百", 11_200),
    ("三万五", 35_000),
    ("12万3千", 123_000),
    ("162000万", 1_620_000_000),
    ("1.2千万", 12_000_000),
    ("十二点五亿", 1_250_000_000),
    ("一亿二千万", 120_000_000),
    ("一亿二", 120_000_000),
    ("3亿2千万", 320_000_000),
    ("1亿3千5百万", 135_000_000),
    ("二十一亿五千万", 2_150_000_000),
    ("三万亿", 3_000_000_000_000),
    ("二〇二三", 2023),
    ("零", 0),
]


@pytest.mark.parametrize(("written", "value"), WRITTEN)
def test_number(written: str, value: float) -> None:
    assert number(written) == value
    assert re.fullmatch(NUMBER, written)


@pytest.mark.parametrize("text", ["", "个", "约五", "9" * 400])
def test_no_number(text: str) -> None:
    assert number(text) is None


PLACES = ["", "十", "百", "千"]


def _in_chinese(value: int) -> str:
    """Write 1 to 9,999 the long way, as a plain counter-check."""
    parts, skipped = [], False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit == 0:
            skipped = bool(parts)
            continue
        parts.append(("零" if skipped else "") + DIGITS[digit] + PLACES[place])
        skipped = False
    return "".join(parts)


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_every_number_up_to_ten_thousand_is_read_as_it_is_written(value: int) -> None:
    assert number(_in_chinese(value)) == value
    assert number(f"{value:,}") == value
    assert number(f"{_in_chinese(value)}万") == value * 10_000


@settings(deadline=None)
@given(st.text(alphabet="零一二三四五六七八九十百千万亿点〇两廿0123456789.,"))
def test_no_row_of_numerals_raises(text: str) -> None:
    number(text)
