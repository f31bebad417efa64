"""Burden (负担): the messages each room was sent unasked and the answers they wanted, counted by month. Pure.

Counted is what reaches a room by the outbox: reminders, digests, the monthly question, nudges, decisions. Answers to
what somebody wrote are no burden. An answer is wanted for each task a message asks about; one listed for information,
as in a digest, wants none. A message counts in the month it arrived, by the bureau's calendar.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Burden:
    """What was sent: how many messages, and how many answers they wanted."""

    messages: int = 0
    asked: int = 0

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(self.messages + other.messages, self.asked + other.asked)


def burden_key(day: date, room: str) -> str:
    """Name where the figures of a room and month are kept: `burden:2023-07:room id`."""
    return f"burden:{day:%Y-%m}:{room}"


def burden_of_day_key(day: date, room: str) -> str:
    """Name where the figures of a room and day are kept, for the cap: `burden:2023-07-03:room id`."""
    return f"burden:{day:%Y-%m-%d}:{room}"


def figures_of(burden: Burden) -> dict[str, int]:
    """Write a burden as the figures that are kept."""
    return {"messages": burden.messages, "asked": burden.asked}


def burden_of(figures: Mapping[str, object] | None) -> Burden:
    """Read the figures that are kept; nothing where there are none."""
    if figures is None:
        return Burden()
    return Burden(*(value if isinstance(value := figures.get(name), int) else 0 for name in ("messages", "asked")))
