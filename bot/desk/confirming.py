"""What is said of reports once they are on disk: what was understood, old → new, and how to take it back."""

from collections.abc import Sequence

from bot.desk.base import Answer, Ask, Tools
from bot.desk.coordinating import over_buttons
from bot.desk.recording import Recorded, board_of, recorded
from bot.people.rights import sees_progress
from bot.progress.model import StatusUpdate
from bot.supervision.model import Matter
from bot.texts.message import Button


def confirmation(
    ask: Ask,
    tools: Tools,
    done: Sequence[Recorded],
    coordination: Sequence[Matter] = (),
    *,
    unread: Sequence[str] = (),
    dropped: Sequence[str] = (),
    corrected: bool = False,
) -> Answer:
    """Say what was recorded, in one message for all of it.

    `unread`: pieces of the text nothing was made of. `dropped`: subjects whose report from the older text counts no
    more. `coordination`: the help they ask for. `corrected`: it takes the place of an earlier report.
    """
    message = tools.texts.render(
        "recorded",
        ask.language,
        buttons=(*undo_buttons(ask, tools, done), *over_buttons(tools, coordination, ask.language)),
        done=done,
        coordination=coordination,
        unread=unread,
        dropped=dropped,
        corrected=corrected,
        plan=ask.view.plan,
        undo_minutes=tools.config.report.undo_minutes,
    )
    return Answer(message, tuple(dict.fromkeys(each.update.subject for each in done)))


def withdrawal(ask: Ask, tools: Tools, update: StatusUpdate, left: Sequence[StatusUpdate] = ()) -> Answer:
    """Say that a report counts no more; `left` are the others of the same message, which still do."""
    board = board_of(tools.store.view, ask, tools)
    subject = ask.view.plan.subject(update.subject)
    still = recorded(left, ask, board, known=True)
    message = tools.texts.render(
        "withdrawn",
        ask.language,
        buttons=undo_buttons(ask, tools, still, by_name=True),
        update=update,
        subject=subject,
        after=board.standing(subject.id) if subject and sees_progress(ask.viewer, subject) else None,
        left=still,
        plan=ask.view.plan,
    )
    return Answer(message, (update.subject, *(each.subject for each in left)))


def undo_buttons(
    ask: Ask, tools: Tools, done: Sequence[Recorded], *, by_name: bool = False
) -> tuple[tuple[Button, ...], ...]:
    """Make [undo] [correct] for each report; where there are several, the buttons say of which."""
    return tuple(
        tuple(
            Button(_label(ask, tools, name, each if by_name or len(done) > 1 else None), f"{name}:{each.update.id}")
            for name in ("undo", "fix")
        )
        for each in done
    )


def _label(ask: Ask, tools: Tools, name: str, of: Recorded | None) -> str:
    text = tools.texts.plain("button", ask.language, name=name, day=None)
    return f"{text} {of.update.subject}" if of else text
