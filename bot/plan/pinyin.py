"""How names sound: their pinyin initials and full pinyin, so that `shxfp` finds 社会消费品零售总额.

pypinyin costs some 60 MB and half a second, so it is loaded only when keys are made. Make them once for a plan
(`pinyin_keys(spoken_names(plan))`), keep them, and hand them to the `Index`.
"""

from collections.abc import Iterable, Iterator, Mapping

from bot.language.patterns import compiled_later
from bot.plan.model import Plan
from bot.plan.names import name_key

PinyinKeys = Mapping[str, tuple[str, str]]

_PIECES = compiled_later("[\u3400-\u9fff]+|[a-z0-9]+")


def spoken_names(plan: Plan) -> list[str]:
    """List the names of a plan that people may type in pinyin: targets, departments, titles of sections."""
    names = [name for target in plan.targets for name in (target.name, *target.aliases)]
    names += [name for department in plan.departments for name in (department.name, *department.aliases)]
    return names + [section.title for section in plan.sections]


def pinyin_keys(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give for each name its initials and its full pinyin, in a-z and 0-9 alone."""
    return {name: ("".join(initials), "".join(full)) for name in names for initials, full in [_spelled(name)]}


def _spelled(name: str) -> tuple[list[str], list[str]]:
    syllables = list(_syllables(name_key(name)))
    return [initial for initial, _ in syllables], [full for _, full in syllables]


def _syllables(key: str) -> Iterator[tuple[str, str]]:
    from pypinyin import lazy_pinyin  # here, because loading it is what costs

    for piece in _PIECES.findall(key):
        if piece.isascii():
            yield piece, piece
        else:
            yield from ((syllable[0], syllable) for syllable in lazy_pinyin(piece, errors="ignore"))
