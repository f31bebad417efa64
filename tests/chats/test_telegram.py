"""What goes out to Telegram, and what its refusals mean to the house."""

import asyncio
import io
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog

from bot.chats.base import MenuEntry
from bot.chats.telegram import Telegram
from bot.chats.telegram.poller import DEAF_SECONDS
from bot.errors import ChatError, Gone, Later, Moved, Unclear
from bot.log import set_up
from bot.texts.message import Button, File, Message
from tests.chats.api import ME, TOKEN, Api, ok, refused

GROUP = "telegram:-1001"
HELLO = Message("<b>提醒</b>", ("一件事",), buttons=((Button("撤销", "undo:1"), Button("详情", url="https://e.org")),))


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
async def telegram(api: Api) -> Any:
    chat = api.telegram()
    yield chat
    await chat.stop()


async def test_a_message_with_buttons_that_answers_another(api: Api, telegram: Telegram) -> None:
    ids = await telegram.send(GROUP, HELLO, reply_to="41")
    assert ids == ("101",)
    (call,) = api.sent
    assert call.method == "sendMessage"
    assert call.fields["chat_id"] == -1001
    assert call.fields["text"] == "<b>提醒</b>\n一件事"
    assert call.fields["parse_mode"] == "HTML"
    assert call.fields["reply_parameters"] == {"message_id": 41, "allow_sending_without_reply": True}
    assert call.fields["reply_markup"]["inline_keyboard"] == [
        [{"text": "撤销", "callback_data": "undo:1"}, {"text": "详情", "url": "https://e.org"}]
    ]


async def test_a_long_message_goes_in_parts_with_its_buttons_under_the_last(api: Api, telegram: Telegram) -> None:
    message = Message("头", tuple("字" * 3000 for _ in range(3)), buttons=HELLO.buttons)
    assert await telegram.send(GROUP, message, reply_to="41") == ("101", "102", "103")
    assert ["reply_markup" in call.fields for call in api.sent] == [False, False, True]
    assert ["reply_parameters" in call.fields for call in api.sent] == [True, False, False]


async def test_a_part_takes_a_mark_without_being_cut_again(api: Api, telegram: Telegram) -> None:
    *_, part = telegram.parts(Message("字" * 9000))
    fullest = telegram.parts(Message("字" * 9000))[0]
    assert len(await telegram.send(GROUP, Message(fullest.head, foot="可能重复：上一次发送没有得到回音"))) == 1
    assert part.head


async def test_files(api: Api, telegram: Telegram) -> None:
    picture, ledger = File("图.png", b"PNG", "photo"), File("台账.xlsx", b"XLSX")
    await telegram.send(GROUP, Message("看图", files=(picture,)))
    await telegram.send(GROUP, Message("", files=(ledger,)))
    photo, document = api.sent
    assert (photo.method, photo.fields["caption"], photo.fields["photo"][1]) == ("sendPhoto", "看图", b"PNG")
    assert (document.method, document.fields["document"][1]) == ("sendDocument", b"XLSX")
    assert "caption" not in document.fields


REFUSALS = [
    (refused(429, "Too Many Requests: retry after 7", retry_after=7), Later, "retry after 7"),
    (refused(429, "Too Many Requests"), Later, "Too Many"),
    (refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005), Moved, "telegram:-1005"),
    (refused(403, "Forbidden: bot was kicked from the group chat"), Gone, "kicked"),
    (refused(403, "Forbidden: bot was blocked by the user"), Gone, "blocked"),
    (refused(400, "Bad Request: chat not found"), Gone, "not found"),
    (refused(400, "Bad Request: not enough rights to send text messages to the chat"), Gone, "rights"),
    (refused(400, "Bad Request: TOPIC_CLOSED"), Gone, "TOPIC_CLOSED"),
    (refused(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), Gone, "FORBIDDEN"),
    (refused(500, "Internal Server Error"), Later, "Internal"),
    (httpx.Response(502, text="<html>Bad Gateway</html>"), Later, "502"),
    (refused(401, "Unauthorized"), Later, "Unauthorized"),
    (httpx.Response(200, text="not json"), Unclear, "cannot be read"),
    (httpx.Response(200, text=""), Unclear, "cannot be read"),
    (ok({"nothing": "useful"}), Unclear, "cannot be read"),
    (httpx.ConnectError("refused"), Later, "cannot be reached"),
    (httpx.ConnectTimeout("slow"), Later, "cannot be reached"),
    (httpx.PoolTimeout("full"), Later, "cannot be reached"),
    (httpx.ReadTimeout("slow"), Unclear, "ReadTimeout"),
    (httpx.RemoteProtocolError("closed"), Unclear, "RemoteProtocolError"),
    (httpx.ReadError("reset"), Unclear, "ReadError"),
    (refused(400, "Bad Request: message text is empty"), ChatError, "empty"),
]


