"""The bot, made to kill itself at a named point: `python -m tests.faults.victim POINT NTH run …`.

NTH is how often it passes the point before it dies there. Points of the store are its own ("before commit", …), and so
are those of a switch between plans ("before pointer", "after pointer"); those of sending and of receiving are added.
While the file VICTIM_HOLD names is there, commits wait as on a slow disk.
"""

import os
import signal
import sys
import time
from functools import partial
from typing import Any

from bot import life
from bot.chats.telegram import Telegram
from bot.chats.telegram.poller import Poller
from bot.cli import main
from bot.delivery.inbox import Inbox
from bot.stores.tinydb import open_store
from bot.switching import switched

POINTS = (
    "before commit", "after commit", "before checkpoint", "after checkpoint",
    "before send", "after send", "before poll", "after poll", "before keep", "after keep",
)  # fmt: skip


def arm(point: str, nth: int) -> None:
    """Make the point deadly."""
    passed = 0

    hold = os.environ.get("VICTIM_HOLD", "")

    def pass_by(name: str) -> None:
        nonlocal passed
        while name == "before commit" and hold and os.path.exists(hold):
            time.sleep(0.01)
        passed += name == point
        if name == point and passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def opened(*arguments: Any, **more: Any) -> Any:
        return open_store(*arguments, at=pass_by, **more)

    life.open_store = opened  # type: ignore[assignment]
    life.switched = partial(switched, at=pass_by)  # type: ignore[assignment]
    for owner, name, of in ((Telegram, "send", "send"), (Poller, "_ask", "poll"), (Inbox, "keep", "keep")):
        setattr(owner, name, between(getattr(owner, name), of, pass_by))


def between(work: Any, of: str, pass_by: Any) -> Any:
    async def watched(*arguments: Any, **more: Any) -> Any:
        pass_by(f"before {of}")
        result = await work(*arguments, **more)
        pass_by(f"after {of}")
        return result

    return watched


if __name__ == "__main__":
    arm(sys.argv[1], int(sys.argv[2]))
    sys.argv = ["bot", *sys.argv[3:]]
    main()
