"""A table that hands out what the text says already (任务分解表) gives the text's tasks their departments and dates."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.imports.cutting import pieces
from bot.imports.figures import figures
from bot.imports.indicators import indicators
from bot.imports.passages import Passage
from bot.imports.tables import TaskRow
from bot.plan.names import name_key

ALIKE = 0.6  # of the pairs of signs of the shorter text that the longer one has, where both count the same
ALIKE_UNCOUNTED = 0.75  # where one of them counts nothing
RARE = 40  # pieces that may share a pair of signs before it says nothing


@dataclass(slots=True, eq=False)
class _Piece:
    """A task or target that a row holds; `told` once the text was found to say it too."""

    row: TaskRow
    words: str  # as published
    pairs: Counter[str]
    counts: frozenset[tuple[float, str]]
    told: bool = False


@dataclass(slots=True)
class Breakdown:
    """The rows of a document's tables, asked for by the words of its text."""

    rows: Sequence[TaskRow]
    year: int
    _pieces: list[_Piece] = field(default_factory=list)
    _holders: defaultdict[str, list[_Piece]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.rows:
            for piece in _pieces_of(row, self.year):
                self._pieces.append(piece)
                for pair in piece.pairs:
                    self._holders[pair].append(piece)

    def row_of(self, words: str) -> TaskRow | None:
        """Find the row that hands out a task of the text, given in dense form, and count it as told."""
        own, counts = _pairs(words), _counts(words)
        near = {id(p): p for pair in own if len(self._holders[pair]) <= RARE for p in self._holders[pair]}
        found = [p for p in near.values() if _is_same(p, own, counts)]
        for piece in found:
            piece.told = True
        return max(found, key=lambda p: (p.pairs & own).total()).row if found else None

    def row_of_target(self, name: str, value: float | None) -> TaskRow | None:
        """Find the row that hands out a target, and count it as told."""
        for piece in self._pieces:
            written = Passage(piece.words).dense
            if name[-4:] not in written:
                continue
            got, _ = indicators(written, 0, len(written))
            if any(name_key(one.name) == name_key(name) and one.value == value for one in got):
                piece.told = True
                return piece.row
        return None

    def left(self, rows: Sequence[TaskRow]) -> Iterator[TaskRow]:
        """Give the rows that the text does not tell; of a row told in part, what is left of it."""
        for row in rows:
            own = [piece for piece in self._pieces if piece.row is row]
            if not any(piece.told for piece in own):
                yield row
                continue
            yield from (replace(row, task=piece.words, goal="") for piece in own if not piece.told)


def _pieces_of(row: TaskRow, year: int) -> Iterator[_Piece]:
    passage = Passage(row.task, row.line)
    written = passage.dense
    for piece in pieces(written, 0, len(written), year):
        words = written[piece.start : piece.end]
        goal = Passage(row.goal).dense if not _counts(written) else ""
        if not piece.idle:
            yield _Piece(row, passage.quote(piece.start, piece.end), _pairs(words), _counts(words + "," + goal))


def _pairs(words: str) -> Counter[str]:
    return Counter(words[n : n + 2] for n in range(len(words) - 1))


def _counts(words: str) -> frozenset[tuple[float, str]]:
    return frozenset((figure.value, figure.unit) for figure in figures(words) if figure.unit)


def _is_same(piece: _Piece, pairs: Counter[str], counts: frozenset[tuple[float, str]]) -> bool:
    share = (piece.pairs & pairs).total() / max(min(piece.pairs.total(), pairs.total()), 1)
    if piece.counts and counts:
        return share >= ALIKE and (piece.counts <= counts or counts <= piece.counts)
    return share >= ALIKE_UNCOUNTED
