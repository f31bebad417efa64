"""From drafts to answers: each is decided, all that is settled is written down at once, the rest is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk import coordinating, nudging
from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.confirming import confirmation
from bot.desk.drafts import Asked, Barred, Draft, Passed, Recordable, as_of, decide
from bot.desk.questions import asking, question_of
from bot.desk.recording import Done, Work, board_of, recorded, write_down
from bot.desk.saying import barred, no_report, toast
from bot.people.model import Question
from bot.progress.model import StatusUpdate, Summary
from bot.progress.reading import read
from bot.progress.standing import summarise
from bot.stores.base import Reader

HISTORY = 1000  # reports looked through where one of them is corrected


@dataclass(frozen=True, slots=True)
class Past:
    """What is on record of a draft: itself, and what the reports add up to without those it takes the place of."""

    known: StatusUpdate | None
    before: Summary | None
    corrects: bool


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is to become of the drafts of one message. `again`: those recorded before."""

    reports: Sequence[Recordable]
    asked: Sequence[tuple[Asked, Question]]
    barred: Sequence[Barred]
    passed: Sequence[str]
    again: Sequence[StatusUpdate]
    corrected: bool


async def carry_out(
    ask: Ask,
    tools: Tools,
    drafts: Sequence[Draft],
    *,
    left: Sequence[str] = (),
    which: Sequence[Asked] = (),
    answered: Question | None = None,
) -> list[Answer]:
    """Decide drafts and act on it: one confirmation for all that is recorded, then what is asked.

    `left`: pieces of the text that belong to no draft. `which`: what is asked besides. `answered`: the question that
    led here.
    """
    told, drafts = await _passed_on(ask, tools, drafts)
    pasts = await tools.store.read(lambda reader: [_past(reader, draft, ask) for draft in drafts])
    verdicts = _verdicts(ask, tools, drafts, pasts, which)
    work = Work(verdicts.reports, [question for _, question in verdicts.asked], answered)
    done = await write_down(work, ask, tools)
    return [toast(ask, tools, "stale")] if done.overtaken else [*told, *_answers(ask, tools, verdicts, done, left)]


async def _passed_on(ask: Ask, tools: Tools, drafts: Sequence[Draft]) -> tuple[list[Answer], list[Draft]]:
    """Hand what answers a request for a part to the one who asked; give the answers and the drafts that remain."""
    answers: list[Answer] = []
    remaining: list[Draft] = []
    for draft in drafts:
        matter = coordinating.request_here(ask, draft.subject)
        begun = draft.evidence or draft.means or draft.confirmed or draft.replaces
        if matter and not begun and is_report(ask, draft.text, draft.subject):
            answers += await coordinating.respond(ask, tools, matter, draft.text)
        else:
            remaining.append(draft)
    return answers, remaining


def is_report(ask: Ask, text: str, subject: str = "") -> bool:
    """Whether a text reads as a report on a subject, or on anything."""
    found = ask.view.plan.subject(subject)
    return read(text, found.measure if found else None, as_of(ask)).is_update


def _past(reader: Reader, draft: Draft, ask: Ask) -> Past:
    of_message = reader.updates_of_message(draft.message)
    if not draft.replaces and not of_message:
        return Past(None, ask.view.summaries.get(draft.subject), corrects=False)
    known = next((update for update in of_message if update.key == draft.key), None)
    replaced = {draft.replaces, *(update.id for update in of_message)}
    others = [update for update in reader.updates(draft.subject, HISTORY) if update.id not in replaced]
    return Past(known, summarise(draft.subject, others), corrects=True)


def _verdicts(
    ask: Ask, tools: Tools, drafts: Sequence[Draft], pasts: Sequence[Past], which: Sequence[Asked]
) -> Verdicts:
    only_leads, close = tools.config.report.only_leads, tools.config.close
    new = [(draft, past.before) for draft, past in zip(drafts, pasts, strict=True) if not past.known]
    decided = [decide(draft, ask, before, close, only_leads=only_leads) for draft, before in new]
    asked = [(each, question_of(each, ask)) for each in (*which, *decided) if isinstance(each, Asked)]
    return Verdicts(
        reports=[each for each in decided if isinstance(each, Recordable)],
        asked=[(each, question) for each, question in asked if not _is_answered(question, ask)],
        barred=[each for each in decided if isinstance(each, Barred)],
        passed=[each.draft.text for each in decided if isinstance(each, Passed)],
        again=[past.known for past in pasts if past.known and not past.known.retracted],
        corrected=any(past.corrects for past in pasts),
    )


def _is_answered(question: Question, ask: Ask) -> bool:
    """Whether this very question was answered before: then the message that led to it came in a second time."""
    kept = ask.view.questions.get(question.id)
    return kept is not None and bool(kept.answered)


def _told(ask: Ask, tools: Tools, done: Done) -> tuple[Elsewhere, ...]:
    """Tell those who are asked for help, and those who had nudged."""
    board = board_of(tools.store.view, ask, tools)
    return (*coordinating.told(ask, tools, done.coordination), *nudging.told(ask, tools, done.heeded, board))


def _answers(ask: Ask, tools: Tools, verdicts: Verdicts, done: Done, left: Sequence[str]) -> list[Answer]:
    reports = [*recorded(verdicts.again, ask, ask.board, known=True), *done.reports]
    answers: list[Answer] = []
    if reports:
        unread = [*verdicts.passed, *(piece for piece in left if is_report(ask, piece))]
        corrected = verdicts.corrected and bool(done.reports)
        confirmed = confirmation(
            ask, tools, reports, done.coordination, unread=unread, dropped=done.dropped, corrected=corrected
        )
        answers.append(replace(confirmed, also=_told(ask, tools, done)))
    answers += [asking(ask, tools, asked, question) for asked, question in verdicts.asked]
    answers += [barred(ask, tools, verdicts.barred)] if verdicts.barred else []
    if not answers and verdicts.passed:
        return no_report(ask, tools, verdicts.passed[0])
    return answers
