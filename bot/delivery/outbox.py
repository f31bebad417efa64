"""The outbox: notices that must reach a room, on disk until they have.

`put` returns when a notice is on disk; from then on it is the outbox's care, over restarts, refusals and broken lines.
Rooms keep their order and never wait for each other. Rows of a room that is gone wait until it is back, at most three
days; `sender.py` says how each platform's rows go out, `outcomes.py` what follows from each try.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog

from bot.chats.base import Chat
from bot.clock import Clock
from bot.delivery.gate import Gate
from bot.delivery.outcomes import recovered
from bot.delivery.painting import Painter
from bot.delivery.rooms import Rooms
from bot.delivery.sender import Sender
from bot.delivery.trouble import Alarm, no_alarm
from bot.delivery.waiting import Sleep
from bot.notices.model import Said
from bot.stores.base import OutboxRow, Store, Transaction
from bot.texts.render import Texts

log = structlog.get_logger("bot.delivery")


class Outbox:
    """All notices on their way. `chats` and `gates` are by platform name; gates and rooms are shared with `Answers`."""

    def __init__(
        self,
        store: Store,
        chats: Mapping[str, Chat],
        gates: Mapping[str, Gate],
        rooms: Rooms,
        clock: Clock,
        texts: Texts,
        *,
        language: str = "zh",
        alarm: Alarm = no_alarm,
        sleep: Sleep = asyncio.sleep,
        painter: Painter | None = None,
    ) -> None:
        self._store, self._rooms = store, rooms
        self._senders = {
            name: Sender(chat, gates[name], store, rooms, clock, texts, language, alarm, sleep, painter)
            for name, chat in chats.items()
        }

    async def start(self) -> None:
        """Take up what an earlier run left, and begin to send."""
        for row in await self._store.read(lambda reader: reader.outbox_open()):
            self._hand_over(recovered(row))
        for sender in self._senders.values():
            sender.start()

    async def stop(self) -> None:
        """Send nothing more; return when what was in flight is written down or cut off."""
        await asyncio.gather(*(sender.stop() for sender in self._senders.values()))

    async def put(self, row: OutboxRow, said: Sequence[Said] = ()) -> bool:
        """Keep a notice and what it says; False where its key was put before. Raise `NotRecorded` where it is not."""
        return await self.put_all([(row, said)]) == 1

    async def put_all(self, notices: Sequence[tuple[OutboxRow, Sequence[Said]]]) -> int:
        """Keep many notices in one transaction; return how many were new."""

        def keep(change: Transaction) -> list[OutboxRow]:
            return [row for row, said in notices if change.queue(row, said)]

        new = await self._store.write(keep)
        for row in new:
            self._hand_over(row)
        return len(new)

    def wake(self) -> None:
        """Look anew at rooms that were gone; to be called when a room has come back."""
        for sender in self._senders.values():
            sender.wake()

    async def drained(self) -> None:
        """Wait until everything that can be sent has been; rows of rooms that are gone stay."""
        for sender in self._senders.values():
            await sender.drained()

    @property
    def depth(self) -> int:
        """Count the notices that have not reached their room."""
        return sum(len(sender.rows) for sender in self._senders.values())

    @property
    def oldest(self) -> datetime | None:
        """Say since when the oldest notice has been waiting."""
        return min((row.queued_at for sender in self._senders.values() for row in sender.rows.all()), default=None)

    @property
    def counts(self) -> dict[str, int]:
        """Count since the start: messages sent and repeated, notices failed."""
        names = ("sent", "repeated", "failed")
        return {name: sum(getattr(sender, name) for sender in self._senders.values()) for name in names}

    def _hand_over(self, row: OutboxRow) -> None:
        room = self._rooms.get(row.room)
        # A row whose room is unknown goes to any sender, which gives it up and says so.
        platform = room.address.partition(":")[0] if room else next(iter(self._senders), "")
        sender = self._senders.get(platform)
        if sender is None:
            log.warning("a notice waits for a platform that is not set up", key=row.key, platform=platform)
            return
        sender.add(row)
