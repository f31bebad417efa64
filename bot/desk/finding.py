"""Which target, task, section or department is meant: one, several to choose from, or none but near ones."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TypeVar

from bot.desk.base import Answer, Ask, Tools
from bot.desk.rows import clipped
from bot.plan.lookup import Found
from bot.plan.model import Department, Section, Target, Task
from bot.texts.message import Button

Thing = Target | Task | Section | Department
T = TypeVar("T", Target, Task, Section, Department)

OFFERED = 8  # choices under one question
SAID_BACK = 40  # characters of a person's words repeated in an answer


def which(ask: Ask, tools: Tools, kind: str, found: Found[T], command: str, said: str) -> Answer:
    """Ask which of several is meant, or say that nothing fits and what is near.

    `kind` is target, task, section or department. Every choice is a button that runs `command` (a `{}` in it stands for
    the id; without one the id is put at the end).
    """
    offered: Sequence[Thing] = (found.candidates or found.suggestions)[:OFFERED]
    if kind == "task" and not offered:
        offered = _near_ids(ask, said)
    return Answer(
        tools.texts.render(
            "which" if found.candidates else "not_found",
            ask.language,
            kind=kind,
            said=said[:SAID_BACK],
            more=max(0, len(found.candidates) - OFFERED),
            near=bool(offered),
            examples=_examples(ask, kind),
            buttons=tuple(
                (_choice(thing.id, words, command),)
                for thing, words in zip(offered, labels(offered, ask.language), strict=True)
            ),
        )
    )


def _near_ids(ask: Ask, said: str) -> Sequence[Thing]:
    tasks = ask.view.plan.tasks
    return [tasks[near] for near in get_close_matches(said[:SAID_BACK], tasks, n=3)]


def _choice(thing_id: str, words: str, command: str) -> Button:
    data = command.replace("{}", thing_id) if "{}" in command else f"{command} {thing_id}"
    return Button(clipped(words), data)


def _examples(ask: Ask, kind: str) -> tuple[Thing, ...]:
    plan = ask.view.plan
    things = {
        "target": plan.targets,
        "task": tuple(plan.tasks.values()),
        "section": plan.sections,
        "department": plan.departments,
    }[kind]
    return tuple(things[:2])


def label(thing: Thing, language: str) -> str:
    """Name something the way a button does: `1.2.1 title`, a target's or department's name, a section's number."""
    match thing:
        case Task():
            return f"{thing.id} {(language == 'en' and thing.title_en) or thing.title}"
        case Section():
            return (
                f"{thing.number}、{thing.title}" if language == "zh" else f"{thing.id} {thing.title_en or thing.title}"
            )
        case _:
            return (language == "en" and thing.name_en) or thing.name


def labels(things: Sequence[Thing], language: str) -> list[str]:
    """Name several things side by side; an amount and a rate of one name carry their units (财政收入（亿元）)."""
    names = [label(thing, language) for thing in things]
    return [
        f"{name}（{thing.measure.unit}）" if isinstance(thing, Target) and names.count(name) > 1 else name
        for thing, name in zip(things, names, strict=True)
    ]
