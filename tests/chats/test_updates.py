"""What comes in from Telegram, and what the house hears."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats.base import Incoming
from bot.chats.telegram.updates import key, lane, parse, sifted
from bot.progress.model import Evidence

ME = 999
GROUP = {"id": -1001, "type": "supergroup", "title": "区发改局"}
WANG = {"id": 7, "is_bot": False, "first_name": "王", "last_name": "科长", "language_code": "zh-hans"}
MINE = {"message_id": 40, "from": {"id": ME, "is_bot": True}}


def heard(body: dict[str, Any], kind: str = "message", me: int | None = ME) -> Incoming | None:
    return parse({"update_id": 5, kind: body}, me)


def said(**more: Any) -> Incoming:
    incoming = heard({"message_id": 41, "from": WANG, "chat": GROUP, "date": 1688520600} | more)
    assert incoming is not None
    return incoming


def test_a_reply_in_a_group() -> None:
    assert said(text="已完成21.5亿元", reply_to_message=MINE) == Incoming(
        key="telegram:5",
        kind="message",
        address="telegram:-1001",
        private=False,
        person="telegram:7",
        person_name="王 科长",
        room_title="区发改局",
        language="zh-hans",
        message_id="41",
        reply_to="40",
        reply_to_bot=True,
        text="已完成21.5亿元",
        at=datetime(2023, 7, 5, 1, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("author", "me", "is_ours"),
    [
        ({"id": ME, "is_bot": True}, ME, True),
        ({"id": 3, "is_bot": True}, ME, False),  # another bot of the group
        ({"id": 3, "is_bot": True}, None, True),  # before we know who we are
        ({"id": 7, "is_bot": False}, ME, False),
        (None, ME, False),
    ],
)
def test_whose_message_is_replied_to(author: Any, me: int | None, is_ours: bool) -> None:
    body = {"message_id": 41, "from": WANG, "chat": GROUP, "reply_to_message": {"message_id": 40, "from": author}}
    incoming = heard(body, me=me)
    assert incoming is not None
    assert incoming.reply_to_bot is is_ours


def test_a_person_replied_to_is_named() -> None:
    theirs = said(text="/lead add", reply_to_message={"message_id": 40, "from": WANG})
    assert (theirs.reply_to_person, theirs.reply_to_name) == ("telegram:7", "王 科长")
    channel = said(reply_to_message={"message_id": 40, "from": WANG, "sender_chat": {"id": -5}})
    assert (channel.reply_to_person, channel.reply_to_name) == ("", "")
    assert said(reply_to_message=MINE).reply_to_person == ""


def test_standing_in_a_topic_is_no_reply() -> None:
    first = {"message_id": 30, "from": {"id": ME, "is_bot": True}, "forum_topic_created": {"name": "投资"}}
    in_topic = {"is_topic_message": True, "message_thread_id": 30, "text": "大家好"}
    assert said(reply_to_message=first, **in_topic).reply_to == ""
    assert said(reply_to_message=MINE, **in_topic).reply_to == "40"


def test_an_edit_carries_its_date() -> None:
    body = {"message_id": 41, "from": WANG, "chat": GROUP, "text": "完成60%", "edit_date": 1688520700}
    incoming = heard(body, "edited_message")
    assert incoming is not None
    assert (incoming.kind, incoming.edited, incoming.message) == ("edited", 1688520700, "telegram:-1001:41")


def test_a_private_chat() -> None:
    incoming = said(chat={"id": 7, "type": "private"}, text="/start ABC")
    assert (incoming.private, incoming.address, incoming.room_title) == (True, "telegram:7", "")


PHOTOS = [
    {"file_id": "s", "width": 90, "height": 60},
    {"file_id": "l", "width": 900, "height": 600},
    {"file_id": "m", "width": 300, "height": 200},
]


@pytest.mark.parametrize(
    ("media", "evidence", "other"),
    [
        ({"photo": PHOTOS, "caption": "完成"}, (Evidence("photo", "l"),), ""),
        ({"document": {"file_id": "d", "file_name": "表.xlsx"}}, (Evidence("document", "d", "表.xlsx"),), ""),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, (), "animation"),
        ({"voice": {"file_id": "v"}}, (), "voice"),
        ({"sticker": {"file_id": "v"}}, (), "sticker"),
        ({"video": {"file_id": "v"}, "caption": "现场"}, (), "video"),
        ({"text": "只有文字"}, (), ""),
    ],
)
def test_media(media: dict[str, Any], evidence: tuple[Evidence, ...], other: str) -> None:
    incoming = said(**media)
    assert (incoming.evidence, incoming.other_media) == (evidence, other)
    assert incoming.text == media.get("caption", media.get("text", ""))


def test_an_album_is_named() -> None:
    assert said(photo=PHOTOS, media_group_id="1357").group_id == "1357"


@pytest.mark.parametrize("sender", [{"id": 1087968824, "is_bot": True, "first_name": "Group"}, None])
def test_an_anonymous_admin_is_nobody(sender: Any) -> None:
    incoming = said(**{"from": sender, "sender_chat": GROUP, "text": "完成60%"})
    assert (incoming.anonymous, incoming.person, incoming.person_name) == (True, "", "")


def test_a_pressed_button() -> None:
    press = {"id": "77", "from": WANG, "message": {"message_id": 50, "chat": GROUP, "date": 0}, "data": "undo:12"}
    incoming = heard(press, "callback_query")
    assert incoming is not None
    assert (incoming.kind, incoming.button, incoming.button_id, incoming.message_id, incoming.person) == (
        "button",
        "undo:12",
        "77",
        "50",
        "telegram:7",
    )


def member(status: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "user": {"id": ME, "is_bot": True}} | more


MUTED = member("restricted", is_member=True, can_send_messages=False)


@pytest.mark.parametrize(
    ("before", "now", "private", "kind", "why"),
    [
        (member("left"), member("member"), False, "joined", ""),
        (member("kicked"), member("administrator"), False, "joined", ""),
        (member("member"), member("kicked"), False, "left", "kicked"),
        (member("member"), member("left"), False, "left", "left"),
        (member("member"), member("kicked"), True, "left", "blocked"),
        (member("kicked"), member("member"), True, "joined", ""),
        (member("member"), MUTED, False, "left", "muted"),
        (MUTED, member("administrator"), False, "joined", ""),
        (member("member"), member("administrator"), False, None, ""),
        (member("left"), member("kicked"), False, None, ""),
    ],
)
def test_membership(before: Any, now: Any, private: bool, kind: str | None, why: str) -> None:
    chat = {"id": 7, "type": "private"} if private else GROUP
    change = {"chat": chat, "from": WANG, "date": 1, "old_chat_member": before, "new_chat_member": now}
    incoming = heard(change, "my_chat_member")
    assert (incoming.kind if incoming else None, incoming.why if incoming else "") == (kind, why)


@pytest.mark.parametrize(
    "body",
    [
        {"chat": {"id": -5, "type": "group"}, "migrate_to_chat_id": -1005},
        {"chat": {"id": -1005, "type": "supergroup"}, "migrate_from_chat_id": -5},
    ],
)
def test_both_signals_of_a_move_say_the_same(body: dict[str, Any]) -> None:
    incoming = heard(body | {"message_id": 1, "from": WANG})
    assert incoming is not None
    assert (incoming.kind, incoming.address, incoming.new_address) == ("moved", "telegram:-5", "telegram:-1005")


def test_a_new_title_is_taken_over() -> None:
    incoming = said(new_chat_title="区商务局（新）")
    assert (incoming.room_title, incoming.text) == ("区商务局（新）", "")


@pytest.mark.parametrize(
    "raw",
    [
        {"message": {"message_id": 1, "chat": GROUP, "from": WANG, "new_chat_members": [WANG]}},
        {"message": {"message_id": 1, "chat": GROUP, "from": WANG, "pinned_message": {}}},
        {"message": {"message_id": 1, "chat": GROUP, "from": {"id": 3, "is_bot": True}, "text": "我也是机器人"}},
        {"message": {"message_id": 1, "chat": {"id": -9, "type": "channel"}, "text": "公告"}},
        {"channel_post": {"message_id": 1, "chat": {"id": -9, "type": "channel"}}},
        {"callback_query": {"id": "1", "from": WANG, "inline_message_id": "x"}},
        {"poll": {}},
        {},
    ],
)
def test_what_is_of_no_concern(raw: dict[str, Any]) -> None:
    assert parse({"update_id": 1} | raw, ME) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"message": {"chat": GROUP}}, "telegram:-1001"),
        ({"edited_message": {"chat": GROUP}}, "telegram:-1001"),
        ({"callback_query": {"message": {"chat": GROUP}}}, "telegram:-1001"),
        ({"my_chat_member": {"chat": GROUP}}, "telegram:-1001"),
        ({"poll": {}}, "telegram"),
    ],
)
def test_each_chat_has_its_lane(raw: dict[str, Any], expected: str) -> None:
    assert lane(raw) == expected


def test_half_a_character_and_nul_are_not_passed_on() -> None:
    assert said(text="完成\ud83d60%\0 \ud83d\udc4d").text == "完成\ufffd60% 👍"


FIELDS = (
    "update_id message edited_message callback_query my_chat_member chat from id type title date text caption photo "
    "document file_id width reply_to_message message_id sender_chat data status old_chat_member new_chat_member "
    "migrate_to_chat_id media_group_id edit_date message_thread_id is_topic_message voice is_bot"
)
NAMES = st.sampled_from(FIELDS.split())
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=5)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=25
)


@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_no_mapping_makes_it_raise(raw: dict[str, Any]) -> None:
    assert key(raw).startswith("telegram:")
    assert lane(raw).startswith("telegram")
    assert key(sifted(raw)) == key(raw) or "update_id" not in raw
    incoming = parse(raw, ME)
    if incoming is not None:
        for text in (incoming.text, incoming.room_title, incoming.person_name, incoming.reply_to, incoming.button):
            text.encode()  # nothing that cannot be stored


def test_an_update_without_an_id_is_named_by_what_it_holds() -> None:
    assert key({"a": 1}) == key({"a": 1}) != key({"a": 2})


@pytest.mark.parametrize(
    "body",
    [
        {"text": "机密★1年\n涉密的原话"},
        {"caption": "【秘密】涉密的原话", "photo": [{"file_id": "涉密的原话"}]},
        {"caption": "见附件", "document": {"file_id": "f", "file_name": "涉密的原话（机密）.pdf"}},
        {"text": "收到", "reply_to_message": {"message_id": 3, "from": WANG, "text": "绝密★ 涉密的原话"}},
        {"text": "收到", "quote": {"text": "内部资料★涉密的原话"}},
        {"text": "收到", "external_reply": {"document": {"file_name": "机密-涉密的原话.docx"}}},
        {"poll": {"question": "机密★涉密的原话", "options": [{"text": "好"}]}},
        {"poll": {"question": "选哪个", "options": [{"text": "涉密的原话440524188001010014"}]}},
        {"rich_text_of_2030": {"blocks": [{"text": "机密★涉密的原话"}]}},
    ],
)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_of_a_secret_only_its_place_and_the_reason_are_kept(body: dict[str, Any], kind: str) -> None:
    raw = {"update_id": 5, kind: {"message_id": 41, "from": WANG, "chat": GROUP} | body}
    kept = sifted(raw)
    assert "涉密的原话" not in str(kept)
    assert "王" not in str(kept)
    assert (key(kept), lane(kept)) == (key(raw), lane(raw))
    heard = parse(kept, ME)
    assert heard is not None
    assert (heard.kind, heard.address, heard.message_id) == ("withheld", "telegram:-1001", "41")


def test_a_press_works_without_the_secret_its_message_has_come_to_answer() -> None:
    """Telegram shows the answered message as it reads after its last edit."""
    under = {**MINE, "chat": GROUP, "reply_to_message": {"message_id": 3, "from": WANG, "text": "机密★涉密的原话"}}
    raw = {"update_id": 5, "callback_query": {"id": "9", "from": WANG, "data": "q:1:0", "message": under}}
    kept = sifted(raw)
    assert "涉密的原话" not in str(kept)
    assert parse(kept, ME) == parse(raw, ME) is not None


def test_an_ordinary_update_is_kept_as_it_came() -> None:
    raw = {"update_id": 5, "message": {"message_id": 41, "from": WANG, "chat": GROUP, "text": "不涉密，完成60%"}}
    assert sifted(raw) is raw
