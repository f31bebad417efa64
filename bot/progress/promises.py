"""Promises (承诺): the dates of completion that reports give, compared with what happened. Pure.

A forecast in a report promises that the whole task stands by the end of that day. Until that day is over a report with
a later day moves the promise, which counts as moved; an earlier day or the same one makes it no worse. What was
promised is

* kept, where a report on or before the day says the task is done;
* late, where only a report after it does, and no new day had been promised meanwhile;
* broken, where the day is over and the task is not done, or a new day was promised after it was over;
* open, while the day is still to come.

A day already over when it is named promises nothing. A report of completion that was returned, or that a later report
contradicts, did not happen. Reports made after the plan's closing day (迟报) promise nothing and keep nothing. Days are
those of the bureau's calendar.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from enum import StrEnum

from bot.progress.model import Ruling, State, StatusUpdate
from bot.progress.standing import effective


class Outcome(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: made on a day for a day (`first` before it was `moved`), and what became of it when."""

    subject: str
    made: date
    due: date
    first: date
    moved: int = 0
    outcome: Outcome = Outcome.OPEN
    done: date | None = None


def promises(subject: str, updates: Iterable[StatusUpdate], today: date, zone: tzinfo | None) -> tuple[Promise, ...]:
    """List the promises that all reports on a subject make, the oldest first, with their outcome as of today."""
    made: list[Promise] = []
    done: date | None = None
    for update in effective(updates):
        if update.late:
            continue
        day = update.at.astimezone(zone).date()
        done = _done(done, update, day)
        if made and (made[-1].done is None or done is None):
            made[-1] = replace(made[-1], done=done)
        due = update.reading.forecast
        if due and day <= due and done is None and not update.ruling:
            _promise(made, subject, day, due)
    return tuple(_judged(each, today, last=each is made[-1]) for each in made)


def _done(before: date | None, update: StatusUpdate, day: date) -> date | None:
    """Say since when a subject is done after one more report."""
    if update.ruling:
        return None if update.ruling is Ruling.RETURNED else before
    state = update.reading.state
    if state is State.DONE and update.milestone is None:
        return before or day
    return before if state in (None, State.DONE) else None


def _promise(made: list[Promise], subject: str, day: date, due: date) -> None:
    """Add a promise, or move the last one where its day is not over."""
    last = made[-1] if made else None
    if last is None or last.done or day > last.due:
        made.append(Promise(subject, day, due, due))
    elif due != last.due:
        made[-1] = replace(last, due=due, moved=last.moved + (due > last.due))


def _judged(promise: Promise, today: date, *, last: bool) -> Promise:
    if promise.done:
        outcome = Outcome.KEPT if promise.done <= promise.due else Outcome.LATE
    else:
        outcome = Outcome.BROKEN if promise.due < today or not last else Outcome.OPEN
    return replace(promise, outcome=outcome)


def counted(made: Iterable[Promise]) -> Mapping[str, int]:
    """Count promises by outcome, every outcome named, and under "moved" how often days were moved."""
    made = list(made)
    counts = Counter(each.outcome for each in made)
    return {outcome.value: counts[outcome] for outcome in Outcome} | {"moved": sum(each.moved for each in made)}
