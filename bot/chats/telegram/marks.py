"""Whose plan a button is of: ids of one plan's tasks and reports mean others in the next.

While another plan than the configured one is in use, each button's data ends in a mark of it. A press whose mark is not
that of the plan in use stands under a message of another plan, and must do nothing.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.chats.base import OTHER_PLAN, Incoming
from bot.texts.message import Button

LONGEST_DATA = 64  # bytes behind a button
SIGN = "¦"
_MARK = re.compile(rf"{SIGN}[0-9a-f]{{4}}\Z")
ROOM = LONGEST_DATA - len(SIGN.encode()) - 4  # bytes of data that leave room for a mark
Rows = tuple[tuple[Button, ...], ...]


def mark_of(plan: str) -> str:
    """Make the mark of a plan of its name; the configured plan ("") has none."""
    return f"{SIGN}{hashlib.blake2s(plan.encode(), digest_size=2).hexdigest()}" if plan else ""


def marked(rows: Sequence[Sequence[Button]], mark: str) -> Rows:
    """Put the mark to every button that has data; one that is too long, which only asks something, goes without."""
    return tuple(tuple(_marked(button, mark) for button in row) for row in rows)


def read(incoming: Incoming, mark: str) -> Incoming:
    """Take the mark off a pressed button; the data of one that is of another plan becomes `OTHER_PLAN`."""
    if incoming.kind != "button":
        return incoming
    found = _MARK.search(incoming.button)
    data = incoming.button[: found.start()] if found else incoming.button
    unmarkable = found is None and len(data.encode()) > ROOM
    own = unmarkable or (found[0] if found else "") == mark
    return replace(incoming, button=data if own else OTHER_PLAN)


def _marked(button: Button, mark: str) -> Button:
    fits = mark and button.data and len(button.data.encode()) <= ROOM
    return replace(button, data=button.data + mark) if fits else button
