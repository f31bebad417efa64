"""The picture answers are made of: made anew only where something that shows has changed."""

from dataclasses import replace
from datetime import timedelta

from bot.config import Config
from bot.desk.picture import Pictures
from bot.people.model import Room
from bot.stores.base import View
from tests.conftest import NOW, TODAY, small_plan
from tests.progress.reports import on, report, summary_of

ROOM = Room("r", "telegram:-7", departments=("hr",), bound_at=NOW)
VIEW = View(small_plan(), {"r": ROOM}, version=1)


def test_a_commit_that_shows_nothing_costs_no_new_board() -> None:
    pictures = Pictures(Config())
    first = pictures.of(VIEW, TODAY)
    later = replace(VIEW, version=2)

    second = pictures.of(later, TODAY)

    assert second.view is later
    assert (second.board, second.index, second.by_address) == (first.board, first.index, first.by_address)
    assert pictures.of(later, TODAY) is second


def test_what_changed_shows() -> None:
    pictures = Pictures(Config())
    first = pictures.of(VIEW, TODAY)
    assert first.board.standing("2.1.1").percent is None

    reported = replace(VIEW, summaries={"2.1.1": summary_of(report(on(7, 4), "2.1.1", percent=80))})
    assert pictures.of(reported, TODAY).board.standing("2.1.1").percent == 80

    moved = replace(reported, rooms={"r": replace(ROOM, address="telegram:-1007")})
    assert list(pictures.of(moved, TODAY).by_address) == ["telegram:-1007"]

    tomorrow = TODAY + timedelta(days=1)
    assert pictures.of(moved, tomorrow).board.today == tomorrow
    assert pictures.of(replace(moved, plan=small_plan()), tomorrow).index is not first.index
