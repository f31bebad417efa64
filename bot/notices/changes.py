"""Lamps that changed: which of the changes someone must hear of."""

from collections.abc import Iterable

from bot.progress.model import Lamp, LampChange

# How bad a lamp is, for what became worse and for what is shown first.
SEVERITY = {Lamp.DONE: 0, Lamp.REPORTED: 0, Lamp.GREEN: 1, Lamp.GREY: 1, Lamp.YELLOW: 2, Lamp.RED: 3}


def newest(changes: Iterable[LampChange]) -> dict[str, LampChange]:
    """Keep the newest change of each subject."""
    return {change.subject: change for change in sorted(changes, key=lambda change: change.at)}


def worsened(change: LampChange) -> bool:
    """Whether the lamp turned yellow or red for the worse; the first sight of a subject is no change."""
    return (
        change.before is not None
        and change.after in (Lamp.YELLOW, Lamp.RED)
        and SEVERITY[change.after] > SEVERITY[change.before]
    )


def recovered(change: LampChange) -> bool:
    """Whether a yellow or red lamp turned green again."""
    return change.before in (Lamp.YELLOW, Lamp.RED) and change.after is Lamp.GREEN
