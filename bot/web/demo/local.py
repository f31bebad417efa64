"""A local Telegram: people and chats in memory, the Bot API for the bot, and a page for a person to sit at."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from datetime import time
from typing import Any

from starlette.applications import Starlette

from bot.clock import SystemClock
from bot.web.demo.api import BotApi, Call
from bot.web.demo.clockwork import MONDAY_MORNING, Clockwork, OnMove
from bot.web.demo.crowd import Crowd
from bot.web.demo.events import Events
from bot.web.demo.faults import Faults
from bot.web.demo.limits import Limits
from bot.web.demo.page import Page
from bot.web.demo.wire import message_json
from bot.web.demo.world import Change, Trouble, User, World


class LocalTelegram(Crowd):
    """The whole server; what people do is inherited, `app` is what a web server runs.

    `token` is the one the bot must come with. `clock` dates the messages. `on_move` is called when someone moves the
    clock at the page; `monday` is the time of day its "next Monday" goes to. Call `close()` before the web server is
    told to stop, for it waits for open streams and long polls.
    """

    def __init__(
        self,
        token: str,
        clock: SystemClock,
        *,
        bot_username: str = "plan_desk_bot",
        bot_name: str = "年度计划助手",
        on_move: OnMove | None = None,
        monday: time = MONDAY_MORNING,
    ) -> None:
        bot_id = token.partition(":")[0]
        bot = User(int(bot_id) if bot_id.isdigit() else 1, bot_name, username=bot_username, is_bot=True)
        super().__init__(World(bot, clock))
        self._events = Events()
        self.world.watchers.append(self._events.watch)
        self.clockwork = Clockwork(clock, self._events.send, on_move, monday)
        self._api = BotApi(self.world, token)
        page = Page(self, self._api, self.clockwork, self._events)
        self.app = Starlette(routes=[*self._api.routes, *page.routes], lifespan=self._lifespan)

    @property
    def faults(self) -> Faults:
        """Faults the bot's calls are to suffer."""
        return self._api.faults

    @property
    def limits(self) -> Limits:
        """The limits of sending; replace it to turn them on."""
        return self._api.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self._api.limits = limits

    @property
    def calls(self) -> list[Call]:
        """The newest API calls, oldest first."""
        return list(self._api.calls)

    def trouble(self, chat_id: int, trouble: Trouble) -> None:
        """Put a chat into trouble, or out of it."""
        self.chat(chat_id).trouble = trouble

    def inject(self, update: dict[str, Any]) -> None:
        """Hand the bot an update as it stands: a repeated id, unknown fields, nonsense."""
        self.world.updates.inject(update)

    async def from_bot(
        self, chat_id: int, containing: str = "", after: int = 0, patience: float = 10
    ) -> dict[str, Any]:
        """Wait for a message or an edit of the bot whose text contains a wording; return it as the Bot API writes it.

        Messages up to the id `after` do not count. Raises TimeoutError after `patience` seconds.
        """
        news = asyncio.Event()

        def watch(change: Change) -> None:
            news.set()

        self.world.watchers.append(watch)
        try:
            async with asyncio.timeout(patience):
                while True:
                    for message in self.chat(chat_id).messages.values():
                        if message.sender is self.world.bot and message.id > after and containing in message.text:
                            return message_json(message)
                    news.clear()
                    await news.wait()
        finally:
            self.world.watchers.remove(watch)

    async def close(self) -> None:
        """End every stream, long poll and held call, and the webhook."""
        self._events.close()
        self.world.updates.close()
        self._api.close()
        if self.world.webhook:
            await self.world.webhook.stop()

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncGenerator[None]:
        yield
        await self.close()
