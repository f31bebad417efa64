"""Pages: the demo, a local Telegram in the browser."""
