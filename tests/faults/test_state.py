"""What happens to the state directory under the running bot: filed, backed up, moved away, deleted, put back."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.progress.model import Reading, StatusUpdate
from bot.stores.base import Transaction
from bot.stores.tinydb import check
from tests.end_to_end.processes import command
from tests.faults.house import CROWD, DAY, LEAD, ROOMS, SUBJECT, ZONE, Bot, House, house

pytestmark = pytest.mark.process
RECORDED, NOT_RECORDED = "已记录", "没有记录"
# It is ten o'clock: with these hours old reports may be filed.
FILES_NOW = {"BOT_HOURS__END": "09:30:00", "BOT_HISTORY__ARCHIVE_AFTER_DAYS": "30"}


def an_old_report(change: Transaction) -> None:
    at = datetime.combine(DAY, datetime.min.time(), ZONE) - timedelta(days=60)
    change.record(StatusUpdate("old", SUBJECT, at, "五月已启动", Reading(True), room=f"r{ROOMS[0]}"))


class Group:
    """Speaks each time in another group: none of them has to wait for its second."""

    def __init__(self, one: House, bot: Bot) -> None:
        self._one, self._bot, self._rooms = one, bot, iter(CROWD)

    def reports(self, words: str, answer: str = RECORDED) -> None:
        """Report, and wait for an answer that says so."""
        room = next(self._rooms)
        self._one.report(room, words)
        self._bot.until(lambda: self._one.chats.from_bot(room, answer))

    def history(self) -> str:
        """Ask for what was reported."""
        room = next(self._rooms)
        self._one.chats.do("say", user=LEAD, chat=room, text=f"/history {SUBJECT}")
        self._bot.until(lambda: self._one.chats.from_bot(room))
        return self._one.texts(room)[0]


def test_a_state_is_filed_backed_up_lost_and_restored_and_nothing_is_missing(tmp_path: Path) -> None:
    copy, away = tmp_path / "copy.sqlite3", tmp_path / "away"
    with house(tmp_path) as one:
        one.change(an_old_report)
        with one.bot(**FILES_NOW) as bot:
            bot.up().until(lambda: "old reports were moved to the archive" in bot.said)
            group = Group(one, bot)
            group.reports("正在推进")
            assert "五月已启动" in group.history()

            backing_up = subprocess.Popen([sys.executable, "-m", "bot", "backup", str(copy), "--state", str(one.state)])
            for number in range(3):
                group.reports(f"正在推进〔{'壬癸庚'[number]}〕")
            assert backing_up.wait() == 0

            one.state.rename(away)
            group.reports("正在推进〔丙〕", NOT_RECORDED)
            assert "五月已启动" in group.history(), "reading goes on"
            away.rename(one.state)
            group.reports("正在推进〔丁〕")

            for file in one.state.glob("plan.sqlite3*"):
                file.unlink()
            group.reports("正在推进〔戊〕")
            bot.kill()
        kept = one.recorded()
        assert [kept.count(f"正在推进{words}") for words in ("〔丙〕", "〔丁〕", "〔戊〕")] == [0, 1, 1]
        assert kept[-2:] == ["正在推进", "五月已启动"]

        shutil.rmtree(one.state)
        assert command("restore", str(copy), "--state", str(one.state)).returncode == 0
        assert one.recorded()[-2:] == ["正在推进", "五月已启动"]
        assert check(one.state) == []

        with contextlib.closing(sqlite3.connect(one.state / "plan.sqlite3")) as db:
            db.execute("PRAGMA user_version = 99")
        refused = command("ask", "/target gdp", "--state", str(one.state))
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "a later version (format 99" in refused.stderr
