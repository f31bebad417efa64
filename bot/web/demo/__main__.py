"""The local Telegram as a process of its own: `python -m bot.web.demo --port 8081 [--cast FILE.json]`.

Prints its address when it is ready. The cast is a JSON file: {"token", "username", "now", "people": [{"id", "name",
"language"}], "groups": [{"id", "title", "members", "privacy"}]}, every part of it optional.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.errors import BotError, Refused
from bot.web.demo.local import LocalTelegram
from bot.web.serving import serving

ZONE = "Asia/Shanghai"
CAST: dict[str, Any] = {
    "token": "1000:local-telegram-needs-no-secret-token",
    "username": "plan_desk_bot",
    "people": [
        {"id": 101, "name": "陈科长"},
        {"id": 102, "name": "李主任"},
        {"id": 103, "name": "Wang Fang", "language": "en"},
    ],
    "groups": [
        {"id": -1000000004001, "title": "发改工作群", "members": [101, 102]},
        {"id": -1000000004002, "title": "人社工作群", "members": [103, 102]},
        {"id": -4003, "title": "普通小群", "members": [101, 103], "privacy": False},
    ],
}


def cast_of(path: Path | None) -> dict[str, Any]:
    """Read a cast; what it leaves out is taken from the small one here."""
    if path is None:
        return CAST
    try:
        return CAST | json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"{path} is no cast: {error}; write {json.dumps(CAST, ensure_ascii=False)}") from None


def local_telegram(cast: dict[str, Any]) -> LocalTelegram:
    """Make the server with its people and groups."""
    clock = SystemClock(ZoneInfo(cast.get("zone", ZONE)))
    if "now" in cast:
        now = datetime.fromisoformat(cast["now"])
        now = now if now.tzinfo else now.replace(tzinfo=clock.zone)
        clock.offset = now - datetime.now(clock.zone)
    local = LocalTelegram(cast["token"], clock, bot_username=cast["username"])
    for person in cast["people"]:
        local.add_user(person["id"], person["name"], person.get("language", "zh"))
    for group in cast["groups"]:
        with_bot = group.get("bot", True)
        local.add_group(
            group["id"], group["title"], group["members"], privacy=group.get("privacy", True), with_bot=with_bot
        )
    return local


async def run(host: str, port: int, cast: dict[str, Any]) -> None:
    """Serve until the process is asked to end."""
    local = local_telegram(cast)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with serving(local.app, host=host, port=port, before_stop=local.close) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await ended.wait()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 good, 1 a fault said in one sentence, 2 wrong usage."""
    parser = argparse.ArgumentParser("python -m bot.web.demo", description="A local Telegram: Bot API and chat page.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    parser.add_argument("--cast", type=Path, help="a JSON file of people and groups")
    chosen = parser.parse_args(arguments)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(run(chosen.host, chosen.port, cast_of(chosen.cast)))
    except BotError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
