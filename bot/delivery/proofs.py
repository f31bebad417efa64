"""What stands behind reports is fetched and fingerprinted: size and SHA-256 of photos and documents people sent.

It happens after the answer, off its path: a slow download delays nobody. What cannot be fetched now is tried again;
what the platform will never give is marked, and the report stands as it is.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.chats.base import Chat
from bot.clock import Clock
from bot.delivery.waiting import Sleep, woken
from bot.errors import ChatError, Later, StoreError, Unclear
from bot.progress.model import Evidence, StatusUpdate
from bot.stores.base import Store

REACH = timedelta(days=7)  # how far back files are still asked for; a platform keeps none for ever
AGAIN = 600.0  # seconds until what could not be fetched is tried again
LONGEST_FAULT = 100  # characters kept of why a file cannot be had
log = structlog.get_logger("bot.delivery")


class Proofs:
    """Fetches what reports of the last days carry and keeps what it is, until all of it is known."""

    def __init__(self, store: Store, chats: Mapping[str, Chat], clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._store, self._chats, self._clock, self._sleep = store, chats, clock, sleep
        self._woken = asyncio.Event()
        self._working: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, with what an earlier run left."""
        self._working = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Fetch no more; what is not known yet is found at the next start."""
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)

    def wake(self) -> None:
        """Say that a report with a file may have come."""
        self._woken.set()

    async def once(self) -> bool:
        """Fetch what is not known yet; return whether something is left to be tried again."""
        since = self._clock.now() - REACH
        recent = await self._store.read(lambda reader: reader.updates_since(since))
        left = False
        for update in recent:
            if any(not each.settled for each in update.evidence):
                left |= not await self._look_into(update)
        return left

    async def _look_into(self, update: StatusUpdate) -> bool:
        """Fetch the files of one report and keep what they are; return whether all of them are settled."""
        chat = self._chats.get(update.message.partition(":")[0])
        if chat is None:
            return True
        found = tuple([each if each.settled else await self._fetched(chat, each) for each in update.evidence])
        if found != update.evidence:
            await self._store.write(lambda change: change.attest(update.id, found))
        return all(each.settled for each in found)

    async def _fetched(self, chat: Chat, evidence: Evidence) -> Evidence:
        try:
            content = await chat.fetch(evidence.file_id)
        except (Later, Unclear) as error:
            log.info("a file is not to be had now", why=str(error))
            return evidence
        except ChatError as error:
            log.warning("a file cannot be had", why=str(error))
            return replace(evidence, fault=str(error)[:LONGEST_FAULT] or "gone")
        return replace(evidence, size=len(content), sha256=hashlib.sha256(content).hexdigest())

    async def _work(self) -> None:
        while True:
            try:
                left = await self.once()
            except StoreError as error:
                log.warning("what a file is could not be written down", why=str(error))
                left = True
            await woken(self._woken, AGAIN if left else None, self._sleep)
