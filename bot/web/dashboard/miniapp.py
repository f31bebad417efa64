"""Telegram's word on who opened a Mini App: `initData`, signed with the bot's token. Pure.

The rule is Telegram's: HMAC-SHA256 over the sorted fields, keyed with HMAC-SHA256("WebAppData", token).
https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from bot.people.passes import PassFault, Refusal

FRESH = timedelta(minutes=15)


def person_of(data: str, token: str, now: datetime) -> str:
    """Name the person (`telegram:id`) who opened the app; raise `Refusal` where it is forged or old."""
    fields = dict(parse_qsl(data, keep_blank_values=True))
    given = fields.pop("hash", "")
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    if not token or not hmac.compare_digest(hmac.new(key, lines.encode(), hashlib.sha256).hexdigest(), given):
        raise Refusal(PassFault.FORGED)
    try:
        user, at = int(json.loads(fields["user"])["id"]), float(fields["auth_date"])
    except (KeyError, ValueError, TypeError):
        raise Refusal(PassFault.FORGED) from None
    if abs(now.timestamp() - at) > FRESH.total_seconds():
        raise Refusal(PassFault.EXPIRED)
    return f"telegram:{user}"
