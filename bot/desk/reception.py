"""Where what comes in meets what goes out: the desk answers, the answer is sent, and what it asks is remembered."""

from dataclasses import replace

import structlog

from bot.chats.base import Incoming
from bot.clock import Clock
from bot.delivery.answers import Answers
from bot.delivery.outbox import Outbox
from bot.delivery.rooms import Rooms
from bot.desk.base import Answer, Elsewhere
from bot.desk.desk import Desk
from bot.stores.base import OutboxRow, Store

log = structlog.get_logger("bot.desk")


class Reception:
    """Handles one incoming to its end: returns when the answers are sent."""

    def __init__(self, desk: Desk, answers: Answers, outbox: Outbox, rooms: Rooms, store: Store, clock: Clock) -> None:
        self._desk = desk
        self._answers = answers
        self._outbox = outbox
        self._rooms = rooms
        self._store = store
        self._clock = clock

    async def handle(self, incoming: Incoming) -> None:
        """Answer what came in. Where that fails its sender is told, and the inbox, which sets the update aside."""
        try:
            await self._handle(incoming)
        except Exception as error:
            await self._apologise(incoming, error)
            raise

    async def _apologise(self, incoming: Incoming, error: Exception) -> None:
        try:
            answer = self._desk.unhandled(incoming, error)
            if answer is not None:
                await self._send(incoming, answer)
        except Exception:
            log.exception("a sender could not be told of a fault", key=incoming.key)

    async def _handle(self, incoming: Incoming) -> None:
        room = self._rooms.at(incoming.address)
        answers = await self._desk.handle(incoming)
        if incoming.kind == "left" and room is not None and room.bound:
            self._rooms.tell_gone(room, incoming.why)  # now: the next notice may be a week away
        if incoming.kind == "button":
            await self._answers.toast(incoming, next((answer.toast for answer in answers if answer.toast), ""))
        for answer in answers:
            await self._send(incoming, answer)
        if incoming.kind == "joined" and (room := self._rooms.at(incoming.address)):
            # What waited for the room's return may go now.
            self._rooms.welcome(room)
            self._outbox.wake()

    async def _go_on(self, incoming: Incoming, ids: tuple[str, ...], answers: list[Answer]) -> None:
        """Send what took long; its first message takes the place of the one that said so."""
        for number, answer in enumerate(answers):
            if answer.message is not None:
                await self._answers.reply(incoming, answer.message, instead_of="".join(ids[:1]) if number == 0 else "")

    async def _send(self, incoming: Incoming, answer: Answer) -> None:
        if answer.message is not None:
            ids = await self._answers.reply(
                incoming, answer.message, subjects=answer.subjects, replace=bool(answer.replace)
            )
            if answer.question is not None:
                question = replace(answer.question, message_ids=ids)
                await self._store.write(lambda change: change.put_question(question))
            if answer.then is not None:
                await self._go_on(incoming, ids, await answer.then())
        for other in answer.also:
            await self._tell(other)

    async def _tell(self, other: Elsewhere) -> None:
        """Tell another room: what has a key by the outbox, in which the same key stands once."""
        if not other.key:
            await self._answers.tell(other.room, other.message, subjects=other.subjects)
            return
        kind, now = other.key.partition(":")[0], self._clock.now()
        row = OutboxRow(other.key, other.room, kind, 0, other.message, other.subjects, now, asks=len(other.subjects))
        await self._outbox.put(row)
