"""Lines become paragraphs again: broken ones are joined, run-in headings are parted, page numbers and footnotes go."""

import re

from bot.imports.linebreaks import Line, join_lines
from bot.imports.passages import signs
from bot.language.patterns import compiled_later

_LINE_END = compiled_later(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_PAGE = compiled_later(r"[-·—\s]*(?:第?\s*\d{1,3}\s*(?:页|/\s*\d{1,3})?\s*(?:共\s*\d{1,3}\s*页)?)[-·—\s]*")
_RULE = compiled_later(r"[-=_*~—]{3,}")
_FOOTNOTE = compiled_later(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>|[¹²³⁴-⁹]+|\[\d{1,3}\]|\[\^\d{1,3}\]:)\s*(?=\S)")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Two ideographic blanks inside a line are the indent of a paragraph whose line end got lost.
_LOST_END = compiled_later(r"(?<=\S)(?:\u3000{2,}|[ \t\xa0]{4,})(?=\S)")
# A heading that follows the end of a sentence without a line end: 。二、2010年 … 。（一）以
_RUN_IN = compiled_later(
    r"(?<=[。！？!?])(?=\s*(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]))"
)


def paragraphs(text: str) -> list[str]:
    """Split a text into its paragraphs, whatever was done to its line ends; no word is changed or lost.

    Lines that hold only a page number are left out; footnotes found between paragraphs stand at the end.
    """
    text = re.sub(r"</?sub>", "", text.removeprefix("\ufeff"))
    text = re.sub(r"<sup>\s*(\d{1,3})\s*</sup>", lambda m: m[1].translate(_SUPERSCRIPT), text)
    lines, footnotes = _lines(text)
    joined = join_lines(lines)
    parted = [part.strip() for whole in joined for part in _RUN_IN.split(whole) if part.strip()]
    return parted + footnotes


def _lines(text: str) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
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
            lines.append(Line(line, blank, raw[:1] in "\u3000\t" or raw.startswith("  ")))
            blank = False
    return lines, footnotes
