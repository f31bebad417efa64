"""What is asked and decided, in a real browser: an extension granted, and a task closed with evidence.

`PICTURES=FOLDER` keeps a picture of each step.
"""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser import IN_BROWSER, PHONE, SIZES, from_bot, send, visiting
from tests.end_to_end.processes import demo
from tests.end_to_end.test_in_browser import moved
from tests.web.pictures import png

pytestmark = IN_BROWSER
STRICT = "[close]\nauto_accept = false\nevidence = true\n"
TASK = "1.2.6"
DEPARTMENT, OFFICE = "区发改局工作群", "计划督办群"


class Seen:
    """A page on the demo. `picture` keeps what it shows, where a folder is named for that."""

    def __init__(self, page: Page, size: tuple[int, int]) -> None:
        self.page = page
        self._size = size
        self._number = 0

    async def enter(self, title: str) -> None:
        """Open a chat; on a phone by way of the list."""
        if self._size == PHONE and await self.page.locator("a.back").is_visible():
            await self.page.locator("a.back").click()
        await self.page.locator(".line").filter(has_text=title).click()
        await expect(self.page.locator("#write")).to_be_visible()

    async def answer(self, message: Locator, text: str) -> None:
        """Reply to a message."""
        await message.locator(".bubble").click(position={"x": 60, "y": 30})
        await expect(self.page.locator(".bar.reply")).to_be_visible()
        await send(self.page, text)

    async def tap(self, message: Locator, label: str) -> None:
        """Press the button under a message whose label begins so (同意, but not 不同意)."""
        await message.get_by_role("button", name=re.compile(f"^{re.escape(label)}")).click()

    async def picture(self, name: str) -> None:
        if folder := os.environ.get("PICTURES"):
            self._number += 1
            await self.page.wait_for_timeout(400)  # let a smooth scroll end; only where somebody looks at it
            await self.page.screenshot(path=f"{folder}/{self._size[0]}-{name}-{self._number}.png")


@asynccontextmanager
async def strict_demo(folder: Path, browser: Browser, size: tuple[int, int]) -> AsyncIterator[Seen]:
    """Show the demo of an office that accepts what is done, with evidence; nothing on the page may complain."""
    config = folder / "config.toml"
    config.write_text(STRICT, "utf-8")
    with demo(folder / "state", "--config", str(config)) as chats:
        async with visiting(browser, chats.address, size) as page:
            yield Seen(page, size)


async def reminded(seen: Seen) -> Locator:
    """Go on past nine on the day on which the task is reminded of, and give that reminder."""
    await seen.enter(DEPARTMENT)
    await moved(seen.page, "1 天", "7月4日")
    await moved(seen.page, "1 小时", "7月4日")
    reminder = from_bot(seen.page, "提示").filter(has_text=TASK).last
    await expect(reminder).to_contain_text("节点7月7日")
    return reminder


@SIZES
async def test_an_extension_is_asked_for_and_granted(size: tuple[int, int], browser: Browser, tmp_path: Path) -> None:
    async with strict_demo(tmp_path, browser, size) as seen:
        page = seen.page
        await seen.tap(await reminded(seen), "申请延期")
        await seen.tap(from_bot(page, "申请延期：哪一项").last, TASK)
        await seen.picture("later")
        await seen.answer(from_bot(page, "延到哪一天").last, "2024年2月20日 招标流程延后")
        await expect(from_bot(page, "已提交延期申请").last).to_contain_text("答复前仍按12月31日")
        await seen.picture("asked")

        await seen.enter(OFFICE)
        request = from_bot(page, "招标流程延后").last
        await seen.picture("request")
        await seen.tap(request, "同意")
        await expect(from_bot(page, "第1次延期").last).to_contain_text("2024年2月20日")
        await seen.picture("granted")

        await seen.enter(DEPARTMENT)
        told = from_bot(page, "第1次延期").last
        await expect(told).to_contain_text("原定12月31日")
        await send(page, f"/task {TASK}")
        await expect(from_bot(page, "2024年2月20日").last).to_contain_text("原定12月31日")
        await seen.picture("task")


@SIZES
async def test_a_task_is_closed_with_evidence(size: tuple[int, int], browser: Browser, tmp_path: Path) -> None:
    async with strict_demo(tmp_path, browser, size) as seen:
        page = seen.page
        await seen.tap(await reminded(seen), "已完成")
        await seen.tap(from_bot(page, "已完成：哪一项").last, TASK)
        await page.get_by_role("button", name="任务全部完成").last.click()
        asked = from_bot(page, "请给办结依据").last
        await expect(asked).to_be_visible()
        await seen.picture("evidence")
        await asked.locator(".bubble").click(position={"x": 60, "y": 30})
        picture = {"name": "验收现场.png", "mimeType": "image/png", "buffer": png(32, 32)}
        await page.locator("#files").set_input_files([picture])
        await page.locator("#send").click()
        await expect(from_bot(page, "已记录").last).to_contain_text("待核")
        await seen.picture("reported")

        await seen.enter(OFFICE)
        await send(page, "/matters")
        waiting = from_bot(page, "待督办核").last
        await expect(waiting).to_be_visible()
        await seen.picture("matters")
        await seen.tap(waiting, f"核 {TASK}")
        await seen.picture("card")
        await seen.tap(from_bot(page, TASK).last, "办结")
        await expect(from_bot(page, "刘督办核").last).to_contain_text(TASK)
        await seen.picture("accepted")

        await seen.enter(DEPARTMENT)
        await expect(from_bot(page, "刘督办核").last).to_contain_text(f"已办结 {TASK}")
        await send(page, f"/history {TASK}")
        await expect(from_bot(page, "附件").last).to_contain_text("办结")
        await seen.picture("history")
