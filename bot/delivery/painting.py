"""Pictures are drawn when their message is sent: until then a message carries only what to draw."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import structlog

from bot.texts.message import File, Message

Draw = Callable[[str], bytes]  # SVG to PNG
KEPT = 8  # pictures: the rooms of one language are sent the same one
log = structlog.get_logger("bot.delivery")


class Painter:
    """Draws the pictures of messages, each once; without a `draw` messages go without them."""

    def __init__(self, draw: Draw | None = None) -> None:
        self._draw = lru_cache(KEPT)(draw) if draw else None

    async def painted(self, message: Message) -> Message:
        """Give a message with its pictures drawn; one that cannot be drawn is left out, for the words matter more."""
        if not any(file.drawing and not file.content for file in message.files):
            return message
        files = [await self._filled(file) for file in message.files]
        return replace(message, files=tuple(file for file in files if file is not None))

    async def _filled(self, file: File) -> File | None:
        if file.content or not file.drawing:
            return file
        if self._draw is None:
            return None
        try:
            content = await asyncio.to_thread(self._draw, file.drawing)
        except ValueError as error:
            log.error("a picture cannot be drawn", name=file.name, why=str(error))
            return None
        return replace(file, content=content, drawing="")
