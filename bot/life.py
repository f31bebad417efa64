"""The life of a running bot: one house after the other, for each plan the office goes over to, on one connection."""

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import AsyncGenerator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette

from bot import log
from bot.app import House, make_clock
from bot.chats.telegram import Telegram
from bot.chats.telegram.marks import mark_of
from bot.clock import Clock
from bot.config import Config
from bot.desk.switching import wish_in
from bot.edition import edition
from bot.errors import Refused
from bot.in_use import in_use, name_in_use
from bot.plan.model import Plan
from bot.progress.board import closing_day
from bot.show import shown
from bot.stores.base import Store
from bot.stores.tinydb import open_store
from bot.stores.tinydb.lock import alone
from bot.switching import switched, tell
from bot.texts.render import Texts
from bot.watch import watched
from bot.web.serving import serving

# Seconds after which a thread that computes lets the event loop in; Python's 5 ms are paid at each of the ten or so
# times the loop waits for the network or the disk while a command is answered.
TURN = 0.0005
DRAINED_WITHIN = 5.0  # seconds notices on their way are given before another plan takes over
logger = structlog.get_logger("bot")


async def run_bot(config: Config, day: date | None) -> None:
    """Run the bot in the real chats until it is told to stop."""
    log.set_up()
    if not config.telegram.token.get_secret_value():
        raise Refused(
            "there is no token: put the one from @BotFather into BOT_TELEGRAM__TOKEN or [telegram] token; "
            "to see the bot without one: python -m bot demo"
        )
    # What a start makes stays: to look through it for garbage again and again would double its time.
    gc.disable()
    sys.setswitchinterval(TURN)
    with alone(config.bot.root):
        config = in_use(config)
        store = open_store(config.bot.state_dir, edition(config.bot.plan, config.bot.state_dir))
        life = Life(config, store)
        try:
            await life.run(day)
        finally:
            await life.store.close()


class Life:
    """The bot over all plans it lives by: one house after the other, on one connection to the platform."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config, self.store = config, store
        self._ended = asyncio.Event()

    async def run(self, day: date | None) -> None:
        """Live until a signal comes or receiving ends for good."""
        clock = await make_clock(self.store, self.config, day)
        part = self.config.telegram
        telegram = Telegram(
            part.token.get_secret_value(),
            part.base_url,
            webhook_url=part.webhook_url,
            webhook_secret=part.webhook_secret.get_secret_value(),
        )
        await telegram.start()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._ended.set)
        try:
            while await self._by_one_plan(telegram, clock):
                self.config, self.store = await switched(self.config, self.store, clock)
                failed = wish_in(self.store.view.settings)
                logger.info("a switch was wished for", in_use=self.store.view.plan.id, failed=failed and failed.why)
                gc.unfreeze()  # what stayed as long as the other plan was in use
                gc.collect()
        finally:
            await telegram.stop()

    async def _by_one_plan(self, telegram: Telegram, clock: Clock) -> bool:
        """Live by the plan in use; return whether to go on with another."""
        telegram.mark = mark_of(name_in_use(self.config))
        await tell(self.store, self.config, clock, Texts())
        _say_if_closed(self.store.view.plan, clock)
        switch = asyncio.Event()
        async with shown(self.store, self.config, clock) as config:
            await _live(House(config, self.store, telegram, clock, switch), telegram, self._ended, switch)
        return switch.is_set() and not self._ended.is_set()


async def _live(house: House, telegram: Telegram, ended: asyncio.Event, switch: asyncio.Event) -> None:
    """Run until the end, until receiving ends for good, or until another plan is wanted."""
    async with watched(house, telegram):
        await house.start(poll=not house.config.telegram.webhook_url)
        settling = asyncio.create_task(_settle_in(house))
        try:
            # Closed before the house: what a webhook brings later waits with Telegram, not in a state that is left.
            async with _webhook(house, telegram):
                logger.info("the bot is up", bot=telegram.username, state=str(house.config.bot.state_dir))
                await _until_done(house, ended, switch)
        finally:
            settling.cancel()
            await house.stop()


async def _until_done(house: House, ended: asyncio.Event, switch: asyncio.Event) -> None:
    """Wait for the end, or for the wish for another plan; then notices on their way get a moment to arrive."""
    waits = {asyncio.create_task(ended.wait()), asyncio.create_task(switch.wait())}
    received = asyncio.create_task(house.inbox.wait())
    try:
        polls = set[asyncio.Task[Any]]() if house.config.telegram.webhook_url else {received}
        await asyncio.wait(waits | polls, return_when=asyncio.FIRST_COMPLETED)
        if received.done():
            received.result()
        if switch.is_set() and not ended.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(house.outbox.drained(), DRAINED_WITHIN)
    finally:
        for task in (received, *waits):
            task.cancel()


async def _settle_in(house: House) -> None:
    """Look for garbage again, but never among what stays: that would hold up everything for a third of a second."""
    await house.prepared()
    gc.freeze()
    gc.enable()
    await house.filing.once()


@contextlib.asynccontextmanager
async def _webhook(house: House, telegram: Telegram) -> AsyncGenerator[None]:
    """Listen for Telegram's calls where a webhook is configured."""
    part = house.config.telegram
    if not part.webhook_url:
        yield
        return
    host, _, port = part.webhook_listen.rpartition(":")
    route = telegram.webhook(urlsplit(part.webhook_url).path or "/", house.inbox.keep)
    async with serving(Starlette(routes=[route]), host=host, port=int(port)):
        yield


def _say_if_closed(plan: Plan, clock: Clock) -> None:
    closing = closing_day(plan)
    if clock.now().date() > closing:
        sys.stderr.write(
            f"The plan of {plan.year} is closed since {closing}: questions are answered as of that day, reports are"
            " recorded as late, nothing is pushed.\nSet [bot] plan to this year's plan, or try"
            f" --date {plan.year}-07-03\n"
        )
