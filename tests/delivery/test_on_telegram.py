"""The way through the house on the real Telegram client: polled, kept, handled, answered, told apart by what it is."""

import asyncio
from typing import Any

import httpx
import pytest

from bot.chats.base import Incoming
from bot.chats.telegram import Telegram
from bot.delivery.answers import Answers
from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.rooms import Rooms
from bot.delivery.trouble import no_alarm
from bot.people.model import Room
from bot.stores.base import OutboxRow
from bot.texts.message import Message
from bot.texts.render import Texts
from tests.chats.api import TOKEN, Api, ok, refused
from tests.conftest import small_plan
from tests.delivery.cast import Disk, LoopClock, live


class Server:
    """A Bot API that holds a question for updates, and confirms nothing but what a later offset confirms."""

    def __init__(self) -> None:
        self.api = Api()
        self.updates: list[dict[str, Any]] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        answer = self.api(request)
        if not request.url.path.endswith("getUpdates"):
            return answer
        offset = self.api.calls[-1].fields.get("offset", 0)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            await asyncio.sleep(50)
        return ok(self.updates)


def message(number: int, text: str) -> dict[str, Any]:
    chat = {"id": -1, "type": "group", "title": "区发改局"}
    sender = {"id": 7, "is_bot": False, "first_name": "王"}
    return {"update_id": number, "message": {"message_id": number, "chat": chat, "from": sender, "text": text}}


def test_asked_and_answered_and_a_notice_to_a_group_that_moved() -> None:
    async def day() -> None:
        server, clock, store = Server(), LoopClock(), Disk(small_plan())
        await store.write(lambda change: change.put_room(Room("r", "telegram:-1")))
        telegram = Telegram(TOKEN, "https://api.telegram.org/bot", transport=httpx.MockTransport(server))
        chats, gates = {"telegram": telegram}, {"telegram": Gate(clock)}
        rooms = Rooms(store, no_alarm)
        answers = Answers(store, chats, gates, rooms, clock)
        outbox = Outbox(store, chats, gates, rooms, clock, Texts())

        async def handle(incoming: Incoming) -> None:
            await answers.reply(incoming, Message(f"听到：{incoming.text}"), subjects=["1.1.1"])

        inbox = Inbox(store, telegram, clock, handle)
        server.updates = [message(5, "/target gdp"), message(6, "/late")]
        await telegram.start()
        await inbox.start()
        await outbox.start()
        await asyncio.sleep(5)
        await inbox.idle()
        server.api.replies["sendMessage"] = [
            refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001),
            httpx.ReadTimeout("slow"),
        ]
        row = OutboxRow("k", "r", "reminder", 0, Message("提醒"), ("2.1.1",), clock.now())
        await outbox.put(row)
        await outbox.drained()
        await outbox.stop()
        await inbox.stop()
        await telegram.stop()

        said = [(call.fields["chat_id"], call.fields["text"].split("\n")[0]) for call in server.api.sent]
        assert said == [
            (-1, "听到：/target gdp"),
            (-1, "听到：/late"),
            (-1, "提醒"),
            (-1001, "提醒"),
            (-1001, "提醒"),
        ]
        assert "可能重复" in server.api.sent[-1].fields["text"]
        assert "可能重复" not in server.api.sent[-2].fields["text"]
        assert server.updates == []  # confirmed once they were kept
        counts = await store.read(lambda reader: reader.counts())
        assert (counts["inbox_waiting"], counts["inbox_set_aside"], counts["outbox_open"]) == (0, 0, 0)
        subjects = await store.read(lambda reader: reader.subjects_of("r", "105"))
        assert subjects == ("2.1.1",)

    live(day())


@pytest.mark.parametrize("count", [50])
def test_a_kill_while_updates_wait_loses_none_of_them(count: int) -> None:
    async def killed() -> None:
        server, clock, store, handled = Server(), LoopClock(), Disk(small_plan()), list[str]()
        server.updates = [message(number, f"{number}") for number in range(1, count + 1)]

        async def handle(incoming: Incoming) -> None:
            await asyncio.sleep(0.02)
            handled.append(incoming.text)

        for seconds in (0.3, 0.3, 10.0):
            telegram = Telegram(TOKEN, "https://api.telegram.org/bot", transport=httpx.MockTransport(server))
            inbox = Inbox(store, telegram, clock, handle)
            await inbox.start()
            await asyncio.sleep(seconds)
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await telegram.stop()
        assert list(dict.fromkeys(handled)) == [f"{number}" for number in range(1, count + 1)]
        assert len(handled) <= count + 2  # only the one being handled at each kill comes again

    live(killed())
