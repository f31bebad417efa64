"""The board of a plan: standings worked out once, classes that add up, the worst first, a plan that is closed."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import LampsPart
from bot.progress.board import Board, TaskClass
from bot.progress.model import Lamp, State, StatusUpdate, Summary
from tests.conftest import TODAY, small_plan
from tests.progress.reports import on, report, summary_of

PLAN = small_plan()
BOUND = {"drc": on(1, 10), "hr": on(1, 10)}  # housing has no room


def summaries(*reports: StatusUpdate) -> dict[str, Summary]:
    return {update.subject: summary_of(update) for update in reports}


def board(known: Mapping[str, Summary] | None = None, today: date = TODAY) -> Board:
    return Board(PLAN, known or {}, today, BOUND, LampsPart())


HALF_YEAR = summaries(
    report(on(7, 1), "1.1.1", value=21.5),
    report(on(7, 1), "1.1.2", state=State.DONE),
    report(on(7, 1), "2.1.1", percent=30),
    report(on(5, 1), "2.1.2", state=State.IN_PROGRESS, milestone=on(6, 30)),
    report(on(5, 1), "2.1.3", state=State.IN_PROGRESS, milestone=on(6, 30)),
)


def test_each_task_is_in_the_first_class_that_applies() -> None:
    found = {task.id: board(HALF_YEAR).class_of(task) for task in PLAN.all_tasks()}

    assert found == {
        "1.1.1": TaskClass.ON_TIME,
        "1.1.2": TaskClass.DONE,
        "2.1.1": TaskClass.BEHIND,
        "2.1.2": TaskClass.ON_TIME,  # long ago, but nobody could ask: no room
        "2.1.3": TaskClass.SILENT,
    }


def test_counts_name_every_class_and_lamp() -> None:
    known = board(HALF_YEAR)

    assert known.classes(PLAN.all_tasks()) == {"done": 1, "overdue": 0, "silent": 1, "behind": 1, "on_time": 2}
    assert known.lamps(PLAN.all_tasks()) == {
        Lamp.GREEN: 1,
        Lamp.YELLOW: 2,
        Lamp.RED: 0,
        Lamp.GREY: 1,
        Lamp.REPORTED: 0,
        Lamp.DONE: 1,
    }
    assert sum(board().classes(PLAN.sections[0].tasks).values()) == 2
    assert board().classes([])["silent"] == 0


def test_overdue_goes_before_silent() -> None:
    assert board(today=on(9, 29)).class_of(PLAN.tasks["1.1.2"]) is TaskClass.OVERDUE
    assert board(today=on(9, 28)).class_of(PLAN.tasks["1.1.2"]) is TaskClass.SILENT


def test_the_worst_comes_first_and_the_plan_decides_between_equals() -> None:
    known = board(
        summaries(
            report(on(10, 5), "1.1.1", percent=20),
            report(on(10, 5), "2.1.1", percent=10),
            report(on(10, 5), "2.1.2", state=State.DONE),
            report(on(10, 5), "2.1.3", state=State.IN_PROGRESS, milestone=on(6, 30)),
        ),
        today=on(10, 9),
    )

    assert [task.id for task in known.worst_first(PLAN.all_tasks())] == [
        "1.1.2",  # overdue
        "2.1.1",  # further behind
        "1.1.1",
        "2.1.3",
        "2.1.2",  # done
    ]
    assert [task.id for task in board(today=on(1, 5)).worst_first(PLAN.all_tasks())] == list(PLAN.tasks)


def test_a_standing_is_worked_out_once() -> None:
    known = board(HALF_YEAR)

    assert known.standing("1.1.1") is known.standing("1.1.1")
    assert known.standing("gdp").subject == "gdp"
    with pytest.raises(KeyError):
        known.standing("9.9.9")


@pytest.mark.parametrize(
    ("today", "closed", "as_of"),
    [
        (TODAY, False, TODAY),
        (on(2, 29, 2024), False, on(2, 29, 2024)),  # 60 days after the year
        (on(3, 1, 2024), True, on(2, 29, 2024)),
        (on(7, 1, 2026), True, on(2, 29, 2024)),
    ],
)
def test_a_plan_is_closed_sixty_days_after_its_year(today: date, closed: bool, as_of: date) -> None:
    known = board(HALF_YEAR, today)

    assert (known.closed, known.as_of, known.today) == (closed, as_of, today)


def test_a_closed_plan_stands_as_of_its_closing_day() -> None:
    late = summary_of(report(on(4, 1, 2024), "2.1.1", state=State.DONE, late=True))
    known = board({**HALF_YEAR, "2.1.1": late, "2.1.3": Summary("2.1.3")}, on(7, 1, 2026))

    assert known.standing("1.1.1").why.values == {"due": on(12, 31), "days": 60}
    assert known.standing("2.1.1").why.code == "no_record"
    assert known.standing("2.1.1").last_report is None
    assert known.classes(PLAN.all_tasks()) == {"done": 1, "overdue": 2, "silent": 2, "behind": 0, "on_time": 0}


@pytest.mark.parametrize(
    ("today", "share"),
    [(on(1, 1), 100 / 365), (on(7, 3), 184 / 3.65), (on(12, 31), 100), (on(3, 1, 2024), 100), (on(12, 1, 2022), 0)],
)
def test_share_of_year(today: date, share: float) -> None:
    assert board(today=today).share_of_year == pytest.approx(share)


@given(
    st.dictionaries(
        st.sampled_from(list(PLAN.tasks)),
        st.builds(
            lambda when, **more: summary_of(report(when, **more)),
            when=st.dates(on(1, 1), on(12, 31)),
            state=st.none() | st.sampled_from(State),
            percent=st.none() | st.floats(0, 120),
            blocker=st.booleans(),
        ),
    ),
    st.dates(date(2022, 12, 1), date(2024, 6, 1)),
)
def test_classes_and_lamps_add_up(known: dict[str, Summary], today: date) -> None:
    found = board(known, today)
    tasks = list(PLAN.all_tasks())

    assert sum(found.classes(tasks).values()) == len(tasks)
    assert sum(found.lamps(tasks).values()) == len(tasks)
    assert found.classes(tasks)["done"] == found.lamps(tasks)[Lamp.DONE]
    assert sorted(task.id for task in found.worst_first(tasks)) == sorted(PLAN.tasks)


def test_after_a_report_only_what_it_touched_is_worked_out_anew() -> None:
    before = board(HALF_YEAR)
    before.lamps(PLAN.all_tasks())
    more = HALF_YEAR | summaries(report(on(7, 4), "2.1.1", percent=80))

    after = before.with_summaries(more)

    assert after.lamps(PLAN.all_tasks()) == board(more).lamps(PLAN.all_tasks())
    assert after.standing("2.1.1").percent == 80
    assert before.standing("2.1.1").percent == 30
    assert after.standing("1.1.1") is before.standing("1.1.1")
