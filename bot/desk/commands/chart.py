"""Pictures in chat: /chart for the whole plan, a headline target or a department."""

from collections import Counter

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.status import own_departments
from bot.desk.finding import label, labels, which
from bot.desk.rows import clipped, in_rows, stacked, step
from bot.people.model import Role
from bot.people.rights import sees_progress
from bot.plan.model import Department, Target
from bot.reports.pictures import course, overview, workload
from bot.texts.message import Button, File


async def chart(ask: Ask, tools: Tools) -> list[Answer]:
    """Draw what is named; without a name the whole plan, for a department its own work."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    if ask.words:
        return [await _named(ask, tools, ask.words)]
    if ask.viewer.sees_everything:
        return [_whole(ask, tools)]
    own = [ask.view.plan.department_by_id[each] for each in own_departments(ask)]
    if len(own) == 1:
        return [_department(ask, tools, own[0])]
    buttons = in_rows([Button(clipped(label(each, ask.language)), f"/chart {each.id}") for each in own], 1)
    return [Answer(tools.texts.render("chart_which", ask.language, buttons=buttons))]


async def _named(ask: Ask, tools: Tools, words: str) -> Answer:
    target, department = ask.index.target(words), ask.index.department(words)
    if target.exact is not None:
        return await _target(ask, tools, target.exact)
    if department.exact is not None:
        return _department(ask, tools, department.exact)
    if department.candidates and not target.candidates:
        return which(ask, tools, "department", department, "/chart", words)
    return which(ask, tools, "target", target, "/chart", words)


def _whole(ask: Ask, tools: Tools) -> Answer:
    plan, language = ask.view.plan, ask.language
    named = zip(plan.targets, labels(plan.targets, language), strict=True)
    buttons = in_rows([Button(clipped(name), f"/chart {target.id}") for target, name in named], 2)
    drawing = overview.glance(ask.board, language)
    message = tools.texts.render(
        "chart",
        language,
        headline=overview.headline(ask.board, language),
        whole=True,
        example=_example(ask),
        invented=overview.invented(ask.board),
        buttons=buttons,
        files=(picture("chart", drawing),),
    )
    return Answer(message, tuple(target.id for target in plan.targets))


def _example(ask: Ask) -> str:
    """Name the department with most tasks as people call it."""
    led = Counter(task.lead.department for task in ask.view.plan.all_tasks())
    names = [ask.view.plan.department_by_id[each] for each, _ in led.most_common(1)]
    return next((min((name.name, *name.aliases), key=len) for name in names), "")


async def _target(ask: Ask, tools: Tools, target: Target) -> Answer:
    if not sees_progress(ask.viewer, target):
        return Answer(tools.texts.render("not_shown", ask.language, room=ask.room))
    reports = await tools.store.read(lambda reader: reader.updates(target.id, limit=1000))
    drawing = course.target(ask.board, target.id, reports, ask.language)
    message = tools.texts.render(
        "chart",
        ask.language,
        headline=course.headline(ask.board, target.id, ask.language),
        whole=False,
        invented=ask.board.standing(target.id).invented,
        buttons=stacked((step(tools.texts, ask.language, "card", f"/target {target.id}"),)),
        files=(picture(f"chart-{target.id}", drawing),),
    )
    return Answer(message, (target.id,))


def _department(ask: Ask, tools: Tools, department: Department) -> Answer:
    if not (ask.viewer.sees_everything or department.id in ask.viewer.departments):
        return Answer(tools.texts.render("not_shown", ask.language, room=ask.room))
    drawing = workload.department(ask.board, department.id, ask.language)
    message = tools.texts.render(
        "chart",
        ask.language,
        headline=workload.headline(ask.board, department.id, ask.language),
        whole=False,
        invented=workload.invented(ask.board, department.id),
        files=(picture(f"chart-{department.id}", drawing),),
    )
    return Answer(
        message, tuple(task.id for task in ask.view.plan.all_tasks() if task.lead.department == department.id)
    )


def picture(name: str, drawing: str) -> File:
    """Make the file of a picture that is drawn when it is sent."""
    return File(f"{name}.png", kind="photo", drawing=drawing)
