"""What the page is told: chats, messages and people as JSON made for showing, not for the Bot API."""

import itertools
from typing import Any

from bot.web.demo.wire import user_json
from bot.web.demo.world import Chat, Json, Media, Message, Press, User, World

PAGE_OF_MESSAGES = 80
LONGEST_QUOTE = 120  # characters of a message shown where it is replied to


def person(user: User) -> Json:
    """Describe a person."""
    return {"id": user.id, "name": user.name, "language": user.language, "bot": user.is_bot}


def chat(chat: Chat) -> Json:
    """Describe a chat without its messages."""
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "members": list(chat.members),
        "bot": chat.bot.value,
        "here": chat.bot.here,
        "privacy": chat.privacy,
        "started": chat.started,
        "movedTo": chat.moved_to,
        "pinned": chat.pinned,
    }


def message(message: Message) -> Json:
    """Describe a message."""
    return {
        "id": message.id,
        "chat": message.chat.id,
        "from": message.sender.id,
        "name": message.chat.title if message.anonymous else message.sender.name,
        "bot": message.sender.is_bot,
        "at": message.at.isoformat(timespec="seconds"),
        "text": message.text,
        "entities": message.entities,
        "edited": message.edited is not None,
        "reply": _quote(message.reply_to) if message.reply_to else None,
        "buttons": [[_button(button) for button in row] for row in message.buttons],
        "wantsReply": message.wants_reply,
        "media": _media(message.media) if message.media else None,
        "album": message.album,
        "service": _service(message.service),
        "heard": message.heard,
        "reactions": message.reactions,
    }


def _quote(replied: Message) -> Json:
    words = replied.text.split("\n", 1)[0][:LONGEST_QUOTE]
    kind = replied.media.kind if replied.media else ""
    return {"id": replied.id, "chat": replied.chat.id, "name": replied.sender.name, "text": words, "media": kind}


def _button(button: Json) -> Json:
    return {"label": button["text"], "data": button.get("callback_data", ""), "url": button.get("url", "")}


def _media(media: Media) -> Json:
    if media.file is None:
        return {"kind": media.kind}
    file = media.file
    return {
        "kind": media.kind,
        "name": file.name,
        "size": len(file.content),
        "width": file.width,
        "height": file.height,
        "url": f"api/files/{file.id}",
    }


def _service(service: Json) -> Json | None:
    if not service:
        return None
    kind, value = next(iter(service.items()))
    return {"kind": kind, "value": value if isinstance(value, int) else ""}


def answer(press: Press) -> Json:
    """Describe how the bot answered a pressed button."""
    given = press.answer or {}
    return {
        "press": press.id,
        "user": press.user.id,
        "text": given.get("text", ""),
        "alert": bool(given.get("show_alert")),
    }


def history(world: World, chat: Chat) -> list[Message]:
    """List a chat's messages, those of the group it grew out of first."""
    earlier = list(world.chats[chat.moved_from].messages.values()) if chat.moved_from else []
    return earlier + list(chat.messages.values())


def newest(world: World, chat: Chat, before: tuple[int, int] | None = None) -> Json:
    """Give a page of messages, oldest first, and whether there are older ones.

    `before` is chat and number of the message the page is to end at.
    """
    told = history(world, chat)
    if before:
        told = list(itertools.takewhile(lambda one: (one.chat.id, one.id) != before, told))
    shown = told[-PAGE_OF_MESSAGES:]
    return {"messages": [message(one) for one in shown], "more": len(told) > len(shown)}


def state(world: World) -> dict[str, Any]:
    """Describe everything at once, for a page that opens."""
    chats = [chat(one) | newest(world, one) for one in world.chats.values() if not one.moved_to]
    people = [person(user) for user in world.users.values() if not user.is_bot]
    return {"bot": user_json(world.bot), "people": people, "chats": chats}
