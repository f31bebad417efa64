"""Reports are written down and taken back, and the lamps they change with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.desk import coordinating, nudging, questions
from bot.desk.base import Ask, Tools
from bot.desk.drafts import Recordable
from bot.desk.picture import bound_dates
from bot.notices.milestones import is_met
from bot.people.model import Question
from bot.people.rights import sees_progress
from bot.plan.model import Milestone, Target, Task
from bot.progress.board import Board
from bot.progress.changes import lamp_changes
from bot.progress.model import Lamp, Standing, StatusUpdate
from bot.stores.base import AuditEntry, Transaction, View
from bot.supervision.model import Matter


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report that is on disk, with the standing before and after it.

    `met`: the milestones that stand since. `known`: it was recorded before. `shown`: this viewer may see the standing.
    """

    update: StatusUpdate
    subject: Task | Target
    before: Standing
    after: Standing
    met: tuple[Milestone, ...] = ()
    known: bool = False
    shown: bool = True

    @property
    def lamp_before(self) -> Lamp | None:
        """The lamp before, where this report changed it."""
        return None if self.known or self.before.lamp is self.after.lamp else self.before.lamp


@dataclass(frozen=True, slots=True)
class Work:
    """What one incoming brings about; written down together or not at all."""

    reports: Sequence[Recordable] = ()
    asked: Sequence[Question] = ()
    answered: Question | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was written down. `dropped`: ids of subjects whose earlier report from the same message counts no more.

    `overtaken`: the question had been answered before, and nothing was written. `coordination`: what they ask for.
    `heeded`: the nudges they answer.
    """

    reports: Sequence[Recorded] = ()
    dropped: Sequence[str] = field(default=())
    overtaken: bool = False
    coordination: Sequence[Matter] = ()
    heeded: Sequence[Matter] = ()


async def write_down(work: Work, ask: Ask, tools: Tools) -> Done:
    """Write what an incoming brings about in one transaction; return once it is on disk."""
    if not (work.reports or work.asked or work.answered):
        return Done()

    def change_all(change: Transaction) -> tuple[list[StatusUpdate], list[str], list[Matter], list[Matter]] | None:
        if work.answered and not questions.close(change, work.answered, ask.incoming.key):
            return None
        dropped = _superseded(change, work.reports)
        kept = [_keep(change, each, ask) for each in work.reports]
        questions.overtake(change, kept, ask.incoming.reply_to)
        for question in work.asked:
            questions.keep(change, question)
        relight(change, ask, tools, [*(u.subject for u in kept), *dropped])
        coordinating.drop_unsaid(change, kept, dropped, ask)
        return kept, dropped, coordinating.keep_wishes(change, kept, ask, tools), nudging.heed(change, kept)

    written = await tools.store.write(change_all)
    if written is None:
        return Done(overtaken=True)
    kept, dropped, asked, heeded = written
    return Done(recorded(kept, ask, board_of(tools.store.view, ask, tools)), dropped, coordination=asked, heeded=heeded)


def _superseded(change: Transaction, reports: Sequence[Recordable]) -> list[str]:
    """List the subjects that the older text of the same messages spoke of and the new text does not."""
    named = {each.update.subject for each in reports}
    older = [u for message in {each.update.message for each in reports} for u in change.updates_of_message(message)]
    edits = max((each.update.edited for each in reports), default=0)
    gone = {u.subject for u in older if u.edited < edits and not u.retracted} - named
    return sorted(gone)


def _keep(change: Transaction, recordable: Recordable, ask: Ask) -> StatusUpdate:
    update = recordable.update
    if recordable.replaces:
        change.retract(recordable.replaces)
    kept = change.record(update)
    if kept is None:
        return next(u for u in change.updates_of_message(update.message) if u.key == update.key)
    action = "corrected" if recordable.replaces or update.edited else "reported"
    change.note(AuditEntry(ask.now, ask.person.id, action, update.subject, "", update.text, update.message))
    return kept


async def take_back(update: StatusUpdate, ask: Ask, tools: Tools) -> None:
    """Withdraw a report; one withdrawn already stays so."""

    def work(change: Transaction) -> None:
        if change.retract(update.id) is None:
            return
        change.note(AuditEntry(ask.now, ask.person.id, "withdrawn", update.subject, update.text, "", update.message))
        coordinating.drop_wishes(change, update, ask)
        nudging.unheed(change, update)
        relight(change, ask, tools, [update.subject])

    await tools.store.write(work)


def recorded(updates: Iterable[StatusUpdate], ask: Ask, board: Board, *, known: bool = False) -> list[Recorded]:
    """Gather what a confirmation says of reports, on the board they made; without those the plan knows no more."""
    return [_recorded(u, s, ask, board, known=known) for u in updates if (s := ask.view.plan.subject(u.subject))]


def _recorded(update: StatusUpdate, subject: Task | Target, ask: Ask, board: Board, *, known: bool) -> Recorded:
    before, after = ask.board.standing(subject.id), board.standing(subject.id)
    met = _newly_met(subject, before, after) if isinstance(subject, Task) and not known else ()
    return Recorded(update, subject, before, after, met, known, sees_progress(ask.viewer, subject))


def _newly_met(task: Task, before: Standing, after: Standing) -> tuple[Milestone, ...]:
    """List the milestones that stand now and did not before; a task that is done needs no list."""
    if after.lamp.finished:
        return ()
    return tuple(m for m in task.milestones if is_met(task, m, after) and not is_met(task, m, before))


def relight(change: Transaction, ask: Ask, tools: Tools, subjects: Iterable[str]) -> None:
    """Store the lamps of subjects where what was just written changes them."""
    view = change.view
    known = [s for s in dict.fromkeys(subjects) if view.plan.subject(s)]
    for lamp in lamp_changes(board_of(view, ask, tools), view.lamps, ask.now, known):
        change.light(lamp)


def board_of(view: View, ask: Ask, tools: Tools) -> Board:
    """Make the board of a picture of the store; standings are only computed as they are asked for."""
    bound = bound_dates(view.rooms, tools.config.zone)
    return Board(view.plan, view.summaries, ask.now.date(), bound, tools.config.lamps)
