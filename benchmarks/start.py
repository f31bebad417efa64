"""A cold start: from the command to the first answer, and the memory held then."""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path

from benchmarks import big
from benchmarks.commands import NO_NOTICES
from benchmarks.local import BotProcess, Server, ours, peer, telegram
from benchmarks.table import Table, spread

RUNS = 9
SETTLED = 4.0  # seconds after which a start has nothing left to do in the background
GOAL_SECONDS = 3.0


async def measure(runs: int = RUNS) -> list[Table]:
    """Start each bot again and again, in turn, on the state its last run left."""
    folder = Path(tempfile.mkdtemp())
    try:
        return [await _measure(folder, runs)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _measure(folder: Path, runs: int) -> Table:
    moment = datetime.combine(big.TODAY, time_of_day(10), big.ZONE)
    state = await asyncio.to_thread(big.copy_at, moment, big.REPORTS, folder / "big")
    plan, small = big.plan_folder(), folder / "small"
    starts: dict[str, Callable[[str], BotProcess]] = {
        "ptb": lambda address: peer("ptb", address, folder),
        "ours, Yuexiu 2023": lambda address: ours(address, folder, small, **NO_NOTICES),
        "ours, 10,000 tasks, 1,000,000 reports": lambda address: ours(address, folder, state, plan, **NO_NOTICES),
        "aiogram": lambda address: peer("aiogram", address, folder),
    }
    waits, polls, memory, work = ({name: list[float]() for name in starts} for _ in range(4))
    for run in range(runs + 1):
        for name, begin in starts.items():
            async with telegram([big.FIRST_GROUP]) as server:
                with begin(server.address) as process:
                    found = await _one(server, process)
            if run:  # the first start makes what later ones find
                for kept, value in zip((polls, waits, memory, work), found, strict=True):
                    kept[name].append(value)
    return _table(runs, waits, polls, memory, work)


async def _one(server: Server, process: BotProcess) -> tuple[float, float, float, float]:
    server.ask(server.groups[0])  # it waits when the bot comes up
    polled = await server.polled(process) - process.began
    await server.answered()
    answered = time.monotonic() - process.began
    await asyncio.sleep(SETTLED)
    return polled, answered, process.megabytes, process.cpu_seconds


def _table(runs: int, *figures: dict[str, list[float]]) -> Table:
    waits, polls, memory, work = figures
    table = Table(
        "A cold start", ("bot", "asks for updates after s", "first answer after s", "memory MB", "CPU s until settled")
    )
    for name in waits:
        digits = ((polls, 2), (waits, 2), (memory, 0), (work, 2))
        table.row(name, *(spread(values[name], count) for values, count in digits))
    yuexiu, full = list(waits)[1:3]

    def ratio(values: dict[str, list[float]], name: str) -> float:
        return statistics.median(values[name]) / statistics.median(values["ptb"])

    table.at_most("first answer, Yuexiu, to bare PTB", ratio(waits, yuexiu), 3)
    table.at_most(
        "first answer, 10,000 tasks and 1,000,000 reports", statistics.median(waits[full]), GOAL_SECONDS, " s"
    )
    table.at_most("memory, Yuexiu, to bare PTB", ratio(memory, yuexiu), 2)
    table.at_most("memory, 10,000 tasks and 1,000,000 reports, to bare PTB", ratio(memory, full), 5)
    table.notes.append(
        f"{runs} interleaved starts after one that is not counted: it makes the copy of the plan later ones read. A"
        f" command waits when the bot comes up; memory is resident, {SETTLED:.0f} s after the answer."
    )
    return table


if __name__ == "__main__":
    print(asyncio.run(measure())[0].markdown)
