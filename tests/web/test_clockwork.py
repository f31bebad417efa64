"""The demo's clock: where a wish leads, and what is refused."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Refused
from bot.web.demo.clockwork import Clockwork, target_of
from tests.conftest import SHANGHAI
from tests.web.conftest import FakeClock


@pytest.mark.parametrize(
    ("now", "wish", "target"),
    [
        ("2023-07-03T08:50", {"hours": 1}, "2023-07-03T09:50"),
        ("2023-07-03T08:50", {"days": 1}, "2023-07-04T08:50"),
        ("2023-07-03T08:50", {"to": "monday"}, "2023-07-10T09:00"),
        ("2023-07-09T23:59", {"to": "monday"}, "2023-07-10T09:00"),
        ("2023-07-05T12:00", {"to": "2023-08-01T09:00"}, "2023-08-01T09:00"),
        ("2023-07-05T12:00", {"to": "2023-08-01T09:00+00:00"}, "2023-08-01T17:00"),
    ],
)
def test_where_a_wish_leads(now: str, wish: dict[str, Any], target: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    assert target_of(wish, at) == datetime.fromisoformat(target).replace(tzinfo=SHANGHAI)


def test_a_day_later_it_is_the_same_time_of_day_across_summer_time() -> None:
    before = datetime(2023, 3, 25, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    assert target_of({"days": 1}, before).isoformat() == "2023-03-26T09:00:00+02:00"


@pytest.fixture
def told() -> list[tuple[str, dict[str, Any]]]:
    return []


@pytest.fixture
def clockwork(clock: FakeClock, told: list[tuple[str, dict[str, Any]]]) -> Clockwork:
    return Clockwork(clock, lambda kind, face: told.append((kind, face)))


async def test_without_a_bot_the_clock_just_jumps(clockwork: Clockwork, clock: FakeClock) -> None:
    assert await clockwork.move({"to": "monday"}) == datetime(2023, 7, 10, 9, 0, tzinfo=SHANGHAI) == clock.now()


async def test_the_bot_runs_what_is_due_while_pages_see_the_clock_move(
    clockwork: Clockwork, clock: FakeClock, told: list[tuple[str, dict[str, Any]]]
) -> None:
    seen: list[datetime] = []

    async def on_move(target: datetime) -> None:
        seen.append(target)
        assert clockwork.face["moving"]
        with pytest.raises(Refused, match="is being moved already"):
            await clockwork.move({"hours": 1})

    clockwork.on_move = on_move
    await clockwork.move({"hours": 1})
    assert seen == [datetime(2023, 7, 3, 9, 50, tzinfo=SHANGHAI)]
    assert clock.now() == seen[0]
    assert told[-1] == ("clock", clockwork.face)
    assert clockwork.face == {
        "now": "2023-07-03T09:50:00.000+08:00",
        "moving": False,
        "monday": "2023-07-10T09:00+08:00",
    }


async def test_a_bot_that_fails_leaves_a_clock_that_can_be_moved_again(clockwork: Clockwork) -> None:
    async def on_move(target: datetime) -> None:
        raise RuntimeError("the bot fell over")

    clockwork.on_move = on_move
    with pytest.raises(RuntimeError, match="fell over"):
        await clockwork.move({"hours": 1})
    assert not clockwork.moving
    clockwork.on_move = None
    assert await clockwork.move({"hours": 1})


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"to": "2023-07-03T08:00"}, "goes forward only"),
        ({"hours": -1}, "goes forward only"),
        ({"days": 400}, "at most 370 days"),
        ({"to": "someday"}, "is no time"),
        ({"to": "2023-02-30T09:00"}, "is no time"),
        ({"hours": "many"}, "is no time"),
        ({"days": 10**12}, "is no time"),
    ],
)
async def test_refused(clockwork: Clockwork, wish: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        await clockwork.move(wish)
