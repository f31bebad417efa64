"""Answers to people: sent at once, in the order of their chat, never behind a broadcast.

They are no outbox rows: the update they answer stays in the inbox until they are sent. An answer of which nobody knows
whether it arrived is not repeated, for a second "recorded" would mislead; the person asks again where it is missing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog

from bot.chats.base import Chat, Incoming
from bot.clock import Clock
from bot.delivery.gate import Gate
from bot.delivery.painting import Painter
from bot.delivery.rooms import Rooms
from bot.errors import ChatError, Gone, Later, Moved, StoreError, Unclear
from bot.people.model import Room
from bot.stores.base import Store
from bot.texts.message import Message

PATIENCE = 600.0  # seconds an answer is tried for; later than that nobody waits for it
log = structlog.get_logger("bot.delivery")

Request = Callable[[str], Awaitable[tuple[str, ...]]]  # takes the address, gives the ids


class Answers:
    """Sends answers on every platform. Counts messages `sent`, `unclear` and `lost`."""

    def __init__(
        self,
        store: Store,
        chats: Mapping[str, Chat],
        gates: Mapping[str, Gate],
        rooms: Rooms,
        clock: Clock,
        painter: Painter | None = None,
    ) -> None:
        self._painter = painter or Painter()
        self._store, self._chats, self._gates, self._rooms, self._clock = store, chats, gates, rooms, clock
        self.sent = self.unclear = self.lost = 0

    async def reply(
        self,
        incoming: Incoming,
        message: Message,
        *,
        subjects: Sequence[str] = (),
        replace: bool = False,
        instead_of: str = "",
    ) -> tuple[str, ...]:
        """Answer something that came in; return the ids of the answer, empty where it did not arrive.

        `subjects` is what a reply to the answer will be about. With `replace` the message under a pressed button is
        changed instead, with `instead_of` the bot's own message of that id, where the platform still allows it.
        """
        place = _Place(incoming.address, incoming.private, self._rooms.at(incoming.address))
        chat = self._chat(place.address)
        under = instead_of or (incoming.message_id if replace and incoming.kind == "button" else "")
        to = "" if incoming.private or incoming.kind == "button" else incoming.message_id
        ids: tuple[str, ...] = ()
        for number, part in enumerate(chat.parts(await self._painter.painted(message))):
            first = number == 0
            changed = await self._change(place, chat, under, part) if first and under and not part.files else None
            if changed is not None:
                ids += changed
                continue
            reply_to = to if first else ""
            ids += await self._send(place, chat, part, reply_to)
        await self._remember(place.room, ids, subjects)
        return ids

    async def tell(self, room_id: str, message: Message, *, subjects: Sequence[str] = ()) -> tuple[str, ...]:
        """Say something in another room on account of an answer; return the ids, empty where it did not arrive."""
        room = self._rooms.get(room_id)
        if room is None or room.gone:
            return ()
        place, chat = _Place(room.address, room.private, room), self._chat(room.address)
        ids: tuple[str, ...] = ()
        for part in chat.parts(await self._painter.painted(message)):
            ids += await self._send(place, chat, part)
        await self._remember(room, ids, subjects)
        return ids

    async def toast(self, incoming: Incoming, text: str = "") -> None:
        """Show a short note to the one who pressed a button; where that fails the answer itself still comes."""
        try:
            await self._chat(incoming.address).answer_button(incoming.button_id, text)
        except ChatError as error:
            log.info("a note was not shown", why=str(error))

    async def _send(self, place: "_Place", chat: Chat, part: Message, reply_to: str = "") -> tuple[str, ...]:
        try:
            return await self._deliver(place, lambda address: chat.send(address, part, reply_to=reply_to))
        except ChatError as error:
            return self._give_up(place, error)

    async def _change(self, place: "_Place", chat: Chat, message_id: str, part: Message) -> tuple[str, ...] | None:
        """Change a message; None where the platform does not allow it any more, so that a new one must do."""

        async def edit(address: str) -> tuple[str, ...]:
            await chat.edit(address, message_id, part)
            return (message_id,)

        try:
            return await self._deliver(place, edit)
        except ChatError as error:
            log.info("a message cannot be changed any more", chat=place.address, why=str(error))
            return None

    async def _deliver(self, place: "_Place", request: Request) -> tuple[str, ...]:
        """Make a request until it is taken or there is no hope; return what it gave.

        Raise the platform's refusal where it is about this request, not about the chat or the line.
        """
        gate, began = self._gates[place.platform], self._clock.monotonic()
        while True:
            await gate.answer(place.address, group=not place.private)
            try:
                ids = await request(place.address)
            except Later as later:
                gate.pause(place.address, later)
                wait = gate.chat_wait(place.address, group=not place.private, bulk=False)
                if self._clock.monotonic() + wait - began > PATIENCE:
                    return self._give_up(place, later)
            except Moved as moved:
                if moved.new_address == place.address:
                    raise
                await self._move(place, moved.new_address)
            except Unclear as error:
                self.unclear += 1
                log.warning("an answer may not have arrived", chat=place.address, why=str(error))
                return ()
            except Gone as error:
                if place.room is not None:
                    await self._rooms.gone(place.room, str(error))
                return self._give_up(place, error)
            else:
                gate.delivered(place.address)
                self.sent += 1
                await self._still_there(place)
                return ids

    def _give_up(self, place: "_Place", error: ChatError) -> tuple[str, ...]:
        self.lost += 1
        log.warning("an answer was not taken", chat=place.address, kind=type(error).__name__, why=str(error))
        return ()

    async def _move(self, place: "_Place", new_address: str) -> None:
        if place.room is not None:
            await self._rooms.move(place.room, new_address)
        place.address = new_address

    async def _still_there(self, place: "_Place") -> None:
        """Take a room that was gone for back: something arrived there."""
        room = place.room and self._rooms.get(place.room.id)
        if room is not None and room.gone:
            await self._rooms.back(room)

    async def _remember(self, room: Room | None, ids: Sequence[str], subjects: Sequence[str]) -> None:
        if room is None or not ids or not subjects:
            return
        try:
            await self._store.write(lambda change: change.sent(room.id, ids, subjects))
        except StoreError as error:
            log.warning("what an answer is about was not recorded", room=room.id, why=str(error))

    def _chat(self, address: str) -> Chat:
        return self._chats[address.partition(":")[0]]


class _Place:
    """Where an answer goes; a group may move while it is on its way."""

    def __init__(self, address: str, private: bool, room: Room | None) -> None:
        self.address, self.private, self.room = address, private, room

    @property
    def platform(self) -> str:
        return self.address.partition(":")[0]
