"""The way through the demo that the README describes, in real processes over HTTP."""

import re
from pathlib import Path

import pytest

from tests.end_to_end.processes import Chats, command, demo

pytestmark = pytest.mark.process
LEAD_OF_DRC = 101


def digests(chats: Chats) -> dict[int, int]:
    """Count the digests in each group."""
    groups = [chat["id"] for chat in chats.state()["chats"] if chat["id"] < 0]
    return {group: len(chats.from_bot(group, "【周报】")) for group in groups}


def test_a_week_in_the_demo(tmp_path: Path) -> None:
    with demo(tmp_path) as chats:
        drc, unbound = chats.group("发改局工作群"), chats.group("还没绑定")
        assert chats.state()["clock"]["now"].startswith("2023-07-03T08:5")

        said = chats.do("say", user=LEAD_OF_DRC, chat=drc, text="/target gdp")
        answer = chats.wait(drc, "地区生产总值", said["id"])
        assert "演示数据" in answer["text"]
        assert "4.5%左右" in answer["text"]
        assert set(digests(chats).values()) == {0}

        chats.do("clock", hours=1)
        first = digests(chats)
        assert first.pop(unbound) == 0
        assert set(first.values()) == {1}, "one digest in every bound group"
        assert all("09:00" in chats.from_bot(group, "【周报】")[0]["at"] for group in first)

        # Three days on: the half-year milestone of 1.2.1 is asked about.
        chats.do("clock", to="2023-07-05T12:00")
        reminder = next(m for m in chats.from_bot(drc) if "1.2.1" in m["text"] and "周报" not in m["text"])
        reply = chats.do(
            "say", user=LEAD_OF_DRC, chat=drc, text="已完成21.5亿元，9月底前全部完成", reply_to=reminder["id"]
        )
        asked_or_recorded = chats.wait(drc, "", reply["id"])
        if "哪一项" in asked_or_recorded["text"]:
            option = next(b for row in asked_or_recorded["buttons"] for b in row if b["label"].startswith("1.2.1"))
            chats.do("press", user=LEAD_OF_DRC, chat=drc, message=asked_or_recorded["id"], data=option["data"])
        recorded = chats.wait(drc, "已记录", reply["id"] - 1)
        assert "21.5亿元" in recorded["text"]
        assert "9月30日" in recorded["text"]

        said = chats.do("say", user=LEAD_OF_DRC, chat=drc, text="/task 1.2.1")
        task = chats.wait(drc, "63个区重点项目", said["id"])
        assert "21.5亿元" in task["text"]
        assert "55.1%" in task["text"]

        before = {group: len(chats.from_bot(group)) for group in first}
        chats.do("clock", to="monday")
        assert all(count == 2 for group, count in digests(chats).items() if group != unbound)
        reminded = [g for g in first if len(chats.from_bot(g)) > before[g] + 1]
        assert len(reminded) >= 3, "besides the digest at least three rooms heard a reminder"
        second = chats.from_bot(drc, "【周报】")[1]["text"]
        assert "1.2.1" in second, "what was reported stands in the next digest"

        busy = command("demo", "--state", str(tmp_path), "--port", "0")
        assert busy.returncode == 1
        assert "in use by" in busy.stderr


def test_the_terminal_asks_the_running_demo(tmp_path: Path) -> None:
    with demo(tmp_path) as chats:
        asked = command("ask", "/task 1.2.1", "--as", "区发改局", "--state", str(tmp_path / "demo"))
        assert asked.returncode == 0
        assert "18.2亿元" in asked.stdout
        invited = command("invite", "区商务局", "--state", str(tmp_path / "demo"))
        code = re.search(r"/bind (\w+)", invited.stdout)[1]  # type: ignore[index]
        unbound = chats.group("还没绑定")
        said = chats.do("say", user=7, chat=unbound, text=f"/bind {code}")
        assert "越秀区商务局" in chats.wait(unbound, "已绑定", said["id"])["text"]
