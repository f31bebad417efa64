"""Server-sent events: everything visible that happens, to every open page."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

from bot.web.demo import view
from bot.web.demo.world import Change

KEEP_ALIVE = 15.0  # seconds after which an idle stream says that it still lives
LONGEST_BACKLOG = 5_000  # events a page may lag behind before its stream is cut and it loads anew


class Events:
    """The open streams."""

    def __init__(self) -> None:
        self._streams: set[asyncio.Queue[str]] = set()
        self._closed = False

    def watch(self, change: Change) -> None:
        """Pass a change of the world on."""
        if self._streams:
            self.send(change.kind, _told(change))

    def send(self, kind: str, data: dict[str, Any]) -> None:
        """Tell every page."""
        line = f"event: {kind}\ndata: {json.dumps(data)}\n\n"
        for stream in list(self._streams):
            try:
                stream.put_nowait(line)
            except asyncio.QueueFull:
                self._streams.discard(stream)

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        for stream in self._streams:
            stream.put_nowait("")

    def response(self) -> StreamingResponse:
        """Open a stream."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._lines(), media_type="text/event-stream", headers=headers)

    async def _lines(self) -> AsyncIterator[str]:
        stream: asyncio.Queue[str] = asyncio.Queue(LONGEST_BACKLOG)
        self._streams.add(stream)
        try:
            yield "event: hello\ndata: {}\n\n"
            while stream in self._streams and not self._closed:
                try:
                    line = await asyncio.wait_for(stream.get(), KEEP_ALIVE)
                except TimeoutError:
                    line = ": still here\n\n"
                if line:
                    yield line
        finally:
            self._streams.discard(stream)


def _told(change: Change) -> dict[str, Any]:
    told: dict[str, Any] = {"chat": change.chat.id} if change.chat else {}
    if change.kind == "deleted" and change.message:
        return told | {"id": change.message.id}
    if change.press:
        return told | view.answer(change.press)
    if change.message:
        return view.message(change.message)
    if change.kind == "chat" and change.chat:
        return view.chat(change.chat)
    return told | {"action": change.action}
