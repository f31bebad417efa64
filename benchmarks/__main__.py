"""Every bench, one after the other: `python -m benchmarks [OUT.md] [RUNS]` prints the tables and writes them down.

Of docs/benchmarks.md the table of goals in the READMEs is made.
"""

import asyncio
import inspect
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import broadcast, commands, lookup, pages, pictures, planning, start, store
from benchmarks.summary import PAGE, write
from benchmarks.table import Table
from bot.terminal import bar

# The longest comes last. Each gives tables; `runs` of it are timed.
BENCHES: tuple[Callable[[int], Any], ...] = (
    lookup.measure,
    pictures.measure,
    planning.measure,
    pages.measure,
    store.measure,
    start.measure,
    commands.measure,
    broadcast.measure,
)
RUNS = 9


def main(out: Path | None, runs: int) -> int:
    """Run them all; a bench that breaks is said to be broken, and the others go on."""
    parts = [_head(runs)]
    broken = 0
    with bar("benches") as show:
        for number, bench in enumerate(BENCHES):
            show(number, len(BENCHES))
            name, began = bench.__module__.rpartition(".")[2], time.monotonic()
            try:
                tables: list[Table] = _run(bench, runs)
            except Exception as error:
                broken += 1
                tables = [Table(f"{name}: broken", ("why",), [(f"{type(error).__name__}: {error}",)])]
            parts += [table.markdown for table in tables]
            print("\n".join(parts[-len(tables) :]), flush=True)
            print(f"({name}: {time.monotonic() - began:.0f} s)", file=sys.stderr, flush=True)
    if out is not None:
        out.write_text("\n".join(parts), "utf-8")
        if out.resolve() == PAGE:
            write()
    return broken


def _run(bench: Callable[[int], Any], runs: int) -> list[Table]:
    made = bench(runs)
    return asyncio.run(made) if inspect.iscoroutine(made) else made


def _head(runs: int) -> str:
    load = os.getloadavg()[0]
    busy = " (busy: absolute times are too long)" if load > 1 else ""
    return f"""# Benchmarks

`make bench` makes this page anew. {runs} interleaved runs, median [smallest–largest]; differences under 20% are noise.

Made on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} processors that
bots, server and load share; load of the machine when it began: {load:.1f}{busy}.
"""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None, int(sys.argv[2]) if len(sys.argv) > 2 else RUNS))
