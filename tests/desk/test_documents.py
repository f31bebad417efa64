"""Papers in chat: said → the words and the file."""

from typing import Any, cast

import pytest

from bot.chats.base import Chat
from bot.desk import papers
from bot.desk.base import Tools
from bot.desk.desk import Desk
from tests.desk.cast import Talk, incoming, report, words
from tests.desk.dialogue import Dialogue
from tests.reports.conftest import sheets


@pytest.mark.parametrize(
    ("who", "where", "said", "answer"),
    [
        ("office", "private", "/ledger", "任务台账\n5项任务，数据截至7月5日。"),
        ("hr", "hr", "/台账", "任务台账\n5项任务，数据截至7月5日。\n其中2项列有进展，其余只列计划内容。"),
        ("guest", "private", "/ledger", "任务台账\n5项任务，数据截至7月5日。\n只列计划内容，进展不对外显示。"),
    ],
)
async def test_the_ledger_comes_as_a_file(talk: Talk, who: str, where: str, said: str, answer: str) -> None:
    await talk.recorded(report("1.1.1", "已完成21亿元", value=21.0))
    (answered,) = await talk.say(who, where, said)
    assert words([answered]) == answer
    assert answered.message is not None
    (file,) = answered.message.files
    assert (file.name, file.kind) == ("任务台账_20230705.xlsx", "document")
    assert ("已完成21亿元" in str(sheets(file.content))) is (who == "office")


@pytest.mark.parametrize(
    ("who", "where", "said", "answer"),
    [
        ("office", "private", "/bulletin", "通报草稿（周）"),
        ("office", "office", "/通报 月", "通报草稿（月）"),
        ("office", "private", "/bulletin halfyear", "通报草稿（半年）"),
        (
            "office",
            "private",
            "/bulletin yearly",
            "没有“yearly”这种通报，可以写周、月、半年。例：/bulletin 月",
        ),
        ("office", "hr", "/bulletin", "通报列出全区进展，请在督办的私聊或督办群里要。"),
        ("hr", "hr", "/bulletin", "督办"),
    ],
)
async def test_a_bulletin_is_drafted_for_the_office(talk: Talk, who: str, where: str, said: str, answer: str) -> None:
    await talk.recorded(report("1.1.1", "已完成21亿元", value=21.0))
    (answered,) = await talk.say(who, where, said)
    assert answer in words([answered])
    assert answered.message is not None
    files = [file.name for file in answered.message.files]
    assert files == (["通报草稿_20230705.docx"] if answer.startswith("通报草稿") else [])


@pytest.mark.parametrize(
    ("who", "where", "said", "answer"),
    [
        ("hr", "hr", "/calendar", "日程 某区人力资源和社会保障局\n4个日期"),
        ("guest", "private", "/calendar 区住建局", "日程 某区住房和建设局\n4个日期"),
        ("office", "private", "/日程", "日程 某市某区2023年计划\n10个日期"),
    ],
)
async def test_dates_come_as_a_calendar(talk: Talk, who: str, where: str, said: str, answer: str) -> None:
    (answered,) = await talk.say(who, where, said)
    assert words([answered]).startswith(answer)
    assert answered.message is not None
    assert [file.name for file in answered.message.files] == ["日程_20230705.ics"]
    assert answered.message.files[0].content.startswith(b"BEGIN:VCALENDAR")


async def test_a_paper_that_takes_long_is_announced_and_takes_that_messages_place(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "SLOW", 0)
    slow: Any = Desk(Tools(talk.store, talk.tools.texts, talk.tools.config, talk.clock, cast(Chat, object())))
    (answer,) = await slow.handle(incoming("office", "private", "/ledger"))
    assert words([answer]) == "正在生成任务台账…"
    assert answer.then is not None
    said, sent = await answer.then()
    assert words([said]).startswith("任务台账\n5项任务")
    assert [file.name for file in sent.message.files] == ["任务台账_20230705.xlsx"]


async def test_a_ledger_of_something_else_is_not_guessed(chat: Dialogue) -> None:
    page = await chat.read("office", "office", "/ledger 发改")
    assert "/ledger mine" in page
    assert "/department 发改" in page
