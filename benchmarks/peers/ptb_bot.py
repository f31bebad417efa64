"""A bare python-telegram-bot bot: answers /target with a fixed text; /broadcast sends one to every group.

Environment: TOKEN, BASE_URL, ANSWER (a file), CONCURRENT (updates at once, 0: one after the other), GROUPS (a file of
ids), LIMITER (retries of AIORateLimiter, empty: none).
"""

import asyncio
import os
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, ApplicationBuilder, CommandHandler, ContextTypes

TEXT = Path(os.environ["ANSWER"]).read_text("utf-8")
GROUPS = Path(os.environ["GROUPS"]).read_text().split() if "GROUPS" in os.environ else []


async def target(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the command, quoting it as our bot does."""
    assert update.effective_message
    await update.effective_message.reply_html(TEXT, do_quote=True)


async def broadcast(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send to every group, all at once, as its rate limiter's documentation has it."""
    sends = [context.bot.send_message(int(group), TEXT, parse_mode="HTML") for group in GROUPS]
    await asyncio.gather(*sends, return_exceptions=True)


def main() -> None:
    """Poll until told to stop."""
    builder: Any = ApplicationBuilder().token(os.environ["TOKEN"]).base_url(os.environ["BASE_URL"])
    if retries := os.environ.get("LIMITER"):
        builder = builder.rate_limiter(AIORateLimiter(max_retries=int(retries))).connection_pool_size(64)
    if at_once := int(os.environ.get("CONCURRENT") or 0):
        builder = builder.concurrent_updates(at_once)
    application = builder.build()
    application.add_handler(CommandHandler("target", target))
    application.add_handler(CommandHandler("broadcast", broadcast))
    application.run_polling()


main()
