"""A few of the thousand kills of `make torture`; TORTURE_KILLS says how many, 5 without it."""

import os
import random
from pathlib import Path

import pytest

from tests.faults.torture import torture
from tests.faults.victim import POINTS

KILLS = int(os.environ.get("TORTURE_KILLS", "5"))
ROUND = 2 * len(POINTS)  # kills on one state: every named point once, and as many at random


@pytest.mark.process
@pytest.mark.parametrize("first", range(0, KILLS, ROUND))
def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice_unmarked(first: int, tmp_path: Path) -> None:
    kills = min(ROUND, KILLS - first)
    tally = torture(tmp_path, kills, random.Random(KILLS + first))
    assert tally.faults == {}
    assert (tally.kills, tally.acknowledged) == (kills, len(tally.said))
