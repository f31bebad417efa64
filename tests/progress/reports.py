"""Reports in one line, for tests of what they add up to."""

from datetime import date, datetime
from itertools import count

from bot.progress.model import Reading, State, StatusUpdate, Summary
from bot.progress.standing import summarise
from tests.conftest import SHANGHAI

_numbers = count(1)


def on(month: int, day: int, year: int = 2023) -> date:
    return date(year, month, day)


def report(when: date, subject: str = "1.1.1", **more: object) -> StatusUpdate:
    """Make a report of a day; what belongs to the reading goes there, the rest into the update."""
    of_reading = {name: more.pop(name) for name in tuple(more) if name in Reading.__slots__}
    number = next(_numbers)
    values: dict[str, object] = {"message": f"telegram:-1:{number}", "id": number} | more
    return StatusUpdate(
        key=f"k{number}",
        subject=subject,
        at=datetime(when.year, when.month, when.day, 10, tzinfo=SHANGHAI),
        text="",
        reading=Reading(is_update=True, **of_reading),  # type: ignore[arg-type]
        **values,  # type: ignore[arg-type]
    )


def summary_of(*updates: StatusUpdate) -> Summary:
    return summarise(updates[0].subject if updates else "1.1.1", updates)


def saying(when: date, state: State = State.IN_PROGRESS, **more: object) -> Summary:
    """Sum up a single report."""
    return summary_of(report(when, state=state, **more))
