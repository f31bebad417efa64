"""Engines for the contract suite: a new engine is one more entry of ENGINES."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.progress.model import Reading, State, StatusUpdate
from bot.stores.base import Store
from bot.stores.tinydb import open_store
from tests.conftest import NOW, small_plan
from tests.stores.memory import MemoryStore


class MemoryEngine:
    """Its store survives a restart only because the suite hands the same one out again."""

    def __init__(self, folder: Path) -> None:
        self.store = MemoryStore(small_plan())

    async def restart(self) -> Store:
        return self.store


class TinyEngine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "var"
        self.store = open_store(self.folder, small_plan())

    async def restart(self) -> Store:
        await self.store.close()
        self.store = open_store(self.folder, small_plan())
        return self.store


ENGINES = {"memory": MemoryEngine, "tinydb": TinyEngine}
Restart = Callable[[], Awaitable[Store]]


@pytest.fixture(params=ENGINES)
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[MemoryEngine | TinyEngine]:
    engine = ENGINES[request.param](tmp_path)
    yield engine
    await engine.store.close()


@pytest.fixture
def store(engine: MemoryEngine | TinyEngine) -> Store:
    return engine.store


@pytest.fixture
def restart(engine: MemoryEngine | TinyEngine) -> Restart:
    return engine.restart


def at(minutes: float) -> datetime:
    """A time so many minutes after the fixed now."""
    return NOW + timedelta(minutes=minutes)


def report(
    message: int = 1,
    percent: float | None = None,
    *,
    subject: str = "1.1.1",
    minute: float = 0,
    edited: int = 0,
    value: float | None = None,
    state: State | None = None,
    text: str = "",
    **more: object,
) -> StatusUpdate:
    """A report of message number `message` of one room."""
    return StatusUpdate(
        key=f"telegram:-7:{message}:{edited}:{subject}",
        subject=subject,
        at=at(minute),
        text=text or f"已完成{percent}%",
        reading=Reading(True, percent=percent, value=value, state=state),
        message=f"telegram:-7:{message}",
        edited=edited,
        **more,  # type: ignore[arg-type]
    )
