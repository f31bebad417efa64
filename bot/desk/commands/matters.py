"""What waits for an answer: /matters, and one matter with the buttons that answer it."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.extension import request_message
from bot.desk.commands.status import own_departments
from bot.desk.rows import clipped
from bot.people.model import Role
from bot.supervision.model import Matter
from bot.texts.message import Button

SHOWN = 20


async def matters(ask: Ask, tools: Tools) -> list[Answer]:
    """List what waits: everything for the office and the leaders, one's own for a department."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    waiting = _waiting(ask)
    named = next((matter for matter in waiting if ask.words == matter.id), None)
    if named:
        return [Answer(request_message(ask, tools, named, ask.language), (named.subject,))]
    shown = waiting[:SHOWN]
    buttons = tuple((Button(clipped(_label(ask, tools, m)), f"/matters {m.id}"),) for m in shown)
    message = tools.texts.render(
        "matters",
        ask.language,
        buttons=buttons if ask.viewer.sees_everything else (),
        shown=shown,
        total=len(waiting),
        plan=ask.view.plan,
        zone=tools.config.zone,
    )
    return [Answer(message, tuple(matter.subject for matter in shown))]


def _waiting(ask: Ask) -> list[Matter]:
    """List the open matters this viewer may see, the oldest first."""
    own = set(own_departments(ask))
    seen = [
        matter
        for matter in ask.view.matters.values()
        if matter.waits
        and matter.subject in ask.view.plan.tasks
        and (ask.viewer.sees_everything or matter.department in own)
    ]
    return sorted(seen, key=lambda matter: matter.at)


def _label(ask: Ask, tools: Tools, matter: Matter) -> str:
    kind = tools.texts.plain("matter_kind", ask.language, kind=matter.kind)
    return f"{kind} {matter.subject} {ask.view.plan.tasks[matter.subject].title}"
