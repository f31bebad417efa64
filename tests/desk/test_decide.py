"""A decision of a meeting becomes a task like any other: /decide."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.plan.decided import decision_of
from bot.plan.model import Amendment, Basis
from bot.progress.model import Lamp
from tests.conftest import SHANGHAI, small_plan
from tests.desk.cast import report
from tests.desk.dialogue import Dialogue

SAID = "/decide 人社局 9月30日 完成重点企业用工对接"


async def test_it_is_a_task_like_any_other_and_announced_at_once(chat: Dialogue) -> None:
    await chat.say("leader", "leaders", SAID)
    answer = chat.heard("leaders")
    assert "会议议定 M1 完成重点企业用工对接" in answer
    assert "9月30日（7月5日由陈区长交办）" in answer
    assert "已通知单位" in answer
    told = chat.heard("hr")
    assert "会议议定 M1" in told
    assert "报进展请直接回复本条" in told

    task = chat.store.view.plan.tasks["M1"]
    assert (task.lead.department, task.lead.basis, task.due.date) == ("hr", Basis.ASSIGNED, date(2023, 9, 30))
    assert [m.date for m in task.milestones] == [date(2023, 8, 17)], "half-way between the meeting and the due date"
    chat.restart()
    assert "已记录" in await chat.reply("hr", "hr", "完成40%", chat.chats["telegram:-1"][-1].id)
    card = await chat.read("hr", "hr", "/task m1")
    assert "完成重点企业用工对接" in card
    assert "完成40%" in card
    assert "会议议定，非计划原文" in card
    assert "M1" in await chat.read("hr", "hr", "/mine")
    assert "M1" in await chat.read("hr", "hr", "/find 用工对接")
    assert "M1 完成重点企业用工对接" in await chat.read("office", "office", "/section M")
    assert "6项任务" in await chat.read("office", "office", "/digest")
    assert "已记录" in await chat.read("hr", "hr", "/update M1 完成50%")
    assert "已记录" in await chat.report("hr", "hr", "2.1.1", "M1 完成60%")
    assert chat.summary("M1").percent == 60


async def test_it_begins_on_the_day_it_was_decided(chat: Dialogue) -> None:
    await chat.say("office", "office", SAID)
    assert "尚未反馈" in await chat.read("hr", "hr", "/task M1"), "grey, not silent since January"
    await chat.recorded(report("M1", "推进中", percent=10))
    chat.clock.at = datetime(2023, 7, 10, 10, 0, tzinfo=SHANGHAI)
    assert "绿灯：略低于序时" not in (card := await chat.read("hr", "hr", "/task M1"))
    assert "绿灯" in card, "five days of eighty-seven are gone, a tenth is done"


async def test_a_reload_of_the_files_keeps_it(chat: Dialogue) -> None:
    await chat.say("office", "office", SAID)
    await chat.say("office", "office", "/reschedule M1 10月31日")
    await chat.store.write(lambda change: change.load_plan(replace(small_plan(), title="新版")))
    task = chat.store.view.plan.tasks["M1"]
    assert (task.due.date, task.due.original) == (date(2023, 10, 31), date(2023, 9, 30))


async def test_the_next_digest_tells_of_it_as_of_any_change(chat: Dialogue) -> None:
    await chat.say("office", "office", SAID)
    chat.clock.at += timedelta(days=5)
    assert "新增：M1" in await chat.read("hr", "hr", "/digest")
    await chat.press("office", "office", "撤销")
    chat.clock.at += timedelta(days=1)
    assert "取消：M1 完成重点企业用工对接" in await chat.read("leader", "leaders", "/digest")


async def test_the_office_withdraws_it_once_and_the_number_stays_used(chat: Dialogue) -> None:
    await chat.say("leader", "leaders", SAID)
    button = chat.button("leaders", "撤销")
    for who in ("leader", "hr", "guest"):
        assert "只有督办可以撤销" in await chat.press_data(who, "leaders", *button)
    assert "会议议定事项已撤销" in await chat.press_data("office", "leaders", *button)
    assert "会议议定事项已撤销" in chat.heard("hr")
    assert "已处理过" in await chat.press_data("office", "leaders", *button)
    assert "M1" not in chat.store.view.plan.tasks
    assert "没有" in await chat.read("hr", "hr", "/task M1")
    await chat.say("leader", "leaders", SAID)
    assert "M2" in chat.store.view.plan.tasks
    audit = await chat.store.read(lambda reader: reader.audit("M1"))
    assert [entry.action for entry in audit] == ["decision_withdrawn", "decided"]


async def test_the_same_message_arriving_twice_decides_once(chat: Dialogue) -> None:
    await chat.say("leader", "leaders", SAID)
    assert chat.last
    await chat.hear(chat.last)
    assert [task for task in chat.store.view.plan.tasks if task.startswith("M")] == ["M1"]
    assert len(chat.chats["telegram:-1"]) == 1


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/decide", "请写单位、期限和事项"),
        ("/decide 气象局 9月30日 报方案", "没有“气象局”这个单位"),
        ("/decide 人社局 尽快报方案", "没有读到日期"),
        ("/decide 人社局 9月30日", "请写议定了什么事"),
        ("/decide 人社局 7月5日 报方案", "期限要晚于今天"),
        ("/decide 人社局 2024-03-01 报方案", "不晚于12月31日"),
    ],
)
async def test_what_cannot_be_decided_says_why(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("leader", "leaders", said)
    assert chat.store.view.amendments == ()


@pytest.mark.parametrize(("who", "where"), [("hr", "hr"), ("guest", "private"), ("hr", "leaders")])
async def test_only_the_office_and_leaders_decide(chat: Dialogue, who: str, where: str) -> None:
    assert "只有区领导和督办人员可用" in await chat.read(who, where, SAID)


async def test_a_department_without_a_room_is_said_to_have_none(chat: Dialogue) -> None:
    assert "还没有绑定群" in await chat.read("office", "office", "/decide 住建局 9月30日 报方案")


async def test_words_that_only_look_like_an_id_are_no_task(chat: Dialogue) -> None:
    await chat.say("office", "office", SAID)
    await chat.report("hr", "hr", "2.1.3", "采用M50砂浆，完成30%")
    assert chat.summary("2.1.3").percent == 30


async def test_it_is_on_the_meeting_page_once_it_is_late(chat: Dialogue) -> None:
    await chat.say("office", "office", SAID)
    chat.clock.at = datetime(2023, 10, 9, 10, 0, tzinfo=SHANGHAI)
    page = await chat.read("leader", "leaders", "/meeting 人社局")
    assert "🔴 M1 完成重点企业用工对接" in page
    assert chat.store.view.plan.tasks["M1"].since == date(2023, 7, 5)


@pytest.mark.parametrize("value", ["", "{}", "[1]", '{"department": 1}', "null"])
def test_an_unreadable_decision_is_none(value: str) -> None:
    assert decision_of(Amendment("M1", "task", value, "", date(2023, 7, 5))) is None


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "hr", "/lang en")
    await chat.say("office", "office", SAID)
    assert "Decided M1" in chat.heard("hr")


async def test_reminders_of_it_are_never_late(chat: Dialogue) -> None:
    await chat.say("office", "office", "/decide 人社局 7月14日 报方案")
    assert chat.store.view.lamps["M1"].after is Lamp.GREY
    chat.clock.at = datetime(2023, 7, 6, 10, 0, tzinfo=SHANGHAI)
    assert "补发" not in await chat.read("hr", "hr", "/digest")


async def test_what_is_due_soon_has_no_milestone_before_it_and_is_no_sentence_of_the_plan(chat: Dialogue) -> None:
    await chat.say("office", "office", "/decide 人社局 7月15日 完成用工对接")
    task = chat.store.view.plan.tasks["M1"]
    assert task.milestones == ()
    assert "节点" not in chat.heard("hr")
