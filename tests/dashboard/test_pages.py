"""What stands on the pages, for whom, and that nothing a person typed is more than text there."""

import asyncio
import hashlib
import re
from pathlib import Path

import pytest

from bot.web import dashboard
from bot.web.dashboard import Dashboard
from bot.web.dashboard.wording import WORDS
from tests.dashboard.conftest import Visit, browser_of
from tests.desk.cast import report
from tests.desk.dialogue import Dialogue

STATIC = Path(dashboard.__file__).parent / "static"
PAGES = ("/", "/?lamp=green", "/targets", "/target/gdp", "/departments", "/department/drc", "/task/1.1.1", "/week")
CHECKSUMS = {"htmx.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"}  # htmx 2.0.11


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
async def test_every_page_is_whole_and_loads_nothing_from_elsewhere(visit: Visit, page: str, language: str) -> None:
    browser = await visit("office")
    answer = await browser.get(page, params={"language": language})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'self'", "form-action 'self'", "object-src 'none'"} <= set(policy)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert not re.search(r"<script(?! src=)", answer.text)


@pytest.mark.parametrize("page", PAGES)
async def test_what_a_lead_typed_stays_text(visit: Visit, page: str) -> None:
    text = (await (await visit("office")).get(page)).text
    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert "\"onload='x'" not in text


async def test_a_task_page_tells_everything(visit: Visit) -> None:
    text = (await (await visit("office")).get("/task/1.1.1")).text
    for words in ("力争63个区重点建设项目", "18.2亿元", "超39亿元", "&lt;img src=x", "{{ 7*7 }}", "12月31日"):
        assert words in text, words


@pytest.mark.parametrize("page", ["/", "/task/1.1.1"])
async def test_english_pages_number_sections_in_figures(visit: Visit, page: str) -> None:
    text = (await (await visit("office")).get(page, params={"language": "en"})).text
    assert not re.search(r"[一二]\s*(?:·|</span>)|、", text)


@pytest.mark.parametrize(
    ("who", "seen", "hidden"),
    [
        ("office", ("18.2", "举办招聘会20场"), ()),
        ("leader", ("18.2", "举办招聘会20场"), ()),
        ("hr", ("举办招聘会20场",), ("18.2",)),
        ("drc", ("18.2",), ("举办招聘会20场",)),
    ],
)
async def test_who_sees_what(visit: Visit, who: str, seen: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    browser = await visit(who)
    everything = "".join([(await browser.get(page)).text for page in (*PAGES, "/task/2.1.1", "/department/hr")])
    for words in seen:
        assert words in everything, words
    for words in hidden:
        assert words not in everything, words


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("lamp=green", ("1.1.1",), ("2.1.2",)),
        ("department=housing", ("2.1.2", "1.1.1"), ("2.1.3",)),
        ("section=2", ("2.1.1", "2.1.2", "2.1.3"), ("1.1.2",)),
        ("q=老旧小区", ("2.1.2",), ("2.1.1",)),
        ("section=2&q=招聘", ("2.1.1",), ("2.1.3",)),
        ("q=没有的词", ("没有符合条件的任务",), ("2.1.1",)),
        ("lamp=blue&page=x&department=%3Cb%3E", ("没有符合条件的任务",), ("<b>",)),
    ],
)
async def test_filters_stand_in_the_address(
    visit: Visit, query: str, found: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    text = (await (await visit("office")).get(f"/?{query}")).text
    listed = text[text.index("<h1>") :].replace("</option>", "")
    for words in found:
        assert words in listed, words
    for words in left_out:
        assert f'"/task/{words}"' not in listed if words[0].isdigit() else words not in listed, words


@pytest.mark.parametrize("page", ["/task/9.9.9", "/target/none", "/department/none", "/nowhere"])
async def test_what_is_not_there_leads_back(visit: Visit, page: str) -> None:
    answer = await (await visit("office")).get(page)
    assert (answer.status_code, 'href="/"' in answer.text) == (404, True)


@pytest.mark.parametrize(("name", "status"), [("glance", 200), ("gdp", 200), ("hr", 200), ("drc", 404), ("x", 404)])
async def test_pictures_keep_to_what_one_may_see(visit: Visit, name: str, status: int) -> None:
    browser = await visit("hr")
    status = 404 if name == "glance" else status
    assert (await browser.get(f"/picture/{name}.svg")).status_code == status
    if name != "x":
        drawing = await (await visit("office")).get(f"/picture/{name}.svg?dark=1")
        assert (drawing.status_code, drawing.headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("page", [*PAGES, "/picture/gdp.svg", "/live"])
async def test_nothing_is_shown_without_a_session(site: Dashboard, page: str) -> None:
    async with browser_of(site) as browser:
        answer = await browser.get(page)
        assert answer.status_code == 401
        assert "18.2" not in answer.text


async def test_a_report_is_news(house: Dialogue, site: Dashboard, visit: Visit) -> None:
    """The stream says so; it is read from the application itself, for a test's client hands over whole answers only."""
    browser = await visit("office")
    said: list[bytes] = []
    come = asyncio.Event()

    async def send(message: dict) -> None:
        said.append(message.get("body", b""))
        if b"changed" in said[-1]:
            come.set()
        if len(said) == 2:  # the head, and that the stream is open
            await house.recorded(report("2.1.1", "举办招聘会30场", 0, value=30, percent=30))

    async def receive() -> dict:
        await come.wait()
        return {"type": "http.disconnect"}

    cookie = f"plan_desk={browser.cookies['plan_desk']}".encode()
    scope = {"type": "http", "method": "GET", "path": "/live", "raw_path": b"/live", "query_string": b"", "headers": [(b"cookie", cookie)], "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8090), "client": ("127.0.0.1", 1), "root_path": ""}  # fmt: skip  # noqa: E501
    async with asyncio.timeout(20):
        await site.app(scope, receive, send)  # type: ignore[arg-type]
    assert come.is_set()


def test_what_is_vendored_is_what_it_says() -> None:
    for name, checksum in CHECKSUMS.items():
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == checksum
    assert "BSD" in (STATIC / "vendor" / "htmx.LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize("name", WORDS)
def test_every_word_stands_in_both_languages_and_is_used(name: str) -> None:
    zh, en = WORDS[name]
    assert set(re.findall(r"{\w+}", zh)) == set(re.findall(r"{\w+}", en))
    pages = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").glob("*.j2"))
    said = {"forged", "expired", "revoked", "role", "spent", "session", "office", "leader", "lead", "photo", "document"}
    assert f'"{name}"' in pages or name in said
