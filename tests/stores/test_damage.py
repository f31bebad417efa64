"""What does not read back as written is reported with its place; whatever else is there still reads."""

import random
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreDamaged, StoreError
from bot.notices.model import Said
from bot.people.model import Room
from bot.plan.model import Plan
from bot.progress.model import Lamp, LampChange, Reason
from bot.stores.base import AuditEntry, OutboxRow, Reader, Received, Transaction
from bot.stores.tinydb import backup, check, open_store
from bot.stores.tinydb.store import TinyStore
from bot.texts.message import Message
from tests.conftest import NOW, TODAY
from tests.stores.conftest import at, report

MARK = "FLIP"


def fill(tx: Transaction) -> None:
    """One row of each kind with a mark in it, and one beside it without."""
    for name in (MARK, "good"):
        tx.record(report(1 if name == MARK else 2, 40, subject="1.1.1", text=f"{name} said", minute=1))
        tx.note(AuditEntry(NOW, "telegram:1", "bind", "hall", before=f"{name} noted"))
        tx.receive([Received(f"telegram:{name}", "lane", {"text": f"{name} came"}, NOW)])
        notice = OutboxRow(f"reminder:{name}", "hall", "reminder", 0, Message(f"{name} queued"), (), NOW)
        tx.queue(notice, [Said(f"{name} once", "0", TODAY, "drc")])
        tx.sent("hall", [name], [f"{name} sent"])
        tx.light(LampChange(name, NOW, None, Lamp.RED, Reason("never", {"why": f"{name} lit"})))
        tx.put_digest(name, {"said": f"{name} week"})
        tx.put_room(Room(name, f"{name} street"))


def everything(reader: Reader) -> dict[str, Any]:
    return {
        "updates": [update.text for update in reader.updates("1.1.1")],
        "recent": [update.text for update in reader.updates_since(NOW)],
        "audit": [entry.before for entry in reader.audit()],
        "waiting": [received.raw for received in reader.waiting()],
        "outbox": [row.message.head for row in reader.outbox_open()],
        "said": sorted(said.subject for said in reader.said(TODAY)),
        "lamp_changes": [change.why.values for change in reader.lamp_changes(NOW)],
    }


GOOD = {
    "updates": ["good said"],
    "recent": ["good said"],
    "audit": ["good noted"],
    "waiting": [{"text": "good came"}],
    "outbox": ["good queued"],
    "said": ["good once"],
    "lamp_changes": [{"why": "good lit"}],
}
ALONE = {
    "update": lambda reader: reader.update(1),
    "updates_of_message": lambda reader: reader.updates_of_message("telegram:-7:1"),
    "outbox": lambda reader: reader.outbox(f"reminder:{MARK}"),
    "subjects_of": lambda reader: reader.subjects_of("hall", MARK),
    "digest": lambda reader: reader.digest(MARK),
}


@pytest.fixture
async def state(tmp_path: Path, plan: Plan) -> Path:
    store = open_store(tmp_path / "var", plan)
    await store.write(fill)
    await store.close()
    return tmp_path / "var"


def flip(file: Path, what: bytes) -> int:
    """Flip one bit of every place a text stands in a file; return how many those were."""
    content = file.read_bytes()
    file.write_bytes(content.replace(what, what[:-1] + bytes([what[-1] ^ 1])))
    return content.count(what)


@pytest.fixture
async def damaged(state: Path, plan: Plan) -> AsyncIterator[TinyStore]:
    """The bodies of all marked rows are damaged, the index entries are not."""
    places = ("said", "noted", "came", "queued", "once", "sent", "lit", "week", "street")
    for word in places:
        assert flip(state / "plan.sqlite3", f"{MARK} {word}".encode()), word
    store = open_store(state, plan)
    yield store
    await store.close()


async def test_damaged_rows_are_left_out_and_named(damaged: TinyStore) -> None:
    found = await damaged.read(everything)
    assert found == GOOD
    named = set(damaged.damage)
    assert {"updates 1", "audit 1", "inbox 1", f"outbox reminder:{MARK}", "lamp_changes 1"} <= named
    assert any(place.startswith(f"said {MARK}") for place in named)


@pytest.mark.parametrize("question", ["update", "outbox", "subjects_of", "digest"])
async def test_a_damaged_row_asked_for_alone_raises(damaged: TinyStore, question: str) -> None:
    with pytest.raises(StoreDamaged, match=r" (1|FLIP|hall FLIP|reminder:FLIP)$"):
        await damaged.read(ALONE[question])


async def test_the_bot_starts_and_writes_with_damage_in_it(damaged: TinyStore) -> None:
    assert "good" in damaged.view.rooms
    assert MARK not in damaged.view.rooms
    assert f"documents rooms {MARK}" in damaged.damage
    await damaged.write(lambda tx: tx.record(report(3, 70, minute=2)))
    assert damaged.view.summaries["1.1.1"].percent == 70


async def test_check_names_every_damaged_row(damaged: TinyStore) -> None:
    named = set(await damaged.examine())
    tables = {place.split()[0] for place in named}
    assert tables >= {"updates", "audit", "inbox", "outbox", "said", "sent", "lamp_changes", "digests", "documents"}


