"""Paragraphs of headline targets, and what is read in them."""

import pytest

from tests.imports.fragments import Fragment, fragments, read_targets


@pytest.mark.parametrize("fragment", fragments("seen"), ids=lambda fragment: fragment.name)
def test_a_paragraph_gives_its_targets_and_nothing_else(fragment: Fragment) -> None:
    assert read_targets(fragment) == list(fragment.expected)


def test_paragraphs_kept_aside_are_read_as_well() -> None:
    right = found = expected = 0
    for fragment in fragments("unseen"):
        got = read_targets(fragment)
        right += sum(one in got for one in fragment.expected)
        found, expected = found + len(got), expected + len(fragment.expected)
    assert right / expected >= 0.95
    assert right / found >= 0.97
