"""Methods that send something into a chat."""

from dataclasses import dataclass, field
from typing import Any

from bot.web.demo.arguments import LARGEST_UPLOAD, Arguments, Upload
from bot.web.demo.entities import cleaned, found, trimmed, units
from bot.web.demo.keyboard import keyboard_of
from bot.web.demo.markup import parse_html
from bot.web.demo.methods.chats import chat_to_write
from bot.web.demo.pictures import picture_size, picture_type
from bot.web.demo.refusals import Refusal, bad
from bot.web.demo.wire import file_json, message_json
from bot.web.demo.world import Chat, Json, Media, Message, StoredFile, World

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # UTF-16 units after the markup is parsed
LARGEST_PHOTO = 10 << 20
LARGEST_DOWNLOAD = 20 << 20
MOST_IN_ALBUM = 10


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with its entities, ready to stand in a message."""

    text: str = ""
    entities: list[Json] = field(default_factory=list[Json])


def wording_of(arguments: Arguments, name: str = "text") -> Wording:
    """Read a text (or caption) in its parse mode; raises what the platform complains about."""
    text = cleaned(arguments.text(name))
    mode = arguments.text("parse_mode").lower()
    if mode not in ("", "html"):
        raise bad("unsupported parse_mode")
    given = arguments.json("entities" if name == "text" else "caption_entities") or []
    text, entities = parse_html(text) if mode else (text, given)
    text, entities = trimmed(text, entities)
    longest = LONGEST_TEXT if name == "text" else LONGEST_CAPTION
    if units(text) > longest:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return Wording(text, found(text, entities))


async def send_message(world: World, arguments: Arguments) -> Json:
    """Send a text."""
    chat = chat_to_write(world, arguments)
    wording = wording_of(arguments)
    if not wording.text:
        raise bad("message text is empty")
    return message_json(_post(world, chat, arguments, wording))


async def send_photo(world: World, arguments: Arguments) -> Json:
    """Send a picture."""
    return await _send_file(world, arguments, "photo")


async def send_document(world: World, arguments: Arguments) -> Json:
    """Send a file."""
    return await _send_file(world, arguments, "document")


async def _send_file(world: World, arguments: Arguments, kind: str) -> Json:
    chat = chat_to_write(world, arguments)
    wording = wording_of(arguments, "caption")
    media = Media(kind, _file(world, kind, arguments.upload(kind), arguments.text(kind)))
    return message_json(_post(world, chat, arguments, wording, media=media))


async def send_media_group(world: World, arguments: Arguments) -> list[Json]:
    """Send an album."""
    chat = chat_to_write(world, arguments)
    items: list[Json] = arguments.json("media") or []
    if not items:
        raise bad("there are no media to send")
    if len(items) > MOST_IN_ALBUM:
        raise bad("too many messages to send as an album")
    ready = [_album_item(world, arguments, item) for item in items]
    album = f"{world.count('albums')}" if len(ready) > 1 else ""
    posted = [_post(world, chat, arguments, wording, media=media, album=album) for wording, media in ready]
    return [message_json(message) for message in posted]


def _album_item(world: World, arguments: Arguments, item: Json) -> tuple[Wording, Media]:
    kind = str(item.get("type", ""))
    if kind not in ("photo", "document"):
        raise bad("Can't use the media of the specified type in the album")
    source = str(item.get("media", ""))
    upload = arguments.upload(source.removeprefix("attach://")) if source.startswith("attach://") else None
    return wording_of(Arguments(item), "caption"), Media(kind, _file(world, kind, upload, source))


def _file(world: World, kind: str, upload: Upload | None, file_id: str) -> StoredFile:
    if upload is None:
        if file_id in world.files:
            return world.files[file_id]
        raise bad("wrong file identifier/HTTP URL specified" if file_id else f"there is no {kind} in the request")
    return store_file(world, kind, upload)


def store_file(world: World, kind: str, upload: Upload) -> StoredFile:
    """Keep an upload; raises what the platform says of one it does not take."""
    if len(upload.content) > LARGEST_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    if not upload.content:
        raise bad("file must be non-empty")
    mime = picture_type(upload.content)
    if kind == "photo" and not mime:
        raise bad("IMAGE_PROCESS_FAILED")
    if kind == "photo" and len(upload.content) > LARGEST_PHOTO:
        raise bad("file is too big")
    return world.keep_file(upload.name, mime or upload.mime, upload.content, picture_size(upload.content))


def _post(world: World, chat: Chat, arguments: Arguments, wording: Wording, **more: Any) -> Message:
    buttons, wants_reply = keyboard_of(arguments)
    message = Message(
        chat,
        world.bot,
        world.clock.now(),
        text=wording.text,
        entities=wording.entities,
        reply_to=_replied(chat, arguments),
        buttons=buttons,
        wants_reply=wants_reply,
        silent=arguments.flag("disable_notification"),
        **more,
    )
    return world.post(message)


def _replied(chat: Chat, arguments: Arguments) -> Message | None:
    wish = arguments.object("reply_parameters")
    number = int(wish.get("message_id", 0)) or arguments.integer("reply_to_message_id")
    if not number:
        return None
    if number not in chat.messages:
        if wish.get("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    return chat.messages[number]


async def get_file(world: World, arguments: Arguments) -> Json:
    """Say where a file can be fetched."""
    file = world.files.get(arguments.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return file_json(file) | {"file_path": f"files/{file.id}"}
