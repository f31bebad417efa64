"""Everything a decision about notices looks at, gathered from the store: for the tick, and for /digest."""

from dataclasses import replace
from datetime import datetime

from bot.config import Config
from bot.desk.hearers import hearing_rooms
from bot.desk.switching import came_in
from bot.language.workdays import Workdays
from bot.notices.facts import LOOK_BACK, Facts, figures_keys, hearers
from bot.progress.board import Board
from bot.stores.base import Reader, View


def gather(reader: Reader, view: View, board: Board, now: datetime, config: Config, workdays: Workdays) -> Facts:
    """Gather the facts at `now`; `board` must be of that day and of `view`."""
    facts = Facts(
        board=board,
        rooms=hearing_rooms(view, config),
        said=reader.said(view.plan.start),
        workdays=workdays,
        hours=config.hours,
        rules=config.lamps,
        summaries=view.summaries,
        updates=reader.updates_since(now - LOOK_BACK),
        changes=reader.lamp_changes(now - LOOK_BACK),
        matters=view.matters.values(),
        people=view.people,
        switched_on=came.on if (came := came_in(view.settings)) else None,
    )
    # The newest stored figures of each hearer win, so the oldest key is looked up first.
    keys = [(hearer.key, key) for hearer in hearers(facts) for key in reversed(figures_keys(hearer.key, now.date()))]
    return replace(facts, figures={h: figures for h, key in keys if (figures := reader.digest(key)) is not None})
