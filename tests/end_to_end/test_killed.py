"""A bot that is killed goes on where it was: nothing lost, nothing twice."""

from pathlib import Path

import pytest

from tests.end_to_end.processes import bot, command, local_telegram

pytestmark = pytest.mark.process
CLERK, LEAD, GROUP = 101, 102, -1000000004001
CAST = {
    "people": [{"id": CLERK, "name": "王督办"}, {"id": LEAD, "name": "李人社"}],
    "groups": [{"id": GROUP, "title": "人社局群", "members": [LEAD, CLERK]}],
}
REPORTS = 12


def test_reports_survive_a_kill_and_are_recorded_once(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with local_telegram(tmp_path, CAST) as chats:
        with bot(chats, state) as first:
            first.first_error("the bot is up")
            said = chats.do("say", user=CLERK, chat=GROUP, text="/bind 区人社局")
            chats.wait(GROUP, "已绑定", said["id"])
            for number in range(REPORTS):
                said = chats.do("say", user=LEAD, chat=GROUP, text=f"/update 6.1.9 累计举办招聘会{40 + number}场")
            first.kill()
        with bot(chats, state) as second:
            second.first_error("the bot is up")
            chats.wait(GROUP, f"{39 + REPORTS}场")
            code, _, _ = second.end()
            assert code == 0
    history = command("ask", "/history 6.1.9", "--as", "office", "--state", str(state), "--json")
    assert all(history.stdout.count(f"累计举办招聘会{40 + n}场") == 1 for n in range(REPORTS - 5, REPORTS))


def test_a_second_bot_is_refused_by_name(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with local_telegram(tmp_path, CAST) as chats, bot(chats, state) as first:
        first.first_error("the bot is up")
        with bot(chats, state) as second:
            assert "in use by" in second.first_error("in use by.*")


def test_a_wrong_token_says_what_to_do_and_shows_no_token(tmp_path: Path) -> None:
    wrong = "2000:this-is-a-wrong-token-that-nobody-gave-out"
    with local_telegram(tmp_path, CAST) as chats, bot(chats, tmp_path / "s", BOT_TELEGRAM__TOKEN=wrong) as process:
        said = process.first_error("BotFather.*")
        code, out, err = process.end()
        assert code != 0
        assert wrong not in said + out + err
