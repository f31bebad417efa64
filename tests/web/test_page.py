"""The page in a real browser, with a scripted bot behind it: said → seen."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from telegram import Bot

from bot.web.demo.local import LocalTelegram
from bot.web.serving import serving
from tests.browser import DESKTOP, IN_BROWSER, PHONE, send, visiting
from tests.web.conftest import CHEN, DRC, HR, LI, SMALL, WANG, FakeClock, client
from tests.web.pictures import png
from tests.web.scripted_bot import DIGEST, REMINDER, ScriptedBot, keys

NASTY = "<img src=x onerror=\"document.title='broken'\"> & <b>x</b> <script>document.title='broken'</script>"

pytestmark = IN_BROWSER

Open = Callable[..., Awaitable[Page]]
in_the_loop_of_the_browser = pytest_asyncio.fixture(loop_scope="session")


@in_the_loop_of_the_browser
async def address(local: LocalTelegram) -> AsyncIterator[str]:
    async with serving(local.app, before_stop=local.close) as address:
        yield address


@in_the_loop_of_the_browser
async def ptb(address: str) -> AsyncIterator[Bot]:
    async with client(address) as bot:
        yield bot


@in_the_loop_of_the_browser
async def scripted(ptb: Bot) -> AsyncIterator[ScriptedBot]:
    async with ScriptedBot(ptb).running() as bot:
        yield bot


@in_the_loop_of_the_browser
async def open_page(browser: Browser, address: str) -> AsyncIterator[Open]:
    """Open the page; in the end no page may have had anything to complain about."""
    async with AsyncExitStack() as opened:

        async def open_page(size: tuple[int, int] = DESKTOP, path: str = "/", chats: int = 3) -> Page:
            visit = visiting(browser, address + path, size, warnings=True, accept_downloads=True)
            page = await opened.enter_async_context(visit)
            await expect(page.locator(".line")).to_have_count(chats)
            return page

        yield open_page


def line(page: Page, chat: int) -> Locator:
    return page.locator(f'.line[href="#{chat}"]')


def last(page: Page) -> Locator:
    return page.locator(".message").last


async def test_a_command_is_asked_and_answered_with_markup_and_buttons(open_page: Open, scripted: ScriptedBot) -> None:
    page = await open_page()
    await expect(page.locator(".mark")).to_have_text("演示数据")
    await line(page, DRC).click()
    await send(page, "/target gdp")
    answer = page.locator(".from-bot")
    await expect(answer.locator("strong").filter(has_text="地区生产总值")).to_be_visible()
    await expect(answer.locator("blockquote")).to_have_text("地区生产总值增长 4.5%左右")
    await expect(answer.locator("code")).to_have_text("+4.3%")
    await expect(answer.locator(".quoted")).to_contain_text("/target gdp")
    link = answer.get_by_role("link", name="计划全文")
    await expect(link).to_have_attribute("href", "https://example.org/plan")
    await expect(answer.locator(".key")).to_have_text(["走势", "原文", "全部指标"])
    await answer.get_by_role("button", name="走势").click()
    await expect(page.locator(".toast")).to_have_text("暂无走势")
    await answer.get_by_role("button", name="原文").click()
    await expect(page.locator("dialog[open]")).to_contain_text("见计划第二部分")


async def test_a_reminder_is_replied_to_recorded_and_taken_back(
    open_page: Open, scripted: ScriptedBot, ptb: Bot
) -> None:
    page = await open_page()
    await ptb.send_message(DRC, REMINDER, parse_mode="HTML")
    await expect(line(page, DRC).locator(".badge")).to_have_text("1")
    await expect(page).to_have_title(re.compile(r"^\(1\)"))
    await line(page, DRC).click()
    await expect(page.locator(".unread")).to_have_count(0)
    await expect(line(page, DRC).locator(".badge")).to_have_count(0)
    await page.locator(".from-bot .bubble").click(position={"x": 60, "y": 30})
    await expect(page.locator(".bar.reply")).to_contain_text("今日提醒")
    await send(page, "已完成21.5亿元，9月底前全部完成")
    await expect(page.locator(".own .quoted")).to_contain_text("今日提醒")
    await expect(last(page)).to_contain_text("✅ 已记录：已完成21.5亿元")
    await last(page).get_by_role("button", name="撤销").click()
    await expect(last(page)).to_contain_text("已撤销这次反馈")
    await expect(last(page)).to_contain_text("已编辑")
    await expect(page.locator(".toast")).to_have_text("已撤销")


async def test_what_privacy_mode_hides_is_shown_as_unheard(
    open_page: Open, scripted: ScriptedBot, local: LocalTelegram
) -> None:
    page = await open_page()
    await line(page, DRC).click()
    await send(page, "大家周五前报一下")
    await expect(last(page).locator(".unheard")).to_contain_text("机器人收不到这条")
    await send(page, "/目标 gdp")
    await expect(last(page).locator(".unheard")).to_be_visible()
    await page.click("#info")
    await page.locator("#privacy").uncheck()
    await expect(page.locator("#about")).to_contain_text("听得到全部消息")
    await send(page, "现在听得到吗")
    await expect(last(page)).to_contain_text("现在听得到吗")
    await expect(last(page).locator(".unheard")).to_have_count(0)
    assert local.chat(DRC).privacy is False
    assert scripted.heard == ["现在听得到吗"]


async def test_sitting_as_someone_else_and_editing_ones_own(open_page: Open, local: LocalTelegram) -> None:
    page = await open_page()
    await line(page, DRC).click()
    await send(page, "陈说的")
    await page.select_option("#seat", label="李主任")
    await expect(page.locator(".message.own")).to_have_count(0)
    await send(page, "李说的")
    await expect(page.locator(".message.own")).to_contain_text("李说的")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".bar.edit")).to_contain_text("李说的")
    await send(page, "李改了")
    await expect(page.locator(".message.own")).to_contain_text("李改了")
    await expect(page.locator(".message.own")).to_contain_text("已编辑")
    assert [(m["from"]["id"], m["text"]) for m in local.messages(DRC)] == [(CHEN, "陈说的"), (LI, "李改了")]


async def test_the_clock_moves_and_a_digest_arrives_in_every_group(
    open_page: Open, local: LocalTelegram, ptb: Bot, clock: FakeClock
) -> None:
    async def on_move(target: datetime) -> None:
        clock.move_to(target - timedelta(minutes=10))
        for group in (DRC, HR, SMALL):
            await ptb.send_message(group, DIGEST, parse_mode="HTML")

    local.clockwork.on_move = on_move
    page = await open_page()
    await line(page, DRC).click()
    await expect(page.locator("#now")).to_contain_text("2023年7月3日 星期一08:50")
    await page.get_by_role("button", name="下周一 09:00").click()
    await expect(page.locator("#now")).to_contain_text("7月10日 星期一09:00")
    await expect(page.locator(".toast")).to_contain_text("其间收到 3 条新消息")
    await expect(line(page, HR).locator(".badge")).to_have_text("1")
    await expect(line(page, SMALL).locator(".last")).to_contain_text("📊 周报")
    await expect(page.locator(".day")).to_have_text("7月10日 星期一")
    await expect(page.locator(".from-bot .sender")).to_be_in_viewport()  # a long message is shown from its start
    await expect(page.locator("#newest")).to_have_text("1 条新消息")
    await page.click("#newest")
    await expect(page.locator(".from-bot .foot")).to_be_in_viewport()
    await expect(page.locator("#newest")).to_be_hidden()
    await page.click("#move-day")
    await expect(page.locator("#now")).to_contain_text("7月11日 星期二09:00")
    await page.click("#move-hour")
    await expect(page.locator("#now")).to_contain_text("7月11日 星期二10:00")


async def test_the_command_menu_completes_by_keyboard(open_page: Open, scripted: ScriptedBot) -> None:
    page = await open_page()
    await line(page, DRC).click()
    await page.keyboard.type("/ta")
    options = page.locator("#commands [role=option]")
    await expect(options).to_have_count(3)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await expect(page.locator("#write")).to_have_value("/task ")
    await page.fill("#write", "")
    await page.keyboard.type("/target")
    await expect(options.first).to_contain_text("/target")
    await page.keyboard.press("Enter")
    await expect(page.locator(".own")).to_have_text(re.compile("^/target"))
    await page.click("#slash")
    await expect(options).to_have_count(4)
    await page.keyboard.press("Escape")
    await expect(page.locator("#commands")).to_be_hidden()


async def test_drafts_stay_with_their_chats(open_page: Open) -> None:
    page = await open_page()
    await line(page, DRC).click()
    await page.fill("#write", "还没写完")
    await line(page, SMALL).click()
    await expect(page.locator("#write")).to_have_value("")
    await page.fill("#write", "另一个")
    await line(page, DRC).click()
    await expect(page.locator("#write")).to_have_value("还没写完")


async def test_pictures_and_files_are_sent_shown_and_downloaded(
    open_page: Open, scripted: ScriptedBot, ptb: Bot, tmp_path: Path
) -> None:
    page = await open_page()
    await line(page, DRC).click()
    photo = {"name": "现场.png", "mimeType": "image/png", "buffer": png(60, 40)}
    sheet = {"name": "明细.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK-invented"}
    await page.set_input_files("#files", [photo])
    await expect(page.locator(".bar.file")).to_contain_text("现场.png")
    await send(page, "现场照片")
    await expect(page.locator(".own .photo img")).to_have_js_property("naturalWidth", 60)
    await page.locator(".own .photo").click()
    await expect(page.locator("dialog[open] img")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.set_input_files("#files", [sheet])
    await page.click("#send")
    async with page.expect_download() as started:
        await page.locator(".own .file").click()
    download = await started.value
    assert download.suggested_filename == "明细.xlsx"
    await download.save_as(tmp_path / "got.xlsx")
    assert (tmp_path / "got.xlsx").read_bytes() == b"PK-invented"
    await ptb.send_photo(DRC, png(80, 20), caption="全年走势")
    await expect(page.locator(".from-bot .photo img")).to_have_js_property("naturalWidth", 80)


async def test_the_bot_is_removed_and_added_again(open_page: Open, scripted: ScriptedBot, local: LocalTelegram) -> None:
    page = await open_page()
    await line(page, DRC).click()
    await page.click("#info")
    await page.get_by_role("button", name="移出机器人").click()
    await expect(page.locator("#about")).to_contain_text("机器人不在群里")
    await expect(page.locator(".service")).to_contain_text("把机器人移出了群")
    assert not local.chat(DRC).bot.here
    await page.get_by_role("button", name="添加机器人").click()
    await expect(last(page)).to_contain_text("大家好，我是计划助手")


async def test_a_basic_group_goes_on_as_a_supergroup(open_page: Open, local: LocalTelegram) -> None:
    page = await open_page()
    await line(page, SMALL).click()
    await send(page, "升级之前")
    await page.click("#info")
    await page.get_by_role("button", name="升级为超级群").click()
    await expect(page.locator(".service").last).to_contain_text("本群已升级为超级群")
    await send(page, "升级之后")
    await expect(page.locator(".message .text")).to_have_text(["升级之前", "升级之后"])
    assert page.url.endswith(f"#{local.chat(SMALL).moved_to}")
    await page.reload()
    await expect(page.locator(".message .text")).to_have_text(["升级之前", "升级之后"])


async def test_links_that_open_the_bot_stay_in_the_page(
    open_page: Open, scripted: ScriptedBot, local: LocalTelegram
) -> None:
    page = await open_page()
    await page.get_by_role("button", name="私聊机器人").click()
    await page.get_by_role("button", name="陈科长").click()
    await page.click("#start")
    await expect(last(page)).to_contain_text("您好")
    await last(page).get_by_role("button", name="添加到群").click()
    await page.fill("dialog input", "新项目群")
    await page.get_by_role("button", name="新建", exact=True).click()
    await expect(page.locator(".head h1")).to_have_text("新项目群")
    await expect(last(page)).to_contain_text("您好 INVITE7")


async def test_words_of_people_never_become_html(open_page: Open, scripted: ScriptedBot, local: LocalTelegram) -> None:
    local.add_user(109, NASTY)
    local.add_group(-1000000004009, NASTY, [109])
    local.say(109, -1000000004009, NASTY)
    local.say(CHEN, DRC, "javascript:alert(1) https://example.org/a")
    page = await open_page(path="/#-1000000004009", chats=4)
    await expect(last(page).locator(".text")).to_have_text(NASTY)
    await send(page, f"/start {NASTY}")
    await expect(last(page).locator(".text")).to_contain_text(f"您好 {NASTY}")
    await line(page, DRC).click()
    await expect(last(page).locator("a")).to_have_attribute("href", "https://example.org/a")
    assert await page.locator("img[src=x], .text script, .text b").count() == 0
    assert await page.title() != "broken"


async def test_on_a_phone_list_and_chat_take_turns(open_page: Open, scripted: ScriptedBot) -> None:
    page = await open_page(PHONE)
    await expect(page.locator("#chat")).to_be_hidden()
    await line(page, DRC).tap()
    await expect(page.locator("#chats")).to_be_hidden()
    await page.fill("#write", "/target gdp")
    await page.locator("#send").tap()
    await expect(last(page)).to_contain_text("地区生产总值")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.locator(".back").tap()
    await expect(page.locator("#chats")).to_be_visible()
    await expect(page.locator("#chat")).to_be_hidden()


async def test_everything_can_be_done_by_keyboard(open_page: Open, scripted: ScriptedBot, ptb: Bot) -> None:
    page = await open_page()
    await ptb.send_message(DRC, REMINDER, parse_mode="HTML", reply_markup=keys((("无变化", "trend"),)))
    await expect(line(page, DRC).locator(".badge")).to_be_visible()
    await page.locator(".line").first.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#write")).to_be_focused()
    await page.locator("#thread").focus()
    await page.keyboard.press("ArrowUp")
    await expect(last(page)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".bar.reply")).to_be_visible()
    await page.keyboard.type("完成60%")
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("已记录：完成60%")
    await page.keyboard.press("Escape")
    await expect(line(page, DRC)).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(".line").nth(1)).to_be_focused()


async def test_english_is_one_press_away_and_remembered(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_role("button", name="English").click()
    await expect(page.locator(".mark")).to_have_text("Demo data")
    await expect(page.get_by_role("button", name="Monday 09:00")).to_be_visible()
    await page.reload()
    await expect(page.locator(".mark")).to_have_text("Demo data")
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_the_hint_can_be_followed_and_sent_away(open_page: Open, scripted: ScriptedBot) -> None:
    page = await open_page()
    await page.get_by_role("button", name="发送 /target gdp").click()
    await expect(page.locator("#write")).to_have_value("/target gdp")
    await page.get_by_role("button", name="不再提示").click()
    await page.reload()
    await expect(page.locator(".line").first).to_be_visible()
    await expect(page.locator("#hint")).to_be_hidden()


async def test_a_long_history_is_read_back_page_by_page(open_page: Open, local: LocalTelegram) -> None:
    for number in range(1, 201):
        local.say(WANG, HR, f"第{number}条")
    page = await open_page()
    await line(page, HR).click()
    await expect(page.locator(".message")).to_have_count(80)
    await expect(last(page)).to_be_in_viewport()
    await page.get_by_role("button", name="更早的消息").click()
    await expect(page.locator(".message")).to_have_count(160)
    await page.get_by_role("button", name="更早的消息").click()
    await expect(page.locator(".message")).to_have_count(200)
    await expect(page.get_by_role("button", name="更早的消息")).to_have_count(0)
