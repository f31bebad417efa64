"""Papers for one who asks: what they are made from, how they are called, and a word while they are being made."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.desk.base import Answer, Ask, Tools
from bot.reports.occasion import Occasion
from bot.texts.message import File, Message

SLOW = 1.0  # seconds after which one is told that the paper is being made

Make = Callable[[Occasion], bytes]


def occasion_of(ask: Ask, tools: Tools) -> Occasion:
    """Gather what a paper for this viewer is made from."""
    matters = tuple(ask.view.matters.values())
    return Occasion(ask.board, ask.viewer, matters, ask.view.lamps, tools.texts, ask.language, ask.now)


async def issued(
    ask: Ask,
    tools: Tools,
    of: Occasion,
    name: str,
    ending: str,
    make: Make,
    message: Message,
    subjects: tuple[str, ...] = (),
) -> list[Answer]:
    """Send a paper with its message; where it takes long, say so first, and let the message take that one's place.

    `name` is its label, `file_ledger`. A terminal, which shows one answer, waits.
    """
    making = asyncio.create_task(_paper(of, name, ending, make))
    done, _ = await asyncio.wait({making}, timeout=SLOW if tools.chat else None)
    if done:
        return [Answer(replace(message, files=(making.result(),)), subjects)]

    async def finished() -> list[Answer]:
        return [Answer(message, subjects), Answer(Message("", files=(await making,)), subjects)]

    return [Answer(tools.texts.render("paper_making", ask.language, name=of.label(name)), then=finished)]


async def _paper(of: Occasion, name: str, ending: str, make: Make) -> File:
    """Make a paper off the event loop; its file is called by what it is and its day."""
    content = await asyncio.to_thread(make, of)
    return File(f"{of.label(name)}_{of.now:%Y%m%d}.{ending}", content)
