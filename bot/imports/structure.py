"""The sections and initiatives of the plan: which headings they are, and which text belongs to each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.imports.clauses import is_address
from bot.imports.figures import figures
from bot.imports.headline import Headline
from bot.imports.markers import Kind, marker_of
from bot.imports.nesting import Node, announces_work, nested
from bot.imports.outline import Heading, tidy
from bot.imports.passages import Passage
from bot.imports.period import Period, is_long_term, looks_back
from bot.language.patterns import compiled_later

Stretch = tuple[int, int, int]  # passage, from, to: a piece of text


@dataclass(slots=True)
class Part:
    """A section or an initiative: its title, where it stands, and the pieces of text that are its own."""

    number: str
    title: str
    place: int
    stretches: list[Stretch] = field(default_factory=list)
    parts: "list[Part]" = field(default_factory=list)


# Titles of requirements and goals: what stands below them is no work to hand out.
_GENERAL = compiled_later(
    r"^(?!聚焦|围绕|锚定|紧扣|落实|实现|推进|推动|坚持)(?:.{0,24}?)(?:总体要求|总体思路|指导思想|基本思路|工作思路|基本原则|形势(?:分析)?|发展环境|有利条件|主要目标|预期目标|奋斗目标|发展目标|工作目标|目标|指标)(?:和.{2,12}|及.{2,12}|、.{2,12})?$"
)
LEAD = 32  # signs of a first sentence that heads its paragraph
FEWEST_LEADS = 3  # of a plan without headings, for them to be its sections
SHARE_OF_NUMBERS = 0.5  # of the plan's text that its sections hold at least
SHARE_OF_LEADS = 0.5  # of a section's paragraphs that open with one, for them to be initiatives


def sections_of(
    passages: Sequence[Passage], heads: Sequence[Heading], period: Period, headline: Headline
) -> list[Part]:
    """Find the sections of the plan's part, each with its initiatives.

    Where the headings leave out most of the plan's numbers, they are not its order: then all its text is taken.
    """
    found = _by_headings(passages, heads, period, headline)
    whole = _whole(passages, heads, period, headline)
    if _numbers(found, passages) < SHARE_OF_NUMBERS * _numbers([whole], passages):
        return _promoted(whole, passages)
    return found


def _numbers(parts: Sequence[Part], passages: Sequence[Passage]) -> int:
    """Count the numbers in the text of parts."""
    own = [stretch for part in parts for stretch in part.stretches]
    counted = sum(bool(one.unit) for place, start, end in own for one in figures(passages[place].dense[start:end]))
    return counted + sum(_numbers(part.parts, passages) for part in parts)


def _by_headings(
    passages: Sequence[Passage], heads: Sequence[Heading], period: Period, headline: Headline
) -> list[Part]:
    listed = {place for place, _, _ in headline.spans if place > period.first}
    inside = [h for h in heads if period.first <= h.place < period.last and h.place not in listed]
    nodes = nested(inside, passages, period)
    chosen = _chosen(nodes, passages, period)
    if any(_holds_text(node, passages) for node in chosen):
        led = [part for node in nodes if node not in chosen for part in _led(node, passages, period, headline)]
        return sorted([*led, *(_section(node, passages) for node in chosen)], key=lambda part: part.place)
    # There are none, or a list whose items are the tasks.
    bare = [node for node in nodes if node.heading.place > headline.last and _announces_bare(node, passages)]
    whole = _section(bare[-1], passages) if bare else _whole(passages, heads, period, headline)
    return _promoted(whole, passages)


def _announces_bare(node: Node, passages: Sequence[Passage]) -> bool:
    """Tell a heading that only announces the work and has text right below it, without headings."""
    return announces_work(node.heading.written(passages)) and not node.children and _holds_text(node, passages)


def _holds_text(node: Node, passages: Sequence[Passage]) -> bool:
    return bool(node.children) or any(True for _ in _text(passages, node.heading, node.last))


def _led(node: Node, passages: Sequence[Passage], period: Period, headline: Headline) -> list[Part]:
    """Give the sentences that head the paragraphs right below a heading that only announces the work."""
    title = node.heading.written(passages)
    if node.children or not (node.heading.place == period.first or announces_work(title)):
        return []
    whole = Part("", title, node.heading.place)
    stretches = [stretch for stretch in _text(passages, node.heading, node.last) if stretch[0] > headline.last]
    _part_by_leads(whole, stretches, passages)
    parts = _promoted(whole, passages)
    counting = sum(any(_holds_figure(stretch, passages) for stretch in part.stretches) for part in parts)
    return parts if parts != [whole] and counting * 2 > len(parts) else []


def _promoted(whole: Part, passages: Sequence[Passage]) -> list[Part]:
    """Make sections of the sentences that head the paragraphs, where they are all the order that a plan has."""
    if len(whole.parts) < FEWEST_LEADS or any(_holds_figure(stretch, passages) for stretch in whole.stretches):
        return [whole]
    whole.parts[0].stretches[:0] = whole.stretches  # 重点做好以下工作: is said of all
    return whole.parts


def _chosen(roots: Sequence[Node], passages: Sequence[Passage], period: Period) -> list[Node]:
    """Take the headings that are sections: the outermost that hold work of their own."""
    under_first: list[Node] = []
    announced: list[Node] = []
    specific: list[Node] = []
    for node in roots:
        title = node.heading.written(passages)
        if node.heading.place == period.first:
            under_first += _below(node, passages)
        elif looks_back(title) or _looks_further(title):
            continue
        elif announces_work(title) and (below := _below(node, passages)):
            announced += below
        elif not _is_pure_container(title) and not _GENERAL.search(title):
            specific.append(node)
    others = announced + specific
    if others and not _hand_out_work(under_first, passages):  # items of a list are principles then, not sections
        under_first = [node for node in under_first if node.rank < Kind.SPOKEN]
    if not under_first and not announced and len(specific) == 1 and (inner := _below(specific[0], passages)):
        return inner
    return sorted(under_first + others, key=lambda node: node.heading.place)


def _looks_further(title: str) -> bool:
    """Tell the title of a part about more years than the plan's; work may well be named after a plan of five years."""
    return (
        is_long_term(title)
        and re.search("时期|期间|远景|展望|目标|任务|今后|未来|长远|五年规划|政府", title) is not None
        and re.search("20\\d\\d年(?!远景)|今年", title) is None
    )


