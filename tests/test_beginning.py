"""Another year begins on a state of its own; rooms and people come along, reports stay where they are."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.beginning import begin_year
from bot.config import Config
from bot.errors import Refused
from bot.imports.importing import import_plan
from bot.imports.writing import plan_files, write_folder
from bot.people.model import Person, Role, Room
from bot.plan.files import read_plan
from bot.stores.tinydb import open_store
from tests.imports.test_diff import OLD

ON = date(2023, 12, 28)


@pytest.fixture
async def config(tmp_path: Path) -> Config:
    """A bot of 2023 with a room, and the plan of 2024 beside it, whose departments have other ids."""
    (tmp_path / "old.txt").write_text(OLD, "utf-8")
    old = import_plan(tmp_path / "old.txt", tmp_path / "2023", ON).plan
    (tmp_path / "new.txt").write_text(OLD.replace("2023", "2024").replace("2022", "2023"), "utf-8")
    import_plan(tmp_path / "new.txt", tmp_path / "2024", ON)
    text = (tmp_path / "2024" / "plan.toml").read_text("utf-8").replace('lead = "drc"', 'lead = "plan-office"')
    (tmp_path / "2024" / "plan.toml").write_text(text, "utf-8")
    departments = tmp_path / "2024" / "departments.toml"
    departments.write_text(departments.read_text("utf-8").replace('id = "drc"', 'id = "plan-office"'), "utf-8")
    store = open_store(tmp_path / "var", old)
    rooms = (Room("r1", "telegram:-1", "发改", departments=("drc",), plan=old.id), Room("r2", "telegram:-2"))
    person = Person("telegram:1", "王", Role.LEAD, ("drc",))
    await store.write(lambda change: (*map(change.put_room, rooms), change.put_person(person)))
    await store.close()
    return Config(bot={"plan": tmp_path / "2023", "state_dir": tmp_path / "var"})  # type: ignore[arg-type]


async def test_rooms_and_people_come_along(config: Config, tmp_path: Path) -> None:
    begun = await begin_year(config, tmp_path / "2024", tmp_path / "next")
    assert (begun.plan.year, begun.rooms, begun.people, begun.left) == (2024, 2, 1, ())
    store = open_store(tmp_path / "next", begun.plan, read_only=True)
    assert (store.view.rooms["r1"].departments, store.view.rooms["r1"].plan) == (("plan-office",), begun.plan.id)
    assert store.view.people["telegram:1"].departments == ("plan-office",)
    await store.close()


async def test_a_department_that_is_gone_is_named(config: Config, tmp_path: Path) -> None:
    old = read_plan(tmp_path / "2023")
    more = replace(old, departments=(*old.departments, replace(old.departments[0], id="x", name="已撤局", aliases=())))
    write_folder(tmp_path / "2023", plan_files(more, "test", ON))
    assert (await begin_year(config, tmp_path / "2024", tmp_path / "next")).left == ("已撤局",)


@pytest.mark.parametrize("where", ["var", "next"])
async def test_a_state_in_use_is_refused(config: Config, tmp_path: Path, where: str) -> None:
    if where == "next":
        await begin_year(config, tmp_path / "2024", tmp_path / "next")
    with pytest.raises(Refused, match="such as --to"):
        await begin_year(config, tmp_path / "2024", tmp_path / where)
