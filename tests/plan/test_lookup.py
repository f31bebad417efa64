"""What people type, and what it is taken for: =one thing, ?asked between several, ~suggested."""

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.lookup import Found, Index
from bot.plan.matching import is_subsequence, likeness
from bot.plan.model import Assignment, Comparator, Department, Measure, Plan, Target
from bot.plan.pinyin import pinyin_keys, spoken_names
from tests.conftest import small_plan


def target(target_id: str, name: str, english: str, *aliases: str) -> Target:
    measure = Measure(name, Comparator.ABOUT, 5.5, "%", reported=True, growth=True)
    return Target(target_id, name, english, aliases, measure, Assignment("drc"), name)


def wide_plan() -> Plan:
    """Make the plan of the cast with the five headline targets and a few departments whose names are alike."""
    plan = small_plan()
    more = (
        target("retail", "社会消费品零售总额", "Total retail sales of consumer goods", "retail", "社零", "消费"),
        target("energy", "单位GDP能耗下降率", "Reduction of energy use per unit of GDP", "energy", "能耗"),
    )
    departments = (
        Department("commerce", "某区商务局", "Commerce Bureau", ("区商务局", "商务局")),
        Department("tax", "某区税务局", "Tax Bureau", ("税务局",)),
        Department("culture", "某区文化广电旅游体育局", "Culture Bureau", ("文广旅体局",)),
    )
    return replace(plan, targets=(*plan.targets, *more), departments=(*plan.departments, *departments))


INDEX = Index(wide_plan())


def shown(found: Found[Any]) -> str:
    if found.exact:
        return f"={found.exact.id}"
    if found.candidates:
        return "?" + " ".join(one.id for one in found.candidates)
    return "~" + " ".join(one.id for one in found.suggestions)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("gdp", "=gdp"),
        ("GDP", "=gdp"),
        ("ＧＤＰ", "=gdp"),
        (" 地区生产总值 ", "=gdp"),
        ("地區生產總值", "=gdp"),  # traditional characters
        ("社零", "=retail"),
        ("社会消费品零售总额", "=retail"),
        ("消品总额", "=retail"),  # characters in their order
        ("零售", "=retail"),
        ("收入", "=revenue"),
        ("GDP能耗", "=energy"),  # a part of a name goes before a name inside the words
        ("GDP增速", "=gdp"),
        ("财政收入情况", "=revenue"),
        ("shxfp", "=retail"),  # pinyin initials
        ("shxfplsze", "=retail"),
        ("SHXFP", "=retail"),
        ("shehuixiaofei", "=retail"),  # full pinyin
        ("sl", "=retail"),
        ("jy", "=jobs"),
        ("nh", "=energy"),
        ("caizhengshouru", "=revenue"),
        ("caizhengshoruu", "=revenue"),  # a slip in full pinyin
        ("财正收入", "=revenue"),
        ("gpd", "=gdp"),  # two letters swapped
        ("reveneu", "=revenue"),
        ("retial", "=retail"),
        ("re", "?revenue retail"),
        ("总", "?gdp retail"),
        ("gross regional", "=gdp"),
        ("new urban", "=jobs"),
        ("goods", "=retail"),
        ("总植", "~"),
        ("gdo", "~gdp"),
        ("就叶", "~jobs"),
        ("xyz", "~"),
        ("！？", "~"),
        ("", "~"),
    ],
)
def test_targets(said: str, meant: str) -> None:
    assert shown(INDEX.target(said)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("drc", "=drc"),
        ("发改局", "=drc"),
        ("x", "~"),  # one letter inside tax means nothing
        ("t", "=tax"),
        ("某区发展和改革局", "=drc"),
        ("商务", "=commerce"),
        ("人社", "=hr"),
        ("文旅", "=culture"),
        ("区商务局", "=commerce"),
        ("fgj", "=drc"),
        ("swj", "?commerce tax"),  # 商务局 and 税务局 sound alike
        ("shangwuju", "=commerce"),
        ("Commerce Bureau", "=commerce"),
        ("bureau", "?drc hr housing commerce tax culture"),
        ("档案", "=archives"),
        ("商务厅", "~commerce"),
        ("航天局", "~"),
    ],
)
def test_departments(said: str, meant: str) -> None:
    assert shown(INDEX.department(said)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1", "=1"),
        ("１", "=1"),
        ("一", "=1"),
        ("（一）", "=1"),
        ("(2)", "=2"),
        ("二、", "=2"),
        ("第二部分", "=2"),
        ("第1章", "=1"),
        ("section 2", "=2"),
        ("扩大内需", "=1"),
        ("民生", "=2"),
        ("mingsheng", "~"),
        ("minsheng", "=2"),
        ("demand", "=1"),
        ("突出", "?1 2"),
        ("突出民声优先", "=2"),
        ("7", "~"),
    ],
)
def test_sections(said: str, meant: str) -> None:
    assert shown(INDEX.section(said)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1.1.1", "=1.1.1"),
        ("１.１.１", "=1.1.1"),
        ("1.1.1。", "=1.1.1"),
        ("1。1。1", "=1.1.1"),
        ("1-1-1", "=1.1.1"),
        ("任务1.1.1", "=1.1.1"),
        ("#2.1.3", "=2.1.3"),
        ("2.1.1 招聘会", "=2.1.1"),
        ("1.1", "?1.1.1 1.1.2"),
        ("2", "?2.1.1 2.1.2 2.1.3"),
        ("2.1.9", "~2.1.1 2.1.2 2.1.3"),
        ("9.9.9", "~"),
        ("3.5亿元", "~"),
        ("招聘会", "=2.1.1"),
        ("举办招聘会", "=2.1.1"),
        ("花果山 政策", "=1.1.2"),
        ("39亿元", "=1.1.1"),  # stands in the quote
        ("线上 线下", "=2.1.1"),
        ("人社局", "?2.1.1 2.1.3"),
        ("老旧厂房改造", "~2.1.2"),
        ("zzz", "~"),
        ("", "~"),
    ],
)
def test_tasks(said: str, meant: str) -> None:
    assert shown(INDEX.task(said)) == meant


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("招聘会", ["2.1.1"]),
        ("建设 项目", ["1.1.1", "2.1.2"]),
        ("建设", ["1.1.1", "2.1.3", "2.1.2"]),  # those with the word in the title first; 2.1.2 is the 住建局's
        ("就业 社区", ["2.1.3"]),
        ("某区发展和改革局", ["1.1.1", "1.1.2"]),
        ("１.１.２", ["1.1.2"]),
        ("招聘会 花果山", []),
        ("，。 ", []),
    ],
)
def test_find_wants_every_word(words: str, ids: list[str]) -> None:
    assert [task.id for task in INDEX.find(words)] == ids


