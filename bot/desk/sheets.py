"""A filled sheet comes back as a file: what it would change is shown, and recorded once that is confirmed."""

import asyncio
import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from bot.desk import coordinating, questions
from bot.desk.base import Answer, Ask, Tools
from bot.desk.confirming import confirmation
from bot.desk.drafts import DROP, Draft, Option, Recordable, as_of, update_of
from bot.desk.filling import Change, Comparison, as_payload, compare, from_payload, reading_of
from bot.desk.meanings import WHOLE
from bot.desk.recording import Work, write_down
from bot.desk.saying import say, toast
from bot.errors import ChatError
from bot.imports.filled import Filled, read_filled
from bot.people.model import Question
from bot.progress.model import Evidence, State
from bot.stores.base import AuditEntry, Transaction

ENDINGS = (".xlsx", ".xlsm")
LARGEST = 5_000_000  # bytes; a filled sheet has some ten thousand
ALL, SURE = "all", "sure"
SHOWN = 30  # changes written out in one answer; the rest is counted
log = structlog.get_logger("bot.desk")


async def take(ask: Ask, tools: Tools, document: Evidence) -> list[Answer] | None:
    """Take a document that carries our ledger's mark; None leaves any other to whoever wants it."""
    if not document.name.lower().endswith(ENDINGS) or not (ask.room.private or ask.room.bound):
        return None
    content = await _content(ask, tools, document)
    if content is None or len(content) > LARGEST:
        return None
    filled = await asyncio.to_thread(_read, content)
    if filled is None:
        return None
    if ask.incoming.anonymous:
        return [say(ask, tools, "anonymous")]
    if filled.plan != ask.view.plan.id:
        return [say(ask, tools, "sheet_of_another_plan", plan=ask.view.plan)]
    return await _compared(ask, tools, filled, document, hashlib.sha256(content).hexdigest())


async def _content(ask: Ask, tools: Tools, document: Evidence) -> bytes | None:
    """Get the document from the platform; at a terminal it is a file of whoever types there."""
    if ask.incoming.address.startswith("terminal:"):
        return await asyncio.to_thread(Path(document.file_id).read_bytes)
    if tools.chat is None:
        return None
    try:
        return await tools.chat.fetch(document.file_id)
    except ChatError as error:
        log.warning("a document was not fetched", name=document.name, why=str(error))
        return None


def _read(content: bytes) -> Filled | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.xlsx"
        file.write_bytes(content)
        return read_filled(file)


async def _compared(ask: Ask, tools: Tools, filled: Filled, document: Evidence, digest: str) -> list[Answer]:
    found = compare(filled, ask, only_leads=tools.config.report.only_leads)
    question = _question(ask, found, document) if found.changes else None
    if question and not ask.view.questions.get(question.id):
        entry = AuditEntry(
            ask.now,
            ask.person.id,
            "sheet_received",
            ",".join(filled.departments),
            filled.made.isoformat(),
            f"{document.name} sha256:{digest}",
            ask.incoming.message,
        )
        await tools.store.write(lambda change: _keep(change, question, entry))
    return [_shown(ask, tools, filled, found, question)]


def _keep(change: Transaction, question: Question, entry: AuditEntry) -> None:
    questions.keep(change, question)
    change.note(entry)


def _question(ask: Ask, found: Comparison, document: Evidence) -> Question:
    draft = Draft("", ask.incoming.message, evidence=(document,))
    sure = [each.task.id for each in found.changes if each.sure]
    some: list[Option] = [("sheet_sure", {"means": SURE})] if 0 < len(sure) < len(found.changes) else []
    options: list[Option] = [("sheet_all" if some else "confirm", {"means": ALL}), *some, DROP]
    entries = as_payload([change.entry for change in found.changes])
    return questions.sheet_of(draft, options, {"entries": entries, "sure": sure}, ask)


def _shown(ask: Ask, tools: Tools, filled: Filled, found: Comparison, question: Question | None) -> Answer:
    message = tools.texts.render(
        "sheet_read",
        ask.language,
        buttons=questions.buttons_of(question, ask, tools) if question else (),
        changes=found.changes[:SHOWN],
        more=max(0, len(found.changes) - SHOWN),
        total=len(found.changes),
        bad=found.bad,
        unchanged=found.unchanged,
        departments=[each for each in filled.departments if each in ask.view.plan.department_by_id],
        made=filled.made,
        plan=ask.view.plan,
        zone=tools.config.zone,
    )
    return Answer(message, tuple(change.task.id for change in found.changes[:SHOWN]), question=question)


async def chosen(ask: Ask, tools: Tools, question: Question, draft: Draft) -> list[Answer]:
    """Record the rows of a confirmed sheet; `draft.means` says whether all, or those nothing is asked about."""
    payload: Any = question.payload
    entries = from_payload(payload["entries"])
    wanted = [entry for entry in entries if draft.means == ALL or entry.task in payload["sure"]]
    changes = [
        Change(entry, task, reading_of(entry, task.measure, ask.view.summaries.get(task.id), as_of(ask)))
        for entry in wanted
        if (task := ask.view.plan.tasks.get(entry.task))
    ]
    done = await write_down(Work([_recordable(ask, tools, draft, each) for each in changes], (), question), ask, tools)
    if done.overtaken:
        return [toast(ask, tools, "stale")]
    if not done.reports:
        return [say(ask, tools, "dropped")]
    answer = confirmation(ask, tools, done.reports, done.coordination)
    return [replace(answer, also=coordinating.told(ask, tools, done.coordination))]


def _recordable(ask: Ask, tools: Tools, draft: Draft, change: Change) -> Recordable:
    """Make the report of a row: its words as a clerk would write them, its file as the evidence."""
    entry, task, close = change.entry, change.task, tools.config.close
    text = tools.texts.plain(
        "sheet_text",
        ask.language,
        entry=entry,
        figures=replace(change.reading, blocker=False, blocker_text=None),
        measure=task.measure,
        plan=ask.view.plan,
    )
    # A table is no proof that something stands: where the office wants one the report is marked as without it.
    bare = close.evidence and entry.state is State.DONE
    settled = replace(draft, text=text, subject=task.id, means=WHOLE, bare=bare)
    return Recordable(update_of(settled, task, change.reading, (), ask, close))
