"""What is asked about a figure, and what is not: a cause is named only where it is possible."""

from datetime import date

import pytest

from bot.progress.reading import parse_measure, read

TODAY = date(2023, 7, 5)


def codes(text: str, measure: str | None) -> list[str]:
    return [doubt.code for doubt in read(text, parse_measure(measure), TODAY).doubts]


@pytest.mark.parametrize(
    ("text", "measure", "asked"),
    [
        ("已完成4500场", "招聘会 100 场", ["over_threefold"]),  # nobody writes 万场
        ("已完成215000亿元", "39亿元", ["scale_slip"]),
        ("已完成215亿元", "39亿元", ["over_threefold"]),
        ("已完成21.5亿元", "39亿元", []),
    ],
)
def test_figures_beyond_their_measure(text: str, measure: str, asked: list[str]) -> None:
    assert codes(text, measure) == asked


@pytest.mark.parametrize("text", ["二季度增长5.2%", "5月增长6.2%", "5月当月增长6.2%", "Q2 growth 5.2%"])
def test_the_rate_of_one_month_or_quarter_is_not_taken_for_the_year_so_far(text: str) -> None:
    assert codes(text, "4.5%增长") == ["single_period"]


@pytest.mark.parametrize(
    "text",
    [
        "一季度增长4.3%",
        "上半年增长4.8%",
        "1-5月增长5.6%，5月当月增长6.2%",
        "截至5月底增长5.6%",
        "5月累计增长5.6%",
        "H1 up 4.8%",
    ],
)
def test_the_rate_of_the_year_so_far_is_not_asked_about(text: str) -> None:
    assert codes(text, "4.5%增长") == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("2月30日前完成", ["no_such_day"]),
        ("完成60%，9月31日前全部完成", ["no_such_day"]),
        ("2024年2月29日前完成", []),
        ("9月30日前完成", []),
        ("谢谢，6月31日见", []),
    ],
)
def test_days_no_calendar_has(text: str, asked: list[str]) -> None:
    assert codes(text, None) == asked
