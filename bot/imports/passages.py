"""A paragraph of the report as published, and dense: without blanks and markup, each place found in the first."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.language.normal import one_for_one
from bot.language.patterns import compiled_later

# Signs beyond those of the normal form that reports use for others; each becomes one sign, so places stay.
_MORE = str.maketrans(
    {"∶": ":", "︰": ":", "﹒": ".", "●": "•", "■": "•", "◆": "•", "·": "·", "►": "•", "○": "〇", "Ｏ": "〇"}
)
# Marks of Markdown that carry no words: heading signs and bold. They stand in the text but not in its dense form.
_MARKUP = compiled_later(r"^\s*(?:#{1,6}\s+|>\s+)|\*\*|__")


def signs(text: str) -> str:
    """Write a text with half-width signs and simplified characters, sign for sign."""
    return one_for_one(text).translate(_MORE)


def dense(text: str) -> str:
    """Write a text as the importer reads it: no white space, no markup, half-width signs, simplified characters."""
    return Passage(text).dense


@dataclass(frozen=True)
class Passage:
    """One paragraph. `line` is its line in report.md, from 1; `level` the heading level its markup gives it, or 0."""

    text: str
    line: int = 0
    level: int = 0

    @cached_property
    def _kept(self) -> tuple[str, list[int]]:
        hidden: set[int] = set()
        for mark in _MARKUP.finditer(self.text):
            hidden.update(range(mark.start(), mark.end()))
        written = signs(self.text)
        places = [n for n, sign in enumerate(written) if n not in hidden and not _is_blank(sign)]
        return "".join(written[n] for n in places), places

    @property
    def dense(self) -> str:
        """The paragraph without white space and markup, in half-width signs."""
        return self._kept[0]

    def quote(self, start: int, end: int) -> str:
        """Give the published words of a span of the dense form."""
        places = self._kept[1]
        return self.text[places[start] : places[end - 1] + 1] if start < end else ""

    @cached_property
    def bold(self) -> tuple[int, int] | None:
        """The span, in the dense form, of the bold words the paragraph opens with; None where it does not."""
        match = re.match(r"\s*\*\*(.+?)\*\*", self.text)
        if match is None:
            return None
        return 0, len(dense(match[1]))


def _is_blank(sign: str) -> bool:
    return sign.isspace() or not sign.isprintable()
