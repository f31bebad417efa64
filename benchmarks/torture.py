"""A thousand kills and half an hour of rain: `make torture`.

Arguments: kills of the bot, kills of the store, seconds of rain, seed. Prints what it found, and writes it into
docs/reliability.md between its two marks.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.soak import Soaked, soak
from tests.faults.torture import Tally, torture
from tests.stores.torture import torture as torture_store

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
ROUND = 50  # kills on one state


def main(kills: int = 1_000, store_kills: int = 1_000, seconds: int = 1_800, seed: int = 0) -> int:
    """Return 1 where anything was lost, came twice without saying so, could not be read, or grew without end."""
    chance = random.Random(seed)
    lines = [f"Made on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC with seed {seed}.", ""]
    faults = 0
    for title, table, wrong in (
        _kill_bots(kills, chance),
        _kill_stores(store_kills, chance),
        _soaked(seconds, seed),
    ):
        lines += [f"**{title}**", "", "| what | count |", "| --- | --- |", *table, ""]
        faults += wrong
        print("\n".join(lines[-len(table) - 4 :]), flush=True)
    if PAGE.exists():
        page = PAGE.read_text("utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        PAGE.write_text("\n".join((f"{before}{BEGIN}", *lines, f"{END}{after}")), "utf-8")
    return int(faults > 0)


def _kill_bots(kills: int, chance: random.Random) -> tuple[str, list[str], int]:
    began, tallies = time.monotonic(), list[Tally]()
    while (done := sum(tally.kills for tally in tallies)) < kills:
        with tempfile.TemporaryDirectory() as folder:
            tallies.append(torture(Path(folder), min(ROUND, kills - done), chance))
        faults = {name for tally in tallies for name in tally.faults}
        print(f"{done} kills, {time.monotonic() - began:.0f} s {faults or ''}", file=sys.stderr, flush=True)
    counts = Counter[str]()
    for tally in tallies:
        for name, value in vars(tally).items():
            counts[name.replace("_", " ")] += value if isinstance(value, int) else len(value)
    faults = sum(len(found) for tally in tallies for found in tally.faults.values())
    return "The bot killed with -9, judged by what people see", [f"| {k} | {v:,} |" for k, v in counts.items()], faults


def _kill_stores(kills: int, chance: random.Random) -> tuple[str, list[str], int]:
    counts, faults = Counter[str](), 0
    while counts["kills"] < kills:
        with tempfile.TemporaryDirectory() as folder:
            tally = torture_store(Path(folder), min(ROUND, kills - counts["kills"]), chance)
        faults += len(tally.faults)
        for name, value in vars(tally).items():
            counts[name.replace("_", " ")] += value if isinstance(value, int) else len(value)
        print(f"{counts['kills']} kills of stores", file=sys.stderr, flush=True)
    return (
        "The store killed with -9 while eight write, back up and archive",
        [f"| {name} | {count:,} |" for name, count in counts.items()],
        faults,
    )


def _soaked(seconds: int, seed: int) -> tuple[str, list[str], int]:
    with tempfile.TemporaryDirectory() as folder:
        found: Soaked = soak(Path(folder), seconds, random.Random(seed))
    return f"{seconds:,} s in the rain: a fault for every hundredth call", found.lines, len(found.faults)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
