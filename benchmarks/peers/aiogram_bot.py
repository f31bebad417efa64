"""A bare aiogram bot: answers /target with a fixed text; /broadcast sends one to every group, one by one.

Environment: TOKEN, BASE_URL (as python-telegram-bot has it, ending in /bot), ANSWER (a file), GROUPS (a file of ids).
"""

import asyncio
import os
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.filters import Command
from aiogram.types import Message

TEXT = Path(os.environ["ANSWER"]).read_text("utf-8")
GROUPS = Path(os.environ["GROUPS"]).read_text().split() if "GROUPS" in os.environ else []
dispatcher = Dispatcher()


@dispatcher.message(Command("target"))
async def target(message: Message) -> None:
    """Answer the command, quoting it as our bot does."""
    await message.reply(TEXT, parse_mode="HTML")


@dispatcher.message(Command("broadcast"))
async def broadcast(message: Message, bot: Bot) -> None:
    """Send to every group, one after the other, waiting where asked to."""
    for group in GROUPS:
        while True:
            try:
                await bot.send_message(int(group), TEXT, parse_mode="HTML")
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            else:
                break


async def main() -> None:
    """Poll until told to stop."""
    api = TelegramAPIServer.from_base(os.environ["BASE_URL"].removesuffix("/bot"))
    bot = Bot(os.environ["TOKEN"], session=AiohttpSession(api=api))
    await dispatcher.start_polling(bot)


asyncio.run(main())
