"""The office switches to another plan: asked once, decided once, by the office alone."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.desk.switching import Came, Wish, put_came, wish_in
from bot.imports.importing import import_plan
from bot.in_use import PLANS
from bot.plan.model import Plan
from tests.desk.dialogue import Dialogue
from tests.imports.test_diff import OLD, ON

WRONG = "只有督办可以切换计划"


def written(tmp_path: Path, folder: Path, year: int) -> Plan:
    """Write the plan of a year into a folder."""
    source = tmp_path / f"{year}.txt"
    source.write_text(OLD.replace("2022", str(year - 1)).replace("2023", str(year)), "utf-8")
    return import_plan(source, folder, ON).plan


@pytest.fixture
async def chat(tmp_path: Path) -> Dialogue:
    """A desk on the plan of 2023, with those of 2022 and 2024 kept beside."""
    for year in (2022, 2024):
        written(tmp_path, tmp_path / "state" / PLANS / str(year), year)
    plan = written(tmp_path, tmp_path / "plan", 2023)
    talk = await Dialogue(plan, bot={"plan": tmp_path / "plan", "state_dir": tmp_path / "state"}).seated()
    talk.tools = replace(talk.tools, switch=asyncio.Event())
    talk.desk = Desk(talk.tools)
    return talk


def woken(chat: Dialogue) -> bool:
    assert chat.tools.switch is not None
    return chat.tools.switch.is_set()


async def test_every_plan_is_listed_with_a_button_for_the_office(chat: Dialogue) -> None:
    listed = await chat.read("office", "private", "/plan")
    assert "现行：某某区2023年政府工作计划" in listed
    assert listed.index("另存：某某区2022年") < listed.index("另存：某某区2024年")
    await chat.say("office", "private", "/plan")
    assert chat.labels("private").count("切换") == 2
    await chat.say("hr", "hr", "/plan")
    assert "切换" not in chat.labels("hr", "hr")


async def test_it_is_asked_once_and_then_decided(chat: Dialogue) -> None:
    await chat.say("office", "private", "/plan 2024")
    asked = await chat.press("office", "private", "切换")
    assert asked.startswith("切换到《某某区2024年政府工作计划》？\n各群将按这份计划收提醒、报进展，2024年1月1日起提醒")
    assert (woken(chat), wish_in(chat.store.view.settings)) == (False, None)
    button = chat.button("private", "切换")
    assert "正在切换到《某某区2024年政府工作计划》" in await chat.press("office", "private", "切换")
    assert woken(chat)
    decided = Wish("2024", "某某区2024年政府工作计划", "telegram:1", next(iter(private(chat))))
    assert wish_in(chat.store.view.settings) == decided
    (entry,) = await chat.store.read(lambda reader: reader.audit(chat.store.view.plan.id))
    assert (entry.action, entry.person, entry.after) == ("plan_switched", "telegram:1", decided.title)
    assert await chat.press_data("office", "private", *button) == "这件事已处理过或已过期"


def private(chat: Dialogue) -> list[str]:
    return [room.id for room in chat.store.view.rooms.values() if room.address == "telegram:1"]


async def test_it_is_let_be(chat: Dialogue) -> None:
    await chat.say("office", "private", "/计划 切换到2024")
    assert "现行仍是《某某区2023年政府工作计划》" in await chat.press("office", "private", "不切换")
    assert (woken(chat), wish_in(chat.store.view.settings)) == (False, None)


async def test_a_year_that_is_over_can_be_read_again(chat: Dialogue) -> None:
    assert "只供查阅，迟报照记，不提醒" in await chat.read("office", "private", "/plan use 2022")


@pytest.mark.parametrize("who", ["hr", "leader", "guest"])
async def test_nobody_but_the_office_switches(chat: Dialogue, who: str) -> None:
    assert WRONG in await chat.read(who, "private", "/plan use 2024")
    await chat.say("office", "office", "/plan use 2024")
    button = chat.button("office", "切换")
    assert "只有" in await chat.press_data(who, "office", *button)
    assert not woken(chat)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/plan use 2023", "现行的就是《某某区2023年政府工作计划》"),
        ("/plan use 2031", "没有“2031”这份计划"),
        ("/plan use", "切换到哪份？现有：某某区2022年政府工作计划、某某区2024年政府工作计划。例：/plan use "),
        ("/plan use 某某区", "或不止一份"),
    ],
)
async def test_what_cannot_be_is_said(chat: Dialogue, said: str, answer: str) -> None:
    assert answer in await chat.read("office", "private", said)


async def test_where_nobody_can_it_is_refused_in_a_sentence(chat: Dialogue) -> None:
    chat.restart()  # on tools that cannot, as those of the demo
    assert "这里不能切换计划" in await chat.read("office", "private", "/plan use 2024")


async def test_a_reply_or_an_edit_of_another_plan_is_not_recorded_here(chat: Dialogue) -> None:
    room = "r-hr"
    came = Came(ON, "2022年计划", last={room: 500}, messages=("telegram:-1:77",))
    await chat.store.write(lambda change: put_came(change, came))
    assert "没有记录：您回复的消息是切换计划之前的" in await chat.reply("hr", "hr", "1.1.2 已完成60%", "400")
    edit = {"kind": "edited", "message_id": "77", "edited": 5, "reply_to": "400", "reply_to_bot": True}
    assert "没有记录：您改的消息" in await chat.read("hr", "hr", "1.1.2 已完成70%", **edit)
    assert await chat.reply("hr", "hr", "收到，谢谢", "400") == ""
    assert chat.reports == []
    await chat.say("hr", "hr", "/task 1.1.2")
    own = chat.chats["telegram:-1"][-1].id
    await chat.reply("office", "hr", "已完成60%", own)
    assert [update.subject for update in chat.reports] == ["1.1.2"]


async def test_a_button_of_another_plan_does_nothing(chat: Dialogue) -> None:
    assert "属于另一份计划" in await chat.press_data("office", "private", "other", "1")
