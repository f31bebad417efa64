"""One tap under a reminder: what it says, which task it is about, and that the reminder stays."""

import pytest

from bot.progress.model import State
from bot.progress.reading import read
from bot.texts.render import Texts
from tests.conftest import TODAY
from tests.desk.cast import report
from tests.desk.dialogue import Dialogue


async def tap(chat: Dialogue, who: str, where: str, what: str, under: str) -> str:
    return await chat.press_data(who, where, f"tap:{what}", under)


async def test_no_change_is_heard_and_changes_nothing(chat: Dialogue) -> None:
    await chat.recorded(report("1.1.2", "征拆受阻", 40, state=State.BLOCKED, blocker=True, blocker_text="征拆受阻"))
    reminder = await chat.told("drc", "1.1.2")
    answer = await tap(chat, "drc", "drc", "same", reminder)
    assert "无变化" in answer
    summary = chat.summary("1.1.2")
    assert (summary.state, summary.blocker_text, summary.reports) == (State.BLOCKED, "征拆受阻", 2)
    assert summary.last
    assert summary.last.text == "本周无变化"
    assert chat.chats["telegram:-2"][-1].id != reminder, "the reminder stays"


async def test_the_second_tap_is_the_same_report(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.2")
    await tap(chat, "drc", "drc", "same", reminder)
    assert "早前已记录" in await tap(chat, "drc", "drc", "same", reminder)
    assert len(chat.reports) == 1
    await chat.press("drc", "drc", "撤销")
    assert "已处理过" in await tap(chat, "drc", "drc", "same", reminder)


async def test_a_typed_no_change_is_the_same(chat: Dialogue) -> None:
    await chat.recorded(report("1.1.2", "未启动", 40, state=State.NOT_STARTED))
    for said in ("本周无变化", "收到，本周没有变化", "No change this week."):
        await chat.report("drc", "drc", "1.1.2", said)
    assert chat.summary("1.1.2").state is State.NOT_STARTED
    assert chat.summary("1.1.2").reports == 4


async def test_done_goes_the_way_of_every_report(chat: Dialogue) -> None:
    reminder = await chat.told("hr", "2.1.1")
    await tap(chat, "hr", "hr", "done", reminder)
    assert chat.summary("2.1.1").state is State.DONE
    assert "已报完成" in await tap(chat, "hr", "hr", "done", reminder)


async def test_of_several_tasks_one_is_asked_for(chat: Dialogue) -> None:
    reminder = await chat.told("hr", "2.1.1", "2.1.3")
    assert "已完成：哪一项？" in await tap(chat, "hr", "hr", "done", reminder)
    await chat.press("hr", "hr", "2.1.3")
    assert [update.subject for update in chat.reports] == []
    assert "任务全部完成" in chat.labels("hr"), "a milestone may be meant: it is asked as in every report"
    await chat.press("hr", "hr", "任务全部完成")
    assert chat.summary("2.1.3").state is State.DONE


async def test_stuck_asks_what_is_in_the_way(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.2")
    assert "什么困难？" in await tap(chat, "drc", "drc", "stuck", reminder)
    question = chat.chats["telegram:-2"][-1].id
    assert "已在等您" in await tap(chat, "drc", "drc", "stuck", reminder)
    chat.restart()
    answer = await chat.reply("drc", "drc", "场地没有落实", question)
    assert "困难：场地没有落实" in answer
    assert (chat.summary("1.1.2").blocker, chat.summary("1.1.2").blocker_text) == (True, "场地没有落实")


async def test_an_extension_asks_for_the_day_and_the_reason(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.2")
    assert "延到哪一天？" in await tap(chat, "drc", "drc", "later", reminder)
    question = chat.chats["telegram:-2"][-1].id
    assert "请写明延期的原因" in await chat.reply("drc", "drc", "11月30日", question)
    assert "9月28日 → 11月30日" in await chat.reply("drc", "drc", "11月30日 征求意见延后", question)
    assert "第1次延期至11月30日" in await chat.press("office", "office", "同意")
    assert chat.reports == []


async def test_a_tap_nobody_knows_of(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.2")
    assert "已处理过" in await tap(chat, "drc", "drc", "unknown", reminder)


async def test_anyone_in_the_room_may_tap_and_is_named(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.2")
    await tap(chat, "guest", "drc", "same", reminder)
    assert [update.person for update in chat.reports] == ["telegram:4"]


async def test_another_departments_room_cannot_tap(chat: Dialogue) -> None:
    reminder = await chat.told("hr", "1.1.2")
    assert "只有责任单位" in await tap(chat, "hr", "hr", "same", reminder)
    assert "已处理过" in await tap(chat, "hr", "hr", "same", "9")
    assert chat.reports == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_a_tap_are_read_as_they_are_meant(language: str) -> None:
    reading = read(Texts().plain("tap_text", language, what="done"), None, TODAY)
    assert (reading.state, reading.sure) == (State.DONE, True)


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "drc", "/lang en")
    reminder = await chat.told("drc", "1.1.2")
    assert "No change" in await tap(chat, "drc", "drc", "same", reminder)
    assert "Until which day?" in await tap(chat, "drc", "drc", "later", reminder)
