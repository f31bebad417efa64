"""What happened to one subject as it is told: reports with what they changed, and other changes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.auditing import Change
from bot.progress.model import Ruling, State, StatusUpdate


@dataclass(frozen=True, slots=True)
class Told:
    """A report, what stood before it, and whether it counts: withdrawn or edited ones are shown struck."""

    update: StatusUpdate
    value_before: float | None
    percent_before: float | None
    state_before: State | None
    superseded: bool

    @property
    def counts(self) -> bool:
        """Whether the report is part of where the subject stands."""
        return not (self.update.retracted or self.superseded)


def told(updates: Sequence[StatusUpdate]) -> list[Told]:
    """Tell reports, given newest first, with the newest older figure that counts beside each."""
    newest_edit: dict[str, int] = {}
    for update in updates:
        newest_edit[update.message] = max(update.edited, newest_edit.get(update.message, 0))
    value: float | None = None
    percent: float | None = None
    state: State | None = None
    telling: list[Told] = []
    for update in reversed(updates):
        superseded = bool(update.message) and update.edited < newest_edit[update.message]
        telling.append(Told(update, value, percent, state, superseded))
        if telling[-1].counts:
            reading = update.reading
            value = value if reading.value is None else reading.value
            percent = percent if reading.percent is None else reading.percent
            state = State.IN_PROGRESS if update.ruling is Ruling.RETURNED else reading.state or state
    return telling[::-1]


def chronicle(telling: Sequence[Told], changed: Sequence[Change]) -> list[Told | Change]:
    """Put reports and changes into one order, newest first; of one moment the report stands above."""
    happened: list[Told | Change] = [*telling, *changed]
    return sorted(happened, key=lambda each: each.update.at if isinstance(each, Told) else each.at, reverse=True)
