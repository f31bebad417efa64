"""A later due date is asked for: /extend ID DATE REASON."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.reporting import subjects_meant
from bot.desk.extending import ask_for, refused


async def extend(ask: Ask, tools: Tools) -> list[Answer]:
    """Ask the office for a later due date; until it answers the old one rules."""
    name, _, words = ask.words.partition(" ")
    meant = subjects_meant(ask, name) if name else ()
    if not meant and len(ask.subjects) == 1:  # a reply to a message about one task need not name it
        meant, words = ask.subjects, ask.words
    subject = ask.view.plan.subject(meant[0]) if len(meant) == 1 else None
    if subject is None:
        raise refused(ask, tools, "task" if name else "usage", name)
    return await ask_for(ask, tools, subject, words)
