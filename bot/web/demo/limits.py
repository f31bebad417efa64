"""The platform's limits of sending, which are not published: two models of them, off unless a test or a bench asks.

`window` is strict: never more than so many in any rolling span. `bucket` is lenient: a burst, then an even flow. A bot
should be at peace with both. Time is monotonic seconds, handed in.
"""

import math
from collections import deque
from collections.abc import Callable
from typing import Protocol

MODELS = ("off", "window", "bucket")
CHAT_BURST = 3  # messages a single chat takes at once under the lenient model


class Meter(Protocol):
    """One limit."""

    def wait(self, now: float) -> float:
        """Say in how many seconds one more is allowed; 0 means now."""
        ...

    def take(self, now: float) -> None:
        """Count one."""
        ...


class Window:
    """At most `count` in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=count)

    def wait(self, now: float) -> float:
        """Say in how many seconds one more is allowed."""
        full = len(self._times) == self._times.maxlen
        return max(0.0, self._times[0] + self._seconds - now) if full else 0.0

    def take(self, now: float) -> None:
        """Count one."""
        self._times.append(now)


class Bucket:
    """A burst of `size`, refilled with `rate` a second."""

    def __init__(self, size: float, rate: float) -> None:
        self._size = self._level = size
        self._rate = rate
        self._seen = -math.inf

    def wait(self, now: float) -> float:
        """Say in how many seconds one more is allowed."""
        self._level = min(self._size, self._level + (now - self._seen) * self._rate)
        self._seen = now
        return max(0.0, (1 - self._level) / self._rate)

    def take(self, now: float) -> None:
        """Count one."""
        self._level -= 1


class Limits:
    """30 a second for the whole bot, 1 a second for a chat, 20 a minute for a group; and what a refusal forbids.

    `refused` counts the refusals, `early` the sends that came before their `retry_after` had passed.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        model: str = "off",
        *,
        per_second: int = 30,
        chat_per_second: int = 1,
        group_per_minute: int = 20,
    ) -> None:
        if model not in MODELS:
            raise ValueError(f"{model!r} is no model of limits; allowed: {', '.join(MODELS)}")
        self.model = model
        self.refused = self.early = 0
        self._monotonic = monotonic
        self._numbers = (per_second, chat_per_second, group_per_minute)
        self._meters: dict[str, Meter] = {}
        self._until: dict[int, float] = {}

    def refuse(self, chat_id: int, group: bool) -> int:
        """Count a send to a chat and say 0, or refuse it and say after how many whole seconds it may be repeated."""
        now = self._monotonic()
        punished = max(self._until.get(chat_id, 0.0), self._until.get(0, 0.0)) - now
        if punished > 0:
            self.early += 1
            return self._refused(punished)
        meters = self._of(chat_id, group)
        wait = max((meter.wait(now) for meter in meters), default=0.0)
        if wait > 0:
            seconds = self._refused(wait)
            self._until[chat_id] = now + seconds
            return seconds
        for meter in meters:
            meter.take(now)
        return 0

    def punish(self, chat_id: int, seconds: float) -> None:
        """Refuse a chat's sends (0: everyone's) for that long, whatever the model."""
        self._until[chat_id] = self._monotonic() + seconds

    def _refused(self, wait: float) -> int:
        self.refused += 1
        return max(1, math.ceil(wait))

    def _of(self, chat_id: int, group: bool) -> list[Meter]:
        if self.model == "off":
            return []
        per_second, chat_per_second, group_per_minute = self._numbers
        meters = [self._meter("all", per_second, 1, per_second), self._meter(f"{chat_id}", chat_per_second, 1)]
        if group:
            meters.append(self._meter(f"{chat_id}/minute", group_per_minute, 60, group_per_minute))
        return meters

    def _meter(self, name: str, count: int, seconds: float, burst: int = CHAT_BURST) -> Meter:
        if name not in self._meters:
            window = self.model == "window"
            self._meters[name] = Window(count, seconds) if window else Bucket(burst, count / seconds)
        return self._meters[name]
