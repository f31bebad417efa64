"""Templates become messages.

A template `zh/NAME.html.j2` renders to text in which `{{ cut }}` ends a piece: the first piece is the head, the pieces
after it are items, and what follows `{{ foot }}` is the foot. White space at line ends and more than one empty line are
removed, so templates can be laid out for reading. Everything is escaped unless it is markup of the template.
"""

import re
import secrets
from datetime import date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.texts.compiled import Compiled
from bot.texts.message import Button, File, Message

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
# Nobody can type these marks: they are other ones in each process.
CUT, FOOT = (f"\x1e{secrets.token_hex(8)}\x1e" for _ in range(2))
TAG = re.compile(r"<[^>]*>")


class Texts:
    """All wording, in every language; made once and handed in. `common` holds values every template sees."""

    def __init__(self, **common: Any) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            bytecode_cache=Compiled(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        marks: dict[str, Any] = {"cut": Markup(CUT), "foot": Markup(FOOT)}
        self._environment.globals.update(marks | common)
        self._environment.filters.update(FILTERS)

    def render(
        self,
        name: str,
        language: str,
        /,
        *,
        buttons: tuple[tuple[Button, ...], ...] = (),
        files: tuple[File, ...] = (),
        **values: Any,
    ) -> Message:
        """Make the message `name` in `language` ("zh" or "en") of the values."""
        return split(self.text(name, language, **values), buttons, files)

    def text(self, name: str, language: str, /, **values: Any) -> str:
        """Render a template to text, with the marks of its pieces still in it."""
        return self._template(f"{language}/{name}.html.j2").render(values)

    def plain(self, name: str, language: str, /, **values: Any) -> str:
        """Render a short text that is no HTML: a button's label, a toast, a line of the terminal."""
        return Markup(self.text(name, language, **values).strip()).striptags()

    def lines(self, name: str, language: str, /, **values: Any) -> str:
        """Render a text that is no HTML and keeps its lines and wide spaces: why something is refused."""
        written = unescape(TAG.sub("", self.text(name, language, **values)))
        return "\n".join(line.strip() for line in written.splitlines() if line.strip())

    @cache  # noqa: B019 - one Texts lives as long as the process
    def _template(self, path: str) -> Any:
        return self._environment.get_template(path)


def split(text: str, buttons: tuple[tuple[Button, ...], ...] = (), files: tuple[File, ...] = ()) -> Message:
    """Split rendered text at its marks into head, items and foot."""
    body, _, foot = text.partition(FOOT)
    head, *items = (tidy(piece) for piece in body.split(CUT))
    return Message(
        head.strip("\n"), tuple(i for i in items if i.strip()), tidy(foot).rstrip("\n"), buttons=buttons, files=files
    )


def tidy(piece: str) -> str:
    """Remove trailing blanks and the line end that closes a piece; keep at most one empty line in a row."""
    piece = re.sub(r"[ \t]+\n", "\n", piece.replace("\r", ""))
    piece = re.sub(r"\n{3,}", "\n\n", piece)
    return piece.removeprefix("\n").rstrip()


def number(value: float | None, digits: int = 2) -> str:
    """Write a number as people do: no trailing zeros, at most `digits` decimals, 3650.18, 4.5, 39."""
    if value is None:
        return "—"
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def day(value: date | datetime, year: int | None = None) -> str:
    """Write a date in Chinese, 9月30日; with the year unless it is `year` (the plan's)."""
    text = f"{value.month}月{value.day}日"
    return text if year is None or value.year == year else f"{value.year}年{text}"


def day_en(value: date | datetime, year: int | None = None) -> str:
    """Write a date in English, 30 Sep; with the year unless it is `year` (the plan's)."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    text = f"{value.day} {months[value.month - 1]}"
    return text if year is None or value.year == year else f"{text} {value.year}"


def minute(value: datetime) -> str:
    """Write a time of day, 09:05."""
    return value.strftime("%H:%M")


def quoted(text: str) -> str:
    """Put a text between quotation marks; those within it become single ones, as GB/T 15834 has it."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


# Pages take the macros of the messages, and with them all of these.
FILTERS = {"number": number, "day": day, "day_en": day_en, "minute": minute, "quoted": quoted}
