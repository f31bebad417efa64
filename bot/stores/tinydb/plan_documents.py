"""The plan as documents: one each for its frame, its targets, tasks, milestones and departments."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.errors import StoreError
from bot.plan.model import Department, Initiative, Milestone, Plan, Section, Target, Task
from bot.stores.tinydb.codec import decode, dumps, encode
from bot.stores.tinydb.rows import Document, Documents

TABLES = ("plan", "targets", "tasks", "milestones", "departments")
FRAME = "frame"


def fingerprint(plan: Plan) -> str:
    """Say in a short text whether two plans are the same in everything."""
    return hashlib.blake2b(dumps(encode(plan)).encode(), digest_size=16).hexdigest()


def store_plan(documents: Documents, plan: Plan) -> None:
    """Make the documents say this plan, writing what differs and nothing where nothing does."""
    frame = documents.keyed("plan").read(FRAME)
    if frame is not None and frame["fingerprint"] == fingerprint(plan):
        return
    for table, wanted in _documents(plan).items():
        _make_equal(documents, table, wanted)


def refuse_another_plan(documents: Documents, plan: Plan) -> None:
    """Raise StoreError where the state belongs to another plan: reports on its task 1.1.1 are not about this one's."""
    frame = documents.keyed("plan").read(FRAME)
    if frame is not None and frame["id"] != plan.id:
        raise StoreError(
            f"this state directory belongs to the plan {frame['id']!r} and cannot hold reports on {plan.id!r} too; "
            "give each plan its own, with --state DIR or [bot] state_dir"
        )


def stored_plan(documents: Documents) -> Plan | None:
    """Read the plan back, None where none was stored."""
    frame = documents.keyed("plan").read(FRAME)
    if frame is None:
        return None
    plan = decode(Plan, {key: value for key, value in frame.items() if key not in ("fingerprint", "tree")})
    return replace(
        plan,
        targets=tuple(decode(Target, document) for document in documents.keyed("targets")),
        departments=tuple(decode(Department, document) for document in documents.keyed("departments")),
        sections=tuple(_sections(frame["tree"], _tasks(documents))),
    )


def _documents(plan: Plan) -> dict[str, dict[str, Document]]:
    bare = replace(plan, targets=(), sections=(), departments=())
    needed = {"targets": [], "sections": [], "departments": []}
    frame = needed | encode(bare) | {"fingerprint": fingerprint(plan), "tree": [_branch(s) for s in plan.sections]}
    return {
        "plan": {FRAME: frame},
        "targets": {target.id: encode(target) for target in plan.targets},
        "tasks": {task.id: encode(replace(task, milestones=())) for task in plan.all_tasks()},
        "milestones": {
            f"{task.id}#{number}": {"task": task.id} | encode(milestone)
            for task in plan.all_tasks()
            for number, milestone in enumerate(task.milestones)
        },
        "departments": {department.id: encode(department) for department in plan.departments},
    }


def _make_equal(documents: Documents, name: str, wanted: dict[str, Document]) -> None:
    table = documents.keyed(name)
    if [document.doc_id for document in table] != list(wanted):
        table.truncate()  # the order of documents is the order of the plan
    for key, document in wanted.items():
        table.put(key, document)


def _branch(section: Section) -> Document:
    initiatives = [
        encode(replace(initiative, tasks=())) | {"tasks": [task.id for task in initiative.tasks]}
        for initiative in section.initiatives
    ]
    return encode(replace(section, initiatives=())) | {"initiatives": initiatives}


def _tasks(documents: Documents) -> dict[str, Task]:
    milestones: dict[str, list[Milestone]] = {}
    for document in documents.keyed("milestones"):
        milestone = decode(Milestone, {key: value for key, value in document.items() if key != "task"})
        milestones.setdefault(document["task"], []).append(milestone)
    tasks = (decode(Task, document) for document in documents.keyed("tasks"))
    return {task.id: replace(task, milestones=tuple(milestones.get(task.id, ()))) for task in tasks}


def _sections(tree: list[Any], tasks: dict[str, Task]) -> Iterator[Section]:
    for branch in tree:
        initiatives = tuple(
            replace(decode(Initiative, leaf | {"tasks": []}), tasks=tuple(tasks[task_id] for task_id in leaf["tasks"]))
            for leaf in branch["initiatives"]
        )
        yield replace(decode(Section, branch | {"initiatives": []}), initiatives=initiatives)
