"""The picture that a notice carries: the plan at a glance, with the digest of those who see the whole plan.

A department's digest has none: it lists the few tasks that are its own, and its picture is a /chart away.
"""

from dataclasses import replace

from bot.notices.model import Kind, Notice
from bot.progress.board import Board
from bot.texts.message import File, Message


def illustrated(message: Message, notice: Notice, board: Board, language: str) -> Message:
    """Give a message with the picture its notice carries; `board` is what the notice was made of.

    What is to be drawn is settled here: sent late, it still shows what its words say.
    """
    if notice.kind is not Kind.DIGEST or notice.audience == "department":
        return message
    from bot.reports.pictures import glance  # here, because a start need not wait for what draws

    picture = File(f"digest-{board.today}.png", kind="photo", drawing=glance(board, language))
    return replace(message, files=(*message.files, picture))