async def test_a_damaged_summary_is_made_anew_of_the_reports(state: Path, plan: Plan) -> None:
    pristine = open_store(state, plan, read_only=True)
    assert flip(state / "plan.sqlite3", b'"subject":"1.1.1","reports":2')
    for read_only in (True, False, False):
        store = open_store(state, plan, read_only=read_only)
        assert store.view.summaries == pristine.view.summaries
        last = store.damage
        await store.close()
    assert last == ()  # mended on disk by the first that could
    await pristine.close()


def pristine_files(state: Path, copy: Path) -> Path:
    shutil.copytree(state, copy)
    return copy / "plan.sqlite3"


async def picture(store: TinyStore) -> object:
    singles = [await store.read(ALONE[question]) for question in sorted(ALONE)]
    return replace(store.view, version=0), await store.read(everything), singles


async def test_no_flipped_byte_is_passed_over(state: Path, plan: Plan, tmp_path: Path) -> None:
    """Anywhere in the file: it reads the same, or something says that it does not."""
    store = open_store(state, plan, read_only=True)
    expected = await picture(store)
    await store.close()
    chance = random.Random(20230705)
    size = (state / "plan.sqlite3").stat().st_size
    reported = 0
    for number in range(120):
        file = pristine_files(state, tmp_path / str(number))
        content = bytearray(file.read_bytes())
        content[chance.randrange(size)] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        try:
            store = open_store(file.parent, plan, read_only=True)
            found = await picture(store)
            damage = store.damage
            await store.close()
        except StoreError:
            reported += 1
            continue
        assert found == expected or damage or check(file.parent), f"flip {number}"
        reported += found != expected
        shutil.rmtree(file.parent)
    assert reported > 5


# The archive


async def test_without_its_archive_the_bot_goes_on_and_says_so(state: Path, plan: Plan, tmp_path: Path) -> None:
    store = open_store(state, plan)
    await store.write(lambda tx: tx.record(report(3, 70, minute=30)))
    assert await store.archive(at(20)) == 2
    await store.close()
    (state / "archive.sqlite3").write_bytes(b"no database " * 999)
    store = open_store(state, plan)
    assert any(place.startswith("archive.sqlite3") for place in store.damage)
    assert [update.text for update in await store.read(lambda reader: reader.updates("1.1.1"))] == ["已完成70%"]
    assert store.view.summaries["1.1.1"].reports == 3
    await store.write(lambda tx: tx.record(report(4, 80, minute=31)))
    with pytest.raises(StoreDamaged, match=r"archive\.sqlite3"):
        await store.archive(at(40))
    with pytest.raises(StoreDamaged, match=r"archive\.sqlite3"):
        backup(state, tmp_path / "backup.sqlite3")
    assert store.view.summaries["1.1.1"].percent == 80
    await store.close()


# The log


@pytest.fixture
async def with_log(tmp_path: Path, plan: Plan) -> Path:
    """A state as a crash leaves it: twenty reports, all of them still in the log."""
    store = open_store(tmp_path / "running", plan)
    for number in range(20):
        await store.write(lambda tx, number=number: tx.record(report(number, number, minute=number)))
    shutil.copytree(tmp_path / "running", tmp_path / "crashed")
    await store.close()
    (tmp_path / "crashed" / "plan.sqlite3-shm").unlink()
    return tmp_path / "crashed"


async def test_a_log_that_is_cut_short_loses_only_its_end(with_log: Path, plan: Plan, tmp_path: Path) -> None:
    log = (with_log / "plan.sqlite3-wal").read_bytes()
    chance = random.Random(20230705)
    counts: set[int] = set()
    for number in range(25):
        folder = tmp_path / str(number)
        shutil.copytree(with_log, folder)
        (folder / "plan.sqlite3-wal").write_bytes(log[: chance.randrange(len(log) // 4, len(log))])
        store = open_store(folder, plan)
        updates = await store.read(lambda reader: reader.updates("1.1.1"))
        assert [update.reading.percent for update in updates] == list(range(len(updates)))[::-1]
        assert store.view.summaries["1.1.1"].percent == len(updates) - 1
        assert (await store.examine(), store.damage) == ((), ())
        await store.write(lambda tx: tx.record(report(99, 99, minute=99)))
        await store.close()
        counts.add(len(updates))
    assert len(counts) > 5


async def test_commits_behind_a_damaged_place_of_the_log_are_reported(with_log: Path, plan: Plan) -> None:
    log = with_log / "plan.sqlite3-wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)
    store = open_store(with_log, plan)
    assert 0 < len(await store.read(lambda reader: reader.updates("1.1.1"))) < 20
    [place] = store.damage
    assert place.startswith("plan.sqlite3-wal frame")
    await store.close()
    assert (with_log / "plan.sqlite3-wal.damaged").read_bytes() == bytes(content)


async def test_a_whole_log_is_taken_up(with_log: Path, plan: Plan) -> None:
    store = open_store(with_log, plan)
    assert len(await store.read(lambda reader: reader.updates_since(at(0)))) == 20
    assert store.damage == ()
    await store.close()
