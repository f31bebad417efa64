"""The headings of a report: their marks, titles and where the words below them begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.imports.figures import figures
from bot.imports.markers import Kind, Marker, marker_of
from bot.imports.passages import Passage

LONGEST_TITLE = 60  # signs; a longer first sentence is text, not a title
LONGEST_BARE = 40  # signs of a heading without a mark


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `place` of its passage, the span of its title in the dense text, where the text after it begins.

    `marker` is None for a line that is a heading by its shape, its markup or bold print alone.
    """

    place: int
    start: int
    end: int
    body: int
    marker: Marker | None
    level: int = 0

    def title(self, passages: Sequence[Passage]) -> str:
        """Give the title as published, without its mark and final stop."""
        return tidy(passages[self.place].quote(self.start, self.end))

    def written(self, passages: Sequence[Passage]) -> str:
        """Give the title in dense form."""
        return passages[self.place].dense[self.start : self.end]

    @property
    def kind(self) -> Kind | None:
        """The kind of its mark."""
        return self.marker.kind if self.marker else None


def headings(passages: Sequence[Passage]) -> list[Heading]:
    """List the headings of a report in their order."""
    found: list[Heading] = []
    for place, passage in enumerate(passages):
        following = passages[place + 1] if place + 1 < len(passages) else None
        heading = _marked(place, passage) or _bare(place, passage, following)
        if heading:
            found.append(heading)
    return found


def _marked(place: int, passage: Passage) -> Heading | None:
    written = passage.dense
    marker = marker_of(written)
    if marker is None:
        return None
    end, body = _title_end(written, marker.end, passage.bold)
    if not marker.end < end <= marker.end + LONGEST_TITLE:
        return None
    return Heading(place, marker.end, end, body, marker, passage.level)


def _title_end(written: str, start: int, bold: tuple[int, int] | None) -> tuple[int, int]:
    """Say where a title that starts at `start` ends, and where the text after it begins."""
    if bold and bold[1] > start:
        stop = re.match(r"[。:;.]*", written[bold[1] :])
        return bold[1], bold[1] + (stop.end() if stop else 0)
    stop = re.search(r"[。!?;]|:(?=.{8})", written[start:])
    if stop is None:
        return len(written), len(written)
    return start + stop.start(), start + stop.end()


def _bare(place: int, passage: Passage, following: Passage | None) -> Heading | None:
    written = passage.dense
    if passage.bold and 2 <= passage.bold[1] <= LONGEST_BARE:
        end, body = _title_end(written, 0, passage.bold)
        return Heading(place, 0, end, body, None, passage.level)
    if passage.level or _looks_like_heading(written, following):
        return Heading(place, 0, len(written), len(written), None, passage.level)
    return None


def _looks_like_heading(written: str, following: Passage | None) -> bool:
    if not 3 <= len(written) <= LONGEST_BARE or following is None or "|" in written:
        return False
    if re.search(r"[。;:,、!?…)\]]$", written) or re.search(r"[。;:|]", written) or re.match(r"[-(\d.]+$", written):
        return False
    below = following.dense
    if len(below) > len(written) or marker_of(below) is not None:
        return True
    # A short paragraph below it: a sentence, while the line itself neither ends nor counts anything.
    return below.endswith("。") and not any(figure.unit for figure in figures(written))


def tidy(title: str) -> str:
    """Take off a title what belongs to its line: white space in it, bold marks, the final stop."""
    title = re.sub(r"\s+", " ", title.replace("**", "").replace("__", "")).strip(" 。：:；;.")
    return re.sub(
        r"(?<![A-Za-z0-9]) (?![A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[一-鿿])|(?<=[一-鿿]) (?=[A-Za-z0-9])", "", title
    )
