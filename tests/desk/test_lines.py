"""Pages and numbers, as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.commands.status import days_in
from bot.desk.lines import page, split_page


@pytest.mark.parametrize(
    ("words", "split"),
    [
        ("1 2", ("1", 2)),
        ("1", ("1", 1)),
        ("2.1.1 3", ("2.1.1", 3)),
        ("扩大 内需 2", ("扩大 内需", 2)),
        ("扩大 内需", ("扩大 内需", 1)),
        ("1 ２", ("1 ２", 1)),
        ("1 99999", ("1 99999", 1)),
        ("", ("", 1)),
    ],
)
def test_a_page_stands_at_the_end(words: str, split: tuple[str, int]) -> None:
    assert split_page(words) == split


@given(st.lists(st.integers(), max_size=60), st.integers(-5, 50), st.integers(1, 20))
def test_every_page_shows_something_and_all_pages_show_everything(items: list[int], number: int, size: int) -> None:
    one = page(items, number, size)
    assert 1 <= one.number <= one.count
    assert bool(one.items) == bool(items)
    assert [item for n in range(1, one.count + 1) for item in page(items, n, size).items] == items


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("30", 30),
        ("３０", 30),
        ("30天", 30),
        ("30 天", 30),
        ("三十天", 30),
        ("7 days", 7),
        ("366", 366),
        ("367", None),
        ("0", None),
        ("-3", None),
        ("1.5", None),
        ("两周", None),
        ("abc", None),
        ("9" * 100_000, None),
        ("天", None),
    ],
)
def test_days_are_whole_and_within_a_year(words: str, days: int | None) -> None:
    assert days_in(words) == days


@given(st.text(max_size=30))
def test_no_words_upset_the_days(words: str) -> None:
    days = days_in(words)
    assert days is None or 1 <= days <= 366