@pytest.mark.parametrize(("reply", "kind", "why"), REFUSALS)
async def test_what_a_refusal_means(api: Api, telegram: Telegram, reply: Any, kind: type[ChatError], why: str) -> None:
    api.replies["sendMessage"] = [reply]
    with pytest.raises(ChatError, match=why) as caught:
        await telegram.send(GROUP, HELLO)
    assert isinstance(caught.value, kind)
    assert kind is not ChatError or not isinstance(caught.value, (Later, Unclear, Moved, Gone))


async def test_a_pause_and_a_move_say_what_to_do(api: Api, telegram: Telegram) -> None:
    api.replies["sendMessage"] = [REFUSALS[0][0], REFUSALS[2][0], httpx.ConnectError("refused")]
    with pytest.raises(Later) as later:
        await telegram.send(GROUP, HELLO)
    with pytest.raises(Moved) as moved:
        await telegram.send(GROUP, HELLO)
    with pytest.raises(Later) as unreachable:
        await telegram.send(GROUP, HELLO)
    assert (later.value.retry_after, later.value.whole_bot) == (7, False)
    assert moved.value.new_address == "telegram:-1005"
    assert (unreachable.value.retry_after, unreachable.value.whole_bot) == (None, True)


async def test_a_message_is_not_lost_to_its_markup(api: Api, telegram: Telegram) -> None:
    api.replies["sendMessage"] = [
        refused(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3'),
        refused(400, "Bad Request: BUTTON_DATA_INVALID"),
    ]
    await telegram.send(GROUP, Message("<x>进度 &lt; 50%</x>", buttons=HELLO.buttons))
    last = api.sent[-1].fields
    assert last["text"] == "进度 < 50%"
    assert "parse_mode" not in last
    assert "reply_markup" not in last


async def test_a_button_with_too_much_behind_it_is_left_out(api: Api, telegram: Telegram) -> None:
    await telegram.send(GROUP, Message("按钮", buttons=((Button("长", "任" * 22), Button("短", "任" * 21)),)))
    (row,) = api.sent[0].fields["reply_markup"]["inline_keyboard"]
    assert [key["text"] for key in row] == ["短"]


async def test_half_a_character_does_not_stop_a_message(api: Api, telegram: Telegram) -> None:
    await telegram.send(GROUP, Message("完成\ud83d60%\0"))
    assert api.sent[0].fields["text"] == "完成\ufffd60%"


async def test_after_an_unclear_end_the_line_is_tried_first(api: Api, telegram: Telegram) -> None:
    api.replies["sendMessage"] = [httpx.ReadTimeout("slow")]
    api.replies["getMe"] = [httpx.ReadTimeout("slow")]
    for expected in (Unclear, Later):
        with pytest.raises(expected):
            await telegram.send(GROUP, HELLO)
    await telegram.send(GROUP, HELLO)
    await telegram.send(GROUP, HELLO)
    assert [call.method for call in api.calls] == ["sendMessage", "getMe", "getMe", "sendMessage", "sendMessage"]


async def test_editing(api: Api, telegram: Telegram) -> None:
    await telegram.edit(GROUP, "50", HELLO)
    assert (api.calls[0].method, api.calls[0].fields["message_id"]) == ("editMessageText", 50)
    api.replies["editMessageText"] = [refused(400, "Bad Request: message is not modified: specified new message ...")]
    await telegram.edit(GROUP, "50", HELLO)
    api.replies["editMessageText"] = [refused(400, "Bad Request: message to edit not found")]
    with pytest.raises(ChatError, match="not found"):
        await telegram.edit(GROUP, "50", HELLO)


async def test_a_press_answered_too_late_is_no_fault(api: Api, telegram: Telegram) -> None:
    api.replies["answerCallbackQuery"] = [refused(400, "Bad Request: query is too old and response timeout expired")]
    await telegram.answer_button("77", "已撤销" * 100)
    assert len(api.calls[0].fields["text"]) == 200


async def test_the_menu_by_scope_and_language(api: Api, telegram: Telegram) -> None:
    entries = [
        MenuEntry("targets", "主要目标", "everyone", ""),
        MenuEntry("bind", "绑定本群", "group", ""),
        MenuEntry("targets", "Headline targets", "everyone", "en"),
        MenuEntry("mine", "My tasks", "private", "en"),
    ]
    await telegram.set_menu(entries)
    menus = {
        (call.fields.get("language_code", ""), call.fields["scope"]["type"]): [
            command["command"] for command in call.fields["commands"]
        ]
        for call in api.calls
    }
    assert menus == {
        ("", "default"): ["targets"],
        ("", "all_private_chats"): ["targets"],
        ("", "all_group_chats"): ["targets", "bind"],
        ("en", "default"): ["targets"],
        ("en", "all_private_chats"): ["targets", "mine"],
        ("en", "all_group_chats"): ["targets"],
    }


async def test_start_learns_who_we_are(api: Api, telegram: Telegram) -> None:
    await telegram.start()
    assert (telegram.username, telegram.user_id, telegram.reads_all_groups) == ("plan_desk_bot", 999, False)
    assert telegram.link("AB C", group=True) == "https://t.me/plan_desk_bot?startgroup=AB%20C"
    assert telegram.link("ABC") == "https://t.me/plan_desk_bot?start=ABC"


@pytest.mark.parametrize("status", [401, 404])
async def test_a_bad_token_is_one_clear_sentence(api: Api, telegram: Telegram, status: int) -> None:
    api.replies["getMe"] = [refused(status, "Unauthorized")]
    with pytest.raises(ChatError, match=r"@BotFather.*BOT_TELEGRAM__TOKEN") as caught:
        await telegram.start()
    assert TOKEN not in str(caught.value)


async def test_with_a_webhook_telegram_is_told_where_to_bring_updates(api: Api) -> None:
    telegram = api.telegram(webhook_url="https://bureau.example/hook", webhook_secret="s3cret")
    await telegram.start()
    await telegram.stop()
    assert api.calls[-1].method == "setWebhook"
    assert api.calls[-1].fields["url"] == "https://bureau.example/hook"
    assert api.calls[-1].fields["secret_token"] == "s3cret"


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


async def test_a_day_with_telegram_logged_in_full_tells_no_token(api: Api, everything_logged: io.StringIO) -> None:
    api.replies["sendMessage"] = [reply for reply, *_ in REFUSALS]
    api.replies["getUpdates"] = [refused(409, "Conflict"), httpx.ReadTimeout(TOKEN), refused(401, "Unauthorized")]
    api.replies["getMe"] = [refused(401, "Unauthorized"), ok(ME)]
    telegram = api.telegram(sleep=lambda seconds: asyncio.sleep(0 if seconds < DEAF_SECONDS else 1))
    log = logging.getLogger("bot")
    for call in (telegram.start, telegram.start, *[lambda: telegram.send(GROUP, HELLO)] * len(REFUSALS)):
        try:
            await call()
        except ChatError:
            log.exception("refused")
    with pytest.raises(ChatError):
        await anext(aiter(telegram.receive()))
    log.info("the bot is %r", telegram.__dict__)
    await telegram.stop()
    told = everything_logged.getvalue()
    assert told.count("refused") > len(REFUSALS)
    assert "trying again" in told
    assert TOKEN not in told


@pytest.mark.parametrize("reply", [reply for reply, *_ in REFUSALS])
async def test_the_token_is_in_no_error_and_no_log(api: Api, reply: Any, caplog: pytest.LogCaptureFixture) -> None:
    if isinstance(reply, httpx.HTTPError):
        reply = type(reply)(f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    api.replies["sendMessage"] = [reply]
    telegram = api.telegram()
    # httpx tells its addresses at INFO, which `bot.log` switches off; whatever else is told at DEBUG must be clean.
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.WARNING, "httpx"):
        with pytest.raises(ChatError) as caught:
            await telegram.send(GROUP, HELLO)
        logging.getLogger("bot").error("not sent", exc_info=caught.value)
    await telegram.stop()
    assert "not sent" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN not in str(caught.value)
