"""Updates no bot should meet, met by the real one: repeated, nonsense, enormous, out of order."""

from pathlib import Path
from typing import Any

import pytest

from tests.faults.house import CLERK, LEAD, ROOMS, SUBJECT, House, house

pytestmark = pytest.mark.process
RECORDED = "已记录"
FIRST = 99_999_900  # written numbers come before those the platform counts itself
Json = dict[str, Any]


def message(number: int, text: str, **more: Any) -> Json:
    """Write an update by hand; the number serves for update and message."""
    chat = {"id": ROOMS[0], "type": "supergroup", "title": "人社0群"}
    sender = {"id": LEAD, "is_bot": False, "first_name": "李人社"}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text.startswith("/") else []
    body = {"message_id": number, "date": 1688781600, "chat": chat, "from": sender, "text": text, "entities": entities}
    return {"update_id": FIRST + number, "message": body | more}


def inject(one: House, *updates: Json) -> None:
    for update in updates:
        one.chats.do("inject", update=update)


POISON: dict[str, Json] = {
    "fields nobody knows": {"message": {"chat": {"id": ROOMS[0], "type": "supergroup"}, "future": {"deep": [None]}}},
    "nothing where something is": {"message": {"message_id": None, "chat": {"id": 7}, "from": None, "text": None}},
    "a megabyte of text": {"message": {"message_id": 5, "chat": {"id": ROOMS[0], "type": "supergroup"},
                                       "from": {"id": LEAD, "first_name": "x"}, "text": "/target " + "长" * 1_000_000}},
    "NUL": {"message": {"message_id": 6, "chat": {"id": ROOMS[0], "type": "supergroup"},
                                             "from": {"id": LEAD, "first_name": "\0"}, "text": "/target \0"}},
    "of another kind": {"business_connection": {"id": "x"}},
    "no object inside": {"message": "text", "callback_query": [1, 2]},
    "numbers no clock knows": {"message": {"message_id": 1 << 70, "date": 1 << 60, "chat": {"id": 1 << 70}}},
}  # fmt: skip


def test_no_poison_stops_the_next_update(tmp_path: Path) -> None:
    with house(tmp_path) as one, one.bot() as bot:
        bot.up()
        for update in POISON.values():
            inject(one, update)
            asked = one.chats.do("say", user=LEAD, chat=ROOMS[1], text="/target gdp")["id"]
            bot.until(lambda asked=asked: one.chats.from_bot(ROOMS[1], "地区生产总值", asked))
        assert bot.end() == 0


def test_an_update_brought_again_is_recorded_once_also_after_a_restart(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            report = message(71, f"/update {SUBJECT} 正在推进")
            inject(one, report, report, report)
            bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
            assert bot.end() == 0
        with one.bot() as bot:
            inject(one, report)
            bot.up()
            one.report(ROOMS[1], "正在推进")
            bot.until(lambda: one.chats.from_bot(ROOMS[1], RECORDED))
            assert bot.end() == 0
        assert len(one.chats.from_bot(ROOMS[0], RECORDED)) == 1
        assert len(one.recorded()) == 2


@pytest.mark.parametrize("order", [(0, 20), (20, 10)], ids=["in order", "the older edit last"])
def test_the_newest_edit_counts_whatever_the_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            inject(one, message(80, f"/update {SUBJECT} 累计举办招聘会41场"))
            bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
            for place, edited in enumerate(order, 81):
                text = f"/update {SUBJECT} 累计举办招聘会{42 + edited}场"
                update = message(80, text, edit_date=1688781700 + edited)
                inject(one, {"update_id": FIRST + place, "edited_message": update["message"]})
            asked = one.chats.do("say", user=LEAD, chat=ROOMS[1], text="/target gdp")["id"]
            bot.until(lambda: one.chats.from_bot(ROOMS[1], "地区生产总值", asked))
            bot.until(lambda: one.chats.from_bot(ROOMS[0], f"{42 + max(order)}场"))
            assert bot.end() == 0
        assert one.view.summaries[SUBJECT].last.reading.value == 42 + max(order)


def test_a_press_repeated_under_a_new_number_does_its_work_once(tmp_path: Path) -> None:
    """A client that lost the answer presses again; the platform gives that a number of its own."""
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            one.report(ROOMS[0], "正在推进")
            bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
            recorded = one.chats.from_bot(ROOMS[0], RECORDED)[0]
            undo = recorded["buttons"][0][0]["data"]
            for user in (LEAD, LEAD, CLERK):
                one.chats.do("press", user=user, chat=ROOMS[0], message=recorded["id"], data=undo, stale=True)
            one.chats.do("press", user=LEAD, chat=ROOMS[0], message=recorded["id"], data="undo:999999", stale=True)
            one.chats.do("press", user=LEAD, chat=ROOMS[0], message=recorded["id"], data="x" * 64, stale=True)
            asked = one.chats.do("say", user=LEAD, chat=ROOMS[0], text="/target gdp")["id"]
            bot.until(lambda: one.chats.from_bot(ROOMS[0], "地区生产总值", asked))
            assert bot.end() == 0
        assert [update.retracted for update in one.look(lambda reader: reader.updates(SUBJECT))] == [True]
        assert one.look(lambda reader: reader.counts())["inbox_set_aside"] == 0


def test_what_carries_a_mark_of_secrecy_reaches_no_file(tmp_path: Path) -> None:
    """Also not the log; the recorded report that an edit would have changed stays."""
    paper = {"document": {"file_id": "SECRETFILE", "file_name": "机密-用地批复.pdf"}}
    told = {"reply_to_message": {"message_id": 5, "from": {"id": LEAD}, "text": "绝密★\n涉密的原话"}}
    with house(tmp_path) as one:
        with one.bot() as bot:
            bot.up()
            report = message(81, f"/update {SUBJECT} 正在推进")
            inject(one, report)
            bot.until(lambda: one.chats.from_bot(ROOMS[0], RECORDED))
            edit = message(81, f"/update {SUBJECT} 机密★1年\n涉密的原话", edit_date=1688781700)
            inject(
                one,
                {"update_id": FIRST + 82, "edited_message": edit["message"]},
                message(83, f"/update {SUBJECT} 办理人440524188001010014"),
                message(84, "", caption="见附件", **paper),
                message(85, "收到", **told),
            )
            bot.until(lambda: len(one.chats.from_bot(ROOMS[0], "没有记录")) == 4)
            assert bot.end() == 0
        assert one.recorded() == ["正在推进"]
        kept = [one.log, *(path for path in one.state.rglob("*") if path.is_file())]
        for words in ("涉密的原话", "440524188001010014", "用地批复", "SECRETFILE"):
            for form in (words.encode(), ascii(words)[1:-1].encode()):
                assert not [path.name for path in kept if form in path.read_bytes()], words
