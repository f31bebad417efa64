"""The one place that wires: config, store, chat, desk, delivery and jobs become a bot."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.chats.base import Chat, Incoming
from bot.clock import OFFSET, Clock, SystemClock
from bot.config import Config
from bot.control import Door
from bot.delivery.answers import Answers
from bot.delivery.gate import Gate
from bot.delivery.inbox import Handle, Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.painting import Painter
from bot.delivery.proofs import Proofs
from bot.delivery.rooms import Rooms
from bot.desk.alarms import OfficeAlarm
from bot.desk.base import Tools
from bot.desk.commands.people import grants_of, invitation_message
from bot.desk.desk import Desk
from bot.desk.listing import menu
from bot.desk.plain import as_json, plain, stand_in
from bot.desk.reception import Reception
from bot.desk.table import COMMANDS
from bot.errors import ChatError, Refused
from bot.jobs import AlarmClock, Filing, Tick
from bot.language.workdays import Workdays
from bot.people.invitations import invite, new_code
from bot.plan.lookup import Index
from bot.progress.model import Evidence
from bot.reports.apart import png_apart
from bot.spelling import spelled
from bot.stores.base import AuditEntry, Store, Transaction
from bot.texts.render import Texts

TERMINAL = "terminal"
logger = structlog.get_logger("bot")


class House:
    """A bot with all its parts. `start` and `stop` are its life; nothing else knows all parts."""

    def __init__(
        self, config: Config, store: Store, chat: Chat, clock: Clock, switch: asyncio.Event | None = None
    ) -> None:
        self.config, self.store, self.chat, self.clock = config, store, chat, clock
        self.texts = Texts()
        self.workdays = Workdays(config.holidays)
        alarm = OfficeAlarm(store, self.texts, config)
        self.rooms = Rooms(store, alarm)
        self.gate = Gate(clock)
        chats, gates = {chat.name: chat}, {chat.name: self.gate}
        painter = Painter(png_apart)
        self.answers = Answers(store, chats, gates, self.rooms, clock, painter)
        alarm.tell = self.answers.tell
        language = config.bot.language
        self.outbox = Outbox(
            store, chats, gates, self.rooms, clock, self.texts, language=language, alarm=alarm, painter=painter
        )
        self.tools = Tools(store, self.texts, config, clock, chat, switch=switch)
        self.desk = Desk(self.tools)
        reception = Reception(self.desk, self.answers, self.outbox, self.rooms, store, clock)
        self.handle: Handle = reception.handle
        self.proofs = Proofs(store, chats, clock)
        self.inbox = Inbox(store, chat, clock, self._handle, alarm=alarm)
        self.tick = Tick(store, self.outbox, self.texts, config, clock, self.workdays)
        self.filing = Filing(store, config, clock)
        self._alarm_clock = AlarmClock(clock, self._ring)
        self._door = Door(config.bot.state_dir, self._wish)
        self._preparing: asyncio.Task[None] | None = None

    async def start(self, *, poll: bool = True) -> None:
        """Begin to receive, to send and to ask what is due."""
        await self.outbox.start()
        await self.inbox.start(poll=poll)
        self.proofs.start()
        await self.tick.once()
        self._alarm_clock.start()
        await self._door.open()
        self._preparing = asyncio.create_task(self._prepare())

    async def stop(self) -> None:
        """Ask, receive and send no more; what is in hand is finished."""
        if self._preparing is not None:
            self._preparing.cancel()
        await self._door.close()
        self._alarm_clock.stop()
        # Side by side: each may wait some seconds for an answer, and whoever asked for the end does not wait for long.
        await asyncio.gather(self.inbox.stop(), self.proofs.stop(), self.outbox.stop())

    async def prepared(self) -> None:
        """Wait until everything is made that stays as long as the bot runs."""
        if self._preparing is not None:
            await asyncio.wait({self._preparing})

    async def settled(self) -> None:
        """Wait until everything received is answered and everything due has been sent."""
        await self.inbox.idle()
        await self.outbox.drained()

    async def _ring(self) -> None:
        await self.tick.once()
        await self.filing.once()

    async def _handle(self, incoming: Incoming) -> None:
        await self.handle(incoming)
        if incoming.evidence or incoming.kind == "button":  # a file may have waited for a button
            self.proofs.wake()

    async def _prepare(self) -> None:
        """Do what a start need not wait for: the platform's menu, and what the first look-up in pinyin would need."""
        try:
            await self.chat.set_menu(menu(COMMANDS, self.config.bot.language))
        except ChatError as error:
            logger.warning("the command menu was not set; the next start tries again", why=str(error))
        pinyin = await spelled(self.store.view.plan, self.config.bot.state_dir)
        await asyncio.to_thread(self.desk.prepare, pinyin)

    async def _wish(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        """Do what the command line asks of a running bot."""
        if wish["do"] == "ask":
            said = Said(str(wish["words"]), str(wish.get("file", "")), str(wish.get("button", "")))
            return await answer_terminal(self.desk, self.store, said, str(wish["who"]))
        if wish["do"] == "invite":
            return {"text": await invitation_text(self.tools, str(wish["grants"]))}
        raise Refused(f"unknown wish {wish['do']!r}")


async def make_clock(store: Store, config: Config, day: date | None) -> SystemClock:
    """Make the clock; a day named at the first start is kept, so that time never goes back on this state."""
    clock = SystemClock(config.zone)
    stored = store.view.settings.get(OFFSET)
    if stored is not None:
        clock.offset = timedelta(seconds=float(str(stored)))
    if day is None:
        return clock
    if stored is not None and clock.now().date() != day:
        raise Refused(
            f"this state lives on {clock.now():%Y-%m-%d}; its clock does not go back or jump. "
            f"Start without --date, or with another --state for {day}"
        )
    if stored is None:
        if store.view.summaries or store.view.rooms:
            raise Refused(f"this state lives on today's date; for {day} use another one, for example --state var/{day}")
        clock.offset = datetime.combine(day, clock.now().timetz()) - clock.now()
        await store.write(lambda change: _put_clock(change, clock))
    return clock


def _put_clock(change: Transaction, clock: SystemClock) -> None:
    change.put_setting(OFFSET, clock.offset.total_seconds())
    change.note(AuditEntry(clock.now(), TERMINAL, "clock", "", "", clock.now().date().isoformat()))


@dataclass(frozen=True, slots=True)
class Said:
    """What is done at a terminal: words are typed, a file (by its path) handed in or a button (by its data) pressed."""

    words: str = ""
    file: str = ""
    button: str = ""


async def answer_terminal(desk: Desk, store: Store, said: Said, who: str) -> dict[str, Any]:
    """Answer what is done at a terminal as office, leader, guest or one who leads a department."""
    department = None
    if who not in ("office", "leader", "guest"):
        found = Index(store.view.plan).department(who)
        department = found.exact
        if department is None:
            near = (
                "、".join(d.name for d in (found.candidates or found.suggestions))
                or store.view.plan.departments[0].name
            )
            raise Refused(f"nobody is called {who!r}; write office, leader, guest or a department such as {near}")
    room, person = stand_in(who if department is None else department.id, department)
    incoming = Incoming(
        key=f"terminal:{time.time_ns()}",
        kind="button" if said.button else "message",
        address=room.address,
        private=True,
        person=person.id,
        person_name=person.name,
        message_id=str(time.time_ns()),
        text=said.words,
        evidence=(Evidence("document", said.file, Path(said.file).name),) if said.file else (),
        button=said.button,
    )
    answers = await desk.answer(incoming, room, person)
    for answer in answers:
        if answer.question is not None:
            question = answer.question
            await store.write(lambda change, question=question: change.put_question(question))
    return as_json(answers)


async def invitation_text(tools: Tools, words: str) -> str:
    """Make an invitation for a department, the office or the leaders, and say how it is used."""
    plan = tools.store.view.plan
    index = Index(plan)
    grants = grants_of(words, index)
    if grants is None:
        found = index.department(words)
        near = [d.name for d in (found.candidates or found.suggestions)] or [d.name for d in plan.departments[:3]]
        raise Refused(f"there is no department {words!r}; write office, leaders or one such as {'、'.join(near)}")
    invitation = invite(new_code(), grants, TERMINAL, tools.clock.now())

    def work(change: Transaction) -> None:
        change.put_invitation(invitation)
        change.note(AuditEntry(invitation.at, TERMINAL, "invited", grants))

    await tools.store.write(work)
    return plain(invitation_message(invitation, tools, tools.config.bot.language))
