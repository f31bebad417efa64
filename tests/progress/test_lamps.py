"""The lamp of a task and of a target, and why, by the rules of the house."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import LampsPart
from bot.plan.model import Comparator, Due, Measure, Milestone, Plan, Target, Task
from bot.progress.lamps import silent_days, target_standing, task_standing
from bot.progress.model import Lamp, Standing, State, Summary
from tests.conftest import TODAY, small_plan, small_task
from tests.progress.reports import on, report, saying, summary_of

RULES = LampsPart()
START = on(1, 1)
BOUND = on(1, 10)

INVESTMENT = Measure("年度投资", Comparator.MORE, 39, "亿元", reported=True)
RATE = Measure("固定资产投资", Comparator.AT_LEAST, 10, "%", reported=True, growth=True)
HALF = Milestone(on(6, 30), "过半", percent=50)
PRINTED = Milestone(on(3, 31), "印发方案")
STARTED = Milestone(on(6, 30), "全面开工")


def counted(*milestones: Milestone, measure: Measure = INVESTMENT) -> Task:
    return small_task("1.1.1", "投资", "drc", measures=(measure,), milestones=milestones)


def words(*milestones: Milestone, due: date | None = None) -> Task:
    return small_task("1.1.1", "政策", "drc", milestones=milestones, due=Due(due or on(12, 31)))


def stand(task: Task, summary: Summary | None, today: date = TODAY, **more: object) -> Standing:
    values: dict[str, object] = {"bound_since": BOUND, "start": START, "rules": RULES, "closed": False} | more
    return task_standing(task, summary, today, **values)  # type: ignore[arg-type]


# ---- tasks: what stands, what was reported, the day, the lamp and its reason

WITH_A_NUMBER = [
    # half-time and 5 days of the 184 after it: 51.4 % should stand
    (counted(HALF), saying(on(7, 1), percent=60), TODAY, Lamp.GREEN, "on_track"),
    (counted(HALF), saying(on(7, 1), percent=41.4), TODAY, Lamp.GREEN, "on_track"),  # 10 points behind is still green
    (counted(HALF), saying(on(7, 1), percent=41.3), TODAY, Lamp.YELLOW, "behind"),
    (counted(HALF), saying(on(7, 1), percent=21.4), TODAY, Lamp.YELLOW, "behind"),
    (counted(HALF), saying(on(7, 1), percent=21.3), TODAY, Lamp.RED, "behind"),
    (counted(HALF), saying(on(7, 1), value=21.5), TODAY, Lamp.GREEN, "on_track"),  # 55 % by the measure
    (counted(HALF), saying(on(7, 1), value=3.9), TODAY, Lamp.RED, "behind"),
    (counted(HALF), saying(on(3, 1), value=31.2), TODAY, Lamp.GREEN, "on_track"),  # the number speaks, silent or not
    (counted(HALF), saying(on(7, 1), State.NOT_STARTED), TODAY, Lamp.RED, "behind"),
    (counted(HALF), saying(on(7, 1)), on(6, 30), Lamp.GREEN, "no_figure"),
    (counted(HALF), saying(on(7, 1)), TODAY, Lamp.YELLOW, "milestone"),  # no figure, and half-time is over
    (words(HALF), saying(on(7, 1), percent=45), TODAY, Lamp.GREEN, "on_track"),
    (counted(measure=RATE), saying(on(7, 1), value=10), TODAY, Lamp.GREEN, "met"),
    (counted(measure=RATE), saying(on(7, 1), value=9), TODAY, Lamp.YELLOW, "below"),
    (counted(measure=RATE), saying(on(7, 1), value=6.3), TODAY, Lamp.RED, "below"),
]

WITHOUT = [
    (words(PRINTED), None, on(3, 31), Lamp.GREY, "never"),
    (words(PRINTED), None, on(4, 1), Lamp.YELLOW, "milestone"),
    (words(PRINTED), saying(on(3, 28)), on(4, 1), Lamp.YELLOW, "milestone"),
    (words(PRINTED), saying(on(3, 28), milestone=on(3, 31)), on(4, 1), Lamp.GREEN, "reported"),
    (words(PRINTED, STARTED), saying(on(7, 1), milestone=on(6, 30)), TODAY, Lamp.GREEN, "reported"),
    (words(), saying(on(6, 5)), TODAY, Lamp.GREEN, "reported"),  # 30 days ago
    (words(), saying(on(6, 4)), TODAY, Lamp.YELLOW, "silent"),
    (words(), saying(on(5, 1), State.NOT_STARTED), on(5, 2), Lamp.GREEN, "not_started"),
    (words(), saying(on(7, 1), State.NOT_STARTED), on(7, 2), Lamp.GREEN, "not_started"),  # half of 364 days
    (words(), saying(on(7, 1), State.NOT_STARTED), on(7, 3), Lamp.YELLOW, "not_started"),
    (words(due=on(9, 28)), saying(on(8, 20), State.NOT_STARTED), on(8, 28), Lamp.YELLOW, "not_started"),
    (words(due=on(9, 28)), saying(on(8, 20), State.NOT_STARTED), on(8, 29), Lamp.RED, "not_started"),
    (words(PRINTED, due=on(9, 28)), saying(on(8, 20), State.NOT_STARTED), on(8, 29), Lamp.RED, "not_started"),  # worse
]

FIRST_OF_ALL = [
    (words(PRINTED), saying(on(6, 1), State.DONE), TODAY, Lamp.DONE, "done"),
    (words(PRINTED), saying(on(6, 1), State.DONE), on(3, 1, 2024), Lamp.DONE, "done"),
    (words(due=on(9, 28)), saying(on(9, 20), State.DONE, blocker=True), on(10, 9), Lamp.DONE, "done"),
    (words(due=on(9, 28)), saying(on(9, 20)), on(9, 28), Lamp.GREEN, "reported"),  # the day itself is not past
    (words(due=on(9, 28)), saying(on(9, 20)), on(9, 29), Lamp.RED, "overdue"),
    (words(due=on(9, 28)), None, on(9, 29), Lamp.RED, "overdue"),
    (counted(), saying(on(12, 30), percent=99), on(1, 1, 2024), Lamp.RED, "overdue"),
    (words(), saying(on(7, 1), State.BLOCKED), TODAY, Lamp.YELLOW, "blocked"),
    (words(), saying(on(7, 1), blocker=True), TODAY, Lamp.YELLOW, "blocked"),
    (words(PRINTED), saying(on(7, 1), blocker=True), TODAY, Lamp.YELLOW, "blocked"),
    (counted(HALF), saying(on(7, 1), percent=90, blocker=True), TODAY, Lamp.YELLOW, "blocked"),
    (counted(HALF), saying(on(7, 1), percent=2, blocker=True), TODAY, Lamp.RED, "behind"),  # yellow at least
]


@pytest.mark.parametrize(("task", "summary", "today", "lamp", "code"), FIRST_OF_ALL + WITH_A_NUMBER + WITHOUT)
def test_the_first_rule_that_holds_lights_the_lamp(
    task: Task, summary: Summary | None, today: date, lamp: Lamp, code: str
) -> None:
    standing = stand(task, summary, today)

    assert (standing.lamp, standing.why.code) == (lamp, code)


@pytest.mark.parametrize(
    ("task", "summary", "today", "values"),
    [
        (counted(HALF), saying(on(7, 1), percent=38.2), on(6, 30), {"expected": 50, "actual": 38.2, "points": 11.8}),
        (words(due=on(9, 28)), None, on(10, 1), {"due": on(9, 28), "days": 3}),
        (words(PRINTED, STARTED), None, TODAY, {"date": on(6, 30), "text": "全面开工", "missed": 2}),
        (words(), saying(on(5, 26)), TODAY, {"days": 40}),
        (words(), saying(on(6, 28), State.DONE), TODAY, {"on": on(6, 28)}),
        (
            words(),
            saying(on(7, 1), blocker=True, blocker_text="场地紧张"),
            TODAY,
            {"stopped": False, "text": "场地紧张"},
        ),
        (words(), saying(on(7, 1), State.BLOCKED), TODAY, {"stopped": True, "text": ""}),
        (
            counted(measure=RATE),
            saying(on(7, 1), value=9, period_end=on(6, 30)),
            TODAY,
            {"value": 9, "goal": 10, "gap": -1, "unit": "%", "period_end": on(6, 30)},
        ),
    ],
)
def test_a_reason_says_its_numbers(task: Task, summary: Summary, today: date, values: Mapping[str, object]) -> None:
    assert stand(task, summary, today).why.values == pytest.approx(values)


def test_who_met_a_later_milestone_is_beyond_the_earlier() -> None:
    task = words(PRINTED, STARTED, Milestone(on(9, 30), "主体封顶"))

    late = stand(task, saying(on(10, 1), milestone=on(6, 30)), on(10, 10))

    assert late.why.values == {"date": on(9, 30), "text": "主体封顶", "missed": 1}


def test_silence_needs_a_room_to_be_asked_in() -> None:
    reported = saying(on(3, 1))

    assert stand(words(), reported, bound_since=None).why.code == "stale"
    assert stand(words(), reported, bound_since=None).lamp is Lamp.GREY
    assert stand(words(), reported, bound_since=on(6, 20)).why.code == "reported"  # asked for only 15 days
    assert stand(words(), reported, bound_since=on(5, 20)).why.values == {"days": 46}


@pytest.mark.parametrize(
    ("last", "bound", "days"),
    [
        (None, None, None),
        (on(7, 1), None, None),
        (None, on(1, 10), 176),
        (None, on(12, 1, 2022), 185),  # from the plan's start
        (on(7, 1), on(1, 10), 4),
        (on(3, 1), on(6, 20), 15),
        (on(7, 9), on(1, 10), 0),  # a report of tomorrow
    ],
)
def test_silence_runs_from_the_latest_of_start_binding_and_report(
    last: date | None, bound: date | None, days: int | None
) -> None:
    assert silent_days(saying(last) if last else None, TODAY, bound, START) == days


def test_a_closed_plan_holds_nothing_against_those_who_were_never_heard() -> None:
    closing = on(2, 29, 2024)
    late = summary_of(report(on(4, 1, 2024), state=State.DONE, late=True))

    assert stand(words(), None, closing, closed=True).why.code == "no_record"
    assert stand(words(), late, closing, closed=True).lamp is Lamp.GREY  # a late report lights no lamp
    assert stand(words(), saying(on(9, 1)), closing, closed=True).why.code == "overdue"
    assert stand(words(), saying(on(9, 1), State.DONE), closing, closed=True).lamp is Lamp.DONE


def test_a_standing_shows_what_was_reported() -> None:
    summary = saying(on(7, 1), value=21.5, forecast=on(9, 30), blocker=True, blocker_text="征拆", invented=True)

    standing = stand(counted(HALF), summary)

    assert standing.percent == pytest.approx(55.128, abs=0.001)
    assert standing.trajectory == pytest.approx(51.359, abs=0.001)
    assert (standing.value, standing.state, standing.forecast) == (21.5, State.IN_PROGRESS, on(9, 30))
    assert (standing.blocker, standing.blocker_text, standing.invented) == (True, "征拆", True)
    assert standing.last_report == summary.last.at if summary.last else None


# ---- targets

PLAN = small_plan()
GDP, REVENUE, JOBS = (PLAN.target_by_id[name] for name in ("gdp", "revenue", "jobs"))


def figure(value: float, end: date | None, when: date = TODAY) -> Summary:
    return summary_of(report(when, "gdp", value=value, period_end=end))


def light(target: Target, summary: Summary | None, today: date = TODAY, *, closed: bool = False) -> Standing:
    return target_standing(target, summary, today, RULES, closed, year=2023)


def with_measure(target: Target, **more: object) -> Target:
    return replace(target, measure=replace(target.measure, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "value", "lamp"),
    [
        (GDP, 4.8, Lamp.GREEN),
        (GDP, 4.3, Lamp.GREEN),  # 4.5 左右 tolerates 0.2
        (GDP, 4.29, Lamp.YELLOW),
        (GDP, 3.3, Lamp.YELLOW),
        (GDP, 3.2, Lamp.RED),
        (GDP, -2, Lamp.RED),
        (REVENUE, 5.7, Lamp.GREEN),
        (REVENUE, 5.6, Lamp.YELLOW),
        (REVENUE, 4.7, Lamp.YELLOW),
        (REVENUE, 4.6, Lamp.RED),
        (with_measure(GDP, comparator=Comparator.POSITIVE, value=None), 0.1, Lamp.GREEN),
        (with_measure(GDP, comparator=Comparator.POSITIVE, value=None), 0, Lamp.YELLOW),
        (with_measure(GDP, comparator=Comparator.MORE), 4.5, Lamp.YELLOW),
        (with_measure(GDP, comparator=Comparator.AT_MOST), 4.5, Lamp.GREEN),
        (with_measure(GDP, comparator=Comparator.AT_MOST), 5.4, Lamp.YELLOW),
        (with_measure(GDP, comparator=Comparator.AT_MOST), 5.6, Lamp.RED),
        (with_measure(GDP, comparator=Comparator.RANGE, value_max=5), 4.5, Lamp.GREEN),
    ],
)
def test_a_rate_against_what_its_goal_tolerates(target: Target, value: float, lamp: Lamp) -> None:
    # In June the newest figure is that of the first quarter, or of May: nothing newer is out.
    end = on(3, 31) if target.every == "quarter" else on(5, 31)

    assert light(target, figure(value, end), on(6, 15)).lamp is lamp


@pytest.mark.parametrize(
    ("summary", "today", "lamp", "code", "values"),
    [
        (None, on(2, 1), Lamp.GREY, "awaiting", {"period_end": on(3, 31), "release": on(4, 20)}),
        (None, on(4, 20), Lamp.GREY, "awaiting", {"period_end": on(3, 31), "release": on(4, 20)}),
        (None, on(4, 21), Lamp.GREY, "figure_due", {"period_end": on(3, 31), "released": on(4, 20)}),
        (figure(4.5, on(3, 31)), on(7, 20), Lamp.GREEN, "met", None),
        (
            figure(4.5, on(3, 31)),
            on(7, 21),
            Lamp.YELLOW,
            "figure_due",
            {"period_end": on(6, 30), "released": on(7, 20)},
        ),
        (figure(2, on(3, 31)), on(7, 21), Lamp.RED, "below", None),  # what is known is worse than what is owed
        (figure(4.5, on(6, 30)), on(7, 5), Lamp.GREEN, "met", None),  # before its day
        (figure(4.4, on(9, 30)), on(12, 31), Lamp.GREEN, "met", None),  # the verdict waits for the year's figure
        (figure(4.4, on(12, 31)), on(1, 25, 2024), Lamp.DONE, "goal_met", None),
        (figure(4.2, on(12, 31)), on(1, 25, 2024), Lamp.YELLOW, "below", None),
        (figure(4.5, on(12, 31, 2022), on(1, 20)), on(2, 1), Lamp.GREY, "awaiting", None),  # last year's
    ],
)
def test_figures_come_when_they_are_published(
    summary: Summary | None, today: date, lamp: Lamp, code: str, values: Mapping[str, object] | None
) -> None:
    standing = light(GDP, summary, today)

    assert (standing.lamp, standing.why.code) == (lamp, code)
    assert values is None or standing.why.values == values


def test_the_newest_period_counts_and_of_it_the_last_report() -> None:
    reports = [
        report(on(7, 18), "gdp", value=4.6, period_end=on(6, 30)),
        report(on(7, 19), "gdp", value=4.9, period_end=on(3, 31)),
    ]
    correction = report(on(7, 21), "gdp", value=4.7)  # without a period: the newest whole one

    assert light(GDP, summary_of(*reports), on(7, 25)).value == 4.6
    corrected = light(GDP, summary_of(*reports, correction), on(7, 25))
    assert (corrected.value, corrected.period_end) == (4.7, on(6, 30))
    assert corrected.gap == pytest.approx(0.2)


def test_a_target_the_city_has_still_to_set_is_grey_whatever_is_reported() -> None:
    standing = light(JOBS, figure(18000, on(6, 30)), on(7, 25))

    assert (standing.lamp, standing.why.code, standing.value, standing.gap) == (Lamp.GREY, "no_goal", 18000, None)
    compared = light(with_measure(JOBS, comparator=Comparator.WITH), None)
    assert (compared.lamp, compared.why.code) == (Lamp.GREY, "no_comparison")


@pytest.mark.parametrize(
    ("value", "lamp", "code"),
    [
        (15000, Lamp.GREEN, "on_track"),  # half the year, half the amount
        (12000, Lamp.GREEN, "on_track"),
        (11900, Lamp.YELLOW, "behind"),
        (5900, Lamp.RED, "behind"),
        (30000, Lamp.DONE, "goal_met"),  # an amount is reached when it is reached
    ],
)
def test_an_amount_is_measured_by_the_part_of_the_year(value: float, lamp: Lamp, code: str) -> None:
    jobs = with_measure(JOBS, comparator=Comparator.AT_LEAST, value=30000)

    standing = light(jobs, figure(value, on(6, 30)), on(7, 5))

    assert (standing.lamp, standing.why.code, standing.trajectory) == (lamp, code, 50)


def test_a_closed_plan_says_that_no_figure_was_given() -> None:
    assert light(GDP, None, on(2, 29, 2024), closed=True).why.code == "no_record"


# ---- whatever is given

SUMMARIES = st.builds(
    lambda when, **more: summary_of(report(when, **more)),
    when=st.dates(date(2022, 12, 1), date(2024, 3, 1)),
    state=st.none() | st.sampled_from(State),
    percent=st.none() | st.floats(-10, 500),
    value=st.none() | st.floats(-1e6, 1e6),
    period_end=st.none() | st.dates(date(2022, 1, 1), date(2024, 3, 1)),
    blocker=st.booleans(),
    milestone=st.none() | st.sampled_from([on(3, 31), on(6, 30)]),
    late=st.booleans(),
)
MEASURES = st.builds(
    Measure,
    what=st.just("x"),
    comparator=st.sampled_from(Comparator),
    value=st.none() | st.floats(-100, 1e6),
    unit=st.sampled_from(["%", "亿元"]),
    value_max=st.none(),
    reported=st.just(True),
    growth=st.booleans(),
)
DAYS = st.dates(date(2022, 12, 1), date(2024, 12, 31))


@given(MEASURES, st.none() | SUMMARIES, DAYS, DAYS, st.none() | DAYS, st.booleans())
def test_every_task_has_a_lamp(
    measure: Measure, summary: Summary | None, due: date, today: date, bound: date | None, closed: bool
) -> None:
    task = replace(words(HALF, PRINTED, STARTED, due=due), measures=(measure,))

    standing = stand(task, summary, today, bound_since=bound, closed=closed)

    if summary is None or not summary.reports:
        assert standing.percent is None  # never a number nobody gave
        assert standing.lamp is not Lamp.DONE
        assert standing.lamp is not Lamp.GREEN


@given(MEASURES, st.none() | SUMMARIES, DAYS, st.sampled_from(["month", "quarter", "year"]), st.booleans())
def test_every_target_has_a_lamp(
    measure: Measure, summary: Summary | None, today: date, every: str, closed: bool
) -> None:
    standing = light(replace(GDP, measure=measure, every=every), summary, today, closed=closed)

    if summary is None or not summary.values:
        assert standing.value is None
        assert standing.lamp is Lamp.GREY


def test_the_rules_can_be_set(plan: Plan) -> None:
    strict = LampsPart(green_points=0, yellow_points=5, silent_days=7)

    assert stand(counted(HALF), saying(on(7, 1), percent=50), rules=strict).lamp is Lamp.YELLOW
    assert stand(words(), saying(on(6, 20)), rules=strict).why.code == "silent"
