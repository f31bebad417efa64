"""Help, or its part, is asked of another department or the office, answered by it, and closed by the one who asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.hearers import department_rooms, office_rooms
from bot.desk.saying import say, toast
from bot.language.workdays import Workdays
from bot.people.handover import absent_for
from bot.people.model import Room
from bot.people.rights import may_administer, may_report
from bot.plan.model import Plan, Task
from bot.progress.model import StatusUpdate
from bot.stores.base import AuditEntry, Transaction, View
from bot.supervision.coordination import HELP, departments_in, dropped, is_waiting, open_on, renewed, responded, wish_in
from bot.supervision.model import Matter, MatterKind, MatterState, answered, matter_id
from bot.supervision.support import asked_of, concerned
from bot.texts.message import Button, Message

OVER = "over"


def matter_of(ask: Ask, tools: Tools, task: Task, text: str, department: str, key: str, message: str) -> Matter:
    """Make the matter of what is asked for; its clock runs from today in working days."""
    days = tools.config.coordination.working_days
    return Matter(
        id=matter_id(MatterKind.COORDINATION, key, task.id),
        kind=MatterKind.COORDINATION,
        subject=task.id,
        at=ask.now,
        text=text,
        department=department,
        person=ask.person.id,
        person_name=ask.person.name,
        room=ask.room.id,
        asked=departments_in(text, ask.view.plan, besides=[department]),
        due=Workdays(tools.config.holidays).add(ask.now.date(), days),
        message=message,
    )


def keep(change: Transaction, ask: Ask, asked: Matter) -> Matter | None:
    """Keep what is asked for; None where the very same is open already."""
    kept = renewed(change.view.matters.values(), asked)
    if asked.id in change.view.matters or kept is None:
        return None
    put(change, ask, kept)
    return kept


def put(change: Transaction, ask: Ask, matter: Matter) -> None:
    """Keep what is asked for, and note who asked."""
    change.put_matter(matter)
    about = (f"{matter.kind}_asked", matter.subject, "", matter.text, matter.message)
    change.note(AuditEntry(ask.now, ask.person.id, *about))


def keep_wishes(change: Transaction, updates: Iterable[StatusUpdate], ask: Ask, tools: Tools) -> list[Matter]:
    """Keep the help that reports ask for."""
    plan: Plan = change.view.plan
    made = [
        matter_of(ask, tools, task, wish, update.department, update.key, update.message)
        for update in updates
        if (task := plan.tasks.get(update.subject)) and not update.late and (wish := wish_in(update.text))
    ]
    return [kept for matter in made if (kept := keep(change, ask, matter))]


def drop_wishes(change: Transaction, update: StatusUpdate, ask: Ask) -> None:
    """Let go of what a report asked for that was withdrawn."""
    for matter in open_on(list(change.view.matters.values()), update.subject):
        if update.message and matter.message == update.message:
            change.put_matter(dropped(matter, ask.now))
            about = ("coordination_overtaken", matter.subject, matter.text, "")
            change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))


def drop_unsaid(change: Transaction, updates: Sequence[StatusUpdate], dropped: Iterable[str], ask: Ask) -> None:
    """Let go of what the older text of an edited message asked for and the new one does not."""
    for update in updates:
        if update.edited and not wish_in(update.text):
            drop_wishes(change, update, ask)
        for subject in dropped:
            drop_wishes(change, replace(update, subject=subject), ask)


def told(ask: Ask, tools: Tools, matters: Sequence[Matter]) -> tuple[Elsewhere, ...]:
    """Tell those who are asked for help, without a department the office; of a part the task's lead too."""
    view = tools.store.view
    return tuple(
        Elsewhere(
            room.id,
            _message(tools, view, matter, "coordination_asked", _language(room, tools)),
            (matter.id if asked else matter.subject,),
        )
        for matter in matters
        for room, asked in _hearers(view, tools, matter)
        if room.id != ask.room.id
    )


def _hearers(view: View, tools: Tools, matter: Matter) -> list[tuple[Room, bool]]:
    """List the rooms that hear of a matter, and whether they are asked: a reply of those is the answer."""
    asked = department_rooms(view, matter.asked) if matter.asked else office_rooms(view, tools.config)
    ids = {room.id for room in asked}
    others = department_rooms(view, concerned(matter, view.plan)) if matter.kind is MatterKind.SUPPORT else []
    return [*((room, True) for room in asked), *((room, False) for room in others if room.id not in ids)]


def is_asked(ask: Ask, matter: Matter) -> bool:
    """Whether what is said here answers a matter: by those who are asked, or the office."""
    here = {*ask.room.departments, *ask.person.departments}
    asked = not here.isdisjoint(matter.asked) if matter.asked else ask.room.audience == "office"
    return asked or may_administer(ask.person)


