"""The walk of the README in a real browser, with the real bot behind the page.

`SCREENSHOT=docs/demo.png` keeps a picture of its end for the READMEs.
"""

import os
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser import DESKTOP, IN_BROWSER, SIZES, from_bot, send, visiting
from tests.end_to_end.processes import demo

pytestmark = IN_BROWSER
REPLY = "已完成21.5亿元，9月底前全部完成"


async def moved(page: Page, button: str, day: str) -> None:
    """Press a button of the clock bar and wait until the clock stands on the day."""
    await page.locator("#moves button").filter(has_text=button).click()
    await expect(page.locator("#now")).to_contain_text(day)
    await expect(page.locator("#moves button").first).to_be_enabled()


@SIZES
async def test_the_walk_of_the_readme(size: tuple[int, int], browser: Browser, tmp_path: Path) -> None:
    with demo(tmp_path) as chats:
        async with visiting(browser, chats.address, size) as page:
            await page.locator(".line").filter(has_text="区发改局工作群").click()
            await expect(from_bot(page, "本群已绑定")).to_be_visible()

            await send(page, "/target gdp")
            await expect(from_bot(page, "4.5%左右")).to_be_visible()

            await moved(page, "1 小时", "7月3日")
            await expect(from_bot(page, "【周报】")).to_have_count(1)
            for day in ("7月4日", "7月5日"):
                await moved(page, "1 天", day)
            reminder = from_bot(page, "7月5日").filter(has_text="1.2.1").last
            await reminder.locator(".bubble").click(position={"x": 60, "y": 40})
            await expect(page.locator(".bar.reply")).to_be_visible()
            await send(page, REPLY)
            recorded = from_bot(page, "已记录").last
            await expect(recorded).to_contain_text("21.5亿元")
            await expect(recorded).to_contain_text("55.1%")
            await expect(recorded).to_contain_text("9月30日")
            if size == DESKTOP and (picture := os.environ.get("SCREENSHOT")):
                await expect(page.locator(".toast")).to_have_count(0)
                await page.screenshot(path=picture)
            await recorded.get_by_role("button", name="撤销").click()
            await expect(from_bot(page, "已撤销").last).to_contain_text("1.2.1")

            await send(page, f"/update 1.2.1 {REPLY}")
            await expect(from_bot(page, "已记录").last).to_contain_text("21.5亿元")
            await moved(page, "下周一", "7月10日")
            digest = from_bot(page, "第28周").last
            await expect(digest).to_contain_text("1.2.1")
            await expect(digest).to_contain_text("21.5亿元")
