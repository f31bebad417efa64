"""A sentence of the plan is cut into tasks: what one department answers for, or one result that is counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.imports.quantities import Quantity, quantities


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a dense text that is one task, with the numbers in it; `idle` says why it is none."""

    start: int
    end: int
    quantities: tuple[Quantity, ...] = field(default=())
    idle: str = ""


_SENTENCE_END = "。;!?"
_OPEN, _CLOSE = "“‘(《[", "”’)》]"
# A clause that only says where, how or on what ground: it goes with the next one.
_LEAD_IN = re.compile(
    r"^(?:围绕|按照|根据|依据|聚焦|立足|依托|结合|针对|借助|抓住|抢抓|坚持|突出|充分发挥|发挥|对标|对照|着眼|面向|面对|遵循|秉持|秉承|树立|强化.{2,8}保障$|瞄准|利用|用好|衔接|统筹.{0,12}$|统筹.{2,30}建设$|"
    r"把.{2,40}作为|随着|紧扣|紧盯|紧紧围绕|紧抓|锚定|借鉴|落实好?.{2,20}(?:精神|要求|部署)$|认真落实.{2,30}|全面落实.{2,30}(?:精神|部署|要求)$|在.{1,30}(?:上|下|中|方面|领域|基础上|同时|前提下)$|"
    r"“?以.{1,60}为.{0,14}$|通过|本着|加大.{2,10}力度$|加强.{2,8}领导$|做好.{1,10}服务$)"
)
# A clause that says what comes of the one before it: it goes with that.
_RESULT = re.compile(
    r"^(?:从而|以此|进而|不断|有效|切实(?!落实)|使|让|确保(?!.*\d)|实现(?!.*\d)|形成(?!.*\d)|促进|带动(?!.*\d)|增强|提升.{0,12}(?:水平|能力|效能|质量|满意度|形象|精度|功能|效率|品质)$|提高.{0,14}(?:水平|能力|效能|质量|效率|程度)$|营造|"
    r"凝聚|倡导|动员|着力(?!推进|打造|建设|扩大)|最大限度|守住|维护|携手|破解|杜绝|防止|避免|夯实|推动.{2,30}(?:发展|提升|结合|升级|融合|落地|见效|减排|转型|协同.*)$|加快实现|加快打造|加快形成|逐步|做到|保持|保障.{0,10}(?:安全|权益|需求)$|"
    r"努力(?!.*\d)|力求|推进.{2,20}一体化$|以(?!.{1,40}为).{2,20}|打造特色|打造.{0,8}(?:样板|高地|品牌|标杆|示范)$|合理|动态|为.{2,30}(?:提供|奠定|创造|作出|注入)|"
    r"满足|彰显|展现|充分(?!发挥)|真正|全力保障|持续提升|进一步提升|进一步提高|进一步增强|拓展.{2,8}空间$|坚决(?!落实).{0,4}(?:防范|遏制|守住)|严厉打击)"
)
_FOLLOW_UP = re.compile(
    r"^(?:其中|增长|同比|比上年|较上年|下降|占|分别|总投资|年度投资|总面积|同比增长|增幅|增速|比去年|较去年|年均|实现翻番|合计|达到(?=[\d]))"
)
_IDLE = re.compile(r"^(?:各位代表|同志们|我们(?!将)|总之|实践证明|让我们|今年是|人民|政府工作)")
_PRINCIPLE = re.compile(
    r"^(?:坚持|树立|牢记|牢固树立|始终|遵循|秉持|弘扬|增强.{0,4}意识|把.{2,40}(?:摆在|放在|作为)|必须|要(?!求)|推动“.{2,8}”和“|不断提升|努力|让|实现好)"
)
_SPOKEN = re.compile(r"^(?:一|二|三|四|五|六|七|八|九|十){1,2}(?:是|要)")
SHORTEST = 5  # signs of a clause that can be a task


def pieces(text: str, start: int, end: int, year: int) -> list[Piece]:
    """Cut a stretch of text into tasks and what is none; every sign of it that is a word belongs to one piece."""
    found: list[Piece] = []
    for first, last in _sentences(text, start, end):
        found += _of_sentence(text, first, last, year)
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield from _split(text, start, end, _SENTENCE_END)


def _split(text: str, start: int, end: int, signs: str) -> Iterator[tuple[int, int]]:
    """Split at signs that stand outside quotation marks and brackets."""
    depth, begin = 0, start
    for place in range(start, end):
        sign = text[place]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(depth - 1, 0)
        elif sign in signs and (depth == 0 or sign in "。"):
            if sign == "," and _inside_number(text, place):
                continue
            depth = 0
            if place > begin:
                yield begin, place
            begin = place + 1
    if end > begin:
        yield begin, end


def _inside_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 : place + 5]) is not None


@dataclass(slots=True)
class _Group:
    start: int
    end: int
    open: bool  # holds only lead-ins so far


def _of_sentence(text: str, start: int, end: int, year: int) -> list[Piece]:
    spoken = _SPOKEN.match(text[start:end])
    start += spoken.end() if spoken else 0
    if _IDLE.match(text[start:end]) and not re.search(r"\d", text[start:end]):
        return [Piece(start, end, idle="号召或总结性表述，没有可交办的事项")]
    numbers = quantities(text, start, end, year)
    groups = [part for group in _groups(text, start, end, numbers) for part in _listed(text, group, numbers)]
    return [_piece(text, group, numbers) for group in groups]


def _listed(text: str, group: _Group, numbers: Sequence[Quantity]) -> Iterator[_Group]:
    """Part a list of results that are counted one by one: 县乡公路60公里、通村公路200公里."""
    begin = group.start
    counted = [q.figure for q in numbers if q.measure and group.start <= q.figure.start < group.end]
    for figure, following in pairwise(counted):
        between = text[figure.words_end : following.start]
        if between.startswith("、") and len(between) > 2 and not _FOLLOW_UP.match(between[1:]):
            yield _Group(begin, figure.words_end, open=False)
            begin = figure.words_end + 1
    yield _Group(begin, group.end, group.open)


def _groups(text: str, start: int, end: int, numbers: Sequence[Quantity]) -> list[_Group]:
    groups: list[_Group] = []
    for first, last in _split(text, start, end, ","):
        clause = text[first:last]
        counted = any(q.measure and first <= q.figure.start < last for q in numbers)
        current = groups[-1] if groups else None
        if current and (current.open or _goes_with(clause, counted)):
            current.end = last
            current.open = current.open and _is_lead_in(clause, counted)
        else:
            groups.append(_Group(first, last, _is_lead_in(clause, counted)))
    if len(groups) > 1 and groups[-1].open:
        last_group = groups.pop()
        groups[-1].end = last_group.end
    return groups


def _is_lead_in(clause: str, counted: bool) -> bool:
    return not counted and (bool(_LEAD_IN.match(clause)) or len(clause) < SHORTEST)


def _goes_with(clause: str, counted: bool) -> bool:
    """Tell a clause that belongs to the task before it."""
    if _FOLLOW_UP.match(clause):
        return True
    return not counted and (len(clause) < SHORTEST or bool(_RESULT.match(clause)))


def _piece(text: str, group: _Group, numbers: Sequence[Quantity]) -> Piece:
    found = tuple(q for q in numbers if group.start <= q.figure.start < group.end)
    words = text[group.start : group.end]
    idle = ""
    if not any(q.measure for q in found):
        if group.open or (_PRINCIPLE.match(words) and "," not in words):
            idle = "原则性要求，没有可单独交办的事项"
        elif len(words) < SHORTEST:
            idle = "不成任务的短语"
    return Piece(group.start, group.end, found, idle)
