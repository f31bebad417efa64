"""From one state to another: rooms, people and what came in go along, once, and a broken attempt leaves no trace."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import OFFSET
from bot.config import BotPart, Config
from bot.desk.plain import plain
from bot.desk.switching import Wish, came_in, put_wish, wish_in
from bot.imports.importing import import_plan
from bot.in_use import PLANS, chosen, in_use
from bot.people.model import Invitation, Person, Role, Room
from bot.plan.files import read_plan
from bot.stores.base import OutboxRow, Received, Store, Transaction
from bot.stores.tinydb import open_store
from bot.supervision.burden import burden_of_day_key
from bot.switching import switched, tell
from bot.texts.message import Message
from bot.texts.render import Texts
from tests.conftest import NOW
from tests.desk.cast import StillClock, report
from tests.imports.test_diff import OLD, ON

CLOCK = StillClock()
ROOM = Room("r1", "telegram:-1", "发改群", departments=("drc",), audience="", bound_at=NOW)
OFFICE = Room("o", "telegram:1", private=True)
CLERK = Person("telegram:1", "王督办", Role.OFFICE, private_room="o")
TO = Wish("2024", "2024年计划", CLERK.id, OFFICE.id)
BACK = replace(TO, to="", title="2023年计划")


class Cut(Exception):
    """Stands for a process killed at a named point."""


def cut_at(point: str) -> "object":
    def pass_by(name: str) -> None:
        if name == point:
            raise Cut

    return pass_by


def received(number: int) -> Received:
    return Received(f"telegram:{number}", "telegram:-1", {"update_id": number}, NOW)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A bot of 2023, and the plan of 2024 beside it."""
    for year, folder in ((2023, tmp_path / "2023"), (2024, tmp_path / "var" / PLANS / "2024")):
        source = tmp_path / f"{year}.txt"
        source.write_text(OLD.replace("2023", str(year)).replace("2022", str(year - 1)), "utf-8")
        import_plan(source, folder, ON)
    return Config(bot=BotPart(plan=tmp_path / "2023", state_dir=tmp_path / "var"))


@pytest.fixture
async def old(config: Config) -> AsyncIterator[Store]:
    store = opened(config)
    await store.write(move_in)
    yield store
    await store.close()


def opened(config: Config) -> Store:
    return open_store(config.bot.state_dir, read_plan(config.bot.plan))


def move_in(change: Transaction) -> None:
    change.put_room(ROOM)
    change.put_room(OFFICE)
    change.put_person(CLERK)
    change.put_invitation(Invitation("CODE", "leaders", CLERK.id, NOW, NOW + timedelta(hours=1)))
    change.put_setting(OFFSET, 60.0)
    change.put_digest(burden_of_day_key(NOW.date(), ROOM.id), {"messages": 2, "asks": 3})
    change.queue(OutboxRow("k", ROOM.id, "digest", 0, Message("周报"), (), NOW), ())
    change.sent(ROOM.id, ["7", "12"], ["1.1.1"])
    change.record(report("1.1.1", "完成60%", percent=60, message="telegram:-1:5"))
    change.receive([received(1), received(2), received(3)])
    change.handled("telegram:1")
    change.put_aside("telegram:2", "KeyError")


async def go(config: Config, store: Store, wish: Wish = TO) -> tuple[Config, Store]:
    await store.write(lambda change: put_wish(change, wish))
    return await switched(config, store, CLOCK)


async def keys_of(store: Store) -> tuple[list[str], list[str]]:
    """List the keys of what was handled and of what waits."""
    return await store.read(
        lambda reader: (reader.handled_since(NOW - timedelta(days=9)), [one.key for one in reader.waiting()])
    )


async def told(store: Store, config: Config) -> list[str]:
    """Let it be told what became of a wish; read what waits to be sent to the office."""
    await tell(store, config, CLOCK, Texts())
    rows = await store.read(lambda reader: reader.outbox_open())
    return [plain(row.message) for row in rows if row.room == OFFICE.id]


