"""What the bot says of itself and of you: /start, /help, /whoami, /lang, and the words to a group it is added to."""

from collections.abc import Sequence
from dataclasses import replace

from bot.desk.base import Answer, Ask, Command, Tools
from bot.desk.commands.people import redeem
from bot.desk.listing import families, usage
from bot.desk.router import names, near
from bot.people.handover import StandIn, absent_for, stand_ins
from bot.people.model import Person, Role, Room
from bot.people.rights import may_administer
from bot.stores.base import AuditEntry, Transaction
from bot.texts.message import Button
from bot.texts.render import LANGUAGES

SHOWN = 40  # how much of a word that was not understood is said back
_LANGUAGES_BY_NAME = {
    "zh": "zh",
    "中文": "zh",
    "chinese": "zh",
    "en": "en",
    "英文": "en",
    "英语": "en",
    "english": "en",
}


async def start(ask: Ask, tools: Tools) -> list[Answer]:
    """Greet: in a group say how to bind it, in private what can be asked. With a code, use the invitation."""
    if ask.words:
        return [await redeem(ask, tools, ask.words)]
    return [_greeting(ask, tools) if ask.room.private else welcome(ask, tools)]


def _greeting(ask: Ask, tools: Tools) -> Answer:
    return Answer(tools.texts.render("start", ask.language, plan=ask.view.plan, person=ask.person))


def welcome(ask: Ask, tools: Tools) -> Answer:
    """Say in one message what the bot is and how a group is bound."""
    return Answer(tools.texts.render("welcome", ask.language, plan=ask.view.plan, room=ask.room))


async def help_with(ask: Ask, tools: Tools, commands: Sequence[Command]) -> list[Answer]:
    """List what this person can use here, or explain the one command asked about."""
    wanted = ask.words.lstrip("/／").lower()
    if not wanted:
        groups = families(commands, ask.room, ask.person)
        return [Answer(tools.texts.render("help", ask.language, groups=groups, usage=usage))]
    command = next((c for c in commands if wanted in names(c)), None)
    if command is None:
        said, like = wanted[:SHOWN], near(wanted, commands)
        return [Answer(tools.texts.render("unknown_command", ask.language, said=said, near=like))]
    return [Answer(tools.texts.render("help_command", ask.language, command=command, usage=usage))]


async def whoami(ask: Ask, tools: Tools) -> list[Answer]:
    """Say who the asker is to the bot, whose room this is, and what is shown here."""
    return [
        Answer(
            tools.texts.render(
                "whoami",
                ask.language,
                plan=ask.view.plan,
                room=ask.room,
                person=ask.person,
                viewer=ask.viewer,
                absent=absent_for(ask.view.people, ask.person.id, ask.now.date()),
                handed=_handed(ask),
                zone=tools.config.zone,
            )
        )
    ]


def _handed(ask: Ask) -> StandIn | None:
    """Say who acts for the asker now."""
    mine = stand_ins(ask.view.people, ask.person.departments, ask.now.date())
    return next((each for each in mine if each.absent.id == ask.person.id), None)


async def lang(ask: Ask, tools: Tools) -> list[Answer]:
    """Change the language of the room."""
    language = _LANGUAGES_BY_NAME.get(ask.words.lower())
    if language is None:
        buttons = tuple(Button(tools.texts.plain("language_name", each), f"/lang {each}") for each in LANGUAGES)
        return [Answer(tools.texts.render("lang_which", ask.language, buttons=(buttons,)))]
    if not may_choose_language(ask.room, ask.person, only_leads=tools.config.report.only_leads):
        return [Answer(tools.texts.render("lang_refused", ask.language))]
    room = replace(ask.room, language=language)

    def work(change: Transaction) -> None:
        change.put_room(room)
        about = ("language", room.id, ask.room.language, language)
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))

    if language != ask.room.language:
        await tools.store.write(work)
    return [Answer(tools.texts.render("lang_set", language))]


def may_choose_language(room: Room, person: Person, *, only_leads: bool) -> bool:
    """Whether this person may change the room's language: in a group the office and those whose group it is.

    Everyone in a department's bound group counts as the department's, as with reports, unless `only_leads` is set.
    """
    if room.private or may_administer(person):
        return True
    if room.audience:
        return person.role is Role.LEADER
    return bool(set(room.departments) & set(person.departments) or (room.departments and not only_leads))
