"""Words, pictures and edits that may be reports are placed: on what they name, on what they answer, or by asking."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import closing, coordinating, matters, nudging, questions, switching
from bot.desk.base import Answer, Ask, Tools
from bot.desk.by_department import named_department, of_department
from bot.desk.drafts import Draft, as_of, ask_which
from bot.desk.extending import ask_for
from bot.desk.later import Later
from bot.desk.placing import most_alike_first, named_tasks, place
from bot.desk.questions import Chosen, draft_of, is_open
from bot.desk.recording import Work, write_down
from bot.desk.reports import carry_out, is_report
from bot.desk.saying import how_to_report, is_thanks, no_report, say, toast
from bot.errors import Refused
from bot.language.normal import normal
from bot.people.model import Question
from bot.progress.model import StatusUpdate
from bot.progress.reading import read
from bot.supervision.model import MatterKind

if TYPE_CHECKING:
    from bot.desk import sheets
else:
    sheets = Later("bot.desk.sheets")

LONGEST = 4096  # characters of one report; more than any platform lets through


async def take(ask: Ask, tools: Tools, said: str) -> list[Answer]:
    """Answer a reply to the bot, plain words in private, or an edit of either."""
    incoming = ask.incoming
    if incoming.other_media and not said:
        return [say(ask, tools, "unreadable_media", kind=incoming.other_media)]
    if (answers := await _continued(ask, tools, said)) is not None:
        return answers
    if said and (matter := coordinating.answerable(ask, only_leads=tools.config.report.only_leads)):
        return await coordinating.respond(ask, tools, matter, said)
    if switching.of_other_plan(ask) and (ask.incoming.evidence or is_report(ask, said)):
        return switching.not_recorded(ask, tools)
    return await placed(ask, tools, said, ask.subjects)


async def overheard(ask: Ask, tools: Tools, said: str) -> list[Answer]:
    """Take plain words in a group only where they report on a task by its id, or go on with something begun."""
    if (answers := await _continued(ask, tools, said)) is not None:
        return answers
    reported = any(is_report(ask, text, subject) for subject, text in place(said, (), ask.view.plan).parts)
    return await placed(ask, tools, said, ()) if reported else []


async def _continued(ask: Ask, tools: Tools, said: str) -> list[Answer] | None:
    """Go on with something begun: an edit, an album, a question that was asked; None where this is something new."""
    if ask.incoming.kind == "edited":
        return await _edited(ask, tools, said)
    if first := _album_of(ask, tools, said):
        return await _more_of_album(ask, tools, first)
    if picked := questions.picked(ask, said):
        return await chosen(ask, tools, picked)
    if ask.incoming.evidence and (question := questions.awaiting(ask, questions.EVIDENCE)):
        return await _proved(ask, tools, question, said)
    if said and (question := questions.awaiting(ask, questions.REASON)):
        asked = closing if "returns" in question.payload else matters
        return await asked.reasoned(ask, tools, question, said)
    if said and (question := questions.awaiting(ask, questions.STUCK) or questions.awaiting(ask, questions.LATER)):
        return await _told_more(ask, tools, question, said)
    question = questions.awaiting(ask, questions.CORRECTION) if said else None
    if question and set(named_tasks(said, ask.view.plan)) <= {draft_of(question).subject}:
        return await _corrected(ask, tools, question, said)
    return None


async def about(ask: Ask, tools: Tools, subjects: Sequence[str], text: str) -> list[Answer]:
    """Take a text about one subject that was named, or about one of several that the name may mean."""
    draft = _draft(ask, tools, text)
    if len(subjects) == 1:
        return await carry_out(ask, tools, [replace(draft, subject=subjects[0])])
    return await carry_out(ask, tools, [], which=[ask_which(draft, subjects)])


async def chosen(ask: Ask, tools: Tools, picked: Chosen) -> list[Answer]:
    """Go on after an option of a question was chosen."""
    if picked.question.kind == questions.SHEET and picked.draft is not None:
        return await sheets.chosen(ask, tools, picked.question, picked.draft)
    if picked.question.kind == questions.SWITCH:
        return await switching.answered(ask, tools, picked.question, goes=picked.draft is not None)
    if picked.question.kind == questions.NUDGE:
        return await nudging.answered(ask, tools, picked.question, goes=picked.draft is not None)
    if picked.draft is not None:
        return await carry_out(ask, tools, [picked.draft], answered=picked.question)
    done = await write_down(Work(answered=picked.question), ask, tools)
    return [toast(ask, tools, "stale") if done.overtaken else say(ask, tools, "dropped")]


async def placed(ask: Ask, tools: Tools, said: str, listed: Sequence[str]) -> list[Answer]:
    """Find what a text is about: what it names, what the message replied to was about (`listed`), else ask."""
    draft = _draft(ask, tools, said)
    if said and not draft.evidence and is_thanks(normal(said)):
        return no_report(ask, tools, said)
    found = place(said, listed, ask.view.plan)
    if found.parts:
        drafts = [replace(draft, subject=subject, text=text) for subject, text in found.parts]
        return await carry_out(ask, tools, drafts, left=found.left)
    if not draft.evidence and not any(is_report(ask, said, subject) for subject in (*listed, "")):
        return no_report(ask, tools, said)
    return await _which(ask, tools, draft, listed)


async def _which(ask: Ask, tools: Tools, draft: Draft, listed: Sequence[str]) -> list[Answer]:
    """Ask which of those listed a text is about, or which of one's own open tasks."""
    if ask.incoming.anonymous:
        return [say(ask, tools, "anonymous")]
    among = listed or _own_open_tasks(ask)
    among = of_department(named_department(draft.text, ask.view.plan), among, ask.view.plan) or among
    offered = most_alike_first(draft.text, among, ask.view.plan)
    if not offered:
        return [how_to_report(ask, tools)]
    return await carry_out(ask, tools, [], which=[ask_which(draft, offered)])


