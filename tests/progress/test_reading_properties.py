"""What holds of every text: it never raises, looks make no difference, a promise is never progress."""

import dataclasses
import string
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.language import normal as normal_form
from bot.progress.model import Reading, State
from bot.progress.reading import parse_measure, read
from bot.progress.reading.words import WORDS
from tests.corpus.cases import Case, replies

TODAY = date(2023, 7, 5)
CASES = replies("replies.txt")
MEASURES = [parse_measure(text) for text in (None, "39亿元", "100场", "4.5%增长", "启动 18个", "90%", "1.5万人")]
FRAGMENTS = [
    *WORDS,
    *"，。；：、！？（）【】\n 0123456789%％一二三四五十百千万亿成",
    "19.2亿元",
    "52场",
    "9月底前",
    "1-6月",
    "388/750户",
    "45%",
]

measures = st.sampled_from(MEASURES)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
corpus = st.sampled_from(CASES)


@settings(deadline=None)
@given(st.text(max_size=4096), measures, days)
@example("第" * 4096, MEASURES[1], TODAY)
@example("9" * 4096 + "亿", MEASURES[1], TODAY)
def test_no_text_raises(text: str, measure: object, today: date) -> None:
    read(text, measure, today)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), measures, days)
def test_no_row_of_known_words_raises(text: str, measure: object, today: date) -> None:
    reading = read(text, measure, today)  # type: ignore[arg-type]
    if reading.percent is not None and reading.percent >= 100:
        assert reading.state is State.DONE
    assert reading.is_update or reading == Reading(is_update=False)
    assert reading.blocker or reading.blocker_text is None


def looks_alike(case: Case, text: str) -> None:
    """Hold the reading of another look of a text against its own; only the quoted words may look different."""
    measure = parse_measure(case.measure)
    own, other = read(case.text, measure, case.as_of), read(text, measure, case.as_of)
    assert dataclasses.replace(other, blocker_text=own.blocker_text) == own


FULL_WIDTH = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in string.digits + string.ascii_letters + "%,;:!?()+-/="}
TRADITIONAL = {ord(new): old for old, new in zip(*(normal_form._TRADITIONAL[n::2] for n in (0, 1)), strict=True)}


@settings(deadline=None)
@given(corpus)
def test_full_width_reads_the_same(case: Case) -> None:
    looks_alike(case, case.text.translate(FULL_WIDTH))


@settings(deadline=None)
@given(corpus)
def test_traditional_characters_read_the_same(case: Case) -> None:
    looks_alike(case, case.text.translate(TRADITIONAL))


@settings(deadline=None)
@given(corpus, st.data())
def test_white_space_between_chinese_characters_reads_the_same(case: Case, data: st.DataObject) -> None:
    spaced = ""
    for before, after in zip(case.text, case.text[1:] + " ", strict=True):
        spaced += before
        if all("\u4e00" <= sign <= "\u9fff" for sign in (before, after)):
            spaced += data.draw(st.sampled_from(["", "", " ", "\u3000", "\u200b"]))
    looks_alike(case, spaced)


@settings(deadline=None)
@given(corpus, st.sampled_from(["收到，", "好的，", "收到。", "收到！\n", "OK，"]))
def test_an_acknowledgement_in_front_changes_nothing(case: Case, thanks: str) -> None:
    looks_alike(case, thanks + case.text)


NO_PROGRESS = [
    "计划{}",
    "计划完成{}",
    "预计年底完成{}",
    "力争8月底达到{}",
    "争取完成{}",
    "下一步完成{}",
    "目标是{}",
    "没到{}",
    "不足{}",
    "没有完成{}",
    "未达到{}",
    "不是{}",
    "上月完成{}",
    "去年完成{}",
    "去年同期{}",
    "上年完成{}",
    "如果完成{}",
    "完成{}了吗",
    "同比增长{}",
]


@settings(deadline=None)
@given(st.sampled_from(NO_PROGRESS), st.integers(2, 98), measures)
def test_a_plan_a_denial_and_the_past_are_never_progress(frame: str, percent: int, measure: object) -> None:
    reading = read(frame.format(f"{percent}%"), measure, TODAY)  # type: ignore[arg-type]
    assert reading.percent is None
    assert reading.state is not State.DONE


@settings(deadline=None)
@given(st.sampled_from(NO_PROGRESS), st.integers(2, 38))
def test_an_amount_planned_denied_or_past_is_never_the_value(frame: str, amount: int) -> None:
    reading = read(frame.format(f"{amount}亿元"), parse_measure("39亿元"), TODAY)
    assert reading.value is None


@settings(deadline=None)
@given(st.integers(1, 99), st.sampled_from(["完成{}%", "已完成{}％", "进度{}%", "完成率达{}%", "完成年度任务的{}%"]))
def test_a_completion_is_read_as_it_is_written(percent: int, frame: str) -> None:
    reading = read(frame.format(percent), None, TODAY)
    assert (reading.percent, reading.state, reading.sure) == (percent, State.IN_PROGRESS, True)


@pytest.mark.parametrize(
    "unit", ["完成投资19.2亿元，", "收到，", "3个", "1/", "(", "5月", "由", "没有", "百分之", "1,"]
)
def test_work_grows_with_the_length_of_the_text_and_no_faster(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in steps of the interpreter, for a clock would say something else on every machine."""
    measure = parse_measure("39亿元")
    read(unit, measure, TODAY)
    short, long = (steps(lambda n=n: read(unit * (n // len(unit)), measure, TODAY)) for n in (1024, 4096))
    assert long <= 5 * short


def steps(work: object) -> int:
    import sys

    count = 0

    def tick(*_: object) -> object:
        nonlocal count
        count += 1
        return tick

    before = sys.gettrace()
    sys.settrace(tick)  # type: ignore[arg-type]
    try:
        work()  # type: ignore[operator]
    finally:
        sys.settrace(before)
    return count
