"""The file says which format it is in: older ones are brought up to date, newer ones refused."""

import sqlite3
from pathlib import Path

import pytest

from bot.errors import StoreError, StoreTooNew
from bot.plan.model import Plan
from bot.stores.tinydb import backup, check, open_store, schema
from tests.stores.conftest import at, report


@pytest.fixture
async def state(tmp_path: Path, plan: Plan) -> Path:
    store = open_store(tmp_path, plan)
    await store.write(lambda tx: tx.record(report(1, 40)))
    await store.close()
    return tmp_path


def set_format(state: Path, number: int) -> None:
    db = sqlite3.connect(state / "plan.sqlite3")
    db.execute(f"PRAGMA user_version = {number}")
    db.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_format_is_refused_and_left_alone(state: Path, plan: Plan, read_only: bool) -> None:
    set_format(state, schema.FORMAT + 1)
    before = (state / "plan.sqlite3").read_bytes()
    with pytest.raises(StoreTooNew, match=rf"format {schema.FORMAT + 1}.*up to {schema.FORMAT}"):
        open_store(state, plan, read_only=read_only)
    with pytest.raises(StoreTooNew):
        check(state)
    assert (state / "plan.sqlite3").read_bytes() == before


def test_a_database_of_some_other_program_is_refused_and_left_alone(tmp_path: Path, plan: Plan) -> None:
    db = sqlite3.connect(tmp_path / "plan.sqlite3")
    db.execute("CREATE TABLE theirs (a)")
    db.close()
    before = (tmp_path / "plan.sqlite3").read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="other program"):
            open_store(tmp_path, plan, read_only=read_only)
    assert (tmp_path / "plan.sqlite3").read_bytes() == before


async def test_a_first_start_that_was_cut_short_is_made_up_for(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "plan.sqlite3").touch()
    (tmp_path / "archive.sqlite3").touch()
    with pytest.raises(StoreError, match="holds nothing"):
        backup(tmp_path, tmp_path / "backup.sqlite3")
    reader = open_store(tmp_path, plan, read_only=True)
    assert await reader.read(lambda r: r.updates("1.1.1")) == []
    await reader.close()
    store = open_store(tmp_path, plan)
    await store.write(lambda tx: [tx.record(report(number, number, minute=number)) for number in (1, 2)])
    assert await store.archive(at(2)) == 1
    assert len(await store.read(lambda r: r.updates("1.1.1"))) == 2
    assert store.damage == ()
    await store.close()


def add_column(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE audit ADD COLUMN extra TEXT")


def fail(db: sqlite3.Connection) -> None:
    add_column(db)
    raise ZeroDivisionError


def columns(state: Path) -> set[str]:
    db = sqlite3.connect(state / "plan.sqlite3")
    found = {row[1] for row in db.execute("PRAGMA table_info(audit)")}
    db.close()
    return found


def test_an_older_format_is_migrated_step_by_step_and_a_copy_kept(state: Path) -> None:
    steps = {schema.FORMAT: add_column, schema.FORMAT + 1: lambda db: db.execute("DROP TABLE digests")}
    path = state / "plan.sqlite3"
    schema.prepare(path, steps, schema.FORMAT + 2)
    assert "extra" in columns(state)
    schema.prepare(path, steps, schema.FORMAT + 2)  # done once: a second time would fail
    kept = sqlite3.connect(state / f"plan.sqlite3.format-{schema.FORMAT}")
    assert kept.execute("SELECT count(*) FROM updates").fetchone() == (1,)
    assert kept.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
    kept.close()


async def test_a_migration_that_fails_changes_nothing(state: Path, plan: Plan) -> None:
    with pytest.raises(ZeroDivisionError):
        schema.prepare(state / "plan.sqlite3", {schema.FORMAT: fail}, schema.FORMAT + 1)
    assert "extra" not in columns(state)
    store = open_store(state, plan)
    assert store.view.summaries["1.1.1"].percent == 40
    await store.close()


def test_there_is_a_step_from_every_older_format() -> None:
    assert set(schema.MIGRATIONS) == set(range(1, schema.FORMAT))


async def test_the_archive_comes_along_to_the_newest_format(state: Path, plan: Plan) -> None:
    store = open_store(state, plan)
    assert await store.archive(at(1)) == 1
    await store.close()
    for name in ("plan.sqlite3", "archive.sqlite3"):
        db = sqlite3.connect(state / name)
        db.execute("PRAGMA user_version = 1")
        db.close()
    store = open_store(state, plan)
    assert len(await store.read(lambda r: r.updates("1.1.1"))) == 1
    await store.close()
    db = sqlite3.connect(state / "archive.sqlite3")
    assert db.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
    db.close()
    assert check(state) == []
