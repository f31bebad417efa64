"""Pictures say what is known and nothing else, fit a phone, and take what a department writes for words only."""

import struct
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.model import Comparator, Measure, Plan, Section
from bot.progress.board import Board
from bot.progress.model import Lamp, State
from bot.reports.pictures import department, glance, png, target
from bot.reports.pictures.colours import DARK, LIGHT, Colours
from bot.reports.pictures.lettering import clipped, width, wrapped
from bot.reports.pictures.sheet import WIDTH
from tests.conftest import small_plan
from tests.progress.reports import on, report
from tests.reports.boards import SVG, board, elements, large_plan, marks, texts

HALF_YEAR = (
    report(on(7, 1), "1.1.1", value=21.5),
    report(on(7, 1), "1.1.2", state=State.DONE),
    report(on(7, 1), "2.1.1", percent=10),
    report(on(5, 1), "gdp", value=4.1, period_end=on(3, 31)),
    report(on(6, 15), "revenue", value=6.3, period_end=on(5, 31)),
)
PICTURES: dict[str, Callable[[Board, str, bool], str]] = {
    "glance": lambda b, lang, dark: glance(b, lang, dark),
    "target": lambda b, lang, dark: target(b, "gdp", HALF_YEAR, lang, dark),
    "department": lambda b, lang, dark: department(b, "drc", lang, dark),
}
EACH = pytest.mark.parametrize("name", PICTURES)


def test_a_glance_says_in_one_sentence_how_the_plan_stands() -> None:
    svg = glance(board(*HALF_YEAR), "zh")
    assert "".join(texts(svg)[:2]) == "时间过51%，任务完成20%：红灯1项、黄灯2项"
    assert "20%，1/5项" in texts(svg)
    assert marks(svg) == {"red": 2, "yellow": 4, "green": 3, "done": 2, "grey": 1}, "key, five tasks, three targets"


def test_a_glance_shows_each_target_with_goal_figure_and_what_is_left() -> None:
    shown = texts(glance(board(*HALF_YEAR), "zh"))
    assert {"地区生产总值", "4.1%", "一季度", "目标增长4.5%左右，后三季度需4.6%"} <= set(shown)
    assert {"一般公共预算收入", "6.3%", "1—5月", "高0.6个百分点"} <= set(shown)
    assert shown[shown.index("城镇新增就业人数") - 1] == "暂无数据", "a number nobody gave is not drawn"


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "时间过51%，5项任务都还没有反馈"), ("en", "no report yet on 5 tasks")]
)
def test_without_a_report_it_says_so(language: str, words: str) -> None:
    assert words in " ".join(texts(glance(board(), language)))


def test_a_plan_without_tasks_has_a_picture_too() -> None:
    empty = replace(small_plan(), sections=(), targets=())
    assert "计划里还没有任务" in texts(glance(board(plan=empty), "zh"))
    assert png(department(board(plan=empty), "archives", "zh"))


@pytest.mark.parametrize(("tasks", "unit"), [(180, "每个记号1项"), (10_000, "每个记号约17项")])
def test_a_large_plan_fits_by_letting_a_mark_stand_for_several(tasks: int, unit: str) -> None:
    svg = glance(board(plan=large_plan(tasks)), "zh")
    assert unit in texts(svg)
    assert height(svg) < 1.9 * WIDTH
    assert len(svg) < 60_000


def test_one_red_task_among_thousands_is_still_seen() -> None:
    plan = large_plan(9_000)
    svg = glance(board(report(on(2, 1), "4.1.7", state=State.NOT_STARTED), plan=plan, today=on(12, 20)), "zh")
    assert marks(svg)["red"] == 2, "one in the key, one in its section"


def test_a_target_over_the_year() -> None:
    reports = [
        report(on(4, 20), "revenue", value=9.9, period_end=on(3, 31), message="telegram:-1:7"),
        report(on(4, 20), "revenue", value=6.1, period_end=on(3, 31), message="telegram:-1:7", edited=5),
        report(on(5, 12), "revenue", value=8.8, period_end=on(4, 30), retracted=True),
        report(on(6, 15), "revenue", value=5.2, period_end=on(5, 31)),
    ]
    shown = texts(target(board(*reports), "revenue", reports, "zh"))
    assert {"6.1%", "5.2%", "6—12月需增长6.1%，全年才能达到目标", "上半年数据7月20日前后发布"} <= set(shown)
    assert not {"9.9%", "8.8%"} & set(shown), "what was corrected or withdrawn is gone"
    assert "".join(shown[:2]) == "一般公共预算收入1—5月增长5.2%，比目标低0.5个百分点"