def _own_open_tasks(ask: Ask) -> list[str]:
    own = {*ask.room.departments, *ask.person.departments}
    led = [task for task in ask.view.plan.all_tasks() if task.lead.department in own]
    open_ones = [task for task in led if not ask.board.standing(task.id).lamp.finished]
    return [task.id for task in ask.board.worst_first(open_ones)]


def _draft(ask: Ask, tools: Tools, text: str) -> Draft:
    if len(text) > LONGEST:
        raise Refused(tools.texts.plain("too_long", ask.language, length=len(text), most=LONGEST))
    _album_of(ask, tools, text)
    incoming = ask.incoming
    return Draft(text, incoming.message, incoming.edited, evidence=incoming.evidence)


async def _corrected(ask: Ask, tools: Tools, question: Question, said: str) -> list[Answer]:
    """Take the text that was asked for with [更正]; while it is no report the question stays open."""
    asked = draft_of(question)
    draft = replace(_draft(ask, tools, said), subject=asked.subject, replaces=asked.replaces)
    if not is_report(ask, said, asked.subject):
        return [say(ask, tools, "edit_not_read", text=said)]
    return await carry_out(ask, tools, [draft], answered=question)


async def _told_more(ask: Ask, tools: Tools, question: Question, said: str) -> list[Answer]:
    """Take the words a one-tap button asked for: the obstacle, or the date and reason of an extension."""
    subject = ask.view.plan.subject(draft_of(question).subject)
    if subject is None:
        return [toast(ask, tools, "stale")]
    if question.kind == questions.LATER:
        return await ask_for(ask, tools, subject, said, question)
    stated = read(said, subject.measure, as_of(ask)).blocker
    draft = replace(_draft(ask, tools, said if stated else f"存在困难：{said}"), subject=subject.id)
    return await carry_out(ask, tools, [draft], answered=question)


