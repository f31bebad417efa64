"""What each page of the dashboard costs with 10,000 tasks and a million reports: milliseconds, and bytes it is long."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from benchmarks import big
from benchmarks.table import Table, spread
from bot.app import make_clock
from bot.config import load
from bot.people.model import Person, Role
from bot.people.passes import KEY, Pass, Use, sign
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.stores.base import Transaction
from bot.stores.tinydb import open_store
from bot.web.dashboard import Dashboard
from bot.web.dashboard.door import COOKIE

RUNS = 9
GOAL_MS, GOAL_KB = 100.0, 100.0
SECRET = "a key of the bench"
VISITOR = Person("telegram:77", "bench", Role.LEADER)
NOON = datetime(2023, 7, 5, 12, tzinfo=big.ZONE)


async def measure(runs: int = RUNS) -> list[Table]:
    """Ask for every page again and again, by the application itself, without gzip and without a network."""
    plan = read_plan(big.plan_folder())
    table = Table("Pages of the dashboard, 10,000 tasks", ("page", "ms", "KB"))
    with TemporaryDirectory() as folder:
        state = await asyncio.to_thread(big.copy_at, NOON, big.REPORTS, Path(folder) / "state")
        store = open_store(state, plan)
        config = load(state_dir=state)
        clock = await make_clock(store, config, None)
        await store.write(_let_in)
        dashboard = Dashboard(store, config, clock)
        signed = sign(SECRET, Use.SESSION, Pass(VISITOR.id, VISITOR.role, 0, "x", clock.now().replace(year=2030)))
        transport = httpx.ASGITransport(dashboard.app)
        headers = {"accept-encoding": "identity", "cookie": f"{COOKIE}={signed}"}
        worst_ms = worst_kb = 0.0
        async with httpx.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as browser:
            for page in _pages(plan):
                await browser.get(page)
                took, size = list[float](), 0.0
                for _ in range(runs):
                    began = time.perf_counter()
                    answer = await browser.get(page)
                    took.append((time.perf_counter() - began) * 1000)
                    assert answer.status_code == 200, (page, answer.status_code)
                    size = len(answer.content) / 1000
                table.row(page, spread(took), f"{size:.0f}")
                worst_ms = max(worst_ms, median(took))
                worst_kb = max(worst_kb, 0.0 if page.endswith(".svg") else size)
        await store.close()
    table.at_most("the slowest page", worst_ms, GOAL_MS, " ms")
    table.at_most("the longest page", worst_kb, GOAL_KB, " KB")
    table.notes.append(f"{runs} runs each after one that is not counted; bytes before gzip.")
    return [table]


def _pages(plan: Plan) -> Iterator[str]:
    task = next(plan.all_tasks())
    yield from ("/", "/?lamp=red", "/?lamp=green&page=3", "/?q=养老", "/targets", "/departments", "/week")
    yield from (f"/task/{task.id}", f"/department/{task.lead.department}", "/picture/glance.svg")


def _let_in(change: Transaction) -> None:
    change.put_person(VISITOR)
    change.put_setting(KEY, SECRET)


if __name__ == "__main__":
    for made in asyncio.run(measure()):
        print(made.markdown)
