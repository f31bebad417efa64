"""Any text at all gives either a plan that breaks no rule or one clear error; every quote is in the source."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.imports.figures import figures
from bot.imports.importing import draft_files, draft_from
from bot.imports.indicators import indicators
from bot.imports.paragraphs import paragraphs
from bot.imports.passages import Passage, dense
from bot.imports.writing import checked
from bot.plan.model import Plan

ON = date(2024, 1, 8)
SIGNS = (
    "，。；：、！？（）()“”《》—-0123456789.%％‰亿万元个户人项年月日 \n\t　|#*"
    "一二三四五六七八九十是要增长左右以上控制在地区生产总值目标"
)
HEADS = (
    "一、2023年工作回顾\n",
    "二、2024年工作安排\n",
    "（一）扩大投资。",
    "1.做好就业。",
    "今年主要预期目标是：",
    "——",
    "附件",
)
CLAUSES = (
    "地区生产总值增长6%左右",
    "新建学校3所",
    "城镇登记失业率控制在4%以内",
    "各位代表",
    "由100元提高到120元",
    "完成投资5-6亿元",
    "12月底前建成",
    "到2025年达到900亿元",
    "城乡居民人均可支配收入分别增长6%、8%",
    "| 任务 | 责任单位 |\n| 改造道路3条 | 区住建局 |\n",
)
texts = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from(SIGNS), max_size=300),
    st.lists(st.sampled_from((*HEADS, *CLAUSES, "，", "。", "；", "\n", "　　", " ")), max_size=40).map("".join),
)
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def squeezed(text: str) -> str:
    return "".join(text.split())


def quotes(plan: Plan) -> list[str]:
    return [one.quote for one in (*plan.targets, *plan.all_tasks(), *plan.uncommitted)]


@many
@given(text=texts)
def test_any_text_gives_a_good_plan_or_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "any.txt"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        draft = draft_from(file, ON)
    except Refused as error:
        refusal = str(error)
    else:
        refusal = ""
    if refusal:
        assert "\n" not in refusal
        return
    plan = checked(draft_files(draft, file.name))
    assert plan.tasks
    assert all(squeezed(quote) in squeezed(plan.report) for quote in quotes(plan))


@many
@given(text=texts)
def test_paragraphs_lose_no_word(text: str) -> None:
    """Blanks, page numbers, rules and the marks of footnotes aside."""
    kept = {sign for paragraph in paragraphs(text) for sign in dense(paragraph)}
    lost = {sign for line in text.splitlines() if len(line) > 40 for sign in dense(line)} - kept
    assert not {sign for sign in lost if sign.isalpha()}


@many
@given(text=texts)
def test_places_lead_back_to_the_published_words(text: str) -> None:
    passage = Passage(text)
    written = passage.dense
    for start in range(0, len(written), 7):
        assert dense(passage.quote(start, min(start + 5, len(written)))) == written[start : start + 5]


@many
@given(text=texts)
def test_numbers_and_clauses_have_places_inside_the_text(text: str) -> None:
    written = dense(text)
    for figure in figures(written):
        assert 0 <= figure.start < figure.end <= figure.words_end <= len(written)
    found, unread = indicators(written, 0, len(written))
    for one in (*found, *unread):
        assert 0 <= one.start < one.end <= len(written)
    assert all(one.name for one in found)
