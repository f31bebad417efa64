"""Faults of the line and of the platform, suffered by the real bot: nothing lost, and what came twice says so."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.processes import TOKEN
from tests.faults.house import BASIC, CLERK, LEAD, ROOMS, SUBJECT, Bot, House, house

pytestmark = pytest.mark.process
MARK, RECORDED = "可能重复", "已记录"
Json = dict[str, Any]


def fault(kind: str, method: str = "sendMessage", **more: Any) -> Json:
    return {"kind": kind, "method": method, "times": 0, "share": 0.5} | more


def all_arrived(one: House, texts: list[str]) -> Callable[[], bool]:
    return lambda: all(any(text in said for said in one.texts(room)) for room in ROOMS for text in texts)


def copies(one: House, text: str) -> list[list[str]]:
    """List what stands in each room of a notice."""
    return [[said for said in one.texts(room) if text in said] for room in ROOMS]


def served(bot: Bot, one: House, room: int = ROOMS[0]) -> None:
    """Hold that it answers now."""
    asked = one.chats.do("say", user=LEAD, chat=room, text="/target gdp")["id"]
    bot.until(lambda: one.chats.from_bot(room, "地区生产总值", asked))


NOTHING_ARRIVED = {
    "429 for every second send": [fault("too_many", seconds=2)],
    "5xx": [fault("server_error", status=502), fault("server_error", "getUpdates", status=500)],
    # Bounded: what got no answer twice is given up, and on a busy machine faults without end meet a notice twice.
    "connections that break before": [
        fault("drop_before", times=3, share=1.0),
        fault("drop_before", "getUpdates", times=3, share=1.0),
    ],
}
MAY_HAVE_ARRIVED = {
    "connections that break after": [fault("drop_after")],
    "answers cut short": [fault("bad_json")],
    "answers without a body": [fault("empty")],
}


@pytest.mark.parametrize("faults", NOTHING_ARRIVED.values(), ids=NOTHING_ARRIVED)
def test_a_fault_that_heals_loses_nothing_and_breaks_no_pause(tmp_path: Path, faults: list[Json]) -> None:
    with house(tmp_path) as one:
        one.queue(["第一件", "第二件"])
        one.faults(*faults)
        with one.bot() as bot:
            bot.up().until(lambda: sum(one.calls["suffered"].values()) >= 4)
            one.faults()
            bot.until(all_arrived(one, ["第一件", "第二件"]))
            served(bot, one)
            assert bot.end() == 0
        assert one.calls["limits"]["early"] == 0
        doubles = [said for text in ("第一件", "第二件") for each in copies(one, text) for said in each[1:]]
        assert all(MARK in said for said in doubles)
        assert one.look(lambda reader: reader.counts())["outbox_open"] == 0


@pytest.mark.parametrize("faults", MAY_HAVE_ARRIVED.values(), ids=MAY_HAVE_ARRIVED)
def test_what_may_have_arrived_comes_at_most_once_more_and_says_so(tmp_path: Path, faults: list[Json]) -> None:
    with house(tmp_path) as one:
        one.queue(["通知"])
        one.faults(*(each | {"times": 3, "share": 1.0} for each in faults))
        with one.bot() as bot:
            bot.up().until(all_arrived(one, ["通知"]))
            served(bot, one)
            bot.until(lambda: sum(map(len, copies(one, "通知"))) >= len(ROOMS) + 1)
            assert bot.end() == 0
        for said in copies(one, "通知"):
            assert 1 <= len(said) <= 2
            assert all(MARK in copy for copy in said[1:])


def test_a_confirmation_that_may_have_arrived_is_not_repeated(tmp_path: Path) -> None:
    with house(tmp_path) as one, one.bot() as bot:
        bot.up()
        served(bot, one)
        one.faults({"kind": "drop_after", "method": "sendMessage", "times": 1})
        one.report(ROOMS[0], "正在推进")
        bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
        served(bot, one)
        assert len(one.chats.from_bot(ROOMS[0], RECORDED)) == 1


def test_a_platform_that_hangs_for_a_while(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            served(bot, one)
            one.faults({"kind": "delay", "method": "", "times": 0, "seconds": 3})
            for room in ROOMS[:3]:
                one.report(room, "正在推进")
            bot.until(lambda: all(one.chats.from_bot(room, RECORDED) for room in ROOMS[:3]))
            one.faults()
            served(bot, one)
            assert bot.end() == 0
        assert len(one.recorded()) == 3


def test_a_group_that_moved_while_a_notice_waited_is_followed(tmp_path: Path) -> None:
    """Both signals come: the update that tells of it, and the refused send."""
    with house(tmp_path) as one:
        one.queue(["通知"], [BASIC])
        new = one.chats.do("migrate", user=LEAD, chat=BASIC)["id"]
        with one.bot() as bot:
            bot.up().until(lambda: one.chats.from_bot(new, "通知"))
            one.report(new, "正在推进")
            bot.until(lambda: one.chats.from_bot(new, RECORDED))
            assert bot.end() == 0
        assert len(one.chats.from_bot(new, "通知")) == 1
        assert one.look(lambda reader: reader.updates(SUBJECT))[0].room == f"r{BASIC}"


def test_kicked_or_muted_marked_told_once_and_resumed(tmp_path: Path) -> None:
    """Of a kick the platform tells; that it is muted the bot finds out."""
    muted, kicked = ROOMS[1], ROOMS[2]
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            one.chats.do("say", user=CLERK, chat=CLERK, text="/start")  # the office has a private chat to be told in
            bot.until(lambda: one.chats.from_bot(CLERK))
            one.chats.do("trouble", chat=muted, trouble="muted")
            one.chats.do("bot", user=LEAD, chat=kicked, here=False)
            bot.until(lambda: one.chats.from_bot(CLERK, "人社2群"))
            assert bot.end() == 0
        one.queue(["甲", "乙"])
        with one.bot() as bot:
            well = [room for room in ROOMS if room not in (muted, kicked)]
            bot.up().until(lambda: all(one.chats.from_bot(room, "乙") for room in well))
            bot.until(lambda: one.chats.from_bot(CLERK, "人社1群"))
            tried = [call["chat"] for call in one.calls["calls"] if call["chat"] in (muted, kicked)]
            assert tried == [muted], "a room that is gone is not tried again"
            one.chats.do("trouble", chat=muted, trouble="")
            one.chats.do("bot", user=LEAD, chat=kicked, here=True)
            served(bot, one, muted)
            bot.until(lambda: one.chats.from_bot(muted, "乙") and one.chats.from_bot(kicked, "乙"))
            assert [len(one.chats.from_bot(CLERK, name)) for name in ("人社1群", "人社2群")] == [1, 1]
            assert bot.end() == 0


def test_a_send_that_hangs_holds_up_neither_others_nor_the_end(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        one.queue(["通知"], ROOMS[5:])
        one.faults(*({"kind": "hold", "method": "sendMessage", "times": 0, "chat": ROOMS[n]} for n in (0, 5)))
        with one.bot() as bot:
            bot.up()
            one.report(ROOMS[0], "正在推进")
            for room in ROOMS[1:5]:
                served(bot, one, room)
            asked = time.monotonic()
            assert bot.end() == 0
            assert time.monotonic() - asked < 15, "an answer and a notice hang: they are given up side by side"
        one.faults()
        with one.bot() as bot:
            bot.up().until(lambda: one.chats.from_bot(ROOMS[0], RECORDED) and one.chats.from_bot(ROOMS[5], "通知"))
            assert bot.end() == 0
        assert one.recorded() == ["正在推进"]


def test_two_bots_with_one_token_lose_nothing_between_them(tmp_path: Path) -> None:
    with house(tmp_path) as one, one.bot() as first:
        first.up()
        with Bot(one.chats, tmp_path / "other", tmp_path / "other.log") as second:
            second.up()
            first.until(lambda: "another program reads the updates of this bot" in first.said + second.said)
            second.kill()
        for _ in range(3):
            one.report(ROOMS[0], "正在推进")
        first.until(lambda: len(one.chats.from_bot(ROOMS[0], RECORDED)) == 3)
        assert first.end() == 0


def test_a_webhook_left_set_is_removed_and_what_waited_comes(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        one.chats.client.post(f"/bot{TOKEN}/setWebhook", data={"url": "http://127.0.0.1:9/nobody"})
        one.report(ROOMS[0], "正在推进")
        with one.bot() as bot:
            bot.up().until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
            assert "a webhook was left set" in bot.said
