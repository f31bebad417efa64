"""The ledger: its sheets and columns, what one may see of it, and text that stays text."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from bot.people.model import Role, Viewer
from bot.reports.ledger import ledger, ledger_csv
from bot.reports.occasion import writable
from bot.supervision.model import Matter, MatterKind, MatterState
from tests.conftest import NOW
from tests.desk.cast import report
from tests.reports.conftest import Make, sheets

HR = Viewer(Role.LEAD, frozenset({"hr"}))
GUEST = Viewer(Role.GUEST)
HEADINGS = (
    "序号 部分 举措 编号 任务 量化要求 牵头单位 配合单位 时限 原定时限 进展 完成率 序时 亮灯 亮灯原因"
    " 存在问题 下一步 最近反馈 来源"
)
HOSTILE = [
    '=HYPERLINK("http://evil.example","点我")',
    "+1+1",
    "@SUM(1)",
    "-2+3",
    "http://evil.example/x",
    "<b>加粗</b><script>alert(1)</script>&amp;",
    "坏\x00字\x0b符\x1b\ud800尾\ufffe",
    "_x0041_ 不是 A",
    "甲\x1e乙\x1d丙",
    "a\u202etxt.exe",
]


def test_the_sheets_and_columns_of_a_ledger(occasion: Make) -> None:
    made = sheets(ledger(occasion()))
    assert list(made) == ["任务台账", "主要目标", "延期", "协调与配合", "未反馈"]
    title, note, headings, *tasks = made["任务台账"]
    assert (title[0], note[0]) == ("某市某区2023年计划任务台账", "数据截至2023年7月5日")
    assert " ".join(headings) == HEADINGS
    assert [row[3] for row in tasks] == ["1.1.1", "1.1.2", "2.1.1", "2.1.2", "2.1.3"]
    assert tasks[0][5] == "年度投资超39亿元\n区重点建设项目63个"
    assert tasks[0][6:9] == ["某区发展和改革局", "某区住房和建设局", date(2023, 12, 31)]


def test_a_row_tells_progress_trajectory_lamp_and_why(occasion: Make) -> None:
    text = "已完成21.45亿元，受拆迁影响。下一步：8月底前交付地块"
    done = report("1.1.1", text, value=21.45, unit="亿元", blocker=True, blocker_text="受拆迁影响")
    row = sheets(ledger(occasion(done)))["任务台账"][3]
    assert row[10] == f"21.45亿元（55%）\n{text}"
    assert row[11] == pytest.approx(0.55)
    assert row[12] == pytest.approx(0.5, abs=0.05)
    assert row[13:18] == ["黄灯", "有堵点，受拆迁影响", "受拆迁影响", "8月底前交付地块", date(2023, 7, 5)]
    assert row[18].startswith("计划原文：力争63个区重点建设项目全年完成投资超39亿元")


@pytest.mark.parametrize(("viewer", "ids"), [(HR, ["2.1.1", "2.1.3"]), (GUEST, [])])
def test_others_see_the_plan_and_no_progress(occasion: Make, viewer: Viewer, ids: list[str]) -> None:
    reports = [report(each, "机密进展", percent=10.0) for each in ("1.1.1", "2.1.1", "2.1.3")]
    wish = Matter("c", MatterKind.COORDINATION, "1.1.1", NOW, "机密协调", "drc")
    made = ledger(occasion(*reports, viewer=viewer, matters=[wish]))
    tasks = sheets(made)["任务台账"][3:]
    assert len(tasks) == 5
    assert [row[3] for row in tasks if row[10]] == ids
    assert "机密协调" not in str(sheets(made))
    assert ("机密进展" in str(sheets(made))) is bool(ids)


def test_extensions_coordination_and_the_silent_have_their_sheets(occasion: Make) -> None:
    later = Matter("a", MatterKind.EXTENSION, "1.1.2", NOW, "招标延后", "drc", before=date(2023, 9, 28))
    later = replace(later, wanted=date(2023, 10, 20), state=MatterState.REFUSED, answered_name="王督办", answer="不行")
    wish = Matter("c", MatterKind.COORDINATION, "1.1.2", NOW, "需区住建局协调用地", "drc", asked=("housing",))
    part = Matter("s", MatterKind.SUPPORT, "1.1.1", NOW, "提供用地意见", "drc", asked=("housing",), answer="已出具")
    made = sheets(ledger(occasion(report("1.1.1", "推进中"), matters=[later, wish, part])))
    (row,) = made["延期"][3:]
    assert row[1:6] == ["1.1.2", "制定花果山小镇扶持政策", "某区发展和改革局", date(2023, 7, 5), date(2023, 9, 28)]
    assert row[6:10] == [date(2023, 10, 20), "招标延后", "不同意", "王督办：不行"]
    help_, its_part = made["协调与配合"][3:]
    assert help_[1] == "提请协调"
    assert help_[5] == "某区住房和建设局"
    assert help_[8:11] == [0, "需区住建局协调用地", "待答复"]
    assert (its_part[1], its_part[2], *its_part[9:11]) == ("请配合", "1.1.1", "提供用地意见", "已答复")
    assert {row[2] for row in made["未反馈"][3:]} == {"1.1.2", "2.1.1", "2.1.2", "2.1.3"}
    assert sheets(ledger(occasion()))["延期"][3][0] == "没有"


def test_invented_data_is_marked_on_every_sheet(occasion: Make) -> None:
    made = sheets(ledger(occasion(report("1.1.1", "推进中", invented=True))))
    assert all("演示数据" in rows[1][0] for rows in made.values())


def test_an_english_ledger(occasion: Make) -> None:
    made = sheets(ledger(occasion(report("2.1.1", "60 done", value=60.0), language="en")))
    assert next(iter(made)) == "Tasks"
    assert made["Tasks"][5][13] == "green"
    assert "Target" in made["Targets"][2]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_lead_typed_stays_text(occasion: Make, text: str) -> None:
    hostile = report("1.1.1", text, percent=50.0, blocker=True, blocker_text=text)
    wish = Matter("c", MatterKind.COORDINATION, "1.1.1", NOW, text, "drc", person_name=text)
    content = ledger(occasion(hostile, matters=[wish]))
    row = sheets(content)["任务台账"][3]
    assert row[15] == writable(text).strip()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        inside = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))}
    pages = "".join(xml for name, xml in inside.items() if "worksheets/" in name)
    assert "<f>" not in pages
    assert "hyperlink" not in pages
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", "".join(inside.values()))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_csv_holds_no_formulas(occasion: Make, text: str) -> None:
    content = ledger_csv(occasion(report("1.1.1", text, blocker=True, blocker_text=text)))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 6
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_it_prints_on_a4_across_with_headings_on_each_page(occasion: Make) -> None:
    with zipfile.ZipFile(io.BytesIO(ledger(occasion()))) as book:
        page, names = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/workbook.xml").decode()
    assert 'paperSize="9"' in page
    assert 'orientation="landscape"' in page
    assert 'fitToHeight="0"' in page
    assert "dataBar" in page
    assert "&amp;P" in page
    assert "$3:$3</definedName>" in names
    assert 'state="frozen"' in page
