"""Everything a chat platform holds, in memory: people, chats, messages, files, menus and pressed buttons."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.clock import Clock
from bot.web.demo.updates import Updates
from bot.web.demo.webhook import Webhook

Json = dict[str, Any]

SUPERGROUP_BASE = -1_000_000_000_000  # a supergroup's id is this minus its own number
SECONDS_TO_ANSWER = 15 * 60  # real seconds in which a pressed button can be answered


class Standing(StrEnum):
    """What the bot is in a chat, in the platform's words. Administrators hear everything."""

    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def here(self) -> bool:
        """Whether the bot can be spoken to in the chat."""
        return self in (Standing.MEMBER, Standing.ADMINISTRATOR)


class Trouble(StrEnum):
    """What else can be wrong with a chat, for tests."""

    NONE = ""
    MUTED = "muted"  # members may not write
    CLOSED = "closed"  # the topic is closed
    DELETED = "deleted"  # the group or the person's account is gone


@dataclass(frozen=True, slots=True)
class User:
    """A person or the bot."""

    id: int
    name: str
    language: str = "zh"
    username: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file somebody sent. `width` and `height` are 0 unless it is a picture whose size could be read."""

    id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Media:
    """What a message carries besides text. `kind`: photo | document | voice | sticker | video | location."""

    kind: str
    file: StoredFile | None = None


@dataclass(eq=False, slots=True)
class Message:
    """One message of a chat; `text` is the caption where there is media. Offsets of entities are UTF-16 units."""

    chat: "Chat"
    sender: User
    at: datetime
    id: int = 0  # until it is posted
    text: str = ""
    entities: list[Json] = field(default_factory=list[Json])
    edited: datetime | None = None
    reply_to: "Message | None" = None
    media: Media | None = None
    album: str = ""
    buttons: list[list[Json]] = field(default_factory=list[list[Json]])
    wants_reply: bool = False
    service: Json = field(default_factory=dict[str, Any])
    anonymous: bool = False
    silent: bool = False
    heard: bool = True  # whether the bot was told of it
    reactions: list[str] = field(default_factory=list[str])


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat (its id is the person's) or a group. `members` are people, without the bot."""

    id: int
    kind: str  # private | group | supergroup
    title: str
    members: dict[int, User] = field(default_factory=dict[int, User])
    bot: Standing = Standing.MEMBER
    started: bool = False  # private: the person wrote first, so the bot may write
    trouble: Trouble = Trouble.NONE
    moved_to: int = 0
    moved_from: int = 0
    messages: dict[int, Message] = field(default_factory=dict[int, Message])
    pinned: int = 0

    @property
    def private(self) -> bool:
        """Whether this is a chat of one person with the bot."""
        return self.kind == "private"

    @property
    def privacy(self) -> bool:
        """Whether group privacy mode hides plain messages from the bot."""
        return not self.private and self.bot is not Standing.ADMINISTRATOR


@dataclass(eq=False, slots=True)
class Press:
    """A pressed button, waiting for the bot's answer."""

    id: str
    user: User
    message: Message
    data: str
    at: float  # monotonic seconds
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something visible happened. `kind`: message | edited | deleted | chat | answer | menu | action."""

    kind: str
    chat: Chat | None = None
    message: Message | None = None
    press: Press | None = None
    action: str = ""


class World:
    """The state all parts of the local platform share."""

    def __init__(self, bot: User, clock: Clock) -> None:
        self.bot = bot
        self.clock = clock
        self.updates = Updates()
        self.webhook: Webhook | None = None
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.menus: dict[tuple[tuple[Any, ...], str], list[Json]] = {}
        self.watchers: list[Callable[[Change], None]] = []
        self._counters: dict[str | int, int] = {}

    def count(self, what: str | int) -> int:
        """Say the next number of a sequence of its own, from 1."""
        self._counters[what] = self._counters.get(what, 0) + 1
        return self._counters[what]

    def changed(self, change: Change) -> None:
        """Tell everyone who watches."""
        for watcher in list(self.watchers):
            watcher(change)

    def post(self, message: Message) -> Message:
        """Give a new message its number, put it into its chat and show it; the bot is not told by this."""
        chat = message.chat
        # A supergroup counts its own messages; all other chats of an account share one sequence.
        message.id = self.count(chat.id if chat.kind == "supergroup" else "messages")
        chat.messages[message.id] = message
        self.changed(Change("message", chat, message))
        return message

    def private_chat(self, user: User) -> Chat:
        """Give a person's own chat with the bot, made when first asked for."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", user.name, {user.id: user})
            self.changed(Change("chat", self.chats[user.id]))
        return self.chats[user.id]

    def keep_file(self, name: str, mime: str, content: bytes, size: tuple[int, int] = (0, 0)) -> StoredFile:
        """Keep a file under a new id."""
        unique = hashlib.sha256(content).hexdigest()[:16]
        stored = StoredFile(f"file{self.count('files')}-{unique}", unique, name, mime, content, *size)
        self.files[stored.id] = stored
        return stored
