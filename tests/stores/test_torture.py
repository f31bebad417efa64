"""A few of the thousand kills that `make torture` makes."""

import random
from pathlib import Path

import pytest

from tests.stores.torture import torture


@pytest.mark.process
def test_nothing_acknowledged_is_lost_when_the_bot_is_killed(tmp_path: Path) -> None:
    tally = torture(tmp_path, kills=5, chance=random.Random(5))
    assert tally.faults == []
    assert (tally.kills, len(tally.acknowledged) > 100, tally.found >= len(tally.acknowledged)) == (5, True, True)
