"""A message as the house speaks of it; each platform packs and converts it by its own limits."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` is at most 64 bytes.

    Data that begins with "/" is a command, run as the person who presses; other forms belong to `desk/buttons.py`.
    A `url` button opens a link instead.
    """

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A picture or document sent with a message.

    `drawing`, where there is no content yet, is the SVG of a picture that is made of it when the message is sent: a
    notice that waits says what was so when it was written, and takes little room until then.
    """

    name: str
    content: bytes = b""
    kind: str = "document"  # photo | document
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: `head`, uncut `items`, `foot`, each a fragment of a small HTML subset.

    The subset is b, i, u, s, a, code, blockquote (expandable allowed). Pieces are joined by line ends exactly as they
    stand (an item may begin with an empty line); a platform may cut between pieces, never inside one unless the piece
    alone is over its limit.
    """

    head: str
    items: tuple[str, ...] = ()
    foot: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[File, ...] = field(default=())

    @property
    def html(self) -> str:
        """The whole message in one piece."""
        return "\n".join(piece for piece in (self.head, *self.items, self.foot) if piece)
