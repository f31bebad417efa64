"""What reports promised on tasks, read from the history."""

from collections.abc import Iterable, Mapping

from bot.desk.base import Ask, Tools
from bot.plan.model import Task
from bot.progress.promises import Promise, promises
from bot.stores.base import Reader

HISTORY = 1000  # reports on one task looked through

Promises = Mapping[str, tuple[Promise, ...]]


async def promised(ask: Ask, tools: Tools, tasks: Iterable[Task]) -> Promises:
    """Gather the promises made on each task, the oldest first; a task nobody has reported on made none."""
    reported = [task.id for task in tasks if task.id in ask.view.summaries]
    today, zone = ask.board.as_of, tools.config.zone

    def work(reader: Reader) -> Promises:
        return {task: promises(task, reader.updates(task, HISTORY), today, zone) for task in reported}

    return await tools.store.read(work)
