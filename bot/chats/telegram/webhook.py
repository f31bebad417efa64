"""The way in by webhook: Telegram calls us. It gets its 200 only when what it brought is kept."""

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 4 * 1024 * 1024  # bytes; Telegram's own updates stay far below

Keep = Callable[[Sequence[Mapping[str, object]]], Awaitable[None]]
log = structlog.get_logger("bot.telegram")


def webhook_route(path: str, secret: str, keep: Keep) -> Route:
    """Make the route Telegram calls; `keep` returns when the update is safe.

    Where keeping fails the answer is 500, and Telegram brings the update again.
    """

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        try:
            await keep([update])
        except Exception:
            log.exception("an update that came by webhook could not be kept; Telegram will bring it again")
            return Response(status_code=500)
        return Response(status_code=200)

    return Route(path, receive, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _update(body: bytes) -> Mapping[str, object] | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return cast(Mapping[str, object], update) if isinstance(update, dict) else None
