"""What a digest run costs in CPU time: 5,000 rooms, 10,000 tasks, on the first working day of a week."""

import asyncio
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from benchmarks import big
from benchmarks.table import Table, spread
from bot.config import Config
from bot.desk.facts import gather
from bot.desk.picture import bound_dates
from bot.language.workdays import Workdays
from bot.notices.routines import due
from bot.plan.files import read_plan
from bot.progress.board import Board
from bot.stores.base import Store
from bot.stores.tinydb import open_store
from bot.texts.notices import notice_message
from bot.texts.render import Texts

RUNS = 9
GOAL_SECONDS = 2.0
MONDAY = datetime(2023, 7, 3, 9, 30, tzinfo=big.ZONE)
T = TypeVar("T")


async def measure(runs: int = RUNS) -> list[Table]:
    """Plan the same day again and again."""
    plan = await asyncio.to_thread(lambda: read_plan(big.plan_folder()))
    tables = list[Table]()
    for reports in (1_000, big.REPORTS):
        made = await asyncio.to_thread(big.state, reports)
        store = open_store(made, plan, read_only=True)
        tables.append(await _measure(store, runs, reports))
        await store.close()
    return tables


async def _measure(store: Store, runs: int, reports: int) -> Table:
    config, workdays, texts = Config(), Workdays(), Texts()
    view = store.view
    costs: dict[str, list[float]] = {
        "the board and its facts, read from history": [],
        "deciding who hears what (5,000 digests)": [],
        "putting it into words": [],
    }
    for _ in range(runs):
        bound = bound_dates(view.rooms, big.ZONE)
        board = Board(view.plan, view.summaries, MONDAY.date(), bound, config.lamps)
        facts, took = await _read(store, lambda reader, b=board: gather(reader, view, b, MONDAY, config, workdays))
        notices, decided = _timed(lambda f=facts: due(f, MONDAY))
        _, worded = _timed(lambda n=notices: [notice_message(notice, texts, "zh") for notice in n])
        assert len(notices) == big.DEPARTMENTS
        for kept, value in zip(costs.values(), (took, decided, worded), strict=True):
            kept.append(value)
    table = Table(f"A digest run for {big.DEPARTMENTS:,} rooms, {reports:,} reports", ("step", "CPU s"))
    for name, values in costs.items():
        table.row(name, spread(values, 2))
    decided = list(costs.values())[1]
    table.at_most("planned", statistics.median(decided), GOAL_SECONDS, " s")
    table.notes.append(f"{runs} runs. Reading and deciding run beside the event loop, the words are made 20 at a time.")
    return table


async def _read(store: Store, work) -> tuple[object, float]:
    return await store.read(lambda reader: _timed(lambda: work(reader)))


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.thread_time()
    made = work()
    return made, time.thread_time() - began


if __name__ == "__main__":
    for made in asyncio.run(measure()):
        print(made.markdown)
