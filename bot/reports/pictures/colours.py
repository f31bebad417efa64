"""The colours of the pictures, light and dark. Texts have a contrast of at least 4.5:1 on their ground (WCAG AA)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.progress.model import Lamp


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours. A lamp's colour fills its mark; `words` is the lamp's colour for texts."""

    ground: str
    ink: str
    muted: str
    rule: str
    track: str
    lamps: Mapping[Lamp, str]
    words: Mapping[Lamp, str]


LIGHT = Colours(
    ground="#ffffff",
    ink="#1b1f24",
    muted="#5b6470",
    rule="#dfe3e8",
    track="#e9edf1",
    lamps={
        Lamp.RED: "#c62828",
        Lamp.YELLOW: "#cc8400",
        Lamp.GREY: "#8a939e",
        Lamp.GREEN: "#43a047",
        Lamp.REPORTED: "#1e6fc8",
        Lamp.DONE: "#1b5e20",
    },
    words={
        Lamp.RED: "#b71c1c",
        Lamp.YELLOW: "#8a5800",
        Lamp.GREY: "#5b6470",
        Lamp.GREEN: "#2e7031",
        Lamp.REPORTED: "#175aa6",
        Lamp.DONE: "#1b5e20",
    },
)
_LIT = {
    Lamp.RED: "#ff6b60",
    Lamp.YELLOW: "#ffc145",
    Lamp.GREY: "#98a2ad",
    Lamp.GREEN: "#5fbf69",
    Lamp.REPORTED: "#74b4ff",
    Lamp.DONE: "#a6e3ac",
}
DARK = Colours(
    ground="#15191e", ink="#e9ecef", muted="#a7b0ba", rule="#333b44", track="#2a313a", lamps=_LIT, words=_LIT
)
