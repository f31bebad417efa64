"""The gate every message to one platform passes: it waits until the pacing says go."""

import asyncio
import random
from weakref import WeakValueDictionary

from bot.clock import Clock
from bot.delivery.pacing import Pacing
from bot.delivery.waiting import Sleep
from bot.errors import Later

LONGEST_PAUSE = 60.0
NEARLY = 0.04  # seconds before a slot at which the next notice is chosen and claimed
TICK = 1e-6  # seconds; a shorter wait may be lost in the rounding of a clock that has run for long
EVERYONE = ""  # stands for all chats where failures are counted


class Gate:
    """One per platform. Counts `refused`: how often the platform asked to wait."""

    def __init__(self, clock: Clock, pacing: Pacing | None = None, sleep: Sleep = asyncio.sleep) -> None:
        self.pacing = pacing or Pacing()
        self._clock = clock
        self._sleep = sleep
        self._failures: dict[str, int] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # of those waiting now
        self.refused = 0

    async def answer(self, chat: str, *, group: bool) -> None:
        """Wait until an answer may go to this chat, and count it as sent now; first come, first served."""
        turn = self._turns.get(chat)
        if turn is None:
            turn = self._turns[chat] = asyncio.Lock()
        async with turn:
            await self._chat_is_free(chat, group)
            now = self._clock.monotonic()
            if (slot := self.pacing.answer_ready(now)) > now:
                await self._sleep(slot - now)
                await self._chat_is_free(chat, group)  # a notice may have gone there meanwhile
            self.pacing.take(chat, self._clock.monotonic(), bulk=False)

    async def _chat_is_free(self, chat: str, group: bool) -> None:
        while (wait := self.chat_wait(chat, group=group, bulk=False)) > 0:
            await self._sleep(max(wait, TICK))

    async def nearly_open(self) -> None:
        """Wait until the next slot for a notice is so near that one can be chosen for it."""
        while (wait := self._bulk_wait() - NEARLY) > 0:
            await self._sleep(max(wait, TICK))

    async def bulk(self, chat: str, *, group: bool) -> bool:
        """Wait for the next slot and count a notice to this chat as sent now; False where an answer took its place."""
        while (wait := self._bulk_wait()) > 0:
            await self._sleep(max(wait, TICK))
        if self.chat_wait(chat, group=group, bulk=True) > 0:
            return False
        self.pacing.take(chat, self._clock.monotonic(), bulk=True)
        return True

    def chat_wait(self, chat: str, *, group: bool, bulk: bool) -> float:
        """Say how many seconds this chat must still be left alone."""
        return self.pacing.chat_ready(chat, group=group, bulk=bulk) - self._clock.monotonic()

    def delivered(self, chat: str) -> None:
        """Note that a message got through."""
        self.pacing.delivered(chat, self._clock.monotonic())
        self._failures.pop(chat, None)
        self._failures.pop(EVERYONE, None)

    def pause(self, chat: str, later: Later) -> None:
        """Keep the pause a platform asks for; where it names none, wait longer with each failure, with jitter."""
        self.refused += 1
        whom = EVERYONE if later.whole_bot else chat
        failures = self._failures[whom] = self._failures.get(whom, 0) + 1
        seconds = backoff(failures) if later.retry_after is None else later.retry_after
        self.pacing.refused(chat, self._clock.monotonic(), seconds, whole_bot=later.whole_bot)

    def _bulk_wait(self) -> float:
        now = self._clock.monotonic()
        return self.pacing.bulk_ready(now) - now


def backoff(failures: int) -> float:
    """Say how many seconds to wait after so many failures in a row (from 1): 1, 2, 4 … 60, spread by half."""
    return min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1)
