"""A world for delivery: time that passes only when nobody has anything to do, and a platform that does as told."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.chats.base import Incoming, MenuEntry
from bot.delivery.answers import Answers
from bot.delivery.gate import Gate
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Limits, Pacing
from bot.delivery.rooms import Rooms
from bot.delivery.trouble import Trouble
from bot.errors import ChatError, NotRecorded
from bot.notices.model import Said
from bot.people.model import Room
from bot.stores.base import OutboxRow, Transaction
from bot.texts.message import Message
from bot.texts.render import Texts
from tests.conftest import NOW, SHANGHAI, TODAY, small_plan
from tests.stores.memory import MemoryStore

T = TypeVar("T")


class _Warp(selectors.DefaultSelector):
    """Never waits: when nothing is to be done, it is later."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everybody waits for ever")
        if not ready and timeout:
            self.now += timeout
        return ready


class WarpLoop(asyncio.SelectorEventLoop):
    """An event loop whose hours pass in no time, and the same way each time."""

    def __init__(self) -> None:
        self._warp = _Warp()
        super().__init__(self._warp)

    def time(self) -> float:
        return self._warp.now


def live(work: Coroutine[Any, Any, T]) -> T:
    """Run a test's story in warped time."""
    with asyncio.Runner(loop_factory=WarpLoop) as runner:
        return runner.run(work)


class LoopClock:
    """Both clocks follow the loop; business time can be moved besides."""

    zone = SHANGHAI

    def __init__(self) -> None:
        self._began = self.monotonic()
        self.offset = timedelta()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.monotonic() - self._began) + self.offset


@dataclass(frozen=True)
class Sent:
    at: float
    address: str
    text: str
    reply_to: str = ""
    silent: bool = False


Rule = Callable[[str, Message], ChatError | None]


class FakeChat:
    """A platform that takes `delay` seconds, cuts messages at "|", and refuses what its rules refuse.

    `faults` are raised by the next sends in their order, `faults_of[address]` by those to one address. A fault whose
    message arrived all the same is a pair ("arrived", error).
    """

    name = "fake"

    def __init__(self, delay: float = 0.05) -> None:
        self.delay = delay
        self.tried: list[Sent] = []
        self.sent: list[Sent] = []
        self.edited: list[Sent] = []
        self.toasts: list[tuple[str, str]] = []
        self.faults: list[Any] = []
        self.faults_of: dict[str, list[Any]] = {}
        self.edit_faults: list[ChatError] = []
        self.files: dict[str, bytes] = {}
        self.rule: Rule = lambda address, message: None
        self.batches: list[Sequence[Mapping[str, object]]] = []
        self.confirmed = 0
        self.more = asyncio.Event()
        self.asked = asyncio.Event()
        self.ends_with: Exception | None = None

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def receive(self) -> AsyncIterator[Sequence[Mapping[str, object]]]:
        while True:
            while self.batches:
                yield self.batches.pop(0)
                self.confirmed += 1
            if self.ends_with:
                raise self.ends_with
            self.more.clear()
            await self.more.wait()

    def bring(self, *batch: Mapping[str, object]) -> None:
        self.batches.append(batch)
        self.more.set()

    def key(self, raw: Mapping[str, object]) -> str:
        return f"fake:{raw['id']}"

    def lane(self, raw: Mapping[str, object]) -> str:
        return str(raw.get("chat", "fake"))

    def sifted(self, raw: Mapping[str, object]) -> Mapping[str, object]:
        return {"id": raw["id"], "text": "left out"} if "机密★" in str(raw.get("text")) else raw

    def parse(self, raw: Mapping[str, object]) -> Incoming | None:
        if raw.get("poison"):
            raise ValueError("cannot be read")
        if raw.get("ignore"):
            return None
        return Incoming(
            self.key(raw), "message", f"fake:{self.lane(raw)}", private=False, text=str(raw.get("text", ""))
        )

    def parts(self, message: Message) -> tuple[Message, ...]:
        cut = [Message(text) for text in message.html.split("|") if text]
        return (*cut[:-1], replace(cut[-1], buttons=message.buttons)) if cut else ()

    async def send(
        self, address: str, message: Message, *, reply_to: str = "", silent: bool = False
    ) -> tuple[str, ...]:
        sent = Sent(asyncio.get_running_loop().time(), address, message.html, reply_to, silent)
        self.tried.append(sent)
        self.asked.set()
        fault = self._fault(address, message)
        await asyncio.sleep(self.delay)
        if fault is None or isinstance(fault, tuple):
            self.sent.append(sent)
        if fault is not None:
            raise fault[1] if isinstance(fault, tuple) else fault
        return (f"m{len(self.sent)}",)

    def _fault(self, address: str, message: Message) -> Any:
        own = self.faults_of.get(address)
        if own:
            return own.pop(0)
        return self.faults.pop(0) if self.faults else self.rule(address, message)

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        if self.edit_faults:
            raise self.edit_faults.pop(0)
        self.edited.append(Sent(asyncio.get_running_loop().time(), f"{address}:{message_id}", message.html))

    async def fetch(self, file_id: str) -> bytes:
        return self.files[file_id]

    async def answer_button(self, button_id: str, text: str = "") -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.toasts.append((button_id, text))

    async def set_menu(self, entries: Sequence[MenuEntry]) -> None: ...

    def link(self, start: str, *, group: bool = False) -> str:
        return start

    async def is_asked(self) -> None:
        """Wait until a request is on its way."""
        await self.asked.wait()
        await asyncio.sleep(self.delay / 10)

    def texts_to(self, room: str) -> list[str]:
        return [sent.text for sent in self.sent if sent.address == f"fake:{room}"]


