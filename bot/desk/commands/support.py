"""A supporting department is asked for its part: /request ID DEPARTMENT DATE TEXT."""

from dataclasses import replace

from bot.desk import coordinating
from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.reporting import subject_and_words
from bot.desk.days import day_and_reason
from bot.errors import Refused
from bot.people.rights import may_administer, may_request
from bot.plan.model import Task
from bot.stores.base import Transaction
from bot.supervision.model import Matter, MatterKind, matter_id
from bot.supervision.support import fault_of_request, waited_for

SAID_BACK = 20  # characters of a person's words repeated in an answer
LONGEST = 500


async def request(ask: Ask, tools: Tools) -> list[Answer]:
    """Ask a supporting department for its part of a task by a date."""
    task, words = _task_and_words(ask, tools)
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    if ask.board.closed:
        raise _refused(ask, tools, "closed", "", task)
    if not may_request(ask.room, ask.person, task, only_leads=tools.config.report.only_leads):
        raise _refused(ask, tools, "right", "", task)
    asked = _matter(ask, tools, task, words)
    stands, new = await tools.store.write(lambda change: _keep(change, ask, asked))
    told = coordinating.told(ask, tools, [stands] if new else [])
    message = tools.texts.render(
        "coordination_kept",
        ask.language,
        buttons=coordinating.over_buttons(tools, [stands], ask.language),
        matter=stands,
        subject=task,
        plan=ask.view.plan,
        heard=any(not set(room.departments).isdisjoint(stands.asked) for room in ask.view.rooms.values()),
    )
    return [Answer(message, (task.id,), also=told)]


def _task_and_words(ask: Ask, tools: Tools) -> tuple[Task, str]:
    subject, words, name = subject_and_words(ask)
    if len(ask.subjects) == 1 and ask.index.department(name).exact:  # a reply need not name the task; this is no title
        subject, words = ask.view.plan.subject(ask.subjects[0]), ask.words.strip()
    task = subject if isinstance(subject, Task) else None
    if task is None or not words:
        raise _refused(ask, tools, "usage" if task or not name else "task", name, task)
    return task, words


def _matter(ask: Ask, tools: Tools, task: Task, words: str) -> Matter:
    """Read who is asked, by when and for what; raise Refused where a part of it is wanting or cannot be."""
    if not task.supporting:
        raise _refused(ask, tools, "none", "", task)
    name, _, rest = words.partition(" ")
    department = ask.index.department(name.removeprefix("请")).exact
    if department is None:
        raise _refused(ask, tools, "department", name, task)
    day, text = day_and_reason(rest, ask.now.date(), ask.view.plan.year)
    if day is None or not text:
        raise _refused(ask, tools, "text" if day else "date", rest, task)
    if fault := fault_of_request(task, department.id, day, ask.now.date(), ask.view.plan):
        raise _refused(ask, tools, fault, name, task)
    here = {*ask.room.departments, *ask.person.departments}
    by_office = may_administer(ask.person) and task.lead.department not in here
    return Matter(
        id=matter_id(MatterKind.SUPPORT, ask.incoming.key, task.id),
        kind=MatterKind.SUPPORT,
        subject=task.id,
        at=ask.now,
        text=text[:LONGEST],
        department="" if by_office else task.lead.department,
        person=ask.person.id,
        person_name=ask.person.name,
        room=ask.room.id,
        asked=(department.id,),
        due=day,
        message=ask.incoming.message,
    )


def _keep(change: Transaction, ask: Ask, asked: Matter) -> tuple[Matter, bool]:
    """Keep a request, in place of the open one to the same department; false where this message made it before."""
    matters = change.view.matters
    older = next((m for m in waited_for(matters.values(), asked.subject) if m.asked == asked.asked), None)
    known = older if older and older.message == asked.message else matters.get(asked.id)
    if known:
        return known, False
    kept = replace(asked, id=older.id) if older else asked
    coordinating.put(change, ask, kept)
    return kept, True


def _refused(ask: Ask, tools: Tools, code: str, said: str, task: Task | None = None) -> Refused:
    plan = ask.view.plan
    about = task or next((t for t in plan.all_tasks() if t.supporting), next(plan.all_tasks()))
    supporting = plan.department_by_id.get(next(iter(about.departments[1:]), ""), plan.departments[0])
    text = tools.texts.lines(
        "support_refused",
        ask.language,
        code=code,
        said=said.strip()[:SAID_BACK],
        subject=about,
        example=next(iter(supporting.aliases), supporting.name),
        plan=plan,
    )
    return Refused(text)
