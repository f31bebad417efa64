"""A real browser: one a worker, in which each test opens pages of its own that may have nothing to complain about."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = (1440, 900), (390, 844)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here; get it with: apt-get install chromium fonts-noto-cjk"),
    pytest.mark.asyncio(loop_scope="session"),  # the loop of the browser
]

expect.set_options(timeout=60_000)  # milliseconds, for a machine that is busy with other tests


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Run a browser while the block runs."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        await browser.close()


@asynccontextmanager
async def visiting(
    browser: Browser,
    address: str = "about:blank",
    size: tuple[int, int] = DESKTOP,
    *,
    warnings: bool = False,
    **more: Any,
) -> AsyncIterator[Page]:
    """Open a page as a visitor nobody knows; it may complain of nothing, with `warnings` not even mildly."""
    complaints: list[str] = []
    kinds = ("error", "warning") if warnings else ("error",)
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE, **more)
    try:
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url} {said.text}") if said.type in kinds else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
        await page.goto(address)
        yield page
    finally:
        await context.close()
    assert complaints == []


async def send(page: Page, text: str) -> None:
    """Write into the chat that is open."""
    await page.fill("#write", text)
    await page.keyboard.press("Enter")


def from_bot(page: Page, text: str) -> Locator:
    """Find what the bot has said in the chat that is open."""
    return page.locator(".message.from-bot").filter(has_text=text)
