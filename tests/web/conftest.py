"""A local Telegram with a small cast, the way every test of it is handed one."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.clock import SystemClock
from bot.web.demo.local import LocalTelegram
from bot.web.serving import serving
from tests.conftest import SHANGHAI

TOKEN = "1000:invented-token-of-the-tests-0123456789"
CHEN, LI, WANG = 101, 102, 103
DRC, HR, SMALL = -1000000004001, -1000000004002, -4003

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class FakeClock(SystemClock):
    """Stands still until it is moved; monotonic seconds are set by hand."""

    def __init__(self) -> None:
        super().__init__(SHANGHAI)
        self.time = datetime(2023, 7, 3, 8, 50, tzinfo=SHANGHAI)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.seconds

    def move_to(self, when: datetime) -> None:
        self.time = max(self.time, when)


@pytest.fixture(autouse=True)
def library_speaks_of_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the client library's warning that it will."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def local(clock: FakeClock) -> LocalTelegram:
    """Three people; two supergroups and one basic group in which the bot is."""
    local = LocalTelegram(TOKEN, clock, bot_username="plan_bot", bot_name="计划助手")
    local.add_user(CHEN, "陈科长")
    local.add_user(LI, "李主任")
    local.add_user(WANG, "Wang Fang", language="en")
    local.add_group(DRC, "发改工作群", [CHEN, LI])
    local.add_group(HR, "人社工作群", [WANG, LI], privacy=False)
    local.add_group(SMALL, "普通小群", [CHEN, WANG])
    return local


@pytest.fixture
async def web(local: LocalTelegram) -> AsyncIterator[httpx.AsyncClient]:
    """The server without a network in between."""
    transport = httpx.ASGITransport(local.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
        yield client


@pytest.fixture
def call(web: httpx.AsyncClient) -> Call:
    """Call a method of the Bot API with JSON and give its answer, whatever it is."""

    async def call(method: str, **arguments: Any) -> dict[str, Any]:
        return (await web.post(f"/bot{TOKEN}/{method}", json=arguments)).json()

    return call


@pytest.fixture
async def address(local: LocalTelegram) -> AsyncIterator[str]:
    """The server on a real port."""
    async with serving(local.app, before_stop=local.close) as address:
        yield address


@asynccontextmanager
async def client(address: str) -> AsyncIterator[Bot]:
    """python-telegram-bot's own client, as the real bot uses it."""
    patient = {"read_timeout": 10.0, "connect_timeout": 10.0, "pool_timeout": 10.0}
    bot = Bot(
        TOKEN,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=HTTPXRequest(connection_pool_size=8, **patient),
        get_updates_request=HTTPXRequest(connection_pool_size=2, **patient),
    )
    async with bot:
        yield bot


@pytest.fixture
async def ptb(address: str) -> AsyncIterator[Bot]:
    async with client(address) as bot:
        yield bot
