"""A measure that counts a decline in % (单位GDP能耗下降率) is read as a rate, and is met by the year's figure only."""

from datetime import date

import pytest

from bot.plan.model import Comparator, Measure
from bot.progress.model import State
from bot.progress.reading import read

SAVED = Measure("单位GDP能耗下降率", Comparator.AT_LEAST, 3.0, "%", reported=True)


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("上半年能耗下降3.6%", 3.6, State.IN_PROGRESS),
        ("单位GDP能耗下降率为3.6%", 3.6, State.IN_PROGRESS),
        ("3.6%", 3.6, State.IN_PROGRESS),
        ("单位GDP能耗同比上升0.5%", -0.5, State.IN_PROGRESS),
    ],
)
def test_a_decline(text: str, value: float, state: State) -> None:
    reading = read(text, SAVED, date(2023, 7, 5))
    assert (reading.value, reading.percent, reading.state) == (value, None, state)


def test_a_decline_of_the_whole_year() -> None:
    assert read("2023年全年单位GDP能耗下降3.6%", SAVED, date(2024, 1, 20)).state is State.DONE
