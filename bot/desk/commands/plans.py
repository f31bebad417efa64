"""Which plans the bot knows: the one in use, the programmes in it, and those of other years kept beside."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from bot.desk.base import Answer, Ask, Tools
from bot.desk.lines import tally
from bot.desk.rows import clipped, in_rows
from bot.errors import PlanError, Refused
from bot.imports.programmes import programmes_of
from bot.imports.shelf import Shelf
from bot.people.rights import may_administer
from bot.plan.files import read_plan
from bot.plan.model import Plan, Section
from bot.plan.names import name_key
from bot.texts.message import Button


async def plans(ask: Ask, tools: Tools) -> list[Answer]:
    """List the plans, or show the parts of the one that is named."""
    kept = await asyncio.to_thread(_kept, tools.config.bot.state_dir) if may_administer(ask.person) else []
    if not ask.words:
        return [_list(ask, tools, kept)]
    named = next((name for name in _names(ask.view.plan, kept) if _means(ask.words, name)), None)
    if named is None:
        known = "、".join(_names(ask.view.plan, kept))
        raise Refused(tools.texts.plain("plans_which", ask.language, said=ask.words[:40], known=known))
    for plan, folder in kept:
        if plan.title == named:
            from bot.desk.importing import new_state  # here, because loading what reads plans is what costs

            state = new_state(tools, plan)
            return [Answer(tools.texts.render("plan_kept", ask.language, plan=plan, folder=folder, state=state))]
    return [_parts(ask, tools, named)]


def _kept(state_dir: Path) -> list[tuple[Plan, Path]]:
    """Read the plans kept beside the one in use; a folder that is none is passed over."""
    found: list[tuple[Plan, Path]] = []
    for folder in Shelf(state_dir).plans():
        try:
            found.append((read_plan(folder), folder))
        except PlanError:
            continue
    return sorted(found, key=lambda one: one[0].year)


def _names(plan: Plan, kept: Iterable[tuple[Plan, Path]]) -> list[str]:
    return [plan.title, *programmes_of(plan), *(other.title for other, _ in kept)]


def _means(words: str, name: str) -> bool:
    return name_key(words) in name_key(name)


def _sections(plan: Plan, programme: str) -> tuple[Section, ...]:
    return tuple(section for section in plan.sections if section.programme == programme)


def _list(ask: Ask, tools: Tools, kept: list[tuple[Plan, Path]]) -> Answer:
    plan = ask.view.plan
    parts = [
        (name, tally(ask, (task for section in _sections(plan, name) for task in section.tasks)))
        for name in ("", *programmes_of(plan))
    ]
    names = _names(plan, kept)
    buttons = in_rows([Button(clipped(name), _call(name)) for name in names], 1) if len(names) > 1 else ()
    message = tools.texts.render(
        "plans", ask.language, buttons=buttons, plan=plan, parts=parts, kept=kept, office=may_administer(ask.person)
    )
    return Answer(message)


def _call(name: str) -> str:
    """Call a plan by as much of its name as a button carries."""
    return f"/plan {name}".encode()[:64].decode("utf-8", "ignore")


def _parts(ask: Ask, tools: Tools, name: str) -> Answer:
    plan = ask.view.plan
    sections = _sections(plan, "" if name == plan.title else name)
    shown = [(section, tally(ask, section.tasks)) for section in sections]
    total = tally(ask, (task for section in sections for task in section.tasks))
    buttons = in_rows([Button(section.id, f"/section {section.id}") for section in sections], 6)
    message = tools.texts.render(
        "plan_parts", ask.language, buttons=buttons, plan=plan, name=name, shown=shown, total=total
    )
    return Answer(message)
