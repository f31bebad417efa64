"""The weekly digest at any time, as this room or person would get it: /digest."""

import asyncio

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.status import own_departments
from bot.desk.facts import gather
from bot.language.workdays import Workdays
from bot.notices.facts import Facts, Hearer, hearers
from bot.notices.routines import digest_now
from bot.people.model import Role
from bot.reports.illustrating import illustrated
from bot.texts.notices import notice_message

_AUDIENCES = {Role.OFFICE: "office", Role.LEADER: "leaders", Role.LEAD: "department"}


async def digest(ask: Ask, tools: Tools) -> list[Answer]:
    """Show the digest as it would read now; it counts as nothing said."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    workdays = Workdays(tools.config.holidays)
    facts = await tools.store.read(lambda reader: gather(reader, ask.view, ask.board, ask.now, tools.config, workdays))
    # Over a very large plan this takes a tenth of a second, in which others want their answers.
    return [await asyncio.to_thread(_written, facts, ask, tools)]


def _written(facts: Facts, ask: Ask, tools: Tools) -> Answer:
    notice = digest_now(facts, hearer_of(ask, facts), ask.now)
    message = notice_message(notice, tools.texts, ask.language)
    if tools.config.digest.picture:
        message = illustrated(message, notice, ask.board, ask.language)
    return Answer(message, notice.subjects)


def hearer_of(ask: Ask, facts: Facts) -> Hearer:
    """Say as whom the asker hears the digest: the room; in private the group of the same people, where there is one."""
    audience = _AUDIENCES[ask.viewer.role]
    departments = own_departments(ask) if audience == "department" else ()
    same = [each for each in hearers(facts) if (each.audience, each.departments) == (audience, departments)]
    here = next((each for each in same if each.room == ask.room.id), None)
    return here or next(iter(same), Hearer(ask.room.id, departments, audience))
