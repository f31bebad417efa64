"""The door through which the command line speaks to a bot that is running: one line of JSON in, one out.

A running bot holds the only right to write; `invite` and `ask` hand it their wish through a Unix socket in the state
directory, which only its owner may enter.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import socket
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import structlog

from bot.delivery.waiting import finished
from bot.errors import BotError, Refused

Wish = Mapping[str, Any]
Handler = Callable[[Wish], Awaitable[Mapping[str, Any]]]

LONGEST_PATH = 100  # a Unix socket's path may have about 104 bytes
LONGEST_WISH = 1 << 20
LONGEST_WORDS = 10.0  # seconds somebody at the door may take to say what is wished
GRACE = 1.0  # seconds an end waits for answers at the door
log = structlog.get_logger("bot")


def socket_path(state_dir: Path) -> Path:
    """Say where the door of a state directory is; a very long path gets a short one in the temporary folder."""
    path = state_dir.resolve() / "control.sock"
    if len(os.fsencode(path)) <= LONGEST_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"plan-desk-{name}.sock"


class Door:
    """Answers wishes while the bot runs."""

    def __init__(self, state_dir: Path, handler: Handler) -> None:
        self._path = socket_path(state_dir)
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._answering: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Begin to listen; a socket left by a bot that was killed is replaced."""
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._take, str(self._path), limit=LONGEST_WISH)
        self._path.chmod(0o600)

    async def close(self) -> None:
        """Stop listening; whoever stands in the door and says nothing is not waited for."""
        if self._server:
            self._server.close()
            await finished(set(self._answering), GRACE, asyncio.sleep)
        self._path.unlink(missing_ok=True)

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering = asyncio.create_task(self._answer(reader, writer))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            reply = await self._reply(reader)
            with contextlib.suppress(ConnectionError):
                writer.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")
                await writer.drain()
        finally:
            writer.close()

    async def _reply(self, reader: asyncio.StreamReader) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(LONGEST_WORDS):
                line = await reader.readline()
            return {"ok": True, **await self._handler(json.loads(line))}
        except BotError as error:
            return {"ok": False, "why": str(error)}
        except TimeoutError:
            return {"ok": False, "why": f"nothing was asked within {LONGEST_WORDS:.0f} s"}
        except (ValueError, KeyError, TypeError, RecursionError, ConnectionError) as error:
            return {"ok": False, "why": f"not understood: {error}"}
        except Exception as error:
            log.exception("a wish could not be met")
            return {"ok": False, "why": f"a fault of the bot: {type(error).__name__}: {error}"}


def ask_running(state_dir: Path, wish: Wish, timeout: float = 15) -> Mapping[str, Any] | None:
    """Hand a wish to the bot that runs on this state directory; None where none answers the door.

    Raise Refused with the bot's own words where it says no.
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(timeout)
            door.connect(str(socket_path(state_dir)))
            door.sendall(json.dumps(wish, ensure_ascii=False).encode() + b"\n")
            line = door.makefile("rb").readline()
    except (FileNotFoundError, ConnectionError):
        return None
    except TimeoutError:
        raise Refused(f"the running bot did not answer within {timeout:.0f} s") from None
    reply = json.loads(line)
    if not reply.pop("ok"):
        raise Refused(reply["why"])
    return reply
