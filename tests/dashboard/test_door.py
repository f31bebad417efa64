"""Who comes in: links that are forged, old, used, revoked or of another role open nothing."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest

from bot.people.model import Role
from bot.web.dashboard import Dashboard
from tests.conftest import NOW
from tests.dashboard.conftest import TOKEN, Visit, browser_of, link
from tests.desk.cast import PEOPLE
from tests.desk.dialogue import Dialogue


def pass_in(address: str) -> str:
    return httpx.URL(address).params["pass"]


async def test_a_link_opens_one_session(house: Dialogue, site: Dashboard) -> None:
    address = await link(house, "office")
    async with browser_of(site) as browser, browser_of(site) as other:
        seen = await browser.get("/enter", params={"pass": pass_in(address)})
        assert (seen.status_code, "王督办" in seen.text) == (200, True)
        assert (
            await browser.get("/enter", params={"pass": pass_in(address)})
        ).status_code == 200  # looking uses up nothing
        assert (await browser.post("/enter", data={"pass": pass_in(address)})).status_code == 303
        assert "挂图作战" in (await browser.get("/")).text
        again = await other.post("/enter", data={"pass": pass_in(address)})
        assert (again.status_code, "已经用过" in again.text) == (410, True)
        assert (await other.get("/")).status_code == 401


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: t.replace(".", ",")])
async def test_a_forged_link_opens_nothing(house: Dialogue, site: Dashboard, spoil) -> None:
    forged = spoil(pass_in(await link(house, "office")))
    async with browser_of(site) as browser:
        assert (await browser.post("/enter", data={"pass": forged})).status_code == 401
        assert (await browser.get("/")).status_code == 401


async def test_before_any_link_was_handed_out_nothing_opens(site: Dashboard) -> None:
    async with browser_of(site) as browser:
        assert (await browser.get("/")).status_code == 401
        assert (await browser.post("/enter", data={"pass": "x.y"})).status_code == 401


async def test_a_link_and_a_session_end(house: Dialogue, site: Dashboard, visit: Visit) -> None:
    late = pass_in(await link(house, "office"))
    browser = await visit("leader")
    house.clock.at = NOW + timedelta(minutes=16)
    async with browser_of(site) as other:
        answer = await other.post("/enter", data={"pass": late})
        assert (answer.status_code, "过期" in answer.text) == (401, True)
    assert (await browser.get("/")).status_code == 200
    house.clock.at = NOW + timedelta(hours=13)
    answer = await browser.get("/")
    assert (answer.status_code, "过期" in answer.text) == (401, True)


async def test_revoked(house: Dialogue, site: Dashboard, visit: Visit) -> None:
    browser, waiting = await visit("office"), pass_in(await link(house, "office"))
    await house.say("office", "private", "/dashboard revoke")
    answer = await browser.get("/task/1.1.1")
    assert (answer.status_code, "收回" in answer.text) == (401, True)
    async with browser_of(site) as other:
        assert (await other.post("/enter", data={"pass": waiting})).status_code == 403
    assert (await (await visit("office")).get("/")).status_code == 200


async def test_who_loses_the_role_loses_the_session(house: Dialogue, site: Dashboard, visit: Visit) -> None:
    browser, waiting = await visit("office"), pass_in(await link(house, "office"))
    demoted = replace(PEOPLE[0], role=Role.LEAD, departments=("hr",))
    await house.store.write(lambda change: change.put_person(demoted))
    assert (await browser.get("/")).status_code == 401
    async with browser_of(site) as other:
        assert (await other.post("/enter", data={"pass": waiting})).status_code == 403


async def test_a_link_of_another_role_does_not_carry_over(house: Dialogue, site: Dashboard, visit: Visit) -> None:
    """The cookie of a lead opens what a lead may see, whatever is asked for."""
    browser = await visit("hr")
    page = (await browser.get("/task/1.1.1")).text
    assert "63个区重点建设项目" in page
    assert "18.2" not in page
    assert (await browser.get("/picture/glance.svg")).status_code == 404


async def test_a_session_is_no_link_and_a_link_no_session(house: Dialogue, site: Dashboard, visit: Visit) -> None:
    browser = await visit("office")
    async with browser_of(site) as other:
        assert (await other.post("/enter", data={"pass": browser.cookies["plan_desk"]})).status_code == 401
        other.cookies.set("plan_desk", pass_in(await link(house, "office")))
        assert (await other.get("/")).status_code == 401


async def test_leaving(visit: Visit) -> None:
    browser = await visit("office")
    await browser.post("/leave")
    assert (await browser.get("/")).status_code == 401


@pytest.mark.parametrize("who", ["guest"])
async def test_guests_get_no_link(house: Dialogue, who: str) -> None:
    answers = await house.say(who, "private", "/dashboard")
    assert not answers[0].message or not answers[0].message.buttons


async def test_only_in_private(house: Dialogue) -> None:
    answers = await house.say("office", "office", "/dashboard")
    assert answers[0].message is not None
    assert not answers[0].message.buttons
    assert "http" not in answers[0].message.html


def init_data(user: int, token: str = TOKEN, minutes: int = 0) -> str:
    """Sign what Telegram hands a Mini App."""
    at = int((NOW + timedelta(minutes=minutes)).timestamp())
    fields = {"auth_date": str(at), "query_id": "q", "user": json.dumps({"id": user})}
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode(fields | {"hash": hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()})


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (init_data(1), 204),
        (init_data(2), 204),
        (init_data(4), 403),  # a guest
        (init_data(99), 403),  # nobody we know
        (init_data(1, token="1000:another"), 403),
        (init_data(1, minutes=-20), 403),
        (init_data(1).replace("query_id=q", "query_id=r"), 403),
        ("", 403),
        ("hash=", 403),
    ],
)
async def test_telegram_vouches_for_who_opens_the_mini_app(
    house: Dialogue, site: Dashboard, data: str, status: int
) -> None:
    await link(house, "office")  # the key is made with the first link
    async with browser_of(site) as browser:
        assert (await browser.post("/app", data={"data": data})).status_code == status
        assert (await browser.get("/")).status_code == (200 if status == 204 else 401)