async def test_all_but_the_plan_goes_along(config: Config, old: Store) -> None:
    there, new = await go(config, old)
    view = new.view
    assert (chosen(config.bot.root), in_use(config).bot, view.plan.year) == ("2024", there.bot, 2024)
    assert (view.rooms["r1"], view.rooms["o"], view.people[CLERK.id]) == (ROOM, OFFICE, CLERK)
    assert ("CODE" in view.invitations, view.settings[OFFSET]) == (True, 60.0)
    assert await keys_of(new) == (["telegram:1", "telegram:2"], ["telegram:3"])
    key = burden_of_day_key(NOW.date(), ROOM.id)
    assert await new.read(lambda reader: reader.digest(key)) == {"messages": 2, "asks": 3}
    assert await new.read(lambda reader: reader.outbox_open()) == []
    came = came_in(view.settings)
    assert came
    assert (came.last[ROOM.id], came.messages) == (12, ("telegram:-1:5",))
    (said,) = await told(new, there)
    assert said.startswith("已切换，现行：《某某区2024年政府工作计划》\n1个群带过来了")
    assert "《某某区2023年政府工作计划》有1条通知没发出" in said
    assert await told(new, there) == [said]
    (entry,) = await new.read(lambda reader: reader.audit())
    assert (entry.action, entry.person, entry.before) == ("plan_switched", CLERK.id, "某某区2023年政府工作计划")
    await new.close()


async def test_on_the_way_back_nothing_is_handled_again(config: Config, old: Store) -> None:
    there, new = await go(config, old)
    await new.write(lambda change: (change.handled("telegram:3"), change.receive([received(4)])))
    await new.write(lambda change: change.put_person(replace(CLERK, name="王主任")))
    here, back = await go(there, new, BACK)
    assert (here.bot, chosen(config.bot.root), back.view.people[CLERK.id].name) == (config.bot, "", "王主任")
    handled, waiting = await keys_of(back)
    assert (sorted(handled), waiting) == ([f"telegram:{n}" for n in (1, 2, 3)], ["telegram:4"])
    assert [one.key for one, _ in await back.read(lambda reader: reader.set_aside())] == ["telegram:2"]
    assert wish_in(back.view.settings) is None
    await back.close()


@pytest.mark.parametrize(("point", "name"), [("before pointer", ""), ("after pointer", "2024")])
async def test_a_crash_leaves_one_of_the_two_and_nothing_twice(
    config: Config, old: Store, point: str, name: str
) -> None:
    await old.write(lambda change: put_wish(change, TO))
    with pytest.raises(Cut):
        await switched(config, old, CLOCK, cut_at(point))  # type: ignore[arg-type]
    assert chosen(config.bot.root) == name
    await old.close()
    now = in_use(config)
    store = opened(now)
    assert (await told(store, now))[0].startswith("已切换，" if name else "没有切换到《2024年计划》")
    assert (await keys_of(store))[1] == ["telegram:3"]
    await store.write(lambda change: change.handled("telegram:3"))
    other, back = await go(now, store, BACK if name else TO)
    assert (await keys_of(back))[1] == []
    assert len(await told(back, other)) == 1
    await back.close()


@pytest.mark.parametrize("broken", ["plan", "folder", "state"])
async def test_where_the_other_plan_cannot_be_used_the_old_one_goes_on(config: Config, old: Store, broken: str) -> None:
    plan = config.bot.root / PLANS / "2024" / "plan.toml"
    if broken == "plan":
        plan.write_text("year = ", "utf-8")
    elif broken == "folder":
        plan.unlink()
    else:
        (config.bot.root / "states").write_text("no folder", "utf-8")
    here, store = await go(config, old)
    assert (here, store, chosen(config.bot.root)) == (config, old, "")
    (said,) = await told(old, config)
    assert said.startswith("没有切换到《2024年计划》，现行仍是《某某区2023年政府工作计划》")
    assert "重启" not in said
    assert (wish_in(old.view.settings), came_in(old.view.settings)) == (None, None)
    assert (await keys_of(old))[1] == ["telegram:3"]
