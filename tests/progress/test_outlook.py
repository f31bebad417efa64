"""What a growth target implies, and what is never computed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.plan.model import Baseline, Comparator, Plan, Target
from bot.progress.outlook import implied_level, rest_of_year, whole_months
from bot.progress.releases import newest_released, next_awaited, period_meant, periods, release_of
from tests.progress.reports import on


def changed(target: Target, **more: object) -> Target:
    measure = {name: more.pop(name) for name in tuple(more) if name in ("comparator", "value", "growth", "unit")}
    return replace(target, measure=replace(target.measure, **measure), **more)  # type: ignore[arg-type]


def test_a_nominal_rate_leads_to_a_level(plan: Plan) -> None:
    assert implied_level(plan.target_by_id["revenue"]) == pytest.approx(53.7 * 1.057)


BASE = Baseline(2022, "总额", 100, "亿元", "")


@pytest.mark.parametrize(
    "more",
    [
        {"nominal": False},  # constant prices
        {"baseline": None},  # the report gives no level
        {"baseline": replace(BASE, value=None)},
        {"baseline": replace(BASE, comparable=False)},  # 口径不同
        {"baseline": replace(BASE, unit="%")},
        {"growth": False},
        {"comparator": Comparator.ASSIGNED, "value": None},
    ],
)
def test_no_level_is_made_up(plan: Plan, more: dict[str, object]) -> None:
    assert implied_level(changed(plan.target_by_id["revenue"], **more)) is None


def test_what_the_rest_of_the_year_must_do(plan: Plan) -> None:
    gdp = plan.target_by_id["gdp"]

    assumed = rest_of_year(gdp, 4.2, on(9, 30))
    assert assumed
    assert assumed.needed == pytest.approx((4.5 - 0.75 * 4.2) / 0.25)  # 5.4
    assert (assumed.share, assumed.assumed) == (0.75, True)

    known = rest_of_year(replace(gdp, baseline_share={9: 0.73}), 4.2, on(9, 30))
    assert known
    assert known.needed == pytest.approx((4.5 - 0.73 * 4.2) / 0.27)
    assert (known.share, known.assumed) == (0.73, False)


@pytest.mark.parametrize(
    ("value", "period_end", "more"),
    [
        (None, on(6, 30), {}),
        (4.2, None, {}),
        (4.2, on(12, 31), {}),  # nothing is left
        (4.2, on(1, 20), {}),  # no whole month is known
        (4.2, on(6, 30), {"growth": False}),
        (4.2, on(6, 30), {"comparator": Comparator.POSITIVE, "value": None}),
        (4.2, on(6, 30), {"comparator": Comparator.AT_MOST}),
        (4.2, on(6, 30), {"baseline_share": {6: 1.0}}),
    ],
)
def test_nothing_is_computed_without_a_basis(
    plan: Plan, value: float | None, period_end: date | None, more: dict[str, object]
) -> None:
    assert rest_of_year(changed(plan.target_by_id["gdp"], **more), value, period_end) is None


def test_reaching_the_rest_reaches_the_goal(plan: Plan) -> None:
    for month in (3, 6, 9):
        found = rest_of_year(plan.target_by_id["gdp"], 3.1, on(month, 30))
        if found:
            assert found.share * 3.1 + (1 - found.share) * found.needed == pytest.approx(4.5)


@pytest.mark.parametrize(("day", "months"), [(on(6, 30), 6), (on(6, 29), 5), (on(2, 28), 2), (on(2, 28, 2024), 1)])
def test_whole_months(day: date, months: int) -> None:
    assert whole_months(day) == months


def test_periods_and_their_releases(plan: Plan) -> None:
    gdp, revenue = plan.target_by_id["gdp"], plan.target_by_id["revenue"]

    assert list(periods(gdp, 2023)) == [on(3, 31), on(6, 30), on(9, 30), on(12, 31)]
    assert len(list(periods(revenue, 2023))) == 12
    assert list(periods(replace(gdp, every="year"), 2023)) == [on(12, 31)]
    assert release_of(gdp, on(6, 30)) == on(7, 20)


@pytest.mark.parametrize(
    ("today", "out", "to_come"),
    [
        (on(1, 1), None, on(3, 31)),
        (on(4, 20), None, on(3, 31)),  # on the day itself it may still come
        (on(4, 21), on(3, 31), on(6, 30)),
        (on(1, 21, 2024), on(12, 31), None),
    ],
)
def test_which_figure_exists(plan: Plan, today: date, out: date | None, to_come: date | None) -> None:
    gdp = plan.target_by_id["gdp"]

    assert newest_released(gdp, 2023, today) == out
    assert next_awaited(gdp, 2023, today) == to_come


@pytest.mark.parametrize(
    ("every", "said_on", "meant"),
    [
        ("quarter", on(6, 30), on(6, 30)),
        ("quarter", on(5, 31), on(5, 31)),  # 1—5月, said so
        ("quarter", on(7, 20), on(6, 30)),
        ("quarter", on(2, 10), on(1, 31)),
        ("quarter", on(1, 10), on(1, 10)),
        ("month", on(7, 20), on(6, 30)),
        ("year", on(7, 20), on(6, 30)),
        ("quarter", on(1, 25, 2024), on(12, 31)),
    ],
)
def test_which_period_a_figure_is_of(plan: Plan, every: str, said_on: date, meant: date) -> None:
    assert period_meant(replace(plan.target_by_id["gdp"], every=every), 2023, said_on) == meant
