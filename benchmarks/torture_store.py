"""Kill a writing bot a thousand times and count what that cost: `python -m benchmarks.torture_store [KILLS] [SEED]`."""

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.stores.torture import Tally, torture

ROUND = 50  # kills on one state; then a new one, or looking at all of it would take longer than the kills


def main(kills: int = 1_000, seed: int = 0) -> int:
    """Print the tally; return 1 where anything was lost, doubled, halved or unreadable."""
    chance = random.Random(seed)
    started = time.monotonic()
    tallies: list[Tally] = []
    while (done := sum(tally.kills for tally in tallies)) < kills:
        with tempfile.TemporaryDirectory() as folder:
            tallies.append(torture(Path(folder), min(ROUND, kills - done), chance))
        print(f"{sum(tally.kills for tally in tallies)} kills, {time.monotonic() - started:.0f} s", file=sys.stderr)
    print(f"kills                     {sum(tally.kills for tally in tallies)}  (seed {seed})")
    print(f"acknowledged reports      {sum(len(tally.acknowledged) for tally in tallies)}")
    print(f"reports found             {sum(tally.found for tally in tallies)}")
    for name in ("lost", "doubled", "halves", "unreadable", "wrong_summaries"):
        print(f"{name.replace('_', ' '):<26}{sum(len(getattr(tally, name)) for tally in tallies)}")
    return int(any(tally.faults for tally in tallies))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
