"""How wide a text is in the pictures' font; texts cut and broken to fit. Widths are in the picture's own units."""

import re
import unicodedata
from collections.abc import Iterator

from bot.reports.fonts import widths

FULL_WIDTH = 1.0
MORE = "…"
NOT_AT_START = frozenset("，。、：；！？）》”’％%…·,.:;!?)")
PAUSES = "，：；,:;"
# What stays together at the end of a line: a word or number of Latin letters, or one character.
_ATOM = re.compile(r"[A-Za-z0-9.,%+\-'’/—]+|\s+|.", re.DOTALL)


def clean(text: str) -> str:
    """Make one line of a text, without what no picture can show: control characters and halves of surrogate pairs."""
    return " ".join(
        "".join(c if unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Co") else " " for c in text).split()
    )


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Say how wide a line is at a font size."""
    known = widths("Bold" if bold else "Regular")
    return sum(known.get(character, FULL_WIDTH) for character in text) * size


def clipped(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Cut a line to what fits into `room`, with … where something is missing."""
    text = clean(text)
    if width(text, size, bold=bold) <= room:
        return text
    room -= width(MORE, size, bold=bold)
    used, kept = 0.0, 0
    for character in text:
        used += width(character, size, bold=bold)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + MORE


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """Break a text into at most so many lines that fit into `room`; the last one is cut."""
    lines = list(_lines(clean(text), room, size, bold))
    if len(lines) > most:
        lines = [*lines[: most - 1], clipped("".join(lines[most - 1 :]), room, size, bold=bold)]
    return [line.strip() for line in lines]


def _lines(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    line = ""
    for atom in _ATOM.findall(text):
        if line and width((line + atom).strip(), size, bold=bold) > room and atom not in NOT_AT_START:
            kept, line = _at_a_pause(line, atom)
            yield kept
        else:
            line += atom
    if line.strip():
        yield line


def _at_a_pause(line: str, atom: str) -> tuple[str, str]:
    """End a full line after the last pause in its second half; what follows begins the next line."""
    pause = max(line.rfind(mark) for mark in PAUSES) + 1
    if pause * 2 < len(line):
        return line, atom
    return line[:pause], line[pause:] + atom
