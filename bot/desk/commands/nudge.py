"""A department is asked how its tasks stand: /nudge ID|DEPARTMENT|red."""

from bot.desk import nudging
from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.reporting import subjects_meant
from bot.desk.finding import which
from bot.errors import Refused
from bot.people.rights import sees_progress
from bot.plan.model import Task
from bot.supervision.nudge import behind

SAID_BACK = 20  # characters of a person's words repeated in an answer
LONGEST = 300
ALL_RED = ("red", "红灯", "红")


async def nudge(ask: Ask, tools: Tools) -> list[Answer]:
    """Nudge the lead of a task, a department for all that is red or yellow, or everyone for what is red."""
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    if ask.board.closed:
        raise _refused(ask, tools, "closed")
    name, _, words = ask.words.partition(" ")
    if name.lower() in ALL_RED and not words.strip():
        return await _red(ask, tools)
    task, words = _task_and_words(ask, name, words)
    if task:
        return await nudging.nudge(ask, tools, _shown(ask, tools, [task]), words.strip()[:LONGEST])
    found = ask.index.department(ask.words) if name else None
    if found and found.exact:
        led = [task for task in ask.view.plan.all_tasks() if task.lead.department == found.exact.id]
        return await nudging.nudge(ask, tools, _behind(ask, tools, led, red_only=False))
    if found and found.candidates:
        return [which(ask, tools, "department", found, "/nudge", ask.words)]
    raise _refused(ask, tools, "unknown" if name else "usage", name)


async def _red(ask: Ask, tools: Tools) -> list[Answer]:
    tasks = _behind(ask, tools, list(ask.view.plan.all_tasks()), red_only=True)
    return await nudging.ask_first(ask, tools, tasks)


def _behind(ask: Ask, tools: Tools, tasks: list[Task], *, red_only: bool) -> list[Task]:
    found = behind(ask.board, _shown(ask, tools, tasks), red_only=red_only)
    if not found:
        raise _refused(ask, tools, "no_red" if red_only else "none_behind")
    return found


def _task_and_words(ask: Ask, name: str, words: str) -> tuple[Task | None, str]:
    """Find the one task that is named by its first word, or that the message replied to is about."""
    if not name and len(ask.subjects) == 1:
        return ask.view.plan.tasks.get(ask.subjects[0]), ""
    meant = () if not name or ask.index.department(ask.words).exact else subjects_meant(ask, name)
    return (ask.view.plan.tasks.get(meant[0]) if len(meant) == 1 else None), words


def _shown(ask: Ask, tools: Tools, tasks: list[Task]) -> list[Task]:
    """Keep the tasks whose progress may be shown in this room: a nudge says how a task stands."""
    shown = [task for task in tasks if sees_progress(ask.viewer, task)]
    if tasks and not shown:
        raise _refused(ask, tools, "not_here")
    return shown


def _refused(ask: Ask, tools: Tools, code: str, said: str = "") -> Refused:
    example = next(ask.view.plan.all_tasks())
    text = tools.texts.lines(
        "nudge_refused", ask.language, code=code, said=said[:SAID_BACK], example=example, plan=ask.view.plan
    )
    return Refused(text)
