"""The Telegram platform over real sockets, against the demo's server: what it sends is taken, what breaks is named."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import structlog

from bot.chats.base import Incoming, MenuEntry
from bot.chats.telegram import Telegram
from bot.chats.telegram.poller import DEAF_SECONDS
from bot.clock import SystemClock
from bot.errors import ChatError, Gone, Later, Moved, Unclear
from bot.texts.message import Button, File, Message
from bot.web.demo.faults import Fault, FaultKind
from bot.web.demo.local import LocalTelegram
from bot.web.demo.world import Trouble
from bot.web.serving import serving
from tests.conftest import SHANGHAI

TOKEN = "1000:invented-token-of-the-tests-0123456789"
CHEN, GROUP, SMALL = 101, -1000000004001, -4003
ADDRESS = f"telegram:{GROUP}"
HELLO = Message("<b>提醒</b>", ("一件事 &lt; 两件事",), "尾", ((Button("撤销", "undo:1"),),))


@pytest.fixture(autouse=True)
def quiet() -> Any:
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
def local() -> LocalTelegram:
    local = LocalTelegram(TOKEN, SystemClock(SHANGHAI))
    local.add_user(CHEN, "陈科长")
    local.add_group(GROUP, "发改工作群", [CHEN])
    local.add_group(SMALL, "小群", [CHEN])
    return local


async def soon(seconds: float) -> None:
    """Wait out faults quickly, but not the watchdog."""
    await asyncio.sleep(seconds if seconds == DEAF_SECONDS else 0.01)


@pytest.fixture
async def telegram(local: LocalTelegram) -> AsyncIterator[Telegram]:
    async with serving(local.app, before_stop=local.close) as address:
        chat = Telegram(TOKEN, f"{address}/bot", sleep=soon)
        await chat.start()
        yield chat
        await chat.stop()


class Ear:
    """Hears what comes in, one at a time."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._batches = telegram.receive()
        self._waiting: list[Mapping[str, object]] = []

    async def __call__(self) -> Incoming | None:
        async with asyncio.timeout(5):
            while not self._waiting:
                self._waiting += await anext(aiter(self._batches))
        return self._telegram.parse(self._waiting.pop(0))

    async def close(self) -> None:
        await self._batches.aclose()  # type: ignore[attr-defined]


@pytest.fixture
async def ear(telegram: Telegram) -> AsyncIterator[Ear]:
    ear = Ear(telegram)
    yield ear
    await ear.close()


def texts(local: LocalTelegram) -> list[str]:
    return [message.text for message in local.chat(GROUP).messages.values()]


async def test_a_talk(local: LocalTelegram, telegram: Telegram, ear: Ear) -> None:
    (reminder,) = await telegram.send(ADDRESS, HELLO)
    answer = local.say(CHEN, GROUP, "已完成21.5亿元", reply_to=int(reminder))
    heard = await ear()
    assert heard is not None
    assert (heard.text, heard.reply_to, heard.reply_to_bot, heard.person_name, heard.room_title) == (
        "已完成21.5亿元",
        reminder,
        True,
        "陈科长",
        "发改工作群",
    )
    (confirmed,) = await telegram.send(ADDRESS, Message("已记录"), reply_to=heard.message_id)
    assert local.message(GROUP, int(confirmed)).reply_to is answer
    local.press(CHEN, GROUP, int(reminder), "undo:1")
    pressed = await ear()
    assert pressed is not None
    assert (pressed.kind, pressed.button, pressed.message_id) == ("button", "undo:1", reminder)
    await telegram.answer_button(pressed.button_id, "已撤销")
    await telegram.edit(ADDRESS, reminder, Message("已撤销"))
    await telegram.edit(ADDRESS, reminder, Message("已撤销"))
    assert texts(local) == ["已撤销", "已完成21.5亿元", "已记录"]


async def test_a_message_of_any_length_is_taken_whole(local: LocalTelegram, telegram: Telegram) -> None:
    items = (
        "<blockquote expandable>" + "原文。\n" * 1500 + "</blockquote>",
        *(f'<a href="https://e.org/?a=1&amp;b={number}">{"任务👍" * 300}</a> &lt;{number}&gt;' for number in range(20)),
        "e\u0301" * 5000,
    )
    ids = await telegram.send(ADDRESS, Message("<b>头</b>", items, "<i>尾</i>", HELLO.buttons))
    assert len(ids) == len(texts(local)) > 5
    whole = "".join("".join(texts(local)).split())
    assert whole.count("原文。") == 1500
    assert whole.count("任务👍") == 6000
    assert whole.count("e\u0301") == 5000
    assert (whole[0], whole[-1]) == ("头", "尾")


