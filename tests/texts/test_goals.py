"""What a measure asks for, in words."""

import pytest

from bot.plan.model import Comparator, Measure
from bot.texts.render import Texts

CASES = (
    (Measure("地区生产总值", Comparator.ABOUT, 4.5, "%", growth=True), "增长4.5%左右", "grow by about 4.5%"),
    (Measure("地区生产总值", Comparator.AT_LEAST, 6, "%", growth=True), "增长6%以上", "grow by at least 6%"),
    (Measure("单位GDP能耗下降", Comparator.ABOUT, 2.5, "%"), "下降2.5%左右", "fall by about 2.5%"),
    (Measure("单位GDP能耗下降", Comparator.AT_LEAST, 3, "%"), "下降3%以上", "fall by at least 3%"),
    (Measure("城镇登记失业率", Comparator.AT_MOST, 4.5, "%"), "不超过4.5%", "at most 4.5%"),
)


@pytest.mark.parametrize(("measure", "chinese", "english"), CASES)
def test_goals(measure: Measure, chinese: str, english: str) -> None:
    texts = Texts()
    for language, words in (("zh", chinese), ("en", english)):
        module = texts._template(f"{language}/_words.html.j2").make_module({})
        assert module.goal(measure).strip() == words
