"""Delivers updates to the bot's webhook by HTTP POST, one at a time, until the bot takes them."""

import asyncio
import contextlib
import time
from typing import Any

import httpx

from bot.web.demo.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between attempts, doubled after each


class Webhook:
    """The running delivery to one address."""

    def __init__(self, updates: Updates, url: str, secret: str = "") -> None:
        self._updates = updates
        self._url = url
        self._headers = {SECRET_HEADER: secret} if secret else {}
        self._task: asyncio.Task[None] | None = None
        self.last_error = ""
        self.last_error_date = 0

    def start(self) -> None:
        """Begin to deliver."""
        self._task = asyncio.create_task(self._deliver())

    async def stop(self) -> None:
        """Stop delivering; the update under way counts as not delivered."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _deliver(self) -> None:
        async with httpx.AsyncClient(timeout=30) as client:
            pause = FIRST_PAUSE
            while True:
                update = await self._updates.first()
                if await self._taken(client, update):
                    self._updates.confirm(update["update_id"] + 1)
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    async def _taken(self, client: httpx.AsyncClient, update: dict[str, Any]) -> bool:
        try:
            answer = await client.post(self._url, json=update, headers=self._headers)
        except httpx.HTTPError as error:
            return self._failed(f"Connection failed: {type(error).__name__}")
        if answer.is_success:
            return True
        return self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")

    def _failed(self, why: str) -> bool:
        self.last_error = why
        self.last_error_date = int(time.time())
        return False
