"""Telegram's updates, read as they come over the wire. Pure, and never raises, whatever the mapping holds."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import cast

from bot.chats.base import Incoming
from bot.chats.telegram.secrets import secret_in
from bot.progress.model import Evidence

PLATFORM = "telegram"
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")  # what getUpdates is asked for
WRITTEN = ("message", "edited_message", "channel_post", "edited_channel_post")  # updates with words of people
WITHHELD = "withheld"  # stands in place of the message in an update that was reduced

# Media of which nothing can be read; the first that is there names what was sent. A document of an animation is its
# file, so the animation comes first.
OTHER_MEDIA = (
    *("voice", "audio", "video_note", "video", "animation", "sticker"),
    *("location", "venue", "contact", "poll", "dice", "story", "game"),
)
# Service messages: about the group, said by nobody. `my_chat_member` tells what concerns the bot itself.
OF_NO_CONCERN = (
    *("new_chat_members", "left_chat_member", "group_chat_created", "supergroup_chat_created", "pinned_message"),
    *("new_chat_photo", "delete_chat_photo", "message_auto_delete_timer_changed", "boost_added"),
    *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
    *("general_forum_topic_hidden", "general_forum_topic_unhidden", "write_access_allowed"),
    *("video_chat_started", "video_chat_ended", "video_chat_scheduled", "video_chat_participants_invited"),
)
LARGEST_ID = 2**64
LATEST = 2**33  # seconds; later moments do not fit a datetime on every machine

Raw = Mapping[str, object]


def key(raw: Raw) -> str:
    """Name an update by its id; one without an id is named by what it holds."""
    number = raw.get("update_id")
    if isinstance(number, int):
        return f"{PLATFORM}:{_id(number)}"
    return f"{PLATFORM}:x{hashlib.blake2s(repr(raw).encode(errors='replace'), digest_size=8).hexdigest()}"


def lane(raw: Raw) -> str:
    """Name the chat an update belongs to; all without one share a lane."""
    for name in (*WANTED, WITHHELD):
        body = _mapping(raw.get(name))
        chat = _mapping(body.get("chat")) or _mapping(_mapping(body.get("message")).get("chat"))
        if chat:
            return _address(chat)
    return PLATFORM


def sifted(raw: Raw) -> Raw:
    """Reduce a message that must not be kept to its update's id, its place, and the reason."""
    for name in WRITTEN:
        body = _mapping(raw.get(name))
        if why := secret_in(body):
            chat = _mapping(body.get("chat"))
            place = {"chat": {"id": chat.get("id"), "type": chat.get("type")}, "message_id": body.get("message_id")}
            return {"update_id": raw.get("update_id"), WITHHELD: place | {"why": str(why)}}
    return _sifted_press(raw)


def _sifted_press(raw: Raw) -> Raw:
    """Take from a press what its message answers, where an edit has since made a secret of that."""
    press = _mapping(raw.get("callback_query"))
    under = _mapping(press.get("message"))
    if not secret_in(_mapping(under.get("reply_to_message"))):
        return raw
    kept = {name: value for name, value in under.items() if name != "reply_to_message"}
    return {**raw, "callback_query": {**press, "message": kept}}


def parse(raw: Raw, me: int | None = None) -> Incoming | None:
    """Read an update; None where it is of no concern. `me` is the bot's own user id, once it is known."""
    if place := _mapping(raw.get(WITHHELD)):
        return _withheld(key(raw), place)
    if press := _mapping(raw.get("callback_query")):
        return _press(key(raw), press)
    if member := _mapping(raw.get("my_chat_member")):
        return _membership(key(raw), member)
    edited = _mapping(raw.get("edited_message"))
    body = edited or _mapping(raw.get("message"))
    if not body or _mapping(body.get("chat")).get("type") == "channel":
        return None
    return _move(key(raw), body) or _message(key(raw), body, me, edited=bool(edited))


def _withheld(update: str, place: Raw) -> Incoming:
    chat = _mapping(place.get("chat"))
    return Incoming(
        key=update,
        kind="withheld",
        address=_address(chat),
        private=chat.get("type") == "private",
        message_id=_id(place.get("message_id")),
        why=_text(place.get("why")),
    )


def _message(update: str, body: Raw, me: int | None, *, edited: bool) -> Incoming | None:
    sender = _mapping(body.get("from"))
    anonymous = bool(body.get("sender_chat")) or not sender
    if any(name in body for name in OF_NO_CONCERN) or (sender.get("is_bot") is True and not anonymous):
        return None
    chat = _mapping(body.get("chat"))
    replied = _replied(body)
    author = _author(replied)
    evidence = _evidence(body)
    return Incoming(
        key=update,
        kind="edited" if edited else "message",
        address=_address(chat),
        private=chat.get("type") == "private",
        person="" if anonymous else _person(sender),
        person_name="" if anonymous else _name(sender),
        room_title=_text(body.get("new_chat_title")) or _text(chat.get("title")),
        language=_text(sender.get("language_code")),
        message_id=_id(body.get("message_id")),
        reply_to=_id(replied.get("message_id")),
        reply_to_bot=_is_bot(_mapping(replied.get("from")), me),
        reply_to_person=_person(author),
        reply_to_name=_name(author),
        text=_text(body.get("text")) or _text(body.get("caption")),
        evidence=evidence,
        other_media=_other_media(body),
        group_id=_id(body.get("media_group_id")),
        at=_moment(body.get("date")),
        edited=_number(body.get("edit_date")),
        anonymous=anonymous,
    )


