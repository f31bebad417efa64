"""What would be said in the days to come if nobody reported anything new, sending nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from bot.notices.changes import newest
from bot.notices.facts import LOOK_BACK, Facts, hearers
from bot.notices.model import Notice
from bot.notices.routines import due
from bot.progress.board import Board
from bot.progress.changes import lamp_changes
from bot.progress.model import LampChange


def preview(
    facts: Facts, start: date, days: int, zone: tzinfo | None, lamps: Mapping[str, LampChange] | None = None
) -> list[Notice]:
    """List every notice of `days` days from `start` on, in time order, as the running bot would send them.

    `lamps` are the newest known changes. Departments without a room, and an office and leaders without one, are spoken
    to as if each had got one on the first day, whose messages then say the current step of everything.
    """
    said = set(facts.said)  # grows as the days pass; the facts look at it
    facts = replace(facts, said=said, everyone=True, everyone_since=datetime.combine(start, time(), zone))
    known = dict(lamps or {})
    notices: list[Notice] = []
    for day in (start + timedelta(days=n) for n in range(days)):
        facts = _on(facts, day, zone, known)
        for notice in due(facts, datetime.combine(day, facts.hours.end, zone)):
            notices.append(notice)
            said.update(notice.said)
            facts = _with_figures(facts, notice)
    return sorted(notices, key=lambda notice: (notice.at, notice.key))


def _on(facts: Facts, day: date, zone: tzinfo | None, known: dict[str, LampChange]) -> Facts:
    """Move the facts to a day: lamps anew, with the changes that the new day alone brings."""
    board = Board(facts.board.plan, facts.summaries, day, dict(_bound(facts, zone)), facts.rules)
    midnight = datetime.combine(day, time(), zone)
    changes = lamp_changes(board, known, midnight)
    known.update(newest(changes))
    recent = [change for change in facts.changes if change.at >= midnight - LOOK_BACK]
    return replace(facts, board=board, changes=[*recent, *changes])


def _bound(facts: Facts, zone: tzinfo | None) -> Iterator[tuple[str, date]]:
    """Say since when each department has someone to hear its reminders; the first binding counts."""
    dated = [(hearer.since, hearer) for hearer in hearers(facts) if hearer.since]
    for since, hearer in sorted(dated, key=lambda pair: pair[0], reverse=True):
        for department in hearer.departments:
            yield department, since.astimezone(zone).date()


def _with_figures(facts: Facts, notice: Notice) -> Facts:
    """Keep a digest's figures for the comparison of the week after."""
    if not notice.figures_key:
        return facts
    hearer = notice.figures_key.partition(":")[2]
    return replace(facts, figures={**facts.figures, hearer: notice.figures})
