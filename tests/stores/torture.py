"""kill -9 again and again while a store works, then look: nothing acknowledged is lost, nothing is there twice.

`python -m tests.stores.torture FOLDER FIRST POINT NTH` is the victim: it writes, prints the number of each report once
it is acknowledged, makes backups, moves old reports to the archive, and kills itself when it passes POINT for the NTH
time ("" leaves that to its parent). `torture` starts victims and judges what they leave behind.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.progress.standing import summarise
from bot.stores.base import Reader, Received, Transaction
from bot.stores.tinydb import TinyStore, backup, check, open_store, restore, writer
from tests.conftest import small_plan
from tests.stores.conftest import at, report

ROOT = Path(__file__).parent.parent.parent
POINTS = (
    "before commit",
    "after commit",
    "before checkpoint",
    "after checkpoint",
    "archive copied",
    "backup copied",
    "backup in place",
)
SUBJECTS = ("1.1.1", "2.1.1", "gdp")
LANES = 8
LONGEST_LIFE = 20.0  # seconds in which a point must be passed


# The victim


async def live(folder: Path, first: int, point: str, nth: int) -> None:
    """Work until killed."""
    passed = 0

    def pass_by(name: str) -> None:
        nonlocal passed
        passed += name == point
        if name == point and passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    store = open_store(folder / "var", small_plan(), at=pass_by)
    lanes = [write_on(store, first + lane) for lane in range(LANES)]
    await asyncio.gather(*lanes, keep_house(store, folder, first, pass_by))


async def write_on(store: TinyStore, first: int) -> None:
    """Write a report a turn with the update it came in, and say so; rest now and then: the log is copied back then."""
    for turn in range(1_000_000):
        number = first + turn * LANES

        def work(tx: Transaction, number: int = number) -> None:
            tx.receive([Received(f"telegram:{number}", "lane", {"text": "进展" * 50}, at(number))])
            tx.record(report(number, number % 100, subject=SUBJECTS[number % 3], minute=number))

        await store.write(work)
        os.write(1, f"{number}\n".encode())
        if turn % 40 == 39:
            await asyncio.sleep(2 * writer.QUIET)


async def keep_house(store: TinyStore, folder: Path, first: int, pass_by: Callable[[str], None]) -> None:
    while True:
        await asyncio.sleep(3 * writer.QUIET)
        await store.archive(at(max(0, first - 200)))
        await asyncio.to_thread(backup, folder / "var", folder / "backup.sqlite3", at=pass_by)


# The judge


@dataclass
class Tally:
    """What became of all victims. Everything but `kills`, `acknowledged` and `found` should be empty."""

    kills: int = 0
    acknowledged: set[int] = field(default_factory=set)
    found: int = 0
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    halves: list[int] = field(default_factory=list)  # the report without the update it came in, or the other way round
    unreadable: list[str] = field(default_factory=list)
    wrong_summaries: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[object]:
        return [*self.lost, *self.doubled, *self.halves, *self.unreadable, *self.wrong_summaries]


def torture(folder: Path, kills: int, chance: random.Random) -> Tally:
    """Kill a victim so many times on one state, half of them at a named point, and judge after each."""
    tally = Tally()
    first = 0
    for number in range(kills):
        point = POINTS[number // 2 % len(POINTS)] if number % 2 else ""
        tally.acknowledged |= kill_one(folder, first, point, chance)
        tally.kills += 1
        first = judge(folder, tally) + 1
    return tally


def kill_one(folder: Path, first: int, point: str, chance: random.Random) -> set[int]:
    nth = chance.randint(1, 2) if "commit" not in point else chance.randint(1, 60)
    command = [sys.executable, "-m", "tests.stores.torture", str(folder), str(first), point, str(nth)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as victim:
        assert victim.stdout is not None
        said = victim.stdout.readline()  # it is up and writing
        last = threading.Timer(LONGEST_LIFE if point else chance.random() * 0.8, victim.kill)
        last.start()
        said += victim.stdout.read()  # until it is dead
        last.cancel()
    assert victim.returncode == -signal.SIGKILL, f"it ended by itself, at {point!r}"
    return {int(number) for number in said.split(b"\n")[:-1] if number}


def judge(folder: Path, tally: Tally) -> int:
    """Look at what is there now; return the largest number found."""
    tally.unreadable += check(folder / "var")
    largest = asyncio.run(look(folder / "var", tally))
    copy = folder / "backup.sqlite3"
    if copy.exists():  # whatever moment the kill came at, the backup of this name is a whole one
        restore(copy, folder / "restored")
        tally.unreadable += check(folder / "restored")
    return largest


async def look(state_dir: Path, tally: Tally) -> int:
    store = open_store(state_dir, small_plan())
    numbers, received = await store.read(lambda reader: (reports_of(reader), received_of(reader)))
    for subject in SUBJECTS:
        updates = await store.read(lambda reader, subject=subject: reader.updates(subject, 1_000_000))
        if updates and store.view.summaries[subject] != summarise(subject, updates):
            tally.wrong_summaries.append(subject)
    await store.close()
    found = set(numbers)
    tally.found = len(found)
    tally.lost += sorted(tally.acknowledged - found)
    tally.doubled += (Counter(numbers) - Counter(found)).keys()
    tally.halves += sorted(found ^ received)
    tally.unreadable += store.damage
    return max(found, default=-1)


def reports_of(reader: Reader) -> list[int]:
    updates = [update for subject in SUBJECTS for update in reader.updates(subject, 1_000_000)]
    return [int(update.message.rpartition(":")[2]) for update in updates]


def received_of(reader: Reader) -> set[int]:
    return {int(received.key.partition(":")[2]) for received in reader.waiting()}


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
