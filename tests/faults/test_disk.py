"""A disk that takes nothing more, under the real bot: the lead hears the truth, reading goes on, and it heals."""

import resource
from pathlib import Path

import pytest

from tests.faults.house import LEAD, ROOMS, house

pytestmark = pytest.mark.process
RECORDED, NOT_RECORDED = "已记录", "没有记录"


def test_a_full_disk_is_told_and_heals_without_a_restart(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            one.report(ROOMS[0], "正在推进")
            bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
            _, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (1, hard))

            one.report(ROOMS[0], "正在推进，又办两场")
            bot.until(lambda: one.chats.from_bot(ROOMS[0], NOT_RECORDED))
            asked = one.chats.do("say", user=LEAD, chat=ROOMS[1], text="/target gdp")["id"]
            bot.until(lambda: one.chats.from_bot(ROOMS[1], "地区生产总值", asked))

            resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
            one.report(ROOMS[0], "正在推进，再办三场")
            bot.until(lambda: len(one.chats.from_bot(ROOMS[0], RECORDED)) == 2)
            assert bot.end() == 0
        assert [text.count("再办三场") for text in one.recorded()] == [1, 0]


def test_a_disk_that_fills_while_notices_go_out_repeats_none_unmarked(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        one.queue(["甲", "乙", "丙"])
        with one.bot() as bot:
            bot.up().until(lambda: one.chats.from_bot(ROOMS[0], "甲"))
            _, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (1, hard))
            one.report(ROOMS[1], "正在推进")
            bot.until(lambda: one.chats.from_bot(ROOMS[1], NOT_RECORDED))
            resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
            bot.until(lambda: all(one.chats.from_bot(room, text) for room in ROOMS for text in "甲乙丙"))
            assert bot.end() == 0
        assert all(len(one.chats.from_bot(room, text)) == 1 for room in ROOMS for text in "甲乙丙")
