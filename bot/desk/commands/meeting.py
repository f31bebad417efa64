"""The steering meeting (调度会): /meeting shows what is red and yellow by department."""

from dataclasses import replace

from bot.desk.base import Answer, Ask, Tools
from bot.desk.finding import label, which
from bot.desk.promised import promised
from bot.desk.rows import Row, clipped, in_rows, stacked, step
from bot.desk.saying import say
from bot.plan.model import Department
from bot.progress.promises import counted
from bot.supervision.meeting import Turn, turns
from bot.supervision.nudge import behind
from bot.texts.message import Button

READ_ALOUD = 8  # points that fit one page; more are told by department
OF_ONE = 10  # points of one department; what is beyond them is counted
DEPARTMENTS = 12  # in the overview, each with a button of its own; the others are counted


async def meeting(ask: Ask, tools: Tools) -> list[Answer]:
    """Show the page of the meeting: every point where they are few, else a line and a button for each department."""
    if not ask.viewer.sees_everything:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    if not ask.words:
        held = await _turns(ask, tools, None)
        few = sum(len(turn.points) for turn in held) <= READ_ALOUD
        return [_points(ask, tools, held, None) if few else _overview(ask, tools, held)]
    found = ask.index.department(ask.words)
    if found.exact is None:
        return [which(ask, tools, "department", found, "/meeting", ask.words)]
    return [_points(ask, tools, await _turns(ask, tools, found.exact), found.exact)]


async def _turns(ask: Ask, tools: Tools, of: Department | None) -> list[Turn]:
    tasks = [task for task in ask.view.plan.all_tasks() if of is None or task.lead.department == of.id]
    made = await promised(ask, tools, behind(ask.board, tasks, red_only=False))
    return turns(ask.board, tasks, made, ask.view.matters.values())


def _points(ask: Ask, tools: Tools, held: list[Turn], of: Department | None) -> Answer:
    points = [point for turn in held for point in turn.points][:OF_ONE]
    back = (step(tools.texts, ask.language, "back", "/meeting"),) if of else ()
    to_points = in_rows([Button(point.task.id, f"/task {point.task.id}") for point in points[:READ_ALOUD]])
    shown = _page(ask, tools, held, of, stacked(*to_points, back))
    return replace(shown, subjects=tuple(point.task.id for point in points))


def _overview(ask: Ask, tools: Tools, held: list[Turn]) -> Answer:
    known = ask.view.plan.department_by_id
    named = [known[turn.department] for turn in held[:DEPARTMENTS]]
    to_turns = in_rows([Button(clipped(label(each, ask.language)), f"/meeting {each.id}") for each in named], 1)
    return _page(ask, tools, held, None, to_turns, overview=True)


def _page(
    ask: Ask, tools: Tools, held: list[Turn], of: Department | None, buttons: tuple[Row, ...], *, overview: bool = False
) -> Answer:
    return say(
        ask,
        tools,
        "meeting",
        plan=ask.view.plan,
        today=ask.board.as_of,
        of=of,
        turns=held,
        red=sum(turn.red for turn in held),
        yellow=sum(turn.yellow for turn in held),
        promises=counted(point.promise for turn in held for point in turn.points if point.promise),
        overview=overview,
        most=DEPARTMENTS if overview else OF_ONE,
        buttons=buttons,
    )
