"""Numbers of a list as people write them: 2、 (2) ② 第二项 2号 任务2 2完成60%, several at once (1、3均已办结)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.patterns import compiled_later
from bot.progress.reading.units import NAMES

_CHINESE = "一二三四五六七八九十"
REPORTS = "已|完成|累计|办结|正在|推进|尚|未|暂|预计|均|都|没|还|本周|目前|进度|进展"  # what is said begins with one
_SAID = rf"(?=\s*(?:{REPORTS}|done|complete|finish|in progress))"
_HEADING = (
    r"(?!\s*(?:目前|当前|工作|主要|总体|基本|任务)?(?:进展|情况|存在|问题|困难|下一?步|后续|措施|原因)"
    r"[^,;。]{0,6}(?:$|[:\n]))"
)
_SEVERAL = compiled_later(
    rf"(\d{{1,2}}(?:\s?[、,和及与&]\s?\d{{1,2}})+|\d{{1,2}}\s?[-~至到]\s?\d{{1,2}})(?:[项条]任?务?{_SAID}|{_SAID})[\s:,]*"
)
_STRONG = "|".join(
    (
        rf"第\s?(\d{{1,2}}|[{_CHINESE}]{{1,3}})\s?(?:[项条]|[个件](?=[\s:、,]|{_SAID}))(?:任务)?",
        r"([①-⑳])",
        rf"#?[(\[]?(\d{{1,2}})(?:[)\]、:|]|\.(?!\d)){_HEADING}",
        rf"([{_CHINESE}]{{1,3}})、{_HEADING}",
        r"(?:#|no\.?\s?|item\s?|task\s)(\d{1,2})(?!\d)",
        rf"(\d{{1,2}})号(?:任务|事项)?(?=[\s:、,]|{_SAID})",
        rf"任务(\d{{1,2}}|[{_CHINESE}]{{1,3}})(?=[\s:、,]|{_SAID})",
        rf"(\d{{1,2}})\s*{_SAID}",
    )
)
_BEGINS = compiled_later(rf"\s*(?:{_STRONG}|(\d{{1,2}})(?:,(?!\d)|\s+))[\s:、,]*(?=\S)", re.IGNORECASE)
_FURTHER = compiled_later(rf"(?<=[\s,])(?:{_STRONG})[\s:、,]*(?=\S)|([①-⑳])\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What is said of the numbers of a list; `numbers` count from 1."""

    numbers: tuple[int, ...]
    text: str


def numbered(piece: str) -> list[Numbered]:
    """Cut a piece that begins with a number of a list at this and the further ones in it; empty where it does not.

    A number that counts something (2 个驿站) is none, nor that of a heading (一、进展情况).
    """
    starts = list(_starts(piece))
    if not starts:
        return []
    ends = [start for start, _, _ in starts[1:]] + [len(piece)]
    return [
        Numbered(numbers, piece[begin:end])
        for (_, begin, numbers), end in zip(starts, ends, strict=True)
        if begin < end
    ]


def _starts(piece: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield where a mark begins, where what it marks begins, and its numbers; rising ones only."""
    several = _SEVERAL.match(piece, len(piece) - len(piece.lstrip()))
    first = several or _BEGINS.match(piece)
    if first is None or (not several and _counts(piece, first)):
        return
    numbers = _row(first[1]) if several else (_number(first),)
    yield first.start(), first.end(), numbers
    place, last = first.end(), numbers[0]
    while found := _FURTHER.search(piece, place):
        together = _SEVERAL.match(piece, found.start())
        numbers = _row(together[1]) if together else (_number(found),)
        if numbers[0] > last or several:
            yield found.start(), (together or found).end(), numbers
            last = numbers[0]
        place = (together or found).end()


def _row(text: str) -> tuple[int, ...]:
    """Read 1、3 as two numbers and 1-3 as three."""
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    if re.search(r"[-~至到]", text):
        return tuple(range(numbers[0], numbers[-1] + 1))
    return tuple(dict.fromkeys(numbers))


def _number(match: re.Match[str]) -> int:
    said = next(group for group in match.groups() if group)
    if "①" <= said <= "⑳":
        return ord(said) - ord("①") + 1
    return int(said) if said.isdigit() else _of_chinese(said)


def _of_chinese(said: str) -> int:
    tens, ten, ones = said.rpartition("十")
    return (_CHINESE.find(tens) + 1 or 1) * 10 * bool(ten) + _CHINESE.find(ones) * bool(ones) + bool(ones)


def _counts(piece: str, match: re.Match[str]) -> bool:
    """Whether the number counts something (2 个驿站已建成); one with a list's sign behind it (2、) never does."""
    bare = match.group(match.lastindex or 0).isdigit() and piece[match.end(match.lastindex or 0)].isspace()
    return bare and piece.startswith((*NAMES, "万", "亿", "%"), match.end())
