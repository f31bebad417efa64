"""Which lamps changed since the last look: the rows behind *since when* and the weekly comparison. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.progress.board import Board
from bot.progress.model import LampChange


def lamp_changes(
    board: Board, known: Mapping[str, LampChange], now: datetime, subjects: Iterable[str] | None = None
) -> list[LampChange]:
    """List the changes of lamp, of all tasks and targets or of `subjects`, against the newest stored ones."""
    ids = subjects if subjects is not None else (*board.plan.tasks, *board.plan.target_by_id)
    changes: list[LampChange] = []
    for subject in ids:
        standing, before = board.standing(subject), known.get(subject)
        if before is None or before.after is not standing.lamp:
            changes.append(LampChange(subject, now, before.after if before else None, standing.lamp, standing.why))
    return changes
