"""Which of some named things a few words mean: exact names first, then parts, pinyin, and small typing mistakes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.plan.names import latin_words, name_key
from bot.plan.pinyin import PinyinKeys

T = TypeVar("T")

LONGEST = 200  # characters of a query that are looked at
LONGEST_TYPO = 40  # longer ones are not compared letter by letter
ACCEPTED = 75  # likeness in % from which a typing mistake is taken for the name
RIVAL = 10  # a second name as near as that many points: ask
NEAR = 50  # likeness from which a name is worth suggesting
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What some words may mean.

    `exact`: use it. `candidates`: two or more fit, ask. `suggestions`: nothing fits, "did you mean". At most one of the
    three is filled.
    """

    exact: T | None = None
    candidates: tuple[T, ...] = ()
    suggestions: tuple[T, ...] = ()

    @staticmethod
    def of(hits: "Sequence[T]") -> "Found[T]":
        """Take one hit as meant, several as candidates."""
        return Found(exact=hits[0]) if len(hits) == 1 else Found(candidates=tuple(hits))


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """A thing with its names; `english` is matched by whole words or their beginnings."""

    thing: T
    names: tuple[str, ...]
    english: str = ""


class Names(Generic[T]):
    """Look-up over things of one kind. `spell` gives pinyin keys; it is called once, when only pinyin can help."""

    def __init__(self, named: Iterable[Named[T]], spell: Callable[[Iterable[str]], PinyinKeys]) -> None:
        self._named = tuple(named)
        self._keys = [tuple(dict.fromkeys(filter(None, map(name_key, one.names)))) for one in self._named]
        self._english = [f" {latin_words(one.english)}" for one in self._named]
        self._exact: dict[str, list[int]] = {}
        for number, keys in enumerate(self._keys):
            for key in keys:
                self._exact.setdefault(key, []).append(number)
        self._spell = spell
        self._sounds: list[tuple[tuple[str, str], ...]] | None = None

    def look_up(self, words: str) -> Found[T]:
        """Find what the words mean. The first way of matching that fits anything decides."""
        query = name_key(words[:LONGEST])
        if not query:
            return Found()
        hits = self._exact.get(query) or next(filter(None, self._ways(query, words)), None)
        if hits:
            return Found.of([self._named[number].thing for number in hits])
        return self._nearest(query)

    def _ways(self, query: str, words: str) -> Iterator[list[int]]:
        english = f" {latin_words(words[:LONGEST])}"
        yield self._where(lambda key: key.startswith(query))
        if len(query) > 1 or not query.isascii():  # one letter stands inside too much to mean anything
            yield self._where(lambda key: query in key)
        yield [n for n, text in enumerate(self._english) if len(english) > 1 and query.isascii() and english in text]
        if len(query) >= (3 if query.isascii() else 2):
            yield self._where(lambda key: is_subsequence(query, key))
        yield self._contained(query)
        if query.isascii() and query.isalpha():
            yield self._sounding(lambda sound: sound == query)
            yield self._sounding(lambda sound: sound.startswith(query))
            if len(query) >= 2:
                yield self._sounding(lambda sound: query in sound)
            if len(query) >= 3:
                yield [n for n, sounds in enumerate(self._sound()) if any(is_subsequence(query, s) for s, _ in sounds)]

    def _where(self, fits: Callable[[str], bool]) -> list[int]:
        return [number for number, keys in enumerate(self._keys) if any(map(fits, keys))]

    def _contained(self, query: str) -> list[int]:
        """Find the longest names that stand inside the words (GDP增速 → gdp)."""
        inside = [max((len(key) for key in keys if len(key) > 1 and key in query), default=0) for keys in self._keys]
        longest = max(inside, default=0)
        return [number for number, length in enumerate(inside) if length == longest and longest]

    def _sounding(self, fits: Callable[[str], bool]) -> list[int]:
        return [n for n, sounds in enumerate(self._sound()) if any(fits(sound) for pair in sounds for sound in pair)]

    def _sound(self) -> list[tuple[tuple[str, str], ...]]:
        if self._sounds is None:
            spelled = self._spell([name for one in self._named for name in one.names])
            self._sounds = [tuple(spelled[name] for name in one.names) for one in self._named]
        return self._sounds

    def _nearest(self, query: str) -> Found[T]:
        """Compare letter by letter: take the one that is clearly meant, ask between rivals, or suggest what is near."""
        if len(query) > LONGEST_TYPO:
            return Found()
        scores = {number: self._likeness(query, number) for number in range(len(self._named))}
        ranked = sorted((n for n in scores if scores[n] >= NEAR), key=lambda n: -scores[n])
        best = scores[ranked[0]] if ranked else 0
        if best >= ACCEPTED:
            return Found.of([self._named[n].thing for n in ranked if best - scores[n] <= RIVAL])
        return Found(suggestions=tuple(self._named[n].thing for n in ranked[:SUGGESTED]))

    def _likeness(self, query: str, number: int) -> float:
        keys = self._keys[number]
        if query.isascii() and query.isalpha():
            keys = (*keys, *(sound for pair in self._sound()[number] for sound in pair))
        return max((likeness(query, key) for key in keys), default=0.0)


def is_subsequence(query: str, text: str) -> bool:
    """Whether the characters of the query occur in the text in their order."""
    rest = iter(text)
    return all(character in rest for character in query)


def likeness(one: str, other: str) -> float:
    """Say how alike two words are, in %: 100 less the share of letters to change, add, drop or (half as bad) swap."""
    longest = max(len(one), len(other))
    if min(len(one), len(other)) * 2 < longest:
        return 0.0
    rows = [[float(j) for j in range(len(other) + 1)]]
    for i, a in enumerate(one, 1):
        row = [float(i)]
        for j, b in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2] and a != b:
                cost = min(cost, rows[-2][j - 2] + 0.5)
            row.append(cost)
        rows.append(row)
    return 100 * (1 - rows[-1][-1] / longest)
