"""One invented report in many files: what is read does not depend on the file."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.imports.importing import draft_from, import_plan
from bot.imports.passages import dense
from bot.plan.files import check_plan
from bot.plan.model import Plan
from tests.imports.variations import VARIATIONS, pdf

ON = date(2023, 3, 1)
TEXT = (Path(__file__).parent / "fragments" / "report.txt").read_text("utf-8")


def said(plan: Plan) -> dict[str, object]:
    """Everything an import should find, whatever the file."""
    return {
        "plan": (plan.year, plan.district, plan.id),
        "targets": [(t.id, t.name, str(t.measure.comparator), t.measure.value, t.measure.unit) for t in plan.targets],
        "sections": [(s.number, dense(s.title), [dense(i.title) for i in s.initiatives]) for s in plan.sections],
        "tasks": [dense(task.quote) for task in plan.all_tasks()],
        "measures": [(m.what, m.comparator, m.value, m.unit) for task in plan.all_tasks() for m in task.measures],
        "due": [task.due.date for task in plan.all_tasks()],
    }


@cache
def plain(folder: Path) -> Plan:
    file = folder / "report.txt"
    file.write_text(TEXT, "utf-8")
    return draft_from(file, ON).plan


def test_what_the_report_says(tmp_path: Path) -> None:
    found = said(plain(tmp_path))
    assert found["plan"] == (2023, "青石县", "qingshi-2023")
    assert found["targets"] == [
        ("gdp", "地区生产总值", "≈", 6, "%"),
        ("industry", "规模以上工业增加值", "≥", 8, "%"),
        ("investment", "固定资产投资", "=", 9, "%"),
        ("retail", "社会消费品零售总额", "=", 7, "%"),
        ("revenue", "一般公共预算收入", "=", 5, "%"),
        ("revenue-2", "一般公共预算收入", "=", 10.3, "亿元"),
        ("income-urban", "城镇居民人均可支配收入", "=", 6.5, "%"),
        ("income-rural", "农村居民人均可支配收入", "=", 8, "%"),
        ("jobs", "城镇新增就业", "≥", 4000, "人"),
        ("unemployment", "城镇登记失业率", "≤", 4.5, "%"),
        ("grain", "粮食产量", "≥", 31, "万吨"),
        ("energy", "单位生产总值能耗", "≈", 2.5, "%"),
    ]
    assert [title for _, title, _ in found["sections"]] == [  # type: ignore[misc]
        "聚力项目建设,夯实高质量发展支撑",
        "聚力产业升级,壮大县域经济实力",
        "聚力城乡融合,建设宜居宜业家园",
        "聚力民生改善,增进人民群众福祉",
    ]
    assert ("规模以上工业总产值", ">", 200, "亿元") in found["measures"]  # type: ignore[operator]
    assert ("城乡低保标准", "=", 680, "元") in found["measures"]  # type: ignore[operator]
    assert date(2023, 10, 31) in found["due"]  # type: ignore[operator]
    assert not [quote for quote in found["tasks"] if "75亿元" in quote or "1800个" in quote]  # type: ignore[attr-defined]


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.__name__)
def test_other_files_say_the_same(tmp_path: Path, variation: Callable[[str, Path], Path]) -> None:
    file = variation(TEXT, tmp_path)
    assert said(draft_from(file, ON).plan) == said(plain(tmp_path))
    import_plan(file, tmp_path / "out", ON)
    assert check_plan(tmp_path / "out") == []


def test_markdown_with_signs_of_its_own(tmp_path: Path) -> None:
    lines = [
        f"## {line}" if line.startswith(("一、", "二、")) else f"**{line}**" if line.startswith("（") else line
        for line in TEXT.splitlines()
    ]
    leads = [
        f"**{line.split('。')[0]}**。{line.split('。', 1)[1]}" if line.startswith("扩大有效") else line
        for line in lines
    ]
    file = tmp_path / "report.md"
    file.write_text("\n\n".join(leads), "utf-8")
    found = said(draft_from(file, ON).plan)
    whole = said(plain(tmp_path))
    assert found["targets"] == whole["targets"]
    assert found["measures"] == whole["measures"]


def test_word_headings_and_automatic_numbers(tmp_path: Path) -> None:
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "chineseCounting"), ("w:lvlText", "（%1）")):
        part = OxmlElement(tag)
        part.set(qn("w:val"), value)
        level.append(part)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = numbering.add_num(90)
    for line in TEXT.splitlines():
        if line.startswith(("一、", "二、")):
            document.add_heading(line, 1)
        elif line.startswith("（") and "聚力" in line:
            properties = document.add_paragraph(line[3:])._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number.numId
        else:
            document.add_paragraph(line)
    document.save(str(tmp_path / "numbered.docx"))
    assert said(draft_from(tmp_path / "numbered.docx", ON).plan) == said(plain(tmp_path))


def test_a_page_around_the_report_stays_out(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    menu = "<nav>首页 2030年目标：增长99%</nav><style>p{margin:0}</style><script>var x='二、2031年工作安排';</script>"
    foot = "<footer>备案号 12345678</footer>"
    file = tmp_path / "page.htm"
    file.write_bytes(
        f"<!doctype html><html><head><title>报告</title></head><body>{menu}{body}{foot}</body></html>".encode()
    )
    assert said(draft_from(file, ON).plan) == said(plain(tmp_path))
    assert "99%" not in draft_from(file, ON).plan.report


def test_page_numbers_of_a_pdf_stay_out(tmp_path: Path) -> None:
    report = draft_from(pdf(TEXT, tmp_path), ON).plan.report
    assert not [line for line in report.splitlines() if line.strip("— ").isdigit()]
