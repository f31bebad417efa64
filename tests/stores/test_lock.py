"""One bot to a state directory; those who only read come in at any time."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.errors import NotRecorded, StoreBusy, StoreError
from bot.plan.model import Plan
from bot.stores.tinydb import open_store
from bot.stores.tinydb.clearing import clear
from bot.stores.tinydb.lock import Lock
from tests.stores.conftest import at, report


async def test_a_second_bot_is_refused_by_name_and_the_first_goes_on(tmp_path: Path, plan: Plan) -> None:
    store = open_store(tmp_path, plan)
    with pytest.raises(StoreBusy, match=rf"process {os.getpid()} on \S+ since 20\d\d-"):
        open_store(tmp_path, plan)
    await store.write(lambda tx: tx.record(report(1, 40)))
    await store.close()
    again = open_store(tmp_path, plan)
    assert again.view.summaries["1.1.1"].percent == 40
    await again.close()


async def test_readers_see_the_last_commit_while_a_bot_runs(tmp_path: Path, plan: Plan) -> None:
    store = open_store(tmp_path, plan)
    await store.write(lambda tx: tx.record(report(1, 40)))
    reader = open_store(tmp_path, plan, read_only=True)
    assert reader.view.summaries == store.view.summaries
    assert len(await reader.read(lambda r: r.updates("1.1.1"))) == 1
    with pytest.raises(NotRecorded, match="reading only"):
        await reader.write(lambda tx: tx.record(report(2, 50)))
    await reader.close()
    await store.write(lambda tx: tx.record(report(2, 50)))
    await store.close()


async def test_readers_see_archived_history_too(tmp_path: Path, plan: Plan) -> None:
    store = open_store(tmp_path, plan)
    await store.write(lambda tx: [tx.record(report(number, number, minute=number)) for number in (1, 2, 3)])
    await store.archive(at(3))
    reader = open_store(tmp_path, plan, read_only=True)
    assert len(await reader.read(lambda r: r.updates("1.1.1"))) == 3
    with pytest.raises(NotRecorded, match="reading only"):
        await reader.archive(at(9))
    await reader.close()
    await store.close()


async def test_a_state_is_cleared_unless_a_bot_runs_on_it(tmp_path: Path, plan: Plan) -> None:
    store = open_store(tmp_path / "var", plan)
    with pytest.raises(StoreBusy):
        clear(tmp_path / "var")
    await store.write(lambda tx: tx.record(report(1, 40)))
    await store.close()
    for _ in range(2):
        clear(tmp_path / "var")
        assert not (tmp_path / "var").exists()


async def test_a_reader_finds_an_empty_state_where_there_is_none_and_makes_none(tmp_path: Path, plan: Plan) -> None:
    reader = open_store(tmp_path / "var", plan, read_only=True)
    assert (reader.view.plan, dict(reader.view.rooms)) == (plan, {})
    assert await reader.read(lambda r: r.updates("1.1.1")) == []
    assert await reader.examine() == ()
    await reader.close()
    assert not (tmp_path / "var").exists()


async def test_the_plan_stored_last_is_shown_where_none_is_given(tmp_path: Path, plan: Plan) -> None:
    await open_store(tmp_path, plan).close()
    reader = open_store(tmp_path, read_only=True)
    assert reader.view.plan == plan
    await reader.close()
    with pytest.raises(StoreError, match="no plan"):
        open_store(tmp_path / "new")


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_state_of_another_plan_is_refused(tmp_path: Path, plan: Plan, read_only: bool) -> None:
    await open_store(tmp_path, plan).close()
    other = Plan("other-2024", 2024, "另一计划", "另一区", (), (), ())
    with pytest.raises(StoreError, match="belongs to the plan 'small-2023'"):
        open_store(tmp_path, other, read_only=read_only)
    await open_store(tmp_path, plan).close()  # nothing is held or changed by the refusal


def test_a_state_directory_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotRecorded, match="Not a directory"):
        open_store(tmp_path / "file" / "var", plan)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_some_other_kind_is_refused(tmp_path: Path, plan: Plan, read_only: bool) -> None:
    (tmp_path / "plan.sqlite3").write_text("these are no pages of a database, however long they may be" * 99)
    with pytest.raises(StoreError, match=r"plan\.sqlite3"):
        open_store(tmp_path, plan, read_only=read_only)


def test_a_child_a_killed_holder_was_just_starting_is_waited_for(tmp_path: Path) -> None:
    """Between fork and exec the child has the lock too, though its parent, which signed, is dead."""
    path = tmp_path / "plan.lock"
    child = (
        "import fcntl, json, os, socket, sys; fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
        "fcntl.flock(fd, fcntl.LOCK_EX); parent = os.getpid();"
        "os.write(fd, json.dumps({'pid': parent, 'host': socket.gethostname(), 'since': ''}).encode());"
        "os.fork() and os._exit(0); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", child, str(path)], stdin=subprocess.PIPE) as holder:
        holder.wait()
        assert holder.stdin is not None
        lock = Lock(path)
        threading.Timer(0.1, holder.stdin.close).start()
        lock.take()
        lock.release()
