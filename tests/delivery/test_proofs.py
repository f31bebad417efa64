"""Files behind reports are fetched after the answer, fingerprinted, tried again, or marked."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.proofs import AGAIN, Proofs
from bot.errors import ChatError, Gone, Later, Unclear
from bot.progress.model import Evidence, Reading, StatusUpdate
from tests.conftest import NOW, small_plan
from tests.delivery.cast import FakeChat, LoopClock, live
from tests.stores.memory import MemoryStore

CONTENT = b"the minutes of the acceptance"
KNOWN = {"size": len(CONTENT), "sha256": hashlib.sha256(CONTENT).hexdigest()}
PAPER = Evidence("document", "d1", "验收单.pdf")


class Shelf(FakeChat):
    """Gives the files it has, after the faults it was given."""

    def __init__(self, *faults: ChatError) -> None:
        super().__init__()
        self.files = {"d1": CONTENT}
        self.fetch_faults = list(faults)
        self.fetched = 0

    async def fetch(self, file_id: str) -> bytes:
        self.fetched += 1
        if self.fetch_faults:
            raise self.fetch_faults.pop(0)
        return self.files[file_id]


def report(**more: object) -> StatusUpdate:
    update = StatusUpdate("k", "1.1.2", NOW, "已完成", Reading(True), message="fake:-2:7", evidence=(PAPER,))
    return replace(update, **more)  # type: ignore[arg-type]


async def kept(store: MemoryStore) -> tuple[Evidence, ...]:
    (update,) = await store.read(lambda reader: reader.updates("1.1.2"))
    return update.evidence


async def stored(update: StatusUpdate) -> MemoryStore:
    store = MemoryStore(small_plan())
    await store.write(lambda change: change.record(update))
    return store


def test_a_file_is_known_by_its_size_and_fingerprint() -> None:
    async def story() -> None:
        store, chat = await stored(report()), Shelf()
        proofs = Proofs(store, {"fake": chat}, LoopClock())
        assert not await proofs.once()
        assert await kept(store) == (replace(PAPER, **KNOWN),)
        await proofs.once()
        assert chat.fetched == 1, "what is known is not fetched again"

    live(story())


@pytest.mark.parametrize("fault", [Later("429"), Unclear("no answer")])
def test_what_cannot_be_had_now_is_tried_again(fault: ChatError) -> None:
    async def story() -> None:
        store, chat = await stored(report()), Shelf(fault)
        proofs = Proofs(store, {"fake": chat}, LoopClock())
        proofs.start()
        await asyncio.sleep(AGAIN / 2)
        assert await kept(store) == (PAPER,), "left empty"
        await asyncio.sleep(AGAIN)
        assert await kept(store) == (replace(PAPER, **KNOWN),)
        await proofs.stop()

    live(story())


def test_what_can_never_be_had_is_marked() -> None:
    async def story() -> None:
        store, chat = await stored(report()), Shelf(Gone("the file is gone"))
        proofs = Proofs(store, {"fake": chat}, LoopClock())
        assert not await proofs.once()
        assert await kept(store) == (replace(PAPER, fault="the file is gone"),)
        await proofs.once()
        assert chat.fetched == 1

    live(story())


def test_a_report_wakes_it() -> None:
    async def story() -> None:
        store, chat = MemoryStore(small_plan()), Shelf()
        proofs = Proofs(store, {"fake": chat}, LoopClock())
        proofs.start()
        await asyncio.sleep(1)
        await store.write(lambda change: change.record(report()))
        proofs.wake()
        await asyncio.sleep(1)
        assert await kept(store) == (replace(PAPER, **KNOWN),)
        await proofs.stop()

    live(story())


@pytest.mark.parametrize(
    "update",
    [report(at=NOW - timedelta(days=30)), report(retracted=True), report(message="other:-2:7"), report(evidence=())],
    ids=["too old", "withdrawn", "of no platform of ours", "without"],
)
def test_nothing_else_is_fetched(update: StatusUpdate) -> None:
    async def story() -> None:
        store, chat = await stored(update), Shelf()
        assert not await Proofs(store, {"fake": chat}, LoopClock()).once()
        assert chat.fetched == 0

    live(story())
