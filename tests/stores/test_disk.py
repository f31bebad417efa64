"""A disk that fails: what was not recorded says so, reading goes on, and the next write after the cause ended works."""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.errors import NotRecorded, StoreDamaged, StoreError
from bot.plan.model import Plan
from bot.stores.base import Reader
from bot.stores.tinydb import TinyStore, check, open_store
from bot.stores.tinydb.faults import as_store_error
from tests.stores.conftest import report


@pytest.fixture
async def store(tmp_path: Path, plan: Plan) -> AsyncIterator[TinyStore]:
    store = open_store(tmp_path / "var", plan)
    yield store
    await store.close()


async def record(store: TinyStore, number: int, text: str = "") -> None:
    await store.write(lambda tx: tx.record(report(number, number, minute=number, text=text)))


async def record_until_refused(store: TinyStore, number: int) -> tuple[int, str]:
    """Record long reports until one is refused; return how many were recorded, and the words of the refusal."""
    for more in range(1000):
        try:
            await record(store, number + more, "长" * 3000)
        except NotRecorded as refusal:
            return more, str(refusal)
    raise AssertionError("the disk never became full")


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096) == 4096:
            pass


def count(reader: Reader) -> int:
    return len(reader.updates("1.1.1", limit=10_000))


@contextmanager
def no_file_may_grow_over(size: int) -> Iterator[None]:
    """Stand in for a full disk: the system refuses to write behind this size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_at_a_size_limit_nothing_is_half_recorded_and_it_heals(
    store: TinyStore, tmp_path: Path, plan: Plan
) -> None:
    await record(store, 1)
    log = tmp_path / "var" / "plan.sqlite3-wal"
    recorded = 1
    with no_file_may_grow_over(log.stat().st_size + 100_000):
        more, words = await record_until_refused(store, 2)
        recorded += more
        assert "disk" in words
        assert store.view.summaries["1.1.1"].percent == recorded
        assert await store.read(count) == recorded
        with pytest.raises(NotRecorded, match="disk"):
            await record(store, 999, "长" * 30_000)
    await record(store, recorded + 1)
    assert store.view.summaries["1.1.1"].percent == recorded + 1
    assert await store.read(count) == recorded + 1
    assert await store.examine() == ()
    await store.close()
    reopened = open_store(tmp_path / "var", plan, read_only=True)
    assert await reopened.read(count) == recorded + 1
    await reopened.close()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


async def test_on_a_full_disk_nothing_is_half_recorded_and_it_heals(tiny_disk: Path, plan: Plan) -> None:
    ballast = tiny_disk / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    store = open_store(tiny_disk / "var", plan)
    recorded, words = await record_until_refused(store, 1)
    assert "disk is full" in words
    assert await store.read(count) == recorded > 0
    with pytest.raises(NotRecorded):
        await record(store, 999, "长" * 30_000)
    ballast.unlink()
    await record(store, recorded + 1)
    assert await store.read(count) == recorded + 1
    assert store.view.summaries["1.1.1"].percent == recorded + 1
    await store.close()
    assert check(tiny_disk / "var") == []


async def test_a_disk_full_from_the_start_is_one_clear_sentence(tiny_disk: Path, plan: Plan) -> None:
    fill(tiny_disk / "ballast")
    with pytest.raises(NotRecorded, match=r"disk is full|No space left"):
        open_store(tiny_disk / "var", plan)
    (tiny_disk / "ballast").unlink()
    await open_store(tiny_disk / "var", plan).close()


@contextmanager
def somebody_else() -> Iterator[None]:
    """Go on as a user with no special rights, where the tests run as root."""
    if os.getuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


async def test_a_folder_that_may_not_be_written_is_one_clear_sentence_and_may_be_read(
    tmp_path: Path, plan: Plan
) -> None:
    folder = tmp_path / "var"
    store = open_store(folder, plan)
    await record(store, 1)
    await store.close()
    for part in (*tmp_path.parents, tmp_path):
        if part.stat().st_uid == os.getuid() and part.is_relative_to("/tmp"):
            part.chmod(part.stat().st_mode | 0o555)
    folder.chmod(0o555)
    (folder / "plan.sqlite3").chmod(0o444)
    try:
        with somebody_else():
            with pytest.raises(NotRecorded, match="Permission denied"):
                open_store(folder, plan)
            reader = open_store(folder, plan, read_only=True)
            assert await reader.read(count) == 1
            await reader.close()
    finally:
        folder.chmod(0o755)


async def test_a_folder_that_went_away_and_came_back(store: TinyStore, tmp_path: Path) -> None:
    await record(store, 1)
    (tmp_path / "var").rename(tmp_path / "away")
    for _ in range(2):
        with pytest.raises(NotRecorded, match="No such file"):
            await record(store, 2)
        assert await store.read(count) == 1
    (tmp_path / "away").rename(tmp_path / "var")
    await record(store, 2)
    assert (await store.read(count), store.view.summaries["1.1.1"].percent) == (2, 2)


LOST = [
    ["plan.sqlite3"],
    ["plan.sqlite3-wal"],
    ["plan.sqlite3", "plan.sqlite3-wal", "plan.sqlite3-shm"],
    ["plan.sqlite3", "plan.sqlite3-wal", "plan.sqlite3-shm", "plan.lock"],
]


@pytest.mark.parametrize("names", LOST, ids=["file", "log", "file and log", "all"])
async def test_files_deleted_under_a_running_bot_are_written_again_whole(
    store: TinyStore, tmp_path: Path, plan: Plan, names: list[str]
) -> None:
    await record(store, 1)
    for name in names:
        (tmp_path / "var" / name).unlink()
    assert await store.read(count) == 1
    await record(store, 2)
    await record(store, 3)
    assert await store.read(count) == 3
    # As a crash would leave it: what was acknowledged is in the files people see, not in deleted ones.
    shutil.copytree(tmp_path / "var", tmp_path / "crashed")
    after = open_store(tmp_path / "crashed", plan)
    assert (await after.read(count), after.view.summaries["1.1.1"].percent) == (3, 3)
    assert await after.examine() == ()
    await after.close()


async def test_a_file_put_in_place_by_hand_is_taken_up(store: TinyStore, tmp_path: Path, plan: Plan) -> None:
    other = open_store(tmp_path / "other", plan)
    await record(other, 77)
    await other.close()
    await record(store, 1)
    (tmp_path / "other" / "plan.sqlite3").replace(tmp_path / "var" / "plan.sqlite3")
    await record(store, 78)
    assert [update.reading.percent for update in await store.read(lambda r: r.updates("1.1.1"))] == [78, 77]
    assert store.view.summaries["1.1.1"].reports == 2
    assert await store.examine() == ()


SAID = [
    (sqlite3.SQLITE_FULL, NotRecorded, "full"),
    (sqlite3.SQLITE_READONLY | 5 << 8, NotRecorded, "read-only"),
    (sqlite3.SQLITE_IOERR | 4 << 8, NotRecorded, "refused to write"),
    (sqlite3.SQLITE_CANTOPEN, NotRecorded, "cannot be opened"),
    (sqlite3.SQLITE_BUSY, NotRecorded, "locked"),
    (sqlite3.SQLITE_CORRUPT | 1 << 8, StoreDamaged, r"plan\.sqlite3"),
    (sqlite3.SQLITE_NOTADB, StoreDamaged, r"plan\.sqlite3"),
    (sqlite3.SQLITE_ERROR, StoreError, r"plan\.sqlite3"),
    (None, StoreError, r"plan\.sqlite3"),
]


@pytest.mark.parametrize(("code", "kind", "words"), SAID)
def test_what_the_disk_says_becomes_one_of_our_errors(code: int | None, kind: type[StoreError], words: str) -> None:
    error = sqlite3.OperationalError("details")
    if code is not None:
        error.sqlite_errorcode = code
    with pytest.raises(kind, match=words) as told:
        raise as_store_error(error, Path("var/plan.sqlite3"))
    assert type(told.value) is kind
