"""How the running bot fares: /metrics for Prometheus, /healthz for whoever restarts what has died."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.chats.base import Incoming

SILENT_SECONDS = 120.0  # without an answer to a long poll (50 s) or its retry (90 s) the poller counts as dead
BEAT_SECONDS = 0.1
HANDLER_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)
LAG_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "plan_desk_"
ABOUT = {
    "received": "Updates received.",
    "repeated": "Updates the platform brought again.",
    "handled": "Updates handled.",
    "set_aside": "Updates whose handling failed, kept for a person to look at.",
    "answers_sent": "Messages sent as answers.",
    "answers_unclear": "Answers of which nobody knows whether they arrived.",
    "answers_lost": "Answers the platform did not take.",
    "notices_sent": "Messages sent unasked.",
    "notices_repeated": "Messages sent once more because nobody knew whether they had arrived.",
    "notices_failed": "Notices given up.",
    "refused": "Times the platform asked to wait (429 and the like).",
    "polls": "Long polls answered.",
    "poller_restarts": "Connections given up because nothing was heard.",
    "poller_conflicts": "Times another program took this bot's updates.",
}


@dataclass(frozen=True, slots=True)
class Readings:
    """What the parts of the bot say of themselves at one moment; ages in seconds, counts since the start.

    `poller_silence` is None where updates come by webhook; `receiving_ended` says why nothing is received any more.
    """

    depths: Mapping[str, int]  # inbox, outbox
    ages: Mapping[str, float]  # of the oldest in inbox, outbox
    counts: Mapping[str, int]
    damaged: int = 0
    poller_silence: float | None = None
    receiving_ended: str = ""

    @property
    def complaints(self) -> Sequence[str]:
        """List what makes the bot of no use until somebody does something; empty while it is well."""
        found = [self.receiving_ended] if self.receiving_ended else []
        if self.poller_silence is not None and self.poller_silence > SILENT_SECONDS:
            found.append(f"nothing was heard from the platform for {self.poller_silence:.0f} s")
        return found


class Vitals:
    """Measures what only time tells: how long handling takes, and by how much the event loop lags."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._handling = Histogram(
            f"{PREFIX}handler_seconds", "Time from taking an update up to its answer sent.", ["kind"],
            buckets=HANDLER_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._lag = Histogram(
            f"{PREFIX}loop_lag_seconds", "How much later than asked for the event loop came round.",
            buckets=LAG_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.longest_lag = 0.0
        self._beating: asyncio.Task[None] | None = None

    def timed(self, handle: Callable[[Incoming], Awaitable[None]]) -> Callable[[Incoming], Awaitable[None]]:
        """Make a handler of a handler, whose time is measured."""

        async def measured(incoming: Incoming) -> None:
            with self._handling.labels(incoming.kind).time():
                await handle(incoming)

        return measured

    def start(self) -> None:
        """Begin to watch the event loop."""
        self._beating = asyncio.create_task(self._beat())

    def stop(self) -> None:
        """Watch no more."""
        if self._beating is not None:
            self._beating.cancel()

    async def _beat(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(BEAT_SECONDS)
            lag = max(0.0, time.monotonic() - before - BEAT_SECONDS)
            self._lag.observe(lag)
            self.longest_lag = max(self.longest_lag, lag)


@dataclass(frozen=True, eq=False)
class _Parts(Collector):
    """Asks the parts of the bot when Prometheus asks."""

    read: Callable[[], Readings]
    vitals: Vitals

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """Yield every metric as it stands."""
        now = self.read()
        for name, value in now.counts.items():
            yield CounterMetricFamily(f"{PREFIX}{name}", ABOUT.get(name, name), value)
        for what, value in now.depths.items():
            yield GaugeMetricFamily(f"{PREFIX}{what}_depth", f"What waits in the {what}.", value)
        for what, age in now.ages.items():
            yield GaugeMetricFamily(f"{PREFIX}{what}_oldest_seconds", f"Age of the oldest in the {what}.", age)
        yield GaugeMetricFamily(f"{PREFIX}damaged", "Stored rows that do not read back as written.", now.damaged)
        yield GaugeMetricFamily(f"{PREFIX}loop_lag_longest_seconds", "The longest lag so far.", self.vitals.longest_lag)
        if now.poller_silence is not None:
            about = "Time since the platform last answered the poller."
            yield GaugeMetricFamily(f"{PREFIX}poller_silence_seconds", about, now.poller_silence)
        yield GaugeMetricFamily(f"{PREFIX}healthy", "1 while /healthz is green.", not now.complaints)


def health_app(read: Callable[[], Readings], vitals: Vitals) -> Starlette:
    """Make the application with both addresses; to be served where only the house can reach it."""
    vitals.registry.register(_Parts(read, vitals))

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(vitals.registry), media_type=CONTENT_TYPE)

    async def healthz(_: Request) -> Response:
        now = read()
        state = {"ok": not now.complaints, "why": list(now.complaints), "poller_silence": now.poller_silence}
        return JSONResponse(state | {"waiting": dict(now.depths)}, 503 if now.complaints else 200)

    return Starlette(routes=[Route("/metrics", metrics), Route("/healthz", healthz)])
