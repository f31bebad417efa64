"""The line every call of the Bot API goes over, with faults read where they arise."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.chats.telegram.faults import broken_line, file_refusal, refusal
from bot.chats.telegram.wire import Wire
from bot.errors import ChatError

CONNECTIONS = 64
CONNECT_SECONDS, WRITE_SECONDS, POOL_SECONDS = 5.0, 20.0, 20.0
READ_SECONDS = 20.0  # longer than Telegram ever takes; after it a send counts as unclear
NAMES_A_MESSAGE = ("message_id", "date", "chat")

_address = lru_cache(64)(httpx.URL)


class Refusal(TelegramError):
    """Carries a `ChatError` through python-telegram-bot, which passes its own kind on as it is."""

    def __init__(self, error: ChatError) -> None:
        super().__init__(str(error))
        self.error = error


class Line(BaseRequest):
    """Raises `Refusal` for everything that is no good answer.

    python-telegram-bot maps answers to errors itself, but loses what we must know: whether a request went out. (Its
    `RetryAfter` also warns of its own deprecation whenever it is made.)
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    @property
    def read_timeout(self) -> float:
        """Say how long an answer is waited for."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Do nothing: connections are made when they are needed."""

    async def shutdown(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Make the request; raise `Refusal` unless it was answered well."""
        data = request_data.json_parameters if request_data else None
        files = request_data.multipart_data if request_data and request_data.contains_files else None
        try:
            status, payload = await asked(self._transport, method, url, data, files)
        except httpx.HTTPError as error:
            # Its cause holds the address, hence the token.
            raise Refusal(broken_line(error)) from None
        of_file = method == "GET"  # calls of the Bot API are posts; only a file's content is fetched
        if fault := file_refusal(status) if of_file else refusal(status, payload):
            raise Refusal(fault)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; of a message that was sent, only which one it is: nobody asks for the rest."""
        body: Any = BaseRequest.parse_json_payload(payload)
        result = body.get("result")
        if isinstance(result, dict) and "message_id" in result:
            sent = cast(dict[str, Any], result)
            body["result"] = {name: sent[name] for name in NAMES_A_MESSAGE if name in sent}
        return body


async def asked(
    transport: httpx.AsyncBaseTransport,
    method: str,
    url: str,
    data: Mapping[str, Any] | None,
    files: Any = None,
    read_seconds: float = READ_SECONDS,
) -> tuple[int, bytes]:
    """Make one request and return its answer's status and content; raise `httpx.HTTPError`.

    A client of httpx would look for cookies, redirects and rules of proxies around it, for half as much time again.
    """
    waits = {"connect": CONNECT_SECONDS, "write": WRITE_SECONDS, "pool": POOL_SECONDS, "read": read_seconds}
    headers = {"User-Agent": BaseRequest.USER_AGENT}
    request = httpx.Request(
        method, _address(url), headers=headers, data=data, files=files, extensions={"timeout": waits}
    )
    answer = await transport.handle_async_request(request)
    try:
        return answer.status_code, await answer.aread()
    finally:
        await answer.aclose()


def way_to(base_url: str) -> httpx.AsyncBaseTransport:
    """Make the way to a server, through the proxy that the environment names for it, where there is one."""
    to, proxies = httpx.URL(base_url), getproxies()
    proxy = proxies.get(to.scheme) or proxies.get("all")
    verify = _certificates(to.scheme)
    if not proxy or proxy_bypass(to.host):
        return Wire(verify, CONNECTIONS)
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    return httpx.AsyncHTTPTransport(verify=verify, proxy=proxy, limits=httpx.Limits(max_connections=CONNECTIONS))


@lru_cache
def _certificates(scheme: str) -> Any:
    """Load the certificates once for all ways; a local server without TLS needs none (loading takes 20 ms)."""
    return httpx.create_ssl_context() if scheme == "https" else False
