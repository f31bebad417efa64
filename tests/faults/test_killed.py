"""A few of the thousand kills of `make torture`; TORTURE_KILLS says how many, 5 without it."""

import os
import random
from pathlib import Path

import pytest

from tests.faults.torture import torture

KILLS = int(os.environ.get("TORTURE_KILLS", "5"))


@pytest.mark.process
def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice_unmarked(tmp_path: Path) -> None:
    tally = torture(tmp_path, KILLS, random.Random(KILLS))
    assert tally.faults == {}
    assert (tally.kills, tally.acknowledged) == (KILLS, len(tally.said))
