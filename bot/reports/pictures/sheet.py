"""A sheet to draw on: texts, marks, bars and lines at their places, turned into SVG by one template."""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.progress.model import Lamp
from bot.reports.fonts import FAMILY
from bot.reports.pictures.colours import DARK, LIGHT
from bot.reports.pictures.lettering import clean, clipped, width, wrapped
from bot.reports.pictures.marks import Mark, outlines
from bot.texts.compiled import Compiled

FOLDER = Path(__file__).parent
WIDTH = 390.0  # a phone's; every size below is as it is seen there
MARGIN = 16.0
LEFT, RIGHT = MARGIN, WIDTH - MARGIN
ROOM = RIGHT - LEFT
SMALL, PLAIN, HEADING = 12.0, 13.0, 20.0
LINE = 26.0  # from one line of a heading to the next


@dataclass(frozen=True, slots=True)
class Lettering:
    """A line of text. `anchor`: start | middle | end."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass
class Sheet:
    """What is drawn, from the top down; `y` is how far the sheet is filled."""

    language: str
    dark: bool = False
    y: float = MARGIN
    texts: list[Lettering] = field(default_factory=list[Lettering])
    marks: list[Mark] = field(default_factory=list[Mark])
    bars: list[Bar] = field(default_factory=list[Bar])
    strokes: list[Stroke] = field(default_factory=list[Stroke])
    dots: list[Dot] = field(default_factory=list[Dot])
    title: str = ""

    def __post_init__(self) -> None:
        self.colours = DARK if self.dark else LIGHT

    def write(self, x: float, y: float, text: str, size: float = PLAIN, *, room: float = ROOM, **more: Any) -> float:
        """Write one line, cut to `room`; return how wide it is."""
        text = clipped(text, room, size, bold=bool(more.get("bold")))
        self.texts.append(Lettering(x, y, text, size, more.pop("colour", self.colours.ink), **more))
        return width(text, size, bold=self.texts[-1].bold)

    def head(self, title: str, under: str, badge: str = "") -> None:
        """Write what the picture says in one sentence, and under it what it is of; `badge` stands out beside that."""
        self.title = clean(title)
        for line in wrapped(title, ROOM, HEADING, bold=True, most=3):
            self.write(LEFT, self.y + HEADING, line, HEADING, bold=True)
            self.y += LINE
        taken = width(badge, SMALL, bold=True) + 12 if badge else 0.0
        if badge:
            self.bars.append(Bar(RIGHT - taken, self.y + 3, taken, 18, self.colours.words[Lamp.RED]))
            middle = RIGHT - taken / 2
            self.write(middle, self.y + 16, badge, SMALL, bold=True, colour=self.colours.ground, anchor="middle")
        self.write(LEFT, self.y + 16, under, SMALL, colour=self.colours.muted, room=ROOM - taken - 8)
        self.y += 28

    def column(self, x: float, y: float, text: str, room: float, most: int, **more: Any) -> None:
        """Write small lines under one another, broken to `room`; `y` is the middle of them."""
        lines = wrapped(text, room, SMALL, bold=bool(more.get("bold")), most=most)
        for number, line in enumerate(lines):
            self.write(x, y + 4 + (number - (len(lines) - 1) / 2) * 15, line, SMALL, room=room, **more)

    def heading(self, text: str, beside: str = "") -> None:
        """Begin a part of the sheet, under a rule."""
        self.strokes.append(Stroke(((LEFT, self.y), (RIGHT, self.y)), self.colours.rule))
        used = self.write(LEFT, self.y + 18, text, SMALL, bold=True)
        if beside:
            self.write(RIGHT, self.y + 18, beside, SMALL, colour=self.colours.muted, anchor="end", room=ROOM - used - 8)
        self.y += 26

    def bar(self, x: float, y: float, room: float, height: float, percent: float, colour: str) -> None:
        """Draw a share of a whole, 0 to 100 %, on its track."""
        self.bars.append(Bar(x, y, room, height, self.colours.track))
        if percent > 0:
            self.bars.append(Bar(x, y, max(2.0, room * min(percent, 100.0) / 100), height, colour))

    def mark(self, lamp: Lamp, x: float, y: float, size: float = 10.0) -> None:
        """Set the sign of a lamp with its middle at a place."""
        self.marks.append(Mark(lamp, x, y, size))

    def svg(self) -> str:
        """Give the sheet as SVG, as high as it is filled."""
        tidy = [replace(each, text=clean(each.text)) for each in self.texts]
        return _template().render(
            sheet=self,
            texts=tidy,
            outlines=outlines(self.marks, self.colours),
            width=WIDTH,
            height=self.y + 4,
            family=FAMILY,
        )


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        bytecode_cache=Compiled(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = lambda value: f"{value:.1f}".removesuffix(".0")
    return environment.get_template("sheet.svg.j2")
