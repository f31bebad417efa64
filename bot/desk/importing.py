"""The office sends a report or a table in private: it is read, shown, and put into use or dropped."""

import asyncio
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import structlog

from bot.config import Config
from bot.desk.base import Answer, Ask, Tools
from bot.desk.saying import say, toast
from bot.errors import BotError, ChatError, Refused, Unusable
from bot.imports.adopting import Proposal, Way, adopt, proposal
from bot.imports.changes import Change, Fate
from bot.imports.confined import DraftFolder, import_confined
from bot.imports.shelf import REVIEW, Note, Shelf, mark_of, zipped
from bot.in_use import STATES, first_of, name_in_use
from bot.people.rights import may_administer
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.progress.model import Evidence
from bot.stores.base import AuditEntry, Transaction
from bot.texts.message import Button, File

READ = (
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".docx",
    ".pdf",
    ".xlsx",
    ".csv",
    ".tsv",
    ".xls",
    ".et",
    ".doc",
    ".docm",
    ".xlsm",
)
LONGEST_NAME = 60  # characters of a file's name said back
SHOWN = 8  # changes listed one by one
ADOPT, DISCARD = "yes", "no"
log = structlog.get_logger("bot.desk")


async def take(ask: Ask, tools: Tools, document: Evidence) -> list[Answer] | None:
    """Read a document the office sends in private as a plan; None for what is no report or table by its name."""
    named = PurePath(document.name.replace("\\", "/"))
    if not ask.room.private or not may_administer(ask.person) or named.suffix.lower() not in READ:
        return None
    if tools.chat is None:
        return None
    reading = say(ask, tools, "import_reading", file=_shown(named.name))
    return [Answer(reading.message, then=partial(_read, ask, tools, document, named))]


async def _read(ask: Ask, tools: Tools, document: Evidence, named: PurePath) -> list[Answer]:
    """Fetch and read the document; whatever is wrong with it, say so in one sentence."""
    shelf = Shelf(tools.config.bot.root)
    own, folder = await asyncio.to_thread(shelf.make_room, ask.incoming.key)
    try:
        assert tools.chat is not None
        content = await tools.chat.fetch(document.file_id)
        file = folder / f"source{named.suffix.lower()}"
        await asyncio.to_thread(file.write_bytes, content)
        draft = await import_confined(file, folder, ask.now.date())
        found = await asyncio.to_thread(_compared, draft.plan, tools.config.bot.plan)
        shelf.remember(own, Note(named.name, mark_of(tools.config.bot.plan)))
    except (Unusable, ChatError, OSError, BotError) as fault:
        shelf.drop(own)
        log.info("a file sent in was not made a plan", why=str(fault))
        return [_refused(ask, tools, named.name, fault)]
    return [_shown_draft(ask, tools, own, named.name, draft, found), _documents(ask, tools, draft)]


def _compared(new: Plan, folder: Path) -> Proposal:
    return proposal(read_plan(folder), new)


def _refused(ask: Ask, tools: Tools, name: str, fault: Exception) -> Answer:
    code = fault.code if isinstance(fault, Unusable) else "fetch" if isinstance(fault, ChatError) else "broken"
    example = next((task.id for task in ask.view.plan.all_tasks()), "1.1.1")
    return say(ask, tools, "import_refused", file=_shown(name), code=code, example=example)


def _shown_draft(ask: Ask, tools: Tools, own: str, name: str, draft: DraftFolder, found: Proposal) -> Answer:
    """Show what was read and what putting it into use would change."""
    message = tools.texts.render(
        "import_draft",
        ask.language,
        buttons=_buttons(ask, tools, own, found),
        file=_shown(name),
        draft=draft,
        plan=draft.plan,
        measured=sum(bool(task.measures) for task in draft.plan.all_tasks()),
        found=found,
        listed=_listed(found)[:SHOWN],
        more=max(len(_listed(found)) - SHOWN, 0),
        counts=found.counts(),
        now=ask.view.plan,
    )
    return Answer(message)


