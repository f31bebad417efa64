"""What kind of picture some bytes are, and how large: read from their first bytes, without a library."""

import re
import struct
from collections.abc import Iterator

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def picture_type(content: bytes) -> str:
    """Name the media type of a picture a browser can show; empty where it is none."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((name for start, name in SIGNATURES if content.startswith(start)), "")


def picture_size(content: bytes) -> tuple[int, int]:
    """Read width and height in pixels; (0, 0) where they cannot be read."""
    try:
        match picture_type(content):
            case "image/png":
                return struct.unpack(">II", content[16:24])
            case "image/gif":
                return struct.unpack("<HH", content[6:10])
            case "image/jpeg":
                return next(_jpeg_sizes(content), (0, 0))
            case _:
                return (0, 0)
    except struct.error:
        return (0, 0)


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    # Segments follow each other: FF, kind, length; kinds C0–CF (but C4, C8, CC) hold the frame's size.
    at = 2
    while marker := re.compile(rb"\xff+([^\xff\x00])", re.DOTALL).match(content, at):
        at = marker.end()
        (length,) = struct.unpack(">H", content[at : at + 2])
        kind = marker[1][0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 3 : at + 7])
            yield width, height
        at += length
