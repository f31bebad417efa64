"""Invented pieces of reports with what should be read in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.imports.headline import find_headline
from bot.imports.indicators import Indicator
from bot.imports.paragraphs import paragraphs
from bot.imports.passages import Passage, dense
from bot.imports.period import Period

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Fragment:
    """A paragraph of targets, its year, and the targets it states, each as one line."""

    name: str
    year: int
    text: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A short report, the year it plans (None: none) and the sections of that plan."""

    name: str
    text: str
    year: int | None
    sections: tuple[str, ...]


def fragments(file: str) -> list[Fragment]:
    return [
        Fragment(name, int(name[:4]), _text(lines, "|"), tuple(_target(line) for line in lines if "|" in line))
        for name, lines in _blocks(file)
    ]


def outlines() -> list[Outline]:
    return [
        Outline(
            name,
            "\n".join(line for line in lines if not line.startswith(("> ", "year "))),
            next(int(line[5:]) if line[5:].isdigit() else None for line in lines if line.startswith("year ")),
            tuple(line[2:] for line in lines if line.startswith("> ")),
        )
        for name, lines in _blocks("outlines")
    ]


def _blocks(file: str) -> Iterator[tuple[str, list[str]]]:
    for block in (FOLDER / f"{file}.txt").read_text("utf-8").split("\n== ")[1:]:
        name, *lines = block.strip().splitlines()
        yield name, lines


def _text(lines: list[str], mark: str) -> str:
    return "\n".join(line for line in lines if mark not in line)


def _target(line: str) -> str:
    name, *cells = (cell.strip() for cell in line.split("|"))
    return " | ".join([dense(name), *cells])


def read_targets(fragment: Fragment) -> list[str]:
    """Read the targets of a paragraph, each as one line."""
    passages = [Passage(text, n + 1) for n, text in enumerate(paragraphs(fragment.text))]
    headline = find_headline(passages, Period(fragment.year, 0, len(passages)))
    return [_shown(found.what) for found in headline.targets if isinstance(found.what, Indicator)]


def _shown(one: Indicator) -> str:
    cells = [one.name, str(one.comparator)]
    if one.value is not None:
        value = f"{one.value:g}" if one.value_max is None else f"{one.value:g} {one.value_max:g}"
        cells += [value, one.unit or "-", *(["g"] if one.growth else [])]
    return " | ".join(cells)
