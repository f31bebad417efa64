"""The dates of the plan as an iCalendar file (RFC 5545): whole days, the same event each time, renewed when one moves.

It holds what the plan says and nothing of how it goes. Pure.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from bot.plan.model import Milestone, Task
from bot.reports.occasion import Occasion, writable

DOMAIN = "plan-desk"  # of the events' ids; no address of anything


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a task: its due date, or a milestone."""

    task: Task
    date: date
    milestone: Milestone | None = None


def calendar(of: Occasion, departments: Collection[str] = ()) -> bytes:
    """Write the dates of the tasks that departments (ids) lead or support as .ics; without any those of all tasks."""
    from icalendar import Calendar  # here, because loading it is what costs

    made = Calendar()
    made.add("prodid", f"-//{DOMAIN}//annual plan//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", of.label("title_calendar", departments=list(departments)))
    for day in days(of, departments):
        made.add_component(_event(of, day, departments))
    return bytes(made.to_ical())


def days(of: Occasion, departments: Collection[str]) -> Iterator[Day]:
    """List the milestones and the due date of each task, in the plan's order, but not of those known to be finished."""
    for row in of.rows:
        own = not departments or not set(departments).isdisjoint(row.task.departments)
        if own and not (row.standing and row.standing.lamp.finished):
            yield from (Day(row.task, milestone.date, milestone) for milestone in row.task.milestones)
            yield Day(row.task, row.task.due.date)


def _event(of: Occasion, day: Day, departments: Collection[str]) -> Any:
    from icalendar import Event

    task, due = day.task, day.task.due
    summary, description = of.cells(
        "calendar_event",
        task=task,
        milestone=day.milestone,
        lead=task.lead.department in departments or not departments,
    )
    event = Event()
    event.add("uid", f"{_id(day)}.{of.plan.id}@{DOMAIN}")
    event.add("dtstamp", of.now.astimezone(UTC))
    # A whole day has no time zone: 30 September is that day wherever the calendar is read.
    event.add("dtstart", day.date)
    event.add("dtend", day.date + timedelta(days=1))
    event.add("summary", writable(summary).replace("\n", " "))
    event.add("description", writable(description))
    event.add("transp", "TRANSPARENT")
    moved = day.milestone is None and due.original is not None and due.on is not None
    # It grows with the day of the change, so that a later change always replaces an earlier one.
    event.add("sequence", (due.on - of.plan.start).days + 1 if moved and due.on else 0)
    return event


def _id(day: Day) -> str:
    return f"{day.task.id}-{day.date:%Y%m%d}" if day.milestone else f"{day.task.id}-due"
