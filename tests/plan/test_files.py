"""A plan folder is read whole, or every fault in it is reported with its line."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.errors import PlanError
from bot.plan.files import check_plan, plan_as_json, read_plan
from bot.plan.model import Assignment, Basis, Comparator, Due, Milestone
from tests.plan.folders import DEPARTMENTS, PLAN, REPORT, line_of, write_folder


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in check_plan(folder)]


def test_a_folder_becomes_a_plan(tmp_path: Path) -> None:
    plan = read_plan(write_folder(tmp_path))

    gdp = plan.target_by_id["gdp"]
    assert (gdp.measure.comparator, gdp.measure.value, gdp.measure.reported) == (Comparator.ABOUT, 4.5, True)
    assert gdp.baseline
    assert gdp.baseline.value == 3650.18
    assert gdp.baseline_share == {3: 0.22, 6: 0.47}
    assert plan.target_by_id["jobs"].every == "month"
    assert list(plan.tasks) == ["1.1.1", "1.1.3"]
    assert plan.department_by_id["hr"].name_en == "某区人力资源和社会保障局"  # no English name: the official one
    assert plan.uncommitted[0].reason == "总领句"
    assert plan.report == REPORT


def test_a_task_carries_the_basis_of_each_of_its_facts(tmp_path: Path) -> None:
    plan = read_plan(write_folder(tmp_path))
    investment, fairs = plan.tasks["1.1.1"], plan.tasks["1.1.3"]

    assert investment.due == Due(date(2023, 12, 31), Basis.DERIVED)
    assert investment.lead == Assignment("drc", Basis.ASSIGNED, "编制人", date(2023, 2, 7))
    assert [measure.reported for measure in investment.measures] == [True, False]
    assert [milestone.date.month for milestone in investment.milestones] == [6, 9]
    assert fairs.due == Due(date(2023, 11, 30), Basis.SOURCE)
    assert fairs.lead == Assignment("hr", Basis.SOURCE)
    assert fairs.milestones == (Milestone(date(2023, 6, 30), "举办过半", value=50, basis=Basis.DERIVED),)


def test_a_plan_becomes_plain_json(tmp_path: Path) -> None:
    shown = plan_as_json(read_plan(write_folder(tmp_path)))

    assert json.loads(json.dumps(shown)) == shown
    task = shown["sections"][0]["initiatives"][0]["tasks"][0]
    assert task["measures"][0] == {
        "what": "年度投资",
        "comparator": ">",
        "value": 39,
        "value_max": None,
        "unit": "亿元",
        "reported": True,
        "growth": False,
    }
    assert task["due"] == {"date": "2023-12-31", "basis": "derived", "original": None, "by": "", "on": None}
    assert task["lead"] == {
        "id": "drc",
        "name": "某区发展和改革局",
        "basis": "assigned",
        "by": "编制人",
        "on": "2023-02-07",
    }
    assert [one["id"] for one in task["supporting"]] == ["hr"]
    assert task["milestones"][0]["date"] == "2023-06-30"
    assert shown["targets"][1]["measure"]["value"] is None
    assert shown["uncommitted"] == [{"quote": "持续优化营商环境", "reason": "总领句"}]


# What stands in plan.toml, what someone writes instead, and the words the fault must have.
PLAN_FAULTS = [
    ('title = "扩投资"', "", ["title is missing", 'title = "…"']),
    ('title = "扩投资"', 'titel = "扩投资"', ["unknown key titel (did you mean title?)"]),
    ("year = 2023", 'year = "2023"', ["year: '2023' cannot be used", "whole number from 2000"]),
    ('by = "编制人"', "by = 7", ["by: 7 cannot be used", "a text"]),
    ("on = 2023-02-07", 'on = "2023-02-07"', ["on:", "a date without quotes", "2023-06-30"]),
    ("on = 2023-02-07", "on = 2023-02-07T10:00:00", ["on:", "a date without quotes and time"]),
    ("value = 4.5", "value = inf", ["value: inf", "a number"]),
    ('comparator = ">"', 'comparator = "≧"', ["comparator: '≧'", "≥ > ≤ < = ≈ range"]),
    ('comparator = "assigned"', 'comparator = "assign"', ["did you mean assigned?"]),
    ('comparator = ">", value = 39', 'comparator = ">"', ["value: missing; comparator > needs one"]),
    ('comparator = "assigned"', 'comparator = "assigned", value = 5', ["comparator assigned has no value"]),
    ('">", value = 39', '"range", value = 39, value_max = 38', ["a range needs value < value_max"]),
    ('">", value = 39', '">", value = 39, value_max = 50', ["comparator > has no upper value"]),
    ('supporting = ["hr"]', 'supporting = ["hrr"]', ["supporting: 'hrr' is no id of departments.toml", "mean hr?"]),
    ('supporting = ["hr"]', 'supporting = ["drc"]', ["names a department twice, or the lead again"]),
    ('supporting = ["hr"]', 'supporting = "hr"', ['supporting = ["…", "…"]']),
    ('id = "jobs"', 'id = "gdp"', ["id: gdp is used twice"]),
    ('id = "jobs"', 'id = "就业"', ["id: '就业' has the wrong shape", 'id = "gdp"']),
    ('id = "1.1.3"', 'id = "1.1.1"', ["id: 1.1.1 is used twice"]),
    ('id = "1.1.3"', 'id = "1.2.3"', ["id: '1.2.3' has the wrong shape here", 'id = "1.1.1"']),
    ('id = "1.1.1"', 'id = "1.1.9"', ["id: 1.1.3 stands after 1.1.9"]),
    ("due = 2023-11-30", "due = 2025-01-01", ["due: 2025-01-01 is outside", "2023-01-01 to 2024-12-31"]),
    ("due = 2023-11-30", "", ["due_basis: stands without due"]),
    ('due_basis = "source"', 'due_basis = "sauce"', ["due_basis: 'sauce'", "(did you mean source?)"]),
    ("due = 2023-11-30", "due = 2023-06-30", ["date: 2023-06-30 is not within", "before the due date 2023-06-30"]),
    ("date = 2023-09-30", "date = 2022-09-30", ["date: 2022-09-30 is not within the plan's year"]),
    ("date = 2023-09-30", "date = 2023-06-30", ["2023-06-30 already has a milestone"]),
    ("percent = 70", "percent = 700", ["percent: 700 is no share"]),
    ("percent = 70", "value = 27, worth = 1", ["unknown key worth"]),
    ("milestones = [{ date = 2023-06-30", "mile = [{ date = 2023-06-30", ["milestones is missing", "text ="]),
    ('quote = "组织', 'quote = "举办', ["quote: '举办线上、线下招聘会不少于100场' does not stand in report.md"]),
    ('quote = "全年', 'quote = "去年', ["quote: '去年地区生产总值 3650.18 亿元' does not stand"]),
    ('quote = "持续', 'quote = "连续', ["quote: '连续优化营商环境' does not stand"]),
    ('name = "城镇新增就业人数"', 'name = "ＧＤＰ"', ["name: 'ＧＤＰ' already belongs to gdp"]),
    ("3 = 0.22", "13 = 0.22", ["13:", "a month from 1 to 12"]),
    ('every = "month"', 'every = "week"', ["every: 'week'", "month quarter year"]),
    ("growth = true", 'growth = "yes"', ["growth: 'yes'", "true or false"]),
    ('unit = "亿元", quote', 'unit = "亿元", comparable = false, quote', ["note: missing", "2022年为中低收入家庭"]),
    ('[assigned]\nby = "编制人"\non = 2023-02-07', "", ["assigned is missing"]),
]


@pytest.mark.parametrize(("stands", "written", "words"), PLAN_FAULTS)
def test_a_fault_says_what_is_wrong_and_where(tmp_path: Path, stands: str, written: str, words: list[str]) -> None:
    assert stands in PLAN
    found = faults(write_folder(tmp_path, PLAN.replace(stands, written, 1)))

    assert any(all(word in fault for word in words) for fault in found), found


@pytest.mark.parametrize(
    ("stands", "written", "words"),
    [
        (
            'aliases = ["区发改局", "发改局"]',
            'aliases = ["发改局", "某区人力资源和社会保障局"]',
            "already belongs to drc",
        ),
        ('id = "hr"', 'id = "drc"', "id: drc is used twice"),
        ('id = "hr"', 'id = "office"', "means a role of the bot"),
        ('name = "某区发展和改革局"', "", "name is missing"),
        ('id = "hr"', "id = []", "id: [] cannot be used"),
        ("[[departments]]\n", "[[department]]\n", "unknown key department (did you mean departments?)"),
        ('aliases = ["区发改局", "发改局"]', 'aliases = ["——"]', "neither letters nor characters"),
    ],
)
def test_faults_of_departments(tmp_path: Path, stands: str, written: str, words: str) -> None:
    assert stands in DEPARTMENTS
    found = faults(write_folder(tmp_path, departments=DEPARTMENTS.replace(stands, written)))

    assert any(words in fault and fault.startswith("departments.toml:") for fault in found), found


def test_ten_faults_are_reported_at_once_each_with_its_line(tmp_path: Path) -> None:
    changes = {
        'district = "某区"': 'distric = "某区"',
        'comparator = "≈"': 'comparator = "~"',
        "value = 3650.18": 'value = "3650.18"',
        'supporting = ["hr"]': 'supporting = ["hrr"]',
        'comparator = ">", value = 39': 'comparator = ">"',
        'date = 2023-06-30, text = "完成投资过半"': 'date = 2024-06-30, text = "完成投资过半"',
        'id = "1.1.3"': 'id = "1.1.1"',
        'quote = "组织线上': 'quote = "组织网上',
        "due = 2023-11-30": "due = 2033-11-30",
        'reason = "总领句"': 'reason = ""',
    }
    text = PLAN
    for stands, written in changes.items():
        assert stands in text
        text = text.replace(stands, written, 1)

    with pytest.raises(PlanError) as raised:
        read_plan(write_folder(tmp_path, text))

    lines = [int(fault.where.removeprefix("plan.toml:")) for fault in raised.value.faults]
    assert lines == sorted(lines)
    # The missing district is named at the top of the file, each other fault where it was written.
    expected = {1, *(line_of(PLAN, stands) for stands in changes)}
    assert set(lines) == expected
    assert len(lines) == 11
    assert str(raised.value).count("\n") == 10


@pytest.mark.parametrize(
    ("plan", "where", "words"),
    [
        ("id = \n", "plan.toml:1", "Invalid value"),
        ('id = "a"\nyear = 2023-02-30\n', "plan.toml:2", "Invalid date or datetime"),
        ('id = "a"\nid = "b"', "plan.toml:2", "Cannot overwrite a value"),
        ('id = "a"\n[assigned\n', "plan.toml:2", "Expected ']'"),
        (f"year = {'9' * 5000}", "plan.toml:1", "no valid TOML"),
        ("x = " + "[" * 100_000, "plan.toml:1", "no valid TOML"),
        ("   \n", "plan.toml", "is empty"),
    ],
)
def test_text_that_is_no_toml(tmp_path: Path, plan: str, where: str, words: str) -> None:
    found = check_plan(write_folder(tmp_path, plan))

    assert [fault.where for fault in found] == [where]
    assert words in found[0].what


@pytest.mark.parametrize("missing", ["plan", "departments", "report"])
def test_a_missing_file_is_one_fault(tmp_path: Path, missing: str) -> None:
    found = check_plan(write_folder(tmp_path, **{missing: None}))

    assert len(found) == 1
    assert missing in found[0].where
    assert "missing" in found[0].what


def test_a_missing_folder_says_what_a_plan_is(tmp_path: Path) -> None:
    assert "plan.toml" in faults(tmp_path / "none")[0]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "report.md").write_bytes(REPORT.encode("gbk"))

    assert faults(tmp_path) == ["report.md: is not UTF-8; save it with that encoding"]


def test_faults_of_both_files_come_together(tmp_path: Path) -> None:
    found = check_plan(write_folder(tmp_path, PLAN.replace("year = 2023\n", ""), DEPARTMENTS.replace('id = "hr"', "")))

    assert {fault.where.partition(":")[0] for fault in found} == {"plan.toml", "departments.toml"}
    assert sum("year is missing" in fault.what for fault in found) == 1
    assert not any("outside" in fault.what for fault in found)  # without a year no date is wrong
