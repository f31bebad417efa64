"""A reading held against the report before it: what is doubtful about it."""

from datetime import UTC, date, datetime

import pytest

from bot.progress.checks import checks
from bot.progress.model import State, StatusUpdate, Summary
from bot.progress.reading import parse_measure, read
from bot.progress.standing import summarise

BEFORE, TODAY = date(2023, 6, 5), date(2023, 7, 5)
INVESTMENT, GDP = "39亿元", "4.5%增长"


def reported(text: str, measure: str | None) -> Summary:
    update = StatusUpdate(
        key="before",
        subject="1.2.1",
        at=datetime(BEFORE.year, BEFORE.month, BEFORE.day, tzinfo=UTC),
        text=text,
        reading=read(text, parse_measure(measure), BEFORE),
    )
    return summarise("1.2.1", [update])


# measure · last time · this time · what is asked
TOLD = [
    (INVESTMENT, "完成投资18.6亿元", "完成投资19.2亿元", []),
    (INVESTMENT, "完成投资18.6亿元", "完成投资17.2亿元", ["backwards"]),
    (INVESTMENT, "1-5月完成18.6亿元", "1-4月完成16亿元", []),  # a figure of an earlier period may be lower
    (INVESTMENT, "完成投资18.6亿元", "完成投资1.92万元", ["jump"]),
    (None, "完成60%", "完成55%", ["percent_backwards"]),
    (None, "完成60%", "完成59.8%", []),  # rounding
    (None, "完成60%", "完成60%", ["same_text"]),
    (None, "推进中", "推进中", []),
    (INVESTMENT, "完成投资29亿元", "完成50%", ["percent_backwards"]),  # 29 of 39 was more
    (INVESTMENT, "完成95%", "完成投资30亿元", ["percent_backwards"]),
    (INVESTMENT, "完成投资21.5亿元", "完成55%", []),
    (None, "已办结", "正在推进", ["reopened"]),
    (None, "正在推进", "还没开始", ["begun_before"]),
    (None, "完成60%", "收到", []),
    (GDP, "一季度增长4.8%", "上半年增长4.4%", []),  # a rate may fall
]


@pytest.mark.parametrize(("measure", "last", "text", "codes"), TOLD)
def test_checks(measure: str | None, last: str, text: str, codes: list[str]) -> None:
    reading = read(text, parse_measure(measure), TODAY)
    found = checks(reading, text, parse_measure(measure), reported(last, measure), TODAY)
    assert [doubt.code for doubt in found] == codes


def test_nothing_to_hold_a_first_report_against() -> None:
    reading = read("完成60%", None, TODAY)
    assert checks(reading, "完成60%", None, None, TODAY) == ()
    assert checks(reading, "完成60%", None, Summary("1.2.1"), TODAY) == ()
    assert reading.state is State.IN_PROGRESS
