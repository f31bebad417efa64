"""A department is nudged (催办) by the office or a leader, and the next report tells the one who asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.desk import questions
from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.hearers import department_rooms
from bot.desk.saying import say, toast
from bot.language.workdays import Workdays
from bot.people.model import Question, Room
from bot.people.rights import may_nudge, viewer_in
from bot.plan.model import Task
from bot.progress.board import Board
from bot.progress.model import StatusUpdate
from bot.stores.base import AuditEntry, Transaction, View
from bot.supervision.burden import burden_of, burden_of_day_key
from bot.supervision.model import Matter, MatterKind, MatterState, matter_id
from bot.supervision.nudge import Sifted, behind, heeded, on, reopened, sift, times_nudged
from bot.texts.notices import example_for, tap_buttons

RED = "red"


@dataclass(frozen=True, slots=True)
class Made:
    """The nudges one incoming brought about, and what was spared; `overtaken`: its question was answered before."""

    matters: Sequence[Matter] = ()
    sifted: Sifted = field(default_factory=Sifted)
    overtaken: bool = False


def sifted(ask: Ask, tools: Tools, tasks: Sequence[Task]) -> Sifted:
    """Say which of some tasks would be nudged now."""
    return _sifted(ask.view, ask.board, ask, tools, tasks)


def _sifted(
    view: View, board: Board, ask: Ask, tools: Tools, tasks: Sequence[Task], full: Collection[str] = ()
) -> Sifted:
    housed = {department for room in view.rooms.values() if not room.gone for department in room.departments}
    return sift(tasks, board, view.matters.values(), housed, Workdays(tools.config.holidays), ask.now, full)


async def nudge(ask: Ask, tools: Tools, tasks: Sequence[Task], words: str = "") -> list[Answer]:
    """Nudge the departments that lead some tasks, and say which were spared and why."""
    made = await tools.store.write(lambda change: _make(change, ask, tools, tasks, ask.incoming.key, words))
    return [_answer(ask, tools, made, ask.incoming.key)]


async def ask_first(ask: Ask, tools: Tools, tasks: Sequence[Task]) -> list[Answer]:
    """List what would go out for the red lamps, and ask before it does."""
    found = sifted(ask, tools, tasks)
    if not found.owed:
        return [_answer(ask, tools, Made(sifted=found), "")]
    question = questions.nudge_of([task.id for task in found.owed], ask)
    await tools.store.write(lambda change: questions.keep(change, question))
    departments = dict.fromkeys(task.lead.department for task in found.owed)
    asked = say(
        ask,
        tools,
        "ask_nudge",
        owed={d: [task for task in found.owed if task.lead.department == d] for d in departments},
        total=len(found.owed),
        spared=found.spared,
        plan=ask.view.plan,
        zone=tools.config.zone,
        buttons=questions.buttons_of(question, ask, tools),
    )
    return [replace(asked, subjects=tuple(task.id for task in found.owed), question=question)]


async def answered(ask: Ask, tools: Tools, question: Question, *, goes: bool) -> list[Answer]:
    """Send what was asked about, as far as it is still owed, or let it be."""
    if not may_nudge(ask.person):
        return [toast(ask, tools, "only_office")]
    names = [str(name) for name in question.payload["tasks"]] if goes else []  # type: ignore[attr-defined]
    tasks = [task for name in names if (task := ask.view.plan.tasks.get(name))]

    def work(change: Transaction) -> Made:
        if not questions.close(change, question, ask.incoming.key):
            return Made(overtaken=True)
        still = [task for task in tasks if task in behind(ask.board, tasks, red_only=True)]
        return _make(change, ask, tools, still, question.id, "")

    made = await tools.store.write(work)
    if made.overtaken:
        return [toast(ask, tools, "stale")]
    return [_answer(ask, tools, made, question.id) if goes else say(ask, tools, "nudge_dropped")]


def _make(change: Transaction, ask: Ask, tools: Tools, tasks: Sequence[Task], key: str, words: str) -> Made:
    """Keep a nudge for each task that is owed one; those this key made before stand as they are."""
    known = {task.id: m for task in tasks if (m := change.view.matters.get(matter_id(MatterKind.NUDGE, key, task.id)))}
    new = [task for task in tasks if task.id not in known]
    found = _sifted(change.view, ask.board, ask, tools, new, _full(change, ask, tools))
    made = [_matter(ask, task, key, words) for task in found.owed]
    for matter in made:
        change.put_matter(matter)
        change.note(AuditEntry(ask.now, ask.person.id, "nudged", matter.subject, "", words, ask.incoming.message))
    return Made([*known.values(), *made], found)


def _full(change: Transaction, ask: Ask, tools: Tools) -> set[str]:
    """List the departments none of whose rooms may be sent more today (`[burden] most_a_day`)."""
    cap, today = tools.config.burden.most_a_day, ask.now.date()
    rooms = [room for room in change.view.rooms.values() if room.departments and not room.gone]
    sent = {room.id: burden_of(change.digest(burden_of_day_key(today, room.id))).messages for room in rooms}
    free = {each for room in rooms if not cap or sent[room.id] < cap for each in room.departments}
    return {each for room in rooms for each in room.departments} - free


def _matter(ask: Ask, task: Task, key: str, words: str) -> Matter:
    return Matter(
        id=matter_id(MatterKind.NUDGE, key, task.id),
        kind=MatterKind.NUDGE,
        subject=task.id,
        at=ask.now,
        text=words,
        person=ask.person.id,
        person_name=ask.person.name,
        room=ask.room.id,
        asked=(task.lead.department,),
        message=ask.incoming.message,
    )


def _answer(ask: Ask, tools: Tools, made: Made, key: str) -> Answer:
    """Say what was nudged and what was not, and hand the nudges to the rooms."""
    view = tools.store.view
    tasks = [view.plan.tasks[matter.subject] for matter in made.matters]
    told = say(ask, tools, "nudged", tasks=tasks, spared=made.sifted.spared, plan=ask.view.plan, zone=tools.config.zone)
    rooms = department_rooms(view, {task.lead.department for task in tasks})
    also = tuple(_nudge_in(room, ask, tools, made.matters, key) for room in rooms)
    return replace(told, subjects=tuple(task.id for task in tasks), also=also)


def _nudge_in(room: Room, ask: Ask, tools: Tools, matters: Sequence[Matter], key: str) -> Elsewhere:
    """Word the nudges of one room in one message; a reply to it reports on their tasks."""
    view, language = tools.store.view, room.language or tools.config.bot.language
    here = [matter for matter in matters if set(matter.asked) & set(room.departments)]
    tasks = [view.plan.tasks[matter.subject] for matter in here]
    message = tools.texts.render(
        "nudge",
        language,
        buttons=tap_buttons(tools.texts, language),
        lines=[(task, ask.board.standing(task.id), times_nudged(view.matters.values(), task.id)) for task in tasks],
        by=here[0].person_name,
        role=ask.person.role,
        words=here[0].text,
        departments=tuple(dict.fromkeys(task.lead.department for task in tasks)),
        plan=view.plan,
        ids=[task.id for task in tasks],
        example=example_for(tasks[0], ask.now.date(), view.plan.year),
    )
    own = matter_id(MatterKind.NUDGE, key, "")
    return Elsewhere(room.id, message, tuple(task.id for task in tasks), key=f"{MatterKind.NUDGE}:{own}:{room.id}")


def heed(change: Transaction, updates: Iterable[StatusUpdate]) -> list[Matter]:
    """Close the open nudges that reports answer, and give them."""
    closed = [
        heeded(matter, update.text, update.person, update.person_name, update.at)
        for update in updates
        if not update.late
        for matter in on(change.view.matters.values(), update.subject)
        if matter.waits
    ]
    for matter in closed:
        change.put_matter(matter)
    return closed


def unheed(change: Transaction, update: StatusUpdate) -> None:
    """Open the nudges again that a report had answered which was withdrawn."""
    by = (MatterState.CLOSED, update.person, update.at)
    for matter in on(list(change.view.matters.values()), update.subject):
        if (matter.state, matter.answered_by, matter.answered_at) == by:
            change.put_matter(reopened(matter))


def told(ask: Ask, tools: Tools, matters: Sequence[Matter], board: Board) -> tuple[Elsewhere, ...]:
    """Tell those who nudged what was reported: where they asked if all is shown there, else in their private chat."""
    view = tools.store.view
    rooms = {matter.id: room for matter in matters if (room := _asking_room(view, matter))}
    heard = {room.id: room for room in rooms.values() if room.id != ask.room.id}
    return tuple(
        _heard_in(room, tools, board, [m for m in matters if m.id in rooms and rooms[m.id].id == room.id])
        for room in heard.values()
    )


def _asking_room(view: View, matter: Matter) -> Room | None:
    person, room = view.people.get(matter.person), view.rooms.get(matter.room)
    if room and not room.gone and (room.private or room.audience):
        return room
    private = view.rooms.get(person.private_room) if person else None
    shown = private and person and not private.gone and viewer_in(private, person).sees_everything
    return private if shown else None


def _heard_in(room: Room, tools: Tools, board: Board, matters: Sequence[Matter]) -> Elsewhere:
    plan = tools.store.view.plan
    tasks = [plan.tasks[matter.subject] for matter in matters]
    message = tools.texts.render(
        "nudge_heeded",
        room.language or tools.config.bot.language,
        lines=[(m, task, board.standing(task.id)) for m, task in zip(matters, tasks, strict=True)],
        plan=plan,
        zone=tools.config.zone,
    )
    return Elsewhere(room.id, message, tuple(task.id for task in tasks))