def _listed(found: Proposal) -> list[tuple[str, Change]]:
    """List what a draft changes, what is removed first: that must not go unseen."""
    return [(str(fate), one) for fate in (Fate.REMOVED, Fate.CHANGED, Fate.ADDED) for one in found.diff.of(fate)]


def _buttons(ask: Ask, tools: Tools, own: str, found: Proposal) -> tuple[tuple[Button, ...], ...]:
    labels = {ADOPT: "adopt", DISCARD: "discard"}
    if found.way is Way.SAME:
        return ()
    return (
        tuple(
            Button(tools.texts.plain("button", ask.language, name=label, day=None), f"plan:{own}:{verdict}")
            for verdict, label in labels.items()
        ),
    )


def _documents(ask: Ask, tools: Tools, draft: DraftFolder) -> Answer:
    files = (
        File(REVIEW, (draft.folder / REVIEW).read_bytes()),
        File(f"{draft.plan.id}.zip", zipped(draft.folder, draft.plan.id)),
    )
    return Answer(tools.texts.render("import_files", ask.language, files=files))


async def pressed(ask: Ask, tools: Tools, rest: str) -> list[Answer]:
    """Answer [启用] or [放弃]; `rest` is `DRAFT:yes|no`."""
    own, _, verdict = rest.partition(":")
    if not may_administer(ask.person) or ask.incoming.anonymous:
        return [toast(ask, tools, "office_plan")]
    shelf = Shelf(tools.config.bot.root)
    async with tools.adopting:
        waiting = shelf.find(own) if own.isalnum() else None
        if waiting is None:
            return [toast(ask, tools, "stale")]
        folder, note = waiting
        if verdict != ADOPT:
            shelf.drop(own)
            return [say(ask, tools, "import_over", code="dropped", file=_shown(note.name))]
        return await _put_into_use(ask, tools, shelf, own, folder, note)


async def _put_into_use(ask: Ask, tools: Tools, shelf: Shelf, own: str, folder: Path, note: Note) -> list[Answer]:
    """Put a draft into use, unless the plan it was compared with has changed since."""
    in_use = tools.config.bot.plan
    if mark_of(in_use) != note.compared_with:
        shelf.drop(own)
        return [say(ask, tools, "import_over", code="overtaken", file=_shown(note.name))]
    draft = await asyncio.to_thread(read_plan, folder)
    found = await asyncio.to_thread(_compared, draft, in_use)
    values: dict[str, Any] = {"file": _shown(note.name), "plan": draft, "found": found, "counts": found.counts()}
    if found.way is Way.YEAR:
        if await asyncio.to_thread(_lived_by, tools.config, draft.id):
            shelf.drop(own)
            return [say(ask, tools, "import_over", code="lived_by", **values)]
        shelf.keep(own, draft.id)
        return [say(ask, tools, "import_over", code="kept", **values)]
    try:
        plan = await asyncio.to_thread(adopt, found, in_use, ask.now.date())
    except OSError as error:
        raise Refused(tools.texts.plain("import_over", ask.language, code="unwritable", why=error.strerror)) from error
    await tools.store.write(lambda change: _load(change, ask, plan, note))
    shelf.drop(own)
    return [say(ask, tools, "import_over", code=str(found.way), **values)]


def _lived_by(config: Config, plan_id: str) -> bool:
    """Whether reports may stand on a plan of this id already: then it is changed, never replaced."""
    if (config.bot.root / STATES / plan_id).exists():
        return True
    return bool(name_in_use(config)) and read_plan(first_of(config).plan).id == plan_id


def _load(change: Transaction, ask: Ask, plan: Plan, note: Note) -> None:
    change.load_plan(plan)
    change.note(AuditEntry(ask.now, ask.person.id, "plan_changed", plan.id, "", note.name, ask.incoming.message))


def _shown(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 4 :]}"
