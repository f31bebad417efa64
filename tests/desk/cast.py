"""A desk to talk to: the small plan, its rooms and people, a store in memory and a clock that stands still."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.chats.base import Incoming
from bot.config import Config
from bot.desk.base import Answer, Tools
from bot.desk.desk import Desk
from bot.desk.plain import plain
from bot.people.model import Person, Role, Room
from bot.plan.model import Plan
from bot.progress.model import Reading, StatusUpdate
from bot.stores.base import Transaction
from bot.texts.render import Texts
from tests.conftest import NOW, SHANGHAI
from tests.stores.memory import MemoryStore

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


class FillableStore(MemoryStore):
    """A store whose disk can be full."""

    full: Exception | None = None

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self.full is not None:
            raise self.full
        return await super().write(work)


class Talk:
    """Say things to a desk and read what it answers."""

    def __init__(self, plan: Plan, **config: Any) -> None:
        self.store = FillableStore(plan)
        self.clock = StillClock()
        self.tools = Tools(self.store, Texts(), Config(**config), self.clock)
        self.desk = Desk(self.tools)

    async def seated(self) -> "Talk":
        """Let the rooms and people of the cast in."""
        await self.store.write(lambda change: [*map(change.put_room, ROOMS), *map(change.put_person, PEOPLE)])
        return self

    async def say(self, who: str, where: str, text: str, **more: Any) -> list[Answer]:
        """Let `who` say something in the group `where`, or in private."""
        return await self.desk.handle(incoming(who, where, text, **more))

    async def read(self, who: str, where: str, text: str, **more: Any) -> str:
        """Say something and give the whole answer as plain text."""
        return words(await self.say(who, where, text, **more))

    async def recorded(self, *updates: StatusUpdate) -> None:
        """Let reports be on record already."""
        await self.store.write(lambda change: [*map(change.record, updates)])


def report(subject: str, text: str, days_ago: int = 0, **more: Any) -> StatusUpdate:
    """Make a report; `percent`, `value`, `state`, `forecast` … are the reading's, the rest the report's."""
    fields = set(Reading.__dataclass_fields__)
    reading = Reading(True, **{key: more.pop(key) for key in list(more) if key in fields})
    at = NOW - timedelta(days=days_ago)
    message = more.pop("message", f"telegram:-1:{subject}-{days_ago}")
    update = StatusUpdate(f"{message}:{more.get('edited', 0)}:{subject}", subject, at, text, reading, message=message)
    return replace(update, **more)


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


def buttons(answers: Iterable[Answer]) -> dict[str, str]:
    """Map what stands on the buttons of answers to what they send."""
    return {b.label: b.data for a in answers if a.message for row in a.message.buttons for b in row}
