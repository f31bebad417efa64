"""Responsibility tables: in Excel, CSV, Word, HTML, drawn with |, and flattened to one cell a line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.imports.draft import Draft
from bot.imports.importing import draft_from, import_plan
from bot.plan.files import check_plan
from bot.plan.model import Basis, Plan

ON = date(2024, 1, 8)
TITLE = "某某区2024年政府工作报告任务分解表"
HEADER = ["序号", "类别", "目标任务", "牵头单位", "配合单位", "责任领导", "完成时限"]
# The second cell of 类别 and the third of 牵头单位 are covered by the one above them.
ROWS = [
    [
        "1",
        "经济发展",
        "实施重点项目60个，完成投资80亿元。",
        "区发展改革局",
        "区住建局、区财政局",
        "张三",
        "2024年12月底",
    ],
    ["2", "", "新增规模以上工业企业20家。", "区工信局", "", "李四", "12月底前"],
    ["3", "民生改善", "新建幼儿园3所，新增学位900个。", "区教育局", "区住建局", "王五", "8月底前"],
    ["4", "", "改造提升校园运动场5个。", "", "各街道", "王五", "9月30日前"],
    ["5", "", "开展“智慧社区”试点。", "区民政局、区大数据中心", "", "赵六", ""],
]


def csv_file(folder: Path) -> Path:
    path = folder / "表.csv"
    path.write_bytes("\n".join([TITLE, *(",".join(row) for row in [HEADER, *ROWS])]).encode("gb18030"))
    return path


def excel_file(folder: Path) -> Path:
    import xlsxwriter

    path = folder / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("任务分解")
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, TITLE)
    for place, row in enumerate([HEADER, *ROWS], 1):
        sheet.write_row(place, 0, row)
    sheet.merge_range(2, 1, 3, 1, "经济发展")
    sheet.merge_range(4, 1, 6, 1, "民生改善")
    sheet.merge_range(4, 3, 5, 3, "区教育局")
    book.close()
    return path


def word_file(folder: Path) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in [HEADER, *ROWS]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(3, 1).merge(table.cell(5, 1))
    table.cell(3, 3).merge(table.cell(4, 3))
    path = folder / "表.docx"
    document.save(str(path))
    return path


def page_file(folder: Path) -> Path:
    def cells(row: list[str], tag: str = "td") -> str:
        return "<tr>" + "".join(f"<{tag}>{words}</{tag}>" for words in row) + "</tr>"

    rows = [cells(HEADER, "th")]
    for row in ROWS:
        spans = {"1": {1: 2}, "3": {1: 3, 3: 2}}.get(row[0], {})
        kept = [
            f'<td rowspan="{spans[place]}">{words}</td>' if place in spans else f"<td>{words}</td>"
            for place, words in enumerate(row)
            if words or place not in (1, 3)
        ]
        rows.append("<tr>" + "".join(kept) + "</tr>")
    path = folder / "表.html"
    path.write_text(f"<html><body><h1>{TITLE}</h1><table>{''.join(rows)}</table></body></html>", "utf-8")
    return path


def drawn_file(folder: Path) -> Path:
    path = folder / "表.md"
    lines = ["| " + " | ".join(row) + " |" for row in [HEADER, *ROWS]]
    lines.insert(1, "|" + "---|" * len(HEADER))
    path.write_text("\n".join([f"# {TITLE}", "", *lines]), "utf-8")
    return path


FILES = (csv_file, excel_file, word_file, page_file, drawn_file)


def who(plan: Plan, task_id: str) -> tuple[str, list[str]]:
    task = plan.tasks[task_id]
    names = [plan.department_by_id[one.department].name for one in task.supporting]
    return plan.department_by_id[task.lead.department].name, names


@pytest.fixture(params=FILES, ids=lambda make: make.__name__)
def draft(request: pytest.FixtureRequest, tmp_path: Path) -> Draft:
    make: Callable[[Path], Path] = request.param
    return draft_from(make(tmp_path), ON)


def test_kinds_become_sections_and_rows_tasks(draft: Draft) -> None:
    assert draft.plan.year == 2024
    assert draft.plan.district == "某某区"
    assert [section.title for section in draft.plan.sections] == ["经济发展", "民生改善"]
    assert list(draft.plan.tasks) == ["1.1.1", "1.1.2", "2.1.1", "2.1.2", "2.1.3"]


def test_departments_are_those_of_the_table(draft: Draft) -> None:
    plan = draft.plan
    assert who(plan, "1.1.1") == ("某某区发展和改革局", ["某某区住房和城乡建设局", "某某区财政局"])
    assert who(plan, "1.1.2") == ("某某区工业和信息化局", [])
    assert who(plan, "2.1.2") == ("某某区教育局", ["各街道"])
    assert who(plan, "2.1.3") == ("某某区民政局", ["区大数据中心"])
    assert {task.lead.basis for task in plan.all_tasks()} == {Basis.SOURCE}


def test_dates_and_numbers_are_those_of_the_table(draft: Draft) -> None:
    tasks = draft.plan.tasks
    assert [task.due.date for task in tasks.values()] == [
        date(2024, 12, 31),
        date(2024, 12, 31),
        date(2024, 8, 31),
        date(2024, 9, 30),
        date(2024, 9, 30),
    ]
    assert [(m.value, m.unit) for m in tasks["1.1.1"].measures] == [(80, "亿元"), (60, "个")]
    assert [(m.value, m.unit) for m in tasks["2.1.1"].measures] == [(3, "所"), (900, "个")]


def test_the_draft_breaks_no_rule_of_the_format(tmp_path: Path) -> None:
    for make in FILES:
        out = tmp_path / make.__name__
        import_plan(make(tmp_path), out, ON)
        assert check_plan(out) == []
        assert "责任领导" in (out / "review.md").read_text("utf-8")


def test_a_table_flattened_to_one_cell_a_line(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "责任单位", "完成时限"]
    rows = [
        ["1", "新建养老服务站6个。", "区民政局", "10月底前"],
        ["2", "治理河道12公里。", "区水务局", "年底前"],
        ["3", "建成文化广场2个。", "区文旅局", "9月底前"],
    ]
    lines = ["某某区2023年民生实事任务表", *(cell for row in [header, *rows] for cell in row)]
    file = tmp_path / "flat.txt"
    file.write_text("\n".join(lines), "utf-8")
    plan = draft_from(file, ON).plan
    assert [task.quote for task in plan.all_tasks()] == [row[1] for row in rows]
    assert [plan.department_by_id[task.lead.department].id for task in plan.all_tasks()] == [
        "civil",
        "water",
        "culture",
    ]
    assert plan.tasks["1.1.1"].due.date == date(2023, 10, 31)


def test_rows_that_head_a_section(tmp_path: Path) -> None:
    file = tmp_path / "heads.csv"
    file.write_text(
        "某某县2023年重点工作任务分解\n序号,工作内容,责任单位\n一、产业发展,,\n1,培育规上企业8家,县工信局\n"
        "二、城乡建设,,\n2,新建停车场4处,县城管局\n",
        "utf-8",
    )
    plan = draft_from(file, ON).plan
    assert [(s.title, [t.title for t in s.tasks]) for s in plan.sections] == [
        ("产业发展", ["培育规上企业8家"]),
        ("城乡建设", ["新建停车场4处"]),
    ]


def test_a_table_of_targets_beside_the_text(tmp_path: Path) -> None:
    file = tmp_path / "targets.md"
    file.write_text(
        "# 某某县2023年国民经济和社会发展计划\n\n## 一、2022年计划执行情况\n\n完成投资20亿元。\n\n"
        "## 二、2023年主要任务\n\n### （一）扩大投资。实施重点项目30个。\n\n### （二）促进消费。举办促销活动20场。\n\n"
        "| 指标名称 | 单位 | 2022年完成 | 2023年目标 |\n|---|---|---|---|\n"
        "| 地区生产总值 | 亿元 | 98 | 增长6%左右 |\n| 社会消费品零售总额 | 亿元 | 40 | 44 |\n"
        "| 城镇登记失业率 | % | 3.2 | ≤4 |\n",
        "utf-8",
    )
    plan = draft_from(file, ON).plan
    assert [
        (t.name, str(t.measure.comparator), t.measure.value, t.measure.unit, t.measure.growth) for t in plan.targets
    ] == [
        ("地区生产总值", "≈", 6, "%", True),
        ("社会消费品零售总额", "=", 44, "亿元", False),
        ("城镇登记失业率", "≤", 4, "%", False),
    ]
    assert len(plan.tasks) == 2