def test_an_amount_is_drawn_against_an_even_course() -> None:
    plan = small_plan()
    counted = Measure("城镇新增就业人数", Comparator.AT_LEAST, 28000, "人", reported=True)
    jobs = replace(plan.target_by_id["jobs"], measure=counted, every="month")
    plan = replace(plan, targets=(jobs,))
    ends = (on(1, 31), on(2, 28), on(3, 31), on(4, 30), on(5, 31), on(6, 30), on(7, 31))
    reports = [report(on(end.month + 1, 8), "jobs", value=2100.0 * end.month, period_end=end) for end in ends]
    shown = texts(target(board(*reports, plan=plan, today=on(8, 20)), "jobs", reports, "zh"))
    assert "".join(shown[:2]) == "城镇新增就业人数1—7月14700人，完成目标的52%"
    assert "序时" in shown
    assert [text for text in shown if text.endswith("人")][-1] == "14700人"


def test_a_target_nobody_has_set_and_one_without_a_figure() -> None:
    assert "城镇新增就业人数：目标数待上级下达" in texts(target(board(), "jobs", [], "zh"))
    assert "地区生产总值：" in texts(target(board(), "gdp", [], "zh"))[0]


def test_a_department_s_tasks_the_worst_first() -> None:
    shown = texts(department(board(*HALF_YEAR), "hr", "zh"))
    assert shown[0] == "某区人力资源和社会保障局2项任务："
    first, second = (next(n for n, text in enumerate(shown) if text.startswith(name)) for name in ("2.1.1", "2.1.3"))
    assert first < second
    assert "10%" in shown


def test_a_department_with_many_tasks_counts_the_rest() -> None:
    shown = texts(department(board(plan=large_plan(180)), "drc", "zh"))
    assert any(text.startswith("另有170项：") for text in shown)


@pytest.mark.parametrize("language", ["zh", "en"])
@EACH
def test_invented_figures_are_marked(name: str, language: str) -> None:
    badge = {"zh": "演示数据", "en": "demo data"}[language]
    invented = [replace(each, invented=True) for each in HALF_YEAR]
    assert badge in texts(PICTURES[name](board(*invented), language, False))
    assert badge not in texts(PICTURES[name](board(*HALF_YEAR), language, False))


def test_a_demo_says_so_before_anything_is_reported() -> None:
    assert "演示数据" in texts(glance(board(), "zh", demo=True))


@pytest.mark.parametrize(("language", "dark"), list(product(("zh", "en"), (False, True))))
@EACH
def test_everything_can_be_read_on_a_phone(name: str, language: str, dark: bool) -> None:
    svg = PICTURES[name](board(*HALF_YEAR, plan=long_names()), language, dark)
    for each in (each for each in elements(svg) if each.tag == f"{SVG}text"):
        size, bold = float(each.get("font-size", 0)), each.get("font-weight") == "700"
        room = width(each.text or "", size, bold=bold)
        left = float(each.get("x", 0)) - {"start": 0, "middle": room / 2, "end": room}[each.get("text-anchor", "start")]
        assert size >= 12
        assert left >= 0, each.text
        assert left + room <= WIDTH, each.text


def long_names() -> Plan:
    plan = small_plan()
    long = "关于进一步健全完善高质量发展综合绩效评价体系并组织实施年度重点工作任务的若干意见" * 3
    tasks = tuple(replace(task, title=long, title_en="A very long title " * 20) for task in plan.sections[0].tasks)
    initiative = replace(plan.sections[0].initiatives[0], tasks=tasks)
    section = Section("1", "一", long, (initiative,), "An endless title " * 20)
    targets = tuple(replace(target, name=long, name_en="Gross everything " * 9) for target in plan.targets)
    departments = tuple(replace(each, name=long, name_en="Bureau of everything " * 9) for each in plan.departments)
    return replace(plan, sections=(section,), targets=targets, departments=departments)


