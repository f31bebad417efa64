"""What every answer is made from and what it is."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.chats.base import Chat, Incoming
from bot.clock import Clock
from bot.config import Config
from bot.people.model import Person, Question, Room, Viewer
from bot.plan.lookup import Index
from bot.progress.board import Board
from bot.stores.base import Store, View
from bot.texts.message import Message
from bot.texts.render import Texts


@dataclass(frozen=True, slots=True)
class Tools:
    """The few things with effects a handler may use; made once in `app.py`."""

    store: Store
    texts: Texts
    config: Config
    clock: Clock
    chat: Chat | None = None  # for links; None where a question is asked on the command line


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing said to the bot, with everything needed to answer it. `words` is what follows the command's name."""

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot does in return; an empty one means silence.

    `subjects`: ids a reply to this message is about. `replace`: edit the message whose button was pressed instead of
    sending a new one. `toast`: a short note shown to the one who pressed. `question`: to be stored with the ids of the
    message that asks it, once it is sent.
    """

    message: Message | None = None
    subjects: tuple[str, ...] = ()
    replace: bool = False
    toast: str = ""
    question: Question | None = None
    also: tuple["Elsewhere", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A message for another room that an answer brings about."""

    room: str
    message: Message
    subjects: tuple[str, ...] = ()
