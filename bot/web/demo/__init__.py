"""A local server that speaks the part of the Telegram Bot API the bot uses, with a page to sit in its chats."""
