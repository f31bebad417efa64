"""Which part of a text is about what: said, in answer to → parts, and what is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.placing import most_alike_first, named_tasks, place
from tests.conftest import small_plan

PLAN = small_plan()


@pytest.mark.parametrize(
    ("said", "listed", "parts", "left"),
    [
        # one listed: all of it is about that
        ("完成60%", ["1.1.1"], [("1.1.1", "完成60%")], []),
        ("1.1.1 完成60%", ["1.1.1"], [("1.1.1", "完成60%")], []),
        ("关于1.1.1，完成60%", ["1.1.1"], [("1.1.1", "关于1.1.1，完成60%")], []),
        ("", ["1.1.1"], [("1.1.1", "")], []),
        # ids win over the list
        ("1.1.2 完成60%", ["1.1.1"], [("1.1.2", "完成60%")], []),
        ("1.1.1 完成60%；1.1.2 已办结", [], [("1.1.1", "完成60%"), ("1.1.2", "已办结")], []),
        ("1.1.1完成60%，1.1.2已办结。", [], [("1.1.1", "完成60%"), ("1.1.2", "已办结")], []),
        ("１．１．１：完成６０％", [], [("1.1.1", "完成６０％")], []),
        ("1.1.1 完成60%\n2.1.1、52场\n", ["2.1.3"], [("1.1.1", "完成60%"), ("2.1.1", "52场")], []),
        ("1.1.1、1.1.2均已办结", [], [("1.1.1", "均已办结"), ("1.1.2", "均已办结")], []),
        ("1.1.1和1.1.2完成60%", [], [("1.1.1", "完成60%"), ("1.1.2", "完成60%")], []),
        ("王局好：1.1.1 完成60%", [], [("1.1.1", "完成60%")], ["王局好"]),
        (
            "1.1.1 完成60%；1.1.2 推进中；1.1.1 9月底完成",
            [],
            [("1.1.1", "完成60%；9月底完成"), ("1.1.2", "推进中")],
            [],
        ),
        # an id nobody has takes what follows it with it, but a date is no id
        ("9.9.9 完成60%", ["1.1.1"], [("9.9.9", "完成60%")], []),
        ("1.1.1 完成60%；1.1.9 完成70%", [], [("1.1.1", "完成60%"), ("1.1.9", "完成70%")], []),
        ("23.9.30前完成", ["1.1.1"], [("1.1.1", "23.9.30前完成")], []),
        ("截至2023.6.30完成60%", ["1.1.1"], [("1.1.1", "截至2023.6.30完成60%")], []),
        ("版本1.1.1.5", ["1.1.2"], [("1.1.2", "版本1.1.1.5")], []),
        # the numbers of a list
        ("2 完成60%", ["1.1.1", "1.1.2"], [("1.1.2", "完成60%")], []),
        ("1、已办结\n2、完成60%", ["1.1.1", "1.1.2"], [("1.1.1", "已办结"), ("1.1.2", "完成60%")], []),
        ("第2项 完成６０％", ["1.1.1", "1.1.2"], [("1.1.2", "完成６０％")], []),
        # what is named nowhere stays open
        ("完成60%", ["1.1.1", "1.1.2"], [], []),
        ("3 完成60%", ["1.1.1", "1.1.2"], [], []),
        ("2", ["1.1.1", "1.1.2"], [], []),
        ("完成60%", [], [], []),
        ("", [], [], []),
    ],
)
def test_parts(said: str, listed: list[str], parts: list[tuple[str, str]], left: list[str]) -> None:
    placed = place(said, listed, PLAN)
    assert list(placed.parts) == parts
    assert list(placed.left) == left


@pytest.mark.parametrize("said", ["2 个驿站已建成", "2场招聘会", "2户未解决", "1 亿元已拨付"])
def test_a_number_that_counts_something_is_no_number_of_the_list(said: str) -> None:
    assert place(said, ["1.1.1", "1.1.2"], PLAN).parts == ()


def test_the_likeliest_comes_first_and_the_rest_keep_their_order() -> None:
    assert most_alike_first("招聘会办了52场", ["1.1.1", "1.1.2", "2.1.1"], PLAN) == ["2.1.1", "1.1.1", "1.1.2"]


@given(st.text(max_size=300), st.lists(st.sampled_from(["1.1.1", "1.1.2", "gdp", "2.1.1"]), unique=True, max_size=4))
def test_no_text_upsets_it_and_no_part_holds_what_was_not_said(said: str, listed: list[str]) -> None:
    placed = place(said, listed, PLAN)
    for subject, text in placed.parts:
        assert subject in (*listed, *named_tasks(said, PLAN))
        assert all(piece in said for piece in text.split("；")) or "；" in said
