"""A small plan folder as text, for tests that change a line of it."""

from pathlib import Path

REPORT = """# 某区2023年计划

地区生产总值增长 4.5%左右；城镇新增就业人数完成市下达目标。全年地区生产总值 3650.18 亿元。

力争63个区重点建设项目全年完成投资超39亿元，
带动固定资产投资增长10%以上。组织线上、线下招聘会不少于100场。持续优化营商环境。
"""

DEPARTMENTS = """\
[[departments]]
id = "drc"
name = "某区发展和改革局"
name_en = "Development and Reform Bureau"
aliases = ["区发改局", "发改局"]

[[departments]]
id = "hr"
name = "某区人力资源和社会保障局"
"""

PLAN = """\
id = "small-2023"
year = 2023
title = "某区2023年计划"
district = "某区"

[assigned]
by = "编制人"
on = 2023-02-07

[[targets]]
id = "gdp"
name = "地区生产总值"
aliases = ["gdp", "GDP"]
measure = { what = "地区生产总值", comparator = "≈", value = 4.5, unit = "%", growth = true }
lead = "drc"
quote = "地区生产总值增长 4.5%左右"
baseline = { year = 2022, what = "总值", value = 3650.18, unit = "亿元", quote = "全年地区生产总值 3650.18 亿元" }
baseline_share = { 3 = 0.22, 6 = 0.47 }

[[targets]]
id = "jobs"
name = "城镇新增就业人数"
measure = { what = "城镇新增就业人数", comparator = "assigned", unit = "人" }
lead = "hr"
quote = "城镇新增就业人数完成市下达目标"
every = "month"

[[sections]]
id = "1"
number = "一"
title = "突出扩大内需"

[[sections.initiatives]]
id = "1.1"
title = "扩投资"

[[sections.initiatives.tasks]]
id = "1.1.1"
title = "重点项目投资"
quote = "力争63个区重点建设项目全年完成投资超39亿元，带动固定资产投资增长10%以上"
lead = "drc"
supporting = ["hr"]
measures = [
    { what = "年度投资", comparator = ">", value = 39, unit = "亿元" },
    { what = "重点项目", comparator = "=", value = 63, unit = "个" },
]
milestones = [
    { date = 2023-09-30, text = "完成七成", percent = 70 },
    { date = 2023-06-30, text = "完成投资过半", percent = 50 },
]

[[sections.initiatives.tasks]]
id = "1.1.3"
title = "举办招聘会"
quote = "组织线上、线下招聘会不少于100场"
lead = "hr"
lead_basis = "source"
measures = [{ what = "招聘会", comparator = "≥", value = 100, unit = "场" }]
due = 2023-11-30
due_basis = "source"
milestones = [{ date = 2023-06-30, text = "举办过半", value = 50, basis = "derived" }]

[[uncommitted]]
quote = "持续优化营商环境"
reason = "总领句"
"""


def write_folder(
    folder: Path, plan: str | None = PLAN, departments: str | None = DEPARTMENTS, report: str | None = REPORT
) -> Path:
    """Write a plan folder; a file given as None is left out."""
    for name, text in (("plan.toml", plan), ("departments.toml", departments), ("report.md", report)):
        if text is not None:
            (folder / name).write_text(text, "utf-8")
    return folder


def line_of(text: str, words: str) -> int:
    """Find the line of a text in which words first occur, from 1."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)
