"""Headings become a tree: which stands below which, also where their marks follow no usual order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.imports.markers import Kind
from bot.imports.outline import Heading
from bot.imports.passages import Passage
from bot.imports.period import Period
from bot.language.patterns import compiled_later

# Titles that only announce the work; the sections stand below them.
_CONTAINER = compiled_later(
    r"(?<!保障)(?<!组织)(?:主要|重点|具体|各项|几项|今年|年度|下步|下一步)*(?:任务|工作|措施|举措|安排|打算|建议|部署)(?:和(?:措施|任务|安排|建议|重点))?(?:建议)?$|20\d\d年|今年(?!.{12})|全力做好|重点(?:做好|抓好)"
)


@dataclass(slots=True, eq=False)
class Node:
    """A heading with those below it; `last` is the passage before which it ends."""

    heading: Heading
    rank: float
    last: int
    children: "list[Node]" = field(default_factory=list)


def announces_work(title: str) -> bool:
    """Tell a title that only announces the work (2024年重点工作)."""
    return bool(_CONTAINER.search(title))


def nested(heads: Sequence[Heading], passages: Sequence[Passage], period: Period) -> list[Node]:
    """Nest the headings by rank."""
    roots: list[Node] = []
    open_nodes: list[Node] = []
    for heading, rank in zip(heads, _ranks(heads, passages, period), strict=True):
        while open_nodes and open_nodes[-1].rank >= rank:
            open_nodes.pop().last = heading.place
        node = Node(heading, rank, period.last)
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def _ranks(heads: Sequence[Heading], passages: Sequence[Passage], period: Period) -> list[float]:
    """Rank the headings by their marks; what is numbered anew between 1. and 2. stands below 1., whatever its mark."""
    ranks: list[float] = []
    inner: tuple[Kind, Kind] | None = None  # the kind of the holder and the kind below it
    for n, heading in enumerate(heads):
        own = _rank(n, heads, passages, period)
        if n and _is_turned(n, heads, inner):
            inner = heads[n - 1].marker.kind, heading.marker.kind  # type: ignore[union-attr]
        elif inner and heading.marker and heading.marker.kind < min(inner):
            inner = None
        below = inner is not None and heading.kind is inner[1] and inner[0] > inner[1]
        ranks.append(inner[0] + 0.5 if inner and below else own)
    return ranks


def _is_turned(n: int, heads: Sequence[Heading], inner: tuple[Kind, Kind] | None) -> bool:
    """Tell the first of marks that stand below one that is usually below them."""
    own, before = heads[n].marker, heads[n - 1].marker
    if own is None or before is None or own.value != 1 or own.kind >= before.kind:
        return False
    following = next((h.marker for h in heads[n + 1 :] if h.kind is before.kind), None)
    goes_on = following is not None and following.value == before.value + 1
    return goes_on or inner == (before.kind, own.kind)


def _rank(n: int, heads: Sequence[Heading], passages: Sequence[Passage], period: Period) -> float:
    heading = heads[n]
    if heading.marker:
        return float(heading.marker.kind)
    if heading.body < len(passages[heading.place].dense):
        return 3.5  # a bold lead sentence
    following = heads[n + 1] if n + 1 < len(heads) else None
    holds_chapters = following is not None and following.kind in (Kind.PART, Kind.CHAPTER) and following.marker
    if heading.place == period.first or (holds_chapters and following.marker.value == 1):  # type: ignore[union-attr]
        return 0.5
    chapters = any(h.kind is Kind.CHAPTER for h in heads)
    brackets_before = any(h.kind is Kind.BRACKET for h in heads[:n])
    return 0.5 if not chapters and not brackets_before and announces_work(heading.written(passages)) else 3.5
