"""Real reports of other places against their gold readings, as published and in other clothes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.imports import Score, score
from bot.errors import Refused
from bot.imports.importing import draft_from
from tests.imports.test_outlines import ON
from tests.imports.variations import VARIATIONS


def scores(samples: Path) -> list[Score]:
    found: list[Score] = []
    for path in sorted((samples / "reports").glob("*.gold.json")):
        report = path.with_name(path.name.removesuffix(".gold.json") + ".txt")
        found.append(score(report, json.loads(path.read_text("utf-8"))))
    return found


def assert_good(one: Score) -> None:
    """The aims on unseen reports hold on these, each by itself."""
    assert not one.picked, one.faults
    assert one.right >= 0.95 * one.expected, one.faults
    assert one.right >= 0.97 * one.found, one.faults
    assert one.sections[0] >= 0.98 * one.sections[2], one.faults
    assert one.quantities[0] >= 0.9 * one.quantities[1], one.faults


def test_reports_are_read_as_their_gold_readings_say(samples: Path) -> None:
    found = scores(samples)
    assert found
    for one in found:
        assert_good(one)


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.__name__)
def test_other_line_ends_signs_and_files_change_nothing(
    samples: Path, tmp_path: Path, variation: Callable[[str, Path], Path]
) -> None:
    for path in sorted((samples / "reports").glob("*.gold.json")):
        text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_text("utf-8")
        assert_good(score(variation(text, tmp_path), json.loads(path.read_text("utf-8"))))


def test_a_report_without_a_plan_part_gives_no_plan(samples: Path) -> None:
    for path in sorted((samples / "reports").glob("*.meta.json")):
        meta = json.loads(path.read_text("utf-8"))
        if not meta["has_plan_part"]:
            with pytest.raises(Refused, match="no plan of a year"):
                draft_from(path.with_name(path.name.removesuffix(".meta.json") + ".txt"), ON)


def test_a_table_of_another_district(samples: Path) -> None:
    plan = draft_from(samples / "reports" / "20-linan-2022-minsheng-table.txt", ON).plan
    leads = [plan.department_by_id[task.lead.department].name[-5:] for task in plan.all_tasks()]
    assert plan.year == 2022
    assert len(plan.tasks) == 11
    assert [task.measures[0].value for task in plan.all_tasks()] == [7, 7, 500, 1, 100, 3, 20, 1700, 800, 100, 6]
    assert leads[0].endswith("教育局")
    assert leads[3].endswith("卫生健康局")
    assert leads[10].endswith("建设局")
