"""Reporting by command: /update ID TEXT and /undo."""

import re
from datetime import timedelta

from bot.desk import buttons, replies
from bot.desk.base import Answer, Ask, Tools
from bot.desk.placing import named_tasks
from bot.errors import Refused
from bot.language.patterns import compiled_later
from bot.people.rights import may_administer
from bot.plan.model import Target, Task
from bot.plan.names import name_key
from bot.progress.model import StatusUpdate
from bot.progress.standing import effective

SEARCHED = 200  # newest reports on a subject looked through
_LIKE_AN_ID = compiled_later(r"\d{1,2}\.\d{1,2}\.\d{1,2}|M\d+", re.IGNORECASE)
_NAME = compiled_later(r"\s*([^\s:：,，]+)[\s:：,，]*(.*)", re.DOTALL)


async def update(ask: Ask, tools: Tools) -> list[Answer]:
    """Report on what the text names: tasks by id, else one task or target by the first word."""
    if named_tasks(ask.words, ask.view.plan) and (ask.words not in ask.view.plan.tasks or ask.incoming.evidence):
        return await replies.placed(ask, tools, ask.words, ask.subjects)
    match = _NAME.match(ask.words)
    name, text = (match[1], match[2].strip()) if match else ("", "")
    subjects = subjects_meant(ask, name) if name else ()
    if subjects and (text or ask.incoming.evidence):
        return await replies.about(ask, tools, subjects, text)
    if ask.subjects and ask.words:
        return await replies.placed(ask, tools, ask.words, ask.subjects)
    example = next(ask.view.plan.all_tasks(), None)
    said = "" if subjects else name
    raise Refused(tools.texts.plain("update_usage", ask.language, said=said[:20], example=example))


def subjects_meant(ask: Ask, name: str) -> tuple[str, ...]:
    """List the ids a name may mean: an exact id, a target, a task by its title; several where it is not clear."""
    plan = ask.view.plan
    called = [t.id for t in plan.targets if name_key(name) in map(name_key, (t.id, t.name, *t.aliases))]
    if name in plan.tasks or len(called) == 1:
        return (name,) if name in plan.tasks else (called[0],)
    target, task = ask.index.target(name), ask.index.task(name)
    if target.exact or task.exact:
        return tuple(found.id for found in (target.exact, task.exact) if found)
    return tuple(each.id for each in (*target.candidates, *task.candidates))


def subject_and_words(ask: Ask) -> tuple[Task | Target | None, str, str]:
    """Read "ID words": the one subject that is meant, what is said of it, and the first word as it was typed.

    In reply to a message about one subject the id may be left out; one the plan does not have is not taken for words.
    """
    name, _, words = ask.words.partition(" ")
    meant = subjects_meant(ask, name) if name else ()
    if not meant and len(ask.subjects) == 1 and not _LIKE_AN_ID.fullmatch(name):
        meant, words = ask.subjects, ask.words
    return (ask.view.plan.subject(meant[0]) if len(meant) == 1 else None), words.strip(), name


async def undo(ask: Ask, tools: Tools) -> list[Answer]:
    """Take back one's last report here, or the last one on a named task."""
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    found = await _last_on(ask, tools, ask.words) if ask.words else await _last_here(ask, tools)
    if found is None:
        minutes = tools.config.report.undo_minutes
        raise Refused(tools.texts.plain("nothing_to_undo", ask.language, said=ask.words[:20], minutes=minutes))
    answer = (await buttons.undo(ask, tools, found))[0]
    if answer.message is None:
        raise Refused(answer.toast)
    return [answer]


async def _last_here(ask: Ask, tools: Tools) -> StatusUpdate | None:
    since = ask.now - timedelta(minutes=tools.config.report.undo_minutes)
    recent = await tools.store.read(lambda reader: reader.updates_since(since))
    return next((u for u in reversed(recent) if u.person == ask.person.id and u.room == ask.room.id), None)


async def _last_on(ask: Ask, tools: Tools, words: str) -> StatusUpdate | None:
    """Find the last report that counts on a subject: anyone's for the office, one's own for others."""
    subjects = subjects_meant(ask, words.strip())
    if len(subjects) != 1:
        return None
    history = await tools.store.read(lambda reader: reader.updates(subjects[0], SEARCHED))
    office = may_administer(ask.person)
    return next((u for u in reversed(effective(history)) if office or u.person == ask.person.id), None)
