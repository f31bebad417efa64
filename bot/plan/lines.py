"""Where each table and key of a TOML text stands; the standard reader gives values without places.

Only for texts that `tomllib` has accepted: what is not valid TOML is not looked for.
"""

import re
from bisect import bisect_right

from bot.language.patterns import compiled_later

Path = tuple[str | int, ...]

_BLANK = compiled_later(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = compiled_later(r'[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'')
_STRING = compiled_later(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = compiled_later(r"[^,\]}\n#]+")


def lines_of(text: str) -> dict[Path, int]:
    """Map each path (`("targets", 0, "measure", "value")`) to its line, from 1; the root `()` is line 1."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._lists: dict[Path, int] = {}  # how many tables each array of tables has so far
        self._found: dict[Path, int] = {(): 1}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self._skip()
        while self._place < len(self._text):
            if self._text[self._place] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()
        return self._found

    def _header(self) -> Path:
        start = self._place
        many = self._text.startswith("[[", start)
        self._place += 2 if many else 1
        *parents, last = self._key()
        path = self._newest(self._inside((), parents))
        path = (*path, last)
        if many:
            number = self._lists.get(path, 0)
            self._lists[path] = number + 1
            self._note(path, start)
            path = (*path, number)
        self._note(path, start)
        self._skip()
        self._place += 2 if many else 1
        return path

    def _pair(self, table: Path) -> None:
        start = self._place
        path = table
        for part in self._key():
            path = (*path, part)
            self._note(path, start)
        self._place += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        first = self._text[self._place]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif match := (_STRING if first in "\"'" else _PLAIN).match(self._text, self._place):
            self._place = match.end()

    def _array(self, path: Path) -> None:
        number = 0
        while self._opens_or_goes_on("]"):
            self._note((*path, number), self._place)
            self._value((*path, number))
            number += 1

    def _inline_table(self, path: Path) -> None:
        while self._opens_or_goes_on("}"):
            self._pair(path)

    def _opens_or_goes_on(self, end: str) -> bool:
        """Step over the bracket or comma here; say whether another element follows."""
        self._skip()
        if self._text[self._place] != end:
            self._place += 1
            self._skip()
        if self._text[self._place] != end:
            return True
        self._place += 1
        return False

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip()
            match = _KEY.match(self._text, self._place)
            if match is None:
                return parts
            parts.append(match[0].strip("\"'"))
            self._place = match.end()
            self._skip()
            if self._text[self._place] != ".":
                return parts
            self._place += 1

    def _inside(self, path: Path, names: list[str]) -> Path:
        for name in names:
            path = (*self._newest(path), name)
        return path

    def _newest(self, path: Path) -> Path:
        return (*path, self._lists[path] - 1) if path in self._lists else path

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._place)
        if match:
            self._place = match.end()

    def _note(self, path: Path, place: int) -> None:
        self._found.setdefault(path, bisect_right(self._starts, place))
