"""The local Telegram as a process of its own."""

import asyncio
import contextlib
import json
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest

from bot.errors import Refused
from bot.web.demo.__main__ import CAST, cast_of, local_telegram

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds


@contextlib.asynccontextmanager
async def started(*arguments: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "bot.web.demo", *arguments)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


@pytest.mark.process
async def test_it_says_where_it_is_serves_and_ends_when_asked(tmp_path: Path) -> None:
    cast = tmp_path / "cast.json"
    people = [{"id": 7, "name": "何科长"}]
    cast.write_text(json.dumps({"token": "77:secret", "now": "2023-07-03T08:50", "people": people, "groups": []}))
    async with started("--port", "0", "--cast", str(cast)) as process:
        assert process.stdout
        address = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode().strip()
        async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
            assert (await client.get("/bot77:secret/getMe")).json()["result"]["id"] == 77
            await client.post("/api/say", json={"user": 7, "chat": 7, "text": "你好"})
            (update,) = (await client.get("/bot77:secret/getUpdates")).json()["result"]
            assert update["message"]["text"] == "你好"
            assert (await client.get("/api/state")).json()["clock"]["now"].startswith("2023-07-03T08:50")
            polls = asyncio.create_task(client.get("/bot77:secret/getUpdates", params={"offset": -1, "timeout": 50}))
            await client.get("/")
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
            await asyncio.gather(polls, return_exceptions=True)


@pytest.mark.process
async def test_a_port_already_taken_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with started("--port", str(taken.getsockname()[1])) as process:
            out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert (process.returncode, out) == (1, b"")
    assert err.decode().count("\n") == 1
    assert "choose another" in err.decode()


def test_the_built_in_cast_has_people_and_groups() -> None:
    local = local_telegram(cast_of(None))
    assert [chat.title for chat in local.world.chats.values()] == [group["title"] for group in CAST["groups"]]


@pytest.mark.parametrize("content", ["{", "[]", "3"])
def test_a_cast_that_cannot_be_read_is_one_sentence_with_an_example(tmp_path: Path, content: str) -> None:
    path = tmp_path / "cast.json"
    path.write_text(content)
    with pytest.raises(Refused, match=r"is no cast: .*\"people\""):
        cast_of(path)
