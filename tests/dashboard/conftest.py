"""A dashboard of the small cast, and visitors who came in by a link the bot handed them."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from bot.plan.model import Plan
from bot.web.dashboard import Dashboard
from tests.desk.cast import report
from tests.desk.dialogue import Dialogue

ADDRESS = "http://127.0.0.1:8090"
TOKEN = "1000:invented-token-of-the-tests"
NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> {{ 7*7 }} \"onload='x'"

Visit = Callable[[str], Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def house(plan: Plan) -> Dialogue:
    made = await Dialogue(plan, telegram={"token": TOKEN}).seated()
    await made.recorded(
        report("1.1.1", f"完成投资18.2亿元 {NASTY}", 3, value=18.2, percent=46.7, person_name=NASTY, department="drc"),
        report("2.1.1", "举办招聘会20场", 2, value=20, percent=20, department="hr", person_name="李人社"),
        report("gdp", "一季度增长4.3%", 60, value=4.3, department="drc"),
    )
    return made


async def link(house: Dialogue, who: str) -> str:
    """Ask the bot for a link, as `who`, in private."""
    answers = await house.say(who, "private", "/dashboard")
    message = answers[0].message
    assert message is not None
    urls = [button.url for row in message.buttons for button in row]
    return urls[0] if urls else re.findall(r"http\S+?(?=<)", message.html)[0].replace("&amp;", "&")


@pytest.fixture
async def site(house: Dialogue) -> AsyncIterator[Dashboard]:
    dashboard = Dashboard(house.store, house.tools.config, house.clock)
    yield dashboard
    await dashboard.close()


def browser_of(site: Dashboard) -> httpx.AsyncClient:
    """Make a browser without a session."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(site.app), base_url=ADDRESS)


@pytest.fixture
async def visit(house: Dialogue, site: Dashboard) -> AsyncIterator[Visit]:
    """Come in as one of the cast."""
    opened: list[httpx.AsyncClient] = []

    async def visit(who: str) -> httpx.AsyncClient:
        client = browser_of(site)
        opened.append(client)
        address = await link(house, who)
        answer = await client.post("/enter", data={"pass": httpx.URL(address).params["pass"]})
        assert answer.status_code == 303, answer.text
        return client

    yield visit
    for client in opened:
        await client.aclose()
