"""What is listed for whom, and what the menu and the README make of the table."""

import pytest

from bot.desk.base import Answer, Ask, Command, Family, Tools, Where, Who
from bot.desk.listing import families, menu, readme_table, usage
from bot.desk.table import COMMANDS
from bot.people.model import Person, Role, Room


async def nothing(ask: Ask, tools: Tools) -> list[Answer]:
    return []


def command(name: str, who: Who = Who.EVERYONE, where: Where = Where.EVERYWHERE) -> Command:
    wording = {"zh": f"{name}说明", "en": f"about {name}"}
    return Command(name, (f"{name}名",), Family.PLAN, wording, nothing, {"zh": "名", "en": "X"}, who=who, where=where)


TABLE = (
    command("open"),
    command("led", Who.LEAD),
    command("ours", Who.OFFICE),
    command("alone", where=Where.PRIVATE),
    command("together", Who.OFFICE, Where.GROUP),
)
PRIVATE = Room("p", "telegram:1", private=True)
BOUND = Room("g", "telegram:-1", departments=("hr",))
UNBOUND = Room("u", "telegram:-2")


@pytest.mark.parametrize(
    ("room", "role", "listed"),
    [
        (PRIVATE, Role.GUEST, "open alone"),
        (PRIVATE, Role.LEAD, "open led alone"),
        (PRIVATE, Role.LEADER, "open led alone"),
        (PRIVATE, Role.OFFICE, "open led ours alone"),
        (UNBOUND, Role.GUEST, "open"),
        (UNBOUND, Role.OFFICE, "open led ours together"),
        (BOUND, Role.GUEST, "open led"),
        (BOUND, Role.LEAD, "open led"),
    ],
)
def test_help_lists_what_is_of_use(room: Room, role: Role, listed: str) -> None:
    groups = families(TABLE, room, Person("telegram:1", "人", role))
    assert [c.name for group in groups.values() for c in group] == listed.split()


def test_the_menu_has_every_scope_and_language_and_nothing_of_the_office() -> None:
    lines = {(e.language, e.scope, e.name): e.about for e in menu(TABLE)}
    assert lines[("", "everyone", "open")] == "open说明"
    assert lines[("en", "everyone", "open")] == "about open"
    assert lines[("zh", "private", "alone")] == "alone说明"
    assert not [name for _, _, name in lines if name in ("ours", "together")]
    assert {(e.scope, e.about) for e in menu(TABLE, "en") if e.language == ""} >= {("everyone", "about open")}


def test_the_readme_lists_every_command_with_its_chinese_name() -> None:
    table = readme_table(TABLE).splitlines()
    assert table[0].startswith("| Command |")
    assert "| `/open X` | `/open名` | about open | everyone |" in table
    assert "| `/ours 名` | `/ours名` | ours说明 | 督办 |" in readme_table(TABLE, "zh").splitlines()
    assert len(table) == len(TABLE) + 2


def test_the_real_table_names_everything_once_and_fits_the_platform() -> None:
    names = [name for c in COMMANDS for name in (c.name, *c.also)]
    assert len(names) == len(set(names))
    for one in COMMANDS:
        assert one.name.isascii()
        assert one.name.islower()
        assert one.also, "each has a Chinese name"
        for language in ("zh", "en"):
            assert 3 <= len(one.about[language]) <= 60
            assert usage(one, language).startswith(f"/{one.name}")
        assert set(one.arguments) in (set(), {"zh", "en"})
