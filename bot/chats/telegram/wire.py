"""HTTP/1.1 on plain asyncio, as a transport under httpx: a request is one write, its answer a read or two.

httpx's own transport asks every connection of its pool how it is at each request, through a dozen layers: that was a
third of all that a command costs. Here the event loop watches the connections, and h11 reads what comes.
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import h11
import httpx

# After which a connection is not used again. Hosts hang up after 5 s and more, and whether a request that met that was
# heard, nobody could know.
IDLE_SECONDS = 4.0
NEXT_ADDRESS_SECONDS = 0.25  # an address that stays silent so long no longer holds up the host's next one (RFC 8305)

_Host = tuple[str, str, int]  # scheme, name, port


class Wire(httpx.AsyncBaseTransport):
    """Speaks directly, through no proxy, on at most so many connections; raises the errors of httpx."""

    def __init__(self, verify: Any, connections: int) -> None:
        self._verify = verify
        self._free = asyncio.Semaphore(connections)
        self._idle: dict[_Host, list[_Connection]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Make a request; its answer comes whole."""
        body, waits = await request.aread(), request.extensions.get("timeout", {})
        try:
            async with asyncio.timeout(waits.get("pool")):
                await self._free.acquire()
        except TimeoutError:
            raise httpx.PoolTimeout("all connections are in use", request=request) from None
        try:
            return await self._exchange(request, body, waits)
        finally:
            self._free.release()

    async def aclose(self) -> None:
        """Close the connections that are not in use."""
        for kept in self._idle.values():
            while kept:
                kept.pop().close()

    async def _exchange(self, request: httpx.Request, body: bytes, waits: Mapping[str, float | None]) -> httpx.Response:
        host = _host(request.url)
        kept = self._idle.setdefault(host, [])
        connection = _still_good(kept) or await self._connect(host, waits.get("connect"))
        try:
            response = await connection.exchange(request, body, waits)
        except BaseException:
            connection.close()
            raise
        if connection.rest():
            kept.append(connection)
        return response

    async def _connect(self, host: _Host, seconds: float | None) -> "_Connection":
        scheme, name, port = host
        try:
            async with asyncio.timeout(seconds):
                _, connection = await asyncio.get_running_loop().create_connection(
                    _Connection,
                    name,
                    port,
                    ssl=self._verify if scheme == "https" else None,
                    happy_eyeballs_delay=NEXT_ADDRESS_SECONDS,
                )
        except TimeoutError:
            raise httpx.ConnectTimeout(f"{name} does not answer") from None
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        return connection


class _Connection(asyncio.Protocol):
    """One connection to a host; one request at a time."""

    def __init__(self) -> None:
        self._http = h11.Connection(h11.CLIENT)
        self._stirred = asyncio.Event()  # something came, the end came, or there is room to write again
        self._full = False
        self._disturbed = False  # it ended, or something came that nobody asked for
        self._resting_since: float | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._disturbed = self._disturbed or self._resting_since is not None
        self._http.receive_data(data)
        self._stirred.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disturbed, self._full = True, False
        self._http.receive_data(b"")
        self._stirred.set()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._stirred.set()

    @property
    def good(self) -> bool:
        """Whether a request may go out on it after its rest."""
        rested = time.monotonic() - (self._resting_since or 0.0)
        return not self._disturbed and rested < IDLE_SECONDS

    def rest(self) -> bool:
        """Get ready for the next request; False, and closed, where the host wants no other."""
        over = (self._http.our_state, self._http.their_state) == (h11.DONE, h11.DONE)
        if self._disturbed or not over or self._http.trailing_data[0]:
            self.close()
            return False
        self._http.start_next_cycle()
        self._resting_since = time.monotonic()
        return True

    def close(self) -> None:
        """Close it at once; what is on its way is cut."""
        if self._transport is not None:
            self._transport.abort()

    async def exchange(self, request: httpx.Request, body: bytes, waits: Mapping[str, float | None]) -> httpx.Response:
        """Write a request and read its answer."""
        self._resting_since = None
        self._write(request, body)
        try:
            while self._full:
                await self._stir(waits.get("write"))
        except TimeoutError:
            raise httpx.WriteTimeout("the request does not go out", request=request) from None
        try:
            return await self._read(waits.get("read"))
        except TimeoutError:
            raise httpx.ReadTimeout("no answer", request=request) from None
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error

    def _write(self, request: httpx.Request, body: bytes) -> None:
        target, headers = request.url.raw_path, request.headers.raw
        try:
            events = h11.Request(method=request.method, target=target, headers=headers), h11.Data(body)
            frames = [self._http.send(event) or b"" for event in (*events, h11.EndOfMessage())]
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error), request=request) from error
        assert self._transport is not None
        self._transport.write(b"".join(frames))

    async def _read(self, seconds: float | None) -> httpx.Response:
        head: h11.Response | None = None
        content: list[bytes] = []
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                await self._stir(seconds)
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                content.append(bytes(event.data))
            elif head is not None and isinstance(event, h11.EndOfMessage):
                whole = httpx.ByteStream(b"".join(content))
                return httpx.Response(head.status_code, headers=head.headers.raw_items(), stream=whole)

    async def _stir(self, seconds: float | None) -> None:
        """Wait until something happens; TimeoutError where nothing does for so many seconds."""
        self._stirred.clear()
        async with asyncio.timeout(seconds):
            await self._stirred.wait()


def _host(url: httpx.URL) -> _Host:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _still_good(kept: list[_Connection]) -> _Connection | None:
    """Take the connection used last; one that was left too long, or disturbed, is closed."""
    while kept:
        connection = kept.pop()
        if connection.good:
            return connection
        connection.close()
    return None
