"""A handover that has ended by its day is told once to both, where they write to the bot in private."""

from collections.abc import Iterator
from datetime import datetime

from bot.notices.agenda import DAY, Agenda
from bot.notices.facts import LOOK_BACK
from bot.notices.model import Kind, Notice, Said
from bot.people.model import Person

HANDOVER = "handover"


def ended(agenda: Agenda) -> Iterator[Notice]:
    """Tell of the handovers whose last day has passed since the last weeks' beginning."""
    people = agenda.facts.people
    for giver in people.values():
        handed = giver.handover
        if handed is None or handed.until is None or not agenda.today - LOOK_BACK <= handed.until < agenda.today:
            continue
        taker = people.get(handed.to) or Person(handed.to, handed.to)
        for person in (giver, taker):
            yield from _told(agenda, giver, taker, person.private_room)


def _told(agenda: Agenda, giver: Person, taker: Person, room_id: str) -> Iterator[Notice]:
    assert giver.handover is not None
    assert giver.handover.until is not None
    said = Said(giver.id, HANDOVER, giver.handover.until, room_id)
    room = next((room for room in agenda.facts.rooms if room.id == room_id and not room.gone), None)
    at = datetime.combine(agenda.workdays.on_or_after(giver.handover.until + DAY), agenda.facts.hours.start)
    if room is None or said in agenda.facts.said:
        return
    yield Notice(
        key=f"{Kind.HANDOVER}:{giver.handover.until}:{giver.id}:{room_id}",
        kind=Kind.HANDOVER,
        at=at.replace(tzinfo=agenda.now.tzinfo),
        room=room_id,
        departments=giver.departments,
        audience="department",
        subjects=(),
        said=(said,),
        values={"plan": agenda.plan, "today": agenda.today, "giver": giver, "taker": taker},
    )
