"""A running bot goes over to another plan: nothing is lost, nothing twice, and a kill leaves one plan whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.imports.importing import import_plan
from bot.in_use import PLANS, chosen
from tests.end_to_end.processes import TOKEN, Chats, Json, Process, bot, local_telegram

pytestmark = pytest.mark.process
CLERK, LEAD, GROUP = 101, 102, -1000000004001
CAST = {
    "people": [{"id": CLERK, "name": "王督办"}, {"id": LEAD, "name": "李人社"}],
    "groups": [{"id": GROUP, "title": "人社局群", "members": [LEAD, CLERK]}],
}
REPORT = """2024年某某区政府工作报告
一、2023年工作回顾
完成投资30亿元。
二、2024年工作安排
主要预期目标是：地区生产总值增长6%左右。
（一）稳定就业。举办招聘会30场。
"""
NAME = "ours-2024"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state directory with the plan of 2024 kept beside the configured one."""
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    import_plan(tmp_path / "report.txt", tmp_path / "state" / PLANS / NAME, date(2023, 7, 5))
    return tmp_path / "state"


@contextmanager
def victim(chats: Chats, state: Path, point: str) -> Iterator[Process]:
    environment = {
        "BOT_TELEGRAM__TOKEN": TOKEN,
        "BOT_TELEGRAM__BASE_URL": f"{chats.address}/bot",
        "BOT_OFFICE__TELEGRAM_USER_IDS": f"[{CLERK}]",
    }
    arguments = ["tests.faults.victim", point, "1", "run", "--state", str(state), "--date", "2023-07-05"]
    with Process(arguments, environment) as process:
        yield process


def press(chats: Chats, message: Json, label: str, chat: int = CLERK) -> None:
    data = next(key["data"] for row in message["buttons"] for key in row if key["label"].startswith(label))
    chats.do("press", user=CLERK, chat=chat, message=message["id"], data=data)


def wish_for(chats: Chats, words: str) -> Json:
    """Let the clerk ask for another plan; return the message with the button that switches."""
    said = chats.do("say", user=CLERK, chat=CLERK, text=f"/plan use {words}")
    return chats.wait(CLERK, "切换到", said["id"])


def asked(chats: Chats, text: str, containing: str = "", chat: int = CLERK, user: int = CLERK) -> str:
    said = chats.do("say", user=user, chat=chat, text=text)
    return chats.wait(chat, containing, said["id"])["text"]


def test_there_and_back(tmp_path: Path, state: Path) -> None:
    with local_telegram(tmp_path, CAST) as chats, bot(chats, state) as process:
        process.first_error("the bot is up")
        asked(chats, "/bind 区人社局", "已绑定", GROUP)
        reported = chats.do("say", user=LEAD, chat=GROUP, text="/update 6.1.9 累计举办招聘会40场")
        confirmed = chats.wait(GROUP, "40场", reported["id"])
        press(chats, wish_for(chats, "2024"), "切换")
        said = [chats.do("say", user=LEAD, chat=GROUP, text=f"/target {word}") for word in ("gdp", "没有", "gdp")]
        told = chats.wait(CLERK, "已切换，现行：《某某区2024年政府工作计划》")
        assert "1个群带过来了" in told["text"]
        process.first_error("the bot is up")
        assert "增长6%左右" in asked(chats, "/target gdp", "地区生产总值")
        assert "另存：" in asked(chats, "/plan", "现行：某某区2024年")
        chats.wait(GROUP, "", said[-1]["id"])
        assert len(chats.from_bot(GROUP, "", said[0]["id"] - 1)) == 3  # each answered, once
        # A button of the other plan does nothing here.
        press(chats, confirmed, "撤销", GROUP)
        press(chats, wish_for(chats, "yuexiu"), "切换")
        process.first_error("the bot is up")
        assert "4.5%左右" in asked(chats, "/target gdp", "地区生产总值")
        history = asked(chats, "/history 6.1.9", "6.1.9")
        assert "累计举办招聘会40场" in history
        assert "撤销" not in history
        code, _, _ = process.end()
        assert code == 0


@pytest.mark.parametrize(("point", "in_use"), [("before pointer", ""), ("after pointer", NAME)])
def test_a_kill_leaves_the_old_plan_or_the_new(tmp_path: Path, state: Path, point: str, in_use: str) -> None:
    with local_telegram(tmp_path, CAST) as chats:
        with victim(chats, state, point) as first:
            first.first_error("the bot is up")
            asked(chats, "/bind 区人社局", "已绑定", GROUP)
            press(chats, wish_for(chats, "2024"), "切换")
            with pytest.raises(AssertionError, match="it ended"):
                first.first_error("a line it does not live to write")
            said = chats.do("say", user=LEAD, chat=GROUP, text="/target gdp")
        assert chosen(state) == in_use
        with bot(chats, state) as second:
            second.first_error("the bot is up")
            assert ("6%左右" if in_use else "4.5%左右") in chats.wait(GROUP, "", said["id"])["text"]
            chats.wait(CLERK, "已切换，现行" if in_use else "没有切换到")
            assert asked(chats, "/plan", "现行：")
            assert len(chats.from_bot(GROUP, "", said["id"])) == 1
            second.end()
