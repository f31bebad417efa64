"""A report whose table hands out what its text says: one task each, with the table's departments and dates."""

from datetime import date

from bot.imports.draft import Draft, draft_of
from bot.imports.report import Block, document_of
from bot.plan.model import Basis, Task

TEXT = (
    "柏溪区政府工作报告",
    "一、2024年工作回顾",
    "2024年，全区生产总值增长5.6%，新增停车泊位2100个。",
    "二、2025年重点工作",
    "今年主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长3%，城镇新增就业2.2万人以上。",
    "（一）聚力产业强区",
    "湖滨数字产业园二期9月底前竣工，新增产业空间15万平方米。净增高新技术企业50家。",
    "（二）聚力城市更新",
    "改造老旧小区28个，加装电梯40部。建成区妇幼保健院新院区，12月底前投入使用。",
)
HEADER = ("序号", "类别", "工作任务", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "预期目标", "地区生产总值增长6%左右", "区统计局", "区发改局", "2025年12月"),
    ("2", "产业强区", "湖滨数字产业园二期竣工，新增产业空间15万平方米", "湖滨园区管委会", "区住建局", "2025年9月底前"),
    ("3", "城市更新", "改造老旧小区28个", "区住建局", "各街道", "2025年11月"),
    ("4", "城市更新", "区妇幼保健院新院区投入使用", "区卫健局", "", "10月底前"),
    ("5", "城市更新", "加装电梯40部，打通断头路5条", "区市场监管局", "", "四季度"),
)


def draft(*rows: tuple[str, ...]) -> Draft:
    blocks = [Block(text) for text in TEXT] + [Block(rows=(HEADER, *rows))]
    return draft_of(document_of(blocks), date(2025, 1, 10))


def handed_out(task: Task) -> tuple[str, str, str, str]:
    return task.title, task.lead.department, task.lead.basis.value, task.due.date.isoformat()


def test_what_text_and_table_say_is_one_task() -> None:
    tasks = [handed_out(task) for task in draft(*ROWS).plan.all_tasks()]
    assert tasks == [
        ("湖滨数字产业园二期9月底前竣工", "hbyqgwh", "source", "2025-09-30"),
        ("新增产业空间15万平方米", "hbyqgwh", "source", "2025-09-30"),
        ("净增高新技术企业50家", "science", "assigned", "2025-12-31"),
        ("改造老旧小区28个", "housing", "source", "2025-11-30"),
        ("加装电梯40部", "market", "source", "2025-12-31"),
        ("建成区妇幼保健院新院区，12月底前投入使用", "health", "source", "2025-10-31"),
        ("打通断头路5条", "market", "source", "2025-12-31"),  # the table's own, and what is left of its row
    ]


def test_what_the_table_alone_says_keeps_its_section() -> None:
    plan = draft(*ROWS).plan
    assert [section.title for section in plan.sections] == ["聚力产业强区", "聚力城市更新", "城市更新"]


def test_a_target_gets_its_department_and_is_no_task() -> None:
    gdp, revenue, _ = draft(*ROWS).plan.targets
    assert (gdp.lead.department, gdp.lead.basis) == ("statistics", Basis.SOURCE)
    assert (revenue.lead.department, revenue.lead.basis) == ("finance", Basis.ASSIGNED)


def test_who_helps_is_taken_too() -> None:
    first = next(iter(draft(*ROWS).plan.all_tasks()))
    assert [one.department for one in first.supporting] == ["housing"]


def test_two_dates_for_one_task_are_a_doubt() -> None:
    doubts = [note.what for note in draft(*ROWS).notes.doubts]
    assert any("期限正文为2025-12-31，表中为2025-10-31" in doubt for doubt in doubts)


def test_another_number_is_another_task() -> None:
    other = ("1", "城市更新", "改造老旧小区36个", "区住建局", "", "2025年11月")
    titles = [task.title for task in draft(other, *ROWS[1:]).plan.all_tasks()]
    assert "改造老旧小区28个" in titles
    assert "改造老旧小区36个" in titles


def test_a_branch_keeps_its_name() -> None:
    row = ("1", "城市更新", "改造老旧小区28个", "区生态环境分局", "", "2025年11月")
    plan = draft(row, *ROWS[3:]).plan
    environment = plan.department_by_id["environment"]
    assert environment.name == "柏溪区生态环境分局"
    assert "区生态环境分局" in environment.aliases
