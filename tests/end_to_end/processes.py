"""Real processes to talk to: the demo, a local Telegram alone, the bot, and the command line."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx

PATIENCE = 60.0  # seconds a real process may take on a loaded machine before the test says what is missing
TOKEN = "1000:local-telegram-needs-no-secret-token"
Json = dict[str, Any]


class Process:
    """A Python process of this project. `lines` is what it printed on standard output so far."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | dict(environment or {}),
        )

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Kill a process that says nothing: it would hold the test for ever; so the wait ends with what it said."""
        watchdog = threading.Timer(PATIENCE * 3, self._process.kill)
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()

    def first(self, pattern: str) -> str:
        """Wait for the first line of output that matches and return the match; fail with what was said otherwise."""
        assert self._process.stdout is not None
        with self._watched():
            for line in self._process.stdout:
                if match := re.search(pattern, line):
                    return match[0]
        raise AssertionError(f"it ended and said: {self._process.stderr.read() if self._process.stderr else ''}")

    def first_error(self, pattern: str) -> str:
        """Wait for the first line on standard error that matches."""
        assert self._process.stderr is not None
        said: list[str] = []
        with self._watched():
            for line in self._process.stderr:
                said.append(line)
                if match := re.search(pattern, line):
                    return match[0]
        raise AssertionError(f"it ended and said: {''.join(said)}")

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate(timeout=PATIENCE)

    def end(self) -> tuple[int, str, str]:
        """Ask it to end; return exit code, and what is left of output and errors."""
        self._process.send_signal(signal.SIGTERM)
        out, err = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, out, err

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate(timeout=PATIENCE)


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the bot to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE * 2,
        env=os.environ | environment,
        check=False,
    )


@dataclass
class Chats:
    """A local Telegram as its page sees it."""

    address: str

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, timeout=PATIENCE * 3)

    def do(self, action: str, **wish: Any) -> Json:
        """Do what a person at the page does; fail with the reason where it is refused."""
        answer = self.client.post(f"/api/{action}", json=wish)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def state(self) -> Json:
        return self.client.get("/api/state").json()

    def group(self, title: str) -> int:
        """Find a group by a part of its title."""
        return next(chat["id"] for chat in self.state()["chats"] if title in (chat["title"] or ""))

    def messages(self, chat: int) -> list[Json]:
        return self.client.get("/api/messages", params={"chat": chat}).json()["messages"]

    def from_bot(self, chat: int, containing: str = "", after: int = 0) -> list[Json]:
        """List the bot's messages in a chat that contain a wording, oldest first."""
        return [m for m in self.messages(chat) if m["bot"] and m["id"] > after and containing in m["text"]]

    def wait(self, chat: int, containing: str = "", after: int = 0) -> Json:
        """Wait until the bot has said something, woken by the page's stream of events."""
        return self.until(
            lambda: next(iter(self.from_bot(chat, containing, after)), None),
            lambda: f"{containing!r} was not said; said was {[m['text'] for m in self.messages(chat)][-5:]}",
        )

    def until(self, look: Callable[[], Json | None], missing: Callable[[], str]) -> Json:
        """Look again after each event until something is found."""
        deadline = time.monotonic() + PATIENCE
        with self.client.stream("GET", "/api/events", timeout=PATIENCE) as stream:
            events = self._events(stream)
            while time.monotonic() < deadline:
                if found := look():
                    return found
                try:
                    next(events)
                except (httpx.ReadTimeout, StopIteration):
                    break
        if found := look():
            return found
        raise AssertionError(missing())

    @staticmethod
    def _events(stream: httpx.Response) -> Iterator[str]:
        return (line for line in stream.iter_lines() if line.startswith("data:"))


@contextmanager
def demo(state: Path, *more: str) -> Iterator[Chats]:
    """Run the demo on a free port."""
    with Process(["bot", "demo", "--port", "0", "--state", str(state), *more]) as process:
        chats = Chats(process.first(r"http://[\d.:]+"))
        with chats.client:
            yield chats


@contextmanager
def local_telegram(folder: Path, cast: Json) -> Iterator[Chats]:
    """Run a local Telegram alone."""
    path = folder / "cast.json"
    path.write_text(json.dumps({"token": TOKEN} | cast, ensure_ascii=False), "utf-8")
    with Process(["bot.web.demo", "--port", "0", "--cast", str(path)]) as process:
        chats = Chats(process.first(r"http://[\d.:]+"))
        with chats.client:
            yield chats


def bot(chats: Chats, state: Path, *more: str, **environment: str) -> Process:
    """Start the bot against a local Telegram; wait for `up` before talking to it."""
    environment = {
        "BOT_TELEGRAM__TOKEN": TOKEN,
        "BOT_TELEGRAM__BASE_URL": f"{chats.address}/bot",
        "BOT_OFFICE__TELEGRAM_USER_IDS": "[101]",
    } | environment
    return Process(["bot", "run", "--state", str(state), "--date", "2023-07-05", *more], environment)
