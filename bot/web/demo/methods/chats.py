"""Methods about the bot itself and the chats it is in."""

from typing import Any

from bot.web.demo.arguments import Arguments
from bot.web.demo.refusals import bad, forbidden
from bot.web.demo.wire import chat_json, member_json, message_json, standing_changed, user_json
from bot.web.demo.world import Change, Chat, Json, Message, Standing, Trouble, World

ACTIONS = ("typing", "upload_photo", "upload_document", "choose_sticker", "record_voice", "upload_voice")


def chat_of(world: World, arguments: Arguments) -> Chat:
    """Find the chat a call is about; raises "chat not found"."""
    raw = arguments.text("chat_id").strip('"')
    if not raw:
        raise bad("chat_id is empty")
    chat = world.chats.get(int(raw)) if raw.lstrip("-").isdigit() else None
    if chat is None:
        raise bad("chat not found")
    return chat


def chat_to_write(world: World, arguments: Arguments) -> Chat:
    """Find the chat a message is for and make sure the bot may write there; raises what the platform answers."""
    chat = chat_of(world, arguments)
    if chat.moved_to:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
    if chat.private:
        _may_write_person(chat)
    else:
        _may_write_group(chat)
    return chat


def _may_write_person(chat: Chat) -> None:
    if chat.trouble is Trouble.DELETED:
        raise forbidden("user is deactivated")
    if chat.bot is Standing.KICKED:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def _may_write_group(chat: Chat) -> None:
    if chat.trouble is Trouble.DELETED:
        raise forbidden("the group chat was deleted")
    if chat.bot is Standing.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if not chat.bot.here:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    if chat.trouble is Trouble.CLOSED:
        raise bad("TOPIC_CLOSED")
    if chat.trouble is Trouble.MUTED:
        raise bad("not enough rights to send text messages to the chat")


async def get_me(world: World, arguments: Arguments) -> Json:
    """Describe the bot."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return user_json(world.bot) | abilities


async def get_chat(world: World, arguments: Arguments) -> Json:
    """Describe a chat."""
    chat = chat_of(world, arguments)
    if not chat.private and not chat.bot.here:
        _may_write_group(chat)
    full: Json = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
    if chat.pinned in chat.messages:
        full["pinned_message"] = message_json(chat.messages[chat.pinned], nested=True)
    return chat_json(chat) | full


GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def get_chat_member(world: World, arguments: Arguments) -> Json:
    """Say what someone is in a chat; the first member of a group is its owner."""
    chat = chat_of(world, arguments)
    user_id = arguments.integer("user_id")
    if user_id == world.bot.id:
        return member_json(world.bot, chat.bot)
    if user_id not in chat.members:
        user = world.users.get(user_id)
        if user is None:
            raise bad("invalid user_id specified")
        return member_json(user, Standing.LEFT)
    return _person(chat, user_id)


def _person(chat: Chat, user_id: int) -> Json:
    if not chat.private and user_id == next(iter(chat.members)):
        return {"user": user_json(chat.members[user_id]), "status": "creator", "is_anonymous": False}
    return member_json(chat.members[user_id], Standing.MEMBER)


async def get_chat_administrators(world: World, arguments: Arguments) -> list[Json]:
    """List a group's owner, and the bot where it is an administrator."""
    chat = chat_of(world, arguments)
    if chat.private:
        raise bad("there are no administrators in the private chat")
    bot = [member_json(world.bot, chat.bot)] if chat.bot is Standing.ADMINISTRATOR else []
    return [_person(chat, user_id) for user_id in list(chat.members)[:1]] + bot


async def get_chat_member_count(world: World, arguments: Arguments) -> int:
    """Count a chat's members, the bot included."""
    chat = chat_of(world, arguments)
    return len(chat.members) + chat.bot.here


async def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Show that the bot is typing."""
    chat = chat_to_write(world, arguments)
    action = arguments.text("action")
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.changed(Change("action", chat, action=action))
    return True


async def leave_chat(world: World, arguments: Arguments) -> Any:
    """Let the bot leave a group."""
    chat = chat_of(world, arguments)
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    _may_write_group(chat)
    old, chat.bot = chat.bot, Standing.LEFT
    gone = {"left_chat_member": user_json(world.bot)}
    world.post(Message(chat, world.bot, world.clock.now(), service=gone, heard=False))
    world.updates.put("my_chat_member", standing_changed(world, chat, world.bot, old))
    world.changed(Change("chat", chat))
    return True
