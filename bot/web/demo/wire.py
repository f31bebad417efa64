"""Users, chats, messages and updates as the Bot API writes them."""

from typing import Any

from bot.web.demo.world import Chat, Json, Media, Message, Press, Standing, StoredFile, User, World

ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
LANGUAGE_CODES = {"zh": "zh-hans"}
GLYPH = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": "👍"}


def user_json(user: User) -> Json:
    """Write a user."""
    more: Json = {"username": user.username} if user.username else {}
    if not user.is_bot:
        more["language_code"] = LANGUAGE_CODES.get(user.language, user.language)
    return {"id": user.id, "is_bot": user.is_bot, "first_name": user.name} | more


def chat_json(chat: Chat) -> Json:
    """Write a chat."""
    name = "first_name" if chat.private else "title"
    return {"id": chat.id, "type": chat.kind, name: chat.title}


def message_json(message: Message, *, nested: bool = False) -> Json:
    """Write a message; the one it replies to is written once, without its own."""
    sender = ANONYMOUS_ADMIN if message.anonymous else message.sender
    written: Json = {
        "message_id": message.id,
        "from": user_json(sender),
        "chat": chat_json(message.chat),
        "date": int(message.at.timestamp()),
    }
    if message.anonymous:
        written["sender_chat"] = chat_json(message.chat)
    if message.edited:
        written["edit_date"] = int(message.edited.timestamp())
    if message.reply_to and not nested:
        written["reply_to_message"] = message_json(message.reply_to, nested=True)
    if message.album:
        written["media_group_id"] = message.album
    if message.buttons:
        written["reply_markup"] = {"inline_keyboard": message.buttons}
    return written | _content(message) | message.service


def _content(message: Message) -> Json:
    text, entities = ("caption", "caption_entities") if message.media else ("text", "entities")
    content: Json = {text: message.text} if message.text else {}
    if message.entities:
        content[entities] = message.entities
    return content | (media_json(message.media) if message.media else {})


def media_json(media: Media) -> Json:
    """Write what a message carries."""
    if media.kind == "location":
        return {"location": {"latitude": 23.13, "longitude": 113.27}}
    if media.kind == "sticker":
        return {"sticker": {"file_id": "sticker1", "file_unique_id": "sticker"} | GLYPH}
    if media.file is None:
        frame = {"width": 640, "height": 360} if media.kind == "video" else {}
        return {media.kind: {"file_id": f"{media.kind}1", "file_unique_id": media.kind, "duration": 3} | frame}
    file = file_json(media.file)
    if media.kind == "photo":
        return {"photo": [file | {"width": media.file.width, "height": media.file.height}]}
    return {"document": file | {"file_name": media.file.name, "mime_type": media.file.mime}}


def file_json(file: StoredFile) -> Json:
    """Write what is known of a file."""
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}


def press_json(press: Press) -> Json:
    """Write a callback query."""
    return {
        "id": press.id,
        "from": user_json(press.user),
        "message": message_json(press.message),
        "chat_instance": str(press.message.chat.id),
        "data": press.data,
    }


def member_json(user: User, standing: Standing) -> Json:
    """Write a chat member."""
    member: Json = {"user": user_json(user), "status": standing.value}
    if standing is Standing.KICKED:
        member["until_date"] = 0
    if standing is Standing.ADMINISTRATOR:
        rights = (
            "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
            "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages"
        )
        member |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(rights.split(), True)
    return member


def standing_changed(world: World, chat: Chat, by: User, old: Standing) -> dict[str, Any]:
    """Write a my_chat_member update: the bot's own standing in a chat changed."""
    return {
        "chat": chat_json(chat),
        "from": user_json(by),
        "date": int(world.clock.now().timestamp()),
        "old_chat_member": member_json(world.bot, old),
        "new_chat_member": member_json(world.bot, chat.bot),
    }