@EACH
def test_pictures_can_stand_side_by_side_on_a_page(name: str) -> None:
    svg = PICTURES[name](board(*HALF_YEAR), "zh", False)
    root = next(iter(elements(svg)))
    assert not [each for each in elements(svg) if each.get("id") or each.get("style")]
    assert (root.get("role"), bool(root.get("aria-label"))) == ("img", True)


@EACH
def test_a_png_is_small_and_as_wide_as_asked(name: str) -> None:
    made = png(PICTURES[name](board(*HALF_YEAR), "zh", False))
    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">I", made[16:20]) == (780,)
    assert len(made) < 200_000
    assert struct.unpack(">I", png(glance(board(), "zh"), 400)[16:20]) == (400,)


def test_a_picture_is_the_same_each_time() -> None:
    assert glance(board(*HALF_YEAR), "zh") == glance(board(*HALF_YEAR), "zh")


HOSTILE = (
    "</text><script>alert(1)</script>",
    '"/><image href="file:///etc/passwd"/>',
    "<![CDATA[ ]]> &amp; &#0; &lt;b&gt; <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
    "\0\x08\x1b[31m\u202egnp.exe\u2028\ud800",
    "{{ 7 * 7 }}{% raw %}",
    "𠮷野家😀" * 50,
)
ALLOWED = {f"{SVG}{name}" for name in ("svg", "path", "circle", "rect", "polyline", "text")}


def blocked(words: str) -> str:
    """Draw a department one of whose tasks is blocked for the reason somebody gave."""
    told = report(on(7, 3), "1.1.2", state=State.BLOCKED, blocker=True, blocker_text=words)
    return department(board(told), "drc", "zh")


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_department_writes_stays_words(words: str) -> None:
    svg = blocked(words)
    assert {each.tag for each in elements(svg)} <= ALLOWED
    assert not {name for each in elements(svg) for name in each.attrib if "href" in name or name.startswith("on")}
    assert png(svg)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_words_break_a_picture(words: str) -> None:
    svg = blocked(words)
    assert {each.tag for each in elements(svg)} <= ALLOWED
    assert any(text.startswith("工作受阻") for text in texts(svg))


@pytest.mark.parametrize("words", HOSTILE)
def test_names_of_a_plan_stay_words_too(words: str) -> None:
    plan = small_plan()
    named = replace(
        plan,
        district=words,
        targets=tuple(replace(each, name=words) for each in plan.targets),
        departments=tuple(replace(each, name=words) for each in plan.departments),
    )
    for svg in (glance(board(plan=named), "zh"), department(board(plan=named), "drc", "zh")):
        assert {each.tag for each in elements(svg)} <= ALLOWED
        assert png(svg)


def height(svg: str) -> float:
    return float(next(iter(elements(svg))).get("viewBox", "").split()[3])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_colours_have_the_contrast_of_wcag_aa(colours: Colours) -> None:
    texts = (colours.ink, colours.muted, *colours.words.values())
    assert min(contrast(colours.ground, colour) for colour in texts) >= 4.5
    assert min(contrast(colours.ground, colour) for colour in colours.lamps.values()) >= 3
    assert colours.lamps.keys() == colours.words.keys() == set(Lamp)


def test_texts_are_cut_and_broken_to_fit() -> None:
    assert clipped("老旧小区改造", 100, 13) == "老旧小区改造"
    assert clipped("老旧小区改造", 60, 13) == "老旧小…"
    assert wrapped("时间过50%，任务完成8%：红灯2项、黄灯55项", 358, 20, bold=True) == [
        "时间过50%，任务完成8%：",
        "红灯2项、黄灯55项",
    ]
    assert wrapped("one two three four", 60, 12) == ["one two", "three four"]
    assert wrapped("很长" * 50, 100, 12, most=2)[-1].endswith("…")


@given(st.text(max_size=80), st.floats(30, 400), st.integers(1, 3))
def test_lines_fit_whatever_is_written(text: str, room: float, most: int) -> None:
    lines = wrapped(text, room, 12, most=most)
    assert len(lines) <= most
    assert all(width(clipped(line, room, 12), 12) <= room for line in lines)
