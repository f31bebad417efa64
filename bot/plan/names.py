"""How names are compared: without case, width, blanks and punctuation; traditional characters as simplified ones."""

import re

from bot.language.normal import normal
from bot.language.patterns import compiled_later

_SILENT = compiled_later(r"[\W_]+")


def name_key(text: str) -> str:
    """Fold a name to what it is compared by: letters, digits and characters alone, lower case."""
    return _SILENT.sub("", normal(text).casefold())


def latin_words(text: str) -> str:
    """Keep the Latin words of a text, lower case, one blank between them."""
    return " ".join(re.findall("[a-z0-9]+", normal(text).casefold()))
