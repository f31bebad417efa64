"""A task that was reported done is accepted by the office (办结) or returned with a reason (退回)."""

from dataclasses import replace

from bot.desk import questions
from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.hearers import department_rooms
from bot.desk.recording import relight
from bot.desk.saying import say, toast
from bot.people.model import Question, Room
from bot.people.rights import may_administer
from bot.plan.model import Task
from bot.progress.model import Lamp, Reading, Ruling, State, StatusUpdate
from bot.stores.base import AuditEntry, Transaction, View
from bot.texts.message import Button, Message

ACCEPTS, RETURNS = "yes", "no"
SHOWN = 8  # tasks with buttons of their own under one list


async def pressed(ask: Ask, tools: Tools, rest: str) -> list[Answer]:
    """Answer [办结] or [退回]; `rest` is `REPORT:yes|no`, the id of the report that says done."""
    number, _, verdict = rest.partition(":")
    task = _claimed(ask.view, number)
    if not may_administer(ask.person) or ask.incoming.anonymous:
        return [toast(ask, tools, "only_office")]
    if task is None:
        return [toast(ask, tools, "stale")]
    if verdict == RETURNS:
        return await ask_reason(ask, tools, task)
    return await rule(ask, tools, task, Ruling.ACCEPTED)


async def reasoned(ask: Ask, tools: Tools, question: Question, said: str) -> list[Answer]:
    """Return a task for the reason that was asked for."""
    task = _claimed(ask.view, str(question.payload["returns"]))
    if task is None or not may_administer(ask.person):
        return [say(ask, tools, "matter_over", matter=None, plan=ask.view.plan)]
    return await rule(ask, tools, task, Ruling.RETURNED, said, question)


async def ask_reason(ask: Ask, tools: Tools, task: Task) -> list[Answer]:
    """Ask why a task is returned."""
    question = questions.return_of(task.id, ask.view.summaries[task.id].done_id, ask)
    waiting = ask.view.questions.get(question.id)
    if waiting and waiting.message_ids and questions.is_open(waiting, ask.now):
        return [toast(ask, tools, "reason_waiting")]
    await tools.store.write(lambda change: questions.keep(change, question))
    asked = say(ask, tools, "ask_return", subject=task, private=ask.room.private)
    return [replace(asked, replace=False, question=question)]


def _claimed(view: View, number: str) -> Task | None:
    """Find the task that the report with this number says is done, as long as that report is the one to be decided."""
    if not number.isdecimal() or len(number) > 18:
        return None
    claims = (s for s in view.summaries.values() if s.done_id == int(number) and s.state is State.DONE and s.pending)
    return next((view.plan.tasks.get(summary.subject) for summary in claims), None)


async def rule(
    ask: Ask, tools: Tools, task: Task, ruling: Ruling, reason: str = "", question: Question | None = None
) -> list[Answer]:
    """Accept or return a task that was reported done; tell the department's rooms and the one it was reported in."""
    update = StatusUpdate(
        key=f"{ask.incoming.key}:{ruling}:{task.id}",
        subject=task.id,
        at=ask.now,
        text=reason,
        reading=Reading(is_update=False),
        person=ask.person.id,
        person_name=ask.person.name,
        room=ask.room.id,
        ruling=ruling,
    )
    claim = ask.view.summaries[task.id]
    if not await tools.store.write(lambda change: _write(change, ask, tools, update, question)):
        return [toast(ask, tools, "stale")]
    return [_answer(ask, tools, update, task, claim.last.room if claim.last else "")]


def _write(change: Transaction, ask: Ask, tools: Tools, update: StatusUpdate, question: Question | None) -> bool:
    """Write a decision down; false where another one came before it, for two of the office may press at once."""
    known = next((u for u in change.updates(update.subject, 5) if u.key == update.key), None)
    if known:
        return True
    summary = change.view.summaries.get(update.subject)
    if summary is None or not _may_be(update.ruling, pending=summary.pending, done=summary.state is State.DONE):
        return False
    if question:
        questions.close(change, question, ask.incoming.key)
    change.record(update)
    action = str(update.ruling)
    change.note(AuditEntry(ask.now, ask.person.id, action, update.subject, "", update.text, ask.incoming.message))
    relight(change, ask, tools, [update.subject])
    return True


def _may_be(ruling: Ruling | None, *, pending: bool, done: bool) -> bool:
    """Whether a task may be accepted (reported done and waiting) or returned (reported done, accepted or not)."""
    return pending if ruling is Ruling.ACCEPTED else done


def _answer(ask: Ask, tools: Tools, update: StatusUpdate, task: Task, reported_in: str) -> Answer:
    view = tools.store.view
    rooms = {room.id: room for room in department_rooms(view, task.departments[:1], besides=ask.room.id)}
    if reported_in in view.rooms and reported_in != ask.room.id and not view.rooms[reported_in].gone:
        rooms[reported_in] = view.rooms[reported_in]
    also = tuple(
        Elsewhere(r.id, _message(tools, update, task, _language(r, tools)), (task.id,)) for r in rooms.values()
    )
    return Answer(_message(tools, update, task, ask.language), (task.id,), also=also)


def _language(room: Room, tools: Tools) -> str:
    return room.language or tools.config.bot.language


def _message(tools: Tools, update: StatusUpdate, task: Task, language: str) -> Message:
    return tools.texts.render("ruled", language, update=update, subject=task)


def ruling_buttons(ask: Ask, tools: Tools, task: Task) -> tuple[Button, ...]:
    """Make [办结] [退回] for the office where a task waits for them; nothing for anyone else."""
    summary = ask.view.summaries.get(task.id)
    if summary is None or not may_administer(ask.person) or ask.board.standing(task.id).lamp is not Lamp.REPORTED:
        return ()
    return tuple(
        Button(tools.texts.plain("button", ask.language, name=name, day=None), f"done:{summary.done_id}:{verdict}")
        for name, verdict in (("accept", ACCEPTS), ("return", RETURNS))
    )
