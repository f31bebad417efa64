"""Questions about the plan and its progress: who, where, said → answered."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.base import Family
from bot.desk.table import COMMANDS
from bot.plan.pinyin import pinyin_keys, spoken_names
from bot.progress.model import Lamp, LampChange, Reason, State
from tests.conftest import NOW, SHANGHAI, small_plan
from tests.desk.cast import Talk, buttons, report, words


async def half_a_year(talk: Talk) -> None:
    """Reports as they might stand on 5 July: investment behind, fairs ahead, the policy overdue to begin."""
    await talk.recorded(
        report("gdp", "一季度GDP增长4.2%", 70, value=4.2, unit="%", period_end=date(2023, 3, 31), department="drc"),
        report("1.1.1", "已完成11.7亿元", 60, value=11.7, unit="亿元", department="drc", person_name="赵发改"),
        report("1.1.1", "累计完成13.65亿元", 3, value=13.65, unit="亿元", department="drc", person_name="赵发改"),
        report("2.1.1", "已办70场", 5, value=70.0, unit="场", department="hr", person_name="李人社"),
        report("2.1.3", "5个驿站全部建成", 9, state=State.DONE, department="hr", person_name="李人社"),
        report(
            "1.1.2",
            "初稿卡在合法性审查",
            2,
            state=State.BLOCKED,
            blocker=True,
            blocker_text="合法性审查未过",
            department="drc",
        ),
    )


@pytest.fixture
async def july(talk: Talk) -> Talk:
    await half_a_year(talk)
    return talk


@pytest.mark.parametrize(
    ("who", "where", "said", "answer"),
    [
        # one target, by any of its names
        ("office", "private", "/target gdp", "目标：全年增长4.5%左右"),
        ("office", "private", "/target GDP", "地区生产总值"),
        ("office", "private", "/目标 生产总值", "地区生产总值"),
        ("office", "private", "/目标GDP", "地区生产总值"),
        ("office", "private", "/目標 生產總值", "地区生产总值"),
        ("office", "private", "/target dqsczz", "地区生产总值"),
        ("office", "private", "/target@plan_desk_bot gdp", "地区生产总值"),
        ("office", "private", "/target gpd", "地区生产总值"),
        ("office", "private", "/target 完全没有的东西", "/target gdp"),
        ("office", "private", "/target", "主要目标"),
        ("office", "private", "/target gdp", "上年：2022年3650.18亿元"),
        ("office", "private", "/target gdp", "按可比价，不推算总量"),
        ("office", "private", "/target gdp", "最新：一季度增长4.2%"),
        ("office", "private", "/target gdp", "比目标低0.3个百分点"),
        ("office", "private", "/target gdp", "后三季度需增长4.6%"),
        ("office", "private", "/target gdp", "按3/12个月假设"),
        ("office", "private", "/target gdp", "下次：上半年数据，7月20日前后发布"),
        ("office", "private", "/target gdp", "牵头：某区发展和改革局"),
        ("office", "private", "/target gdp", "地区生产总值增长 4.5%左右"),
        ("office", "private", "/target revenue", "折算：全年约56.76亿元"),
        ("office", "private", "/target revenue", "最新：未报数"),
        ("office", "private", "/target jobs", "完成市下达目标"),
        ("hr", "hr", "/target gdp", "最新：一季度"),
        ("guest", "private", "/target gdp", "这里只看计划"),
        # a name alone, in private
        ("office", "private", "gdp", "目标：全年增长4.5%左右"),
        ("office", "private", "生产总值", "目标：全年增长4.5%左右"),
        ("office", "private", "1.1.1", "63个区重点建设项目完成投资"),
        # all targets
        ("office", "private", "/targets", "最新：一季度增长4.2%"),
        ("guest", "private", "/targets", "目标：增长5.7%"),
        # sections
        ("office", "private", "/sections", "一、突出扩大内需"),
        ("office", "private", "/section 1", "1.1 扩投资"),
        ("office", "private", "/section 一", "一、突出扩大内需"),
        ("office", "private", "/section（二）", "二、突出民生优先"),
        ("office", "private", "/部分 民生", "二、突出民生优先"),
        ("office", "private", "/section 9", "没有找到部分“9”"),
        ("office", "private", "/section", "一、突出扩大内需"),
        ("office", "private", "/section 1", "1.1.1 63个区重点建设项目完成投资 35%"),
        ("hr", "hr", "/section 1", "2项，只列计划：由某区发展和改革局牵头"),
        ("hr", "hr", "/section 2", "另有1项只列计划：由某区住房和建设局牵头"),
        ("guest", "private", "/section 1", "1.1.1 63个区重点建设项目完成投资"),
        # one task
        ("office", "private", "/task 1.1.1", "进度：13.65亿元，完成35%（目标超39亿元）"),
        ("office", "private", "/任务1.1.1", "63个区重点建设项目完成投资"),
        ("office", "private", "/task 招聘会", "举办招聘会"),
        ("office", "private", "/task 1.1.1", "要求：年度投资 超39亿元；区重点建设项目 63个"),
        ("office", "private", "/task 1.1.1", "时限：12月31日（计划未写日期，按年底算）"),
        ("office", "private", "/task 1.1.1", "节点：6月30日 完成投资过半（未报到位）"),
        ("office", "private", "/task 2.1.1", "节点：6月30日 举办过半（已到位）"),
        ("office", "private", "/task 2.1.1", "上年：招聘会 159场"),
        ("office", "private", "/task 1.1.1", "配合：某区住房和建设局"),
        ("office", "private", "/task 1.1.1", "最近反馈：7月2日 某区发展和改革局 赵发改"),
        ("office", "private", "/task 1.1.1", "累计完成13.65亿元"),
        ("office", "private", "/task 1.1.2", "堵点：合法性审查未过"),
        ("office", "private", "/task 1.1.2", "时限：9月28日（非计划原文"),
        ("office", "private", "/task 2.1.2", "进度：还没有反馈"),
        ("office", "private", "/task 2.1.3", "已完成"),
        ("office", "private", "/task gdp", "目标：全年增长4.5%左右"),
        ("office", "private", "/target 1.1.1", "63个区重点建设项目完成投资"),
        ("office", "private", "/task 1.1.9", "没有找到任务“1.1.9”。是不是："),
        ("office", "private", "/task 9.9.9", "没有找到任务“9.9.9”"),
        ("office", "private", "/task 9.9.9", "编号形如 1.1.1、"),
        ("office", "private", "/task", "/task 1.1.1"),
        ("hr", "hr", "/task 1.1.1", "这里只看计划"),
        ("guest", "private", "/task 1.1.1", "力争63个区重点建设项目全年完成投资超39亿元"),
        # words
        ("office", "private", "/find 老旧小区", "2.1.2 推进老旧小区改造"),
        ("office", "private", "/find 小区 改造", "2.1.2"),
        ("office", "private", "/find 宇宙飞船", "没有任务含“宇宙飞船”"),
        ("office", "private", "/find", "/find 老旧小区"),
        # the plan's own words
        ("guest", "private", "/source 1.1.1", "带动固定资产投资增长10%以上"),
        ("guest", "private", "/原文 gdp", "地区生产总值增长 4.5%左右"),
        ("guest", "private", "/source 8.8.8", "没有找到任务“8.8.8”"),
        # one's own
        ("hr", "private", "/mine", "2.1.1 举办招聘会 70%"),
        ("hr", "hr", "/mine", "其中牵头2项"),
        ("drc", "private", "/我的", "主要目标"),
        ("office", "private", "/mine", "没有“本单位”"),
        ("guest", "private", "/mine", "绑定码"),
        ("office", "new", "/mine", "还没有绑定"),
        # what falls due
        ("office", "private", "/due", "14天内到期：0项"),
        ("office", "private", "/due 90", "9月28日　周四"),
        ("office", "private", "/due 九十天", "1.1.2 制定花果山小镇扶持政策"),
        ("office", "private", "/due abc", "“abc”不是可用的天数"),
        ("office", "private", "/due -3", "1到366"),
        ("office", "private", "/due 9999", "1到366"),
        ("guest", "private", "/due 90", "1.1.2"),
        # what is late
        ("guest", "private", "/late", "进展不在这里显示"),
        ("office", "new", "/late", "还没有绑定单位"),
        # what was reported
        ("office", "private", "/history 1.1.1", "11.7亿元 → 13.65亿元"),
        ("office", "private", "/历史 gdp", "一季度增长4.2%"),
        ("office", "private", "/history 2.1.2", "还没有反馈"),
        ("office", "private", "/history", "/history 1.1.1"),
        ("office", "private", "/history 8.8.8", "没有找到任务"),
        ("hr", "hr", "/history 1.1.1", "进展不在这里显示"),
        ("drc", "drc", "/history 1.1.1", "累计完成13.65亿元"),
        # in English
        ("office", "en", "/target gdp", "must go up 4.6%"),
        ("office", "en", "/task 1.1.1", "13.65 亿元, 35% done (goal over 39 亿元)"),
        ("office", "en", "/task 9.9.9", "There is no task"),
        ("office", "en", "/sections", "in all"),
        ("office", "en", "/section 2", "2.1"),
        ("office", "en", "/mine", "whole district"),
        ("office", "en", "/due 90", "Thu 28 Sep"),
        ("office", "en", "/history 1.1.1", "11.7 亿元 → 13.65 亿元"),
        ("office", "en", "/source 1.1.1", "own words"),
        ("office", "en", "/find 小区", "1 task"),
        ("office", "en", "/targets", "Goal: grow by 5.7%"),
    ],
)
async def test_answers(july: Talk, who: str, where: str, said: str, answer: str) -> None:
    if where == "en":
        where = "private"
        await july.say(who, where, "/lang en")
    assert answer in await july.read(who, where, said)


@pytest.mark.parametrize(
    ("where", "said", "hidden"),
    [
        ("hr", "/task 1.1.1", "13.65"),
        ("hr", "/section 1", "35%"),
        ("hr", "/find 投资", "35%"),
        ("hr", "/source 1.1.1", "13.65"),
        ("new", "/task 1.1.1", "13.65"),
        ("new", "/target gdp", "4.2%"),
        ("new", "/targets", "4.2%"),
        ("new", "/sections", "🟢"),
        ("new", "/due 90", "🟡"),
    ],
)
async def test_progress_of_others_is_not_shown(july: Talk, where: str, said: str, hidden: str) -> None:
    """The room decides what is shown, even where the office asks."""
    assert hidden not in await july.read("office", where, said)


async def test_the_worst_task_comes_first_where_it_may_be_seen(july: Talk) -> None:
    seen = await july.read("office", "office", "/section 1")
    hidden = await july.read("guest", "private", "/section 1")
    assert seen.index("1.1.1") != seen.index("1.1.2")
    assert hidden.index("1.1.1") < hidden.index("1.1.2"), "the plan's order says nothing of progress"


async def test_a_lamp_says_since_when(july: Talk) -> None:
    standing_lamp = (await july.read("office", "private", "/task 1.1.1"))[0]
    lamp = {"🟡": Lamp.YELLOW, "🔴": Lamp.RED, "🟢": Lamp.GREEN}[standing_lamp]
    changed = datetime(2023, 7, 3, 9, tzinfo=SHANGHAI)
    await july.store.write(lambda c: c.light(LampChange("1.1.1", changed, None, lamp, Reason("behind"))))
    assert "（7月3日起）" in await july.read("office", "private", "/task 1.1.1")


async def test_cards_lead_on_and_back(july: Talk) -> None:
    card = await july.say("office", "private", "/task 1.1.1")
    assert buttons(card) == {"原文": "/source 1.1.1", "历史": "/history 1.1.1", "‹ 第一部分": "/section 1"}
    assert card[0].subjects == ("1.1.1",)
    source = await july.say("office", "private", "", kind="button", button="/source 1.1.1")
    assert source[0].replace
    assert buttons(source) == {"‹ 返回": "/task 1.1.1"}
    assert "历史" not in buttons(await july.say("guest", "private", "/task 1.1.1"))
    target = await july.say("office", "private", "/target gdp")
    assert buttons(target) == {
        "原文": "/source gdp",
        "历史": "/history gdp",
        "图": "/chart gdp",
        "‹ 全部目标": "/targets",
    }


async def test_two_that_fit_are_asked_about(july: Talk) -> None:
    asked = await july.say("office", "private", "/task 就业服务驿站 招聘会")
    choice = buttons(await july.say("office", "private", "/部分 突出"))
    assert choice == {"一、突出扩大内需": "/section 1", "二、突出民生优先": "/section 2"}
    assert asked[0].message


async def test_a_command_in_reply_to_a_card_is_about_that_card(july: Talk) -> None:
    await july.store.write(lambda change: change.sent("r-drc", ["55"], ["1.1.2"]))
    reply = {"reply_to": "55", "reply_to_bot": True}
    assert "合法性审查" in await july.read("drc", "drc", "/history", **reply)
    assert "制定花果山小镇扶持政策" in await july.read("drc", "drc", "/task", **reply)


async def test_history_is_turned_in_pages_and_strikes_what_does_not_count(talk: Talk) -> None:
    reports = [report("2.1.1", f"已办{n}场", 30 - n, value=float(n), department="hr") for n in range(1, 13)]
    await talk.recorded(*reports)
    newest = (await talk.store.read(lambda reader: reader.updates("2.1.1")))[0]
    await talk.store.write(lambda change: change.retract(newest.id))
    first = await talk.say("hr", "hr", "/history 2.1.1")
    assert first[0].message
    assert "<s>已办12场</s>" in first[0].message.html
    assert "已撤销，不计" in words(first)
    assert "第1页，共3页" in words(first)
    assert buttons(first)["下一页 ›"] == "/history 2.1.1 2"
    last = await talk.say("hr", "hr", "/history 2.1.1 3")
    assert "已办2场" in words(last)
    assert "1场 → 2场" in words(last)
    assert "— → 1场" in words(last)


async def test_invented_reports_say_so_wherever_they_show(talk: Talk) -> None:
    await talk.recorded(
        report("2.1.1", "已办70场", 5, value=70.0, invented=True),
        report("gdp", "增长5%", 60, value=5.0, period_end=date(2023, 3, 31), invented=True),
    )
    for said in ("/sections", "/task 2.1.1", "/history 2.1.1", "/section 2", "/target gdp", "/targets", "/find 招聘会"):
        assert "演示数据" in await talk.read("office", "private", said), said
    assert "演示数据" in await talk.read("hr", "hr", "/mine")
    assert "演示数据" not in await talk.read("office", "private", "/task 2.1.2")
    assert "演示数据" not in await talk.read("guest", "private", "/task 2.1.1")


async def test_a_plan_whose_year_is_over_says_so_first(july: Talk) -> None:
    july.clock.at = NOW + timedelta(days=400)
    for said in ("/task 1.1.1", "/target gdp", "/sections", "/late", "/due"):
        assert (await july.read("office", "private", said)).startswith("【已结束】2023年计划"), said
    assert not (await july.read("office", "private", "/help")).startswith("【已结束】")


async def test_what_people_typed_is_shown_as_typed(talk: Talk) -> None:
    await talk.recorded(report("2.1.1", "<b>70</b> & 更多" + "长" * 5000, 1, value=70.0))
    answers = await talk.say("office", "private", "/history 2.1.1")
    assert answers[0].message
    assert "&lt;b&gt;70&lt;/b&gt; &amp; 更多" in answers[0].message.html
    assert len(answers[0].message.html) < 2000


def test_no_words_upset_a_command() -> None:
    async def talk() -> Talk:
        quiet = await Talk(small_plan()).seated()
        await half_a_year(quiet)
        return quiet

    july = asyncio.run(talk())
    reading = [c.name for c in COMMANDS if c.family in (Family.PLAN, Family.STATUS)]

    @given(st.sampled_from(reading), st.text(max_size=40), st.sampled_from(["office", "hr", "guest"]))
    @settings(deadline=None, max_examples=300)
    def upset(name: str, said: str, who: str) -> None:
        answers = asyncio.run(july.say(who, "private", f"/{name} {said}"))
        assert words(answers)

    upset()


@pytest.mark.parametrize("command", ["target", "section", "task", "find", "source", "history", "due", "help", "lang"])
async def test_no_length_of_words_upsets_a_command(july: Talk, command: str) -> None:
    for words_ in ("长" * 100_000, "9" * 100_000, "<b>", "1.1.1 " * 1000, "\n\n", "{}%s"):
        answer = await july.read("office", "private", f"/{command} {words_}")
        assert answer
        assert len(answer) < 4000


async def test_getting_ready_changes_no_answer(july: Talk) -> None:
    before = await july.read("office", "private", "/target dqsczz")
    july.desk.prepare(pinyin_keys(spoken_names(july.store.view.plan)))
    assert await july.read("office", "private", "/target dqsczz") == before
