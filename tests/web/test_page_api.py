"""What the page and tests in other processes ask of the server: wish → answer."""

import json
from typing import Any

import httpx
import pytest

from bot.web.demo.local import LocalTelegram
from tests.web.conftest import CHEN, DRC, HR, LI, SMALL, TOKEN, WANG, Call
from tests.web.pictures import PNG


@pytest.fixture
def wish(web: httpx.AsyncClient) -> Call:
    async def wish(name: str, **values: Any) -> dict[str, Any]:
        return (await web.post(f"/api/{name}", json=values)).json()

    return wish


async def test_the_state_describes_everything(web: httpx.AsyncClient, local: LocalTelegram) -> None:
    local.say(CHEN, DRC, "你好")
    state = (await web.get("/api/state")).json()
    assert [person["name"] for person in state["people"]] == ["陈科长", "李主任", "Wang Fang"]
    assert {chat["id"]: (chat["privacy"], len(chat["messages"])) for chat in state["chats"]} == {
        DRC: (True, 1),
        HR: (False, 0),
        SMALL: (True, 0),
    }
    assert state["clock"]["now"] == "2023-07-03T08:50:00.000+08:00"
    assert state["bot"]["username"] == "plan_bot"
    assert state["boot"]


async def test_saying_replying_and_editing(wish: Call, call: Call) -> None:
    asked = (await call("sendMessage", chat_id=DRC, text="🟡 今日提醒\n第二行"))["result"]["message_id"]
    said = await wish("say", user=CHEN, chat=DRC, text="完成60%", reply_to=asked)
    assert said["reply"] == {"id": asked, "chat": DRC, "name": "计划助手", "text": "🟡 今日提醒", "media": ""}
    assert (said["heard"], said["at"]) == (True, "2023-07-03T08:50:00+08:00")
    edited = await wish("edit", user=CHEN, chat=DRC, message=said["id"], text="完成65%")
    assert (edited["text"], edited["edited"]) == ("完成65%", True)
    updates = (await call("getUpdates"))["result"]
    assert [u.get("message", u.get("edited_message"))["text"] for u in updates] == ["完成60%", "完成65%"]


async def test_pressing_and_its_answer(wish: Call, call: Call, local: LocalTelegram) -> None:
    markup = {"inline_keyboard": [[{"text": "撤销", "callback_data": "undo"}]]}
    sent = (await call("sendMessage", chat_id=DRC, text="已记录", reply_markup=markup))["result"]["message_id"]
    press = (await wish("press", user=LI, chat=DRC, message=sent, data="undo"))["press"]
    await call("answerCallbackQuery", callback_query_id=press, text="已撤销")
    assert local.world.presses[press].answer == {"text": "已撤销", "show_alert": False}
    refused = await wish("press", user=LI, chat=DRC, message=sent, data="gone")
    assert refused == {"why": f"there is no button 'gone' under message {sent}"}


async def test_files_are_sent_as_clients_do(web: httpx.AsyncClient) -> None:
    async def send(*names: str, text: str = "") -> list[dict[str, Any]]:
        content = {"png": PNG, "pdf": b"%PDF"}
        files = [("file", (name, content[name[-3:]])) for name in names]
        return (await web.post("/api/send", data={"user": CHEN, "chat": CHEN, "text": text}, files=files)).json()

    (photo,) = await send("a.png", text="现场")
    assert (photo["media"]["kind"], photo["media"]["width"], photo["text"]) == ("photo", 3, "现场")
    album = await send("a.png", "b.png", text="两张")
    assert [(m["album"], m["text"]) for m in album] == [("1", "两张"), ("1", "")]
    mixed = await send("a.png", "c.pdf")
    assert [m["media"]["kind"] for m in mixed] == ["photo", "document"]
    shown = await web.get("/" + photo["media"]["url"])
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert shown.headers["content-disposition"].startswith("inline")


async def test_a_sent_page_is_downloaded_and_never_run(web: httpx.AsyncClient) -> None:
    files = {"file": ("x.html", b"<script>alert(1)</script>", "text/html")}
    (sent,) = (await web.post("/api/send", data={"user": CHEN, "chat": CHEN}, files=files)).json()
    answer = await web.get("/" + sent["media"]["url"])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_the_bot_comes_goes_and_is_made_administrator(wish: Call) -> None:
    assert (await wish("bot", user=CHEN, chat=DRC, here=False))["bot"] == "kicked"
    assert "concerns only groups the bot is in" in (await wish("privacy", user=CHEN, chat=DRC, on=False))["why"]
    assert (await wish("bot", user=CHEN, chat=DRC, here=True))["bot"] == "member"
    assert (await wish("privacy", user=CHEN, chat=DRC, on=False))["bot"] == "administrator"
    fresh = await wish("groups", title="新群", user=LI)
    assert (fresh["here"], fresh["members"]) == (False, [LI])
    started = await wish("start", user=LI, chat=fresh["id"], parameter="CODE7")
    assert (started["text"], started["heard"]) == ("/start@plan_bot CODE7", True)


