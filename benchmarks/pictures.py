"""Pictures: how long one takes to draw and how large it is, for the plan in the box and for one of 10,000 tasks."""

import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from benchmarks import big
from benchmarks.table import Table, spread
from bot.config import DEFAULT_PLAN, LampsPart
from bot.demo import invented
from bot.plan.files import read_plan
from bot.progress.board import Board
from bot.progress.standing import summarise
from bot.reports.pictures import department, glance, png, target
from bot.web.demo.cast import cast_of
from bot.web.demo.story import story

RUNS = 9
TODAY = date(2023, 7, 3)
MILLISECONDS, KILOBYTES = 1000, 1024
GOAL_MS, GOAL_KB = 50, 200


def measure(runs: int = RUNS) -> list[Table]:
    """Draw each picture so many times."""
    table = Table("Pictures", ("picture", "SVG, ms", "PNG 780 px wide, ms", "PNG, KB"))
    largest = slowest = 0.0
    for name, draw in _pictures().items():
        drawn: list[float] = []
        painted: list[float] = []
        size = 0
        draw()  # the first one also reads the templates and works out the standings
        for _ in range(runs):
            began = time.perf_counter()
            svg = draw()
            middle = time.perf_counter()
            size = len(png(svg))
            drawn.append((middle - began) * MILLISECONDS)
            painted.append((time.perf_counter() - middle) * MILLISECONDS)
        table.row(name, spread(drawn), spread(painted, 0), f"{size / KILOBYTES:.0f}")
        largest = max(largest, size / KILOBYTES)
        slowest = max(slowest, min(drawn) + min(painted))
    table.at_most("the largest", largest, GOAL_KB, " KB")
    table.at_most("the slowest, at its best", slowest, GOAL_MS, " ms")
    table.notes.append(
        "Most of the time goes into the PNG (4 MB of pixels compressed); it holds the interpreter's lock."
    )
    return [table]


def _pictures() -> dict[str, Callable[[], str]]:
    plan = read_plan(DEFAULT_PLAN)
    begins = datetime.combine(TODAY, time_of_day(8, 50), ZoneInfo("Asia/Shanghai"))
    cast = cast_of(plan)
    reports = [invented(told, plan, cast) for told in story(plan, begins)]
    summaries = {
        name: summarise(name, [r for r in reports if r.subject == name]) for name in {r.subject for r in reports}
    }
    board = Board(plan, summaries, TODAY, {}, LampsPart())
    many = Board(read_plan(big.plan_folder()), {}, TODAY, {}, LampsPart())
    return {
        "the plan at a glance": lambda: glance(board, "zh"),
        "… in English, dark": lambda: glance(board, "en", dark=True),
        "a target": lambda: target(board, "revenue", [r for r in reports if r.subject == "revenue"], "zh"),
        "a department of 18 tasks": lambda: department(board, "housing", "zh"),
        "10,000 tasks at a glance": lambda: glance(many, "zh"),
    }
