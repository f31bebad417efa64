"""The writing thread: works that wait share a commit, nothing shows before it is on disk, the loop goes on."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.people.model import Room
from bot.plan.model import Plan
from bot.stores.base import Reader, Transaction
from bot.stores.tinydb import TinyStore, open_store
from tests.stores.conftest import report


class Gate:
    """Holds the writer at a named point until it is opened."""

    def __init__(self, point: str) -> None:
        self._point = point
        self.passed: list[str] = []
        self.reached = threading.Event()
        self._open = threading.Event()

    def __call__(self, point: str) -> None:
        self.passed.append(point)
        if point == self._point and not self._open.is_set():
            self.reached.set()
            assert self._open.wait(10)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate() -> Gate:
    return Gate("before commit")


@pytest.fixture
async def store(tmp_path: Path, plan: Plan, gate: Gate) -> AsyncIterator[TinyStore]:
    store = open_store(tmp_path, plan, at=gate)
    yield store
    gate.open()
    await store.close()


def room(name: str) -> Callable[[Transaction], None]:
    return lambda tx: tx.put_room(Room(name, f"telegram:{name}"))


def count(reader: Reader) -> int:
    return reader.counts()["updates"]


async def held(store: TinyStore, gate: Gate, work: Callable[[Transaction], object]) -> "asyncio.Task[object]":
    """Begin a write and return when the writer stands before its commit."""
    task = asyncio.create_task(store.write(work))
    await asyncio.to_thread(gate.reached.wait, 10)
    return task


async def test_works_that_wait_share_one_commit(store: TinyStore, gate: Gate) -> None:
    first = await held(store, gate, room("first"))
    others = [asyncio.create_task(store.write(room(str(n)))) for n in range(8)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(first, *others)
    assert gate.passed.count("after commit") == 2
    assert len(store.view.rooms) == 9


async def test_nothing_shows_before_it_is_committed(store: TinyStore, gate: Gate) -> None:
    task = await held(store, gate, lambda tx: (tx.put_room(Room("hall", "telegram:1")), tx.record(report(1, 40))))
    assert (dict(store.view.rooms), dict(store.view.summaries)) == ({}, {})
    assert await store.read(count) == 0
    assert not task.done()
    gate.open()
    await task
    assert (len(store.view.rooms), len(store.view.summaries), await store.read(count)) == (1, 1, 1)


async def test_the_loop_goes_on_while_the_disk_is_slow(store: TinyStore, gate: Gate) -> None:
    task = await held(store, gate, room("hall"))
    started = time.monotonic()
    turns = 0
    while turns < 100:
        await asyncio.sleep(0)
        turns += 1
    assert time.monotonic() - started < 5  # it would wait for the gate for ever, were it on the loop
    assert await store.read(count) == 0
    gate.open()
    await task


async def test_one_faulty_work_of_a_commit_fails_alone(store: TinyStore, gate: Gate) -> None:
    first = await held(store, gate, room("first"))

    def faulty(tx: Transaction) -> None:
        tx.put_room(Room("first", "changed"))
        tx.put_room(Room("faulty", "telegram:2"))
        tx.put_setting("odd", {1, 2})

    before, after = asyncio.create_task(store.write(room("before"))), asyncio.create_task(store.write(faulty))
    last = asyncio.create_task(store.write(room("last")))
    await asyncio.sleep(0)
    gate.open()
    outcomes = await asyncio.gather(first, before, after, last, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), type(None), TypeError, type(None)]
    assert sorted(store.view.rooms) == ["before", "first", "last"]
    assert store.view.rooms["first"].address == "telegram:first"
    assert gate.passed.count("after commit") == 2


async def test_a_caller_that_gives_up_does_not_stop_the_writer(store: TinyStore, gate: Gate) -> None:
    task = await held(store, gate, room("hall"))
    task.cancel()
    gate.open()
    await store.write(room("next"))
    assert sorted(store.view.rooms) == ["hall", "next"]


async def test_what_waits_is_written_before_the_store_closes(
    store: TinyStore, gate: Gate, tmp_path: Path, plan: Plan
) -> None:
    writes = [asyncio.create_task(store.write(room(str(n)))) for n in range(5)]
    await asyncio.sleep(0)
    gate.open()
    await store.close()
    await asyncio.gather(*writes)
    reopened = open_store(tmp_path, plan, read_only=True)
    assert len(reopened.view.rooms) == 5
    await reopened.close()


async def test_a_closed_store_says_so(store: TinyStore, gate: Gate) -> None:
    gate.open()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.write(room("late"))
    with pytest.raises(StoreError, match="closed"):
        await store.read(count)


async def test_reading_sees_one_state_while_writing_goes_on(store: TinyStore, gate: Gate) -> None:
    gate.open()
    inside, go_on = threading.Event(), threading.Event()

    def read_twice(reader: Reader) -> list[int]:
        first = count(reader)
        inside.set()
        assert go_on.wait(10)
        return [first, count(reader)]

    reading = asyncio.create_task(store.read(read_twice))
    await asyncio.to_thread(inside.wait, 10)
    await store.write(lambda tx: tx.record(report(1, 40)))
    go_on.set()
    assert await reading == [0, 0]
    assert await store.read(count) == 1


async def test_a_reading_that_raises_raises_here(store: TinyStore, gate: Gate) -> None:
    gate.open()
    with pytest.raises(ZeroDivisionError):
        await store.read(lambda reader: 1 // 0)
    assert await store.read(count) == 0


async def test_only_what_changed_is_copied(store: TinyStore, gate: Gate) -> None:
    gate.open()
    await store.write(room("hall"))
    before = store.view
    await store.write(lambda tx: tx.record(report(1, 40)))
    assert store.view.rooms is before.rooms
    assert store.view.plan is before.plan
    assert store.view.summaries is not before.summaries


async def test_the_log_is_copied_back_when_it_is_quiet(tmp_path: Path, plan: Plan) -> None:
    gate = Gate("after checkpoint")
    store = open_store(tmp_path, plan, at=gate)
    await store.write(room("hall"))
    assert await asyncio.to_thread(gate.reached.wait, 10)
    gate.open()
    await store.write(lambda tx: tx.put_room(replace(tx.view.rooms["hall"], title="大厅")))
    assert store.view.rooms["hall"].title == "大厅"
    await store.close()
