"""Which part of a text is about which task. Pure.

What the text names comes first: by id, by its number in the list that is replied to, or by its department there. What
is named nowhere is not guessed: it stays open, and is asked about.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.desk.by_department import after_department, by_department
from bot.desk.meanings import likeness
from bot.language.normal import normal, one_for_one, original
from bot.language.patterns import compiled_later
from bot.plan.model import Plan, Task
from bot.progress.reading import split_report
from bot.progress.reading.numbering import numbered as numbers_in

_ID = compiled_later(r"(?<![\d.])(?:[1-9]\d?\.\d{1,2}\.\d{1,2}|(?<![A-Za-z])M\d{1,3})(?![\d.]*\d)")
_PIECE = compiled_later(r"[\n;。]")
_CLAUSE = compiled_later(r"(?:^|[\n;。])\s*$")
_HEAD = compiled_later(
    r"\d{1,2}|[|\s]*(?:(?:序号|编号|任务|事项|项目|指标|名称|内容|牵头|责任|配合|单位|部门|进度|进展|情况|完成|本周|最新|备注|问题"
    r"|no\.?|id|task|progress|status|department|notes?)[|\s]*)+",
    re.IGNORECASE,
)
_BEFORE, _AFTER = " \t\n:,、.)]】-", " \t\n;:。,、"


@dataclass(frozen=True, slots=True)
class Placed:
    """The parts of a text with the subjects they are about, and the pieces that belong nowhere."""

    parts: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()


def place(said: str, listed: Sequence[str], plan: Plan) -> Placed:
    """Find what a text is about. `listed` are the subjects of the message it answers, in their order.

    A text that names nothing is about the only one listed; no parts mean that it must be asked. An id the plan does not
    have is kept as the subject of what follows it, for nobody else's report should grow by that.
    """
    starts = _ids(said, plan)
    if len(listed) == 1 and {match[0] for match in starts} <= set(listed):
        begins = bool(starts) and not said[: starts[0].start()].strip()
        return Placed(((listed[0], _trimmed(said[starts[0].end() :]) if begins else said),))
    numbered = _by_numbers(said, listed, plan) if len(listed) > 1 and _are_plain(said, listed, plan) else Placed()
    named = {match[0] for match in starts}
    if starts and not named < {subject for subject, _ in numbered.parts}:
        return _by_ids(said, starts)
    if numbered.parts or len(listed) < 2:
        return numbered
    found = _by_departments(said, listed, plan)
    return found if found.parts else _by_target(said, listed, plan)


def _by_numbers(said: str, listed: Sequence[str], plan: Plan) -> Placed:
    said = after_department(said, plan)
    split = split_report(said, [(subject, title_of(subject, plan)) for subject in listed])
    parts = tuple((subject, original(said, text)) for subject, text in split.parts)
    return Placed(tuple(_merged(parts).items()), _without_head(split.unplaced)) if parts else Placed()


def _are_plain(said: str, listed: Sequence[str], plan: Plan) -> bool:
    """Whether it is plain what the numbers of a text count, if it has any.

    A digest tells of targets among its tasks: from the first of them on nobody knows whether they are counted too.
    """
    first = next((place for place, subject in enumerate(listed, 1) if subject not in plan.tasks), len(listed) + 1)
    if first > len(listed) or not plan.tasks.keys() & set(listed):
        return True
    pieces = _PIECE.split(one_for_one(after_department(said, plan)))
    return all(number < first for piece in pieces for part in numbers_in(piece) for number in part.numbers)


def _by_target(said: str, listed: Sequence[str], plan: Plan) -> Placed:
    """Take the one target listed whose name, or a short one of it, begins the text (社零1—6月增长5.8%)."""
    plain = normal(said)
    lengths = {
        target.id: max((len(key) for name in names if plain.startswith(key := normal(name))), default=0)
        for target in plan.targets
        if target.id in listed and (names := (target.id, target.name, *target.aliases))
    }
    longest = max(lengths.values(), default=0)
    found = [target for target, length in lengths.items() if length == longest and length > 1]
    return Placed(((found[0], said),)) if len(found) == 1 else Placed()


def _by_departments(said: str, listed: Sequence[str], plan: Plan) -> Placed:
    found, left = by_department(said, listed, plan)
    parts = _merged((subject, original(said, text)) for subject, text in found)
    return (
        Placed(tuple(parts.items()), tuple(original(said, text) for text in _without_head(left))) if parts else Placed()
    )


def _without_head(left: Iterable[str]) -> tuple[str, ...]:
    """Leave out the head of a table and its running numbers: they say nothing that could be lost."""
    return tuple(piece for piece in left if not _HEAD.fullmatch(one_for_one(piece)))


def named_tasks(said: str, plan: Plan) -> tuple[str, ...]:
    """List the ids of tasks that a text names, in their order."""
    return tuple(dict.fromkeys(match[0] for match in _ids(said, plan)))


def title_of(subject: str, plan: Plan) -> str:
    """Name a subject by its title, a target by its name."""
    found = plan.subject(subject)
    return found.title if isinstance(found, Task) else found.name if found else subject


def most_alike_first(said: str, subjects: Iterable[str], plan: Plan) -> list[str]:
    """Order subjects by how much of their titles a text repeats; those alike stay in their order."""
    plain = normal(said)
    return sorted(subjects, key=lambda subject: -likeness(plain, title_of(subject, plan)))


def _ids(said: str, plan: Plan) -> list[re.Match[str]]:
    """Find the ids in a text: the plan's own anywhere, one it does not have where a clause begins (not a date)."""
    plain = one_for_one(said)
    return [
        match
        for match in _ID.finditer(plain)
        if match[0] in plan.tasks or (match[0][1] == "." and _CLAUSE.search(plain, 0, match.start()))
    ]


def _by_ids(said: str, starts: Sequence[re.Match[str]]) -> Placed:
    """Cut a text at the ids; one that nothing follows shares what is said of the next (1.1.1、1.1.2均已办结)."""
    ends = [*(match.start() for match in starts[1:]), len(said)]
    texts = [_trimmed(said[match.end() : end]) for match, end in zip(starts, ends, strict=True)]
    for place in reversed(range(len(texts) - 1)):
        if texts[place] in ("", "和", "及", "与", "and"):
            texts[place] = texts[place + 1]
    head = _trimmed(said[: starts[0].start()])
    if head and not any(texts):  # 外立面审批未完成，1.1.1: the id comes last
        texts, head = [head] * len(texts), ""
    parts = _merged((match[0], text) for match, text in zip(starts, texts, strict=True))
    return Placed(tuple(parts.items()), _without_head((head,) if head else ()))


def _trimmed(text: str) -> str:
    """Take the signs off a text that only part it from its neighbours."""
    plain = one_for_one(text)
    begin = len(plain) - len(plain.lstrip(_BEFORE))
    return text[begin : max(begin, len(plain.rstrip(_AFTER)))]


def _merged(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Join what a text says of one subject in several places: it is one report."""
    merged: dict[str, str] = {}
    for subject, text in parts:
        merged[subject] = f"{merged[subject]}；{text}" if subject in merged else text
    return merged
