"""Papers for one who asks: what they are made from, and how they are called."""

import asyncio
from collections.abc import Callable

from bot.desk.base import Ask, Tools
from bot.reports.occasion import Occasion
from bot.texts.message import File


def occasion_of(ask: Ask, tools: Tools) -> Occasion:
    """Gather what a paper for this viewer is made from."""
    matters = tuple(ask.view.matters.values())
    return Occasion(ask.board, ask.viewer, matters, ask.view.lamps, tools.texts, ask.language, ask.now)


async def paper(of: Occasion, name: str, ending: str, make: Callable[[Occasion], bytes]) -> File:
    """Make a paper off the event loop; its file is called by what it is and its day."""
    content = await asyncio.to_thread(make, of)
    return File(f"{of.label(name)}_{of.now:%Y%m%d}.{ending}", content)
