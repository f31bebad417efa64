"""Inline buttons: what a bot may put under a message."""

import re
from typing import Any

from bot.web.demo.arguments import Arguments
from bot.web.demo.refusals import bad
from bot.web.demo.world import Json

LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
LINK = re.compile(r"(?:https?://|tg://)[^\s]+|[\w.-]+\.\w{2,}(?:/\S*)?")


def keyboard_of(arguments: Arguments) -> tuple[list[list[Json]], bool]:
    """Read a reply markup: rows of inline buttons, and whether a reply is asked for; raises the platform's 400s."""
    markup = arguments.object("reply_markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array of Arrays')
    buttons = [[_checked(button) for button in row] for row in rows if row]
    if sum(map(len, buttons)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return buttons, bool(markup.get("force_reply"))


def _checked(button: Any) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("inline keyboard button text is empty")
    if "url" in button:
        url = str(button["url"])
        if not LINK.fullmatch(url):
            raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {"text": button["text"], "url": url}
    data = button.get("callback_data", "")
    if not data:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(str(data).encode("utf-8")) > LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    return {"text": button["text"], "callback_data": str(data)}