async def test_old_messages_can_still_be_answered_after_a_migration(
    web: httpx.AsyncClient, wish: Call, call: Call, local: LocalTelegram
) -> None:
    asked = (await call("sendMessage", chat_id=SMALL, text="提醒"))["result"]["message_id"]
    new = await wish("migrate", user=CHEN, chat=SMALL)
    said = await wish("say", user=CHEN, chat=new["id"], text="完成", reply_to=asked, reply_chat=SMALL)
    assert (said["reply"]["chat"], said["heard"]) == (SMALL, True)
    assert "goes on as chat" in (await wish("say", user=CHEN, chat=SMALL, text="x"))["why"]
    page = (await web.get("/api/messages", params={"chat": new["id"]})).json()
    assert [(m["chat"], m["text"]) for m in page["messages"] if not m["service"]] == [
        (SMALL, "提醒"),
        (new["id"], "完成"),
    ]
    state = (await web.get("/api/state")).json()
    assert SMALL not in [chat["id"] for chat in state["chats"]]


async def test_other_processes_plan_faults_limits_and_trouble(web: httpx.AsyncClient, wish: Call, call: Call) -> None:
    await wish("faults", faults=[{"kind": "server_error", "method": "sendMessage", "times": 1}])
    assert (await web.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": DRC, "text": "x"})).status_code == 502
    await wish("trouble", chat=DRC, trouble="closed")
    assert (await call("sendMessage", chat_id=DRC, text="x"))["description"] == "Bad Request: TOPIC_CLOSED"
    await wish("limits", model="window")
    await call("sendMessage", chat_id=HR, text="1")
    assert (await call("sendMessage", chat_id=HR, text="2"))["error_code"] == 429
    told = (await web.get("/api/calls")).json()
    assert [one["code"] for one in told["calls"]] == [502, 400, 200, 429]
    assert (told["limits"]["refused"], told["suffered"]) == (1, {"server_error": 1})
    assert await wish("inject", update={"poll": {}}) == {"waiting": 1}
    assert (await wish("other", user=WANG, chat=HR, kind="voice"))["media"] == {"kind": "voice"}


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        ("say", {"user": WANG, "chat": DRC, "text": "x"}, "Wang Fang is not a member of 发改工作群"),
        ("say", {"user": 5, "chat": DRC, "text": "x"}, "there is no person 5"),
        ("say", {"user": CHEN, "chat": 5, "text": "x"}, "there is no chat 5"),
        ("say", {"user": CHEN, "chat": DRC, "text": "  "}, "a message needs some text"),
        ("say", {"user": CHEN, "chat": DRC, "text": "x", "reply_to": 9}, f"there is no message 9 in chat {DRC}"),
        ("say", {"user": CHEN}, "not understood: KeyError 'chat'"),
        ("edit", {"user": LI, "chat": DRC, "message": 1, "text": "x"}, "only one's own message can be edited"),
        ("groups", {"title": " ", "user": CHEN}, "a group needs a title"),
        ("other", {"user": CHEN, "chat": DRC, "kind": "poem"}, "allowed: voice, sticker, video, location"),
        ("migrate", {"user": CHEN, "chat": DRC}, "only a basic group can become a supergroup"),
        ("clock", {"hours": -1}, "the clock goes forward only"),
        ("limits", {"model": "strict"}, "allowed: off, window, bucket"),
    ],
)
async def test_one_clear_sentence_for_what_makes_no_sense(
    wish: Call, local: LocalTelegram, name: str, values: dict[str, Any], why: str
) -> None:
    local.say(CHEN, DRC, "陈的话")
    assert why in (await wish(name, **values))["why"]


async def test_other_sites_pages_may_not_wish_anything(web: httpx.AsyncClient, local: LocalTelegram) -> None:
    said = {"user": CHEN, "chat": DRC, "text": "x"}
    for path, body in (("/api/say", {"json": said}), ("/api/send", {"data": said})):
        answer = await web.post(path, headers={"origin": "http://elsewhere.example"}, **body)
        assert answer.status_code == 403
        assert (await web.post(path, headers={"origin": "http://local"}, **body)).status_code == 200
    assert len(local.messages(DRC)) == 1


async def test_the_page_is_allowed_to_load_only_its_own(web: httpx.AsyncClient) -> None:
    page = await web.get("/")
    assert "演示数据" in page.text
    for answer in (page, await web.get("/static/main.js")):
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_pages_are_told_what_happens(address: str, local: LocalTelegram) -> None:
    async with (
        httpx.AsyncClient(base_url=address, timeout=10) as client,
        client.stream("GET", "/api/events") as stream,
    ):
        lines = stream.aiter_lines()

        async def event() -> tuple[str, dict[str, Any]]:
            kind = await anext(lines)
            data = await anext(lines)
            assert await anext(lines) == ""
            return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))

        assert await event() == ("hello", {})
        said = local.say(CHEN, DRC, "你好")
        kind, told = await event()
        assert (kind, told["text"], told["heard"]) == ("message", "你好", False)
        local.edit(CHEN, DRC, said.id, "您好")
        assert (await event())[0] == "edited"
        local.set_privacy(CHEN, DRC, False)
        assert ((changed := await event())[0], changed[1]["privacy"]) == ("chat", False)


async def test_waiting_for_the_bots_words(local: LocalTelegram, call: Call) -> None:
    first = (await call("sendMessage", chat_id=DRC, text="第一条"))["result"]["message_id"]
    assert (await local.from_bot(DRC, "第一"))["message_id"] == first
    with pytest.raises(TimeoutError):
        await local.from_bot(DRC, after=first, patience=0.01)
    await call("editMessageText", chat_id=DRC, message_id=first, text="改过的")
    assert (await local.from_bot(DRC, "改过"))["text"] == "改过的"
