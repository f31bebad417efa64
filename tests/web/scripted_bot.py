"""A tiny bot on the real client library, so that the page can be tried without the plan."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

COMMANDS = [("targets", "全部指标"), ("target", "查看一个指标"), ("task", "查看一项任务"), ("help", "怎么用")]
GDP = (
    "🟢 <b>地区生产总值</b>\n目标 <b>4.5%左右</b> · 最新 <code>+4.3%</code>\n"
    "<blockquote>地区生产总值增长 4.5%左右</blockquote>\n详见 <a href='https://example.org/plan'>计划全文</a>"
)
REMINDER = "🟡 <b>今日提醒</b>\n1.2.1 63个区重点建设项目完成投资\n请直接回复本消息"
DIGEST = "📊 <b>周报</b>\n" + "\n".join(f"{number}. 第{number}项任务" for number in range(1, 41))


def keys(*rows: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


class ScriptedBot:
    """Answers /target, records replies, takes them back, says what files it got."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.heard: list[str] = []

    async def run(self) -> None:
        await self.bot.set_my_commands([BotCommand(*command) for command in COMMANDS])
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=20):
                offset = update.update_id + 1
                if update.callback_query:
                    await self.pressed(update.callback_query)
                elif update.message:
                    await self.told(update.message)

    async def told(self, message: Message) -> None:
        text = message.text or message.caption or ""
        self.heard.append(text)
        if message.new_chat_members:
            await self.answer(message, "大家好，我是计划助手")
        elif text.startswith("/target"):
            await self.answer(message, GDP, keys((("走势", "trend"), ("原文", "source")), (("全部指标", "all"),)))
        elif text.startswith("/start"):
            add = "https://t.me/plan_bot?startgroup=INVITE7"
            rows = [[InlineKeyboardButton("添加到群", url=add)]]
            await self.answer(message, f"您好 {text.partition(' ')[2]}", InlineKeyboardMarkup(rows))
        elif message.photo or message.document:
            await self.answer(message, "收到文件")
        elif message.reply_to_message:
            await self.answer(message, f"✅ 已记录：{text}", keys((("撤销", "undo"),)))

    async def answer(self, message: Message, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
        await self.bot.send_message(
            message.chat_id,
            text if text == GDP else text.replace("<", "&lt;"),
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            reply_parameters=ReplyParameters(message.message_id),
        )

    async def pressed(self, query: CallbackQuery) -> None:
        if query.data == "undo":
            await query.edit_message_text("已撤销这次反馈")
        words = {"undo": "已撤销", "trend": "暂无走势", "source": "见计划第二部分"}
        await query.answer(words.get(query.data or "", ""), show_alert=query.data == "source")

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncGenerator["ScriptedBot"]:
        task = asyncio.create_task(self.run())
        yield self
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, TelegramError):
            await task
