"""The desk: whatever happens in a chat comes in, and what the bot does in return goes out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import structlog
from markupsafe import escape

from bot.chats.base import Incoming
from bot.delivery.rooms import moved
from bot.desk import questions, replies, sent_files
from bot.desk.arrivals import arrival, left, with_configured_role
from bot.desk.base import Answer, Ask, Command, Family, Tools, Where, Who
from bot.desk.buttons import pressed
from bot.desk.commands.hello import welcome
from bot.desk.commands.people import redeem
from bot.desk.commands.plan import named
from bot.desk.picture import Picture, Pictures
from bot.desk.router import Route, Way, route
from bot.desk.table import COMMANDS
from bot.errors import NotRecorded, Refused, StoreError
from bot.language.patterns import compile_waiting
from bot.people.handover import acting
from bot.people.model import Person, Room
from bot.people.rights import may_administer, may_nudge, viewer_in
from bot.plan.pinyin import PinyinKeys
from bot.progress.reading import read
from bot.stores.base import AuditEntry
from bot.texts.message import Message

SHOW_LAMPS = (Family.PLAN, Family.STATUS)
TALK = (Way.WORDS, Way.OVERHEARD, Way.REPLY)  # what comes with a document is its caption
QUOTED = 40  # how much of a mistyped word is said back
TOAST = 200  # characters a platform shows in a note on a button
log = structlog.get_logger("bot.desk")


class Desk:
    """Answers everything said to the bot. One desk lives as long as the process."""

    def __init__(self, tools: Tools, commands: Sequence[Command] = COMMANDS) -> None:
        self._tools = tools
        self._commands = commands
        self._pictures = Pictures(tools.config)

    def prepare(self, pinyin: PinyinKeys) -> None:
        """Get ready before the first question; `pinyin` are keys made elsewhere. It may run off the event loop."""
        read("", None, self._tools.clock.now().date())  # loads the grammar
        self._pictures.prepare(self._tools.store.view, self._tools.clock.now().date(), pinyin)
        compile_waiting()

    async def handle(self, incoming: Incoming) -> list[Answer]:
        """Answer one incoming; an empty list is silence.

        Rooms and people seen for the first time are written down. Raises whatever a handler raises that is neither
        `Refused` nor `NotRecorded`; the inbox then sets the update aside.
        """
        if incoming.kind in ("moved", "left"):
            rooms = self._gone_elsewhere(incoming)
            now, after = self._tools.clock.now(), incoming.new_address or incoming.why
            about = (f"room_{incoming.kind}", rooms[-1].id, incoming.address, after) if rooms else None
            await self._put_rooms(rooms, noted=[AuditEntry(now, incoming.person, *about)] if about else [])
            return []
        if incoming.kind == "withheld":
            return [self._withheld(incoming)]
        room, person = await self._meet(incoming)
        return await self.answer(incoming, room, person)

    def _withheld(self, incoming: Incoming) -> Answer:
        """Say why a message was not taken; of who wrote it nothing was kept either."""
        room = self._picture().by_address.get(incoming.address)
        language = (room and room.language) or self._tools.config.bot.language
        return Answer(self._tools.texts.render("withheld", language, why=incoming.why, private=incoming.private))

    def unhandled(self, incoming: Incoming, error: Exception) -> Answer | None:
        """Tell who wrote to the bot that a fault came in between; None where nobody waits for an answer."""
        if incoming.kind not in ("message", "edited", "button") or route(incoming, self._commands).way is Way.OVERHEARD:
            return None
        room = self._picture().by_address.get(incoming.address)
        language = (room and room.language) or self._tools.config.bot.language
        store = isinstance(error, StoreError)
        return Answer(self._tools.texts.render("unhandled", language, store=store), replace=False)

    def _gone_elsewhere(self, incoming: Incoming) -> list[Room]:
        """List the rooms to write after a group moved or threw the bot out."""
        picture = self._picture()
        if incoming.kind == "left":
            return left(incoming, picture.by_address)
        room = picture.by_address.get(incoming.address)
        return moved(picture.view.rooms, room.id, incoming.new_address) if room else []

    async def answer(self, incoming: Incoming, room: Room, person: Person) -> list[Answer]:
        """Answer an incoming of a room and person already known; the command line comes in here."""
        ask = await self._ask(incoming, room, person)
        if incoming.kind == "joined":
            return [welcome(ask, self._tools)]
        try:
            to = route(incoming, self._commands)
            taken = await sent_files.taken(ask, self._tools, to.words) if to.way in TALK else None
            answers = await self._routed(ask, to) if taken is None else taken
        except Refused as refused:
            answers = [_refusal(incoming, str(refused))]
        except NotRecorded as error:
            log.error("an answer could not be written down", why=str(error))
            answers = [replace(self._say(ask, "not_recorded"), replace=False)]
        return _in_place(answers) if incoming.kind == "button" else answers

    async def _routed(self, ask: Ask, to: Route) -> list[Answer]:
        match to.way:
            case Way.COMMAND if to.command is not None:
                return await self._commanded(replace(ask, words=to.words), to.command)
            case Way.UNKNOWN:
                return [self._say(ask, "unknown_command", said=to.words[:QUOTED], near=to.near)]
            case Way.OVERHEARD:
                return await replies.overheard(ask, self._tools, to.words)
            case Way.BUTTON:
                return await pressed(ask, self._tools)
            case Way.WORDS if not questions.picked(ask, to.words):
                return await self._words(ask, to.words)
            case _:
                return await replies.take(ask, self._tools, to.words)

    async def _words(self, ask: Ask, words: str) -> list[Answer]:
        """Answer plain words in private: a code is used, a name alone shows its card, all else may be a report."""
        if words.upper() in ask.view.invitations:
            return [await redeem(ask, self._tools, words)]
        alone = ask.incoming.kind == "message" and not ask.incoming.evidence
        card = named(ask, self._tools, words) if alone else None
        return [card] if card else await replies.take(ask, self._tools, words)

    async def _commanded(self, ask: Ask, command: Command) -> list[Answer]:
        barred = {Who.OFFICE: not may_administer(ask.person), Who.LEADER: not may_nudge(ask.person)}
        if barred.get(command.who):
            return [replace(self._say(ask, "only_office", command=command), replace=False)]
        if command.where is (Where.GROUP if ask.room.private else Where.PRIVATE):
            return [replace(self._say(ask, "wrong_place", command=command), replace=False)]
        answers = await command.handler(ask, self._tools)
        return self._as_of_closing(ask, answers) if ask.board.closed and command.family in SHOW_LAMPS else answers

    def _as_of_closing(self, ask: Ask, answers: list[Answer]) -> list[Answer]:
        """Open answers about a plan whose year is over with a line that says so."""
        line = self._tools.texts.render("closed", ask.language, plan=ask.view.plan, day=ask.board.as_of).head
        return [
            replace(answer, message=replace(answer.message, head=f"{line}\n{answer.message.head}"))
            if answer.message
            else answer
            for answer in answers
        ]

    def _say(self, ask: Ask, name: str, **values: Any) -> Answer:
        return Answer(self._tools.texts.render(name, ask.language, **values))

    def _picture(self) -> Picture:
        return self._pictures.of(self._tools.store.view, self._tools.clock.now().date())

    async def _ask(self, incoming: Incoming, room: Room, person: Person) -> Ask:
        picture, now = self._picture(), self._tools.clock.now()
        person = acting(with_configured_role(person, self._tools.config), picture.view.people, now.date())
        return Ask(
            incoming=incoming,
            room=room,
            person=person,
            viewer=viewer_in(room, person),
            view=picture.view,
            board=picture.board,
            index=picture.index,
            now=now,
            language=room.language or self._tools.config.bot.language,
            subjects=await self._subjects(incoming, room),
        )

    async def _subjects(self, incoming: Incoming, room: Room) -> tuple[str, ...]:
        """Find what the message replied to was about."""
        if not incoming.reply_to:
            return ()
        return await self._tools.store.read(lambda reader: reader.subjects_of(room.id, incoming.reply_to))

    async def _meet(self, incoming: Incoming) -> tuple[Room, Person]:
        """Find or make the room and the person; what is new of them is written, what is known costs no write."""
        picture = self._picture()
        view, known = picture.view, picture.by_address.get(incoming.address)
        here = arrival(incoming, known, view.people, view.plan.id, self._tools.clock.now())
        people = [here.person] if here.changed_person else []
        await self._put_rooms([here.room] if here.changed_room else [], people)
        return here.room, here.person

    async def _put_rooms(
        self, rooms: Iterable[Room], people: Iterable[Person] = (), noted: Iterable[AuditEntry] = ()
    ) -> None:
        rooms, people, noted = list(rooms), list(people), list(noted)
        if not rooms and not people:
            return
        try:
            await self._tools.store.write(
                lambda change: (
                    *map(change.put_room, rooms),
                    *map(change.put_person, people),
                    *map(change.note, noted),
                )
            )
        except NotRecorded:
            # A full disk keeps nobody from reading; the room is new again next time.
            return


def _refusal(incoming: Incoming, text: str) -> Answer:
    """Say why not; to the one who pressed a button alone, for the message it stands under may be another's."""
    if incoming.kind == "button":
        return Answer(toast=text[:TOAST])
    return Answer(Message(str(escape(text))))


def _in_place(answers: Sequence[Answer]) -> list[Answer]:
    """Let the first message that answers a pressed button take the place of the one it stands under, unless told."""
    first = next((index for index, answer in enumerate(answers) if answer.message), None)
    return [
        replace(answer, replace=index == first) if answer.replace is None else answer
        for index, answer in enumerate(answers)
    ]
