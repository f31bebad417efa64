"""A local Telegram in this process, and bots as processes of their own that talk to it over HTTP.

Load is made where the server is, so that a question's moment and its answer's are read from one clock.
"""

import asyncio
import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.web.demo.local import LocalTelegram
from bot.web.demo.world import Change
from bot.web.serving import serving

ROOT = Path(__file__).parent.parent
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
TOKEN = "1000:local-telegram-needs-no-secret-token"
CLERK, PERSON = 101, 102
PATIENCE = 120.0
# Configuration of ours; and all bots may keep what Python compiles, as they do on any other machine.
NOT_INHERITED = ("BOT_", "PYTHONDONTWRITEBYTECODE")


@dataclass
class Server:
    """The local Telegram with some groups, and a stopwatch on every command answered in them."""

    local: LocalTelegram
    address: str
    groups: Sequence[int]
    asked: dict[int, deque[tuple[int, float]]] = field(default_factory=lambda: defaultdict(deque))
    took: list[float] = field(default_factory=list[float])
    answered_at: list[float] = field(default_factory=list[float])
    out_of_order: int = 0
    first_poll: float = 0.0
    unasked: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])  # group, moment

    def watch(self, change: Change) -> None:
        """Note when the bot says something."""
        message = change.message
        if change.kind != "message" or message is None or message.sender is not self.local.world.bot:
            return
        waiting = self.asked.get(message.chat.id)
        if not message.reply_to or not waiting:
            self.unasked.append((message.chat.id, time.monotonic()))
            return
        number, at = waiting[0]
        if number != message.reply_to.id:
            self.out_of_order += 1
            number, at = next(pair for pair in waiting if pair[0] == message.reply_to.id)
        waiting.remove((number, at))
        self.answered_at.append(time.monotonic())
        self.took.append(self.answered_at[-1] - at)

    def ask(self, group: int, words: str = "/target gdp") -> None:
        """Say a command in a group."""
        at = time.monotonic()
        self.asked[group].append((self.local.say(PERSON, group, words).id, at))

    @property
    def unanswered(self) -> int:
        """Count the commands that wait for their answer."""
        return sum(map(len, self.asked.values()))

    def begin(self) -> None:
        """Forget what was measured so far."""
        self.asked.clear()
        self.took.clear()
        self.answered_at.clear()
        self.unasked.clear()
        self.out_of_order = 0

    async def answered(self, patience: float = PATIENCE) -> None:
        """Wait until every command is answered; what is not by then stays counted as unanswered."""
        end = time.monotonic() + patience
        while self.unanswered and time.monotonic() < end:  # noqa: ASYNC110 - nothing wakes us at the end of patience
            await asyncio.sleep(0.002)

    async def steady(
        self, per_second: float, seconds: float, chance: random.Random, words: str = "/target gdp"
    ) -> None:
        """Ask at random moments, each time in the group that was left alone longest, and wait for the answers."""
        moment = time.monotonic()
        end, turn = moment + seconds, 0
        while (moment := moment + chance.expovariate(per_second)) < end:
            await asyncio.sleep(max(0.0, moment - time.monotonic()))
            self.ask(self.groups[turn % len(self.groups)], words)
            turn += 1
        await self.answered()

    async def polled(self, process: "BotProcess") -> float:
        """Wait until the bot asks for updates; return the moment."""
        end = time.monotonic() + PATIENCE
        while not self.first_poll:
            if time.monotonic() > end or process.process.poll() is not None:
                raise RuntimeError(f"{process.name} did not come up: {process.log.read_text()[-2000:]}")
            await asyncio.sleep(0.002)
        return self.first_poll

    def note_polls(self) -> None:
        """Note when updates are first asked for, and count them on from where the last server of this bot ended."""
        updates = self.local.world.updates
        updates._ids = itertools.count(int(time.time() * 10) % 2**31)  # pyright: ignore[reportPrivateUsage]
        poll = updates.poll

        async def noted(offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
            self.first_poll = self.first_poll or time.monotonic()
            return await poll(offset, limit, seconds)

        updates.poll = noted  # type: ignore[method-assign]


@contextlib.asynccontextmanager
async def telegram(groups: Sequence[int], titles: Sequence[str] = ()) -> AsyncGenerator[Server]:
    """Run a local Telegram with these groups; titles a bot knows already cost it no write."""
    local = LocalTelegram(TOKEN, SystemClock(ZoneInfo("Asia/Shanghai")))
    local.add_user(CLERK, "王督办")
    local.add_user(PERSON, "李报告")
    for number, group in enumerate(groups):
        title = titles[number] if number < len(titles) else f"群{number}"
        local.add_group(group, title, [PERSON, CLERK])
    async with serving(local.app, before_stop=local.close) as address:
        server = Server(local, address, groups)
        server.note_polls()
        local.world.watchers.append(server.watch)
        yield server


class BotProcess:
    """A bot under test."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self.began = time.monotonic()
        with self.log.open("ab") as log:
            inherited = {key: value for key, value in os.environ.items() if not key.startswith(NOT_INHERITED)}
            self.process = subprocess.Popen(
                command, env=inherited | dict(environment), cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    @property
    def megabytes(self) -> float:
        """Read its resident memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    @property
    def cpu_seconds(self) -> float:
        """Read the processor time it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Stop it, at once where it does not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self) -> "BotProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def ours(
    address: str, folder: Path, state: Path, plan: Path | None = None, day: date | None = None, **config: str
) -> BotProcess:
    """Start our bot; `config` are environment values of the configuration, without their prefix."""
    environment = {
        "BOT_TELEGRAM__TOKEN": TOKEN,
        "BOT_TELEGRAM__BASE_URL": f"{address}/bot",
        "BOT_OFFICE__TELEGRAM_USER_IDS": f"[{CLERK}]",
        **({"BOT_BOT__PLAN": str(plan)} if plan else {}),
        **{f"BOT_{key}": value for key, value in config.items()},
    }
    dated = ["--date", day.isoformat()] if day else []
    command = [sys.executable, "-m", "bot", "run", "--state", str(state), *dated]
    return BotProcess("ours", command, environment, folder)


def peer(name: str, address: str, folder: Path, **environment: str) -> BotProcess:
    """Start a peer's bot: ptb | aiogram."""
    answer = folder / "answer.html"
    if not answer.exists():
        answer.write_text(ANSWER, "utf-8")
    command = [str(PEERS_PYTHON), str(ROOT / "benchmarks" / "peers" / f"{name}_bot.py")]
    base = {"TOKEN": TOKEN, "BASE_URL": f"{address}/bot", "ANSWER": str(answer)}
    return BotProcess(name, command, base | environment, folder)


# What the peers answer to /target gdp: as long as our answer, for the line and the server must do the same work.
ANSWER = """<b>地区生产总值</b>　增长 <b>4.5%左右</b>
<blockquote>地区生产总值增长 4.5%左右</blockquote>
牵头单位：越秀区统计局（示例编制人 2023-02-07 指定）
上年：3,650.18 亿元（2022年）。按可比价，不推算总量。
口径：每季度一次，约在季后20天公布。

登记一个群或领取权限后，可看进展。发 /help 看还能问什么。"""
