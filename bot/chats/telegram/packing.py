"""Messages cut to Telegram's size: between pieces, else between lines, never inside a tag, an entity or a character.

Telegram counts UTF-16 units after it has parsed the HTML. Pure.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.texts.message import Message

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_FLAG_TAGS = range(0xE0020, 0xE0080)


def plain(text: str) -> str:
    """Write HTML without its tags and entities."""
    return html.unescape(_TAG.sub("", text))


def width(text: str) -> int:
    """Count the UTF-16 units Telegram will count in a piece of HTML."""
    return _units(plain(text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(message: Message, spare: int = 0) -> tuple[Message, ...]:
    """Cut a message into messages of one request each, every one `spare` units under the limit.

    One file with a short text becomes a captioned file. A picture of a longer message goes first, with the head under
    it, and the rest follows; otherwise texts go first, then each file by itself. Buttons stand under the last text.
    """
    texts = pack((message.head, *message.items, message.foot), TEXT_LIMIT - spare)
    captioned = len(message.files) == 1 and len(texts) == 1 and width(texts[0]) <= CAPTION_LIMIT - spare
    if captioned:
        return (Message(texts[0], buttons=message.buttons, files=message.files),)
    if _opens_with_picture(message, spare):
        rest = pack((*message.items, message.foot), TEXT_LIMIT - spare)
        opening = Message(message.head, files=message.files)
        return (
            opening,
            *(Message(text) for text in rest[:-1]),
            *(Message(text, buttons=message.buttons) for text in rest[-1:]),
        )
    cut = [Message(text) for text in texts] + [Message("", files=(file,)) for file in message.files]
    if cut:
        under = len(texts) - 1 if texts else len(cut) - 1
        cut[under] = replace(cut[under], buttons=message.buttons)
    return tuple(cut)


def _opens_with_picture(message: Message, spare: int) -> bool:
    """Whether a message has one picture, a head that fits under it, and something to say after that."""
    one_picture = [file.kind for file in message.files] == ["photo"]
    follows = any(plain(piece).strip() for piece in (*message.items, message.foot))
    return one_picture and follows and 0 < width(message.head) <= CAPTION_LIMIT - spare


def pack(pieces: Iterable[str], limit: int) -> list[str]:
    """Join pieces by line ends into as few texts as fit the limit each; tags that a cut leaves open are mended."""
    texts: list[list[str]] = [[]]
    used = 0
    for piece in filter(None, pieces):
        for fragment in [piece] if width(piece) <= limit else cut(piece, limit):
            size = width(fragment)
            if texts[-1] and used + 1 + size > limit:
                texts.append([])
                used = 0
            used += size + (1 if texts[-1] else 0)
            texts[-1].append(fragment)
    mended = mend("\n".join(text) for text in texts)
    return [text for text in mended if plain(text).strip()]


def cut(piece: str, limit: int) -> list[str]:
    """Cut one piece that is over the limit, at line ends where there are any in its second half."""
    fragments: list[str] = []
    taken: list[tuple[str, int]] = []  # atoms with their widths
    used = line_end = 0
    for atom in atoms(piece):
        size = width(atom)
        if taken and used + size > limit:
            at = line_end if sum(w for _, w in taken[:line_end]) > limit // 2 else len(taken)
            fragments.append("".join(text for text, _ in taken[:at]).removesuffix("\n"))
            taken = taken[at:]
            used, line_end = sum(w for _, w in taken), 0
        taken.append((atom, size))
        used += size
        if atom == "\n":
            line_end = len(taken)
    return [*fragments, "".join(text for text, _ in taken)]


def mend(texts: Iterable[str]) -> Iterator[str]:
    """Close the tags left open at the end of each text and open them again in the next."""
    carried: list[str] = []
    for text in texts:
        whole = "".join(carried) + text
        carried = _open_tags(whole)
        names = [found[2] for tag in carried if (found := _TAG.match(tag))]
        yield whole + "".join(f"</{name}>" for name in reversed(names))


def _open_tags(text: str) -> list[str]:
    """List the opening tags that a text does not close."""
    opened: list[tuple[str, str]] = []
    for tag in _TAG.finditer(text):
        if not tag[1]:
            opened.append((tag[2].lower(), tag[0]))
        elif opened and opened[-1][0] == tag[2].lower():
            opened.pop()
    return [whole for _, whole in opened]


def atoms(text: str) -> Iterator[str]:
    """Take a text apart into what must stay whole: tags, entities, and characters as a reader sees them."""
    at = 0
    while at < len(text):
        whole = _TAG.match(text, at) or _ENTITY.match(text, at)
        end = whole.end() if whole else _character_end(text, at)
        yield text[at:end]
        at = end


def _character_end(text: str, at: int) -> int:
    """Find where a character ends with its accents, joiners, skin tones and the second letter of a flag."""
    end = at + 1
    if ord(text[at]) in _FLAG_LETTERS and end < len(text) and ord(text[end]) in _FLAG_LETTERS:
        end += 1
    while end < len(text):
        joined = text[end - 1] == _ZERO_WIDTH_JOINER and text[end] not in "<&\n"
        if not joined and not _extends(text[end]):
            break
        end += 1
    return end


def _extends(character: str) -> bool:
    return (
        character == _ZERO_WIDTH_JOINER
        or unicodedata.category(character) in ("Mn", "Mc", "Me")
        or ord(character) in _SKIN_TONES
        or ord(character) in _FLAG_TAGS
    )
