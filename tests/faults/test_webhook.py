"""Updates by webhook, against the real bot: a 200 means kept, whatever happens before and after it."""

from pathlib import Path

import httpx
import pytest

from tests.faults.house import CROWD, Bot, House, free_address, house
from tests.faults.test_updates import message

pytestmark = pytest.mark.process
SECRET, HEADER, RECORDED = "a-long-random-word", "X-Telegram-Bot-Api-Secret-Token", "已记录"


def hooked(one: House, door: str, victim: tuple[str, int] | None = None) -> Bot:
    return one.bot(
        victim,
        BOT_TELEGRAM__WEBHOOK_URL=f"http://{door}/hook",
        BOT_TELEGRAM__WEBHOOK_SECRET=SECRET,
        BOT_TELEGRAM__WEBHOOK_LISTEN=door,
    )


def test_what_came_by_webhook_is_kept_before_it_counts_as_taken(tmp_path: Path) -> None:
    rooms, door = iter(CROWD), free_address()
    with house(tmp_path) as one:
        for name, point in (("甲", "before keep"), ("乙", "after keep"), ("丙", "before send")):
            with hooked(one, door, (point, 1)) as bot:
                one.report(next(rooms), f"正在推进〔{name}〕")
                assert bot.died() != 0
        with hooked(one, door) as bot:
            bot.up().until(lambda: all(one.chats.from_bot(room, RECORDED) for room in CROWD[:3]))

            forged = message(3, "/update 6.1.9 累计举办招聘会99场")
            for secret in (b"", b"wrong", b"\xe9"):
                answer = httpx.post(f"http://{door}/hook", json=forged, headers=[(HEADER.encode(), secret)])
                assert answer.status_code == 403
            trusted = {HEADER: SECRET}
            for body, status in ((b"{", 400), (b"[]", 400), (b"\xff", 400), (b" " * (5 << 20), 413), (b"{}", 200)):
                assert httpx.post(f"http://{door}/hook", content=body, headers=trusted).status_code == status
            assert httpx.get(f"http://{door}/hook").status_code == 405

            one.report(CROWD[3], "正在推进〔丁〕")
            bot.until(lambda: one.chats.from_bot(CROWD[3], RECORDED))
            assert bot.end() == 0
        assert sorted(one.recorded()) == sorted(f"正在推进〔{name}〕" for name in "甲乙丙丁")
