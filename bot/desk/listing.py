"""What the table of commands is shown as: the platform's menu, the groups of /help, the list in the README. Pure."""

from collections.abc import Sequence

from bot.chats.base import MenuEntry
from bot.desk.base import Command, Family, Where, Who
from bot.people.model import Person, Role, Room
from bot.people.rights import may_administer, may_nudge

_SCOPES = {"everyone": {Where.EVERYWHERE}, "private": {Where.PRIVATE}, "group": {Where.GROUP}}
_HEADINGS = {
    "zh": ("命令", "中文", "作用", "谁可用"),
    "en": ("Command", "In Chinese", "What it does", "Who"),
}
_FOR_WHOM = {
    "zh": {Who.EVERYONE: "所有人", Who.LEAD: "单位", Who.LEADER: "区领导、督办", Who.OFFICE: "督办"},
    "en": {
        Who.EVERYONE: "everyone",
        Who.LEAD: "departments",
        Who.LEADER: "leaders, the office",
        Who.OFFICE: "the office",
    },
}


def is_for(command: Command, room: Room, person: Person) -> bool:
    """Whether a command is of use to this person in this room."""
    if command.where is (Where.GROUP if room.private else Where.PRIVATE):
        return False
    if command.who is Who.OFFICE:
        return may_administer(person)
    if command.who is Who.LEADER:
        return may_nudge(person)
    return command.who is Who.EVERYONE or room.bound or person.role is not Role.GUEST


def families(commands: Sequence[Command], room: Room, person: Person) -> dict[Family, list[Command]]:
    """Group what this person can use here by what it is about; empty groups are left out."""
    usable = [command for command in commands if is_for(command, room, person)]
    groups = {family: [c for c in usable if c.family is family] for family in Family}
    return {family: group for family, group in groups.items() if group}


def menu(commands: Sequence[Command], default: str = "zh") -> list[MenuEntry]:
    """List the platform's command menu by scope and language.

    A line of scope "everyone" stands in every chat, "private" and "group" lines beside those. Commands of the office
    and the leaders are left out, for a menu cannot tell who looks at it. The `default` language is also listed under
    no language, for people whose language the bot does not speak.
    """
    return [
        MenuEntry(command.name, command.about[spoken], scope, language)
        for language, spoken in (("", default), ("zh", "zh"), ("en", "en"))
        for scope, places in _SCOPES.items()
        for command in commands
        if command.where in places and command.who not in (Who.LEADER, Who.OFFICE)
    ]


def readme_table(commands: Sequence[Command], language: str = "en") -> str:
    """Write the table of commands as Markdown, as it stands in the README."""
    lines = [_row(_HEADINGS[language]), _row(["---"] * 4)]
    lines += [
        _row((f"`{usage(c, language)}`", f"`/{c.also[0]}`", c.about[language], _FOR_WHOM[language][c.who]))
        for c in sorted(commands, key=lambda c: list(Family).index(c.family))
    ]
    return "\n".join(lines)


def usage(command: Command, language: str) -> str:
    """Write a command as it is typed: `/target NAME`."""
    return f"/{command.name} {command.arguments.get(language, '')}".strip()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
