"""Methods that change a message already sent, and the answer to a pressed button."""

from datetime import timedelta

from bot.web.demo.arguments import Arguments
from bot.web.demo.entities import cleaned, units
from bot.web.demo.keyboard import keyboard_of
from bot.web.demo.methods.chats import chat_of, chat_to_write
from bot.web.demo.methods.sending import Wording, wording_of
from bot.web.demo.refusals import bad
from bot.web.demo.wire import message_json
from bot.web.demo.world import SECONDS_TO_ANSWER, Change, Json, Message, World

LONGEST_TOAST = 200
DELETABLE = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _own_message(world: World, arguments: Arguments) -> Message:
    chat = chat_to_write(world, arguments)
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message.sender.id != world.bot.id:
        raise bad("message can't be edited")
    return message


def _edit(world: World, arguments: Arguments, message: Message, wording: Wording) -> Json:
    buttons, _ = keyboard_of(arguments)
    now = (wording.text, wording.entities, buttons)
    if now == (message.text, message.entities, message.buttons):
        raise bad(NOT_MODIFIED)
    message.text, message.entities, message.buttons = now
    message.edited = world.clock.now()
    world.changed(Change("edited", message.chat, message))
    return message_json(message)


async def edit_message_text(world: World, arguments: Arguments) -> Json:
    """Replace a message's text and buttons; without a reply markup the buttons go."""
    message = _own_message(world, arguments)
    if message.media:
        raise bad("there is no text in the message to edit")
    wording = wording_of(arguments)
    if not wording.text:
        raise bad("message text is empty")
    return _edit(world, arguments, message, wording)


async def edit_message_caption(world: World, arguments: Arguments) -> Json:
    """Replace the caption of a picture or file."""
    message = _own_message(world, arguments)
    if not message.media:
        raise bad("there is no caption in the message to edit")
    return _edit(world, arguments, message, wording_of(arguments, "caption"))


async def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """Replace only a message's buttons."""
    message = _own_message(world, arguments)
    return _edit(world, arguments, message, Wording(message.text, message.entities))


async def delete_message(world: World, arguments: Arguments) -> bool:
    """Delete a message of the bot, or in private one of the person, within 48 hours."""
    chat = chat_of(world, arguments)
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    own = message.sender.id == world.bot.id
    if not (own or chat.private) or world.clock.now() - message.at > DELETABLE:
        raise bad("message can't be deleted for everyone")
    del chat.messages[message.id]
    world.changed(Change("deleted", chat, message))
    return True


async def set_message_reaction(world: World, arguments: Arguments) -> bool:
    """Put the bot's reaction on a message, or take it away."""
    chat = chat_to_write(world, arguments)
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad("message to react not found")
    wanted: list[Json] = arguments.json("reaction") or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    message.reactions = [str(reaction.get("emoji", "")) for reaction in wanted]
    world.changed(Change("edited", chat, message))
    return True


async def pin_chat_message(world: World, arguments: Arguments) -> bool:
    """Pin a message; in a group only an administrator may."""
    chat = chat_to_write(world, arguments)
    if chat.privacy:
        raise bad("not enough rights to manage pinned messages in the chat")
    number = arguments.integer("message_id")
    if number not in chat.messages:
        raise bad("message to pin not found")
    chat.pinned = number
    world.changed(Change("chat", chat))
    return True


async def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """Answer a pressed button with a short note, an alert, or nothing; once, within 15 minutes."""
    press = world.presses.get(arguments.text("callback_query_id").strip('"'))
    late = press is not None and world.clock.monotonic() - press.at > SECONDS_TO_ANSWER
    if press is None or press.answer is not None or late:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text = cleaned(arguments.text("text"))
    if units(text) > LONGEST_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    press.answer = {"text": text, "show_alert": arguments.flag("show_alert")}
    world.changed(Change("answer", press.message.chat, press.message, press))
    return True
