"""Lines become paragraphs again: broken ones are joined, run-in headings are parted, page numbers and footnotes go."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from bot.imports.markers import marker_of
from bot.imports.passages import dense, signs

_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ENDED = re.compile(r"[。!?:;…][”’》)\]]*$|[。!?…]$")
_PAGE = re.compile(r"[-·—\s]*(?:第?\s*\d{1,3}\s*(?:页|/\s*\d{1,3})?\s*(?:共\s*\d{1,3}\s*页)?)[-·—\s]*")
_RULE = re.compile(r"[-=_*~—]{3,}")
_FOOTNOTE = re.compile(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>|[¹²³⁴-⁹]+|\[\d{1,3}\]|\[\^\d{1,3}\]:)\s*(?=\S)")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Two ideographic blanks inside a line are the indent of a paragraph whose line end got lost.
_LOST_END = re.compile(r"(?<=\S)(?:\u3000{2,}|[ \t\xa0]{4,})(?=\S)")
# A heading that follows the end of a sentence without a line end: 。二、2010年 … 。（一）以
_RUN_IN = re.compile(
    r"(?<=[。！？!?])(?=\s*(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]))"
)

LONG = 40  # characters; a line this long that ends without a stop was broken
NARROW = 70  # characters; texts whose lines are all shorter may be broken at a fixed width


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    after_blank: bool
    indented: bool


def paragraphs(text: str) -> list[str]:
    """Split a text into its paragraphs, whatever was done to its line ends; no word is changed or lost.

    Lines that hold only a page number are left out; footnotes found between paragraphs stand at the end.
    """
    text = re.sub(r"</?sub>", "", text.removeprefix("\ufeff"))
    text = re.sub(r"<sup>\s*(\d{1,3})\s*</sup>", lambda m: m[1].translate(_SUPERSCRIPT), text)
    lines, footnotes = _lines(text)
    joined = _join(lines)
    parted = [part.strip() for whole in joined for part in _RUN_IN.split(whole) if part.strip()]
    return parted + footnotes


def _lines(text: str) -> tuple[list[_Line], list[str]]:
    lines: list[_Line] = []
    footnotes: list[str] = []
    blank = True
    for raw in _LINE_END.split(_LOST_END.sub("\n\u3000\u3000", text)):
        line = raw.strip()
        if not line or _RULE.fullmatch(signs(line)):
            blank = True
        elif _PAGE.fullmatch(line):
            continue
        elif _FOOTNOTE.match(line):
            footnotes.append(line)
        else:
            lines.append(_Line(line, blank, raw[:1] in "\u3000\t" or raw.startswith("  ")))
            blank = False
    return lines, footnotes


def _join(lines: list[_Line]) -> list[str]:
    width = _width(lines)
    indented = sum(line.indented for line in lines)
    # Where every line of a page is moved in, the indent says nothing.
    indents = indented * 20 > len(lines) and (width is None or indented * 20 < len(lines) * 19)
    joined: list[list[str]] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line, width, indents):
            last = joined[-1][-1]
            gap = " " if last[-1:].isascii() and last[-1:].isalpha() and line.text[:1].isascii() else ""
            joined[-1].append(gap + line.text)
        else:
            joined.append([line.text])
    return ["".join(pieces) for pieces in joined]


def _width(lines: Iterable[_Line]) -> float | None:
    """Tell the width that lines were broken at, in characters; None where a line is a paragraph."""
    lengths = sorted(_room(line.text) for line in lines)
    if len(lengths) < 8:
        return None
    usual = quantiles(lengths, n=20)[-2]  # nine lines in ten are no longer
    full = sum(length >= 0.9 * usual for length in lengths)
    return usual if usual <= NARROW and usual >= 12 and full * 3 > len(lengths) else None


def _goes_on(pieces: list[str], line: _Line, width: float | None, indents: bool) -> bool:
    """Decide whether a line goes on the paragraph before it, given as its lines so far."""
    last = pieces[-1]
    if _starts_anew(line.text) or (indents and line.indented) or last.startswith(("#", "|")):
        return False
    before = dense(last)
    ended = bool(_ENDED.search(before))
    if width is None:
        long = len(pieces) > 1 or len(before) > LONG or "。" in before
        return not ended and long and not _is_whole_heading(before)
    full = _is_full(last, width)
    if line.after_blank:
        return full and not ended
    if full and ended:  # by chance the paragraph filled its last line: a short line without a stop is a heading then
        return _is_full(line.text, width) or bool(_ENDED.search(dense(line.text)))
    # A line that stops short ends its paragraph, unless it plainly goes on: it has commas and no stop.
    return full or (not ended and marker_of(before) is None and re.search("[,、。]", before) is not None)


def _is_full(text: str, width: float) -> bool:
    """Tell a line that fills the width, give or take a sign that was not to begin the next one."""
    return _room(text) >= width - max(1.5, 0.06 * width)


def _room(text: str) -> float:
    """Say how wide a line is, in characters: Latin letters and digits take half the room of one."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _starts_anew(text: str) -> bool:
    written = dense(text)
    return text.startswith(("#", "**", "|", "- ", "* ", "> ")) or marker_of(written) is not None


def _is_whole_heading(written: str) -> bool:
    return marker_of(written) is not None and len(written) <= LONG + 10 and "。" not in written
