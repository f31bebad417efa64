"""What every answer is made from and what it is."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.chats.base import Chat, Incoming
from bot.clock import Clock
from bot.config import Config
from bot.desk.albums import Albums
from bot.people.model import Person, Question, Room, Viewer
from bot.plan.lookup import Index
from bot.progress.board import Board
from bot.stores.base import Store, View
from bot.texts.message import Message
from bot.texts.render import Texts


@dataclass(frozen=True, slots=True)
class Tools:
    """The few things with effects or a memory that a handler may use; made once in `app.py`."""

    store: Store
    texts: Texts
    config: Config
    clock: Clock
    chat: Chat | None = None  # for links; None where a question is asked on the command line
    albums: Albums = field(default_factory=Albums)
    adopting: asyncio.Lock = field(default_factory=asyncio.Lock)  # one plan at a time is put into use
    switch: asyncio.Event | None = None  # wakes who runs the house, to go on with another plan; None where nobody can


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing said to the bot, with everything needed to answer it.

    `words` is what follows the command's name, exactly as typed. `person` has the role the configuration gives; the
    stored one is `view.people[person.id]`, and only that one is changed and put back. `subjects` are the ids the
    message replied to was about, in its order; empty where it was no reply or is unknown.
    """

    incoming: Incoming
    room: Room
    person: Person
    viewer: Viewer
    view: View
    board: Board
    index: Index
    now: datetime
    language: str
    words: str = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot does in return; an empty one means silence.

    `subjects`: ids a reply to this message is about. `replace`: edit the message whose button was pressed instead of
    sending a new one; left open (None), the first message that answers a button does. `then`: what takes long and is
    done once the message stands; the first message it gives takes this one's place. `toast`: a short note shown to the
    one who pressed. `question`: to be stored with the ids of the message that asks it, once it is sent.
    """

    message: Message | None = None
    subjects: tuple[str, ...] = ()
    replace: bool | None = None
    toast: str = ""
    question: Question | None = None
    also: tuple["Elsewhere", ...] = field(default=())
    then: Callable[[], Awaitable[list["Answer"]]] | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A message for another room that an answer brings about.

    With a `key` it goes by the outbox: it reaches the room over restarts, and once however often it is handed over.
    """

    room: str
    message: Message
    subjects: tuple[str, ...] = ()
    key: str = ""


Handler = Callable[[Ask, Tools], Awaitable[list[Answer]]]


class Who(StrEnum):
    """Whom a command is for: it is listed for no one else; the last two are refused to others."""

    EVERYONE = "everyone"
    LEAD = "lead"  # those who report, and everyone above
    LEADER = "leader"  # the leaders and the office
    OFFICE = "office"


class Where(StrEnum):
    """In which chats a command is of use."""

    EVERYWHERE = "everywhere"
    PRIVATE = "private"
    GROUP = "group"


class Family(StrEnum):
    """What a command is about; the headings of /help, in this order."""

    PLAN = "plan"
    STATUS = "status"
    REPORTING = "reporting"
    SUPERVISION = "supervision"
    DOCUMENTS = "documents"
    PEOPLE = "people"
    OFFICE = "office"
    HELLO = "hello"


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the table of commands. `also`: its Chinese names and other spellings, the one to show first.

    `about` and `arguments` have a wording in each language ("zh", "en"); `example` is what follows the name.
    """

    name: str
    also: tuple[str, ...]
    family: Family
    about: Mapping[str, str]
    handler: Handler
    arguments: Mapping[str, str] = field(default_factory=dict[str, str])
    example: str = ""
    who: Who = Who.EVERYONE
    where: Where = Where.EVERYWHERE
