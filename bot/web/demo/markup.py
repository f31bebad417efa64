"""The HTML subset of messages becomes a text with entities, or the platform's own complaint about it."""

import html
import re
from dataclasses import dataclass, field

from bot.web.demo.entities import entity, units
from bot.web.demo.refusals import Refusal, bad
from bot.web.demo.world import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
MARK = re.compile("[<&]")
# Only these names and numbers are decoded; any other stays as written.
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
START_TAG = re.compile(r"<([^\s>/]*)")
ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)))?""")


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reading:
    source: str
    text: str = ""
    length: int = 0  # of the text, in UTF-16 units
    open: list[_Open] = field(default_factory=list[_Open])
    entities: list[Json] = field(default_factory=list[Json])

    def add(self, text: str) -> None:
        self.text += text
        self.length += units(text)

    def refusal(self, what: str, at: int) -> Refusal:
        offset = len(self.source[:at].encode("utf-8"))
        return bad(f"can't parse entities: {what.format(offset=f'at byte offset {offset}')}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Read the subset b, i, u, s, a, code, pre, blockquote and tg-spoiler; raises the 400 the platform answers with."""
    reading = _Reading(source)
    at = 0
    while at < len(source):
        mark = MARK.search(source, at)
        reading.add(source[at : mark.start() if mark else len(source)])
        if not mark:
            break
        at = mark.start()
        if mark[0] == "&":
            at = _reference(reading, at)
        elif source.startswith("</", at):
            at = _end_tag(reading, at)
        else:
            at = _start_tag(reading, at)
    if reading.open:
        name = reading.open[-1].name
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\"")
    return reading.text, sorted(reading.entities, key=lambda one: (one["offset"], -one["length"]))


def _reference(reading: _Reading, at: int) -> int:
    match = REFERENCE.match(reading.source, at)
    reading.add(html.unescape(match[0]) if match else "&")
    return match.end() if match else at + 1


def _start_tag(reading: _Reading, at: int) -> int:
    match = START_TAG.match(reading.source, at)
    name = match[1].lower() if match else ""
    end = at + 1 + len(name)
    if end >= len(reading.source):
        raise reading.refusal("Unclosed start tag {offset}", at)
    if name not in KINDS:
        raise reading.refusal(f'Unsupported start tag "{name}" {{offset}}', at)
    attributes, end = _attributes(reading, name, at, end)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.refusal('Tag "span" must have class "tg-spoiler" {offset}', at)
    reading.open.append(_Open(name, reading.length, attributes))
    return end


def _attributes(reading: _Reading, name: str, start: int, at: int) -> tuple[dict[str, str], int]:
    attributes: dict[str, str] = {}
    source = reading.source
    while True:
        rest = source[at:].lstrip()
        at = len(source) - len(rest)
        if rest.startswith(">"):
            return attributes, at + 1
        match = ATTRIBUTE.match(source, at)
        if not rest or not match:
            what = "Unclosed start tag" if not rest else f'Empty attribute name in the tag "{name}"'
            raise reading.refusal(what + " {offset}", start)
        attributes[match[1].lower()] = html.unescape(next((part for part in match.groups()[1:] if part), ""))
        at = match.end()


def _end_tag(reading: _Reading, at: int) -> int:
    match = END_TAG.match(reading.source, at)
    assert match  # the caller saw "</"
    if not reading.open:
        raise reading.refusal("Unexpected end tag {offset}", at)
    opened = reading.open.pop()
    name = match[1].lower()
    if not match[2]:
        raise reading.refusal("Unclosed end tag {offset}", at)
    if name and name != opened.name:
        raise reading.refusal(f'Unmatched end tag {{offset}}, expected "</{opened.name}>", found "</{name}>"', at)
    _close(reading, opened)
    return match.end()


def _close(reading: _Reading, opened: _Open) -> None:
    length = reading.length - opened.start
    kind = KINDS[opened.name]
    if kind == "text_link" and not opened.attributes.get("href"):
        return  # a link to nowhere is plain text
    if kind == "blockquote" and "expandable" in opened.attributes:
        kind = "expandable_blockquote"
    if kind == "code" and reading.open and reading.open[-1].name == "pre":
        reading.open[-1].attributes |= opened.attributes
        return
    if length:
        reading.entities.append(entity(kind, opened.start, length, **_more(kind, opened.attributes)))


def _more(kind: str, attributes: dict[str, str]) -> dict[str, str]:
    if kind == "text_link":
        return {"url": attributes["href"]}
    language = attributes.get("class", "").removeprefix("language-")
    return {"language": language} if kind == "pre" and language else {}
