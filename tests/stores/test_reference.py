"""The engine and the plain dictionaries, told the same, tell the same."""

import asyncio
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.model import Amendment
from bot.stores.base import Reader, Store
from bot.stores.tinydb import check, open_store
from tests.conftest import small_plan
from tests.stores.conftest import at, report
from tests.stores.memory import MemoryStore

SUBJECTS = ("1.1.1", "2.1.1")

reports = st.builds(
    report,
    st.integers(1, 3),
    st.integers(0, 100).map(float),
    subject=st.sampled_from(SUBJECTS),
    minute=st.integers(0, 20),
    edited=st.integers(0, 2),
    late=st.booleans(),
)
amendments = st.builds(
    Amendment,
    st.just("jobs"),
    st.just("value"),
    st.integers(1, 9).map(str),
    st.just("telegram:1"),
    st.just(date(2023, 7, 5)),
)
steps = st.one_of(
    st.tuples(st.just("record"), reports),
    st.tuples(st.just("record"), reports),
    st.tuples(st.just("retract"), st.integers(1, 6)),
    st.tuples(st.just("amend"), amendments),
    st.tuples(st.just("archive"), st.integers(0, 25)),
    st.tuples(st.just("restart"), st.none()),
)


def history(reader: Reader) -> object:
    return (
        [reader.updates(subject) for subject in SUBJECTS],
        [reader.updates(subject, 2, 4) for subject in SUBJECTS],
        [reader.updates_of_message(f"telegram:-7:{message}") for message in (1, 2, 3)],
        [reader.updates_since(at(minute)) for minute in (0, 10)],
        reader.counts(),
    )


async def tell(store: Store, what: str, value: Any) -> object:
    if what == "archive":
        await store.archive(at(value))  # how many moved is an engine's own affair: a changed report moves again
        return None
    return await store.write(lambda tx: getattr(tx, what)(value))


async def both_told(told: list[tuple[str, Any]], folder: Path) -> None:
    reference, engine = MemoryStore(small_plan()), open_store(folder, small_plan())
    for what, value in told:
        if what == "restart":
            await engine.close()
            engine = open_store(folder, small_plan())
        else:
            assert await tell(engine, what, value) == await tell(reference, what, value), (what, value)
        assert engine.view.summaries == reference.view.summaries
        assert engine.view.plan == reference.view.plan
        assert await engine.read(history) == await reference.read(history)
    await engine.close()
    assert check(folder) == []


@settings(deadline=None, max_examples=30)
@given(st.lists(steps, max_size=10))
def test_told_the_same_it_tells_the_same(told: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(both_told(told, Path(folder)))