async def test_files_and_the_menu(local: LocalTelegram, telegram: Telegram) -> None:
    """What is no picture to Telegram still goes out, as a document."""
    files = (File("图.png", b"\x89PNG", "photo"), File("台账.xlsx", b"PK"))
    assert len(await telegram.send(ADDRESS, Message("看", files=files))) == 3
    await telegram.set_menu([MenuEntry("targets", "主要目标"), MenuEntry("bind", "绑定本群", "group")])
    assert [call.method for call in local.calls if call.code == 200] == [
        "getMe",
        "sendMessage",
        *["sendDocument"] * 2,
        *["setMyCommands"] * 3,
    ]


async def test_a_file_somebody_sent_is_fetched(local: LocalTelegram, telegram: Telegram, ear: Ear) -> None:
    local.send_document(CHEN, CHEN, b"PK of the office", "台账.xlsx")
    heard = await ear()
    assert heard is not None
    assert await telegram.fetch(heard.evidence[0].file_id) == b"PK of the office"
    with pytest.raises(ChatError):
        await telegram.fetch("no such file")


@pytest.mark.parametrize(
    ("kind", "expected", "arrives"),
    [
        (FaultKind.TOO_MANY, Later, False),
        (FaultKind.SERVER_ERROR, Later, False),
        (FaultKind.DROP_BEFORE, Unclear, False),  # nobody can tell it from the next one
        (FaultKind.DROP_AFTER, Unclear, True),
        (FaultKind.BAD_JSON, Unclear, True),
        (FaultKind.EMPTY, Unclear, True),
    ],
)
async def test_faults_of_the_line(
    local: LocalTelegram, telegram: Telegram, kind: FaultKind, expected: type[ChatError], arrives: bool
) -> None:
    local.faults.plan(Fault(kind, "sendMessage"))
    with pytest.raises(expected):
        await telegram.send(ADDRESS, HELLO)
    assert len(texts(local)) == arrives


async def test_a_server_that_is_not_there(telegram: Telegram) -> None:
    absent = Telegram(TOKEN, "http://127.0.0.1:9/bot")
    with pytest.raises(Later, match="cannot be reached") as later:
        await absent.send(ADDRESS, HELLO)
    await absent.stop()
    assert later.value.whole_bot


@pytest.mark.parametrize("trouble", [Trouble.MUTED, Trouble.CLOSED, Trouble.DELETED])
async def test_a_room_that_cannot_be_written_to(local: LocalTelegram, telegram: Telegram, trouble: Trouble) -> None:
    local.trouble(GROUP, trouble)
    with pytest.raises(Gone):
        await telegram.send(ADDRESS, HELLO)


async def test_removed_and_added_again(local: LocalTelegram, telegram: Telegram, ear: Ear) -> None:
    local.bot_removed(CHEN, GROUP)
    left = await ear()
    with pytest.raises(Gone):
        await telegram.send(ADDRESS, HELLO)
    local.bot_added(CHEN, GROUP)
    joined = await ear()
    while joined is None:
        joined = await ear()
    assert left is not None
    assert [left.kind, joined.kind] == ["left", "joined"]
    await telegram.send(ADDRESS, HELLO)


async def test_a_group_that_grows(local: LocalTelegram, telegram: Telegram, ear: Ear) -> None:
    new = local.migrate(CHEN, SMALL)
    with pytest.raises(Moved) as moved:
        await telegram.send(f"telegram:{SMALL}", HELLO)
    assert moved.value.new_address == f"telegram:{new.id}"
    signals = [await ear(), await ear()]
    assert {(s.kind, s.address, s.new_address) for s in signals if s} == {
        ("moved", f"telegram:{SMALL}", f"telegram:{new.id}")
    }


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER, FaultKind.EMPTY])
async def test_no_update_is_lost_to_a_fault_of_polling(local: LocalTelegram, ear: Ear, kind: FaultKind) -> None:
    local.faults.plan(Fault(kind, "getUpdates", times=3))
    for number in range(5):
        local.say(CHEN, GROUP, f"/late {number}")
    heard = [incoming.text for incoming in [await ear() for _ in range(5)] if incoming]
    assert heard == [f"/late {number}" for number in range(5)]


async def test_a_bad_token(local: LocalTelegram, telegram: Telegram) -> None:
    wrong = Telegram(TOKEN + "x", telegram.poller._url.rsplit("/", 1)[0] + "/bot")  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(ChatError, match="@BotFather"):
        await wrong.start()
    await wrong.stop()
