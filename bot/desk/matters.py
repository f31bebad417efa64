"""What was asked of the office is answered: buttons under it, and the reason of a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.desk import coordinating, questions
from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.hearers import department_rooms, office_rooms
from bot.desk.recording import relight
from bot.desk.saying import say, toast
from bot.people.model import Question, Room
from bot.people.rights import may_grant
from bot.stores.base import AuditEntry, Transaction, View
from bot.supervision.coordination import HELP
from bot.supervision.extension import amendment_of, fault_of_grant, times_extended
from bot.supervision.model import Matter, MatterKind, MatterState, answered
from bot.texts.message import Button

GRANTS, REFUSES = "yes", "no"


@dataclass(frozen=True, slots=True)
class Decided:
    """A matter as it stands after someone tried to decide it; `fault` says why it could not be, empty where it was."""

    matter: Matter
    fault: str = ""


async def pressed(ask: Ask, tools: Tools, rest: str) -> list[Answer]:
    """Answer [同意] or [不同意] under a matter; `rest` is `MATTER:yes|no`."""
    name, _, verdict = rest.partition(":")
    matter = ask.view.matters.get(name)
    if matter and matter.kind in HELP and verdict == coordinating.OVER:
        return await coordinating.close(ask, tools, matter)
    if matter is None or matter.kind is not MatterKind.EXTENSION or verdict not in (GRANTS, REFUSES):
        return [toast(ask, tools, "stale")]
    if barred := _barred(ask, tools, matter):
        return [toast(ask, tools, barred)]
    if verdict == REFUSES:
        return await _ask_reason(ask, tools, matter)
    return await _answer(ask, tools, matter, MatterState.GRANTED)


async def reasoned(ask: Ask, tools: Tools, question: Question, said: str) -> list[Answer]:
    """Refuse a matter for the reason that was asked for."""
    matter = ask.view.matters.get(str(question.payload.get("matter")))
    if matter is None or _barred(ask, tools, matter):
        return [say(ask, tools, "matter_over", matter=matter, plan=ask.view.plan)]
    return await _answer(ask, tools, matter, MatterState.REFUSED, said, question)


def _barred(ask: Ask, tools: Tools, matter: Matter) -> str:
    if ask.incoming.anonymous or not may_grant(ask.person, leaders_too=tools.config.extension.leaders_may_grant):
        return "only_office"
    return "" if matter.waits or matter.answered_by == ask.person.id else "stale"


async def _ask_reason(ask: Ask, tools: Tools, matter: Matter) -> list[Answer]:
    if not matter.waits:
        return [toast(ask, tools, "stale")]
    question = questions.reason_of(matter, ask)
    waiting = ask.view.questions.get(question.id)
    if waiting and waiting.message_ids and questions.is_open(waiting, ask.now):
        return [toast(ask, tools, "reason_waiting")]
    await tools.store.write(lambda change: questions.keep(change, question))
    asked = say(ask, tools, "ask_reason", matter=matter, subject=_subject(ask.view, matter), private=ask.room.private)
    return [replace(asked, replace=False, question=question)]


async def _answer(
    ask: Ask, tools: Tools, matter: Matter, state: MatterState, reason: str = "", question: Question | None = None
) -> list[Answer]:
    decided = await tools.store.write(lambda change: _decide(change, ask, tools, matter, state, reason, question))
    view = tools.store.view
    if decided.fault == "stale":
        return [toast(ask, tools, "stale")]
    told = [] if decided.fault else _told(ask, tools, view, decided.matter)
    message = answer_message(tools, view, decided.matter, ask.language, decided.fault)
    return [Answer(message, (matter.subject,), also=tuple(told))]


def _decide(
    change: Transaction,
    ask: Ask,
    tools: Tools,
    matter: Matter,
    state: MatterState,
    reason: str,
    question: Question | None,
) -> Decided:
    """Decide a matter as it stands in this transaction: two of the office may press at the same moment."""
    stands = change.view.matters[matter.id]
    if not stands.waits:
        mine = stands.answered_by == ask.person.id and stands.state is state
        return Decided(stands, "" if mine else "stale")
    if question:
        questions.close(change, question, ask.incoming.key)
    fault = fault_of_grant(stands, change.view.plan.tasks.get(stands.subject))
    if fault:
        state = MatterState.OVERTAKEN
    decided = answered(stands, state, ask.person.id, ask.person.name, ask.now, reason)
    change.put_matter(decided)
    action = f"{stands.kind}_{state}"
    after = decided.wanted.isoformat() if decided.wanted else ""
    before = decided.before.isoformat() if decided.before else ""
    change.note(
        AuditEntry(
            ask.now, ask.person.id, action, stands.subject, before, f"{after} {reason}".strip(), ask.incoming.message
        )
    )
    if state is MatterState.GRANTED:
        change.amend(amendment_of(decided))
        relight(change, ask, tools, [stands.subject])
    return Decided(decided, fault)


def _told(ask: Ask, tools: Tools, view: View, matter: Matter) -> list[Elsewhere]:
    """Tell the room that asked, those of the department, and the office's where another room decided."""
    rooms = {room.id: room for room in department_rooms(view, [matter.department])}
    rooms |= {room.id: room for room in office_rooms(view, tools.config)}
    if asking := view.rooms.get(matter.room):
        rooms[asking.id] = asking
    rooms.pop(ask.room.id, None)
    return [elsewhere(tools, view, room, matter) for room in rooms.values() if not room.gone]


def elsewhere(tools: Tools, view: View, room: Room, matter: Matter) -> Elsewhere:
    """Say in another room what became of a matter."""
    language = room.language or tools.config.bot.language
    return Elsewhere(room.id, answer_message(tools, view, matter, language), (matter.subject,))


def answer_message(tools: Tools, view: View, matter: Matter, language: str, fault: str = "") -> Any:
    """Word what became of a matter."""
    return tools.texts.render(
        f"{matter.kind}_answered",
        language,
        matter=matter,
        subject=_subject(view, matter),
        fault=fault,
        plan=view.plan,
        times=times_extended(view.matters.values(), matter.subject),
        zone=tools.config.zone,
    )


def decision_buttons(tools: Tools, matter: Matter, language: str) -> tuple[tuple[Button, ...], ...]:
    """Make [同意] [不同意]."""
    names: Sequence[tuple[str, str]] = (("grant", GRANTS), ("refuse", REFUSES))
    row = tuple(
        Button(tools.texts.plain("button", language, name=name, day=None), f"m:{matter.id}:{verdict}")
        for name, verdict in names
    )
    return (row,)


def _subject(view: View, matter: Matter) -> Any:
    return view.plan.subject(matter.subject)
