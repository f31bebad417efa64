"""Telegram: python-telegram-bot's `Bot` sends, a poller of our own (or a webhook) receives.

`chat.py` fits the seam of `bot.chats.base`; `updates.py` reads what comes in, `packing.py` cuts what goes out,
`faults.py` says what a refusal means, `line.py` and `poller.py` hold the two connections over `wire.py`, `webhook.py`
is the other way in.
"""

from bot.chats.telegram.chat import Telegram

__all__ = ["Telegram"]
