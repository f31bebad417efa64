"""One department at a glance: /department NAME."""

from collections import Counter
from collections.abc import Iterator

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.status import own_departments
from bot.desk.finding import label, which
from bot.desk.lines import lines, tally
from bot.desk.promised import promised
from bot.desk.rows import clipped, in_rows, stacked, step, to_tasks
from bot.people.model import Role
from bot.plan.model import Department
from bot.progress.model import Lamp
from bot.progress.promises import counted
from bot.supervision.model import MatterKind
from bot.texts.message import Button

SHOWN = 10  # tasks that are behind; the others are counted, and all have a button
BUTTONS = 40
OFFERED = 8  # departments to choose from


async def department(ask: Ask, tools: Tools) -> list[Answer]:
    """Show a department's lamps, what is behind with its promises, what waits; one's own where none is named."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    if ask.words:
        found = ask.index.department(ask.words)
        if found.exact is None:
            return [which(ask, tools, "department", found, "/department", ask.words)]
        return [await _page(ask, tools, found.exact)]
    known = ask.view.plan.department_by_id
    own = [known[each] for each in own_departments(ask) if each in known]
    if len(own) == 1:
        return [await _page(ask, tools, own[0])]
    if own:
        buttons = in_rows([Button(clipped(label(each, ask.language)), f"/department {each.id}") for each in own], 1)
        return [Answer(tools.texts.render("department_which", ask.language, buttons=buttons))]
    return [_usage(ask, tools)]


def _usage(ask: Ask, tools: Tools) -> Answer:
    """Ask for a department's name, and offer those that are most behind."""
    offered = [ask.view.plan.department_by_id[each] for each in _most_behind(ask)]
    example = (offered or ask.view.plan.departments)[0]
    message = tools.texts.render(
        "department_usage",
        ask.language,
        example=min((example.name, *example.aliases), key=len),
        offered=bool(offered),
        buttons=tuple((Button(clipped(label(each, ask.language)), f"/department {each.id}"),) for each in offered),
    )
    return Answer(message)


def _most_behind(ask: Ask) -> Iterator[str]:
    """List the ids of departments with red and yellow tasks: most red first, then most yellow."""
    lamps = {
        wanted: Counter(t.lead.department for t in ask.view.plan.all_tasks() if ask.board.standing(t.id).lamp is wanted)
        for wanted in (Lamp.RED, Lamp.YELLOW)
    }
    behind = lamps[Lamp.RED] | lamps[Lamp.YELLOW]
    ranked = sorted(behind, key=lambda each: (-lamps[Lamp.RED][each], -lamps[Lamp.YELLOW][each]))
    yield from ranked[:OFFERED]


async def _page(ask: Ask, tools: Tools, found: Department) -> Answer:
    if not (ask.viewer.sees_everything or found.id in ask.viewer.departments):
        return Answer(tools.texts.render("not_shown", ask.language, room=ask.room))
    led = [task for task in ask.view.plan.all_tasks() if task.lead.department == found.id]
    made = await promised(ask, tools, led)
    behind = [each for each in lines(ask, led) if ask.board.standing(each.task.id).lamp in (Lamp.RED, Lamp.YELLOW)]
    shown = behind[:SHOWN]
    matters = [m for m in ask.view.matters.values() if found.id in (m.department, *m.asked)]
    message = tools.texts.render(
        "department",
        ask.language,
        plan=ask.view.plan,
        department=found,
        total=tally(ask, led),
        led=len(led),
        supported=sum(found.id in task.departments[1:] for task in ask.view.plan.all_tasks()),
        shown=shown,
        behind=len(behind),
        promises={task: each[-1] for task, each in made.items() if each},
        counts=counted(each for several in made.values() for each in several),
        waiting=Counter(m.kind for m in matters if m.waits and m.kind is not MatterKind.NUDGE),
        nudged=sum(m.kind is MatterKind.NUDGE for m in matters),
        unheeded=sum(m.kind is MatterKind.NUDGE and m.waits for m in matters),
        buttons=stacked(*to_tasks(behind, BUTTONS), (step(tools.texts, ask.language, "chart", f"/chart {found.id}"),)),
    )
    return Answer(message, tuple(each.task.id for each in behind))
