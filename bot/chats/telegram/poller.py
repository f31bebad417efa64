"""The poller: asks for updates and moves its offset only when it is asked for the next batch.

python-telegram-bot's updater confirms updates before anyone has kept them, and reads them into objects that can fail;
this one yields what came over the wire.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, cast

import httpx
import structlog

from bot.chats.telegram.faults import Conflict, TokenRefused, broken_line, refusal
from bot.chats.telegram.line import asked
from bot.chats.telegram.updates import WANTED
from bot.errors import ChatError, Later, Unclear

LONG_POLL_SECONDS = 50  # how long Telegram holds a question that has no answer yet
SLOW_ANSWER = 10.0  # seconds Telegram may take over that limit
DEAF_SECONDS = 90.0  # hearing nothing for so long means that the connection is dead
LONGEST_PAUSE = 30.0
BATCH = 100

Batch = list[Mapping[str, object]]
Sleep = Callable[[float], Awaitable[None]]
log = structlog.get_logger("bot.telegram")


class Poller:
    """Asks `getUpdates` for ever. `connect` makes the connection anew each time one has gone deaf.

    Counts: `polls` answered, `restarts` of a deaf connection, `conflicts` with another program.
    """

    def __init__(self, url: str, connect: Callable[[], httpx.AsyncBaseTransport], sleep: Sleep = asyncio.sleep) -> None:
        self._url = url
        self._connect = connect
        self._sleep = sleep
        self._way: httpx.AsyncBaseTransport | None = None
        self._offset = 0
        self._failures = 0
        self.polls = self.restarts = self.conflicts = 0
        self._heard_at: float | None = None

    @property
    def silence(self) -> float:
        """Say for how many seconds no question was answered; before the first one, since it was asked."""
        return 0.0 if self._heard_at is None else asyncio.get_running_loop().time() - self._heard_at

    async def batches(self) -> AsyncIterator[Batch]:
        """Yield batches of updates; raise `TokenRefused` when the token is no longer good.

        Every other fault is waited out. The batch yielded is confirmed by the next question, so it must be on disk
        before the next one is asked for.
        """
        self._heard_at = asyncio.get_running_loop().time()
        try:
            while True:
                batch = await self._next_batch()
                if batch:
                    yield batch
                    self._offset = max(self._offset, *(_number(update) + 1 for update in batch))
        finally:
            await self._hang_up()

    async def _next_batch(self) -> Batch:
        try:
            batch = await self._heard(self._ask())
        except TokenRefused:
            raise
        except ChatError as error:
            await self._wait_out(error)
            return []
        self._failures = 0
        self.polls += 1
        self._heard_at = asyncio.get_running_loop().time()
        return batch

    async def _heard(self, question: Awaitable[Batch]) -> Batch:
        """Wait for an answer; a connection that stays silent too long is given up."""
        asked = asyncio.ensure_future(question)
        too_long = asyncio.ensure_future(self._sleep(DEAF_SECONDS))
        try:
            await asyncio.wait({asked, too_long}, return_when=asyncio.FIRST_COMPLETED)
            if asked.done():
                return asked.result()
        finally:
            too_long.cancel()
            asked.cancel()
        self.restarts += 1
        raise Unclear(f"nothing heard for {DEAF_SECONDS:.0f} s")

    async def _ask(self) -> Batch:
        asked = {
            "timeout": LONG_POLL_SECONDS,
            "limit": BATCH,
            "allowed_updates": json.dumps(WANTED),
        } | ({"offset": self._offset} if self._offset else {})
        result = await self._call("getUpdates", asked)
        if not isinstance(result, list):
            raise Unclear("Telegram's answer is no list of updates")
        return [cast(Mapping[str, object], update) for update in result if isinstance(update, Mapping)]

    async def _call(self, method: str, values: Mapping[str, Any]) -> Any:
        if self._way is None:
            self._way = self._connect()
        try:
            status, content = await asked(
                self._way, "POST", f"{self._url}/{method}", values, read_seconds=LONG_POLL_SECONDS + SLOW_ANSWER
            )
        except httpx.HTTPError as error:
            raise broken_line(error) from None
        if fault := refusal(status, content):
            raise fault
        return json.loads(content.decode("utf-8", "replace")).get("result")

    async def _wait_out(self, error: ChatError) -> None:
        """Say what is wrong, mend what can be mended, and wait: longer each time, and never less than asked for."""
        self._failures += 1
        pause = min(LONGEST_PAUSE, 2.0 ** min(self._failures - 1, 10)) * random.uniform(0.5, 1)
        if isinstance(error, Later) and error.retry_after is not None:
            pause = max(pause, error.retry_after)
        if isinstance(error, Conflict):
            await self._resolve(error)
        elif self._failures == 1:
            log.warning("no updates from Telegram, trying again", why=str(error))
        await self._hang_up()
        await self._sleep(pause)

    async def _resolve(self, conflict: Conflict) -> None:
        self.conflicts += 1
        if "webhook" in str(conflict).lower():
            log.warning("a webhook was left set and takes this bot's updates; it is removed, none are lost")
            try:
                await self._call("deleteWebhook", {"drop_pending_updates": "false"})
            except ChatError as error:
                log.warning("the webhook could not be removed, trying again", why=str(error))
        elif self._failures == 1:
            log.error(
                "another program reads the updates of this bot: stop it, or give one of the two a token of its own;"
                " trying again until then"
            )

    async def _hang_up(self) -> None:
        way, self._way = self._way, None
        if way is not None:
            await way.aclose()


def _number(update: Mapping[str, object]) -> int:
    number = update.get("update_id")
    return number if isinstance(number, int) else 0
