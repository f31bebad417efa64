"""A desk to talk to: the small plan, its rooms and people, a store in memory and a clock that stands still."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.chats.base import Incoming
from bot.config import Config
from bot.desk.base import Answer, Tools
from bot.desk.desk import Desk
from bot.desk.plain import plain
from bot.people.model import Person, Question, Role, Room
from bot.plan.model import Amendment, Plan
from bot.progress.model import LampChange, StatusUpdate
from bot.stores.base import AuditEntry, View
from bot.texts.render import Texts
from tests.conftest import NOW, SHANGHAI

T = TypeVar("T")

BOUND = NOW - timedelta(days=120)
ROOMS = (
    Room("r-hr", "telegram:-1", "人社局群", departments=("hr",), bound_at=BOUND),
    Room("r-drc", "telegram:-2", "发改局群", departments=("drc",), bound_at=BOUND),
    Room("r-office", "telegram:-3", "督办群", audience="office", bound_at=BOUND),
    Room("r-leaders", "telegram:-4", "区领导群", audience="leaders", bound_at=BOUND),
    Room("r-new", "telegram:-5", "新群"),
)
PEOPLE = (
    Person("telegram:1", "王督办", Role.OFFICE),
    Person("telegram:2", "陈区长", Role.LEADER),
    Person("telegram:3", "李人社", Role.LEAD, ("hr",)),
    Person("telegram:4", "客人"),
    Person("telegram:5", "赵发改", Role.LEAD, ("drc",)),
)
NAMES = {"office": "1", "leader": "2", "hr": "3", "guest": "4", "drc": "5"}
GROUPS = {"hr": "-1", "drc": "-2", "office": "-3", "leaders": "-4", "new": "-5"}


@dataclass
class StillClock:
    """A clock that says what it is told."""

    at: datetime = NOW
    zone: ZoneInfo = SHANGHAI

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


@dataclass
class MemoryStore:
    """The part of a store the desk touches, in dictionaries."""

    plan: Plan
    rooms: dict[str, Room]
    people: dict[str, Person]
    summaries: dict[str, Any] = field(default_factory=dict)
    lamps: dict[str, LampChange] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    reports: list[StatusUpdate] = field(default_factory=list)
    about: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    amendments: list[Amendment] = field(default_factory=list)
    notes: list[AuditEntry] = field(default_factory=list)
    writes: int = 0
    full: Exception | None = None
    _view: View | None = None

    @property
    def view(self) -> View:
        if self._view is None:
            self._view = View(
                self.plan,
                rooms=dict(self.rooms),
                people=dict(self.people),
                summaries=dict(self.summaries),
                lamps=dict(self.lamps),
                questions=dict(self.questions),
                amendments=tuple(self.amendments),
                version=self.writes,
            )
        return self._view

    async def read(self, work: Callable[[Any], T]) -> T:
        return work(self)

    async def write(self, work: Callable[[Any], T]) -> T:
        if self.full is not None:
            raise self.full
        result = work(self)
        self.writes += 1
        self._view = None
        return result

    async def close(self) -> None: ...

    def put_room(self, room: Room) -> None:
        self.rooms[room.id] = room

    def put_person(self, person: Person) -> None:
        self.people[person.id] = person

    def put_question(self, question: Question) -> None:
        self.questions[question.id] = question

    def drop_question(self, question_id: str) -> None:
        self.questions.pop(question_id, None)

    def amend(self, amendment: Amendment) -> None:
        self.amendments.append(amendment)

    def note(self, entry: AuditEntry) -> None:
        self.notes.append(entry)

    def subjects_of(self, room: str, message_id: str) -> tuple[str, ...]:
        return self.about.get((room, message_id), ())

    def updates(self, subject: str, limit: int = 50, before: int | None = None) -> list[StatusUpdate]:
        found = [u for u in reversed(self.reports) if u.subject == subject and (before is None or u.id < before)]
        return found[:limit]


class Talk:
    """Say things to a desk and read what it answers."""

    def __init__(self, plan: Plan, **config: Any) -> None:
        self.store = MemoryStore(plan, {r.id: r for r in ROOMS}, {p.id: p for p in PEOPLE})
        self.clock = StillClock()
        self.tools = Tools(self.store, Texts(), Config(**config), self.clock)
        self.desk = Desk(self.tools)

    async def say(self, who: str, where: str, text: str, **more: Any) -> list[Answer]:
        """Let `who` say something in the group `where`, or in private."""
        return await self.desk.handle(incoming(who, where, text, **more))

    async def read(self, who: str, where: str, text: str, **more: Any) -> str:
        """Say something and give the whole answer as plain text."""
        return words(await self.say(who, where, text, **more))


def incoming(who: str, where: str, text: str, **more: Any) -> Incoming:
    """Make what arrives when `who` says `text` in the group `where`, or in private."""
    user = NAMES.get(who, who)
    private = where == "private"
    chat = user if private else GROUPS.get(where, where)
    name = next((p.name for p in PEOPLE if p.id == f"telegram:{user}"), "新来的")
    message = Incoming(
        "telegram:1",
        "message",
        f"telegram:{chat}",
        private,
        person=f"telegram:{user}",
        person_name=name,
        message_id="100",
        text=text,
        at=NOW,
    )
    return replace(message, **more)


def words(answers: Sequence[Answer]) -> str:
    """Join the plain text of answers."""
    return "\n\n".join(plain(answer.message) for answer in answers if answer.message)


def labels(answers: Sequence[Answer]) -> list[str]:
    """List what stands on the buttons of answers."""
    return [b.label for a in answers if a.message for row in a.message.buttons for b in row]


def data(answers: Sequence[Answer]) -> list[str]:
    """List what the buttons of answers send."""
    return [b.data for a in answers if a.message for row in a.message.buttons for b in row]
