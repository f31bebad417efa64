"""What is known of the usual headline indicators: ids, other names, how often figures come out, who compiles them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Known:
    """A usual indicator. `every` and `lag`: how often a figure exists, and how many days after its period.

    `nominal`: its rate may be applied to an amount of the year before.
    """

    id: str
    pattern: re.Pattern[str]
    name_en: str
    aliases: tuple[str, ...]
    lead: str
    every: str
    lag: int
    nominal: bool


@cache
def _indicators() -> tuple[Known, ...]:
    table = tomllib.loads(Path(__file__).with_name("indicators.toml").read_text("utf-8"))
    return tuple(
        Known(
            one["id"],
            re.compile(one["pattern"]),
            one["name_en"],
            tuple(one["aliases"]),
            one["lead"],
            one["every"],
            one["lag"],
            one.get("nominal", False),
        )
        for one in table["indicators"]
    )


def known_indicator(name: str) -> Known | None:
    """Find a usual indicator by a target's name."""
    return next((known for known in _indicators() if known.pattern.search(name)), None)
