"""A backup while the bot runs is a whole and checked state; restoring keeps what it replaces."""

# ruff: noqa: ASYNC240 - these tests are about files, and nobody waits for them

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import NotRecorded, StoreBusy, StoreDamaged, StoreError, StoreTooNew
from bot.plan.model import Plan
from bot.stores.base import Reader
from bot.stores.tinydb import TinyStore, backup, check, open_store, restore
from tests.stores.conftest import at, report


@pytest.fixture
async def store(tmp_path: Path, plan: Plan) -> AsyncIterator[TinyStore]:
    store = open_store(tmp_path / "var", plan)
    for number in range(1, 11):
        await record(store, number)
    yield store
    await store.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "backup.sqlite3"


async def record(store: TinyStore, number: int) -> None:
    await store.write(lambda tx: tx.record(report(number, number, minute=number)))


def percents(reader: Reader) -> list[float | None]:
    return [update.reading.percent for update in reader.updates("1.1.1")]


async def stored_in(state_dir: Path, plan: Plan) -> list[float | None]:
    store = open_store(state_dir, plan)
    found = await store.read(percents)
    await store.close()
    return found


async def test_a_backup_while_the_bot_writes_is_one_moment_of_it(
    store: TinyStore, copy: Path, tmp_path: Path, plan: Plan
) -> None:
    told: list[tuple[int, int]] = []
    writing = asyncio.create_task(write_on(store))
    await asyncio.to_thread(backup, tmp_path / "var", copy, lambda done, total: told.append((done, total)))
    await writing
    assert told[-1][0] == told[-1][1] > 0
    restore(copy, tmp_path / "other")
    found = await stored_in(tmp_path / "other", plan)
    assert found == list(range(1, len(found) + 1))[::-1]
    assert 10 <= len(found) <= 60
    assert check(tmp_path / "other") == []
    assert len(await store.read(percents)) == 50  # the limit of one page
    assert store.view.summaries["1.1.1"].reports == 60


async def write_on(store: TinyStore) -> None:
    for number in range(11, 61):
        await record(store, number)


async def test_a_backup_is_one_file_with_archived_history_in_it(
    store: TinyStore, copy: Path, tmp_path: Path, plan: Plan
) -> None:
    await store.archive(at(6))
    backup(tmp_path / "var", copy)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.sqlite3", "var"]
    restore(copy, tmp_path / "other")
    assert await stored_in(tmp_path / "other", plan) == list(range(1, 11))[::-1]


async def test_restoring_keeps_what_it_replaces(store: TinyStore, copy: Path, tmp_path: Path, plan: Plan) -> None:
    backup(tmp_path / "var", copy)
    await record(store, 77)
    await store.archive(at(6))
    await store.close()
    kept = restore(copy, tmp_path / "var")
    assert await stored_in(tmp_path / "var", plan) == list(range(1, 11))[::-1]
    assert kept is not None
    (tmp_path / "kept").mkdir()
    shutil.copy(kept, tmp_path / "kept" / "plan.sqlite3")
    shutil.copy(str(kept).replace("plan.sqlite3", "archive.sqlite3"), tmp_path / "kept" / "archive.sqlite3")
    assert await stored_in(tmp_path / "kept", plan) == [77, *range(10, 0, -1)]


async def test_a_backup_can_be_restored_to_a_new_place(
    store: TinyStore, copy: Path, tmp_path: Path, plan: Plan
) -> None:
    backup(tmp_path / "var", copy)
    assert restore(copy, tmp_path / "new" / "var") is None
    assert len(await stored_in(tmp_path / "new" / "var", plan)) == 10


async def test_restoring_over_a_running_bot_is_refused(store: TinyStore, copy: Path, tmp_path: Path) -> None:
    backup(tmp_path / "var", copy)
    with pytest.raises(StoreBusy, match="in use by process"):
        restore(copy, tmp_path / "var")
    await record(store, 11)
    assert store.view.summaries["1.1.1"].percent == 11


@pytest.mark.parametrize("point", ["restore copied", "restore kept the old", "restore in place"])
async def test_restoring_that_is_cut_short_leaves_the_old_or_the_new_state(
    store: TinyStore, copy: Path, tmp_path: Path, plan: Plan, point: str
) -> None:
    backup(tmp_path / "var", copy)
    await record(store, 11)
    await store.archive(at(6))
    await store.close()

    def stop(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(copy, tmp_path / "var", at=stop)
    last = 10 if point == "restore in place" else 11
    assert await stored_in(tmp_path / "var", plan) == list(range(1, last + 1))[::-1]
    assert check(tmp_path / "var") == []


async def test_a_state_too_damaged_to_open_is_kept_as_it_is(
    store: TinyStore, copy: Path, tmp_path: Path, plan: Plan
) -> None:
    backup(tmp_path / "var", copy)
    shutil.copytree(tmp_path / "var", tmp_path / "crashed")
    (tmp_path / "crashed" / "plan.sqlite3").write_bytes(b"not a database " * 999)
    (tmp_path / "crashed" / "plan.sqlite3-wal").write_bytes(b"nor a log")
    kept = restore(copy, tmp_path / "crashed")
    assert await stored_in(tmp_path / "crashed", plan) == list(range(1, 11))[::-1]
    assert kept is not None
    assert kept.read_bytes() == b"not a database " * 999
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"nor a log"


async def test_a_damaged_backup_is_refused_and_changes_nothing(
    store: TinyStore, copy: Path, tmp_path: Path, plan: Plan
) -> None:
    backup(tmp_path / "var", copy)
    content = copy.read_bytes()
    place = content.rindex("已完成7%".encode())
    copy.write_bytes(content[:place] + b"\x00" + content[place + 1 :])
    await store.close()
    with pytest.raises(StoreDamaged, match="updates 7"):
        restore(copy, tmp_path / "var")
    assert len(await stored_in(tmp_path / "var", plan)) == 10


async def test_a_damaged_state_gives_no_backup_and_leaves_the_last_one(
    store: TinyStore, copy: Path, tmp_path: Path
) -> None:
    copy.write_bytes(b"last week's")
    await store.close()
    file = tmp_path / "var" / "plan.sqlite3"
    file.write_bytes(file.read_bytes().replace("已完成7%".encode(), "已完成8%".encode()))
    with pytest.raises(StoreDamaged, match="updates 7"):
        backup(tmp_path / "var", copy)
    assert copy.read_bytes() == b"last week's"
    assert not copy.with_name(copy.name + ".part").exists()


async def test_a_backup_of_a_later_version_is_refused(store: TinyStore, copy: Path, tmp_path: Path) -> None:
    backup(tmp_path / "var", copy)
    db = sqlite3.connect(copy)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreTooNew, match="format 99"):
        restore(copy, tmp_path / "other")


def test_there_must_be_something_to_copy(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(StoreError, match="nothing to back up"):
        backup(tmp_path, copy)
    with pytest.raises(StoreError, match="no backup"):
        restore(copy, tmp_path / "var")


async def test_a_place_that_cannot_be_written_is_one_clear_sentence(store: TinyStore, tmp_path: Path) -> None:
    with pytest.raises(NotRecorded, match=r"no such folder|cannot be opened"):
        backup(tmp_path / "var", tmp_path / "missing" / "backup.sqlite3")