def _replied(body: Raw) -> Raw:
    """Find the message replied to; in a forum, what merely stands in a topic "replies" to the topic's first message."""
    replied = _mapping(body.get("reply_to_message"))
    in_topic = body.get("is_topic_message") is True and replied.get("message_id") == body.get("message_thread_id")
    return {} if in_topic else replied


def _author(replied: Raw) -> Raw:
    """Find the person who wrote the message replied to; none for a bot's, a channel's or an anonymous admin's."""
    author = _mapping(replied.get("from"))
    return {} if author.get("is_bot") is True or replied.get("sender_chat") else author


def _is_bot(author: Raw, me: int | None) -> bool:
    return author.get("is_bot") is True if me is None else author.get("id") == me


def _evidence(body: Raw) -> tuple[Evidence, ...]:
    photos = [photo for photo in map(_mapping, _list(body.get("photo"))) if _text(photo.get("file_id"))]
    if photos:
        largest = max(photos, key=lambda photo: _number(photo.get("width")) * _number(photo.get("height")))
        return (Evidence("photo", _text(largest.get("file_id"))),)
    document = _mapping(body.get("document"))
    if _text(document.get("file_id")) and not body.get("animation"):
        return (Evidence("document", _text(document.get("file_id")), _text(document.get("file_name"))),)
    return ()


def _other_media(body: Raw) -> str:
    return next((name for name in OTHER_MEDIA if body.get(name)), "")


def _move(update: str, body: Raw) -> Incoming | None:
    """Read the message that says a group became a supergroup: the old chat says where to, the new one where from."""
    here = _mapping(body.get("chat"))
    to, of = _id(body.get("migrate_to_chat_id")), _id(body.get("migrate_from_chat_id"))
    if not to and not of:
        return None
    old, new = (_address(here), f"{PLATFORM}:{to}") if to else (f"{PLATFORM}:{of}", _address(here))
    return Incoming(
        update, "moved", old, private=False, room_title=_text(here.get("title")), new_address=new,
        message_id=_id(body.get("message_id")), at=_moment(body.get("date")),
    )  # fmt: skip


def _press(update: str, press: Raw) -> Incoming | None:
    under = _mapping(press.get("message"))
    chat, sender = _mapping(under.get("chat")), _mapping(press.get("from"))
    if not chat:
        return None
    return Incoming(
        key=update,
        kind="button",
        address=_address(chat),
        private=chat.get("type") == "private",
        person=_person(sender),
        person_name=_name(sender),
        room_title=_text(chat.get("title")),
        language=_text(sender.get("language_code")),
        message_id=_id(under.get("message_id")),
        button=_text(press.get("data")),
        button_id=_text(press.get("id")),
    )


def _membership(update: str, change: Raw) -> Incoming | None:
    """Read what became of the bot in a chat: it can write now and could not before, or the other way round."""
    chat, sender = _mapping(change.get("chat")), _mapping(change.get("from"))
    before, now = _mapping(change.get("old_chat_member")), _mapping(change.get("new_chat_member"))
    if not chat or chat.get("type") == "channel" or _can_write(before) == _can_write(now):
        return None
    private = chat.get("type") == "private"
    return Incoming(
        key=update,
        kind="joined" if _can_write(now) else "left",
        address=_address(chat),
        private=private,
        person=_person(sender),
        person_name=_name(sender),
        room_title=_text(chat.get("title")),
        language=_text(sender.get("language_code")),
        at=_moment(change.get("date")),
        why="" if _can_write(now) else _why_left(now, private=private),
    )


def _can_write(member: Raw) -> bool:
    status = member.get("status")
    if status == "restricted":
        return member.get("is_member") is not False and member.get("can_send_messages") is not False
    return status in ("member", "administrator", "creator")


def _why_left(member: Raw, *, private: bool) -> str:
    if member.get("status") == "kicked":
        return "blocked" if private else "kicked"
    return "muted" if member.get("status") == "restricted" and member.get("is_member") is not False else "left"


def _address(chat: Raw) -> str:
    return f"{PLATFORM}:{_id(chat.get('id'))}"


def _person(sender: Raw) -> str:
    number = _id(sender.get("id"))
    return f"{PLATFORM}:{number}" if number else ""


def _name(sender: Raw) -> str:
    parts = (_text(sender.get("first_name")), _text(sender.get("last_name")))
    return " ".join(part for part in parts if part) or _text(sender.get("username"))


def _mapping(value: object) -> Raw:
    return cast(Raw, value) if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[object]:
    return cast(Sequence[object], value) if isinstance(value, list) else ()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _id(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    return str(value) if isinstance(value, int) and abs(value) < LARGEST_ID else ""


def _text(value: object) -> str:
    """Take a text as it can be stored and shown: without NUL, and with no half of a surrogate pair."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) and 0 < value < LATEST else None
