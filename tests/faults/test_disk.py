"""A disk that takes nothing more, under the real bot: the lead hears the truth, reading goes on, and it heals."""

import os
import resource
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.processes import command
from tests.faults.house import CLERK, LEAD, ROOMS, free_address, house

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

            one.report(ROOMS[0], "正在推进〔乙〕")
            bot.until(lambda: one.chats.from_bot(ROOMS[0], NOT_RECORDED))
            asked = one.chats.do("say", user=LEAD, chat=ROOMS[1], text="/target gdp")["id"]
            bot.until(lambda: one.chats.from_bot(ROOMS[1], "地区生产总值", asked))

            resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
            one.report(ROOMS[0], "正在推进〔丙〕")
            bot.until(lambda: len(one.chats.from_bot(ROOMS[0], RECORDED)) == 2)
            assert bot.end() == 0
        assert [text.count("〔丙〕") for text in one.recorded()] == [1, 0]


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


def test_while_a_commit_hangs_the_bot_lives_and_says_nothing_untrue(tmp_path: Path) -> None:
    """An fsync of five seconds, or of five minutes: as long as the file is there."""
    hold, listen = tmp_path / "hold", free_address()
    with house(tmp_path) as one, one.bot(("nowhere", 1), VICTIM_HOLD=str(hold), BOT_METRICS__LISTEN=listen) as bot:
        bot.up()
        hold.touch()
        one.report(ROOMS[0], "正在推进")
        one.chats.do("say", user=LEAD, chat=ROOMS[1], text="/target gdp")
        for _ in range(20):
            health = httpx.get(f"http://{listen}/healthz", timeout=5)
            assert health.status_code == 200, "the loop goes on"
            assert not one.texts(ROOMS[0])
        hold.unlink()
        bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED) and one.chats.from_bot(ROOMS[1], "地区生产总值"))
        assert bot.end() == 0
        assert one.recorded() == ["正在推进"]


def test_a_file_damaged_under_the_bot_is_told_to_sender_and_office_and_a_backup_restores_it(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            one.chats.do("say", user=CLERK, chat=CLERK, text="/start")
            one.report(ROOMS[0], "正在推进")
            bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED) and one.chats.from_bot(CLERK))
            assert command("backup", str(copy), "--state", str(one.state)).returncode == 0
            path = one.state / "plan.sqlite3"
            path.write_bytes(os.urandom(path.stat().st_size))
            one.report(ROOMS[1], "正在推进〔乙〕")
            one.chats.do("say", user=LEAD, chat=ROOMS[2], text="/target gdp")
            bot.until(lambda: one.chats.from_bot(ROOMS[1], NOT_RECORDED))
            bot.until(lambda: one.chats.from_bot(ROOMS[2], "地区生产总值"))
            bot.until(lambda: one.chats.from_bot(CLERK, "没能处理"))
            bot.kill()
        assert command("doctor", "--state", str(one.state)).returncode == 1
        assert command("restore", str(copy), "--state", str(one.state)).returncode == 0
        with one.bot() as bot:
            bot.up().until(lambda: one.chats.from_bot(ROOMS[1]))
            assert bot.end() == 0
        assert one.recorded()[-1] == "正在推进"
