"""Dates as people write them, seen from Wednesday 5 July 2023."""

from datetime import date

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import deadline, find, latest
from bot.language.holidays import festival

TODAY = date(2023, 7, 5)

# What is promised for …: the last day it leaves.
PROMISED = [
    ("8月15日前", "2023-08-15"),
    ("八月十五日前", "2023-08-15"),
    ("8.15前", "2023-08-15"),
    ("2023-09-30前", "2023-09-30"),
    ("2023/9/30", "2023-09-30"),
    ("8月上旬", "2023-08-10"),
    ("8月中旬", "2023-08-20"),
    ("8月下旬", "2023-08-31"),
    ("8月底前", "2023-08-31"),
    ("8月", "2023-08-31"),
    ("2月底前", "2024-02-29"),
    ("3月底前", "2024-03-31"),
    ("三季度", "2023-09-30"),
    ("第四季度末", "2023-12-31"),
    ("一季度", "2024-03-31"),
    ("明年一季度", "2024-03-31"),
    ("明年上半年", "2024-06-30"),
    ("下半年", "2023-12-31"),
    ("年底前", "2023-12-31"),
    ("年内", "2023-12-31"),
    ("明年年底", "2024-12-31"),
    ("2024年6月", "2024-06-30"),
    ("月底前", "2023-07-31"),
    ("本月中旬", "2023-07-20"),
    ("下个月底", "2023-08-31"),
    ("下下月底", "2023-09-30"),
    ("15日前", "2023-07-15"),
    ("3号", "2023-08-03"),
    ("本周五前", "2023-07-07"),
    ("周五前", "2023-07-07"),
    ("周一前", "2023-07-10"),
    ("下周三", "2023-07-12"),
    ("明天", "2023-07-06"),
    ("两周内", "2023-07-19"),
    ("三个月内", "2023-10-05"),
    ("国庆前", "2023-09-30"),
    ("十一前", "2023-09-30"),
    ("中秋节前", "2023-09-28"),
    ("元旦前", "2023-12-31"),
    ("春节前", "2024-02-09"),
    ("明年五一前", "2024-04-30"),
    ("by 31 Oct 2023", "2023-10-31"),
    ("by October 31", "2023-10-31"),
    ("by the end of August", "2023-08-31"),
    ("in Q4", "2023-12-31"),
    ("next month", "2023-08-31"),
    ("by Friday", "2023-07-07"),
    ("within two weeks", "2023-07-19"),
]


@pytest.mark.parametrize(("text", "day"), PROMISED)
def test_a_promise_ends_on(text: str, day: str) -> None:
    (when,) = find(text, TODAY)
    promised = deadline(when, TODAY)
    assert promised is not None
    assert promised.day.isoformat() == day
    assert promised.clear


# Figures of …: the end of the newest period it can mean.
REPORTED = [
    ("截至5月底", "2023-05-31"),
    ("1-6月", "2023-06-30"),
    ("1至5月", "2023-05-31"),
    ("上半年", "2023-06-30"),
    ("一季度", "2023-03-31"),
    ("前5个月", "2023-05-31"),
    ("前三季度", "2022-09-30"),
    ("1-11月", "2022-11-30"),
    ("12月", "2022-12-31"),
    ("6月30日", "2023-06-30"),
    ("去年全年", "2022-12-31"),
]


@pytest.mark.parametrize(("text", "day"), REPORTED)
def test_a_figure_is_of_the_newest_period(text: str, day: str) -> None:
    (when,) = find(text, TODAY)
    assert latest(when, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "12号线",
        "12号、13号线",
        "3号楼",
        "半年",
        "近年来",
        "提前完成",
        "提前年度计划",
        "8.15亿元",
        "162000万元",
        "第15届",
        "may be",
    ],
)
def test_no_date(text: str) -> None:
    assert find(text, TODAY) == []


@pytest.mark.parametrize("text", ["年前", "节前", "9月前", "还需两个月", "下周", "国庆前后", "月初"])
def test_a_day_people_would_not_agree_on_is_not_clear(text: str) -> None:
    promised = [deadline(when, TODAY) for when in find(text, TODAY)]
    assert [day for day in promised if day and not day.clear]


@pytest.mark.parametrize(
    ("text", "past"), [("6月底前", True), ("2022年底前", True), ("3月底前", False), ("8月底", False)]
)
def test_a_promise_for_a_day_just_over_says_so(text: str, past: bool) -> None:
    (when,) = find(text, TODAY)
    promised = deadline(when, TODAY)
    assert promised is not None
    assert promised.past is past


def test_after_a_day_is_no_end() -> None:
    assert [deadline(when, TODAY) for when in find("国庆后", TODAY)] == [None]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("下月初验收，中旬交付", ["2023-08-10", "2023-08-20"]),
        ("明年3月开工，10月完工", ["2024-03-31", "2024-10-31"]),
        ("8月开工。中旬", ["2023-08-31", "2023-07-20"]),
    ],
)
def test_a_date_takes_what_it_leaves_out_from_the_one_before_it(text: str, days: list[str]) -> None:
    promised = [deadline(when, TODAY) for when in find(text, TODAY)]
    assert [day.day.isoformat() for day in promised if day] == days


ALMANAC = [
    ("春节", "Spring Festival"),
    ("清明", "Tomb-sweeping Day"),
    ("端午", "Dragon Boat Festival"),
    ("中秋", "Mid-autumn Festival"),
]


@pytest.mark.parametrize("year", range(2018, 2027))
@pytest.mark.parametrize(("name", "holiday"), ALMANAC)
def test_the_almanac_agrees_with_the_calendar_of_holidays(name: str, holiday: str, year: int) -> None:
    day = festival(name, year)
    assert day is not None
    off, called = chinese_calendar.get_holiday_detail(day)
    assert off
    assert called in (holiday, "National Day")  # 中秋 may fall on 1 October


def test_beyond_the_almanac_no_day_is_invented() -> None:
    assert festival("春节", 2050) is None
    assert festival("国庆", 2050) == date(2050, 10, 1)


@settings(deadline=None)
@given(
    st.text(alphabet="0123456789年月日号前底中上下旬周一二三四五六十个本明去-/. 季度半节国庆春内后"),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_no_text_raises(text: str, today: date) -> None:
    for when in find(text, today):
        assert when.first <= when.last
        deadline(when, today)
        latest(when, today)
