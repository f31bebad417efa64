"""A file sent to the bot without saying which task it proves: who takes it.

Each taker looks at the document and gives its answers, or None to leave it to the next; one that nobody takes is
evidence for a report, as every picture is.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.desk import questions
from bot.desk.base import Answer, Ask, Tools
from bot.desk.later import Later
from bot.desk.placing import named_tasks
from bot.progress.model import Evidence

if TYPE_CHECKING:
    from bot.desk import importing, sheets
else:
    importing, sheets = Later("bot.desk.importing"), Later("bot.desk.sheets")

Taker = Callable[[Ask, Tools, Evidence], Awaitable[list[Answer] | None]]
BY_MARK: tuple[Taker, ...] = (sheets.take,)  # the file itself says what it is, whatever it answers
BY_NAME: tuple[Taker, ...] = (importing.take,)  # what answers a message of the bot is no plan


async def taken(ask: Ask, tools: Tools, caption: str) -> list[Answer] | None:
    """Let a document be taken; None where this is none, it proves something, or nobody wants it."""
    documents = [each for each in ask.incoming.evidence if each.kind == "document"]
    if ask.incoming.kind != "message" or len(documents) != 1 or named_tasks(caption, ask.view.plan):
        return None
    if questions.awaiting(ask, questions.EVIDENCE):
        return None
    for taker in BY_MARK if ask.incoming.reply_to_bot else (*BY_MARK, *BY_NAME):
        answers = await taker(ask, tools, documents[0])
        if answers is not None:
            return answers
    return None
