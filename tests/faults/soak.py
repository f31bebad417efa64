"""Rain: the real bot for a long while, five updates a second, a fault for every hundredth call; and what it cost."""

import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.house import CROWD, LEAD, PATIENCE, SUBJECT, Bot, House, house
from tests.faults.torture import confirmed, numbered

PER_SECOND = 5.0
SAMPLE_SECONDS = 5.0
WARM = 0.2  # of the time in which a process may still grow
MOST_GROWTH = 15.0  # megabytes from then on; what it remembers of chats and questions comes to less
SHARE = 0.01
FAULTS = (
    {"kind": "too_many", "seconds": 2, "method": "sendMessage"},
    {"kind": "server_error", "status": 502},
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "bad_json"},
    {"kind": "delay", "seconds": 2},
)


@dataclass
class Soaked:
    """What came of it."""

    said: int = 0
    commands: int = 0
    lost: list[str] = field(default_factory=list[str])
    recorded_twice: list[str] = field(default_factory=list[str])
    confirmed_twice: int = 0
    unconfirmed: int = 0
    suffered: int = 0
    megabytes: list[float] = field(default_factory=list[float])
    descriptors: list[int] = field(default_factory=list[int])

    @property
    def growth(self) -> float:
        """Say by how many megabytes it grew once it was warm."""
        warm = self.megabytes[int(len(self.megabytes) * WARM) :] or [0.0]
        tenth = max(1, len(warm) // 10)
        return statistics.median(warm[-tenth:]) - statistics.median(warm[:tenth])

    @property
    def faults(self) -> list[str]:
        """List what must not be."""
        found = [f"lost: {self.lost}"] if self.lost else []
        found += [f"recorded twice: {self.recorded_twice}"] if self.recorded_twice else []
        found += [f"grew by {self.growth:.1f} MB"] if self.growth > MOST_GROWTH else []
        warm = self.descriptors[int(len(self.descriptors) * WARM) :]
        found += [f"descriptors: {warm[0]} to {warm[-1]}"] if warm and max(warm) > max(warm[0], 40) + 64 else []
        return found

    @property
    def lines(self) -> list[str]:
        """Write it as rows of a table."""
        rows = {
            "reports said": f"{self.said:,}",
            "commands asked": f"{self.commands:,}",
            "faults suffered": f"{self.suffered:,}",
            "reports lost": f"{len(self.lost)}",
            "reports recorded twice": f"{len(self.recorded_twice)}",
            "confirmations seen twice": f"{self.confirmed_twice}",
            "reports recorded without a confirmation seen": f"{self.unconfirmed}",
            "memory, first to last, MB": f"{self.megabytes[0]:.0f} to {self.megabytes[-1]:.0f}",
            "growth once warm, MB": f"{self.growth:.1f}",
            "open descriptors, most": f"{max(self.descriptors)}",
        }
        return [f"| {name} | {value} |" for name, value in rows.items()]


Show = Callable[[int, int], None]  # seconds gone, of how many


def soak(folder: Path, seconds: float, chance: random.Random, show: Show = lambda gone, seconds: None) -> Soaked:
    """Let it rain, let it clear up, and judge."""
    found, said = Soaked(), list[str]()
    with house(folder) as one:
        with one.bot() as bot:
            bot.up()
            one.faults(*({"method": "", "times": 0, "share": SHARE / len(FAULTS)} | each for each in FAULTS))
            _rain(one, bot, found, said, seconds, chance, show)
            found.suffered = sum(one.calls["suffered"].values())
            one.faults()
            _clear_up(one, bot)
            assert bot.end() == 0
        recorded = Counter(one.recorded())
        told = Counter(words for room in CROWD for words in confirmed(one, room))
    found.said = len(said)
    found.lost = [words for words in said if not recorded[words]]
    found.recorded_twice = [words for words, count in recorded.items() if count > 1]
    found.confirmed_twice = sum(count - 1 for count in told.values())
    found.unconfirmed = sum(not told[words] for words in said)
    return found


def _rain(
    one: House, bot: Bot, found: Soaked, said: list[str], seconds: float, chance: random.Random, show: Show
) -> None:
    names, began = numbered(), time.monotonic()
    moment, sample = began, began
    while (moment := moment + chance.expovariate(PER_SECOND)) < began + seconds:
        time.sleep(max(0.0, moment - time.monotonic()))
        room = chance.choice(CROWD)
        if chance.random() < 0.5:
            words = f"正在推进〔{next(names)}〕"
            one.report(room, words)
            said.append(words)
        else:
            one.chats.do(
                "say", user=LEAD, chat=room, text=chance.choice(["/target gdp", f"/task {SUBJECT}", "/section 6"])
            )
            found.commands += 1
        if time.monotonic() > sample:
            sample += SAMPLE_SECONDS
            show(int(time.monotonic() - began), int(seconds))
            found.megabytes.append(_megabytes(bot))
            found.descriptors.append(len(os.listdir(f"/proc/{bot.process.pid}/fd")))


def _clear_up(one: House, bot: Bot) -> None:
    """Wait until the last thing said has its answer."""
    asked = {room: one.chats.do("say", user=LEAD, chat=room, text="/target gdp")["id"] for room in CROWD}
    end = time.monotonic() + PATIENCE * 3
    while time.monotonic() < end and not all(one.chats.from_bot(r, "地区生产总值", a) for r, a in asked.items()):
        time.sleep(0.5)


def _megabytes(bot: Bot) -> float:
    status = Path(f"/proc/{bot.process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
