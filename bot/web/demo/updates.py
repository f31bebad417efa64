"""The queue of updates for the bot: kept until confirmed, handed out by long polling or to a webhook."""

import asyncio
import contextlib
import itertools
from collections import deque
from collections.abc import Collection
from typing import Any

from bot.web.demo.refusals import CONFLICT_POLLERS, CONFLICT_WEBHOOK, Refusal

FIRST_ID = 100_000_001
MOST_AT_ONCE = 100
LONGEST_POLL = 50.0  # seconds
# Sent only when asked for by name.
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Updates in their order. Ids grow by one; an update is forgotten when a later one is asked for."""

    def __init__(self) -> None:
        self._waiting: deque[dict[str, Any]] = deque()
        self._repeated: list[dict[str, Any]] = []
        self._ids = itertools.count(FIRST_ID)
        self._reader = asyncio.Event()  # of whoever reads now: set when there is something, or another took its place
        self._allowed: frozenset[str] | None = None
        self.webhook = ""
        self.closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def allowed(self) -> list[str]:
        """The kinds the bot asked for last; empty while it never did."""
        return sorted(self._allowed or ())

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update unless the bot did not ask for its kind."""
        wanted = kind in self._allowed if self._allowed else kind not in ONLY_ON_REQUEST
        if wanted:
            self.inject({kind: payload})

    def inject(self, update: dict[str, Any]) -> None:
        """Queue an update as it stands, whatever it holds; it gets the next id unless it brings one.

        One that brings an id is handed out once even where a poll has confirmed that id before.
        """
        if "update_id" in update:
            self._repeated.append(update)
        self._waiting.append(update if "update_id" in update else {"update_id": next(self._ids)} | update)
        self._reader.set()

    def allow(self, kinds: Collection[str]) -> None:
        """Remember which kinds the bot wants; none means the usual ones. Concerns only updates yet to come."""
        self._allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while offset > 0 and self._waiting and self._waiting[0]["update_id"] < offset:
            if self._waiting[0] in self._repeated:
                return
            self._waiting.popleft()

    def drop(self) -> None:
        """Forget everything waiting."""
        self._waiting.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Give up to `limit` updates from `offset` on, waiting up to `seconds` for the first.

        Raises the 409 refusal where a webhook is set, and in the older of two polls that overlap.
        """
        if self.webhook:
            raise Refusal(409, CONFLICT_WEBHOOK)
        mine = self._take_turn()
        self.confirm(offset)
        await self._wait(mine, min(seconds, LONGEST_POLL))
        if mine is not self._reader:
            raise Refusal(409, CONFLICT_POLLERS)
        handed = list(itertools.islice(self._waiting, max(1, min(limit, MOST_AT_ONCE))))
        self._repeated = [update for update in self._repeated if update not in handed]
        return handed

    async def first(self) -> dict[str, Any]:
        """Wait for the oldest update, for the webhook."""
        mine = self._take_turn()
        while not self._waiting:
            mine.clear()
            await mine.wait()
        return self._waiting[0]

    def _take_turn(self) -> asyncio.Event:
        older, self._reader = self._reader, asyncio.Event()
        older.set()  # wakes an older poll, which then sees that it lost its turn
        return self._reader

    async def _wait(self, mine: asyncio.Event, seconds: float) -> None:
        end = asyncio.get_running_loop().time() + seconds
        while not self._waiting and mine is self._reader and not self.closed:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return
            mine.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(mine.wait(), left)

    def close(self) -> None:
        """End every poll; they give what there is."""
        self.closed = True
        self._reader.set()
