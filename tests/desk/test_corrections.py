"""Taking a report back, correcting it by button, by editing the message: who, when, and what stands then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.errors import NotRecorded
from bot.progress.model import Lamp, State
from bot.supervision.model import MatterState
from tests.desk.cast import incoming, report, words
from tests.desk.dialogue import Dialogue

# Undo


async def test_undo_puts_back_what_stood_before(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成15亿元")
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    answer = await chat.press("drc", "drc", "撤销")
    assert "已撤销 1.1.1" in answer
    assert "已完成21.5亿元" in answer
    assert "现为 🟡 黄灯" in answer
    assert chat.summary("1.1.1").value == 15.0
    assert chat.store.view.lamps["1.1.1"].after is Lamp.YELLOW
    actions = [entry.action for entry in await chat.store.read(lambda reader: reader.audit("1.1.1"))]
    assert actions == ["withdrawn", "reported", "reported"]


async def test_a_withdrawn_report_is_said_again_in_place_and_withdrawn_once(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    button = chat.button("drc", "撤销")
    await chat.say("drc", "drc", "/undo")
    assert "已撤销 1.1.1" in await chat.press_data("drc", "drc", *button)
    assert "已处理过" in chat.toast
    assert len(await chat.store.read(lambda reader: reader.audit("1.1.1"))) == 2


@pytest.mark.parametrize(
    ("who", "minutes", "answered"),
    [
        ("drc", 59, "已撤销"),
        ("drc", 61, "已过60分钟"),
        ("98", 1, "只有当事人"),
        ("office", 1, "已撤销"),
        ("office", 60 * 24 * 30, "已撤销"),
    ],
)
async def test_who_may_press_undo_and_for_how_long(chat: Dialogue, who: str, minutes: int, answered: str) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    chat.clock.at += timedelta(minutes=minutes)
    assert answered in await chat.press(who, "drc", "撤销")
    assert chat.reports[0].retracted is (answered == "已撤销")


async def test_the_time_to_undo_is_configured(plan) -> None:
    chat = await Dialogue(plan, report={"undo_minutes": 5}).seated()
    assert "5分钟内可撤销" in await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    chat.clock.at += timedelta(minutes=6)
    assert "已过5分钟" in await chat.press("drc", "drc", "撤销")


async def test_the_command_takes_back_ones_own_last_report_here(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成15亿元")
    await chat.report("drc", "drc", "1.1.2", "推进中")
    await chat.report("98", "drc", "1.1.1", "已完成21.5亿元")
    assert "已撤销 1.1.2" in await chat.read("drc", "drc", "/undo")
    assert "已撤销 1.1.1" in await chat.read("drc", "drc", "/撤销")
    assert "没有可撤销的记录" in await chat.read("drc", "drc", "/undo")
    assert [u.retracted for u in chat.reports] == [True, True, False]


@pytest.mark.parametrize(
    ("who", "where", "said", "answered"),
    [
        ("drc", "private", "/undo", "没有可撤销的记录"),
        ("98", "drc", "/undo 1.1.1", "“1.1.1”没有您能撤销的记录"),
        ("drc", "drc", "/undo 9.9.9", "没有您能撤销的记录"),
        ("drc", "drc", "/undo 1.1.1", "已撤销"),
        ("office", "private", "/undo 1.1.1", "已撤销"),
    ],
)
async def test_who_may_undo_by_command(chat: Dialogue, who: str, where: str, said: str, answered: str) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    assert answered in await chat.read(who, where, said)


async def test_an_own_report_is_too_old_for_the_command(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    chat.clock.at += timedelta(minutes=61)
    assert "没有可撤销的记录" in await chat.read("drc", "drc", "/undo")
    assert "已过60分钟" in await chat.read("drc", "drc", "/undo 1.1.1")


# [更正]


async def test_a_correction_is_asked_for_once_and_takes_the_place_of_the_report(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    asked = await chat.press("drc", "drc", "更正")
    assert "原来写的：已完成24亿元" in asked
    assert "回复本条" in asked
    assert chat.summary("1.1.1").value == 24.0, "it counts until the corrected text is here"
    answer = await chat.reply("drc", "drc", "已完成21.4亿元", chat.chats["telegram:-2"][-1].id)
    assert "已更正" in answer
    assert "24亿元 → 21.4亿元" in answer
    assert [(u.reading.value, u.retracted) for u in chat.reports] == [(24.0, True), (21.4, False)]


async def test_the_confirmation_stays_while_a_correction_is_asked_for(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    confirmation = chat.chats["telegram:-2"][-1]
    await chat.press("drc", "drc", "更正")
    assert chat.chats["telegram:-2"][-2] == confirmation
    assert "已在等您的更正" in await chat.press("drc", "drc", "更正")
    assert "已撤销" in await chat.press("drc", "drc", "撤销")


async def test_in_private_any_words_are_the_correction_but_not_those_about_another_task(chat: Dialogue) -> None:
    await chat.say("drc", "private", "1.1.1 已完成24亿元")
    await chat.press("drc", "private", "更正")
    assert "没读到进展" in await chat.read("drc", "private", "打错了")
    assert "已记录" in await chat.read("drc", "private", "1.1.2 推进中")
    assert "24亿元 → 21.4亿元" in await chat.read("drc", "private", "已完成21.4亿元")
    assert [(u.subject, u.retracted) for u in chat.reports] == [("1.1.1", True), ("1.1.2", False), ("1.1.1", False)]


async def test_a_doubtful_correction_leaves_the_report_standing_until_it_is_confirmed(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    await chat.press("drc", "drc", "更正")
    asked = await chat.reply("drc", "drc", "已完成215亿元", chat.chats["telegram:-2"][-1].id)
    assert "请确认再记录" in asked
    assert chat.summary("1.1.1").value == 24.0
    await chat.press("drc", "drc", "确认记录")
    assert chat.summary("1.1.1").value == 215.0
    assert [u.retracted for u in chat.reports] == [True, False]


async def test_a_correction_outlives_a_restart_and_is_for_the_one_who_pressed(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    assert "只有当事人" in await chat.press("98", "drc", "更正")
    await chat.press("drc", "drc", "更正")
    asked = chat.chats["telegram:-2"][-1].id
    chat.restart()
    assert "已记录" in await chat.reply("98", "drc", "已完成25亿元", asked)
    assert "已更正" in await chat.reply("drc", "drc", "已完成26亿元", asked)
    assert [(u.person, u.retracted) for u in chat.reports] == [
        ("telegram:5", True),
        ("telegram:98", False),
        ("telegram:5", False),
    ]


async def test_a_request_that_never_arrived_is_made_again(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    await chat.press("drc", "drc", "更正")
    (question,) = chat.store.view.questions.values()
    await chat.store.write(lambda change: change.put_question(replace(question, message_ids=())))
    assert "原来写的" in await chat.press("drc", "drc", "更正")


async def test_author_and_office_may_each_correct(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    await chat.press("drc", "drc", "更正")
    await chat.press("office", "drc", "更正")
    assert "已更正" in await chat.reply("office", "drc", "已完成21.4亿元", chat.chats["telegram:-2"][-1].id)
    assert [(u.person, u.retracted) for u in chat.reports] == [("telegram:5", True), ("telegram:1", False)]


async def test_nobody_without_a_name_undoes(chat: Dialogue) -> None:
    await chat.recorded(report("1.1.1", "20亿元", 0, value=20.0, unit="亿元", room="r-drc", invented=True))
    nobody = {"anonymous": True, "person": "", "person_name": ""}
    assert "请以本人身份发言" in await chat.read("", "drc", "/undo", **nobody)
    assert "只有当事人" in await chat.press_data("", "drc", "undo:1", "7")
    assert not chat.reports[0].retracted


async def test_what_is_withdrawn_cannot_be_corrected(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    button = chat.button("drc", "更正")
    await chat.press("drc", "drc", "撤销")
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *button)


# Editing the message


async def edit(chat: Dialogue, who: str, where: str, message: str, text: str, at: int, **more) -> str:
    return words(await chat.say(who, where, text, kind="edited", message_id=message, edited=at, **more))


async def test_an_edit_corrects_the_report(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    message = chat.last.message_id
    answer = await edit(chat, "drc", "drc", message, "已完成21.4亿元", 10)
    assert "已更正" in answer
    assert "24亿元 → 21.4亿元" in answer
    assert chat.summary("1.1.1").value == 21.4
    assert chat.summary("1.1.1").reports == 1
    assert [(u.text, u.edited) for u in chat.reports] == [("已完成24亿元", 0), ("已完成21.4亿元", 10)]


async def test_an_edit_arriving_twice_is_recorded_once_and_an_older_one_not_at_all(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    message = chat.last.message_id
    await edit(chat, "drc", "drc", message, "已完成21.4亿元", 10)
    assert "早前已记录" in await edit(chat, "drc", "drc", message, "已完成21.4亿元", 10)
    assert await edit(chat, "drc", "drc", message, "已完成22亿元", 5) == ""
    assert chat.summary("1.1.1").value == 21.4
    assert len(chat.reports) == 2


async def test_an_edit_that_changes_no_words_is_passed_over(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    assert await edit(chat, "drc", "drc", chat.last.message_id, "已完成24亿元", 10) == ""
    assert len(chat.reports) == 1


async def test_an_edit_that_is_no_report_leaves_the_record(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    assert "原来的记录不变" in await edit(chat, "drc", "drc", chat.last.message_id, "收到", 10)
    assert chat.summary("1.1.1").value == 24.0


async def test_an_edit_that_leaves_the_id_alone_is_no_request_for_a_card(chat: Dialogue) -> None:
    await chat.say("drc", "private", "1.1.1 完成60%")
    assert "原来的记录不变" in await edit(chat, "drc", "private", chat.last.message_id, "1.1.1", 10)


async def test_an_edit_may_speak_of_another_task(chat: Dialogue) -> None:
    await chat.say("drc", "private", "1.1.1 完成60%")
    answer = await edit(chat, "drc", "private", chat.last.message_id, "1.1.2 完成60%", 10)
    assert "1.1.2" in answer
    assert "1.1.1 的那条不再计入" in answer
    assert chat.summary("1.1.1").reports == 0
    assert chat.store.view.lamps["1.1.1"].after is Lamp.YELLOW


async def test_an_edit_of_several_tasks(chat: Dialogue) -> None:
    await chat.say("hr", "private", "2.1.1 已办52场；2.1.3 未启动")
    message = chat.last.message_id
    assert "52场 → 53场" in await edit(chat, "hr", "private", message, "2.1.1 已办53场；2.1.3 未启动", 10)
    assert chat.summary("2.1.1").reports == 1
    assert chat.summary("2.1.3").reports == 1


async def test_a_doubtful_edit_leaves_the_record_until_it_is_confirmed(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    assert "请确认" in await edit(chat, "drc", "drc", chat.last.message_id, "已完成240亿元", 10)
    assert chat.summary("1.1.1").value == 24.0
    assert "已更正" in await chat.press("drc", "drc", "确认记录")
    assert chat.summary("1.1.1").value == 240.0


async def test_an_edit_of_a_message_that_was_asked_about_makes_the_question_idle(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成240亿元")
    message, button = chat.last.message_id, chat.button("drc", "确认记录")
    reply = {"reply_to": chat.last.reply_to, "reply_to_bot": True}
    assert "已记录" in await edit(chat, "drc", "drc", message, "已完成24亿元", 10, **reply)
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *button)
    assert [u.reading.value for u in chat.reports] == [24.0]


async def test_an_edit_of_words_overheard_and_asked_about(chat: Dialogue) -> None:
    await chat.say("drc", "drc", "1.1.1 已完成240亿元")
    assert "已记录" in await edit(chat, "drc", "drc", chat.last.message_id, "1.1.1 已完成24亿元", 10)


async def test_an_edit_of_what_was_never_recorded_counts_only_where_it_was_for_the_bot(chat: Dialogue) -> None:
    assert await edit(chat, "drc", "drc", "55", "1.1.1 完成60%", 10) == ""
    reminder = await chat.told("drc", "1.1.1")
    assert "已记录" in await edit(chat, "drc", "drc", "56", "完成60%", 10, reply_to=reminder, reply_to_bot=True)
    assert [u.message for u in chat.reports] == ["telegram:-2:56"]


async def test_an_edited_report_is_undone_by_its_newest_button_only(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    old = chat.button("drc", "撤销")
    await edit(chat, "drc", "drc", chat.last.message_id, "已完成21.4亿元", 10)
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *old)
    assert "已撤销" in await chat.press("drc", "drc", "撤销")
    assert chat.summary("1.1.1").reports == 0


async def test_an_edited_command_corrects_too(chat: Dialogue) -> None:
    await chat.say("drc", "drc", "/update gdp 上半年增长4.6%")
    answer = await edit(chat, "drc", "drc", chat.last.message_id, "/update gdp 上半年增长4.7%", 10)
    assert "已更正" in answer
    assert chat.summary("gdp").values == ((date(2023, 6, 30), 4.7),)


async def test_an_edit_after_the_report_was_withdrawn_counts_as_a_new_one(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成24亿元")
    message, old = chat.last.message_id, chat.button("drc", "更正")
    await chat.press("drc", "drc", "撤销")
    assert chat.summary("1.1.1").reports == 0
    assert "21.4亿元" in await edit(chat, "drc", "drc", message, "已完成21.4亿元", 10)
    assert (chat.summary("1.1.1").value, chat.summary("1.1.1").reports) == (21.4, 1)
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *old)


async def test_an_edit_of_a_report_that_was_confirmed_after_a_doubt(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成240亿元")
    message, button = chat.last.message_id, chat.button("drc", "确认记录")
    await chat.press_data("drc", "drc", *button)
    assert "240亿元 → 24亿元" in await edit(chat, "drc", "drc", message, "已完成24亿元", 10)
    assert chat.summary("1.1.1").value == 24.0
    await chat.press_data("drc", "drc", *button)
    assert chat.summary("1.1.1").value == 24.0, "the old button changes nothing"


async def test_an_edit_of_a_table_pasted_line_by_line(chat: Dialogue) -> None:
    table = "2.1.1\t已办52场\n2.1.3\t未启动"
    reply = {"reply_to": await chat.told("hr", "2.1.1", "2.1.3"), "reply_to_bot": True}
    await chat.say("hr", "hr", table, **reply)
    message = chat.last.message_id
    assert len(chat.reports) == 2
    answer = await edit(chat, "hr", "hr", message, "2.1.1\t已办55场\n2.1.3\t推进中", 10, **reply)
    assert "52场 → 55场" in answer
    assert (chat.summary("2.1.1").value, chat.summary("2.1.3").state) == (55.0, State.IN_PROGRESS)
    answer = await edit(chat, "hr", "hr", message, "2.1.1\t已办56场", 20, **reply)
    assert "2.1.3 的那条不再计入" in answer
    assert chat.summary("2.1.3").reports == 0


async def test_an_edit_that_asks_for_no_help_any_more_lets_it_go(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", "正在征求意见，需区人社局协调用工备案")
    message = chat.last.message_id
    await edit(chat, "drc", "drc", message, "正在征求意见，需区住建局协调用地", 10)
    (matter,) = chat.store.view.matters.values()
    assert (matter.asked, matter.waits) == (("housing",), True)
    await edit(chat, "drc", "drc", message, "方案已起草", 20)
    assert [m.state for m in chat.store.view.matters.values()] == [MatterState.OVERTAKEN]


async def test_an_edited_answer_to_a_request_is_passed_on_anew(chat: Dialogue) -> None:
    await chat.say("drc", "drc", "/coordinate 1.1.2 需区人社局协调用工备案")
    reply = {"reply_to": chat.chats["telegram:-1"][-1].id, "reply_to_bot": True}
    await chat.say("hr", "hr", "周五前办好", **reply)
    message = chat.last.message_id
    assert "答复已转给" in await edit(chat, "hr", "hr", message, "下周一前办好", 10, **reply)
    assert "下周一前办好" in chat.heard("drc")
    assert chat.reports == []


async def test_an_edited_request_for_an_extension_takes_its_place_until_it_is_answered(chat: Dialogue) -> None:
    await chat.say("drc", "drc", "/extend 1.1.2 11月30日 招标流程延后")
    message = chat.last.message_id
    assert "12月15日" in await edit(chat, "drc", "drc", message, "12月15日 招标流程延后", 10)
    waiting = [m.wanted for m in chat.store.view.matters.values() if m.waits]
    assert waiting == [date(2023, 12, 15)]
    await chat.press("office", "office", "同意")
    answered = await edit(chat, "drc", "drc", message, "12月20日 招标流程延后", 20)
    assert "已处理过" in answered
    assert [m.wanted for m in chat.store.view.matters.values() if m.state is MatterState.GRANTED] == [
        date(2023, 12, 15)
    ]


# A full disk


async def test_a_report_that_cannot_be_written_is_answered_with_the_truth(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.1")
    chat.store.full = NotRecorded("the disk is full")
    message = "已完成21.5亿元"
    answers = await chat.desk.handle(incoming("drc", "drc", message, reply_to=reminder, reply_to_bot=True))
    assert "没有记录" in words(answers)
    chat.store.full = None
    assert chat.reports == []
    assert "已记录" in await chat.reply("drc", "drc", message, reminder)


async def test_a_confirmation_that_cannot_be_written_leaves_its_question(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    chat.store.full = NotRecorded("the disk is full")
    data, under = chat.button("drc", "确认记录")
    answers = await chat.desk.handle(incoming("drc", "drc", "", kind="button", button=data, message_id=under))
    assert "没有记录" in words(answers)
    assert not answers[0].replace, "the question keeps its buttons"
    chat.store.full = None
    assert "已记录" in await chat.press("drc", "drc", "确认记录")
