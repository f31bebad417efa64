"""What the bot asks about a report: asked, answered by button or number, once, by the one asked, across a restart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.progress.model import State
from tests.desk.cast import report, words
from tests.desk.dialogue import Dialogue

# Which of several


async def test_a_reply_to_a_list_asks_which_and_records_what_was_picked(chat: Dialogue) -> None:
    two = await chat.told("drc", "1.1.1", "1.1.2")
    asked = await chat.reply("drc", "drc", "完成60%", two)
    assert "这是哪一项的进展？" in asked
    assert "完成60%" in asked
    assert chat.labels("drc") == ["1.1.1 63个区重点建设项目完成投资", "1.1.2 制定花果山小镇扶持政策", "不记录"]
    assert chat.reports == []
    assert "60%" in await chat.press("drc", "drc", "1.1.2")
    assert [(u.subject, u.text, u.person) for u in chat.reports] == [("1.1.2", "完成60%", "telegram:5")]
    assert chat.waiting == 0


@pytest.mark.parametrize(
    ("picked", "subject"), [("2", "1.1.2"), ("２", "1.1.2"), ("1", "1.1.1"), ("1.1.2", "1.1.2"), ("3", None)]
)
async def test_a_number_or_an_id_picks_an_option(chat: Dialogue, picked: str, subject: str | None) -> None:
    await chat.reply("drc", "drc", "完成60%", await chat.told("drc", "1.1.1", "1.1.2"))
    question = chat.chats["telegram:-2"][-1].id
    answer = await chat.reply("drc", "drc", picked, question)
    assert ("已记录" if subject else "没有记录") in answer
    assert [u.subject for u in chat.reports] == ([subject] if subject else [])


async def test_a_number_typed_without_a_reply_picks_where_the_group_is_heard(chat: Dialogue) -> None:
    await chat.reply("drc", "drc", "完成60%", await chat.told("drc", "1.1.1", "1.1.2"))
    assert await chat.read("98", "drc", "2") == ""
    assert await chat.read("drc", "drc", "9") == ""
    assert await chat.read("drc", "private", "2") != "", "the question is not open in private"
    assert chat.reports == []
    assert "已记录" in await chat.read("drc", "drc", "2")


async def test_an_id_alone_in_private_answers_a_question_before_it_asks_for_a_card(chat: Dialogue) -> None:
    await chat.say("hr", "private", "完成60%")
    assert "已记录" in await chat.read("hr", "private", "2.1.3")
    assert "时限" in await chat.read("hr", "private", "2.1.3")


async def test_in_private_a_lead_is_offered_the_own_open_tasks_the_likeliest_first(chat: Dialogue) -> None:
    await chat.recorded(report("2.1.1", "已完成", 3, state=State.DONE))
    lead = replace(chat.store.view.people["telegram:3"], departments=("hr", "housing"))
    await chat.store.write(lambda change: change.put_person(lead))
    await chat.say("hr", "private", "老旧小区改造完成60%")
    assert chat.labels("private", "hr") == ["2.1.2 推进老旧小区改造", "2.1.3 建设就业服务驿站", "不记录"]


async def test_a_reply_to_a_message_about_nothing_asks_for_the_groups_own_tasks(chat: Dialogue) -> None:
    answer = await chat.reply("hr", "hr", "完成60%", "7")
    assert "2.1.1" in answer
    assert "1.1.1" not in answer
    assert await chat.reply("hr", "hr", "收到", "7") == ""


async def test_a_guest_with_nothing_to_report_on_is_told_how(chat: Dialogue) -> None:
    assert "什么也没有记录" in await chat.read("guest", "private", "完成60%")
    assert chat.waiting == 0


async def test_numbers_of_the_list_answer_several_tasks(chat: Dialogue) -> None:
    three = await chat.told("hr", "2.1.3", "2.1.1")
    assert "已记录" in await chat.reply("hr", "hr", "1、未启动\n2、累计52场", three)
    assert [(u.subject, u.text) for u in chat.reports] == [("2.1.3", "未启动"), ("2.1.1", "累计52场")]


@pytest.mark.parametrize(
    "said",
    [
        "①尚未启动②累计52场",
        "1尚未启动，2累计举办52场",
        "第一项尚未启动，第二项累计52场",
        "序号\t任务\t进展\n1\t建设就业服务驿站\t尚未启动\n2\t举办招聘会\t累计52场",
        "2.1.3 尚未启动\n2、累计52场",
        "编号 进展\n2.1.3 尚未启动\n2.1.1 累计52场",
    ],
)
async def test_a_list_is_answered_in_many_ways(chat: Dialogue, said: str) -> None:
    assert "已记录" in await chat.reply("hr", "hr", said, await chat.told("hr", "2.1.3", "2.1.1"))
    read = {u.subject: (u.reading.state, u.reading.value) for u in chat.reports}
    assert read == {"2.1.3": (State.NOT_STARTED, None), "2.1.1": (State.IN_PROGRESS, 52.0)}


async def test_the_departments_of_a_list_answer_for_their_tasks(chat: Dialogue) -> None:
    meeting = await chat.told("office", "1.1.1", "2.1.2", "2.1.1")
    await chat.reply("office", "office", "人社局：累计52场\n【住建局】尚未启动", meeting)
    assert [(u.subject, u.text) for u in chat.reports] == [("2.1.1", "累计52场"), ("2.1.2", "尚未启动")]


async def test_a_department_with_two_on_the_list_is_asked_which_of_its_own(chat: Dialogue) -> None:
    await chat.reply("office", "office", "人社局：完成60%", await chat.told("office", "1.1.1", "2.1.1", "2.1.3"))
    assert chat.reports == []
    assert set(chat.labels("office")) == {"2.1.1 举办招聘会", "2.1.3 建设就业服务驿站", "不记录"}


@pytest.mark.parametrize("said", ["完成60%", "一、进展情况：完成60%\n二、存在问题：无", "9、完成60%"])
async def test_what_fits_no_place_of_the_list_is_asked_about(chat: Dialogue, said: str) -> None:
    await chat.reply("hr", "hr", said, await chat.told("hr", "2.1.3", "2.1.1"))
    assert chat.reports == []
    assert set(chat.labels("hr", "hr")) == {"2.1.1 举办招聘会", "2.1.3 建设就业服务驿站", "不记录"}


async def test_a_name_that_fits_several_is_asked_about(chat: Dialogue) -> None:
    await chat.say("office", "private", "/update 建设 完成60%")
    assert chat.labels("private") == ["1.1.1 63个区重点建设项目完成投资", "2.1.3 建设就业服务驿站", "不记录"]
    assert "60%" in await chat.press("office", "private", "2.1.3")


# A doubtful reading


async def test_a_doubtful_figure_counts_only_once_confirmed(chat: Dialogue) -> None:
    asked = await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    assert "请确认再记录" in asked
    assert "215亿元" in asked
    assert chat.reports == []
    assert "已记录" in await chat.press("drc", "drc", "确认记录")
    assert [(u.reading.value, u.marks) for u in chat.reports] == [(215.0, ("over_threefold",))]


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("已完成18亿元", "backwards"),
        ("已完成130亿元", "over_threefold"),
        ("已完成21亿元，完成率100%", "percent_contradicts"),
        ("20亿元", "same_text"),
        ("已完成210000亿元", "scale_slip"),
        ("已完成21亿元，预计2023年5月底全部完成", "deadline_past"),
    ],
)
async def test_each_check_asks_and_marks_the_report_for_the_office(chat: Dialogue, said: str, mark: str) -> None:
    await chat.recorded(report("1.1.1", "20亿元", 5, value=20.0, unit="亿元", state=State.IN_PROGRESS))
    before = len(chat.reports)
    assert "请确认再记录" in await chat.report("drc", "drc", "1.1.1", said)
    assert len(chat.reports) == before
    assert {"确认记录", "不记录"} <= set(chat.labels("drc", "drc"))
    assert "已记录" in await chat.press("drc", "drc", "确认记录")
    assert mark in chat.reports[-1].marks


async def test_a_figure_lower_than_last_time_is_asked_about(chat: Dialogue) -> None:
    await chat.recorded(report("1.1.1", "20亿元", 5, value=20.0, unit="亿元", state=State.IN_PROGRESS))
    assert "请确认再记录" in await chat.report("drc", "drc", "1.1.1", "已完成18亿元")
    assert "好的，没有记录" in await chat.press("drc", "drc", "不记录")
    assert [u.text for u in chat.reports] == ["20亿元"]


@pytest.mark.parametrize(("said", "count"), [("1", 1), ("确认", 1), ("是", 1), ("2", 0)])
async def test_a_confirmation_may_be_typed(chat: Dialogue, said: str, count: int) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    await chat.reply("drc", "drc", said, chat.chats["telegram:-2"][-1].id)
    assert len(chat.reports) == count
    assert chat.waiting == 0


async def test_words_between_others_confirm_nothing(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    assert await chat.read("drc", "drc", "确认") == ""
    assert chat.reports == []


async def test_a_better_text_takes_the_place_of_a_doubtful_one(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    old = chat.button("drc", "确认记录")
    assert "已记录" in await chat.reply("drc", "drc", "已完成21.5亿元", old[1])
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *old)
    assert [u.reading.value for u in chat.reports] == [21.5]


# The period of a target's figure


async def test_a_targets_figure_without_a_period_is_asked_about(chat: Dialogue) -> None:
    assert "哪个时期" in await chat.read("drc", "drc", "/update gdp 增长4.6%")
    assert chat.labels("drc") == ["上半年", "一季度", "不记录"]
    assert "上半年增长4.6%" in await chat.press("drc", "drc", "上半年")
    assert [(u.reading.value, u.reading.period_end) for u in chat.reports] == [(4.6, date(2023, 6, 30))]


async def test_the_year_before_any_period_is_over_offers_the_first(chat: Dialogue) -> None:
    chat.clock.at = chat.clock.at.replace(month=1, day=10)
    await chat.say("drc", "drc", "/update revenue 增长4.6%")
    assert chat.labels("drc") == ["1月", "不记录"]


# A milestone or the whole


async def test_done_near_a_milestone_may_mean_the_milestone(chat: Dialogue) -> None:
    asked = await chat.report("drc", "drc", "1.1.2", "已完成")
    assert "6月30日节点：过半" in asked
    assert chat.labels("drc") == ["6月30日节点完成", "任务全部完成", "不记录"]
    answer = await chat.press("drc", "drc", "6月30日节点完成")
    assert "节点已到位：6月30日 过半" in answer
    assert "🟡→🟢" in answer
    (update,) = chat.reports
    assert (update.milestone, update.reading.state) == (date(2023, 6, 30), State.IN_PROGRESS)


async def test_done_may_mean_the_whole_task(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", "已完成")
    assert "→✅ 已完成" in await chat.press("drc", "drc", "任务全部完成")
    assert chat.reports[0].milestone is None
    assert chat.summary("1.1.2").state is State.DONE


# Answered once, by the one who was asked, here, within a day


async def test_a_wrong_person_presses(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    for other in ("office", "98"):
        assert "只有当事人" in await chat.press(other, "drc", "确认记录")
    assert chat.reports == []
    assert "已记录" in await chat.press("drc", "drc", "确认记录")


async def test_a_second_press_changes_nothing(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    button = chat.button("drc", "确认记录")
    await chat.press_data("drc", "drc", *button)
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *button)
    drop = (button[0][:-1] + "1", button[1])
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", *drop)
    assert len(chat.reports) == 1


async def test_a_press_that_arrives_twice_is_confirmed_twice_and_recorded_once(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    await chat.press("drc", "drc", "确认记录")
    assert chat.last
    assert "早前已记录" in words(await chat.hear(chat.last))
    assert len(chat.reports) == 1


async def test_a_message_that_arrives_twice_asks_the_same_question(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    message, button = chat.last, chat.button("drc", "确认记录")
    assert message
    await chat.hear(message)
    assert chat.waiting == 1
    assert chat.button("drc", "确认记录")[0] == button[0]
    await chat.press_data("drc", "drc", *button)
    assert "早前已记录" in words(await chat.hear(message))
    assert chat.waiting == 0


async def test_a_dropped_matter_is_not_asked_about_again_when_its_message_arrives_twice(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    message = chat.last
    assert message
    await chat.press("drc", "drc", "不记录")
    assert await chat.hear(message) == []


async def test_a_question_outlives_a_restart(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    chat.restart()
    assert "已记录" in await chat.press("drc", "drc", "确认记录")
    assert [u.text for u in chat.reports] == ["已完成215亿元"]


async def test_a_question_expires_after_a_day_and_is_swept_out_by_a_later_one(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    chat.clock.at += timedelta(hours=24, seconds=1)
    assert "已处理过或已过期" in await chat.press("drc", "drc", "确认记录")
    assert chat.reports == []
    await chat.report("drc", "drc", "1.1.1", "已完成225亿元")
    assert len(chat.store.view.questions) == 1


async def test_rights_are_looked_at_again_when_the_answer_comes(chat: Dialogue) -> None:
    await chat.report("98", "drc", "1.1.1", "已完成215亿元")
    await chat.say("office", "drc", "/unbind 发改局")
    assert "没有记录：1.1.1" in await chat.press("98", "drc", "确认记录")
    assert chat.reports == []


@pytest.mark.parametrize(
    "data", ["q:", "q:zz:0", "q:zz", "undo:", "undo:x", "undo:99", "fix:99", "nonsense", "", "q::::"]
)
async def test_no_button_upsets_the_desk(chat: Dialogue, data: str) -> None:
    assert "已处理过或已过期" in await chat.press_data("drc", "drc", data, "7")


async def test_two_questions_are_told_apart_by_the_reply(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元")
    first = chat.chats["telegram:-2"][-1].id
    await chat.reply("drc", "drc", "完成60%", await chat.told("drc", "1.1.2", "gdp"))
    assert "只有数字" in await chat.reply("drc", "drc", "1", "7")
    assert "215亿元" in await chat.reply("drc", "drc", "1", first)
    assert [u.subject for u in chat.reports] == ["1.1.1"]
    assert chat.waiting == 1
