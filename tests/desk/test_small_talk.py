"""What is said to the bot and reports nothing: thanks, promises to get on with it, and what it cannot read."""

import pytest

from tests.desk.dialogue import Dialogue


@pytest.mark.parametrize("said", ["收到", "好的，马上办", "收到，我们抓紧落实", "谢谢，尽快办理", "照办"])
async def test_thanks_and_promises_are_no_reports_and_raise_no_question(chat: Dialogue, said: str) -> None:
    reminder = await chat.told("hr", "2.1.1", "2.1.3")
    assert await chat.reply("hr", "hr", said, reminder) == ""
    assert (chat.waiting, chat.reports) == (0, [])


@pytest.mark.parametrize("said", ["正在抓紧落实，完成60%", "抓紧落实，9月底前完成", "已安排，正在办理"])
async def test_a_promise_beside_a_report_is_a_report(chat: Dialogue, said: str) -> None:
    assert "已记录" in await chat.report("hr", "hr", "2.1.3", said)


async def test_a_reply_with_a_date_is_not_met_with_silence(chat: Dialogue) -> None:
    reminder = await chat.told("hr", "2.1.1", "2.1.3")
    assert "没听懂，所以什么也没有记录" in await chat.reply("hr", "hr", "11月30日，招商谈判未定", reminder)
    assert await chat.reply("hr", "hr", "哈哈", reminder) == "", "talk is left alone"


async def test_a_leader_is_told_what_can_be_asked(chat: Dialogue) -> None:
    answer = await chat.read("leader", "private", "这周大家都好")
    assert "/chart 一张图看懂" in answer
    assert "/update" not in answer
    assert "/meeting 调度会一页" in await chat.read("leader", "private", "/start")
    await chat.say("leader", "private", "/lang en")
    assert "/chart everything in one picture" in await chat.read("leader", "private", "这周大家都好")


async def test_a_digest_answered_by_a_number_asks_which(chat: Dialogue) -> None:
    digest = await chat.told("hr", "gdp", "2.1.1", "2.1.3")
    assert "这是哪一项的进展" in await chat.reply("hr", "hr", "1 已完成", digest)
    assert chat.reports == []


async def test_a_milestone_that_stays_open_says_how_it_is_met(chat: Dialogue) -> None:
    chat.clock.at = chat.clock.at.replace(day=12)
    answer = await chat.report("drc", "drc", "1.1.2", "正在推进")
    assert "节点已到位的，回复：1.1.2 6月30日节点已完成" in answer
    assert "节点已到位：6月30日" in await chat.reply(
        "drc", "drc", "1.1.2 6月30日节点已完成", chat.chats["telegram:-2"][-1].id
    )


async def test_in_english_too(chat: Dialogue) -> None:
    chat.clock.at = chat.clock.at.replace(day=12)
    await chat.say("drc", "drc", "/lang en")
    assert "reply: 1.1.2 milestone done" in await chat.report("drc", "drc", "1.1.2", "正在推进")
    answer = await chat.reply("drc", "drc", "1.1.2 milestone done", chat.chats["telegram:-2"][-1].id)
    assert "Milestone met: 30 Jun" in answer
