"""TinyDB on rows answers as TinyDB's own memory does, touches only the rows it must, and shares no copies."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from bot.errors import StoreDamaged
from bot.stores.tinydb import schema
from bot.stores.tinydb.rows import Documents, KeyedTable, RowStorage, RowTable


class NumberedDocuments(TinyDB):
    """Documents under numbers, as TinyDB has them unless told otherwise."""

    table_class = RowTable
    default_storage_class = RowStorage


def new_file() -> sqlite3.Connection:
    return schema.connect_to_read(Path("no such file"), missing_is_empty=True)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    db = new_file()
    yield db
    db.close()


@pytest.fixture
def rooms(db: sqlite3.Connection) -> KeyedTable:
    return Documents(db).keyed("rooms")


# Equal to TinyDB's own

names = st.sampled_from(["甲", "乙", "丙"])
numbers = st.integers(0, 5)
documents = st.fixed_dictionaries({"name": names}, optional={"n": numbers, "deep": st.dictionaries(names, numbers)})
doc_ids = st.integers(1, 9)
queries = st.one_of(
    st.builds(lambda value: where("name") == value, names),
    st.builds(lambda value: where("n") > value, numbers),
    st.just(where("deep").exists()),
)


def add_one(document: Any) -> None:
    document["n"] = document.get("n", 0) + 1


def fail_on_second(seen: list[int]) -> Any:
    def change(document: Any) -> None:
        seen.append(1)
        document["changed"] = True
        if len(seen) == 2:
            raise ZeroDivisionError

    return change


operations = st.one_of(
    st.tuples(st.just("insert"), documents),
    st.tuples(st.just("insert"), st.builds(Document, documents, doc_ids)),
    st.tuples(st.just("insert_multiple"), st.lists(documents, max_size=3)),
    st.tuples(st.just("insert_multiple"), st.lists(st.builds(Document, documents, doc_ids), max_size=3)),
    st.tuples(st.just("upsert"), documents, queries),
    st.tuples(st.just("upsert"), st.builds(Document, documents, doc_ids)),
    st.tuples(st.just("update"), st.just(add_one), queries),
    st.tuples(st.just("update"), documents),
    st.tuples(st.just("update"), documents, st.none(), st.lists(doc_ids, max_size=3, unique=True)),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(documents, queries), max_size=2)),
    st.tuples(st.just("update"), st.just("fail on the second")),
    st.tuples(st.just("remove"), queries),
    st.tuples(st.just("remove"), st.none(), st.lists(doc_ids, max_size=3, unique=True)),
    st.tuples(st.just("truncate")),
    st.tuples(st.just("search"), queries),
    st.tuples(st.just("get"), queries),
    st.tuples(st.just("get"), st.none(), doc_ids),
    st.tuples(st.just("get"), st.none(), st.none(), st.lists(doc_ids, max_size=3)),
    st.tuples(st.just("contains"), queries),
    st.tuples(st.just("count"), queries),
    st.tuples(st.just("insert"), st.just({"set": {1, 2}})),  # no JSON: changes nothing
)


def outcome(table: Table, method: str, *arguments: Any) -> Any:
    if arguments == ("fail on the second",):
        arguments = (fail_on_second([]),)
    try:
        answer = getattr(table, method)(*arguments)
    except (ValueError, TypeError, ZeroDivisionError) as error:
        return type(error)
    return answer


def contents(table: Table) -> list[tuple[int, dict[str, Any]]]:
    return [(document.doc_id, dict(document)) for document in table]


class StrictMemory(MemoryStorage):
    """TinyDB's memory, which would keep what is no JSON and hand out its own insides; a file does neither."""

    def read(self) -> Any:
        return as_json(super().read())

    def write(self, data: Any) -> None:
        super().write(as_json(data))


def as_json(data: Any) -> Any:
    return json.loads(json.dumps(data))


@settings(max_examples=150, deadline=None)
@given(st.lists(operations, max_size=12))
def test_every_operation_answers_as_tinydb_does(steps: list[tuple[Any, ...]]) -> None:
    connection = new_file()
    ours, theirs = NumberedDocuments(connection).table("t"), TinyDB(storage=StrictMemory).table("t")
    try:
        for method, *arguments in steps:
            assert outcome(ours, method, *arguments) == outcome(theirs, method, *arguments), (method, arguments)
            assert contents(ours) == contents(theirs)
            assert len(ours) == len(theirs)
    finally:
        connection.close()


