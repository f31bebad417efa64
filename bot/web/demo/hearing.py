"""What of a group's talk the bot is told: the platform's rules of group privacy mode."""

from bot.web.demo.entities import piece
from bot.web.demo.world import Chat, Message, User


def command_of(message: Message) -> str:
    """Name the command a text begins with, `target@bot` included; empty where it begins otherwise."""
    first = message.entities[0] if message.entities else None
    if message.media or not first or first["type"] != "bot_command" or first["offset"]:
        return ""
    return piece(message.text, first)[1:]


def hears(chat: Chat, message: Message, bot: User) -> bool:
    """Say whether the bot is told of a person's message.

    In private and as a group's administrator: all. Under privacy mode: commands that are not addressed to another bot,
    replies to the bot's own messages, and service messages. A mere mention of its name is not delivered.
    """
    if not chat.bot.here:
        return False
    if not chat.privacy or message.service:
        return True
    if message.reply_to and message.reply_to.sender.id == bot.id:
        return True
    name, _, addressee = command_of(message).partition("@")
    return bool(name) and addressee.lower() in ("", bot.username.lower())
