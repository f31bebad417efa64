"""Whatever is typed, the desk answers and nothing wrong is recorded."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.base import Family
from bot.desk.table import COMMANDS
from tests.conftest import small_plan
from tests.desk.dialogue import Dialogue

REPORTING, PEOPLE, OFFICE = Family.REPORTING, Family.PEOPLE, Family.OFFICE
ODD = [
    "长" * 100_000,
    "完成60%" * 20_000,
    "1.1.1 " * 20_000,
    "\ud83d",
    "完成60%\ud83d",
    "\0",
    "完成\x0060%",
    "😀" * 50,
    "<b>完成60%</b>&amp;",
    "{{ 7 * 7 }}",
    "\u202e完成",
    " \n\t ",
    "/" * 50,
]


@pytest.mark.parametrize("text", ODD, ids=[f"{index}" for index in range(len(ODD))])
async def test_odd_replies_get_one_clear_answer_or_none(chat: Dialogue, text: str) -> None:
    for who, where in (("drc", "drc"), ("hr", "private"), ("guest", "new")):
        reply = {"reply_to": await chat.told(where, "1.1.1", who=who), "reply_to_bot": True}
        for kind in ("message", "edited"):
            answers = await chat.say(who, where, text, kind=kind, edited=5 if kind == "edited" else 0, **reply)
            assert len(answers) <= 1
            assert all(len(answer.message.html) < 5000 for answer in answers if answer.message)


async def test_a_text_of_100_kb_is_refused_with_the_limit_and_an_example(chat: Dialogue) -> None:
    answer = await chat.report("drc", "drc", "1.1.1", "完成60%" * 20_000)
    assert "这条有100000字，太长，没有记录" in answer
    assert "一条最多4096字" in answer
    assert "例：已完成21.5亿元" in answer
    assert chat.reports == []
    assert "太长" in await chat.read("drc", "drc", "/update 1.1.1 " + "完成60%" * 20_000)


async def test_what_people_typed_is_shown_as_typed(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成215亿元<b>&", person_name="<i>赵</i>")
    shown = chat.chats["telegram:-2"][-1].answer.message
    assert shown
    assert "已完成215亿元&lt;b&gt;&amp;" in shown.html
    await chat.press("drc", "drc", "确认记录")
    assert chat.reports[0].text == "已完成215亿元<b>&"


@pytest.mark.parametrize("command", [c.name for c in COMMANDS if c.family in (REPORTING, PEOPLE, OFFICE)])
async def test_no_words_upset_a_command(chat: Dialogue, command: str) -> None:
    for said in ("", "长" * 5000, "1.1.1", "1.1.1 \ud83d\0", "<b>", "{}%s", "\n\n", "gdp 9" + "9" * 400):
        for who, where in (("office", "office"), ("98", "hr"), ("guest", "private")):
            for answer in await chat.say(who, where, f"/{command} {said}"):
                assert answer.message
                assert len(answer.message.html) < 8000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.sampled_from(["message", "edited", "button"]), st.booleans())
async def test_no_text_upsets_the_desk(text: str, kind: str, replies: bool) -> None:
    chat = await Dialogue(small_plan()).seated()
    reply = {"reply_to": await chat.told("drc", "1.1.1", "1.1.2"), "reply_to_bot": True} if replies else {}
    more = {"button": text, "button_id": "b"} if kind == "button" else {}
    await chat.say("drc", "drc", text, kind=kind, **reply, **more)
