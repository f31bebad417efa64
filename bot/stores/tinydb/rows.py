"""TinyDB over SQLite rows: one row per document, so that a change costs the same however large the table is.

TinyDB hands its storage the whole database on every change, and its Table copies every document of the table. Here the
Table hands its own operations a mapping that reads and writes single rows instead; the rest of TinyDB is as it is.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from bot.errors import StoreDamaged
from bot.stores.tinydb.codec import dumps
from bot.stores.tinydb.schema import DOCUMENTS
from bot.stores.tinydb.sealed import Report, seal_of

Document = dict[str, Any]


class RowStorage(Storage):
    """The rows of one connection. Whoever owns the connection begins and ends the transactions.

    `report` hears the place of each damaged document that a walk over a table left out; without it the walk raises
    StoreDamaged. A document asked for by its id raises in any case.
    """

    def __init__(self, db: sqlite3.Connection, report: Report | None = None) -> None:
        self._db = db
        self._report = report

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Read everything."""
        tables: dict[str, dict[str, Any]] = {}
        for table, doc_id, body in self.walk():
            tables.setdefault(table, {})[str(doc_id)] = json.loads(body)
        return tables or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the rows equal to `data`; TinyDB asks this only where a whole table is dropped."""
        for table in {table for table, _, _ in self._walk("", ())} - data.keys():
            self.clear(table)
        for table, documents in data.items():
            ids = {str(doc_id): doc_id for doc_id, _ in self.documents(table)}
            for doc_id in ids.keys() - documents.keys():
                self.remove(table, ids[doc_id])
            for doc_id, document in documents.items():
                self.put(table, ids.get(doc_id, doc_id), dumps(document))

    def walk(self, without: Iterable[str] = ()) -> Iterator[tuple[str, Any, str]]:
        """Yield table, id and body of every document, except those of some tables.

        In one pass over the rows: an index that is damaged hides none of them.
        """
        names = tuple(without)
        return self._walk(f"NOT INDEXED WHERE tbl NOT IN ({','.join('?' * len(names))})", names)

    def documents(self, table: str) -> Iterator[tuple[Any, str]]:
        """Yield the ids and bodies of a table, in the order they were inserted."""
        for _, doc_id, body in self._walk("WHERE tbl = ? ORDER BY seq", (table,)):
            yield doc_id, body

    def body(self, table: str, doc_id: Any) -> str | None:
        """Read one document's JSON; raise StoreDamaged where it does not read back as written."""
        row = DOCUMENTS.row(self._db, "WHERE tbl = ? AND doc_id = ?", (table, doc_id))
        return None if row is None else row["body"]

    def put(self, table: str, doc_id: Any, body: str) -> None:
        """Insert a document or replace it in its place; one that reads the same already costs no write."""
        seal = seal_of(table, doc_id, body)
        self._db.execute(
            "INSERT INTO main.documents (tbl, doc_id, body, seal) VALUES (?, ?, ?, ?) ON CONFLICT (tbl, doc_id) "
            "DO UPDATE SET body = excluded.body, seal = excluded.seal "
            "WHERE body <> excluded.body OR seal <> excluded.seal",
            (table, doc_id, body, seal),
        )

    def remove(self, table: str, doc_id: Any) -> None:
        """Remove a document; no error where there is none."""
        self._db.execute("DELETE FROM main.documents WHERE tbl = ? AND doc_id = ?", (table, doc_id))

    def clear(self, table: str) -> None:
        """Remove every document of a table."""
        self._db.execute("DELETE FROM main.documents WHERE tbl = ?", (table,))

    def size(self, table: str) -> int:
        """Count the documents of a table."""
        return self._one("SELECT count(*) FROM documents WHERE tbl = ?", table)

    def largest_id(self, table: str) -> int:
        """Find the largest id of a table, 0 where it is empty."""
        return self._one("SELECT coalesce(max(doc_id), 0) FROM documents WHERE tbl = ?", table)

    def _one(self, sql: str, table: str) -> int:
        return self._db.execute(sql, (table,)).fetchone()[0]

    def _walk(self, clause: str, arguments: tuple[Any, ...]) -> Iterator[tuple[str, Any, str]]:
        for row in DOCUMENTS.rows(self._db, clause, arguments, self._report or _refuse):
            yield row["tbl"], row["doc_id"], row["body"]