def _hand_out_work(nodes: Sequence[Node], passages: Sequence[Passage]) -> bool:
    """Tell parts of work from principles: most of them count something."""
    return sum(_counts(node, passages) for node in nodes) * 2 > len(nodes)


def _counts(node: Node, passages: Sequence[Passage]) -> bool:
    return any(_holds_figure(stretch, passages) for stretch in _text(passages, node.heading, node.last))


def _holds_figure(stretch: Stretch, passages: Sequence[Passage]) -> bool:
    place, start, end = stretch
    return any(figure.unit for figure in figures(passages[place].dense[start:end]))


def _below(node: Node, passages: Sequence[Passage]) -> list[Node]:
    """Give the sections below a heading that only announces them."""
    children = _outermost(node.children)
    found: list[Node] = []
    for child in children:
        title = child.heading.written(passages)
        if _GENERAL.search(title) or _looks_further(title):
            continue
        if _is_pure_container(title) and _outermost(child.children):
            found += _below(child, passages)
        else:
            found.append(child)
    return found


def _is_pure_container(title: str) -> bool:
    return (
        re.fullmatch(
            r"(?:20\d\d年|今年|全年|年度)?的?(?:主要|重点|具体|各项)*(?:任务|工作|措施|举措|工作任务|目标任务|工作措施|任务和措施)(?:安排|建议|打算)?",
            title,
        )
        is not None
    )


def _outermost(nodes: Sequence[Node]) -> list[Node]:
    least = min((node.rank for node in nodes), default=0)
    return [node for node in nodes if node.rank == least]


def _section(node: Node, passages: Sequence[Passage]) -> Part:
    heading = node.heading
    number = heading.marker.number if heading.marker else ""
    section = Part(number, heading.title(passages), heading.place)
    children = [child for child in _outermost(node.children) if child.rank <= Kind.INNER]
    if children:
        items = _items(children, passages)
        listed = {item.heading.place for item in items}
        section.stretches = list(_text(passages, heading, children[0].heading.place))
        section.stretches += [stretch for item in items for stretch in _item(item, passages)]
        section.parts = [_initiative(child, passages) for child in children if child.heading.place not in listed]
    else:
        _part_by_leads(section, list(_text(passages, heading, node.last)), passages)
    return section


