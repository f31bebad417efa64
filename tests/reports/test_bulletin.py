"""The bulletin: what it says, that its classes and shares add up, and the form of an official document."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bot.config import LampsPart
from bot.errors import Refused
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.progress.model import State
from bot.progress.standing import summarise
from bot.reports.bulletin import Term, covered, ordinal, paragraphs, shares
from bot.reports.occasion import Occasion, writable
from bot.reports.official import in_template, official
from bot.reports.paragraphs import Paragraph, Style
from bot.supervision.model import Matter, MatterKind
from tests.conftest import NOW, TODAY
from tests.desk.cast import report
from tests.reports.conftest import OFFICE, TEXTS, Make
from tests.reports.test_ledger import HOSTILE

STUCK = report(
    "1.1.1",
    "已完成9亿元，用地手续未办完。下一步：8月底前交付3宗地块",
    3,
    value=9.0,
    blocker=True,
    blocker_text="用地手续未办完",
)
DONE = report("2.1.3", "已建成5个驿站", 2, state=State.DONE)


def text_of(content: bytes) -> list[str]:
    document: Any = Document(io.BytesIO(content))
    return [paragraph.text for paragraph in document.paragraphs]


def test_it_goes_from_the_whole_to_what_is_asked(occasion: Make) -> None:
    told = paragraphs(
        occasion(STUCK, DONE, report("gdp", "4.3%", value=4.3, period_end=date(2023, 3, 31))), Term.MONTHLY
    )
    heads = [each.text for each in told if each.style is Style.FIRST]
    assert heads == ["一、总体情况", "二、主要目标", "三、各部分进展", "四、逾期和滞后事项", "五、下一步要求"]
    assert told[0] == Paragraph(Style.MARK, "草稿，待审核")
    assert told[1].text == "关于2023年国民经济和社会发展计划6月份推进情况的通报"
    said = "\n".join(each.text for each in told)
    assert (
        "计划任务共5项，其中：已完成1项，占20.0%；逾期0项，占0.0%；未反馈3项，占60.0%；滞后1项，占20.0%；正常推进0项，占0.0%。"
    ) in said
    assert "2项任务有新的反馈，1项完成：建设就业服务驿站。" in said
    assert "1.地区生产总值。年度目标：增长4.5%左右。一季度4.3%，比目标4.5%低0.2个百分点" in said
    assert "（一）滞后1项\n1.63个区重点建设项目完成投资（1.1.1，某区发展和改革局牵头，时限12月31日）。" in said
    assert "存在问题：用地手续未办完。" in said
    assert "下一步：8月底前交付3宗地块。" in said
    assert "尚未反馈或超过30天未再反馈的任务共3项，涉及：" in said
    assert (told[-1].style, told[-1].text) == (Style.SIGN, "2023年7月5日")


def test_the_half_year_follows_the_plans_own_sections(occasion: Make) -> None:
    told = paragraphs(occasion(STUCK, DONE), Term.HALFYEAR)
    assert told[1].text == "关于2023年国民经济和社会发展计划上半年执行情况的通报"
    assert [each.text for each in told if each.style is Style.SECOND][:2] == [
        "（一）突出扩大内需",
        "（二）突出民生优先",
    ]
    assert [each.text for each in told if each.style is Style.THIRD] == [
        "1.扩投资。63个区重点建设项目完成投资，9亿元（23.1%）。",
        "1.就业增量提质。建设就业服务驿站，已完成。",
    ]


def test_nobody_reported_and_nothing_is_made_up(occasion: Make) -> None:
    said = "\n".join(each.text for each in paragraphs(occasion(), Term.WEEKLY))
    assert "没有逾期和滞后的任务。" in said
    assert "0项任务有新的反馈，没有新完成的任务" in said
    assert "亿元" not in said


def test_invented_data_and_requests_for_help_are_said(occasion: Make) -> None:
    wish = Matter("c", MatterKind.COORDINATION, "1.1.2", NOW, "需区住建局协调用地", "drc", asked=("housing",))
    told = paragraphs(occasion(replace(STUCK, invented=True), matters=[wish]), Term.WEEKLY)
    assert told[0].text == "草稿，待审核　演示数据，不是真实进展"
    assert any("1项任务有单位提请协调" in each.text for each in told)


@pytest.mark.parametrize("term", Term)
def test_an_english_bulletin_says_the_same(occasion: Make, term: Term) -> None:
    told = paragraphs(occasion(STUCK, DONE, language="en"), term)
    assert told[0].text == "Draft, to be reviewed"
    assert "Of 5 tasks 1 (20.0%) are done" in "\n".join(each.text for each in told)


@pytest.mark.parametrize(
    ("term", "today", "since", "until"),
    [
        (Term.WEEKLY, date(2023, 7, 5), date(2023, 6, 29), date(2023, 7, 5)),
        (Term.MONTHLY, date(2023, 7, 5), date(2023, 6, 1), date(2023, 6, 30)),
        (Term.MONTHLY, date(2023, 7, 25), date(2023, 7, 1), date(2023, 7, 25)),
        (Term.MONTHLY, date(2024, 1, 3), date(2023, 12, 1), date(2023, 12, 31)),
        (Term.HALFYEAR, date(2023, 7, 5), date(2023, 1, 1), date(2023, 6, 30)),
        (Term.HALFYEAR, date(2023, 5, 5), date(2023, 1, 1), date(2023, 5, 5)),
    ],
)
def test_what_a_term_covers(term: Term, today: date, since: date, until: date) -> None:
    assert covered(term, today) == (since, until)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 5000), min_size=1, max_size=6))
def test_shares_add_up(counts: dict[str, int]) -> None:
    made = shares(counts)
    assert [each.count for each in made] == list(counts.values())
    if sum(counts.values()):
        assert round(sum(each.percent for each in made) * 10) == 1000
        assert all(abs(each.percent - each.count / sum(counts.values()) * 100) < 0.11 for each in made)


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_headings_count(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_the_form_of_an_official_document(occasion: Make) -> None:
    of = occasion(STUCK)
    document: Any = Document(io.BytesIO(official(paragraphs(of, Term.WEEKLY), NOW)))
    (section,) = document.sections
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    assert [round(each.mm) for each in sizes] == [210, 297, 37, 35]
    assert [round(each.mm) for each in (section.left_margin, section.right_margin)] == [28, 26]
    fonts = {
        each.text[:4]: re.search(r'eastAsia="([^"]+)"', each.runs[0]._r.xml)[1]  # type: ignore[index]
        for each in document.paragraphs
    }
    assert fonts["关于20"] == "方正小标宋简体"
    assert fonts["一、总体"] == "黑体"
    assert fonts["（一）突"] == "楷体_GB2312"
    assert fonts["现将某市"] == "仿宋_GB2312"
    body = next(each for each in document.paragraphs if each.text.startswith("现将"))
    assert (body.runs[0].font.size.pt, body.paragraph_format.first_line_indent.pt) == (16, 32)
    assert "PAGE" in section.footer._element.xml
    assert "— " in section.even_page_footer._element.xml
    with zipfile.ZipFile(io.BytesIO(official(paragraphs(of, Term.WEEKLY), NOW))) as parts:
        assert 'w:altName w:val="仿宋,FangSong"' in parts.read("word/fontTable.xml").decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_lead_typed_stays_text(occasion: Make, text: str) -> None:
    hostile = replace(STUCK, text=f"下一步：{text}", reading=replace(STUCK.reading, blocker_text=text))
    content = official(paragraphs(occasion(hostile), Term.WEEKLY), NOW)
    assert any(writable(text).strip()[:10] in line for line in text_of(content))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = parts.read("word/document.xml").decode() + parts.read("word/_rels/document.xml.rels").decode()
    assert "evil.example" not in re.sub(r"<w:t[ >].*?</w:t>", "", inside)
    assert "<script" not in inside


def test_the_offices_own_template_keeps_its_form(occasion: Make) -> None:
    own: Any = Document()
    own.add_paragraph("某区发展和改革局文件")
    own.add_paragraph("{正文}")
    own.add_paragraph("抄送：区政府办")
    out = io.BytesIO()
    own.save(out)
    content = in_template(paragraphs(occasion(STUCK), Term.WEEKLY), out.getvalue(), NOW)
    lines = [line for line in text_of(content) if line]
    assert (lines[0], lines[1], lines[-1]) == ("某区发展和改革局文件", "草稿，待审核", "抄送：区政府办")
    document: Any = Document(io.BytesIO(content))
    assert next(each for each in document.paragraphs if each.text == "一、总体情况").style.name == "Heading 1"
    with pytest.raises(Refused, match=r"save it from Word as \.docx"):
        in_template([], b"no file", NOW)


def test_a_long_list_is_cut_and_counted(plan: Plan) -> None:
    people = plan.sections[1]
    (initiative,) = people.initiatives
    tasks = tuple(replace(initiative.tasks[0], id=f"2.1.{number}") for number in range(1, 2001))
    long = replace(plan, sections=(replace(people, initiatives=(replace(initiative, tasks=tasks),)),))
    summaries = {task.id: summarise(task.id, [report(task.id, "已举办60场", value=60.0)]) for task in tasks}
    board = Board(long, summaries, TODAY, {}, LampsPart())
    told = paragraphs(Occasion(board, OFFICE, (), {}, TEXTS, "zh", NOW), Term.HALFYEAR)
    assert any(each.text.endswith("；另有1960项有进展。") for each in told)
    assert sum(len(each.text) for each in told) < 10_000
