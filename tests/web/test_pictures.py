"""Pictures are known by their first bytes."""

import struct

import pytest

from bot.web.demo.pictures import picture_size, picture_type
from tests.web.pictures import PNG

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 40, 60) + b"\x01\x01\x11\x00"


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (PNG, "image/png", (3, 2)),
        (JPEG, "image/jpeg", (60, 40)),
        (b"GIF89a" + struct.pack("<HH", 5, 6), "image/gif", (5, 6)),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp", (0, 0)),
        (PNG[:18], "image/png", (0, 0)),
        (b"\xff\xd8\xff", "image/jpeg", (0, 0)),
        (b"\xff\xd8\xff\xe0", "image/jpeg", (0, 0)),
        (b"<svg/>", "", (0, 0)),
        (b"", "", (0, 0)),
    ],
)
def test_type_and_size(content: bytes, kind: str, size: tuple[int, int]) -> None:
    assert (picture_type(content), picture_size(content)) == (kind, size)
