"""Wishes handed to a running bot."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.control import LONGEST_WISH, Door, ask_running, socket_path
from bot.errors import Refused


async def echo(wish: Mapping[str, Any]) -> Mapping[str, Any]:
    if wish["do"] == "fail":
        raise Refused("区商务局没有这个群")
    if wish["do"] == "break":
        raise ZeroDivisionError
    return {"said": wish["do"]}


async def test_a_wish_is_answered_and_a_refusal_is_told(tmp_path: Path) -> None:
    door = Door(tmp_path, echo)
    await door.open()
    try:
        assert await asyncio.to_thread(ask_running, tmp_path, {"do": "目标"}) == {"said": "目标"}
        with pytest.raises(Refused, match="区商务局"):
            await asyncio.to_thread(ask_running, tmp_path, {"do": "fail"})
        with pytest.raises(Refused, match="not understood"):
            await asyncio.to_thread(ask_running, tmp_path, {})
        with pytest.raises(Refused, match="a fault of the bot: ZeroDivisionError"):
            await asyncio.to_thread(ask_running, tmp_path, {"do": "break"})
    finally:
        await door.close()


def test_no_running_bot_is_no_error(tmp_path: Path) -> None:
    assert ask_running(tmp_path, {"do": "x"}) is None


async def test_a_socket_left_by_a_killed_bot_is_replaced(tmp_path: Path) -> None:
    socket_path(tmp_path).write_text("left")
    door = Door(tmp_path, echo)
    await door.open()
    try:
        assert await asyncio.to_thread(ask_running, tmp_path, {"do": "x"}) == {"said": "x"}
    finally:
        await door.close()


async def test_a_very_long_state_directory_works_too(tmp_path: Path) -> None:
    deep = tmp_path / ("很长的目录" * 12)
    deep.mkdir()
    door = Door(deep, echo)
    await door.open()
    try:
        assert await asyncio.to_thread(ask_running, deep, {"do": "x"}) == {"said": "x"}
    finally:
        await door.close()


async def test_only_the_owner_may_enter(tmp_path: Path) -> None:
    door = Door(tmp_path, echo)
    await door.open()
    try:
        assert socket_path(tmp_path).stat().st_mode & 0o077 == 0
    finally:
        await door.close()


RUBBISH = [b"", b"\xff\xfe\n", b"[]\n", b"null\n", b"[" * 100_000 + b"\n", b"x" * (LONGEST_WISH + 1)]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=["nothing", "no text", "a list", "null", "deep", "too long"])
async def test_rubbish_at_the_door_is_refused_and_the_next_one_is_heard(tmp_path: Path, rubbish: bytes) -> None:
    door = Door(tmp_path, echo)
    await door.open()
    reader, writer = await asyncio.open_unix_connection(str(socket_path(tmp_path)))
    writer.write(rubbish)
    writer.write_eof()
    assert b"not understood" in await reader.readline()
    writer.close()
    assert await asyncio.to_thread(ask_running, tmp_path, {"do": "x"}) == {"said": "x"}
    await door.close()


async def test_nobody_who_stands_in_the_door_in_silence_holds_up_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.control.GRACE", 0.01)
    door = Door(tmp_path, echo)
    await door.open()
    reader, writer = await asyncio.open_unix_connection(str(socket_path(tmp_path)))
    await asyncio.to_thread(ask_running, tmp_path, {"do": "x"})  # who comes later is heard: the silent one is inside
    async with asyncio.timeout(5):
        await door.close()
        assert await reader.read() == b""
    writer.close()
