"""How a page is written: its language, its templates, and the words it shares with the messages."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from bot.config import Config
from bot.texts import render
from bot.texts.compiled import Compiled
from bot.web.dashboard.wording import speaker

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("zh", "en")
LANGUAGE_COOKIE = "language"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Look:
    """How one wants to read: the language, and whether it was chosen just now. `path` is the page asked for."""

    language: str
    chosen: bool
    path: str

    def remember(self, response: Response) -> None:
        """Keep a language that was chosen just now for the next pages."""
        if self.chosen:
            response.set_cookie(LANGUAGE_COOKIE, self.language, max_age=YEAR, samesite="lax")


def looks_of(request: Request, default: str) -> Look:
    """Read how a page is wanted: by its address, else as it was chosen before, else as the bot speaks."""
    wanted = request.query_params.get("language", "")
    chosen = wanted in LANGUAGES
    kept = request.cookies.get(LANGUAGE_COOKIE, "")
    return Look(wanted if chosen else kept if kept in LANGUAGES else default, chosen, request.url.path)


class Paper:
    """Writes pages. Templates see the messages' macros (`zh/_words.html.j2`), so that both say the same."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._environment = Environment(
            loader=FileSystemLoader([TEMPLATES, render.FOLDER]),
            bytecode_cache=Compiled(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(render.FILTERS)

    def write(self, name: str, look: Look, **values: Any) -> str:
        """Write the page `name` as HTML."""
        say: Callable[..., str] = speaker(look.language)
        day = render.day if look.language == "zh" else render.day_en
        template = self._environment.get_template(f"{name}.html.j2")
        return template.render(
            say=say, look=look, lang=look.language, date=day, zone=self._config.zone, page_name=name, **values
        )
