"""The dashboard in a real browser, on the real plan: from /dashboard in the chat to every page, judged by axe-core.

`SCREENSHOT=docs/dashboard.png` keeps a picture of the wall for the READMEs.
"""

import hashlib
import os
import re
from itertools import product
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

from bot.web.demo.cast import CLERK
from tests.end_to_end.processes import Chats, demo
from tests.web.test_page import CHROMIUM, DESKTOP, PHONE, SWITCHES, pytestmark

__all__ = ["pytestmark"]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"  # axe-core 4.14.1
AXE_CHECKSUM = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
JUDGED = (0, 3, 5, 6)  # of the eight rounds: each size, scheme and language twice
PAGES = ("/", "/?lamp=red", "/targets", "/target/gdp", "/departments", "/department/drc", "/task/1.2.1", "/week")


def link_from(chats: Chats) -> str:
    chats.do("say", user=CLERK, chat=CLERK, text="/dashboard")
    return chats.wait(CLERK, "看板")["buttons"][0][0]["url"]


async def look(browser: Browser, state: Any, size: tuple[int, int], scheme: str, complaints: list[str]) -> Page:
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        storage_state=state,
        bypass_csp=True,  # for axe alone: the pages let no foreign script in
    )
    page = await context.new_page()
    page.on("console", lambda said: complaints.append(f"{page.url} {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
    return page


async def faults(page: Page) -> list[str]:
    """List what axe-core finds, and whether one must scroll sideways."""
    await page.add_script_tag(path=AXE)
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    named = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]
    return named + await wide(page)


async def wide(page: Page) -> list[str]:
    """Say whether one must scroll sideways."""
    return ["wide"] * await page.evaluate("document.documentElement.scrollWidth > innerWidth")


async def test_every_page_for_phone_and_wall_light_and_dark_in_both_languages(tmp_path: Path) -> None:
    complaints: list[str] = []
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == AXE_CHECKSUM
    with demo(tmp_path) as chats:
        link = link_from(chats)
        where = link.partition("/enter")[0]
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            first = await (await browser.new_context()).new_page()
            await first.goto(link)
            await first.get_by_role("button", name="进入看板").click()
            await expect(first.get_by_role("heading", level=1)).to_contain_text("任务完成")
            state = await first.context.storage_state()
            for number, (size, scheme, language) in enumerate(
                product((PHONE, DESKTOP), ("light", "dark"), ("zh", "en"))
            ):
                page = await look(browser, state, size, scheme, complaints)
                for path in PAGES:
                    await page.goto(f"{where}{path}{'&' if '?' in path else '?'}language={language}")
                    # axe takes its time: every second round, so that each size, scheme and language has its turn.
                    found = await faults(page) if number in JUDGED else await wide(page)
                    complaints += [f"{path} {size} {scheme} {language} {fault}" for fault in found]
                    if path == "/" and number == 4 and (kept := os.environ.get("SCREENSHOT")):
                        await page.screenshot(path=kept)
                if number in JUDGED:
                    await page.evaluate("document.querySelector('main').append(document.createElement('img'))")
                    assert any(fault.startswith("image-alt") for fault in await faults(page))  # axe is awake
                await page.context.close()

            # Filters change the address, the keyboard reaches them, and what is reported shows by itself.
            await first.locator("select[name=lamp]").select_option("red")
            await expect(first).to_have_url(re.compile("lamp=red"))
            await expect(first.get_by_role("heading", level=1)).to_contain_text("共")
            await first.goto(f"{where}/task/1.2.1")
            chats.do("say", user=CLERK, chat=CLERK, text="/update 1.2.1 已完成21.5亿元")
            await expect(first.locator("main")).to_contain_text("已完成21.5亿元")
            await browser.close()
    assert complaints == []
