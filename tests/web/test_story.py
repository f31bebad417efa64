"""The demo's invented half year: plain words that are read as meant, the same every time."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.config import DEFAULT_PLAN
from bot.demo import invented
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.progress.model import State
from bot.web.demo.cast import cast_of
from bot.web.demo.story import Told, story
from tests.conftest import SHANGHAI

BEGINS = datetime(2023, 7, 3, 8, 50, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def yuexiu() -> Plan:
    return read_plan(Path(DEFAULT_PLAN))


@pytest.fixture(scope="module")
def told(yuexiu: Plan) -> list[Told]:
    return story(yuexiu, BEGINS)


def test_it_is_the_same_every_time_and_in_order(yuexiu: Plan, told: list[Told]) -> None:
    assert story(yuexiu, BEGINS) == told
    assert [one.at for one in told] == sorted(one.at for one in told)
    assert all(one.at < BEGINS for one in told)


def test_most_tasks_are_reported_on_and_some_never(yuexiu: Plan, told: list[Told]) -> None:
    reported = {one.subject for one in told} & yuexiu.tasks.keys()
    assert 0.8 * len(yuexiu.tasks) < len(reported) < len(yuexiu.tasks)


def test_what_is_told_is_read_as_a_report_without_doubt(yuexiu: Plan, told: list[Told]) -> None:
    cast = cast_of(yuexiu)
    updates = [invented(one, yuexiu, cast) for one in told]
    assert all(update.reading.is_update and update.invented for update in updates)
    doubted = Counter(update.text for update in updates if not update.reading.sure)
    assert not doubted
    assert not [u.text for u in updates if u.reading.forecast and u.reading.forecast < u.at.date()]


def test_a_milestone_that_is_met_ends_no_task(yuexiu: Plan, told: list[Told]) -> None:
    cast = cast_of(yuexiu)
    met = [invented(one, yuexiu, cast) for one in told if one.milestone]
    assert met
    assert {update.reading.state for update in met} == {State.IN_PROGRESS}


def test_the_walk_of_the_readme_finds_what_it_needs(yuexiu: Plan, told: list[Told]) -> None:
    last = [one for one in told if one.subject == "1.2.1"][-1]
    update = invented(last, yuexiu, cast_of(yuexiu))
    assert update.reading.value == 18.2
    assert yuexiu.tasks["1.2.1"].milestones[1].date == date(2023, 6, 30)
