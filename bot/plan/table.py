"""Reading a table written by people: typed values come out, and everything wrong is noted instead of raised."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from bot.errors import Fault
from bot.plan.lines import Path, lines_of

Choice = TypeVar("Choice", bound=StrEnum)

SHOWN = 30  # characters of a person's text repeated in a fault


class Faults:
    """What is wrong with one file, gathered while it is read."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self._noted: list[tuple[Path, str]] = []

    def note(self, path: Path, what: str) -> None:
        """Note a fault at a path; one that is not in the file is placed at the table that lacks it."""
        self._noted.append((path, what))

    def listed(self) -> list[Fault]:
        """List what was noted in the order of the file, as `plan.toml:12`."""
        if not self._noted:
            return []
        lines = lines_of(self._text)
        placed = sorted((self._line(lines, path), what) for path, what in self._noted)
        return [Fault(f"{self._file}:{line}", what) for line, what in placed]

    def _line(self, lines: Mapping[Path, int], path: Path) -> int:
        while path not in lines:
            path = path[:-1]
        return lines[path]


class Table:
    """One table of the file. Each key is asked for once, by its type; `close` then notes the keys nobody asked for.

    Where a value is missing or wrong, the fault is noted and a neutral value is given, so that reading goes on.
    """

    def __init__(self, values: Mapping[str, Any], path: Path, faults: Faults) -> None:
        self._values = values
        self._asked: list[str] = []
        self.path = path
        self.faults = faults

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def note(self, key: str, what: str) -> None:
        """Note a fault of one key's value."""
        self.faults.note((*self.path, key), f"{key}: {what}")

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text that is not empty; required unless it has a default."""
        value = self._take(key, default is None, 'a text, such as {} = "…"')
        if value is None:
            return default or ""
        if not isinstance(value, str) or not value.strip():
            self._wrong(key, value, 'a text that is not empty, such as {} = "…"')
            return default or ""
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; empty where the key is left out."""
        value = self._take(key, False, "")
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self._wrong(key, value, 'a list of texts, such as {} = ["…", "…"]')
            return ()
        return tuple(one.strip() for one in value)

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int = 9999) -> int | None:
        """Read a whole number within bounds; required unless it has a default, which a wrong one gives too."""
        value = self._take(key, default is None, f"a whole number, such as {{}} = {least}")
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._wrong(key, value, f"a whole number from {least} to {most}")
        return default

    def number(self, key: str) -> float | None:
        """Read a number; None where the key is left out."""
        value = self._take(key, False, "")
        if value is None or _is_number(value):
            return value
        self._wrong(key, value, "a number without quotes and unit, such as {} = 4.5")
        return None

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Read a date; None where the key is left out."""
        value = self._take(key, required, "a date without quotes, such as {} = 2023-06-30")
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._wrong(key, value, "a date without quotes and time, such as {} = 2023-06-30")
        return None

    def flag(self, key: str, default: bool) -> bool:
        """Read true or false."""
        value = self._take(key, False, "")
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self._wrong(key, value, "true or false, without quotes")
        return default

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice | None:
        """Read one of some words; required unless it has a default."""
        value = self._take(key, default is None, f'one of {" ".join(choices)}, such as {{}} = "{next(iter(choices))}"')
        if value is None:
            return default
        try:
            return choices(value)
        except ValueError:
            self._wrong(key, value, f"one of {' '.join(choices)}{did_you_mean(value, choices)}")
        return default

    def table(self, key: str, *, required: bool = False) -> "Table | None":
        """Open a table inside this one; None where it is left out."""
        value = self._take(key, required, "a table, such as {} = { … }")
        if value is None or isinstance(value, dict):
            return None if value is None else Table(value, (*self.path, key), self.faults)
        self._wrong(key, value, "a table, such as {} = { … }")
        return None

    def tables(self, key: str, *, least: str = "") -> "Iterator[Table]":
        """Open each table of a list, in the file's order; with `least`, an example, there must be one at least."""
        value = self._take(key, bool(least), f"at least one, such as {least}")
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._wrong(key, value, "a list of tables, such as {} = [{ … }]")
            return
        if least and not value:
            self._wrong(key, value, f"at least one, such as {least}")
        for number, one in enumerate(value):
            yield Table(one, (*self.path, key, number), self.faults)

    def months(self, key: str) -> dict[int, float]:
        """Read a table from months (1-12) to shares between 0 and 1; empty where it is left out."""
        table = self.table(key)
        if table is None:
            return {}
        shares: dict[int, float] = {}
        for month, share in table._values.items():
            if month.isdecimal() and 1 <= int(month) <= 12 and _is_number(share) and 0 < share <= 1:
                shares[int(month)] = share
            else:
                table.note(
                    month, f"a month from 1 to 12 and a share up to 1 are allowed, such as {key} = {{ 3 = 0.22 }}"
                )
        return shares

    def close(self) -> None:
        """Note every key that nobody asked for, with the nearest one that is known."""
        for key in self._values:
            if key not in self._asked:
                self.faults.note(
                    (*self.path, key),
                    f"unknown key {key}{did_you_mean(key, self._asked)}; allowed here: {', '.join(self._asked)}",
                )

    def _take(self, key: str, required: bool, example: str) -> Any:
        self._asked.append(key)
        if required and key not in self._values:
            self.faults.note((*self.path, key), f"{key} is missing; write {example.replace('{}', key)}")
        return self._values.get(key)

    def _wrong(self, key: str, value: object, expected: str) -> None:
        self.note(key, f"{shown(value)} cannot be used; it must be {expected.replace('{}', key)}")


def shown(value: object) -> str:
    """Repeat a value of the file in a fault, cut to a length that can be read."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def did_you_mean(value: object, known: Iterable[str]) -> str:
    """Name the nearest of what is known, as the end of a sentence; empty where nothing is near."""
    near = get_close_matches(value, list(known), 1) if isinstance(value, str) else []
    return f" (did you mean {near[0]}?)" if near else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