class _Reading(Mapping[str, Document]):
    """A table as TinyDB's reading operations want it: documents by their id as text."""

    def __init__(self, storage: RowStorage, table: str, id_of: Callable[[Any], Any]) -> None:
        self._storage, self._table, self._id_of = storage, table, id_of

    def __getitem__(self, doc_id: str) -> Document:
        body = self._storage.body(self._table, self._id_of(doc_id))
        if body is None:
            raise KeyError(doc_id)
        return json.loads(body)

    def __iter__(self) -> Iterator[str]:
        return (str(doc_id) for doc_id, _ in self._storage.documents(self._table))

    def __len__(self) -> int:
        return self._storage.size(self._table)

    def items(self) -> Any:
        """List ids and documents in one walk; a list, so that the table may be changed while it is gone through."""
        return [(str(doc_id), json.loads(body)) for doc_id, body in self._storage.documents(self._table)]


class _Changing(MutableMapping[Any, Document]):
    """A table as TinyDB's changing operations want it; `flush` writes the rows that differ, and only those.

    A document read from here may be changed in place, so each is kept, with the text it had.
    """

    def __init__(self, storage: RowStorage, table: str) -> None:
        self._storage, self._table = storage, table
        self._had: dict[Any, str] = {}
        self._has: dict[Any, Document] = {}
        self._removed: set[Any] = set()

    def __getitem__(self, doc_id: Any) -> Document:
        if doc_id not in self._has and doc_id not in self._removed:
            body = self._storage.body(self._table, doc_id)
            if body is not None:
                self._had[doc_id] = body
                self._has[doc_id] = json.loads(body)
        return self._has[doc_id]

    def __setitem__(self, doc_id: Any, document: Document) -> None:
        self._has[doc_id] = document

    def __delitem__(self, doc_id: Any) -> None:
        self[doc_id]  # KeyError where there is none
        del self._has[doc_id]
        self._had.pop(doc_id, None)
        self._removed.add(doc_id)

    def __iter__(self) -> Iterator[Any]:
        stored = [doc_id for doc_id, _ in self._storage.documents(self._table)]
        yield from (doc_id for doc_id in stored if doc_id not in self._removed)
        yield from (doc_id for doc_id in self._has if doc_id not in set(stored))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document, without reading them."""
        self._storage.clear(self._table)
        self._had.clear()
        self._has.clear()

    def flush(self) -> None:
        """Write what has changed. All text is made before the first row is written: what has none changes nothing."""
        bodies = {doc_id: dumps(document) for doc_id, document in self._has.items()}
        for doc_id in self._removed:
            self._storage.remove(self._table, doc_id)
        for doc_id, body in bodies.items():
            if body != self._had.get(doc_id):
                self._storage.put(self._table, doc_id, body)


class RowTable(Table):
    """TinyDB's Table on single rows. Nothing is cached: a transaction rolled back must not leave its answers behind."""

    _storage: RowStorage
    _next_id: int | None

    def __init__(self, storage: RowStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        # The class attribute TinyDB documents for this comes too late: the default was taken from it long before.
        super().__init__(storage, name, cache_size, persist_empty)

    def _read_table(self) -> Any:
        return _Reading(self._storage, self._name, self.document_id_class)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        table = _Changing(self._storage, self._name)
        updater(table)
        table.flush()

    def _get_next_id(self) -> int:
        if self._next_id is None:
            self._next_id = self._storage.largest_id(self._name) + 1
        next_id = self._next_id
        self._next_id = next_id + 1
        return next_id


class KeyedTable(RowTable):
    """Documents under a key of the domain (a room's id, a task's) in place of a number."""

    document_id_class = str

    def read(self, key: str) -> Document | None:
        """Read a document; raise StoreDamaged where it does not read back as written."""
        body = self._storage.body(self._name, key)
        return None if body is None else json.loads(body)

    def put(self, key: str, document: Document) -> None:
        """Insert a document or replace it whole, at the cost of one row whatever the table holds."""
        self._storage.put(self._name, key, dumps(document))

    def drop(self, key: str) -> None:
        """Remove a document; no error where there is none."""
        self._storage.remove(self._name, key)

    def _get_next_id(self) -> int:
        raise TypeError("these documents have names: use put(key, document)")


class Documents(TinyDB):
    """The documents of one connection: `Documents(db).keyed("rooms").put("shangwu", {…})`."""

    table_class = KeyedTable
    default_storage_class = RowStorage

    @property
    def rows(self) -> RowStorage:
        """The rows under all tables."""
        return cast(RowStorage, self.storage)

    def keyed(self, name: str) -> KeyedTable:
        """Open a table, as the class it is."""
        return cast(KeyedTable, self.table(name))


def _refuse(place: str) -> None:
    raise StoreDamaged([place])