def test_whole_tables_are_dropped_as_tinydb_does(db: sqlite3.Connection) -> None:
    ours, theirs = Documents(db), TinyDB(storage=MemoryStorage)
    for database in (ours, theirs):
        for table in ("a", "b", "c"):
            database.table(table).insert(Document({"in": table}, "1" if database is ours else 1))  # type: ignore[arg-type]
        database.drop_table("b")
        database.drop_table("unknown")
    assert ours.tables() == theirs.tables() == {"a", "c"}
    ours.drop_tables()
    assert ours.tables() == set()


# Documents under keys


def test_a_document_is_put_replaced_whole_and_dropped(rooms: KeyedTable) -> None:
    rooms.put("hall", {"title": "大厅", "gone": "kicked"})
    rooms.put("desk", {"title": "窗口"})
    rooms.put("hall", {"title": "大厅二"})
    assert rooms.read("hall") == {"title": "大厅二"}
    assert [document.doc_id for document in rooms] == ["hall", "desk"]
    assert [d["title"] for d in rooms.search(where("title").matches("大"))] == ["大厅二"]
    rooms.drop("hall")
    rooms.drop("never there")
    assert rooms.read("hall") is None


def test_a_named_document_cannot_be_inserted_without_its_name(rooms: KeyedTable) -> None:
    with pytest.raises(TypeError, match="put"):
        rooms.insert({"title": "大厅"})


def test_changing_an_answer_does_not_change_what_is_stored(rooms: KeyedTable) -> None:
    rooms.put("hall", {"deep": {"n": 1}})
    rooms.all()[0]["deep"]["n"] = 2
    rooms.search(where("deep").exists())[0]["deep"]["n"] = 3
    assert rooms.read("hall") == {"deep": {"n": 1}}


def test_no_answer_outlives_a_rollback(db: sqlite3.Connection, rooms: KeyedTable) -> None:
    rooms.put("hall", {"n": 1})
    db.execute("BEGIN")
    rooms.put("hall", {"n": 2})
    assert rooms.search(where("n") == 2)
    db.execute("ROLLBACK")
    assert rooms.search(where("n") == 2) == []


CHANGES = {
    "put": lambda table: table.put("r500", {"n": "new"}),
    "update by id": lambda table: table.update({"n": "new"}, doc_ids=["r500"]),
    "upsert by id": lambda table: table.upsert(Document({"n": "new"}, "r500")),
    "remove by id": lambda table: table.remove(doc_ids=["r500"]),
    "insert": lambda table: table.insert(Document({"n": "new"}, "new")),
    "get by id": lambda table: table.get(doc_id="r500"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_work_on_one_document_costs_the_same_in_a_large_table(db: sqlite3.Connection, change: Any) -> None:
    """Counted in SQLite's own steps, which no busy machine disturbs."""

    def steps(size: int) -> int:
        table = Documents(db).keyed(f"of {size}")
        for n in range(size):
            table.put(f"r{n}", {"n": n})
        table.put("r500", {"n": 500})
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        db.set_progress_handler(count, 1)
        change(table)
        db.set_progress_handler(None, 1)
        return counted

    assert steps(3000) <= steps(30) + 20


# Damage


def test_a_damaged_document_is_named(db: sqlite3.Connection, rooms: KeyedTable) -> None:
    rooms.put("hall", {"title": "大厅"})
    rooms.put("desk", {"title": "窗口"})
    db.execute("UPDATE documents SET body = replace(body, '大', '小') WHERE doc_id = 'hall'")
    with pytest.raises(StoreDamaged, match="documents rooms hall"):
        rooms.read("hall")
    with pytest.raises(StoreDamaged, match="documents rooms hall"):
        rooms.all()
    found: list[str] = []
    assert [document["title"] for document in Documents(db, found.append).table("rooms")] == ["窗口"]
    assert found == ["documents rooms hall"]
