"""What a durable report costs, beside a raw append of the same bytes: `python -m benchmarks.store [REPORTS]`.

Two histories, of a thousand and of a million reports on the big plan; each figure is a median over interleaved runs.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from benchmarks import big
from benchmarks.table import Table, spread
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.progress.model import Reading, State, StatusUpdate
from bot.stores.tinydb import TinyStore, backup, check, open_store
from bot.stores.tinydb.codec import dumps, encode

RUNS = 11
EACH = 96  # reports a run
TOGETHER = 8
FEW, MANY = 1_000, 1_000_000
GOAL_TOGETHER, GOAL_GROWTH, GOAL_START, GOAL_BLOCKED = 3.0, 2.0, 3.0, 50.0

Timed = Callable[[], Awaitable[float]]


def measure(_runs: int = RUNS, many: int = MANY) -> list[Table]:
    """Measure recording, opening and keeping; here the number of runs is fixed."""
    folder = big.plan_folder()
    plan = read_plan(folder)
    made = [big.state(count, folder) for count in (FEW, many)]
    with tempfile.TemporaryDirectory(dir=big.KEPT) as work:
        states = [big.copy_of(state, Path(work) / state.name) for state in made]
        return [
            asyncio.run(recording(plan, states, Path(work) / "raw")),
            starting(folder, states),
            keeping(states[1], Path(work) / "backup.sqlite3"),
        ]


def main(many: int = MANY) -> None:
    """Measure and print the tables."""
    for table in measure(many=many):
        print(table.markdown)


# Recording


async def recording(plan: Plan, states: list[Path], raw: Path) -> Table:
    """Time raw appends, reports alone and reports that wait together, in turn."""
    few, many = (open_store(state, plan) for state in states)
    line = (dumps(encode(next(Reports(plan)))) + "\n").encode()
    descriptor = os.open(raw, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    reports = Reports(plan)
    kinds: dict[str, Timed] = {
        "raw append + fsync": lambda: append(descriptor, line),
        "alone, few": lambda: alone(few, reports),
        "alone, many": lambda: alone(many, reports),
        "together, few": lambda: together(few, reports),
        "together, many": lambda: together(many, reports),
    }
    figures: dict[str, list[float]] = {name: [] for name in kinds}
    with Watch() as watch:
        for _ in range(RUNS):
            for name, timed in kinds.items():
                figures[name].append(await timed())
                await watch.let_turn()
        history = [await asking(many, plan) for _ in range(RUNS)]
    os.close(descriptor)
    await few.close()
    await many.close()
    return _recording_table(figures, history, watch.longest, len(line))


def _recording_table(figures: dict[str, list[float]], history: list[float], blocked: float, size: int) -> Table:
    table = Table(f"Store: ms per report ({size} bytes), median [min–max] of {RUNS} runs", ("what", "ms", "× raw"))
    raw = figures["raw append + fsync"]
    for name, values in figures.items():
        table.row(name, spread(values, 3), f"{statistics.median(ratio(values, raw)):.2f}")
    table.row("one page of a task's history, many", spread(history, 3), "")
    together_many = statistics.median(ratio(figures["together, many"], raw))
    growth = statistics.median(ratio(figures["alone, many"], figures["alone, few"]))
    table.at_most(f"{TOGETHER} together, many", together_many, GOAL_TOGETHER)
    table.at_most("many against few, alone", growth, GOAL_GROWTH)
    table.at_most("event loop blocked", blocked, GOAL_BLOCKED, " ms")
    return table


def ratio(values: list[float], base: list[float]) -> list[float]:
    """Divide run by run: neighbours in time were disturbed alike."""
    return [value / other for value, other in zip(values, base, strict=True)]


class Reports:
    """New reports without end, each on another task."""

    def __init__(self, plan: Plan) -> None:
        self._tasks = list(plan.tasks)
        self._number = 0

    def __next__(self) -> StatusUpdate:
        self._number += 1
        subject = self._tasks[self._number * 7919 % len(self._tasks)]
        message = f"telegram:-1001234:{time.time_ns()}"
        return StatusUpdate(
            key=f"{message}:0:{subject}",
            subject=subject,
            at=datetime(2023, 7, 5, 10, 30, tzinfo=big.ZONE),
            text="已完成21.5亿元，9月底前全部完成",
            reading=Reading(True, percent=55.1, value=21.5, unit="亿元", state=State.IN_PROGRESS),
            person="telegram:102",
            person_name="李报告",
            department="d17",
            room="r17",
            message=message,
        )


async def append(descriptor: int, line: bytes) -> float:
    """Write and fsync line by line, beside the loop as the store does; ms per line."""

    def lines() -> float:
        started = time.perf_counter()
        for _ in range(EACH):
            os.write(descriptor, line)
            os.fsync(descriptor)
        return (time.perf_counter() - started) / EACH * 1e3

    return await asyncio.to_thread(lines)


async def alone(store: TinyStore, reports: Reports) -> float:
    """Record one report after the other; ms per report."""
    started = time.perf_counter()
    for _ in range(EACH):
        await record(store, next(reports))
    return (time.perf_counter() - started) / EACH * 1e3


async def together(store: TinyStore, reports: Reports) -> float:
    """Have so many at a time wait for their acknowledgement; ms per report."""
    started = time.perf_counter()
    for _ in range(EACH // TOGETHER):
        await asyncio.gather(*(record(store, next(reports)) for _ in range(TOGETHER)))
    return (time.perf_counter() - started) / EACH * 1e3


async def record(store: TinyStore, update: StatusUpdate) -> None:
    """Record one report."""
    assert await store.write(lambda tx: tx.record(update)) is not None


async def asking(store: TinyStore, plan: Plan) -> float:
    """Read a page of history of some tasks; ms per page."""
    started = time.perf_counter()
    for subject in list(plan.tasks)[:EACH]:
        await store.read(lambda reader, subject=subject: reader.updates(subject, 10))
    return (time.perf_counter() - started) / EACH * 1e3


class Watch:
    """The longest time the event loop did not turn, in ms."""

    def __enter__(self) -> "Watch":
        self.longest = 0.0
        self._task = asyncio.create_task(self._beat())
        return self

    def __exit__(self, *_: object) -> None:
        self._task.cancel()

    async def _beat(self) -> None:
        while True:
            self._last = time.perf_counter()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, (time.perf_counter() - self._last - 0.001) * 1e3)

    async def let_turn(self) -> None:
        await asyncio.sleep(0.002)


# Starting

STARTED = """
import json, sys, time
from pathlib import Path
def resident():  # ru_maxrss would count what the parent had
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
started = time.perf_counter()
from bot.stores.tinydb import open_store
imported = time.perf_counter()
from bot.plan.files import read_plan
plan = read_plan(Path(sys.argv[1]))
read = time.perf_counter()
before = resident()
store = open_store(Path(sys.argv[2]), plan)
opened = time.perf_counter()
after = resident()
print(json.dumps([imported - started, read - imported, opened - read, before, after]))
store.let_go()
"""


def starting(folder: Path, states: list[Path]) -> Table:
    """Time the opening of each state in a new process."""
    table = Table(
        "Store: opening 10,000 tasks, median [min–max] of 5 starts",
        ("history", "import, s", "read the plan's files, s", "open the store, s", "RSS before, MB", "RSS after, MB"),
    )
    opening = 0.0
    for name, state in zip(("few", "many"), states, strict=True):
        starts = [_start(folder, state) for _ in range(5)]
        columns = list(zip(*starts, strict=True))
        table.row(name, *(spread(list(column), 2) for column in columns))
        opening = statistics.median(columns[2])
    table.at_most("open with many", opening, GOAL_START, " s")
    return table


def _start(folder: Path, state: Path) -> list[float]:
    command = [sys.executable, "-c", STARTED, str(folder), str(state)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parent.parent)
    return json.loads(done.stdout)


# Keeping


def keeping(state: Path, target: Path) -> Table:
    """Time what a night job does with all of it."""
    table = Table("Store: care of the whole", ("what", "s"))
    size = (state / "plan.sqlite3").stat().st_size / 1e6
    started = time.perf_counter()
    assert check(state) == []
    table.row(f"check every page and checksum of {size:.0f} MB", f"{time.perf_counter() - started:.1f}")
    started = time.perf_counter()
    backup(state, target)
    table.row("back up and check the copy", f"{time.perf_counter() - started:.1f}")
    return table


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