def _items(children: Sequence[Node], passages: Sequence[Passage]) -> list[Node]:
    """Give those that say all in their line (1.新建幼儿园3所;); in a list of such the last too."""
    bare = [child for child in children if not _holds_text(child, passages)]
    return [*bare, children[-1]] if bare and bare == list(children[:-1]) else bare


def _item(node: Node, passages: Sequence[Passage]) -> Iterator[Stretch]:
    place = node.heading.place
    yield place, node.heading.start, len(passages[place].dense)
    yield from ((p, start, end) for p, start, end in _text(passages, node.heading, node.last) if p > place)


def _initiative(node: Node, passages: Sequence[Passage]) -> Part:
    heading = node.heading
    number = heading.marker.number if heading.marker else ""
    return Part(number, heading.title(passages), heading.place, list(_text(passages, heading, node.last)))


def _text(passages: Sequence[Passage], heading: Heading, last: int) -> Iterator[Stretch]:
    """Give the text from a heading's end up to a passage."""
    if heading.body < len(passages[heading.place].dense):
        yield heading.place, heading.body, len(passages[heading.place].dense)
    for place in range(heading.place + 1, max(last, heading.place + 1)):
        if passages[place].dense:
            yield place, 0, len(passages[place].dense)


def _part_by_leads(section: Part, stretches: list[Stretch], passages: Sequence[Passage]) -> None:
    """Take the short first sentences of paragraphs as initiatives, where a section has them."""
    leads = {stretch: _lead_end(passages[stretch[0]].dense, stretch[1]) for stretch in stretches}
    whole = [stretch for stretch in stretches if stretch[1] == 0 and not _is_item(passages[stretch[0]].dense)]
    if not whole or sum(bool(leads[stretch]) for stretch in whole) < max(SHARE_OF_LEADS * len(whole), 1):
        section.stretches = stretches
        return
    for place, start, end in stretches:
        lead = leads[(place, start, end)] if start == 0 else 0
        if lead:
            title = tidy(passages[place].quote(start, lead))
            section.parts.append(Part("", title, place, [(place, lead, end)]))
        elif section.parts:
            section.parts[-1].stretches.append((place, start, end))
        else:
            section.stretches.append((place, start, end))


def _is_item(written: str) -> bool:
    """Tell a paragraph that is an item of a list or announces one, or calls the assembly: it has no lead."""
    return marker_of(written) is not None or written.endswith(":") or is_address(written)


def _lead_end(written: str, start: int) -> int:
    """Say where the first sentence ends if it heads its paragraph; 0 where it does not."""
    stop = re.compile("[。:]").search(written, start, start + LEAD + 1)
    if stop is None or stop.end() >= len(written) or stop.start() - start < 4:
        return 0
    lead = written[start : stop.start()]
    if any(figure.unit for figure in figures(lead)) or re.match(r"各位代表|同志们|今年|为此|我们|全年", lead):
        return 0
    return stop.end()


def _whole(passages: Sequence[Passage], heads: Sequence[Heading], period: Period, headline: Headline) -> Part:
    """Take all the text after the targets as one section, where the plan has no headings."""
    first = next((h for h in heads if h.place == period.first), None)
    title = period.title or (first.title(passages) if first else f"{period.year}年主要工作")
    section = Part("一", title, period.first)
    begin = max(headline.last, period.first - 1) + 1
    told = [p for p in range(begin, period.last) if passages[p].dense and not (period.title and _leads_in(passages[p]))]
    stretches = [(p, 0, len(passages[p].dense)) for p in told]
    heads_it = first is not None and not period.title
    _part_by_leads(section, [s for s in stretches if not heads_it or s[0] != period.first], passages)
    return section


def _leads_in(passage: Passage) -> bool:
    """Tell the line that announces a list (区政府办好以下实事:)."""
    return passage.dense.endswith(":")
