"""What the reports on one subject add up to. Pure: the same reports give the same summary."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.progress.model import Reading, Ruling, State, StatusUpdate, Summary

KEPT_VALUES = 24  # two years of monthly figures


def summarise(subject: str, updates: Iterable[StatusUpdate]) -> Summary:
    """Add up all reports on a subject, in whatever order they are given."""
    summary = Summary(subject)
    for update in effective(updates):
        summary = fold(summary, update)
    return summary


def effective(updates: Iterable[StatusUpdate]) -> list[StatusUpdate]:
    """List the reports that count, oldest first: of each chat message the newest edit, unless that was withdrawn.

    An edit stands where its message stood: it corrects what was said then and does not outdo what was said since.
    """
    versions: dict[str, list[StatusUpdate]] = {}
    for update in sorted(updates, key=lambda update: (update.at, update.id)):
        versions.setdefault(update.message or update.key, []).append(update)
    newest = (max(each, key=lambda update: (update.edited, update.at, update.id)) for each in versions.values())
    return [update for update in newest if not update.retracted]


def fold(summary: Summary, update: StatusUpdate) -> Summary:
    """Add one report, newer than all before it, to a summary; a late one (迟报) is only kept aside."""
    if update.late:
        return replace(summary, late=update, invented=summary.invented or update.invented)
    if update.ruling:
        return _ruled(summary, update)
    reading = update.reading
    summary = replace(
        summary,
        reports=summary.reports + 1,
        last=update,
        forecast=reading.forecast or summary.forecast,
        milestones_met=summary.milestones_met | {update.milestone} if update.milestone else summary.milestones_met,
        invented=summary.invented or update.invented,
    )
    if _has_figure(reading):
        summary = _with_figure(summary, update)
    if reading.state:
        summary = _with_state(summary, update, reading.state)
    elif summary.state is not State.DONE:
        summary = replace(summary, ruling=None)  # a return stands until the next report
    if reading.state or reading.blocker or _has_figure(reading):
        # Who speaks of progress and names no obstacle has none; a photo or a date alone says nothing of it.
        summary = replace(summary, blocker=reading.blocker, blocker_text=reading.blocker_text)
    return summary


def _has_figure(reading: Reading) -> bool:
    return reading.value is not None or reading.percent is not None


def _with_figure(summary: Summary, update: StatusUpdate) -> Summary:
    reading = update.reading
    if reading.value is not None:
        summary = replace(summary, values=_with_value(summary.values, period_of(update), reading.value))
    if summary.figure and _is_of_an_earlier_period(reading, summary.figure.reading):
        return summary
    return replace(summary, figure=update, value=reading.value, percent=reading.percent)


def _is_of_an_earlier_period(new: Reading, known: Reading) -> bool:
    return bool(new.period_end and known.period_end and new.period_end < known.period_end)


def period_of(update: StatusUpdate) -> date:
    """Say up to when a report's figure counts: the period it names, otherwise the day it was made."""
    return update.reading.period_end or update.at.date()


def _with_value(values: tuple[tuple[date, float], ...], end: date, value: float) -> tuple[tuple[date, float], ...]:
    return tuple(sorted({**dict(values), end: value}.items()))[-KEPT_VALUES:]


def _with_state(summary: Summary, update: StatusUpdate, state: State) -> Summary:
    if state is not State.DONE:
        return _reopened(summary, state, update, None)
    if summary.state is State.DONE:  # said again; what was accepted stays so, who may accept does so by saying it
        return replace(summary, state_at=update.at, pending=summary.pending and update.to_accept)
    done = replace(summary, state=state, state_at=update.at, done_at=update.at, done_id=update.id)
    return replace(done, pending=update.to_accept, ruling=None)


def _ruled(summary: Summary, update: StatusUpdate) -> Summary:
    """Apply the office's decision about a task reported done; where that report was withdrawn it decides nothing."""
    if summary.state is not State.DONE:
        return summary
    if update.ruling is Ruling.ACCEPTED:
        return replace(summary, pending=False, ruling=update)
    return _reopened(summary, State.IN_PROGRESS, update, update)


def _reopened(summary: Summary, state: State, update: StatusUpdate, ruling: StatusUpdate | None) -> Summary:
    going = replace(summary, state=state, state_at=update.at, ruling=ruling)
    return replace(going, done_at=None, done_id=0, pending=False)
