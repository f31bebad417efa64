"""A picture made in a process of its own is the same picture."""

import pytest

from bot.reports.apart import png_apart
from bot.reports.pictures import png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="390" height="60"><text x="9" y="40">越秀</text></svg>'


def test_it_is_the_same_picture() -> None:
    assert png_apart(SVG) == png(SVG)


def test_what_is_no_picture_is_said_so() -> None:
    with pytest.raises(ValueError, match=r"\w"):
        png_apart("no picture")
