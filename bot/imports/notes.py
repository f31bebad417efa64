"""What the clerk should look at: decisions in doubt, numbers that were not taken, departments that were proposed."""

from dataclasses import dataclass, field

from bot.imports.passages import Passage

AROUND = 14  # signs quoted on each side of a number


@dataclass(frozen=True, slots=True)
class Note:
    """The line of report.md, the words there, and what about them."""

    line: int
    words: str
    what: str


@dataclass(slots=True)
class Notes:
    """The notes of one import, each kind in its list."""

    doubts: list[Note] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    assigned: list[Note] = field(default_factory=list)

    def doubt(self, line: int, words: str, what: str) -> None:
        """Note a decision that someone should look at."""
        self.doubts.append(Note(line, words, what))

    def leave(self, passage: Passage, start: int, end: int, reason: str) -> None:
        """Note a number that was not taken, with the words around it and why."""
        self.left_out.append(Note(passage.line, around(passage, start, end), reason))

    def assign(self, line: int, words: str, what: str) -> None:
        """Note a department that was proposed."""
        self.assigned.append(Note(line, words, what))

    def sort(self) -> None:
        """Put every list in the order of the report."""
        for notes in (self.doubts, self.left_out, self.assigned):
            notes.sort(key=lambda note: note.line)


def around(passage: Passage, start: int, end: int) -> str:
    """Quote a number with the words around it, up to the next stop."""
    written = passage.dense
    begin, stop = start, end
    while begin > max(start - AROUND, 0) and written[begin - 1] not in ",。;:!?":
        begin -= 1
    while stop < min(end + AROUND, len(written)) and written[stop] not in ",。;:!?":
        stop += 1
    while begin > 0 and written[begin - 1].isdigit() and written[begin].isdigit():
        begin -= 1
    while stop < len(written) and written[stop - 1].isdigit() and written[stop].isdigit():
        stop += 1
    return passage.quote(begin, stop)