async def _proved(ask: Ask, tools: Tools, question: Question, said: str) -> list[Answer]:
    """Take the photo or document that was asked for, named by its caption; the rest of its album belongs to it too."""
    named = tuple(replace(each, name=each.name or said) for each in ask.incoming.evidence)
    draft = draft_of(questions.with_evidence(question, named))
    if ask.incoming.group_id:
        tools.albums.belongs(f"{ask.incoming.address}:{ask.incoming.group_id}", draft.message)
    return await carry_out(ask, tools, [draft], answered=question)


async def _edited(ask: Ask, tools: Tools, said: str) -> list[Answer]:
    """Read an edited message anew: of a report on record, or of a message that was meant for the bot."""
    message = ask.incoming.message
    known = await tools.store.read(lambda reader: reader.updates_of_message(message))
    if not known and said and (answers := await _edited_matter(ask, tools, said)) is not None:
        return answers
    if not known and switching.of_other_plan(ask):
        return switching.not_recorded(ask, tools)
    if not known:
        meant = ask.incoming.reply_to_bot or ask.room.private or _is_asked_about(ask, message)
        return await placed(ask, tools, said, ask.subjects) if meant else []
    newest = [update for update in reversed(known) if update.edited == known[0].edited]
    subjects = [update.subject for update in newest]
    parts = place(said, subjects, ask.view.plan).parts or tuple((subject, said) for subject in subjects)
    if _is_no_news(ask.incoming.edited, parts, newest):
        return []
    if not any(is_report(ask, text, subject) for subject, text in parts):
        return [say(ask, tools, "edit_not_read", text=said)]
    return await placed(ask, tools, said, subjects)


async def _edited_matter(ask: Ask, tools: Tools, said: str) -> list[Answer] | None:
    """Take the edit of what asked for an extension, or of an answer to those who asked for help."""
    matter = next((m for m in ask.view.matters.values() if m.message == ask.incoming.message), None)
    task = ask.view.plan.tasks.get(matter.subject) if matter else None
    if matter and task and matter.kind is MatterKind.EXTENSION:
        if not matter.waits:
            return [say(ask, tools, "matter_over", matter=matter, plan=ask.view.plan)]
        return await ask_for(ask, tools, task, said)
    if asked := coordinating.answerable(ask, only_leads=tools.config.report.only_leads):
        return await coordinating.respond(ask, tools, asked, said)
    return None


def _is_asked_about(ask: Ask, message: str) -> bool:
    return any(is_open(q, ask.now) and draft_of(q).message == message for q in ask.view.questions.values())


def _is_no_news(edited: int, parts: Sequence[tuple[str, str]], newest: Sequence[StatusUpdate]) -> bool:
    """Whether an edit is older than what is on record, or changed something else than the words (a link's preview)."""
    if edited <= newest[0].edited:
        return edited < newest[0].edited
    return set(parts) == {(update.subject, update.text) for update in newest if not update.retracted}


def _album_of(ask: Ask, tools: Tools, said: str) -> str:
    """Name the message that began the album this is a further, wordless picture of; empty where it is none."""
    group, message = ask.incoming.group_id, ask.incoming.message
    first = tools.albums.begun_by(f"{ask.incoming.address}:{group}", message) if group else message
    return first if first != message and not said else ""


async def _more_of_album(ask: Ask, tools: Tools, first: str) -> list[Answer]:
    """Attach a further picture of an album to what the first one is about, in silence: that one was answered."""
    for question in ask.view.questions.values():
        if is_open(question, ask.now) and draft_of(question).message == first:
            more = questions.with_evidence(question, ask.incoming.evidence)
            await tools.store.write(lambda change, more=more: change.put_question(more))
            return []
    reports = await tools.store.read(lambda reader: reader.updates_of_message(first))
    subjects = dict.fromkeys(update.subject for update in reports if not update.retracted)
    draft = _draft(ask, tools, "")
    await carry_out(ask, tools, [replace(draft, subject=subject) for subject in subjects])
    return []
