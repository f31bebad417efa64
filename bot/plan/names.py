"""How names are compared: without case, width, blanks and punctuation; traditional characters as simplified ones."""

import re
import unicodedata

_SILENT = re.compile(r"[\W_]+")


def normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def name_key(text: str) -> str:
    """Fold a name to what it is compared by: letters, digits and characters alone, lower case."""
    return _SILENT.sub("", normal(text).casefold())
