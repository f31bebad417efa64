"""The office decides about what was reported done: /accept ID, /return ID REASON."""

from bot.desk import closing
from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.reporting import subject_and_words
from bot.errors import Refused
from bot.plan.model import Task
from bot.progress.model import Ruling, State

SAID_BACK = 20  # characters of a person's words repeated in an answer


async def accept(ask: Ask, tools: Tools) -> list[Answer]:
    """Accept that a task is done."""
    task, _ = _task_and_words(ask, tools, "accept")
    summary = ask.view.summaries.get(task.id)
    if summary is None or not summary.pending:
        raise _refused(ask, tools, "not_pending", "", "accept", task)
    return await closing.rule(ask, tools, task, Ruling.ACCEPTED)


async def send_back(ask: Ask, tools: Tools) -> list[Answer]:
    """Return a task that was reported done, accepted or not, with the reason."""
    task, reason = _task_and_words(ask, tools, "return")
    summary = ask.view.summaries.get(task.id)
    if summary is None or summary.state is not State.DONE:
        raise _refused(ask, tools, "not_done", "", "return", task)
    if not reason:
        raise _refused(ask, tools, "reason", "", "return", task)
    return await closing.rule(ask, tools, task, Ruling.RETURNED, reason)


def _task_and_words(ask: Ask, tools: Tools, command: str) -> tuple[Task, str]:
    subject, words, name = subject_and_words(ask)
    if not isinstance(subject, Task):
        raise _refused(ask, tools, "task" if name else "usage", name, command)
    return subject, words


def _refused(ask: Ask, tools: Tools, code: str, said: str, command: str, task: Task | None = None) -> Refused:
    example = task or next(ask.view.plan.all_tasks())
    text = tools.texts.lines(
        "close_refused", ask.language, code=code, said=said[:SAID_BACK], command=command, subject=example
    )
    return Refused(text)
