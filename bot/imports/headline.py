"""Where a report states its headline targets, and what they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.imports.indicators import Indicator, Unread, indicators
from bot.imports.markers import marker_of
from bot.imports.passages import Passage
from bot.imports.period import Period, is_long_term, years_in
from bot.imports.vocabulary import known_indicator
from bot.language.patterns import compiled_later


@dataclass(frozen=True, slots=True)
class Found:
    """A target or a clause that gave none, with the place of its passage."""

    place: int
    what: Indicator | Unread


@dataclass(frozen=True, slots=True)
class Headline:
    """The targets of a report and the passages they stand in, from `first` to `last`, both included."""

    targets: tuple[Found, ...] = ()
    unread: tuple[Found, ...] = ()
    spans: tuple[tuple[int, int, int], ...] = ()  # passage, start, end: where targets were looked for

    @property
    def last(self) -> int:
        """The last passage with targets, or -1."""
        return max((place for place, _, _ in self.spans), default=-1)


_ANCHOR = compiled_later(
    r"(?:目标|指标)[^。;:,、]{0,16}?(?:[:：]|是[:,]?|为[:,]?|如下[:,。]?)|(?:预期|奋斗|主要)(?:目标|指标),"
)
_HEADING = compiled_later(r"(?:目标|指标)(?:安排|建议|任务|体系)?$")
_PAST = compiled_later(
    r"(?:完成|实现|超额|达到|圆满|提出|确定|下达)(?:了)?[^,。;]{0,20}(?:目标|指标)[^。;:]{0,10}$|十.五.{0,4}(?:目标|规划)|回顾"
)
LONGEST_HEADING = 30  # signs of a heading under which targets are listed
FEWEST = 2  # targets that make a paragraph one of targets
FEWEST_MORE = 3  # usual indicators that make the paragraph after it one of targets too
LONGEST_ITEM = 160  # signs of a line of a list


def find_headline(passages: Sequence[Passage], period: Period) -> Headline:
    """Find the headline targets of the plan's year."""
    best: tuple[float, Headline] | None = None
    for place in range(period.first, period.last):
        for anchor in _anchors(passages[place].dense, period.year):
            headline = _read_from(passages, period, place, anchor.end())
            score = _score(passages[place].dense, anchor, headline, period.year)
            if headline.targets and score > 0 and (best is None or score > best[0]):
                best = score, headline
    return best[1] if best else _without_anchor(passages, period)


def _anchors(written: str, year: int) -> Iterator[re.Match[str]]:
    matches = list(_ANCHOR.finditer(written))
    if len(written) <= LONGEST_HEADING and (heading := _HEADING.search(written)):
        matches.append(heading)
    for match in matches:
        begin = max(written.rfind("。", 0, match.start()), written.rfind(";", 0, match.start())) + 1
        sentence = written[begin : match.end()]
        if is_long_term(sentence) and year not in years_in(sentence) and "今年" not in sentence:
            continue
        if any(y > year for y in years_in(sentence)) or re.search(r"到20\d\d年", sentence):
            continue
        yield match


def _score(written: str, anchor: re.Match[str], headline: Headline, year: int) -> float:
    begin = written.rfind("。", 0, anchor.start()) + 1
    sentence = written[begin : anchor.end()]
    count = len(headline.targets)
    if count < FEWEST and not re.search("预期目标|主要目标|奋斗目标|主要指标|预期指标", sentence):
        return 0
    score = float(count)
    score += 3 * bool(re.search("预期", sentence)) + 2 * ("今年" in sentence or year in years_in(sentence))
    score += 2 * bool(re.search("经济社会|国民经济|发展", sentence))
    score -= 4 * bool(_PAST.search(sentence))
    return score if count else 0


def _read_from(passages: Sequence[Passage], period: Period, place: int, start: int) -> Headline:
    targets: list[Found] = []
    unread: list[Found] = []
    spans: list[tuple[int, int, int]] = []
    written = passages[place].dense
    ended = _read_sentences(written, place, start, targets, unread, spans, first=True)
    if not ended and (len(written) - start < 4 or written.endswith((";", ":"))):
        _read_list(passages, period, place + 1, targets, unread, spans)
    elif not ended and place + 1 < period.last:
        _read_on(passages[place + 1].dense, place + 1, targets, unread, spans)
    return Headline(tuple(targets), tuple(unread), tuple(spans))


def _read_on(
    written: str, place: int, targets: list[Found], unread: list[Found], spans: list[tuple[int, int, int]]
) -> None:
    """Go on with a second paragraph where all it states are usual indicators."""
    got, rest = indicators(written, 0, len(written)) if marker_of(written) is None else ([], [])
    if len(got) >= FEWEST_MORE and not rest and all(known_indicator(one.name) for one in got):
        targets += [Found(place, one) for one in got]
        spans.append((place, 0, len(written)))


def _read_sentences(
    written: str,
    place: int,
    start: int,
    targets: list[Found],
    unread: list[Found],
    spans: list[tuple[int, int, int]],
    *,
    first: bool,
) -> bool:
    """Read sentence by sentence while they state targets; say whether one that does not ended the reading."""
    for match in re.finditer(r"[^。!?]+[。!?]?", written[start:]):
        begin, end = start + match.start(), start + match.end()
        anchor = _ANCHOR.search(written, begin, end) if begin > start else None
        got, rest = indicators(written, anchor.end() if anchor else begin, end)
        if not _states_targets(got, rest, first=first and begin == start):
            return True
        targets += [Found(place, one) for one in got]
        unread += [Found(place, one) for one in rest]
        spans.append((place, begin, end))
    return False


def _states_targets(got: Sequence[Indicator], rest: Sequence[Unread], *, first: bool) -> bool:
    if not got:
        return False
    return first or len(got) >= len(rest)


def _read_list(
    passages: Sequence[Passage],
    period: Period,
    first: int,
    targets: list[Found],
    unread: list[Found],
    spans: list[tuple[int, int, int]],
) -> None:
    """Go on with the lines of a list below the anchor; the first that states no target ends it."""
    misses = 0
    kind = None
    for place in range(first, period.last):
        written = passages[place].dense
        marker = marker_of(written)
        own = marker.kind if marker else None
        kind = own if place == first else kind
        listed = own is kind if kind else own is None and re.match(r"[一-鿿A-Z].{1,80}$", written) is not None
        if not listed or written.endswith(":") or len(written) > 4 * LONGEST_ITEM:
            return
        start = marker.end if marker else 0
        got, rest = indicators(written, start, len(written))
        if not got or len(got) * 2 < len(rest):
            misses += 1
            if misses > 1 or not targets or not marker:
                return
            unread += [Found(place, one) for one in rest]
            continue
        misses = 0
        targets += [Found(place, one) for one in got]
        unread += [Found(place, one) for one in rest]
        spans.append((place, start, len(written)))


def _without_anchor(passages: Sequence[Passage], period: Period) -> Headline:
    """Take the sentence with most known indicators of growth where no words announce targets."""
    best: Headline | None = None
    for place in range(period.first, period.last):
        written = passages[place].dense
        for match in re.finditer(r"[^。!?]+", written):
            if not re.search(r"生产总值|GDP", match[0]) or re.search(r"去年|上年(?!水平)|[0-9]年来|已", match[0]):
                continue
            got, rest = indicators(written, match.start(), match.end())
            if len(got) >= 3 and (best is None or len(got) > len(best.targets)):
                best = Headline(
                    tuple(Found(place, one) for one in got),
                    tuple(Found(place, one) for one in rest),
                    ((place, match.start(), match.end()),),
                )
    return best or Headline()
