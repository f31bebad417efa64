"""The HTTP side of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.web.demo.arguments import Arguments, arguments_of
from bot.web.demo.faults import Fault, FaultKind, Faults
from bot.web.demo.limits import Limits
from bot.web.demo.methods import BY_LOWER_NAME, SENDS
from bot.web.demo.refusals import Refusal, too_many
from bot.web.demo.world import StoredFile, World

NOT_FOUND = Refusal(404, "Not Found")
CALLS_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One API call as it was answered; `at` is monotonic seconds at its arrival. `code` 0: the connection broke."""

    method: str
    chat: int
    at: float
    code: int


class BotApi:
    """Answers the bot's calls. `calls` remembers the newest; `faults` and `limits` are empty and off at first."""

    def __init__(self, world: World, token: str) -> None:
        self.faults = Faults()
        self.limits = Limits(world.clock.monotonic)
        self.calls: deque[Call] = deque(maxlen=CALLS_REMEMBERED)
        self._world = world
        self._token = token
        self._closing = asyncio.Event()

    @property
    def routes(self) -> list[Route]:
        """The two addresses."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/files/{file_id}", self.download, methods=["GET"]),
        ]

    def close(self) -> None:
        """Let go of calls that are held for ever."""
        self._closing.set()

    async def call(self, request: Request) -> Response:
        """Answer one call as the real API would, faults included."""
        at = self._world.clock.monotonic()
        name = request.path_params["method"]
        chat = 0
        try:
            self._authorised(request)
            method = name.lower()
            if method not in BY_LOWER_NAME:
                raise NOT_FOUND
            arguments = await arguments_of(request)
            chat = _chat_id(arguments)
            response = await self._carried_out(method, chat, arguments)
        except Refusal as refusal:
            response = JSONResponse(refusal.body, refusal.code)
        code = 0 if isinstance(response, Broken) else response.status_code
        self.calls.append(Call(name, chat, at, code))
        return response

    def _authorised(self, request: Request) -> None:
        token = request.path_params["token"]
        if token != self._token:
            raise Refusal(401, "Unauthorized") if ":" in token else NOT_FOUND

    async def _carried_out(self, method: str, chat: int, arguments: Arguments) -> Response:
        fault = self.faults.next(method, chat)
        if fault and (instead := await self._instead(fault, chat)):
            return instead
        if method in SENDS and (seconds := self.limits.refuse(chat, group=chat < 0)):
            raise too_many(seconds)
        result = await BY_LOWER_NAME[method](self._world, arguments)
        return _spoilt(fault, {"ok": True, "result": result})

    async def _instead(self, fault: Fault, chat: int) -> Response | None:
        """Suffer what happens before the call is carried out; None where it still is."""
        match fault.kind:
            case FaultKind.TOO_MANY:
                self.limits.punish(0 if fault.whole_bot else chat, fault.seconds)
                raise too_many(round(fault.seconds))
            case FaultKind.SERVER_ERROR:
                return Response("<html><h1>Bad Gateway</h1></html>", fault.status, media_type="text/html")
            case FaultKind.DROP_BEFORE:
                return Broken()
            case FaultKind.HOLD:
                await self._closing.wait()
                return Broken()
            case FaultKind.DELAY:
                await asyncio.sleep(fault.seconds)
            case _:
                pass
        return None

    async def download(self, request: Request) -> Response:
        """Give a file's bytes to the bot."""
        try:
            self._authorised(request)
            if request.path_params["file_id"] not in self._world.files:
                raise NOT_FOUND
        except Refusal as refusal:
            return JSONResponse(refusal.body, refusal.code)
        return file_response(self._world.files[request.path_params["file_id"]])


class Broken(Response):
    """No answer at all: the connection is cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut the connection under uvicorn; on any other server the answer ends before its body."""
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()
            await asyncio.sleep(0)  # the server notices the loss in the loop's next round
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})


def _chat_id(arguments: Arguments) -> int:
    raw = arguments.text("chat_id").strip('"')
    return int(raw) if raw.lstrip("-").isdigit() else 0


def _spoilt(fault: Fault | None, body: dict[str, Any]) -> Response:
    match fault.kind if fault else None:
        case FaultKind.DROP_AFTER:
            return Broken()
        case FaultKind.BAD_JSON:
            return Response(json.dumps(body)[:-7], media_type="application/json")
        case FaultKind.EMPTY:
            return Response(b"", media_type="application/json")
        case _:
            return JSONResponse(body)


def file_response(file: StoredFile) -> Response:
    """Give a stored file so that no browser ever runs it: pictures are shown, everything else is downloaded."""
    shown = file.mime in ("image/png", "image/jpeg", "image/gif", "image/webp")
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, max-age=86400, immutable",
        "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}",
    }
    return Response(file.content, media_type=file.mime if shown else "application/octet-stream", headers=headers)
