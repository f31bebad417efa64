"""What a refusal of the Bot API means, read from its own answer. Pure.

Telegram tells little by status and much by wording: the texts below are those of tdlib/telegram-bot-api.
"""

import json
import re
from collections.abc import Mapping
from typing import cast

import httpx

from bot.chats.telegram.updates import PLATFORM
from bot.errors import ChatError, Gone, Later, Moved, Unclear

GONE = re.compile(
    "chat not found|bot was kicked|bot was blocked|user is deactivated|not a member|group chat was deactivated"
    "|not enough rights|have no rights|need administrator rights|bot can't initiate|bots can't send messages to bots"
    "|chat_write_forbidden|chat_restricted|chat_admin_required|chat_forbidden|peer_id_invalid|user_is_blocked"
    "|input_user_deactivated|topic_closed|topic_deleted|topic closed|message thread not found|chat was deleted"
    "|chat_send_plain_forbidden",
    re.IGNORECASE,
)
BAD_MARKUP = re.compile("can't parse entities|can't find end|unsupported start tag|unexpected end tag", re.IGNORECASE)
BAD_BUTTONS = re.compile("button_|inline keyboard|reply markup|reply_markup", re.IGNORECASE)
BAD_PICTURE = re.compile("image_process_failed|photo_invalid_dimensions|photo_save_file_invalid|too big", re.IGNORECASE)
UNCHANGED = re.compile("message is not modified|message_not_modified", re.IGNORECASE)
LOST_TOKEN_WAIT = 60.0  # seconds between tries with a token that is refused

# Raised before a byte of the request went out.
NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


class TokenRefused(Later):
    """The Bot API does not know this token: whoever polls ends the process, whoever sends keeps what it has."""

    def __init__(self, why: str) -> None:
        super().__init__(why, LOST_TOKEN_WAIT, whole_bot=True)


class Conflict(ChatError):
    """Another program, or a webhook left set, takes this bot's updates."""


class BadRequest(ChatError):
    """The Bot API does not like what it was sent; sending the same again cannot help."""

    @property
    def of_markup(self) -> bool:
        """Whether it is the HTML that was refused."""
        return bool(BAD_MARKUP.search(str(self)))

    @property
    def of_buttons(self) -> bool:
        """Whether it is the buttons that were refused."""
        return bool(BAD_BUTTONS.search(str(self)))

    @property
    def of_picture(self) -> bool:
        """Whether it is a picture that was refused as one; as a document it may pass."""
        return bool(BAD_PICTURE.search(str(self)))

    @property
    def unchanged(self) -> bool:
        """Whether an edit was refused because the message already reads so."""
        return bool(UNCHANGED.search(str(self)))


def refusal(status: int, payload: bytes) -> ChatError | None:
    """Say what an answer of the Bot API means; None where it is a good one."""
    body = _read(payload)
    if 200 <= status < 300:
        # A broken answer to a good request: what it did is unknown.
        return None if body.get("ok") is True else Unclear("Telegram's answer cannot be read")
    why = str(body.get("description") or f"Telegram answers {status}")
    parameters = body.get("parameters")
    hints = cast(Mapping[str, object], parameters) if isinstance(parameters, Mapping) else {}
    return _by_hint(why, hints) or _by_status(status, why)


def file_refusal(status: int) -> ChatError | None:
    """Say what an answer to a request for a file's content means; None where the content came."""
    if 200 <= status < 300:
        return None
    return Later(f"Telegram answers {status}") if status == 429 or status >= 500 else BadRequest("the file is gone")


def _by_hint(why: str, hints: Mapping[str, object]) -> ChatError | None:
    if isinstance(to := hints.get("migrate_to_chat_id"), int):
        return Moved(f"{PLATFORM}:{to}")
    if isinstance(seconds := hints.get("retry_after"), (int, float)):
        return Later(why, float(seconds))
    return None


def _by_status(status: int, why: str) -> ChatError:
    match status:
        case 401 | 404:
            return TokenRefused(why)
        case 409:
            return Conflict(why)
        case 429:
            return Later(why)
        case _ if status >= 500:
            return Later(why)
        case _ if status == 403 or GONE.search(why):
            return Gone(why)
        case _:
            return BadRequest(why)


def broken_line(error: httpx.HTTPError) -> ChatError:
    """Say what a broken connection means: nothing left the house, or nobody knows.

    Only the kind of error is told, for httpx's own texts may hold the address and with it the token.
    """
    kind = type(error).__name__
    if isinstance(error, NOT_SENT):
        return Later(f"Telegram cannot be reached ({kind})", whole_bot=True)
    return Unclear(f"no answer from Telegram ({kind})")


def _read(payload: bytes) -> Mapping[str, object]:
    try:
        body = json.loads(payload.decode("utf-8", "replace"))
    except ValueError:
        return {}
    return cast(Mapping[str, object], body) if isinstance(body, dict) else {}
