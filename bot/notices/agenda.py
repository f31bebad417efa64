"""One instant: the facts, with what all hearers share worked out once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.notices.changes import newest, worsened
from bot.notices.facts import Facts, Hearer, slot
from bot.notices.model import Said
from bot.notices.stages import Stairs
from bot.plan.model import Target, Task
from bot.progress.model import Lamp, LampChange, Standing, StatusUpdate

DAY = timedelta(days=1)
# A lamp's change is told within so many working days; after that a digest has shown it.
LAMP_FRESH = 5
# Stages of `Said` that are no steps of the ladder.
HEARD, LAMP, FIGURE, QUOTE = "day", "lamp", "figure", "quote"


class Agenda:
    """The facts at `now`, which is aware and in the bureau's zone."""

    def __init__(self, facts: Facts, now: datetime) -> None:
        self.facts = facts
        self.now = now
        self.today = now.date()
        self.board = facts.board
        self.plan = facts.board.plan
        self.workdays = facts.workdays
        self.stairs = Stairs(self.today, facts.workdays)

    def day_of(self, moment: datetime) -> date:
        """Say on which day of the bureau's calendar something happened."""
        return moment.astimezone(self.now.tzinfo).date()

    def slot(self, hearer: Hearer, day: date) -> datetime:
        """Say when a hearer's message of a day is due."""
        return slot(hearer, day, self.facts.hours, self.now.tzinfo)

    def standing(self, subject: Task | Target) -> Standing:
        """Say where a task or target stands today."""
        return self.board.standing(subject.id)

    @cached_property
    def led(self) -> Mapping[str, Sequence[Task]]:
        """The tasks each department leads, in the plan's order."""
        tasks: dict[str, list[Task]] = defaultdict(list)
        for task in self.plan.all_tasks():
            tasks[task.lead.department].append(task)
        return tasks

    @cached_property
    def supported(self) -> Mapping[str, Sequence[Task]]:
        """The tasks each department supports, in the plan's order."""
        tasks: dict[str, list[Task]] = defaultdict(list)
        for task in self.plan.all_tasks():
            for department in dict.fromkeys(task.departments[1:]):
                tasks[department].append(task)
        return tasks

    @cached_property
    def updates(self) -> Mapping[str, Sequence[StatusUpdate]]:
        """The effective reports of the last weeks on each subject, oldest first."""
        updates: dict[str, list[StatusUpdate]] = defaultdict(list)
        for update in self.facts.updates:
            if not update.retracted and not update.ruling and update.at <= self.now:
                updates[update.subject].append(update)
        return updates

    @cached_property
    def lamp_changes(self) -> Mapping[str, LampChange]:
        """The newest change of each lamp that changed in the last weeks."""
        return newest(self.facts.changes)

    @cached_property
    def worse_lamps(self) -> Mapping[str, LampChange]:
        """Tasks and targets whose lamp turned yellow or red on one of the last days, and still is."""
        return {
            subject: change
            for subject, change in self.lamp_changes.items()
            if self.plan.subject(subject)
            and worsened(change)
            and self._is_fresh(self.day_of(change.at))
            and self.board.standing(subject).lamp in (Lamp.YELLOW, Lamp.RED)
        }

    def _is_fresh(self, day: date) -> bool:
        return day < self.today and self.workdays.between(day, self.today) <= LAMP_FRESH

    def bound(self, hearer: Hearer) -> date:
        """Say from which day on a hearer could have been told something."""
        if hearer.since is None:
            return self.plan.start
        since = hearer.since.astimezone(self.now.tzinfo)
        return since.date() + DAY if since.time() > self.facts.hours.end else since.date()

    def heard(self, hearer: Hearer, day: date) -> bool:
        """Whether a hearer had its message of that day."""
        return Said("", HEARD, day, hearer.key) in self.facts.said

    def is_late(self, hearer: Hearer, since: date) -> bool:
        """Whether something owed since a day was not said then because nothing at all was: the bot was down."""
        first = self.workdays.on_or_after(max(since, self.bound(hearer), self.facts.switched_on or since))
        days = (first + n * DAY for n in range((self.today - first).days))
        return first < self.today and not any(self.heard(hearer, day) for day in days)

    def silent_days(self, department: str, hearer: Hearer) -> int:
        """Count the days a department has reported nothing: from the plan's start, its binding or its last report."""
        reports = (self.standing(task).last_report for task in self.led.get(department, ()))
        since = hearer.since or self.facts.everyone_since
        bound = [self.day_of(since)] if since else []
        last = max([self.plan.start, *bound, *(self.day_of(report) for report in reports if report)])
        return (self.today - last).days

    def is_silent(self, department: str, hearer: Hearer) -> bool:
        """Whether a department has open tasks and has reported on none of its tasks for over the days allowed."""
        is_open = any(not self.standing(task).lamp.finished for task in self.led.get(department, ()))
        return is_open and self.silent_days(department, hearer) > self.facts.rules.silent_days
