"""The sign of each lamp: a shape of its own beside its colour, so that nobody needs to tell colours apart.

Signs of one lamp and size are one path: an SVG without ids can stand on a page beside others like it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.progress.model import Lamp
from bot.reports.pictures.colours import Colours


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of a lamp with its middle at a place, `size` wide."""

    lamp: Lamp
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Outline:
    """The path of many signs. `width` is of the line where they are drawn, 0 where they are filled."""

    name: str
    path: str
    colour: str
    width: float = 0.0


def outlines(marks: Iterable[Mark], colours: Colours) -> list[Outline]:
    """Join marks into as few paths as there are kinds of them."""
    kinds: dict[tuple[Lamp, float], list[Mark]] = {}
    for mark in marks:
        kinds.setdefault((mark.lamp, mark.size), []).append(mark)
    return [outline for (lamp, size), same in kinds.items() for outline in _outlines(lamp, size / 10, same, colours)]


def _outlines(lamp: Lamp, scale: float, marks: list[Mark], colours: Colours) -> list[Outline]:
    """Draw the marks of one lamp; the figures are of a sign ten units wide."""
    colour, name = colours.lamps[lamp], str(lamp)
    match lamp:
        case Lamp.RED:
            return [Outline(name, _each(marks, scale, (-4.4, -4.4), "h {} v {} h {} z", 8.8, 8.8, -8.8), colour)]
        case Lamp.YELLOW:
            return [Outline(name, _each(marks, scale, (0, -5), "l {} {} h {} z", 5.2, 9.4, -10.4), colour)]
        case Lamp.GREEN:
            return [Outline(name, _circles(marks, scale, 4.6), colour)]
        case Lamp.GREY:
            return [Outline(name, _circles(marks, scale, 3.9), colour, 1.5 * scale)]
        case Lamp.REPORTED:
            ring = Outline(name, _circles(marks, scale, 4.1), colour, 1.6 * scale)
            return [ring, Outline("", _circles(marks, scale, 1.9), colour)]
        case Lamp.DONE:
            check = _each(marks, scale, (-2.5, 0.2), "l {} {} l {} {}", 1.8, 1.8, 3.3, -3.9)
            return [Outline(name, _circles(marks, scale, 5), colour), Outline("", check, colours.ground, 1.5 * scale)]


def _circles(marks: list[Mark], scale: float, radius: float) -> str:
    half = "a {} {} 0 1 0 {} 0"
    lengths = (radius, radius, 2 * radius, radius, radius, -2 * radius)
    return _each(marks, scale, (-radius, 0), f"{half} {half} z", *lengths)


def _each(marks: list[Mark], scale: float, start: tuple[float, float], shape: str, *lengths: float) -> str:
    """Repeat a shape, that begins so far from the middle, for each mark."""
    drawn = shape.format(*(f"{length * scale:.2f}" for length in lengths))
    dx, dy = (step * scale for step in start)
    return "".join(f"M{mark.x + dx:.2f} {mark.y + dy:.2f}{drawn}" for mark in marks)
