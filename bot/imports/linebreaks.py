"""Lines that a page, a width or a machine broke are joined to paragraphs again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from bot.imports.figures import figures
from bot.imports.markers import marker_of
from bot.imports.passages import dense
from bot.language.patterns import compiled_later

_ENDED = compiled_later(r"[。!?:;…][”’》)\]]*$|[。!?…]$")
_CLOSING = compiled_later(r"[,。;、:!?)”’》…]")  # no line of its own begins with one of these

LONG = 40  # characters; a line this long that ends without a stop was broken
SHORT = 0.7  # of the width: a line without a stop that is shorter stands by itself
NARROW = 70  # characters; texts whose lines are all shorter may be broken at a fixed width
INDENT = 5  # characters by which a line may stop short, for an indent and a sign that did not fit, and yet go on
FEWEST_FULL = 3  # lines that fill a width and end in the middle of a sentence, for it to be one
FEWEST = 8  # lines that show a width
LEAST = 12  # characters that a page is wide


@dataclass(frozen=True, slots=True)
class Line:
    """A line without blanks at its ends; whether an empty one stood before it, and whether it was moved in."""

    text: str
    after_blank: bool
    indented: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """How the lines of a text were broken: at which width, by room and by count of signs; None: at paragraphs only.

    `indents` is true where an indent opens a paragraph.
    """

    room: float | None
    signs: float
    indents: bool

    def is_full(self, text: str) -> bool:
        """Tell a line that fills the width, give or take a sign that was not to begin the next one."""
        room = self.room or 0.0
        slack = max(1.5, 0.06 * room)
        return _room(text) >= room - slack or len(text) >= self.signs - slack


def join_lines(lines: Sequence[Line]) -> list[str]:
    """Join the lines of a text to paragraphs."""
    page = _page(lines)
    joined: list[list[str]] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line, page):
            last = joined[-1][-1]
            gap = " " if last[-1:].isascii() and last[-1:].isalpha() and line.text[:1].isascii() else ""
            joined[-1].append(gap + line.text)
        else:
            joined.append([line.text])
    return ["".join(pieces) for pieces in joined]


def _page(lines: Sequence[Line]) -> _Page:
    room = _usual([_room(line.text) for line in lines])
    signs = _usual([len(line.text) for line in lines])
    broken = LEAST <= room <= NARROW and _is_width(room, lines)
    indented = sum(line.indented for line in lines)
    # Where every line of a broken page is moved in, the indent says nothing.
    indents = indented * 20 > len(lines) and (not broken or indented * 20 < len(lines) * 19)
    return _Page(room if broken else None, signs, indents)


def _is_width(room: float, lines: Sequence[Line]) -> bool:
    """Tell whether lines were broken at a width: many fill it, or those that do end in the middle of a sentence."""
    full = [line for line in lines if _room(line.text) >= 0.9 * room]
    open_ended = sum(not _ENDED.search(dense(line.text)) for line in full)
    return len(full) * 3 > len(lines) or (len(full) >= FEWEST_FULL and open_ended * 2 > len(full))


def _usual(lengths: Sequence[float]) -> float:
    """Give the length that nine lines in ten do not exceed; 0 where there are too few to tell."""
    return quantiles(sorted(lengths), n=20)[-2] if len(lengths) >= FEWEST else 0.0


def _goes_on(pieces: Sequence[str], line: Line, page: _Page) -> bool:
    """Decide whether a line goes on the paragraph before it, given as its lines so far."""
    last = pieces[-1]
    written, before = dense(line.text), dense(last)
    ended = bool(_ENDED.search(before))
    if _CLOSING.match(written) and not ended:
        return True
    if _starts_anew(line.text, written) or (page.indents and line.indented) or last.startswith(("#", "|")):
        return False
    if page.room is None:
        long = len(pieces) > 1 or len(before) > LONG or "。" in before
        return not ended and long and not _is_whole_heading(before)
    full = page.is_full(last)
    if line.after_blank:
        return full and not ended
    if full and ended:  # by chance the paragraph filled its last line: a short line without a stop is a heading then
        return _room(line.text) >= SHORT * page.room or bool(_ENDED.search(written))
    # A line that stops short ends its paragraph, unless it plainly goes on: it has commas and no stop.
    inside = "[,、。;:]" if _room(last) >= page.room - INDENT else "。"
    return full or (not ended and re.search(inside, before) is not None and not _is_whole_heading(before))


def _room(text: str) -> float:
    """Say how wide a line is, in characters: Latin letters and digits take half the room of one."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _starts_anew(text: str, written: str) -> bool:
    return text.startswith(("#", "**", "|", "- ", "* ", "> ")) or marker_of(written) is not None


def _is_whole_heading(written: str) -> bool:
    """Tell a marked line that can stand by itself; one that counts something is an item that goes on."""
    counts = any(figure.unit for figure in figures(written))
    return not counts and marker_of(written) is not None and len(written) <= LONG + 10 and "。" not in written
