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
# Said of every task of the list, and of those not named before: 全部已办结; 1已办结；其余正常推进.
_ALL = compiled_later(
    r"^(?:(?:以上|上述|这些|这几)?(?:各项|所有)?(?:任务|事项|工作|项目)?)?(?:全部|全都|均|都)(?=已|按|正|完成|办结|落实|在|没|未|无|进展)"
)
_OTHERS = compiled_later(r"^(?:其余|其他|其它|剩下|余下)(?:的)?(?:几项|各项|任务|事项|工作)?(?:均|都|全部)?(?=\S)")
_COUNTS = compiled_later(r"\d")
_EXCEPT = compiled_later(r"\d|除|但|只有|还有|其中|其余")
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
    if len(tasks) > 1 and _ALL.match(one_for_one(text).strip()) and not _EXCEPT.search(one_for_one(text)):
        return Split(tuple((task, text.strip(_ENDS)) for task in known))
    parts: list[list[str]] = []
    unplaced: list[str] = []
    for piece in _PIECE.findall(one_for_one(text)):
        for named, said in _named(piece, known, list(known)):
            if named == OUTSIDE:
                unplaced.append(said)
            elif named is not None:
                parts.append([named, said])
            elif said and _is_of_others(said, parts, known):
                parts += [[task, _OTHERS.sub("", said)] for task in known if all(task != named for named, _ in parts)]
            elif said and parts:
                parts[-1][1] = f"{parts[-1][1]}；{said}" if parts[-1][1] else said
            elif said:
                unplaced.append(said)
    return Split(tuple((named, said) for named, said in parts if said), tuple(unplaced))


def _is_of_others(said: str, parts: list[list[str]], known: dict[str, str]) -> bool:
    """Tell 1已办结；其余正常推进, said of the other tasks, from 1完成5个；其余推进中, said of the rest of this one."""
    unnamed = set(known) - {named for named, _ in parts}
    counted = any(_COUNTS.search(text) for _, text in parts[-1:])
    return bool(parts and unnamed) and not counted and bool(_OTHERS.match(said))


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
