"""The two clocks: business time, which the demo may move forward, and monotonic time, which nobody moves."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OFFSET = "clock_offset_seconds"  # the setting a state keeps its clock's offset under


class Clock(Protocol):
    """What the house needs to know of time; made once, in `app.py`, and handed in."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Say the business time, aware, in the bureau's zone."""
        ...

    def monotonic(self) -> float:
        """Say the seconds of a clock that only runs forward; for pacing, timeouts and `retry_after`."""
        ...


class SystemClock:
    """The machine's clock plus an offset that only grows (`run --date`, the demo's clock bar)."""

    def __init__(self, zone: ZoneInfo, offset: timedelta = timedelta()) -> None:
        self.zone = zone
        self.offset = offset

    def now(self) -> datetime:
        """Say the business time, aware, in the bureau's zone."""
        return (datetime.now(UTC) + self.offset).astimezone(self.zone)

    def monotonic(self) -> float:
        """Say the seconds of a clock that only runs forward."""
        return time.monotonic()

    def move_to(self, when: datetime) -> None:
        """Move business time forward to `when`; a time already past changes nothing, for the clock never goes back."""
        self.offset = max(self.offset, when.astimezone(UTC) - datetime.now(UTC))