class Disk(MemoryStore):
    """A store whose disk can be full."""

    full = False

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self.full:
            raise NotRecorded("the disk is full")
        return await super().write(work)


@dataclass
class World:
    """Everything of delivery, wired as the app does it, with `rooms` groups named r0, r1 …"""

    rooms: int = 3
    delay: float = 0.05
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self.clock = LoopClock()
        self.chat = FakeChat(self.delay)
        self.store = Disk(small_plan())
        self.alarms: list[Trouble] = []

    async def begin(self) -> "World":
        """Make the rooms and start."""

        def make(change: Transaction) -> None:
            for number in range(self.rooms):
                change.put_room(Room(f"r{number}", f"fake:r{number}", title=f"群{number}", departments=("drc",)))

        await self.store.write(make)
        return await self.restart()

    async def restart(self) -> "World":
        """Start on what the store holds, as after a crash: nothing in memory survives."""
        self.gate = Gate(self.clock, Pacing(self.limits))
        chats, gates = {"fake": self.chat}, {"fake": self.gate}
        self.room_book = Rooms(self.store, self.alarm)
        self.answers = Answers(self.store, chats, gates, self.room_book, self.clock)
        self.outbox = Outbox(
            self.store, chats, gates, self.room_book, self.clock, Texts(), language="zh", alarm=self.alarm
        )
        await self.outbox.start()
        return self

    async def alarm(self, trouble: Trouble) -> None:
        self.alarms.append(trouble)

    async def put(self, key: str, room: str = "r0", text: str = "提醒", **more: Any) -> bool:
        """Put a notice whose key is `key`."""
        return await self.outbox.put(self.row(key, room, text, **more), more.pop("said", ()))

    def row(self, key: str, room: str = "r0", text: str = "提醒", priority: int = 0, **_: Any) -> OutboxRow:
        message = Message(text)
        return OutboxRow(key, room, "reminder", priority, message, ("1.1.1",), self.clock.now())

    async def kept(self, key: str) -> OutboxRow:
        """Read a notice from the disk."""
        row = await self.store.read(lambda reader: reader.outbox(key))
        assert row is not None
        return row

    async def crash(self) -> None:
        """Stop at once, writing nothing down."""
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def end(self) -> None:
        await self.outbox.stop()


def story(tell: Callable[..., Awaitable[None]]) -> Callable[[], None]:
    """Make a test of a coroutine that is given a `World` begun."""

    def test() -> None:
        async def told() -> None:
            world = await World().begin()
            await tell(world)
            await world.end()

        live(told())

    test.__name__, test.__doc__ = tell.__name__, tell.__doc__
    return test


def said_about(subject: str) -> Said:
    return Said(subject, "0", TODAY, "drc")
