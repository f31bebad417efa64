"""Help is asked for: /coordinate ID TEXT."""

from bot.desk import coordinating
from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.reporting import subject_and_words
from bot.errors import Refused
from bot.people.rights import may_report
from bot.plan.model import Task

SAID_BACK = 20  # characters of a person's words repeated in an answer
LONGEST = 500


async def coordinate(ask: Ask, tools: Tools) -> list[Answer]:
    """Ask the departments a text names, else the office, for help with a task."""
    task, text = _task_and_text(ask, tools)
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    if not may_report(ask.room, ask.person, task, only_leads=tools.config.report.only_leads):
        raise _refused(ask, tools, "right", "", task)
    here = (*ask.room.departments, *ask.person.departments)
    department = next((d for d in task.departments if d in here), task.lead.department)
    incoming = ask.incoming
    asked = coordinating.matter_of(ask, tools, task, text[:LONGEST], department, incoming.key, incoming.message)
    kept = await tools.store.write(lambda change: coordinating.keep(change, ask, asked))
    stands = kept or asked
    message = tools.texts.render(
        "coordination_kept",
        ask.language,
        buttons=coordinating.over_buttons(tools, [stands], ask.language),
        matter=stands,
        subject=task,
        plan=ask.view.plan,
    )
    return [Answer(message, (task.id,), also=coordinating.told(ask, tools, [kept] if kept else []))]


def _task_and_text(ask: Ask, tools: Tools) -> tuple[Task, str]:
    subject, words, name = subject_and_words(ask)
    task = subject if isinstance(subject, Task) else None
    if task is None or not words:
        raise _refused(ask, tools, "usage" if task or not name else "task", name, task)
    return task, words


def _refused(ask: Ask, tools: Tools, code: str, said: str, task: Task | None) -> Refused:
    text = tools.texts.lines(
        "coordination_refused",
        ask.language,
        code=code,
        said=said[:SAID_BACK],
        subject=task or next(ask.view.plan.all_tasks()),
    )
    return Refused(text)
