"""A figure far beyond its measure is asked about, with a cause only where that cause is possible."""

from datetime import date

import pytest

from bot.progress.reading import parse_measure, read


@pytest.mark.parametrize(
    ("text", "measure", "codes"),
    [
        ("已完成4500场", "招聘会 100 场", ["over_threefold"]),  # nobody writes 万场
        ("已完成215000亿元", "39亿元", ["scale_slip"]),
        ("已完成215亿元", "39亿元", ["over_threefold"]),
        ("已完成21.5亿元", "39亿元", []),
    ],
)
def test_why_a_figure_is_asked_about(text: str, measure: str, codes: list[str]) -> None:
    assert [doubt.code for doubt in read(text, parse_measure(measure), date(2023, 7, 5)).doubts] == codes
