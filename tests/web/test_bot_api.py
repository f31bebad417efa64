"""The Bot API as it is spoken on the wire: call → answer, with the real one's codes and texts."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.demo.local import LocalTelegram
from bot.web.demo.updates import FIRST_ID
from bot.web.serving import serving
from tests.web.conftest import CHEN, DRC, HR, LI, TOKEN, WANG, Call
from tests.web.pictures import PNG

TOO_LONG = "中" * 4097
LONGEST = "🎯" * 2048


def keyboard(**button: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "按"} | button]]}


@pytest.mark.parametrize(
    ("method", "arguments", "code", "description"),
    [
        ("sendMessage", {"chat_id": 7, "text": "x"}, 400, "chat not found"),
        ("sendMessage", {"text": "x"}, 400, "chat_id is empty"),
        ("sendMessage", {"chat_id": DRC, "text": ""}, 400, "message text is empty"),
        ("sendMessage", {"chat_id": DRC, "text": " \n "}, 400, "message text is empty"),
        ("sendMessage", {"chat_id": DRC, "text": "<b> </b>", "parse_mode": "HTML"}, 400, "message text is empty"),
        ("sendMessage", {"chat_id": DRC, "text": TOO_LONG}, 400, "message is too long"),
        ("sendMessage", {"chat_id": DRC, "text": LONGEST + "x"}, 400, "message is too long"),
        ("sendMessage", {"chat_id": DRC, "text": "*x*", "parse_mode": "Markdown"}, 400, "unsupported parse_mode"),
        (
            "sendMessage",
            {"chat_id": DRC, "text": "x", "reply_parameters": {"message_id": 99}},
            400,
            "message to be replied not found",
        ),
        (
            "sendMessage",
            {"chat_id": DRC, "text": "x", "reply_markup": keyboard(callback_data="中" * 22)},
            400,
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": DRC, "text": "x", "reply_markup": keyboard()},
            400,
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "sendMessage",
            {"chat_id": DRC, "text": "x", "reply_markup": keyboard(url="no link")},
            400,
            "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL",
        ),
        (
            "sendMessage",
            {"chat_id": DRC, "text": "x", "reply_markup": "{"},
            400,
            "can't parse reply_markup JSON object",
        ),
        ("sendPhoto", {"chat_id": DRC}, 400, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": DRC, "photo": "nope"}, 400, "wrong file identifier/HTTP URL specified"),
        ("sendMediaGroup", {"chat_id": DRC, "media": []}, 400, "there are no media to send"),
        ("getFile", {"file_id": "nope"}, 400, "wrong file_id or the file is temporarily unavailable"),
        ("editMessageText", {"chat_id": DRC, "message_id": 9, "text": "x"}, 400, "message to edit not found"),
        ("deleteMessage", {"chat_id": DRC, "message_id": 9}, 400, "message to delete not found"),
        (
            "pinChatMessage",
            {"chat_id": DRC, "message_id": 9},
            400,
            "not enough rights to manage pinned messages in the chat",
        ),
        ("setMyCommands", {"commands": [{"command": "目标", "description": "x"}]}, 400, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, 400, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setWebhook", {"url": "ftp://x"}, 400, "bad webhook: An HTTPS URL must be provided for webhook"),
        ("getUpdates", {"offset": "x"}, 400, 'field "offset" must be a number'),
        ("leaveChat", {"chat_id": CHEN}, 400, "chat not found"),
        ("getChatMember", {"chat_id": DRC, "user_id": 5}, 400, "invalid user_id specified"),
        ("sendChatAction", {"chat_id": DRC, "action": "dance"}, 400, "wrong parameter action in request"),
    ],
)
async def test_refusals(call: Call, method: str, arguments: dict[str, Any], code: int, description: str) -> None:
    answer = await call(method, **arguments)
    assert answer == {"ok": False, "error_code": code, "description": f"Bad Request: {description}"}


async def test_the_longest_text_and_data_are_taken(call: Call) -> None:
    answer = await call("sendMessage", chat_id=DRC, text=f"<b>{LONGEST}</b>", parse_mode="HTML")
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    assert (await call("sendMessage", chat_id=DRC, text="x", reply_markup=keyboard(callback_data="x" * 64)))["ok"]


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        (f"/bot{TOKEN}x/getMe", 401, "Unauthorized"),
        ("/botnotoken/getMe", 404, "Not Found"),
        (f"/bot{TOKEN}/getLost", 404, "Not Found"),
        (f"/file/bot{TOKEN}/files/none", 404, "Not Found"),
        ("/file/bot1:x/files/none", 401, "Unauthorized"),
    ],
)
async def test_wrong_addresses(web: httpx.AsyncClient, path: str, code: int, description: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


async def test_arguments_come_as_query_form_multipart_or_json(web: httpx.AsyncClient, local: LocalTelegram) -> None:
    address = f"/bot{TOKEN}/sendMessage"
    markup = json.dumps(keyboard(callback_data="x"))
    await web.get(address, params={"chat_id": DRC, "text": "query"})
    await web.post(address, data={"chat_id": DRC, "text": "form", "reply_markup": markup})
    await web.post(address, data={"chat_id": DRC, "text": "multipart"}, files={"unused": b"x"})
    await web.post(address.lower().replace(TOKEN.lower(), TOKEN), json={"chat_id": DRC, "text": "json"})
    assert [message["text"] for message in local.messages(DRC)] == ["query", "form", "multipart", "json"]
    assert (await web.post(address, content=b"{", headers={"content-type": "application/json"})).status_code == 400


async def test_updates_by_limit_offset_and_kind(call: Call, local: LocalTelegram) -> None:
    for number in range(5):
        local.say(CHEN, CHEN, f"第{number}条")
    assert len((await call("getUpdates", limit=2))["result"]) == 2
    assert [u["message"]["text"] for u in (await call("getUpdates", offset=-2))["result"]] == ["第3条", "第4条"]
    assert [u["update_id"] for u in (await call("getUpdates"))["result"]] == [FIRST_ID + 3, FIRST_ID + 4]
    assert (await call("getUpdates", offset=FIRST_ID + 5, allowed_updates=["callback_query"]))["result"] == []
    local.say(CHEN, CHEN, "不想听")
    assert (await call("getUpdates"))["result"] == []
    await call("getUpdates", allowed_updates=[])
    local.say(CHEN, CHEN, "又想听了")
    assert [u["message"]["text"] for u in (await call("getUpdates"))["result"]] == ["又想听了"]


async def test_a_file_too_large_or_no_picture(web: httpx.AsyncClient, local: LocalTelegram, call: Call) -> None:
    async def send(kind: str, content: bytes) -> dict[str, Any]:
        files = {kind: ("x", content)}
        return (await web.post(f"/bot{TOKEN}/send{kind.title()}", data={"chat_id": DRC}, files=files)).json()

    assert (await send("photo", b"no picture"))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (await send("document", b""))["description"] == "Bad Request: file must be non-empty"
    assert (await send("photo", PNG + b"0" * (10 << 20)))["description"] == "Bad Request: file is too big"
    huge = local.send_document(CHEN, CHEN, b"0" * ((20 << 20) + 1)).media
    assert huge
    assert huge.file
    assert (await call("getFile", file_id=huge.file.id))["description"] == "Bad Request: file is too big"


async def test_ids_count_on_their_own_in_a_supergroup_and_together_elsewhere(call: Call, local: LocalTelegram) -> None:
    assert [local.say(CHEN, DRC, "x").id, local.say(CHEN, DRC, "x").id, local.say(LI, HR, "x").id] == [1, 2, 1]
    assert [local.say(CHEN, CHEN, "x").id, local.say(LI, LI, "x").id] == [1, 2]


async def test_a_text_far_too_long_goes_out_in_parts_as_clients_do(local: LocalTelegram) -> None:
    local.say(CHEN, CHEN, "进展" * 50_000)
    assert [len(message["text"]) for message in local.messages(CHEN)][:2] == [4096, 4096]
    assert sum(len(message["text"]) for message in local.messages(CHEN)) == 100_000


@pytest.mark.parametrize(
    ("chat", "user", "seen"),
    [
        (CHEN, CHEN, "private"),
        (DRC, LI, "group"),
        (DRC, CHEN, "owner"),
        (HR, WANG, "english"),
        (HR, LI, "everywhere in HR"),
    ],
)
async def test_the_menu_a_person_sees(web: httpx.AsyncClient, call: Call, chat: int, user: int, seen: str) -> None:
    for scope, language, about in (
        ({"type": "default"}, "", "default"),
        ({"type": "all_private_chats"}, "", "private"),
        ({"type": "all_group_chats"}, "", "group"),
        ({"type": "all_chat_administrators"}, "", "owner"),
        ({"type": "chat", "chat_id": HR}, "", "everywhere in HR"),
        ({"type": "chat_member", "chat_id": HR, "user_id": WANG}, "en", "english"),
    ):
        commands = [{"command": "target", "description": about}]
        assert (await call("setMyCommands", commands=commands, scope=scope, language_code=language))["ok"]
    menu = (await web.get("/api/menu", params={"chat": chat, "user": user})).json()
    assert menu == [{"command": "target", "description": seen}]


async def test_deleting_is_for_own_messages_and_two_days(call: Call, local: LocalTelegram, clock: Any) -> None:
    sent = (await call("sendMessage", chat_id=DRC, text="x"))["result"]["message_id"]
    said = local.say(CHEN, DRC, "x").id
    refused = "Bad Request: message can't be deleted for everyone"
    assert (await call("deleteMessage", chat_id=DRC, message_id=said))["description"] == refused
    assert (await call("deleteMessage", chat_id=CHEN, message_id=local.say(CHEN, CHEN, "x").id))["ok"]
    clock.time = clock.time.replace(day=6)
    assert (await call("deleteMessage", chat_id=DRC, message_id=sent))["description"] == refused


async def test_a_pressed_button_can_be_answered_for_a_quarter_of_an_hour(
    call: Call, local: LocalTelegram, clock: Any
) -> None:
    markup = keyboard(callback_data="go")
    sent = (await call("sendMessage", chat_id=DRC, text="x", reply_markup=markup))["result"]["message_id"]
    first, second = local.press(CHEN, DRC, sent, "go"), local.press(LI, DRC, sent, "old", stale=True)
    assert [u["callback_query"]["data"] for u in (await call("getUpdates"))["result"]] == ["go", "old"]
    assert (await call("answerCallbackQuery", callback_query_id=first.id, text="x" * 201))["error_code"] == 400
    assert (await call("answerCallbackQuery", callback_query_id=first.id))["ok"]
    clock.seconds += 16 * 60
    assert (await call("answerCallbackQuery", callback_query_id=second.id))["error_code"] == 400


async def test_a_webhook_gets_each_update_with_the_secret_until_it_takes_it(local: LocalTelegram, call: Call) -> None:
    taken: list[tuple[str, str]] = []
    enough = asyncio.Event()
    answers = iter([500, 200, 200])

    async def hook(request: Request) -> Response:
        update = await request.json()
        taken.append((update["message"]["text"], request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        if len(taken) == 3:
            enough.set()
        return Response(status_code=next(answers))

    async with serving(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as address:
        assert (await call("setWebhook", url=f"{address}/hook", secret_token="s3cret"))["ok"]
        refused = await call("getUpdates")
        assert (refused["error_code"], refused["description"][:48]) == (
            409,
            "Conflict: can't use getUpdates method while webh",
        )
        local.say(CHEN, CHEN, "一")
        local.say(CHEN, CHEN, "二")
        await asyncio.wait_for(enough.wait(), 10)
        assert taken == [("一", "s3cret"), ("一", "s3cret"), ("二", "s3cret")]
        info = (await call("getWebhookInfo"))["result"]
        assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
        assert (await call("deleteWebhook"))["ok"]
    assert (await call("getWebhookInfo"))["result"]["url"] == ""
    assert (await call("getUpdates"))["ok"]


async def test_waiting_updates_are_dropped_on_request(local: LocalTelegram, call: Call) -> None:
    local.say(CHEN, CHEN, "旧")
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))["result"] == []


async def test_an_injected_update_comes_as_it_is(local: LocalTelegram, call: Call) -> None:
    local.inject({"update_id": 7, "message": None, "unheard_of": {"x": 1}})
    local.inject({"something": []})
    first, second = (await call("getUpdates"))["result"]
    assert first == {"update_id": 7, "message": None, "unheard_of": {"x": 1}}
    assert second == {"update_id": FIRST_ID, "something": []}


async def test_an_update_comes_again_though_it_was_confirmed(local: LocalTelegram, call: Call) -> None:
    local.say(CHEN, CHEN, "一")
    (first,) = (await call("getUpdates"))["result"]
    assert (await call("getUpdates", offset=FIRST_ID + 1))["result"] == []
    local.inject(first)
    assert (await call("getUpdates", offset=FIRST_ID + 1))["result"] == [first]
    assert (await call("getUpdates", offset=FIRST_ID + 1))["result"] == []
