"""A new year: the plan is another one with a state of its own; rooms and people come along from the year before."""

from dataclasses import dataclass
from pathlib import Path

from bot.config import Config
from bot.errors import Refused
from bot.people.moving import Ids, moved_person, moved_room, same_departments
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.stores.base import Transaction, View
from bot.stores.tinydb import open_store


@dataclass(frozen=True, slots=True)
class Begun:
    """What came along into the new year; `left` are the old departments the new plan does not know."""

    plan: Plan
    rooms: int
    people: int
    left: tuple[str, ...]


async def begin_year(config: Config, folder: Path, state_dir: Path) -> Begun:
    """Make the state of another plan and bring rooms and people along; reports stay with the plan they are on.

    Raise Refused where the new state is in use already, or is the old one.
    """
    if _same_place(state_dir, config.bot.state_dir):
        raise Refused(f"{state_dir} is the state of the plan in use; choose another, such as --to {state_dir}-next")
    plan = read_plan(folder)
    before = open_store(config.bot.state_dir, read_plan(config.bot.plan), read_only=True)
    try:
        old = before.view
    finally:
        await before.close()
    store = open_store(state_dir, plan)
    try:
        if store.view.rooms or store.view.people:
            raise Refused(f"{state_dir} has rooms and people already; choose a new one, such as --to {state_dir}-next")
        ids = same_departments(old.plan, plan)
        await store.write(lambda change: _bring_along(change, old, plan, ids))
    finally:
        await store.close()
    left = tuple(one.name for one in old.plan.departments if one.id not in ids)
    return Begun(plan, len(old.rooms), len(old.people), left)


def _same_place(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _bring_along(change: Transaction, old: View, plan: Plan, ids: Ids) -> None:
    change.load_plan(plan)
    for room in old.rooms.values():
        change.put_room(moved_room(room, plan, ids))
    for person in old.people.values():
        change.put_person(moved_person(person, ids))