def test_pinyin_is_loaded_only_when_nothing_else_fits() -> None:
    code = """
import sys
from tests.plan.test_lookup import wide_plan
from bot.plan.lookup import Index
index = Index(wide_plan())
index.prepare()
assert index.target("gdp").exact and index.department("drc").exact
for words in ("社零", "消品总额", "财正收入", "不存在"):
    index.target(words), index.department(words), index.section(words), index.task(words)
assert "pypinyin" not in sys.modules
index.target("shxfp")
assert "pypinyin" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_keys_made_earlier_are_used() -> None:
    plan = wide_plan()
    keys = dict.fromkeys(spoken_names(plan), ("zz", "zz")) | {"社零": ("qx", "quxian")}

    assert shown(Index(plan, keys).target("quxian")) == "=retail"
    assert shown(Index(plan, keys).target("shehuixiaofei")) == "~"


def test_names_that_keep_no_key_are_spelled_when_needed() -> None:
    assert shown(Index(wide_plan(), {}).target("shxfp")) == "=retail"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("社会消费品零售总额", ("shxfplsze", "shehuixiaofeipinlingshouzonge")),
        ("单位GDP能耗", ("dwgdpnh", "danweigdpnenghao")),
        ("《重庆》", ("cq", "chongqing")),
        ("——", ("", "")),
    ],
)
def test_pinyin_of_names(name: str, keys: tuple[str, str]) -> None:
    assert pinyin_keys([name]) == {name: keys}


@given(st.text(max_size=30))
def test_any_words_are_answered(words: str) -> None:
    for found in (INDEX.target(words), INDEX.department(words), INDEX.section(words), INDEX.task(words)):
        assert sum((found.exact is not None, bool(found.candidates), bool(found.suggestions))) <= 1
        assert len(found.candidates) != 1
    assert set(INDEX.find(words)) <= set(INDEX.plan.all_tasks())


def test_a_text_of_a_hundred_kilobytes_is_only_looked_at_in_part() -> None:
    words = "完成投资" * 25_000

    assert shown(INDEX.department(words)) == "~"
    assert INDEX.find(words) == []


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == pytest.approx(likeness(other, one)) if one and other else True
    assert 0 <= likeness(one, other or "a") <= 100
    assert (likeness(one, other) == 100) == (one == other) if one else True


@given(st.text("abc", max_size=8), st.data())
def test_dropping_letters_leaves_a_subsequence(text: str, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))

    assert is_subsequence("".join(c for c, keep in zip(text, kept, strict=True) if keep), text)
    assert not is_subsequence(text + "a", text)
