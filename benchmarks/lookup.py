"""Looking a target or a task up among 10,000 tasks, in this process."""

import statistics
import time
from collections.abc import Callable

from benchmarks import big
from benchmarks.table import Table, spread
from bot.plan.files import read_plan
from bot.plan.lookup import Index

RUNS, EACH = 9, 200
GOAL = 0.1  # milliseconds


def measure(runs: int = RUNS) -> list[Table]:
    """Look the same words up again and again."""
    index = Index(read_plan(big.plan_folder()))
    index.prepare()
    table = Table(f"Looking up among {big.TASKS:,} tasks", ("what", "ms"))
    figures = {
        "/target gdp": lambda: index.target("gdp"),
        "/task 20.50.10": lambda: index.task("20.50.10"),
        "a department by its short name": lambda: index.department("东华发展办"),
        "a task by words of its title": lambda: index.task("洪桥片区重点养老服务综合体"),
        "words that fit nothing": lambda: index.task("地铁延长线"),
    }
    for what, look in figures.items():
        took = [_took(look) for _ in range(runs)]
        table.row(what, spread(took, 4))
        if what == "/target gdp":
            table.at_most(what, statistics.median(took), GOAL, " ms")
    table.notes.append(f"Mean of {EACH} in each of {runs} runs.")
    return [table]


def _took(look: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(EACH):
        look()
    return (time.perf_counter() - began) / EACH * 1000


if __name__ == "__main__":
    print(measure()[0].markdown)
