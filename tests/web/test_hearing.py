"""Group privacy mode: what a person writes → whether the bot is told."""

import pytest

from bot.web.demo.local import LocalTelegram
from tests.web.conftest import CHEN, DRC, HR, LI, WANG


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/target gdp", True),
        ("/target@plan_bot gdp", True),
        ("/target@PLAN_BOT gdp", True),
        ("/target@other_bot gdp", False),
        ("/目标 gdp", False),
        ("完成60%", False),
        ("@plan_bot 完成60%", False),
        ("请看 /target", False),
    ],
)
def test_under_privacy_mode(local: LocalTelegram, text: str, heard: bool) -> None:
    assert local.say(CHEN, DRC, text).heard is heard
    assert len(local.world.updates) == heard


async def test_replies_to_the_bot_are_heard_and_others_are_not(local: LocalTelegram, call) -> None:
    mine = (await call("sendMessage", chat_id=DRC, text="提醒"))["result"]["message_id"]
    other = local.say(LI, DRC, "开会")
    assert local.say(CHEN, DRC, "完成60%", reply_to=mine).heard
    assert local.say(CHEN, DRC, "/目标 gdp", reply_to=mine).heard
    assert not local.say(CHEN, DRC, "好的", reply_to=other.id).heard


def test_an_administrator_and_a_private_chat_hear_everything(local: LocalTelegram) -> None:
    assert local.say(WANG, HR, "随便说说").heard
    assert local.say(CHEN, CHEN, "随便说说").heard
    local.set_privacy(WANG, HR, True)
    assert not local.say(WANG, HR, "随便说说").heard


async def test_an_edit_is_heard_by_the_same_rule(local: LocalTelegram, call) -> None:
    mine = (await call("sendMessage", chat_id=DRC, text="提醒"))["result"]["message_id"]
    local.edit(CHEN, DRC, local.say(CHEN, DRC, "聊天").id, "改了的聊天")
    local.edit(CHEN, DRC, local.say(CHEN, DRC, "完成60%", reply_to=mine).id, "完成65%")
    updates = (await call("getUpdates"))["result"]
    assert [next(kind for kind in update if kind != "update_id") for update in updates] == ["message", "edited_message"]
    assert updates[1]["edited_message"]["text"] == "完成65%"


def test_nobody_is_heard_where_the_bot_is_not(local: LocalTelegram) -> None:
    local.bot_removed(CHEN, DRC)
    waiting = len(local.world.updates)
    assert not local.say(CHEN, DRC, "/target gdp").heard
    assert len(local.world.updates) == waiting
