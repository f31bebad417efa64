"""A later due date is asked for, and put to the office; what it answers stands in `matters.py`."""

from dataclasses import replace
from datetime import date

from bot.desk import questions
from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.days import day_and_reason
from bot.desk.hearers import leader_rooms, office_rooms
from bot.desk.matters import decision_buttons
from bot.errors import Refused
from bot.people.model import Question
from bot.people.rights import may_report
from bot.plan.model import Target, Task
from bot.stores.base import AuditEntry, Transaction
from bot.supervision.extension import example_day, fault_of_request, pending_of, times_extended
from bot.supervision.model import Matter, MatterKind, MatterState, matter_id
from bot.texts.message import Message

SAID_BACK = 20  # characters of a person's words repeated in an answer
LONGEST_REASON = 500


async def ask_for(
    ask: Ask, tools: Tools, subject: Task | Target, words: str, question: Question | None = None
) -> list[Answer]:
    """Ask for an extension of what is named, in words that begin with the date; raise Refused where that cannot be.

    `question` is the one these words answer.
    """
    if isinstance(subject, Target):
        raise refused(ask, tools, "no_due", subject.id)
    if ask.board.closed:
        raise refused(ask, tools, "closed", "", subject)
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    if not may_report(ask.room, ask.person, subject, only_leads=tools.config.report.only_leads):
        raise refused(ask, tools, "right", "", subject)
    day, reason = day_and_reason(words, ask.now.date(), ask.view.plan.year)
    if day is None or not reason:
        raise refused(ask, tools, "reason" if day else "date", words, subject)
    if fault := fault_of_request(subject, day, ask.now.date(), ask.view.plan):
        raise refused(ask, tools, fault, words, subject)
    matter = _matter(ask, subject, day, reason[:LONGEST_REASON])
    kept = await tools.store.write(lambda change: _keep(change, ask, matter, question))
    return [_confirmed(ask, tools, kept, subject)]


def _matter(ask: Ask, task: Task, day: date, reason: str) -> Matter:
    return Matter(
        id=matter_id(MatterKind.EXTENSION, ask.incoming.key, task.id),
        kind=MatterKind.EXTENSION,
        subject=task.id,
        at=ask.now,
        text=reason,
        department=_department(ask, task),
        person=ask.person.id,
        person_name=ask.person.name,
        room=ask.room.id,
        before=task.due.date,
        wanted=day,
        message=ask.incoming.message,
    )


def _department(ask: Ask, task: Task) -> str:
    here = (*ask.room.departments, *ask.person.departments)
    return next((department for department in task.departments if department in here), task.lead.department)


def _keep(change: Transaction, ask: Ask, matter: Matter, question: Question | None) -> Matter:
    """Keep a request in place of the one still open on the same task; the same message makes it once."""
    if question:
        questions.close(change, question, ask.incoming.key)
    known = change.view.matters.get(matter.id)
    if known:
        return known
    older = pending_of(change.view.matters.values(), matter.subject)
    if older:
        change.put_matter(replace(older, state=MatterState.OVERTAKEN, answered_at=ask.now))
        about = ("extension_overtaken", older.subject, f"{older.wanted or ''} {older.text}", "")
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
    change.put_matter(matter)
    before, after = (str(day or "") for day in (matter.before, matter.wanted))
    entry = AuditEntry(
        ask.now,
        ask.person.id,
        "extension_asked",
        matter.subject,
        before,
        f"{after} {matter.text}",
        ask.incoming.message,
    )
    change.note(entry)
    return matter


def _confirmed(ask: Ask, tools: Tools, matter: Matter, task: Task) -> Answer:
    """Say that it was asked, and put it to the office (and to the leaders, where they may grant it)."""
    rooms = office_rooms(ask.view, tools.config)
    if tools.config.extension.leaders_may_grant:
        rooms += leader_rooms(ask.view, tools.config)
    told = tuple(
        Elsewhere(room.id, request_message(ask, tools, matter, room.language or tools.config.bot.language), (task.id,))
        for room in rooms
        if room.id != ask.room.id
    )
    if any(room.id == ask.room.id for room in rooms):
        return Answer(request_message(ask, tools, matter, ask.language), (task.id,), also=told)
    message = tools.texts.render(
        "extension_asked", ask.language, matter=matter, subject=task, plan=ask.view.plan, heard=bool(told)
    )
    return Answer(message, (task.id,), also=told)


def request_message(ask: Ask, tools: Tools, matter: Matter, language: str) -> Message:
    """Put a request to those who decide on it."""
    return tools.texts.render(
        "extension_request",
        language,
        buttons=decision_buttons(tools, matter, language) if matter.waits else (),
        matter=matter,
        subject=ask.view.plan.tasks[matter.subject],
        plan=ask.view.plan,
        times=times_extended(ask.view.matters.values(), matter.subject),
    )


def refused(ask: Ask, tools: Tools, code: str, said: str, task: Task | None = None) -> Refused:
    """Say why an extension cannot be asked for, what is allowed, and an example."""
    subject = task or next(ask.view.plan.all_tasks())
    text = tools.texts.lines(
        "extension_refused",
        ask.language,
        code=code,
        said=said.strip()[:SAID_BACK],
        subject=subject,
        day=example_day(subject, ask.now.date(), ask.view.plan),
        plan=ask.view.plan,
    )
    return Refused(text)
