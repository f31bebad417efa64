"""Tables whose every row carries a checksum over all its columns, verified whenever the row is read."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import StoreDamaged

Value = str | int
Row = dict[str, Any]
Report = Callable[[str], None]  # hears the place of each damaged row that was left out


def seal_of(*columns: Value | bytes | None) -> int:
    """Compute the checksum of a row's columns, text or the bytes of the same text alike."""
    return zlib.crc32(b"\x1f".join(_raw(column) for column in columns))


def text(column: Any) -> Any:
    """Read a text column, which connections of this store hand over as bytes."""
    return column.decode("utf-8") if isinstance(column, bytes) else column


def _raw(column: Any) -> bytes:
    if isinstance(column, bytes):
        return column
    return column.encode("utf-8") if isinstance(column, str) else repr(column).encode("ascii")


@dataclass(frozen=True)
class SealedTable:
    """A table by its name and columns; the first `keys` columns name a row, also in the place of a damage."""

    name: str
    columns: tuple[str, ...]
    keys: int = 1

    def insert(self, db: sqlite3.Connection, *values: Value, verb: str = "INSERT") -> int:
        """Write a row with its seal; return how many rows that was (0 where `INSERT OR IGNORE` ignored it)."""
        marks = ",".join("?" * (len(self.columns) + 1))
        sql = f"{verb} INTO main.{self.name} ({','.join(self.columns)},seal) VALUES ({marks})"
        return db.execute(sql, (*values, seal_of(*values))).rowcount

    def rows(
        self, db: sqlite3.Connection, clause: str, arguments: tuple[Value, ...], report: Report, schema: str = "main"
    ) -> Iterator[Row]:
        """Yield the rows a clause (`WHERE … ORDER BY …`) finds; damaged ones are left out and reported."""
        for raw in db.execute(self._select(schema, clause), arguments):
            try:
                yield self._open(raw)
            except StoreDamaged as damage:
                report(damage.places[0])

    def row(
        self, db: sqlite3.Connection, clause: str, arguments: tuple[Value, ...], schema: str = "main"
    ) -> Row | None:
        """Read the first row a clause finds; raise StoreDamaged where it does not read back as written."""
        raw = db.execute(self._select(schema, clause), arguments).fetchone()
        return None if raw is None else self._open(raw)

    def change(self, db: sqlite3.Connection, row: Mapping[str, Any], **changes: Value) -> None:
        """Write a row read before with some columns changed."""
        values = [changes.get(column, row[column]) for column in self.columns]
        settings = ",".join(f"{column}=?" for column in self.columns)
        named = " AND ".join(f"{column}=?" for column in self.columns[: self.keys])
        keys = [row[column] for column in self.columns[: self.keys]]
        db.execute(f"UPDATE main.{self.name} SET {settings},seal=? WHERE {named}", (*values, seal_of(*values), *keys))

    def place(self, *keys: Any) -> str:
        """Name a row for a person: `updates 17`."""
        return " ".join([self.name, *(str(text(key)) for key in keys)])

    def _select(self, schema: str, clause: str) -> str:
        return f"SELECT {','.join(self.columns)},seal FROM {schema}.{self.name} {clause}"

    def _open(self, raw: tuple[Any, ...]) -> Row:
        *columns, seal = raw
        if seal != seal_of(*columns):
            raise StoreDamaged([self.place(*(_readable(key) for key in columns[: self.keys]))])
        return dict(zip(self.columns, map(text, columns), strict=True))


def _readable(key: Any) -> str:
    return key.decode("utf-8", "replace") if isinstance(key, bytes) else str(key)
