"""Which plans the bot knows: the one in use, the programmes in it, and the others kept beside; switching to one."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config
from bot.desk import switching
from bot.desk.base import Answer, Ask, Tools
from bot.desk.lines import tally
from bot.desk.rows import clipped, in_rows
from bot.errors import PlanError, Refused
from bot.imports.programmes import programmes_of
from bot.imports.shelf import Shelf
from bot.in_use import STATES, first_of, name_in_use
from bot.people.rights import may_administer
from bot.plan.files import read_plan
from bot.plan.model import Plan, Section
from bot.plan.names import name_key
from bot.texts.message import Button

_USE = re.compile(r"(?:use\b|切换到?|换到)[\s:：]*(?P<name>.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Beside:
    """A plan kept beside the one in use: its folder's name ("" is the configured one), and whether it was ever used."""

    name: str
    plan: Plan
    used: bool

    @property
    def call(self) -> str:
        """What it is called by on a button."""
        return self.plan.id


async def plans(ask: Ask, tools: Tools) -> list[Answer]:
    """List the plans, show the parts of the one that is named, or ask whether to switch to it."""
    kept = await asyncio.to_thread(_kept, tools.config) if may_administer(ask.person) else []
    if not ask.words:
        return [_list(ask, tools, kept)]
    if use := _USE.fullmatch(ask.words.strip()):
        return _switch(ask, tools, kept, use["name"].strip())
    if beside := _named(ask.words, kept):
        return [_shown(ask, tools, beside)]
    named = next((name for name in _own(ask.view.plan) if _means(ask.words, name)), None)
    if named is not None:
        return [_parts(ask, tools, named)]
    found = [one for one in kept if _means(ask.words, one.plan.title)]
    if not found:
        raise _unknown(ask, tools, kept, ask.words)
    return [_shown(ask, tools, found[0])]


def _switch(ask: Ask, tools: Tools, kept: Sequence[Beside], words: str) -> list[Answer]:
    """Ask whether to switch to the plan that is named; one that means several is refused."""
    if not may_administer(ask.person):
        raise Refused(tools.texts.plain("switching", ask.language, code="only_office"))
    by_id = _named(words, kept)
    found = [by_id] if by_id else [one for one in kept if words and _means(words, f"{one.plan.title} {one.plan.id}")]
    if not found and words and _means(words, ask.view.plan.title):
        raise Refused(tools.texts.plain("switching", ask.language, code="already", title=ask.view.plan.title))
    if len(found) != 1:
        raise _unknown(ask, tools, kept, words, use=True)
    return switching.asked(ask, tools, found[0].name, found[0].plan)


def _unknown(ask: Ask, tools: Tools, kept: Sequence[Beside], said: str, *, use: bool = False) -> Refused:
    titles = [one.plan.title for one in kept]
    known = "、".join(titles if use else [*_own(ask.view.plan), *titles])
    example = f"/plan use {kept[0].call}" if use and kept else "/plan"
    return Refused(
        tools.texts.plain("plans_which", ask.language, said=said[:40], known=known, example=example, use=use)
    )


def _kept(config: Config) -> list[Beside]:
    """Read the plans kept beside the one in use; a folder that is none is passed over."""
    found: list[Beside] = []
    for name, folder in _folders(config):
        try:
            plan = read_plan(folder)
        except PlanError:
            continue
        found.append(Beside(name, plan, not name or (config.bot.root / STATES / name).exists()))
    return sorted(found, key=lambda one: one.plan.year)


def _folders(config: Config) -> Iterator[tuple[str, Path]]:
    """List every plan that is not in use by name and folder."""
    in_use = name_in_use(config)
    if in_use:
        yield "", first_of(config).plan
    yield from ((path.name, path) for path in Shelf(config.bot.root).plans() if path.name != in_use)


def _own(plan: Plan) -> list[str]:
    return [plan.title, *programmes_of(plan)]


def _named(words: str, kept: Iterable[Beside]) -> Beside | None:
    return next((one for one in kept if name_key(words) == name_key(one.plan.id)), None)


def _means(words: str, name: str) -> bool:
    return name_key(words) in name_key(name)


def _sections(plan: Plan, programme: str) -> tuple[Section, ...]:
    return tuple(section for section in plan.sections if section.programme == programme)


def _list(ask: Ask, tools: Tools, kept: Sequence[Beside]) -> Answer:
    plan = ask.view.plan
    parts = [
        (name, tally(ask, (task for section in _sections(plan, name) for task in section.tasks)))
        for name in ("", *programmes_of(plan))
    ]
    own = [(Button(clipped(name), _call(name)),) for name in _own(plan)] if kept or len(parts) > 1 else []
    message = tools.texts.render(
        "plans",
        ask.language,
        buttons=(*own, *(_row(ask, tools, one) for one in kept)),
        plan=plan,
        parts=parts,
        kept=kept,
        office=may_administer(ask.person),
    )
    return Answer(message)


def _row(ask: Ask, tools: Tools, one: Beside) -> tuple[Button, ...]:
    return Button(clipped(one.plan.title), _call(one.call)), _switch_button(ask, tools, one)


def _switch_button(ask: Ask, tools: Tools, one: Beside) -> Button:
    return Button(tools.texts.plain("button", ask.language, name="switch", day=None), _call(f"use {one.call}"))


def _call(name: str) -> str:
    """Call a plan by as much of its name as a button carries."""
    return f"/plan {name}".encode()[:64].decode("utf-8", "ignore")


def _shown(ask: Ask, tools: Tools, one: Beside) -> Answer:
    """Show what a plan kept beside says."""
    buttons = ((_switch_button(ask, tools, one),),)
    message = tools.texts.render("plan_kept", ask.language, buttons=buttons, plan=one.plan, used=one.used)
    return Answer(message)


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
