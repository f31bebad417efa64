"""A later due date is asked for: /extend ID DATE REASON."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.reporting import subject_and_words
from bot.desk.extending import ask_for, refused


async def extend(ask: Ask, tools: Tools) -> list[Answer]:
    """Ask the office for a later due date; until it answers the old one rules."""
    subject, words, name = subject_and_words(ask)
    if subject is None:
        raise refused(ask, tools, "task" if name else "usage", name)
    return await ask_for(ask, tools, subject, words)
