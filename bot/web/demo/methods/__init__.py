"""The methods of the Bot API that are spoken here: one visible table."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.web.demo.arguments import Arguments
from bot.web.demo.methods import changing, chats, hook, menus, sending
from bot.web.demo.world import World

Method = Callable[[World, Arguments], Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    "getMe": chats.get_me,
    "getUpdates": hook.get_updates,
    "setWebhook": hook.set_webhook,
    "deleteWebhook": hook.delete_webhook,
    "getWebhookInfo": hook.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "getFile": sending.get_file,
    "editMessageText": changing.edit_message_text,
    "editMessageCaption": changing.edit_message_caption,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "setMessageReaction": changing.set_message_reaction,
    "pinChatMessage": changing.pin_chat_message,
    "answerCallbackQuery": changing.answer_callback_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatMemberCount": chats.get_chat_member_count,
    "getChatAdministrators": chats.get_chat_administrators,
    "sendChatAction": chats.send_chat_action,
    "leaveChat": chats.leave_chat,
    "setMyCommands": menus.set_my_commands,
    "getMyCommands": menus.get_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
}
BY_LOWER_NAME: Mapping[str, Method] = {name.lower(): method for name, method in METHODS.items()}
# What counts against the limits of sending.
SENDS = frozenset({"sendmessage", "sendphoto", "senddocument", "sendmediagroup"})
