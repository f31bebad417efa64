"""Sends the notices of one platform: chooses, claims, waits for the slot, sends, and writes down what became of it.

A row is claimed on disk before its request goes out, so that after a crash we know what may have arrived; it is done
when the platform's answer is on disk. One part of a message goes at a time, and each that arrived is written down.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import structlog

from bot.chats.base import Chat
from bot.clock import Clock
from bot.delivery.gate import TICK, Gate, backoff
from bot.delivery.outcomes import REPEAT, Outcome, arrived, claimed, given_up, hopeless, late, missed
from bot.delivery.painting import Painter
from bot.delivery.rooms import Rooms, put_gone, put_moved
from bot.delivery.rows import Rows
from bot.delivery.trouble import Alarm, Bell, Trouble
from bot.delivery.waiting import Sleep, finished, woken
from bot.errors import ChatError, StoreError
from bot.people.model import Room
from bot.stores.base import OutboxRow, OutboxState, Store, Transaction
from bot.supervision.burden import Burden, burden_key, burden_of, burden_of_day_key, figures_of
from bot.texts.message import Message
from bot.texts.render import Texts

MOST_AT_ONCE = 32  # requests out at a time; enough for 30 a second at a second's delay
LOOK_AT_GONE = 30.0  # seconds after which rooms that are gone are looked at again
DISK_PAUSE = 5.0  # seconds a row waits when its claim cannot be written
STUMBLE_PAUSE = 60.0  # seconds a row waits that broke its sender
GRACE = 5.0  # seconds a stop waits for what is in flight
log = structlog.get_logger("bot.delivery")


class Sender:
    """One per platform. Counts messages `sent` and `repeated`, and notices `failed`."""

    def __init__(
        self,
        chat: Chat,
        gate: Gate,
        store: Store,
        rooms: Rooms,
        clock: Clock,
        texts: Texts,
        language: str,
        alarm: Alarm,
        sleep: Sleep = asyncio.sleep,
        painter: Painter | None = None,
    ) -> None:
        self._painter = painter or Painter()
        self._chat, self._gate, self._store, self._rooms = chat, gate, store, rooms
        self._clock, self._texts, self._language = clock, texts, language
        self._bell, self._sleep = Bell(alarm), sleep
        self._awake, self._progress = asyncio.Event(), asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None
        self._unsent_claim: OutboxRow | None = None
        self.rows = Rows()
        self.sent = self.repeated = self.failed = 0

    def add(self, row: OutboxRow) -> None:
        """Take in a row that is in the store."""
        if self.rows.add(row):
            self._awake.set()

    def wake(self) -> None:
        """Look at the rooms that were gone: some may be back."""
        self._release_returned()
        self._awake.set()

    def start(self) -> None:
        """Begin to send."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Send nothing more and wait for what is in flight; what stays without an answer will be repeated, marked."""
        if self._running is not None:
            await finished({self._running}, 0, self._sleep)
        await finished(set(self._flying), GRACE, self._sleep)
        if (claim := self._unsent_claim) is not None:
            row = replace(claim, state=OutboxState.QUEUED)
            try:
                await self._store.write(lambda change: change.outbox_changed(row))
            except StoreError as error:
                log.warning("a notice that did not go will carry the mark of a repeat", key=row.key, why=str(error))

    async def drained(self) -> None:
        """Wait until nothing is left that can go; rows of rooms that are gone stay."""
        while self.rows.moving:
            self._progress.clear()
            await self._progress.wait()

    async def _run(self) -> None:
        while True:
            try:
                await self._step()
            except Exception:
                # Whatever it was, the other rooms must get their notices.
                log.exception("the outbox stumbled and goes on")
                await self._sleep(1)

    async def _step(self) -> None:
        if len(self._flying) >= (1 if self._gate.pacing.doubtful else MOST_AT_ONCE):
            await woken(self._awake, None, self._sleep)
            return
        await self._gate.nearly_open()
        row = self.rows.take(self._clock.monotonic())
        if row is None:
            await self._rest()
            return
        try:
            await self._consider(row)
        except Exception:
            self._put_back(row, STUMBLE_PAUSE)
            raise

    async def _rest(self) -> None:
        """Wait for a new row, a freed hand, the end of a pause, or the time to look at rooms that were gone."""
        at = self.rows.next_at()
        seconds = None if at is None else max(0.0, at - self._clock.monotonic())
        if self.rows.held_rooms:
            seconds = LOOK_AT_GONE if seconds is None else min(LOOK_AT_GONE, seconds)
        await woken(self._awake, seconds, self._sleep)
        self._release_returned()

    def _release_returned(self) -> None:
        for name in self.rows.held_rooms:
            room = self._rooms.get(name)
            if room is None or not room.gone:
                self.rows.release(name)

    async def _consider(self, row: OutboxRow) -> None:
        """Send a row, unless its time is over or its room is gone or busy."""
        room = self._rooms.get(row.room)
        why = hopeless(row, room, self._clock.now())
        if why or room is None:
            await self._settle(given_up(row, why), room)
        elif room.gone:
            self._put_back(row, 0)
            self.rows.hold(room.id)
            self._rooms.tell_gone(room, room.gone)
            self._progress.set()
        elif (wait := self._chat_wait(room)) > 0:
            self._put_back(row, max(wait, TICK))
        else:
            await self._send(row, room)

    async def _send(self, row: OutboxRow, room: Room) -> None:
        parts = self._chat.parts(await self._painter.painted(row.message))
        if len(row.message_ids) >= len(parts):
            await self._settle(arrived(row, len(parts), (), self._clock.now()), room)
            return
        claim = self._unsent_claim = claimed(row)
        try:
            await self._store.write(lambda change: change.outbox_changed(claim))
            free = await self._gate.bulk(room.address, group=not room.private)
        except StoreError as error:
            # Without its claim on disk it must not go: a crash would then repeat it without a mark.
            log.warning("a notice waits until its sending can be written down", key=row.key, why=str(error))
            self._unsent_claim = None
            self._put_back(row, DISK_PAUSE)
            return
        self._unsent_claim = None
        if not free:
            self._put_back(row, self._chat_wait(room))
            return
        flight = asyncio.create_task(self._fly(claim, room, parts))
        self._flying.add(flight)
        flight.add_done_callback(self._landed)

    def _landed(self, flight: asyncio.Task[None]) -> None:
        self._flying.discard(flight)
        self._awake.set()

    async def _fly(self, row: OutboxRow, room: Room, parts: tuple[Message, ...]) -> None:
        """Make the request and write down what became of it."""
        try:
            part = self._marked(parts[len(row.message_ids)], row, room)
            # One notice rings once, in however many parts it comes.
            ids = await self._chat.send(room.address, part, silent=bool(row.message_ids))
        except ChatError as error:
            log.warning("a notice was not taken", key=row.key, room=room.id, kind=type(error).__name__, why=str(error))
            outcome = missed(row, len(parts), error, room, self._clock.now())
        except Exception as error:
            log.exception("a notice broke its sender", key=row.key)
            outcome = given_up(row, f"{type(error).__name__}: {error}")
        else:
            self._gate.delivered(room.address)
            self.sent += 1
            self.repeated += row.why == REPEAT
            outcome = arrived(row, len(parts), ids[:1], self._clock.now())
        try:
            await self._settle(outcome, room)
        except Exception:
            log.exception("what became of a notice was not understood", key=row.key)
            self._put_back(row, STUMBLE_PAUSE)

    def _marked(self, part: Message, row: OutboxRow, room: Room) -> Message:
        since = late(row, self._clock.now())
        if row.why != REPEAT and since is None:
            return part
        mark = self._texts.render(
            "delivery_mark",
            room.language or self._language,
            repeat=row.why == REPEAT,
            late=since and since.astimezone(self._clock.zone),
        )
        return replace(part, foot="\n".join(text for text in (part.foot, mark.html) if text))

    async def _settle(self, outcome: Outcome, room: Room | None) -> None:
        """Write an outcome down, in one transaction, and let the room's next row come."""
        if outcome.later is not None and room is not None:
            self._gate.pause(room.address, outcome.later)

        def settle(change: Transaction) -> None:
            change.outbox_changed(outcome.row)
            if outcome.row.sent_at and outcome.row.state is OutboxState.SENT:
                _count(change, outcome.row, outcome.row.sent_at.date())
            if outcome.told:
                change.sent(outcome.row.room, outcome.told, outcome.row.subjects)
            if outcome.moved_to:
                put_moved(change, outcome.row.room, outcome.moved_to)
            if outcome.gone:
                put_gone(change, outcome.row.room, outcome.gone)

        await self._written(outcome.row, settle)
        wait = self._chat_wait(room) if room is not None and not outcome.moved_to else 0.0
        if outcome.finished:
            self.rows.done(outcome.row, self._clock.monotonic() + wait)
        else:
            self._put_back(outcome.row, wait)
        if outcome.gone:
            self.rows.hold(outcome.row.room)
        self._tell(outcome, room)
        self._progress.set()

    async def _written(self, row: OutboxRow, work: Callable[[Transaction], None]) -> None:
        """Write down what became of a row, however long the disk refuses: it must not be forgotten, nor sent again."""
        failures = 0
        while True:
            try:
                await self._store.write(work)
            except StoreError as error:
                failures += 1
                log.error("what became of a notice cannot be written down", key=row.key, why=str(error))
                await self._sleep(backoff(failures))
            else:
                return

    def _tell(self, outcome: Outcome, room: Room | None) -> None:
        if outcome.row.state is OutboxState.FAILED:
            self.failed += 1
            log.error("a notice was given up", key=outcome.row.key, room=outcome.row.room, why=outcome.row.why)
            self._bell.ring(Trouble("failed", outcome.row.key, outcome.row.why))
        elif outcome.gone and room is not None:
            self._rooms.tell_gone(room, outcome.gone)
        elif outcome.told and room is not None:
            self._rooms.welcome(room)

    def _put_back(self, row: OutboxRow, seconds: float) -> None:
        self.rows.put_back(row, self._clock.monotonic() + seconds)

    def _chat_wait(self, room: Room) -> float:
        return max(0.0, self._gate.chat_wait(room.address, group=not room.private, bulk=True))


def _count(change: Transaction, row: OutboxRow, day: date) -> None:
    """Count a notice that arrived among what its room was sent this month and today."""
    for key in (burden_key(day, row.room), burden_of_day_key(day, row.room)):
        change.put_digest(key, figures_of(burden_of(change.digest(key)) + Burden(1, row.asks)))