def answerable(ask: Ask, *, only_leads: bool) -> Matter | None:
    """Find the matter that a reply answers: to its message, or to another about a task that is not theirs to report."""
    if len(ask.subjects) != 1 or not ask.incoming.reply_to_bot:
        return None
    named = ask.view.matters.get(ask.subjects[0])
    if named:
        return named if named.kind in HELP and is_asked(ask, named) else None
    task = ask.view.plan.tasks.get(ask.subjects[0])
    if task is None or may_report(ask.room, ask.person, task, only_leads=only_leads):
        return None
    here = {*ask.room.departments, *ask.person.departments}
    return next((m for m in open_on(ask.view.matters.values(), task.id) if here & set(m.asked)), None)


def request_here(ask: Ask, subject: str) -> Matter | None:
    """Find the part of a task that was asked of this department and not answered yet, where only that is its to tell.

    What a supporting department then says of the task is about its part; how the task stands is the lead's to report.
    """
    task = ask.view.plan.tasks.get(subject)
    here = {*ask.room.departments, *ask.person.departments}
    if task is None or task.lead.department in here or may_administer(ask.person):
        return None
    asked = asked_of(ask.view.matters.values(), here & set(task.departments))
    return next((matter for matter in asked if matter.subject == subject), None)


async def respond(ask: Ask, tools: Tools, matter: Matter, said: str) -> list[Answer]:
    """Keep the answer of those who were asked and hand it to the one who asked, who alone can close the matter."""
    if not is_waiting(matter):
        return [say(ask, tools, "matter_over", matter=matter, plan=ask.view.plan)]

    def work(change: Transaction) -> Matter:
        stands = responded(change.view.matters[matter.id], said, ask.person.name, ask.now)
        change.put_matter(stands)
        about = (f"{matter.kind}_answered", matter.subject, "", said)
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
        return stands

    stands = await tools.store.write(work)
    view = tools.store.view
    asking = view.rooms.get(matter.room)
    also = ()
    if asking and not asking.gone and asking.id != ask.room.id:
        heard = _message(tools, view, stands, "coordination_answer", _language(asking, tools))
        also = (Elsewhere(asking.id, heard, (matter.subject,)),)
    return [replace(say(ask, tools, "coordination_passed_on", matter=stands, plan=view.plan), also=also)]


async def close(ask: Ask, tools: Tools, matter: Matter) -> list[Answer]:
    """Close a matter: the one who asked or acts in their place, nobody else."""
    if ask.incoming.anonymous or not _is_asker(ask, matter):
        return [toast(ask, tools, "not_asker")]

    def work(change: Transaction) -> Matter | None:
        stands = change.view.matters[matter.id]
        if not stands.waits:
            return stands if stands.state is MatterState.CLOSED else None
        over = answered(stands, MatterState.CLOSED, ask.person.id, ask.person.name, ask.now, stands.answer)
        change.put_matter(over)
        about = (f"{matter.kind}_closed", matter.subject, "", matter.text)
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
        return over

    over = await tools.store.write(work)
    if over is None:
        return [toast(ask, tools, "stale")]
    view = tools.store.view
    also = tuple(
        Elsewhere(room.id, _message(tools, view, over, "coordination_closed", _language(room, tools)), (over.subject,))
        for room, _ in _hearers(view, tools, over)
        if room.id != ask.room.id
    )
    return [Answer(_message(tools, view, over, "coordination_closed", ask.language), (over.subject,), also=also)]


def _is_asker(ask: Ask, matter: Matter) -> bool:
    absent = absent_for(ask.view.people, ask.person.id, ask.now.date())
    return matter.person in {ask.person.id, *(person.id for person in absent)}


def over_buttons(tools: Tools, matters: Sequence[Matter], language: str) -> tuple[tuple[Button, ...], ...]:
    """Make [协调已解决] for each matter."""
    return tuple(
        (
            Button(
                f"{tools.texts.plain('button', language, name=f'{OVER}_{matter.kind}', day=None)} {matter.subject}",
                f"m:{matter.id}:{OVER}",
            ),
        )
        for matter in matters
        if matter.waits
    )


def matter_message(ask: Ask, tools: Tools, matter: Matter) -> Message:
    """Show one matter, with the button that closes it."""
    return _message(tools, ask.view, matter, "coordination_asked", ask.language, over=True)


def _message(tools: Tools, view: View, matter: Matter, name: str, language: str, *, over: bool = False) -> Message:
    buttons = over_buttons(tools, [matter], language) if over or name == "coordination_answer" else ()
    subject = view.plan.subject(matter.subject)
    return tools.texts.render(name, language, buttons=buttons, matter=matter, subject=subject, plan=view.plan)


def _language(room: Room, tools: Tools) -> str:
    return room.language or tools.config.bot.language
