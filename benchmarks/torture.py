"""A thousand kills and half an hour of rain: `make torture`.

Arguments: kills of the bot, kills of the store, seconds of rain, seed. Prints what it found, and writes it into
docs/reliability.md between its two marks.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.terminal import bar
from tests.faults.soak import Soaked, soak
from tests.faults.torture import Tally, torture
from tests.stores.torture import torture as torture_store

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
ROUND = 50  # kills on one state

Show = Callable[[int, int], None]  # done, in all
Found = tuple[str, list[str], int]  # a title, rows of a table, and how many faults


def main(kills: int = 1_000, store_kills: int = 1_000, seconds: int = 1_800, seed: int = 0) -> int:
    """Return 1 where anything was lost, came twice without saying so, could not be read, or grew without end."""
    chance, began = random.Random(seed), time.monotonic()
    lines = [f"Made on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC with seed {seed}", ""]
    faults = 0
    trials: tuple[tuple[str, Callable[[Show], Found]], ...] = (
        ("kills of the bot", lambda show: _kill_bots(kills, chance, show)),
        ("kills of the store", lambda show: _kill_stores(store_kills, chance, show)),
        ("seconds in the rain", lambda show: _soaked(seconds, seed, show)),
    )
    for name, trial in trials:
        with bar(name) as show:
            title, table, wrong = trial(show)
        lines += [f"**{title}**", "", "| what | count |", "| --- | --- |", *table, ""]
        faults += wrong
        print("\n".join(lines[-len(table) - 4 :]), flush=True)
    lines[0] += f", in {(time.monotonic() - began) / 60:.0f} minutes."
    if PAGE.exists():
        page = PAGE.read_text("utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        PAGE.write_text("\n".join((f"{before}{BEGIN}", *lines, f"{END}{after}")), "utf-8")
    return int(faults > 0)


def _kill_bots(kills: int, chance: random.Random, show: Show) -> Found:
    began, tallies = time.monotonic(), list[Tally]()
    while (done := sum(tally.kills for tally in tallies)) < kills:
        with tempfile.TemporaryDirectory() as folder:
            more = min(ROUND, kills - done)
            tallies.append(torture(Path(folder), more, chance, lambda n, before=done: show(before + n, kills)))
        faults = {name for tally in tallies for name in tally.faults}
        print(f"{done} kills, {time.monotonic() - began:.0f} s {faults or ''}", file=sys.stderr, flush=True)
    counts = Counter[str]()
    for tally in tallies:
        for name, value in vars(tally).items():
            counts[name.replace("_", " ")] += value if isinstance(value, int) else len(value)
    faults = sum(len(found) for tally in tallies for found in tally.faults.values())
    return "The bot killed with -9, judged by what people see", [f"| {k} | {v:,} |" for k, v in counts.items()], faults


def _kill_stores(kills: int, chance: random.Random, show: Show) -> Found:
    counts, faults = Counter[str](), 0
    while counts["kills"] < kills:
        with tempfile.TemporaryDirectory() as folder:
            tally = torture_store(Path(folder), min(ROUND, kills - counts["kills"]), chance)
        faults += len(tally.faults)
        for name, value in vars(tally).items():
            counts[name.replace("_", " ")] += value if isinstance(value, int) else len(value)
        show(counts["kills"], kills)
        print(f"{counts['kills']} kills of stores", file=sys.stderr, flush=True)
    return (
        "The store killed with -9 while eight write, back up and archive",
        [f"| {name} | {count:,} |" for name, count in counts.items()],
        faults,
    )


def _soaked(seconds: int, seed: int, show: Show) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        found: Soaked = soak(Path(folder), seconds, random.Random(seed), show)
    return f"{seconds:,} s in the rain: a fault for every hundredth call", found.lines, len(found.faults)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
