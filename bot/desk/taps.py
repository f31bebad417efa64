"""One tap under a reminder: no change this week, done, stuck, ask for an extension.

The reminder stays as it is. Where it names several tasks, which one is meant is asked first.
"""

from dataclasses import replace

from bot.desk import questions
from bot.desk.base import Answer, Ask, Tools
from bot.desk.drafts import OFFERED, Draft
from bot.desk.finding import label
from bot.desk.reports import carry_out
from bot.desk.rows import clipped
from bot.desk.saying import say, toast
from bot.people.rights import may_report
from bot.plan.model import Task
from bot.supervision.extension import example_day
from bot.texts.message import Button
from bot.texts.notices import TAPS

ASKS_MORE = {"stuck": questions.STUCK, "later": questions.LATER}


async def pressed(ask: Ask, tools: Tools, rest: str) -> list[Answer]:
    """Answer a tap; `rest` is `WHAT` under the reminder itself, `WHAT:TASK` once the task was chosen."""
    what, _, chosen = rest.partition(":")
    named = (chosen,) if chosen else await _listed(ask, tools)
    tasks = [task for name in named if (task := ask.view.plan.tasks.get(name))]
    if what not in TAPS or not tasks:
        return [toast(ask, tools, "stale")]
    own = [task for task in tasks if may_report(ask.room, ask.person, task, only_leads=tools.config.report.only_leads)]
    if not own:
        return [toast(ask, tools, "not_theirs")]
    waiting = [task for task in own if not ask.board.standing(task.id).lamp.finished]
    if not waiting:
        return [toast(ask, tools, "finished")]
    if len(waiting) > 1:
        return [_which(ask, tools, what, waiting)]
    answers = await _about(ask, tools, what, waiting[0])
    return answers if chosen else [replace(answer, replace=False) for answer in answers]


async def _listed(ask: Ask, tools: Tools) -> tuple[str, ...]:
    return await tools.store.read(lambda reader: reader.subjects_of(ask.room.id, ask.incoming.message_id))


def _which(ask: Ask, tools: Tools, what: str, tasks: list[Task]) -> Answer:
    buttons = tuple((Button(clipped(label(task, ask.language)), f"tap:{what}:{task.id}"),) for task in tasks[:OFFERED])
    name = tools.texts.plain("button", ask.language, name=what, day=None)
    answer = say(ask, tools, "tap_which", what=name, more=max(0, len(tasks) - OFFERED), buttons=buttons)
    return replace(answer, replace=False, subjects=tuple(task.id for task in tasks[:OFFERED]))


async def _about(ask: Ask, tools: Tools, what: str, task: Task) -> list[Answer]:
    if what in ASKS_MORE:
        return await _ask_more(ask, tools, ASKS_MORE[what], task)
    # The same tap of the same person on the same day is one report, however often it is pressed.
    message = f"{ask.incoming.message}:{what}:{ask.person.id}:{ask.now.date()}"
    draft = Draft(tools.texts.plain("tap_text", ask.language, what=what), message, subject=task.id)
    return await carry_out(ask, tools, [draft]) or [toast(ask, tools, "stale")]


async def _ask_more(ask: Ask, tools: Tools, kind: str, task: Task) -> list[Answer]:
    question = questions.words_for(kind, task.id, ask)
    waiting = ask.view.questions.get(question.id)
    if waiting and waiting.message_ids and questions.is_open(waiting, ask.now):
        return [toast(ask, tools, "words_waiting")]
    await tools.store.write(lambda change: questions.keep(change, question))
    day = example_day(task, ask.now.date(), ask.view.plan)
    asked = say(ask, tools, f"ask_{kind}", subject=task, private=ask.room.private, plan=ask.view.plan, day=day)
    return [replace(asked, subjects=(task.id,), question=question)]
