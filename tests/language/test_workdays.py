"""Working days as the State Council moved them in 2023, an overlay over them, and years nobody has announced yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import HolidaysPart
from bot.language.workdays import Workdays

WORKDAYS = Workdays()


def d(text: str) -> date:
    return date.fromisoformat(f"2023-{text}")


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("01-20", True, "the Friday before Spring Festival"),
        ("01-23", False, "Spring Festival, a Monday"),
        ("01-28", True, "a Saturday worked in exchange"),
        ("01-29", True, "a Sunday worked in exchange"),
        ("04-23", True, "a Sunday worked for Labour Day"),
        ("05-03", False, "Labour Day's Wednesday"),
        ("05-06", True, "a Saturday worked for Labour Day"),
        ("06-22", False, "Dragon Boat Festival"),
        ("06-25", True, "a Sunday worked for it"),
        ("07-01", False, "an ordinary Saturday"),
        ("09-29", False, "Mid-Autumn, joined to National Day"),
        ("10-06", False, "the last day of National Day"),
        ("10-07", True, "a Saturday worked in exchange"),
        ("10-08", True, "a Sunday worked in exchange"),
    ],
)
def test_moved_days_of_2023(day: str, working: bool, why: str) -> None:
    assert WORKDAYS.is_working(d(day)) is working, why


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("07-05", 0, "07-05"),
        ("07-05", 1, "07-06"),
        ("07-05", -3, "06-30"),
        ("07-07", 1, "07-10"),
        ("07-08", 1, "07-10"),  # from a Saturday
        ("07-08", -1, "07-07"),
        ("01-20", 1, "01-28"),  # over Spring Festival, to a worked Saturday
        ("01-28", -1, "01-20"),
        ("04-28", 1, "05-04"),
        ("09-28", 1, "10-07"),
        ("10-09", -3, "09-28"),
        ("12-29", -30, "11-17"),
    ],
)
def test_steps(start: str, n: int, end: str) -> None:
    assert WORKDAYS.add(d(start), n) == d(end)


def test_steps_over_years() -> None:
    assert WORKDAYS.add(date(2023, 12, 29), 1) == date(2024, 1, 2)
    assert WORKDAYS.add(date(2024, 1, 2), -1) == date(2023, 12, 29)
    assert WORKDAYS.add(date(2022, 6, 1), 600) == WORKDAYS.add(WORKDAYS.add(date(2022, 6, 1), 250), 350)


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        ("07-05", "07-05", 0),
        ("07-05", "07-06", 1),
        ("07-06", "07-05", -1),
        ("07-05", "07-10", 3),
        ("01-20", "01-29", 2),
        ("09-28", "10-09", 3),
        ("07-08", "07-09", 0),  # a weekend
    ],
)
def test_between(a: str, b: str, days: int) -> None:
    assert WORKDAYS.between(d(a), d(b)) == days


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("07-09", "07-03"),  # an ordinary week: Monday, asked on Sunday
        ("01-24", "01-28"),  # Spring Festival: Saturday
        ("05-02", "05-04"),  # Labour Day: Thursday
        ("10-03", "10-07"),  # National Day: Saturday
        ("06-26", "06-26"),
    ],
)
def test_first_working_day_of_the_week(day: str, first: str) -> None:
    assert WORKDAYS.first_of_week(d(day)) == d(first)


def test_a_week_without_working_days_has_no_first() -> None:
    week_off = Workdays(HolidaysPart(off=tuple(d("07-03") + timedelta(days=n) for n in range(5))))
    assert week_off.first_of_week(d("07-05")) is None
    assert week_off.first_of_week(d("07-10")) == d("07-10")


def test_nearest_working_day() -> None:
    assert WORKDAYS.on_or_before(d("12-31")) == d("12-29")
    assert WORKDAYS.on_or_before(d("12-29")) == d("12-29")
    assert WORKDAYS.on_or_after(d("10-01")) == d("10-07")


def test_the_overlay_wins() -> None:
    overlay = Workdays(HolidaysPart(off=(d("07-05"),), working=(d("07-08"), d("10-01"))))
    assert [overlay.is_working(d(day)) for day in ("07-05", "07-08", "10-01", "07-06")] == [False, True, True, True]
    assert overlay.add(d("07-04"), 3) == d("07-08")


def test_overlay_takes_dates_as_people_write_them_in_toml() -> None:
    part = HolidaysPart.model_validate({"off": ["2027-01-01"], "working": [date(2027, 2, 14)]})
    assert part.off == (date(2027, 1, 1),)
    assert Workdays(part).is_working(date(2027, 2, 14))


def test_an_unknown_year_counts_monday_to_friday_and_is_remembered() -> None:
    far = Workdays()
    assert far.is_working(date(2023, 7, 5))
    assert far.unknown_years == set()
    assert far.is_working(date(2098, 10, 1))  # a Wednesday nobody has declared a holiday yet
    assert not far.is_working(date(2098, 10, 4))
    assert far.unknown_years == {2098}


DAYS = st.dates(date(2003, 1, 1), date(2031, 12, 31))


@given(DAYS, st.integers(-400, 400))
def test_counting_undoes_stepping(day: date, n: int) -> None:
    start = WORKDAYS.on_or_before(day)
    end = WORKDAYS.add(start, n)
    assert WORKDAYS.is_working(end)
    assert WORKDAYS.between(start, end) == n


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a: date, b: date, c: date) -> None:
    assert WORKDAYS.between(a, b) + WORKDAYS.between(b, c) == WORKDAYS.between(a, c)
