"""What waits for an answer: /matters, and one matter with the buttons that answer it."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.plan import task_card
from bot.desk.commands.status import own_departments
from bot.desk.coordinating import is_asked, matter_message
from bot.desk.extending import request_message
from bot.desk.finding import label
from bot.desk.lines import line
from bot.desk.rows import clipped, in_rows, step
from bot.people.model import Role
from bot.plan.model import Task
from bot.progress.model import Lamp
from bot.supervision.coordination import HELP
from bot.supervision.model import Matter, MatterKind
from bot.supervision.support import concerned
from bot.texts.message import Button

SHOWN = 20


async def matters(ask: Ask, tools: Tools) -> list[Answer]:
    """List what waits: everything for the office and the leaders, one's own for a department."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    waiting = _waiting(ask)
    named = next((matter for matter in waiting if ask.words == matter.id), None)
    if named:
        if named.kind in HELP:
            about = named.id if is_asked(ask, named) else named.subject
            return [Answer(matter_message(ask, tools, named), (about,))]
        if named.kind is MatterKind.NUDGE:
            return [Answer(task_card(ask, tools, ask.view.plan.tasks[named.subject]), (named.subject,))]
        return [Answer(request_message(ask, tools, named, ask.language), (named.subject,))]
    shown, claimed = waiting[:SHOWN], _claimed(ask)
    buttons = tuple((Button(clipped(_label(ask, tools, m)), f"/matters {m.id}"),) for m in shown)
    to_tasks = [step(tools.texts, ask.language, "decide", f"/task {t.id}", number=t.id) for t in claimed[:SHOWN]]
    message = tools.texts.render(
        "matters",
        ask.language,
        buttons=(*buttons, *in_rows(to_tasks)) if ask.viewer.sees_everything else buttons,
        shown=shown,
        total=len(waiting) + len(claimed),
        more=len(waiting) - len(shown),
        claimed=[line(ask, task) for task in claimed],
        plan=ask.view.plan,
        zone=tools.config.zone,
    )
    return [Answer(message, tuple(dict.fromkeys([*(t.id for t in claimed), *(m.subject for m in shown)])))]


def _claimed(ask: Ask) -> list[Task]:
    """List the tasks reported done that the office has not accepted, as far as this viewer sees them."""
    own = set(own_departments(ask))
    return [
        task
        for task in ask.view.plan.all_tasks()
        if ask.board.standing(task.id).lamp is Lamp.REPORTED
        and (ask.viewer.sees_everything or task.lead.department in own)
    ]


def _waiting(ask: Ask) -> list[Matter]:
    """List the open matters this viewer may see, the oldest first."""
    own = set(own_departments(ask))
    seen = [
        matter
        for matter in ask.view.matters.values()
        if matter.waits
        and matter.subject in ask.view.plan.tasks
        and (ask.viewer.sees_everything or own & concerned(matter, ask.view.plan))
    ]
    return sorted(seen, key=lambda matter: matter.at)


def _label(ask: Ask, tools: Tools, matter: Matter) -> str:
    kind = tools.texts.plain("matter_kind", ask.language, kind=matter.kind)
    return f"{kind} {label(ask.view.plan.tasks[matter.subject], ask.language)}"
