"""One message about several tasks is cut into the part about each.

"1.2.1 完成60%；6.1.5 已办结", a line for each task, or numbers of the list that is answered ("2 完成60%"). An id begins
a new part wherever it stands; a number of the list only where a line or a clause begins, for elsewhere it may count
something. What follows belongs to the task named last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.normal import one_for_one
from bot.language.patterns import compiled_later
from bot.progress.reading.numbering import numbered

_PIECE = compiled_later(r"[^\n;。]+[;。]?")
_TASK_ID = compiled_later(r"(?<![\d.])(\d+\.\d+\.\d+|(?<![A-Za-z])M\d+)(?![\d.]*\d)[\s:、,.)\]】]*")
OUTSIDE = ""  # a number the list does not have
_ENDS = " \t;。,|"


@dataclass(frozen=True, slots=True)
class Split:
    """The parts with the ids they are about, in their order, and what could not be placed."""

    parts: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[str, ...] = ()


def split_report(text: str, tasks: Sequence[tuple[str, str]]) -> Split:
    """Cut a text into what it says of each of `tasks` (id, title), whose order is that of the list answered."""
    known = dict(tasks)
    parts: list[list[str]] = []
    unplaced: list[str] = []
    for piece in _PIECE.findall(one_for_one(text)):
        for named, said in _named(piece, known, list(known)):
            if named == OUTSIDE:
                unplaced.append(said)
            elif named is not None:
                parts.append([named, said])
            elif said and parts:
                parts[-1][1] = f"{parts[-1][1]}；{said}" if parts[-1][1] else said
            elif said:
                unplaced.append(said)
    return Split(tuple((named, said) for named, said in parts if said), tuple(unplaced))


def _named(piece: str, known: dict[str, str], order: list[str]) -> Iterator[tuple[str | None, str]]:
    """Yield the stretches of one piece with the id each begins with, None for what comes before the first."""
    starts = [m for m in _TASK_ID.finditer(piece) if m[1] in known]
    if not starts:
        yield from _by_number(piece.lstrip(" \t|"), known, order) or [
            _by_title(piece, known) or (None, piece.strip(_ENDS))
        ]
        return
    if before := piece[: starts[0].start()].strip(_ENDS):
        yield None, before
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(piece)
        yield start[1], piece[start.end() : end].strip(_ENDS)


def _by_number(piece: str, known: dict[str, str], order: list[str]) -> list[tuple[str | None, str]]:
    """Give what is said of numbers of the list to their tasks; what is said of a number it does not have, to none."""
    found: list[tuple[str | None, str]] = []
    for part in numbered(piece):
        said = part.text.strip(_ENDS)
        inside = [order[number - 1] for number in part.numbers if 1 <= number <= len(order)]
        if len(inside) < len(part.numbers):
            return [(OUTSIDE, piece.strip(_ENDS))] if not found else [*found, (OUTSIDE, said)]
        found += [(task, _without_title(said, known[task])) for task in inside]
    return found


def _without_title(said: str, title: str) -> str:
    """Take the title off what a row of a table says of its task; the title may count things of its own."""
    name = one_for_one(title)
    rest = said[len(name) :].strip(_ENDS + ":|")
    return rest if name and said.startswith(name) and rest else said.strip(_ENDS + "|")


def _by_title(piece: str, known: dict[str, str]) -> tuple[str, str] | None:
    """Take the one task whose whole title or id the piece begins with."""
    plain = piece.strip()
    fitting = [
        (i, name) for i, title in known.items() for name in (one_for_one(title), i) if name and plain.startswith(name)
    ]
    if len({task for task, _ in fitting}) != 1:
        return None
    task, name = max(fitting, key=lambda pair: len(pair[1]))
    return task, plain[len(name) :].strip(_ENDS + ":")
