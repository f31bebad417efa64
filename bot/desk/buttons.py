"""Buttons that are no commands: answers to questions, taking a report back, correcting it.

`q:QUESTION:NUMBER` picks an option, `undo:UPDATE` and `fix:UPDATE` are under a confirmation, `m:MATTER:yes|no` under
what was asked of the office, `done:UPDATE:yes|no` under a task that was reported done, `plan:DRAFT:yes|no` under a
draft plan, `tap:WHAT[:TASK]` under a reminder, `decided:TASK` under a decision; `other` is what a platform makes of a
button of another plan. A press that no longer fits gets a short note and changes nothing.
"""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chats.base import OTHER_PLAN
from bot.desk import closing, deciding, matters, questions, replies, taps
from bot.desk.base import Answer, Ask, Tools
from bot.desk.confirming import withdrawal
from bot.desk.later import Later
from bot.desk.questions import Chosen
from bot.desk.recording import Work, take_back, write_down
from bot.desk.saying import say, toast
from bot.people.rights import may_administer
from bot.progress.model import StatusUpdate

if TYPE_CHECKING:
    from bot.desk import importing
else:
    importing = Later("bot.desk.importing")


async def pressed(ask: Ask, tools: Tools) -> list[Answer]:
    """Answer a pressed button; what answers it takes the place of the message it stands under, unless told."""
    kind, _, rest = ask.incoming.button.partition(":")
    if kind == "q":
        chosen = _chosen(ask, rest)
        return [toast(ask, tools, chosen)] if isinstance(chosen, str) else await replies.chosen(ask, tools, chosen)
    if kind == "m":
        return await matters.pressed(ask, tools, rest)
    if kind == "tap":
        return await taps.pressed(ask, tools, rest)
    if kind == OTHER_PLAN:
        return [toast(ask, tools, "other_plan")]
    if kind == "plan":
        return await importing.pressed(ask, tools, rest)
    if kind == "decided":
        return await deciding.pressed(ask, tools, rest)
    if kind == "done":
        return await closing.pressed(ask, tools, rest)
    update = await _update(tools, rest) if kind in ("undo", "fix") else None
    if update is None:
        return [toast(ask, tools, "stale")]
    return await undo(ask, tools, update) if kind == "undo" else await _fix(ask, tools, update)


def _chosen(ask: Ask, rest: str) -> Chosen | str:
    """Find the option that was pressed, or the code of the note that says why there is none."""
    question_id, _, number = rest.partition(":")
    question = ask.view.questions.get(question_id)
    if question is None:
        return "stale"
    if not questions.is_for(question, ask):
        return "not_yours"
    if not questions.is_open(question, ask.now, ask.incoming.key):
        return "stale"
    return questions.choose(question, int(number) if number.isdecimal() else -1) or "stale"


async def _update(tools: Tools, number: str) -> StatusUpdate | None:
    """Find a report by the number in a button; None where there is none, or an edit has taken its place."""
    if not number.isdecimal():
        return None
    update = await tools.store.read(lambda reader: reader.update(int(number)))
    if update is None or not update.message:
        return update
    edits = await tools.store.read(lambda reader: reader.updates_of_message(update.message))
    return update if update.edited == edits[0].edited else None


async def undo(ask: Ask, tools: Tools, update: StatusUpdate) -> list[Answer]:
    """Take a report back: its author within the configured time, the office at any time."""
    if barred := _barred(ask, tools, update):
        return [toast(ask, tools, barred)]
    others = await tools.store.read(lambda reader: reader.updates_of_message(update.message))
    left = [u for u in reversed(others) if u.edited == update.edited and u.id != update.id and not u.retracted]
    await take_back(update, ask, tools)
    answer = withdrawal(ask, tools, update, left)
    return [replace(answer, toast=toast(ask, tools, "stale").toast) if update.retracted else answer]


async def _fix(ask: Ask, tools: Tools, update: StatusUpdate) -> list[Answer]:
    """Ask for the corrected text; the confirmation stays as it is, for what was recorded counts until then."""
    question = questions.correction_of(update, ask)
    waiting = ask.view.questions.get(question.id)
    barred = _barred(ask, tools, update) or ("stale" if update.retracted else "")
    if not barred and waiting and waiting.message_ids and questions.is_open(waiting, ask.now):
        barred = "waiting"
    if barred:
        return [toast(ask, tools, barred)]
    await write_down(Work(asked=[question]), ask, tools)
    subject = ask.view.plan.subject(update.subject)
    answer = say(ask, tools, "ask_correct", update=update, subject=subject, private=ask.room.private)
    return [replace(answer, replace=False, subjects=(update.subject,), question=question)]


def _barred(ask: Ask, tools: Tools, update: StatusUpdate) -> str:
    """Say why this person may not take a report back: not_yours | too_late, empty where they may."""
    if may_administer(ask.person):
        return ""
    if not ask.person.id or update.person != ask.person.id:  # an anonymous admin has no id, nor has a report in a demo
        return "not_yours"
    return "too_late" if ask.now - update.at > timedelta(minutes=tools.config.report.undo_minutes) else ""
