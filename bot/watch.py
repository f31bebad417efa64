"""What the parts of a running bot say of themselves, served where `[metrics] listen` says."""

import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from bot.chats.base import Incoming
from bot.chats.telegram import Telegram
from bot.clock import Clock
from bot.config import Config
from bot.delivery.answers import Answers
from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.stores.base import Store
from bot.web.serving import serving

if TYPE_CHECKING:
    from bot.web.health import Readings


class Watched(Protocol):
    """The parts of a bot that are looked at; `handle` is what the inbox hands each update to."""

    config: Config
    store: Store
    clock: Clock
    inbox: Inbox
    outbox: Outbox
    answers: Answers
    gate: Gate
    handle: Callable[[Incoming], Awaitable[None]]


@contextlib.asynccontextmanager
async def watched(house: Watched, telegram: Telegram) -> AsyncGenerator[None]:
    """Serve /metrics and /healthz while the block runs, where that is configured."""
    listen = house.config.metrics.listen
    if not listen:
        yield
        return
    # Loaded only where it is wanted: it costs every start some milliseconds and megabytes.
    from bot.web.health import Vitals, health_app

    vitals = Vitals()
    house.handle = vitals.timed(house.handle)
    host, _, port = listen.rpartition(":")
    async with serving(health_app(lambda: readings(house, telegram), vitals), host=host, port=int(port)):
        vitals.start()
        try:
            yield
        finally:
            vitals.stop()


def readings(house: Watched, telegram: Telegram) -> "Readings":
    """Read every part as it stands now."""
    from bot.web.health import Readings

    now, oldest = house.clock.now(), house.outbox.oldest
    inbox, answers, notices = house.inbox, house.answers, house.outbox.counts
    return Readings(
        depths={"inbox": inbox.depth, "outbox": house.outbox.depth},
        ages={"inbox": inbox.age, "outbox": (now - oldest).total_seconds() if oldest else 0.0},
        counts={
            "received": inbox.received,
            "repeated": inbox.repeated,
            "handled": inbox.handled,
            "set_aside": inbox.set_aside,
            "answers_sent": answers.sent,
            "answers_unclear": answers.unclear,
            "answers_lost": answers.lost,
            "notices_sent": notices["sent"],
            "notices_repeated": notices["repeated"],
            "notices_failed": notices["failed"],
            "refused": house.gate.refused,
            "polls": telegram.poller.polls,
            "poller_restarts": telegram.poller.restarts,
            "poller_conflicts": telegram.poller.conflicts,
        },
        damaged=len(house.store.damage),
        poller_silence=None if house.config.telegram.webhook_url else telegram.poller.silence,
        receiving_ended=inbox.ended,
    )
