"""States that older versions of the bot wrote, kept as SQL: brought up to date whole, with a copy of the old file."""

import sqlite3
from pathlib import Path

import pytest

from bot.plan.model import Plan
from bot.stores.tinydb import check, open_store, schema
from tests.stores.conftest import at

FORMATS = Path(__file__).parent / "formats"


@pytest.fixture(params=range(1, schema.FORMAT))
def state(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    for name in ("plan", "archive"):
        db = sqlite3.connect(tmp_path / f"{name}.sqlite3")
        db.executescript((FORMATS / f"{request.param}-{name}.sql").read_text("utf-8"))
        db.execute("PRAGMA journal_mode = WAL")
        db.close()
    return request.param, tmp_path


async def test_everything_in_an_old_state_is_there_and_the_old_file_is_kept(
    state: tuple[int, Path], plan: Plan
) -> None:
    number, folder = state
    store = open_store(folder, plan)
    view = store.view
    assert (view.rooms["r-hr"].departments, view.people["telegram:3"].name) == (("hr",), "李人社")
    assert view.settings["clock_offset_seconds"] == 12.5
    assert (view.summaries["1.1.1"].percent, view.summaries["1.1.1"].reports) == (45, 4)
    history = await store.read(lambda reader: reader.updates("1.1.1"))
    assert [update.reading.percent for update in history] == [45, 40, 30, 20, 10]

    def rest(reader):  # type: ignore[no-untyped-def]
        return (
            [received.key for received in reader.waiting()],
            [received.key for received, _ in reader.set_aside()],
            [(row.key, row.message.items) for row in reader.outbox_open()],
            [said.stage for said in reader.said(at(-100_000).date())],
            reader.subjects_of("r-hr", "99"),
            [entry.action for entry in reader.audit()],
            reader.digest("digest:2023-W26"),
        )

    waiting, aside, notices, said, subjects, audit, digest = await store.read(rest)
    assert (waiting, aside) == (["telegram:3"], ["telegram:2"])
    assert notices == [("reminder:2023-07-03:r-hr", ("一件事",))]
    assert (said, subjects, audit, digest) == (["T-7"], ("1.1.1",), ["reschedule"], {"done": 3})
    assert store.damage == ()
    await store.close()
    assert check(folder) == []

    kept = sqlite3.connect(folder / f"plan.sqlite3.format-{number}")
    assert kept.execute("PRAGMA user_version").fetchone() == (number,)
    assert kept.execute("SELECT count(*) FROM updates").fetchone() == (3,)
    kept.close()
