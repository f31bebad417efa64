"""Whole invented reports: what is read, against readings written before the importer saw them.

The differences left are listed here, each with its reason.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.imports.importing import draft_from
from tests.imports.variations import layout_table, pdf, published_page, wrapped_with_blank_lines, wrapped_with_indents
from tests.imports.whole import BATCHES, ON, Report, faults, imported, reports

LEFT = {
    # A name loses 增速; a direction without a number is taken and marked as a doubt.
    "2025 province": [
        "- target 农村居民收入增速 | with",
        "+ target 农村居民收入 | with",
        "+ target 生态环境质量 | positive",
    ],
    # A growth in yuan beside a level of the same thing is left to the clerk, with its line in review.md.
    "2008 county": ["- target 农民人均纯收入 | = | 240 | 元 | g"],
    # The number stands before the name.
    "2017 city": ["- target 农村贫困人口 | = | 5.1 | 万"],
}


def known(report: Report) -> list[str]:
    return next((left for name, left in LEFT.items() if report.name.startswith(name)), [])


@pytest.mark.parametrize("report", [one for batch in BATCHES for one in reports(batch)], ids=lambda report: report.name)
def test_a_whole_report_is_read_as_a_clerk_reads_it(report: Report) -> None:
    assert faults(report, imported(report)) == known(report)


PLACES = {
    "2024 district": "云麓区",
    "2012 county": "河湾县",
    "2018 city": "海陵市",
    "2025 province": "某某省",
    "2024 new": "龙潭新区",
    "2017 city": "本市",
}


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_the_place_is_one_and_not_a_phrase(name: str, place: str) -> None:
    report = next(one for batch in BATCHES for one in reports(batch) if one.name.startswith(name))
    assert imported(report).district == place


CLOTHES = (wrapped_with_indents, wrapped_with_blank_lines, pdf, published_page, layout_table)


@pytest.mark.parametrize("clothes", CLOTHES, ids=lambda one: one.__name__)
def test_lines_broken_at_a_width_and_pages_around_it_change_nothing(
    clothes: Callable[[str, Path], Path], tmp_path: Path
) -> None:
    for report in (one for batch in BATCHES for one in reports(batch) if not re.search("wrapped|broken", one.name)):
        plan = draft_from(clothes(report.text, tmp_path), ON).plan
        lost = [fault for fault in faults(report, plan) if fault not in known(report)]
        assert not lost, (report.name, lost)
