"""A real bot on a local Telegram, both as processes, with rooms prepared and its log kept to be searched."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.config import DEFAULT_PLAN
from bot.people.model import Person, Role, Room
from bot.plan.files import read_plan
from bot.stores.base import OutboxRow, Reader, Transaction, View
from bot.stores.tinydb import TinyStore, open_store
from bot.texts.message import Message
from tests.end_to_end.processes import TOKEN, Chats, local_telegram

ROOT = Path(__file__).parent.parent.parent
ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2023, 7, 8)  # a Saturday: nothing is due but what a test puts into the outbox
CLERK, LEAD = 101, 102
ROOMS = tuple(-1_000_000_005_000 - number for number in range(6))
CROWD = tuple(ROOMS[0] - number for number in range(48))  # so many that no group meets its limit of messages
BASIC = -5100  # a basic group: it can become a supergroup
SUBJECT = "6.1.9"
CAST = {
    "people": [{"id": CLERK, "name": "王督办"}, {"id": LEAD, "name": "李人社"}],
    "groups": [
        {"id": room, "title": f"人社{number}群", "members": [LEAD, CLERK]}
        for number, room in enumerate((*CROWD, BASIC))
    ],
}
PATIENCE = 60.0
PLAN = read_plan(DEFAULT_PLAN)


class Bot:
    """The bot as a process. `victim` is a point at which it kills itself when it passes it the given time."""

    def __init__(
        self, chats: Chats, state: Path, log: Path, victim: tuple[str, int] | None = None, **more: str
    ) -> None:
        self.log = log
        self._seen = log.stat().st_size if log.exists() else 0
        module = ["tests.faults.victim", victim[0], str(victim[1])] if victim else ["bot"]
        environment = {
            "BOT_TELEGRAM__TOKEN": TOKEN,
            "BOT_TELEGRAM__BASE_URL": f"{chats.address}/bot",
            "BOT_OFFICE__TELEGRAM_USER_IDS": f"[{CLERK}]",
        } | more
        with log.open("ab") as target:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *module, "run", "--state", str(state)],
                env=os.environ | environment, cwd=ROOT, stdout=target, stderr=target, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """What this process has logged so far."""
        return self.log.read_bytes()[self._seen :].decode("utf-8", "replace")

    def up(self) -> Self:
        """Wait until it has started."""
        return self.until(lambda: "the bot is up" in self.said)

    def until(self, holds: Callable[[], object]) -> Self:
        """Wait until something holds; fail with what was logged where it does not."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, f"it ended and said: {self.said[-3000:]}"
            assert time.monotonic() < end, f"in vain; it said: {self.said[-3000:]}"
            time.sleep(0.02)
        return self

    def died(self) -> int:
        """Wait for its end; return the signal or the exit code."""
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """Ask it to end."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()


class House:
    """A state directory and the local Telegram it lives on. The bot must be down while the state is looked into."""

    def __init__(self, chats: Chats, folder: Path) -> None:
        self.chats, self.state, self.log = chats, folder / "state", folder / "bot.log"
        self.change(_move_in)

    def bot(self, victim: tuple[str, int] | None = None, **more: str) -> Bot:
        """Start the bot."""
        return Bot(self.chats, self.state, self.log, victim, **more)

    def change(self, work: Callable[[Transaction], Any]) -> Any:
        """Change the state while the bot is down."""
        return self._with_store(lambda store: store.write(work))

    def look(self, work: Callable[[Reader], Any]) -> Any:
        """Look into the state while the bot is down."""
        return self._with_store(lambda store: store.read(work))

    @property
    def view(self) -> View:
        """Everything hot, while the bot is down."""

        async def view_of(store: TinyStore) -> View:
            return store.view

        return self._with_store(view_of)

    def _with_store(self, work: Callable[[TinyStore], Any]) -> Any:
        async def on_store() -> Any:
            store = open_store(self.state, PLAN)
            try:
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(on_store())

    def queue(self, texts: Sequence[str], rooms: Sequence[int] = ROOMS) -> None:
        """Put notices into the outbox, one of each text for each room."""
        now = datetime.combine(DAY, datetime.min.time(), ZONE).replace(hour=9)

        def put(change: Transaction) -> None:
            for text in texts:
                for room in rooms:
                    key = f"notice:{text}:{room}"
                    change.queue(OutboxRow(key, f"r{room}", "reminder", 0, Message(text), (SUBJECT,), now), ())

        self.change(put)

    def report(self, room: int, words: str) -> int:
        """Let the lead report in a group."""
        return self.chats.do("say", user=LEAD, chat=room, text=f"/update {SUBJECT} {words}")["id"]

    def recorded(self) -> list[str]:
        """List the texts of what is recorded, newest first."""
        return [update.text for update in self.look(lambda reader: reader.updates(SUBJECT, 1_000_000))]

    def texts(self, room: int) -> list[str]:
        """List all the bot has said in a group; the page gives the newest first where there are very many."""
        return [message["text"] for message in self.all_messages(room) if message["bot"]]

    def all_messages(self, room: int) -> list[dict[str, Any]]:
        """Read a chat from its first message on."""
        page = self.chats.client.get("/api/messages", params={"chat": room}).json()
        messages: list[dict[str, Any]] = page["messages"]
        while page.get("more"):
            first = messages[0]["id"]
            page = self.chats.client.get("/api/messages", params={"chat": room, "before": first}).json()
            messages = page["messages"] + messages
        return messages

    def faults(self, *faults: dict[str, Any]) -> None:
        """Plan what calls of the bot suffer, in place of what was planned."""
        self.chats.do("faults", faults=list(faults))

    @property
    def calls(self) -> dict[str, Any]:
        """What the platform has seen."""
        return self.chats.client.get("/api/calls").json()

    def no_token_anywhere(self) -> None:
        """Hold that neither the log nor the state has the token."""
        for path in (self.log, *self.state.rglob("*")):
            if path.is_file():
                assert TOKEN.encode() not in path.read_bytes(), f"the token stands in {path.name}"


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Make a house of its own for a test."""
    with local_telegram(folder, CAST) as chats:
        made = House(chats, folder)
        yield made
        made.no_token_anywhere()


def _move_in(change: Transaction) -> None:
    since = datetime(2023, 7, 1, 9, tzinfo=ZONE)
    change.load_plan(PLAN)
    for number, room in enumerate((*CROWD, BASIC)):
        change.put_room(Room(f"r{room}", f"telegram:{room}", f"人社{number}群", departments=("hr",), bound_at=since))
    change.put_person(Person(f"telegram:{CLERK}", "王督办", Role.OFFICE))
    offset = datetime.combine(DAY, datetime.min.time(), ZONE).replace(hour=10) - datetime.now(ZONE)
    change.put_setting("clock_offset_seconds", offset.total_seconds())


def free_address() -> str:
    """Name an address nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def event(line: str) -> dict[str, Any]:
    """Read a line of the log."""
    return json.loads(line) if re.match(r"\{", line) else {"event": line}
