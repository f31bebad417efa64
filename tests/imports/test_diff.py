"""A changed plan against the one in use: what is the same, what changed, and that ids stay."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.imports.applying import apply_diff, diff_lines
from bot.imports.changes import Diff, Fate, diff_plans
from bot.imports.importing import import_plan
from bot.imports.merging import merged
from bot.imports.writing import plan_files, write_folder
from bot.plan.amend import amended
from bot.plan.files import check_plan, read_plan
from bot.plan.model import Amendment, Assignment, Basis, Plan, PlanChange

ON = date(2023, 7, 5)
OLD = """2023年某某区政府工作报告
一、2022年工作回顾
完成投资30亿元。
二、2023年工作安排
主要预期目标是：地区生产总值增长5%左右，一般公共预算收入增长6%，城镇新增就业8000人。
（一）扩大有效投资。实施重点项目40个，完成投资52亿元。制定重大项目管理办法。
（二）改善人民生活。新建幼儿园3所。改造老旧小区12个。发放租赁补贴900户。
"""
NEW = (
    OLD.replace("增长5%左右", "增长4.5%左右")
    .replace("52亿元", "60亿元")
    .replace("新建幼儿园3所。", "开展青年夜校课程200场。")
    .replace("城镇新增就业8000人", "城镇登记失业率控制在4%以内")
)


def plan_of(text: str, folder: Path) -> Plan:
    source = folder / "report.txt"
    folder.mkdir(parents=True, exist_ok=True)
    source.write_text(text, "utf-8")
    return import_plan(source, folder / "plan", ON).plan


def compared(tmp_path: Path, new: str = NEW) -> Diff:
    return diff_plans(plan_of(OLD, tmp_path / "old"), plan_of(new, tmp_path / "new"))


def shown(diff: Diff, fate: Fate) -> list[str]:
    return [f"{change.id} {change.name}" for change in diff.of(fate)]


def test_what_changed(tmp_path: Path) -> None:
    diff = compared(tmp_path)
    assert shown(diff, Fate.CHANGED) == ["gdp 地区生产总值", "1.1.2 完成投资60亿元"]
    assert shown(diff, Fate.ADDED) == ["unemployment 城镇登记失业率", "2.1.1 开展青年夜校课程200场"]
    assert shown(diff, Fate.REMOVED) == ["jobs 城镇新增就业", "2.1.1 新建幼儿园3所"]
    assert "~ gdp 地区生产总值：目标值 增长5%左右 → 增长4.5%左右" in list(diff_lines(diff))


def test_a_plan_does_not_differ_from_itself(tmp_path: Path) -> None:
    diff = compared(tmp_path, OLD)
    assert not [diff.of(fate) for fate in (Fate.CHANGED, Fate.ADDED, Fate.REMOVED) if diff.of(fate)]
    with pytest.raises(Refused, match="nothing to apply"):
        apply_diff(diff, tmp_path / "old" / "plan", ON)


def test_ids_stay_and_are_not_used_again(tmp_path: Path) -> None:
    diff = compared(tmp_path)
    plan = merged(diff, ON)
    titles = {task.id: task.title for task in plan.all_tasks()}
    assert titles["2.1.2"] == "改造老旧小区12个"
    assert titles["2.1.4"] == "开展青年夜校课程200场"
    assert "2.1.1" not in titles
    assert plan.changes == (
        PlanChange(ON, ("unemployment", "2.1.4"), ("gdp", "1.1.2"), ("jobs 城镇新增就业", "2.1.1 新建幼儿园3所")),
    )
    again = merged(diff_plans(plan, plan_of(OLD, tmp_path / "third")), date(2023, 9, 1))
    assert {task.title: task.id for task in again.all_tasks()}["新建幼儿园3所"] == "2.1.5"


def test_what_people_decided_is_kept(tmp_path: Path) -> None:
    old = plan_of(OLD, tmp_path / "old")
    office = Amendment("2.1.2", "lead", "education", "王主任", date(2023, 3, 1))
    decided = amended(old, [office])
    plan = merged(diff_plans(decided, plan_of(NEW, tmp_path / "new")), ON)
    assert plan.tasks["2.1.2"].lead == Assignment("education", Basis.ASSIGNED, "王主任", date(2023, 3, 1))
    assert plan.tasks["2.1.2"].milestones == old.tasks["2.1.2"].milestones


def test_applying_writes_a_good_plan_and_keeps_the_old_files(tmp_path: Path) -> None:
    diff = compared(tmp_path)
    folder = tmp_path / "old" / "plan"
    before = (folder / "plan.toml").read_text("utf-8")
    plan = apply_diff(diff, folder, ON)
    assert check_plan(folder) == []
    assert read_plan(folder) == plan
    assert plan.tasks["1.1.2"].measures[0].value == 60
    assert (folder / "before" / "2023-07-05" / "plan.toml").read_text("utf-8") == before


def test_another_year_is_a_plan_of_its_own(tmp_path: Path) -> None:
    diff = compared(tmp_path, NEW.replace("2023年", "2024年").replace("2022年", "2023年"))
    with pytest.raises(Refused, match="2023 and 2024"):
        apply_diff(diff, tmp_path / "old" / "plan", ON)


def test_reordered_tasks_are_the_same_tasks(tmp_path: Path) -> None:
    swapped = OLD.replace("新建幼儿园3所。改造老旧小区12个。", "改造老旧小区12个。新建幼儿园3所。")
    diff = compared(tmp_path, swapped)
    assert not diff.of(Fate.CHANGED)
    assert merged(diff, ON).tasks["2.1.1"].title == "新建幼儿园3所"


def test_a_plan_made_by_hand_takes_a_change_too(tmp_path: Path) -> None:
    hand = read_plan(Path(__file__).parents[2] / "data" / "yuexiu-2023")
    tasks = hand.sections[0].initiatives[0].tasks
    fewer = replace(hand.sections[0].initiatives[0], tasks=tasks[1:])
    section = replace(hand.sections[0], initiatives=(fewer, *hand.sections[0].initiatives[1:]))
    diff = diff_plans(hand, replace(hand, sections=(section, *hand.sections[1:])))
    assert shown(diff, Fate.REMOVED) == [f"{tasks[0].id} {tasks[0].title}"]
    write_folder(tmp_path, plan_files(hand, "示例编制人", ON))
    assert apply_diff(diff, tmp_path, ON).tasks.keys() == hand.tasks.keys() - {tasks[0].id}
