"""How wide a text is in the pictures' font; texts cut and broken to fit. Widths are in the picture's own units."""

import re
import unicodedata
from collections.abc import Iterator

from bot.language.patterns import compiled_later
from bot.reports.fonts import widths

FULL_WIDTH = 1.0
MORE = "…"
NOT_AT_START = frozenset("，。、：；！？）》”’％%…·,.:;!?)")
PAUSES = "，：；,:;"
# What stays together at the end of a line: a word or number of Latin letters, or one character.
_ATOM = compiled_later(r"[A-Za-z0-9.,%+\-'’/—]+|\s+|.", re.DOTALL)


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
    line: list[str] = []
    for atom in _ATOM.findall(text):
        line.append(atom)
        if len(line) > 1 and width("".join(line).strip(), size, bold=bold) > room:
            at = _break(line)
            yield "".join(line[:at])
            line = line[at:]
    if "".join(line).strip():
        yield "".join(line)


def _break(line: list[str]) -> int:
    """Say before which part a line that is too long ends: after a pause in its second half, or as late as may be.

    No line begins with a closing mark.
    """
    last = len(line) - 1
    pauses = [number for number in range(last // 2 + 1, last + 1) if line[number - 1][-1] in PAUSES]
    allowed = [number for number in range(1, last + 1) if line[number] not in NOT_AT_START]
    return (pauses or allowed or [last])[-1]
