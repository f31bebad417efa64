"""Wishes handed to a running bot."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.control import Door, ask_running, socket_path
from bot.errors import Refused


async def echo(wish: Mapping[str, Any]) -> Mapping[str, Any]:
    if wish["do"] == "fail":
        raise Refused("区商务局没有这个群")
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
