"""What a hearer is reminded of on one day: one item per task or target, worst first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.notices.agenda import FIGURE, LAMP, QUOTE, Agenda
from bot.notices.changes import SEVERITY
from bot.notices.facts import Hearer
from bot.notices.model import Item, Kind, Notice, Said
from bot.notices.owed import ESCALATED, Owed, owed
from bot.people.handover import stand_ins
from bot.progress.model import Lamp

# A phone shows three items in full; the others get a line each, and beyond that they are counted.
IN_FULL, LISTED = 3, 12
# What has escalated is one line each: who reads it wants to know whose it is, and can ask for more.
ESCALATED_LISTED = 8


SORTS = ("overdue", "missed", "today", "ahead", LAMP, FIGURE, "request", "supporting")


@dataclass(frozen=True, slots=True)
class Reminders:
    """What a hearer must be told: the items worst first, and what counts as said once they are.

    `full` of them are shown in full, then a line each up to `listed`, the others counted.
    """

    items: tuple[Item, ...] = ()
    said: tuple[Said, ...] = ()
    full: int = IN_FULL
    listed: int = LISTED

    @property
    def in_full(self) -> Sequence[Item]:
        """The items with their figures, their reason and the question."""
        return self.items[: self.full]

    @property
    def in_short(self) -> Sequence[Item]:
        """The items with one line each."""
        return self.items[self.full : self.listed]

    @property
    def counted(self) -> int:
        """How many more there are."""
        return max(0, len(self.items) - self.listed)

    @property
    def counts(self) -> Mapping[str, int]:
        """Count the items by what they are; the counts add up."""
        counts = Counter(_sort_of(item) for item in self.items)
        return {sort: counts[sort] for sort in SORTS}

    @property
    def tone(self) -> str:
        """Say how to ask: "urge" once a due date is past, "remind" on the day and after a milestone, else "note"."""
        counts = self.counts
        if counts["overdue"]:
            return "urge"
        return "remind" if counts["missed"] or counts["today"] else "note"

    @property
    def invented(self) -> bool:
        """Whether demonstration data stands behind any of the items."""
        return any(item.standing.invented for item in self.items)

    @property
    def late(self) -> bool:
        """Whether any of the items should have been said on an earlier day."""
        return any(item.late for item in self.items)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Ids of the items listed, in their order.

        A part asked for stands by its own id only where it is all there is: then a reply is the answer to it.
        """
        if len(self.items) == 1 and self.items[0].request:
            return (self.items[0].request.id,)
        return tuple(dict.fromkeys(item.subject.id for item in self.items[: self.listed]))


def _sort_of(item: Item) -> str:
    if item.request:
        return "request"
    if item.supporting or item.stage in (LAMP, FIGURE):
        return "supporting" if item.supporting else item.stage
    if item.working_days < 0:
        return "missed" if item.milestone else "overdue"
    return "ahead" if item.working_days else "today"


def reminders(agenda: Agenda, hearer: Hearer) -> Reminders:
    """Say what a hearer must be reminded of now."""
    items: list[Item] = []
    said: list[Said] = []
    for found in owed(agenda, hearer):
        items.append(_merged(agenda, hearer, found))
        said += [each.said for each in found]
    items.sort(key=_worst_first)
    if hearer.audience in ESCALATED:
        return Reminders(tuple(items), tuple(said), 0, ESCALATED_LISTED)
    shown = [
        replace(item, first=not item.request and _quote(agenda, hearer, item) not in agenda.facts.said)
        for item in items[:IN_FULL]
    ]
    quotes = [_quote(agenda, hearer, item) for item in shown if item.first]
    return Reminders((*shown, *items[IN_FULL:]), (*said, *quotes))


def _quote(agenda: Agenda, hearer: Hearer, item: Item) -> Said:
    return Said(item.subject.id, QUOTE, agenda.plan.start, hearer.key)


def _worst_first(item: Item) -> tuple[int, int, int, date]:
    """Order what the department must do first, then figures to be reported, then what it supports."""
    place = 2 if item.supporting else int(item.stage == FIGURE)
    lamp = item.standing.lamp
    if item.request:  # the lamp is the lead's
        lamp = Lamp.YELLOW if item.working_days >= 0 else Lamp.RED
    return place, -SEVERITY[lamp], item.working_days, item.date


def _merged(agenda: Agenda, hearer: Hearer, found: Sequence[Owed]) -> Item:
    """Say in one item what is owed of a subject: the date nearest to today; a lamp only where no date speaks."""
    dated = [each for each in found if each.item.stage != LAMP] or found
    chosen = min(dated, key=lambda each: (abs(each.item.working_days), bool(each.item.milestone)))
    return replace(chosen.item, late=any(agenda.is_late(hearer, each.since) for each in found))


def reminder(agenda: Agenda, hearer: Hearer, at: datetime, told: Reminders) -> Notice:
    """Make the reminder of a day."""
    return Notice(
        key=f"{Kind.REMINDER}:{agenda.today}:{hearer.key}",
        kind=Kind.REMINDER,
        at=at,
        room=hearer.room,
        departments=hearer.departments,
        audience=hearer.audience,
        subjects=told.subjects,
        said=told.said,
        values={
            "plan": agenda.plan,
            "today": agenda.today,
            "reminders": told,
            "stand_ins": stand_ins(agenda.facts.people, hearer.departments, agenda.today),
            "invented": told.invented,
        },
        late=told.late,
    )
