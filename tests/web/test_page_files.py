"""The page's own files: wording in both languages, and no way for a person's text to become HTML."""

import json
import re
from pathlib import Path

import pytest

from bot.web.demo.crowd import WITHOUT_FILE

STATIC = Path(__file__).parent.parent.parent / "bot" / "web" / "demo" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
PAGE = STATIC.parent / "templates" / "page.html"


def words(language: str) -> dict[str, str]:
    return json.loads((STATIC / "words" / f"{language}.json").read_text("utf-8"))


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    chinese, english = words("zh"), words("en")
    assert list(chinese) == list(english)
    placeholders = re.compile(r"\{(\w+)\}")
    differing = {
        key
        for key in chinese
        if sorted(placeholders.findall(chinese[key])) != sorted(placeholders.findall(english[key]))
    }
    assert differing == {"yearBefore", "yearAfter"}  # the year stands on either side of the date


def test_every_wording_is_used_and_every_one_used_exists() -> None:
    text = "".join(path.read_text("utf-8") for path in (*SCRIPTS, PAGE))
    quoted = set(re.findall(r"\"(\w+)\"", text))
    asked = set(re.findall(r"\bt\(\"(\w+)\"", text)) | set(re.findall(r"data-(?:words|title|label)=\"(\w+)\"", text))
    known = set(words("zh"))
    assert asked <= known
    assert known - set(WITHOUT_FILE) <= quoted  # kinds of media are looked up by their own name


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.name for path in SCRIPTS])
def test_no_script_writes_html_or_reaches_out(path: Path) -> None:
    text = path.read_text("utf-8")
    for door in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"):
        assert door not in text
    elsewhere = [url for url in re.findall(r"https?://[^\s\"'`]+", text) if "www.w3.org" not in url and "$" not in url]
    assert elsewhere == []


def test_the_page_loads_nothing_from_elsewhere_and_holds_no_script_of_its_own() -> None:
    html = PAGE.read_text("utf-8")
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", html) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", html) == []


def test_every_icon_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r"<symbol id=\"(\w+)\"", (STATIC / "icons.svg").read_text("utf-8")))
    text = "".join(path.read_text("utf-8") for path in SCRIPTS)
    asked = set(re.findall(r"\b(?:icon|iconButton)\(\"(\w+)\"", text)) | {"edit", "reply", "file", "check", "send"}
    assert asked <= drawn
    assert drawn == asked


def brightness(colour: str) -> float:
    """Give the relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = [
    ("ink", "panel ground bubble own"),
    ("soft", "panel panel-2 ground accent-soft bubble"),
    ("accent", "panel accent-soft bubble own"),
    ("solid-ink", "solid"),
    ("mark-ink", "mark"),
    ("danger", "danger-soft"),
    ("key-ink", "bubble"),
    *((f"h{hue}", "bubble") for hue in range(8)),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(dark: bool) -> None:
    light, _, rest = (STATIC / "theme.css").read_text("utf-8").partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    if dark:
        colours |= dict(re.findall(r"--([\w-]+): (#\w{6});", rest))
    faint = [
        (ink, ground)
        for ink, grounds in TEXT_ON
        for ground in grounds.split()
        if contrast(colours[ink], colours[ground]) < 4.5
    ]
    assert faint == []
