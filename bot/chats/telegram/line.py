"""The connection python-telegram-bot's `Bot` sends through, with faults read where they arise."""

from typing import Any, cast
from urllib.request import getproxies

import httpx
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.chats.telegram.faults import broken_line, file_refusal, refusal
from bot.chats.telegram.wire import Wire
from bot.errors import ChatError, Unclear

CONNECTIONS = 64
CONNECT_SECONDS, WRITE_SECONDS, POOL_SECONDS = 5.0, 20.0, 20.0
READ_SECONDS = 20.0  # longer than Telegram ever takes; after it a send counts as unclear


class Refusal(TelegramError):
    """Carries a `ChatError` through python-telegram-bot, which passes its own kind on as it is."""

    def __init__(self, error: ChatError) -> None:
        super().__init__(str(error))
        self.error = error


class Line(HTTPXRequest):
    """Raises `Refusal` for everything that is no good answer.

    python-telegram-bot maps answers to errors itself, but loses what we must know: whether a request went out. (Its
    `RetryAfter` also warns of its own deprecation whenever it is made.)
    """

    def __init__(self, verify: Any = True, transport: httpx.AsyncBaseTransport | None = None) -> None:
        kwargs: dict[str, Any] = {"verify": verify} | ({"transport": transport} if transport else {})
        super().__init__(
            connection_pool_size=CONNECTIONS,
            read_timeout=READ_SECONDS,
            write_timeout=WRITE_SECONDS,
            connect_timeout=CONNECT_SECONDS,
            pool_timeout=POOL_SECONDS,
            httpx_kwargs=kwargs,
        )

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request; raise `Refusal` unless it was answered well."""
        try:
            status, payload = await super().do_request(*args, **kwargs)
        except TelegramError as error:
            cause = error.__cause__
            fault = broken_line(cause) if isinstance(cause, httpx.HTTPError) else Unclear("no answer from Telegram")
            # Its cause holds the address, hence the token.
            raise Refusal(fault) from None
        of_file = kwargs.get("method") == "GET"  # calls of the Bot API are posts; only a file's content is fetched
        if fault := file_refusal(status) if of_file else refusal(status, payload):
            raise Refusal(fault)
        return status, payload


def wire(verify: Any) -> httpx.AsyncBaseTransport | None:
    """Make the way to Telegram; None where the environment names proxies, which are httpx's own to speak through."""
    return None if getproxies() else Wire(verify, CONNECTIONS)


def certificates(base_url: str) -> Any:
    """Load the certificates once for both connections; a local server without TLS needs none (loading takes 20 ms)."""
    return cast(Any, httpx.create_ssl_context()) if base_url.startswith("https:") else False
