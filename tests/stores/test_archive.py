"""Old reports move out of daily work, and what the inbox keeps of long ago goes with them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.plan.model import Plan
from bot.stores.base import Received
from bot.stores.tinydb import TinyStore, archive, open_store
from tests.stores.conftest import at, report


@pytest.fixture
async def store(tmp_path: Path, plan: Plan) -> AsyncIterator[TinyStore]:
    store = open_store(tmp_path / "var", plan)
    yield store
    await store.close()


async def test_handled_updates_of_long_ago_are_forgotten_however_many_and_others_stay(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "AT_ONCE", 7)
    came = [Received(f"telegram:{number}", "telegram:-1", {"n": number}, at(number)) for number in range(60)]
    await store.write(lambda change: change.receive(came))
    await store.write(lambda change: [change.handled(one.key) for one in came[2:]])
    await store.write(lambda change: change.put_aside(came[1].key, "why"))
    await store.write(lambda change: change.record(report(1, 10, minute=1)))
    assert await store.archive(at(50)) == 1

    again = await store.write(lambda change: [one.key for one in came if change.receive([one])])
    assert again == [one.key for one in came[2:50]]
    assert [received.key for received, _ in await store.read(lambda reader: reader.set_aside())] == ["telegram:1"]
