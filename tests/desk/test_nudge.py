"""Nudges (催办): asked by the office or a leader, kept once, answered by the next report, which tells who asked."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.supervision.model import Matter
from tests.conftest import SHANGHAI
from tests.desk.cast import ROOMS, report
from tests.desk.dialogue import Dialogue


def nudges(chat: Dialogue) -> list[Matter]:
    return sorted(chat.store.view.matters.values(), key=lambda matter: matter.subject)


async def test_asked_answered_in_the_thread_and_told_to_the_one_who_asked(chat: Dialogue) -> None:
    answer = await chat.read("leader", "leaders", "/task 2.1.1")
    assert "催办" not in answer
    await chat.say("leader", "leaders", "/nudge 2.1.1 请周五前报名册")
    assert "已催办1项" in chat.heard("leaders")
    heard = chat.heard("hr")
    assert "【催办】某区人力资源和社会保障局" in heard
    assert "陈区长（区领导）请尽快反馈" in heard
    assert "请周五前报名册" in heard
    assert "2.1.1 举办招聘会" in heard
    assert "直接回复本条，例：" in heard

    chat.restart()
    nudge = chat.chats["telegram:-1"][-1].id
    assert "已记录" in await chat.reply("hr", "hr", "已举办60场", nudge)
    told = chat.heard("leaders")
    assert "催办有反馈" in told
    assert "某区人力资源和社会保障局 李人社，7月5日反馈" in told
    assert "已举办60场" in told
    assert not nudges(chat)[0].waits
    assert "催办：1次，最近7月5日 陈区长（已反馈）" in await chat.read("hr", "hr", "/task 2.1.1")
    count = len(chat.chats["telegram:-4"])
    await chat.report("hr", "hr", "2.1.1", "已举办65场")
    assert len(chat.chats["telegram:-4"]) == count, "one report answers it, the next is nobody's business"


async def test_a_report_taken_back_leaves_it_open(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge 2.1.1")
    await chat.report("hr", "hr", "2.1.1", "已举办60场")
    await chat.press("hr", "hr", "撤销")
    assert nudges(chat)[0].waits
    await chat.report("hr", "hr", "2.1.1", "已举办65场")
    assert "已举办65场" in chat.heard("office")


async def test_one_tap_answers_it(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge 2.1.1")
    await chat.press("hr", "hr", "本周无变化")
    assert "催办有反馈" in chat.heard("office")


async def test_in_a_private_chat_the_answer_comes_there(chat: Dialogue) -> None:
    await chat.say("leader", "private", "/nudge 2.1.1")
    await chat.report("hr", "hr", "2.1.1", "已举办60场")
    assert "催办有反馈" in chat.heard("private", "leader")


@pytest.mark.parametrize(("who", "where"), [("hr", "hr"), ("guest", "private"), ("hr", "private"), ("drc", "office")])
async def test_only_the_office_and_leaders_nudge(chat: Dialogue, who: str, where: str) -> None:
    assert "只有区领导和督办人员可用" in await chat.read(who, where, "/nudge 2.1.1")
    assert nudges(chat) == []


async def test_the_same_message_arriving_twice_nudges_once(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge 2.1.1")
    assert chat.last
    await chat.hear(chat.last)
    assert "已催办1项" in chat.heard("office")
    assert len(nudges(chat)) == 1
    assert len(chat.chats["telegram:-1"]) == 1, "the room is told once"


async def test_again_only_from_the_next_working_day(chat: Dialogue) -> None:
    chat.clock.at = datetime(2023, 7, 7, 16, 0, tzinfo=SHANGHAI)  # a Friday
    await chat.say("leader", "leaders", "/nudge 2.1.1")
    chat.clock.at += timedelta(days=2)
    refused = await chat.read("office", "office", "/nudge 2.1.1")
    assert "没有发出催办" in refused
    assert "陈区长7月7日16:00已催办，下一个工作日起可再催" in refused
    chat.clock.at = datetime(2023, 7, 10, 9, 0, tzinfo=SHANGHAI)
    await chat.say("office", "office", "/nudge 2.1.1")
    assert "第2次催办" in chat.heard("hr")
    assert "，已催办2次" in await chat.read("office", "office", "/digest")


async def test_what_need_not_be_nudged_says_why(chat: Dialogue) -> None:
    await chat.report("hr", "hr", "2.1.1", "已举办60场")
    assert "今天已反馈" in await chat.read("office", "office", "/nudge 2.1.1")
    await chat.report("hr", "hr", "2.1.3", "全部完成")
    assert "已报完成，不用催" in await chat.read("office", "office", "/nudge 2.1.3")
    assert "还没有绑定群" in await chat.read("office", "office", "/nudge 2.1.2")
    assert nudges(chat) == []


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/nudge", "例：/nudge 1.1.1"),
        ("/nudge 9.9.9", "没有“9.9.9”这项任务或单位"),
        ("/nudge gdp", "没有“gdp”这项任务或单位"),
        ("/nudge red", "没有红灯任务"),
        ("/nudge 档案馆", "没有黄灯、红灯任务"),
    ],
)
async def test_what_cannot_be_nudged_says_why(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("office", "office", said)


@pytest.mark.parametrize("said", ["/nudge", "/decide", "/request", "/extend 9.9.9 12月31日 招标延后"])
async def test_an_example_stands_on_a_line_of_its_own(chat: Dialogue, said: str) -> None:
    assert "\n例：/" in await chat.read("office", "office", said)


async def test_examples_beside_each_other_are_kept_apart(chat: Dialogue) -> None:
    assert "/nudge 1.1.1　/nudge " in await chat.read("office", "office", "/nudge")


async def test_what_is_said_back_in_a_refusal_is_no_markup(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge <b>x</b>")
    assert "“<b>x</b>”" in chat.heard("office")


async def test_a_department_is_nudged_for_all_that_is_behind_in_one_message(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge 人社局")
    assert {matter.subject for matter in nudges(chat)} == {"2.1.1", "2.1.3"}
    assert len(chat.chats["telegram:-1"]) == 1
    await chat.reply("hr", "hr", "2.1.1 已举办60场；2.1.3 已建成2个", chat.chats["telegram:-1"][-1].id)
    told = chat.heard("office")
    assert told.index("已举办60场") < told.index("已建成2个"), "both in one message"


async def test_in_a_room_that_does_not_see_the_task_it_is_refused(chat: Dialogue) -> None:
    assert "这里看不到它的进展" in await chat.read("leader", "drc", "/nudge 2.1.1")


async def past_due(chat: Dialogue) -> None:
    chat.clock.at = datetime(2024, 1, 8, 10, 0, tzinfo=SHANGHAI)


async def test_red_asks_first_and_survives_a_restart(chat: Dialogue) -> None:
    await past_due(chat)
    asked = await chat.read("leader", "leaders", "/nudge red")
    assert "催办4项红灯任务？" in asked
    assert "不催的" in asked, "the one without a room is named"
    assert nudges(chat) == []
    chat.restart()
    button = chat.button("leaders", "催办")
    assert "只有当事人" in await chat.press_data("office", "leaders", *button)
    await chat.report("hr", "hr", "2.1.1", "已举办80场")
    answer = await chat.press_data("leader", "leaders", *button)
    assert "已催办3项" in answer
    assert "今天已反馈" in answer, "what was reported meanwhile is not nudged"
    assert {matter.subject for matter in nudges(chat)} == {"1.1.1", "1.1.2", "2.1.3"}
    heard = len(chat.chats["telegram:-2"])
    await chat.press_data("leader", "leaders", *button)
    assert len(nudges(chat)) == 3
    assert len(chat.chats["telegram:-2"]) == heard, "pressed twice, sent once"


async def test_red_can_be_let_be(chat: Dialogue) -> None:
    await past_due(chat)
    await chat.say("leader", "leaders", "/nudge red")
    button = chat.button("leaders", "催办")
    assert "没有发出催办" in await chat.press("leader", "leaders", "不催")
    assert "已处理过" in await chat.press_data("leader", "leaders", *button)
    assert nudges(chat) == []


async def test_it_waits_in_the_list_of_both_sides(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge 2.1.1")
    for who, where in (("office", "office"), ("hr", "hr")):
        assert "催办，待反馈：某区人力资源和社会保障局" in await chat.read(who, where, "/matters")
    assert "催办" not in await chat.read("drc", "drc", "/matters")
    await chat.say("office", "office", "/matters")
    assert "举办招聘会" in await chat.press("office", "office", "催办 2.1.1")


async def test_every_nudge_is_noted(chat: Dialogue) -> None:
    await chat.say("office", "office", "/nudge 2.1.1 请报")
    (entry,) = await chat.store.read(lambda reader: reader.audit("2.1.1"))
    assert (entry.action, entry.after, entry.person) == ("nudged", "请报", "telegram:1")


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "hr", "/lang en")
    await chat.say("office", "office", "/nudge 2.1.1")
    assert "(the office) asks how this task stands" in chat.heard("hr")


async def test_a_report_of_another_day_does_not_spare(chat: Dialogue) -> None:
    await chat.recorded(report("2.1.1", "已举办30场", days_ago=1, value=30.0))
    await chat.say("office", "office", "/nudge 2.1.1")
    assert [matter.at.date() for matter in nudges(chat)] == [date(2023, 7, 5)]


async def test_why_a_department_is_spared_is_said_once(chat: Dialogue) -> None:
    await chat.store.write(lambda change: change.put_room(replace(ROOMS[1], gone="kicked")))
    page = await chat.read("office", "office", "/nudge 发改局")
    assert page.count("还没有绑定群") == 1
    assert page.count("1.1.") >= 2
