"""Runs a web application inside the loop that is running already, on a port that is known before it starts."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from bot.errors import Refused

BACKLOG = 2048


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready and leaves the signals to whoever owns the process."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """Take a port (0: any free one); raises Refused where another program holds it."""
    # asyncio turns Nagle's delay (40 ms an answer) off only where the protocol is named.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        raise Refused(
            f"port {port} cannot be used ({error.strerror}); choose another, for example --port 8090"
        ) from None
    door.listen(BACKLOG)
    return door


@contextlib.asynccontextmanager
async def serving(
    app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0, before_stop: Callable[[], Awaitable[Any]] | None = None
) -> AsyncGenerator[str]:
    """Serve `app` while the block runs; yields its address without a slash at the end.

    `before_stop` ends what would keep the server waiting: open streams and long polls.
    """
    with listen(host, port) as door:
        server = _Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5))
        running = asyncio.create_task(server.serve(sockets=[door]))
        await server.ready.wait()
        try:
            yield f"http://{host}:{door.getsockname()[1]}"
        finally:
            if before_stop:
                await before_stop()
            server.should_exit = True
            await running
