"""A meeting's decision becomes a dated task at once, announced to the department; the office may withdraw it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.hearers import department_rooms
from bot.desk.recording import relight
from bot.desk.saying import toast
from bot.imports.schedule import milestones_of
from bot.people.rights import may_administer
from bot.plan.decided import KIND, Decision, amendment_of, decided_by, decision_of, next_id, title_of
from bot.plan.model import Amendment, Department
from bot.stores.base import AuditEntry, Transaction
from bot.texts.message import Button, Message

SHORT = timedelta(days=21)  # a task that ends so soon needs no milestone: its own date is near enough


async def decide(ask: Ask, tools: Tools, department: Department, due: date, text: str) -> list[Answer]:
    """Write a decision down as a task; the same message does so once."""
    today, plan = ask.now.date(), ask.view.plan
    steps = milestones_of(text, due, plan.year, counted=False, start=today) if due - today > SHORT else ()
    milestones = tuple((step.date, step.text) for step in steps)
    decision = Decision(department.id, due, text, today, milestones, ask.incoming.key)

    def work(change: Transaction) -> Amendment:
        known = decided_by(change.view.amendments, decision.key)
        if known:
            return known
        made = amendment_of(next_id(change.view.amendments), decision, ask.person.name, today)
        change.amend(made)
        about = ("decided", made.subject, "", f"{department.name} {due} {text}")
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
        relight(change, ask, tools, [made.subject])
        return made

    kept = await tools.store.write(work)
    return [_answer(ask, tools, kept, decision)]


async def pressed(ask: Ask, tools: Tools, own: str) -> list[Answer]:
    """Withdraw a decision: the office, once. What was reported on it stays in the history."""
    if not may_administer(ask.person) or ask.incoming.anonymous:
        return [toast(ask, tools, "only_office_undoes")]

    def work(change: Transaction) -> tuple[Amendment, Decision] | None:
        kept = next((a for a in change.view.amendments if (a.kind, a.subject) == (KIND, own)), None)
        decision = decision_of(kept) if kept else None
        if kept is None or decision is None or decision.withdrawn:
            return None
        gone = replace(decision, withdrawn=True)
        made = amendment_of(own, gone, ask.person.name, ask.now.date())
        change.amend(made)
        about = ("decision_withdrawn", own, decision.text, "")
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
        return made, gone

    done = await tools.store.write(work)
    return [_answer(ask, tools, *done)] if done else [toast(ask, tools, "stale")]


def _answer(ask: Ask, tools: Tools, kept: Amendment, decision: Decision) -> Answer:
    """Say what stands now, and announce it in the department's rooms by the outbox."""
    rooms = department_rooms(tools.store.view, [decision.department], besides=ask.room.id)
    subjects = () if decision.withdrawn else (kept.subject,)
    stage = "withdrawn" if decision.withdrawn else "made"
    also = tuple(
        Elsewhere(
            room.id,
            _message(ask, tools, kept, decision, room.language or tools.config.bot.language, heard=True),
            subjects,
            key=f"decided:{kept.subject}:{stage}:{room.id}",
        )
        for room in rooms
    )
    here = decision.department in ask.room.departments
    message = _message(ask, tools, kept, decision, ask.language, heard=bool(rooms) or here, button=True)
    return Answer(message, subjects, also=also)


def _message(
    ask: Ask, tools: Tools, kept: Amendment, decision: Decision, language: str, *, heard: bool, button: bool = False
) -> Message:
    undo = Button(tools.texts.plain("button", language, name="undo", day=None), f"decided:{kept.subject}")
    return tools.texts.render(
        "decided",
        language,
        own=kept.subject,
        by=kept.by,
        decision=decision,
        title=title_of(decision.text),
        plan=ask.view.plan,
        heard=heard,
        announces=not button,
        buttons=((undo,),) if button and not decision.withdrawn else (),
    )
