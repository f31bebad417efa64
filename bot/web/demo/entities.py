"""Text as the platform keeps it: cleaned, counted in UTF-16 units, with the entities it finds by itself."""

import re
from collections.abc import Iterable

from bot.web.demo.world import Json

# A command is ASCII and stands at the start or after white space: `/目标` is none.
FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>(?:https?://|(?<![\w.])t\.me/)[^\s<>\"'，。；、（）《》「」]+)"
    r"|(?P<email>(?<![\w.])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}(?!\w))"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
OPAQUE = frozenset({"code", "pre", "text_link"})  # nothing is looked for inside
CONTROL = {code: " " for code in range(32) if code != 10} | {13: None}


def units(text: str) -> int:
    """Count the UTF-16 units, the measure of every length and offset here."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """Drop what the platform does not keep: carriage returns, control characters, lone surrogates."""
    return text.translate(CONTROL).encode("utf-8", "replace").decode("utf-8")


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    """Write one entity."""
    return {"type": kind, "offset": offset, "length": length} | more


def trimmed(text: str, entities: Iterable[Json]) -> tuple[str, list[Json]]:
    """Remove white space around a text and move its entities with it; those left without text are dropped."""
    core = text.strip()
    shift = units(text[: len(text) - len(text.lstrip())])
    end = units(core)
    kept: list[Json] = []
    for one in entities:
        start = max(one["offset"] - shift, 0)
        stop = min(one["offset"] + one["length"] - shift, end)
        if stop > start:
            kept.append(one | {"offset": start, "length": stop - start})
    return core, kept


def found(text: str, given: Iterable[Json] = ()) -> list[Json]:
    """Add commands, links, mentions, tags and addresses to the entities a text was `given`, in their order."""
    known = list(given)
    closed = [(one["offset"], one["offset"] + one["length"]) for one in known if one["type"] in OPAQUE]
    for match in FOUND.finditer(text):
        kind, (first, last) = match.lastgroup or "", match.span()
        if kind == "url":
            last = first + len(match[0].rstrip(".,;:!?)"))
        start = units(text[:first])
        stop = start + units(text[first:last])
        if not any(a < stop and start < b for a, b in closed):
            known.append(entity(kind, start, stop - start))
    return sorted(known, key=lambda one: (one["offset"], -one["length"]))


def piece(text: str, one: Json) -> str:
    """Cut the text of an entity."""
    raw = text.encode("utf-16-le")
    return raw[one["offset"] * 2 : (one["offset"] + one["length"]) * 2].decode("utf-16-le", "replace")


def split(text: str, limit: int) -> list[str]:
    """Cut a text as a client does that has too much to send: at a line end where there is one in the last half."""
    parts: list[str] = []
    while units(text) > limit:
        cut = limit if len(text) >= limit else len(text)
        while units(text[:cut]) > limit:
            cut -= 1
        line = text.rfind("\n", cut // 2, cut)
        cut = line + 1 if line > 0 else cut
        parts.append(text[:cut])
        text = text[cut:]
    return [part for part in (*parts, text) if part.strip()]
