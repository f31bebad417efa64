"""What a chat platform must do, and what comes in from one, in words that fit them all."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.progress.model import Evidence
from bot.texts.message import Message

OTHER_PLAN = "other"  # the data of a pressed button that was shown while another plan was in use
ROOM_FOR_MARKS = 96  # characters of text that delivery may add to a part ("may be a repeat")


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that happened in a chat.

    `kind`: message | edited | button | joined (the bot was added) | left (kicked or blocked) | moved | withheld (it
    must not be kept: `why`, and nothing of what was said).
    `address` and `person` are `platform:id`; `message_id` is the message's own (for a button: of the message it stands
    under). `reply_to` is the id of the message replied to, `reply_to_bot` whether that one is the bot's own; a person
    who wrote it is `reply_to_person`, named `reply_to_name`.
    `text` is a caption too; `at` only orders, for a report's time is our clock's. `edited` is the edit date, seconds.
    `group_id` names the album a photo belongs to.
    """

    key: str
    kind: str
    address: str
    private: bool
    person: str = ""
    person_name: str = ""
    room_title: str = ""
    language: str = ""
    message_id: str = ""
    reply_to: str = ""
    reply_to_bot: bool = False
    reply_to_person: str = ""
    reply_to_name: str = ""
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    other_media: str = ""  # voice, sticker, video …: what was sent that cannot be read
    group_id: str = ""
    button: str = ""
    button_id: str = ""
    at: datetime | None = None
    edited: int = 0
    anonymous: bool = False  # an anonymous group admin or a channel: nobody's name
    new_address: str = ""
    why: str = ""

    @property
    def message(self) -> str:
        """The key of the message a report was read from."""
        return f"{self.address}:{self.message_id}"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the platform's command menu. `scope`: everyone | private | group."""

    name: str
    about: str
    scope: str = "everyone"
    language: str = ""


class Chat(Protocol):
    """A chat platform. Sending raises the `ChatError` family and nothing else."""

    name: str

    async def start(self) -> None:
        """Connect and check the credentials; raise `ChatError` with one clear sentence where that fails."""
        ...

    async def stop(self) -> None: ...

    def receive(self) -> AsyncIterator[Sequence[Mapping[str, object]]]:
        """Yield batches of raw updates; a batch counts as taken when the next one is asked for."""
        ...

    def key(self, raw: Mapping[str, object]) -> str:
        """Name a raw update (`telegram:123`); must not fail on any mapping."""
        ...

    def lane(self, raw: Mapping[str, object]) -> str:
        """Name the chat whose order this update belongs to; must not fail on any mapping."""
        ...

    def sifted(self, raw: Mapping[str, object]) -> Mapping[str, object]:
        """Take from a raw update what must not be kept (`language.secrecy`); must not fail on any mapping.

        An update with such a text or file name is reduced to its id, where it was said, and the reason.
        """
        ...

    def parse(self, raw: Mapping[str, object]) -> Incoming | None:
        """Read a raw update; None where it is of no concern to the bot."""
        ...

    def parts(self, message: Message) -> tuple[Message, ...]:
        """Cut a message into parts that one request each can carry; buttons stand under the last text.

        Each leaves room for `ROOM_FOR_MARKS` more characters. A message with nothing in it has no parts.
        """
        ...

    async def send(
        self, address: str, message: Message, *, reply_to: str = "", silent: bool = False
    ) -> tuple[str, ...]:
        """Send a message, in parts where it is over the limit; return all their ids, one for each part.

        Delivery sends part by part, so that pacing counts requests and a fault between two parts repeats neither.
        """
        ...

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message sent before; no error where it already reads so."""
        ...

    async def fetch(self, file_id: str) -> bytes:
        """Fetch a photo or document somebody sent (`Evidence.file_id`); the platform gives none over its limit."""
        ...

    async def answer_button(self, button_id: str, text: str = "") -> None: ...

    async def set_menu(self, entries: Sequence[MenuEntry]) -> None: ...

    def link(self, start: str, *, group: bool = False) -> str:
        """Make a link that opens the bot, or adds it to a group, with a start parameter."""
        ...
