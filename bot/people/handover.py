"""Handing over (交接): while a lead is away or has left, another acts in their place; it ends by itself. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.people.model import Handover, Person, Role


@dataclass(frozen=True, slots=True)
class StandIn:
    """Someone who acts for a lead, until and with a day; without one until it is taken back."""

    person: Person
    absent: Person
    until: date | None


def active(person: Person, today: date) -> Handover | None:
    """Give the handover of a person that holds on a day, the last day included."""
    handover = person.handover
    return handover if handover and (handover.until is None or today <= handover.until) else None


def absent_for(people: Mapping[str, Person], person: str, today: date) -> list[Person]:
    """List the people in whose place a person acts on a day, directly or by way of another."""
    found: dict[str, Person] = {}
    waiting = [person]
    while waiting:
        to = waiting.pop()
        for other in people.values():
            handover = active(other, today)
            if handover and handover.to == to and other.id not in {*found, person}:
                found[other.id] = other
                waiting.append(other.id)
    return list(found.values())


def acting(person: Person, people: Mapping[str, Person], today: date) -> Person:
    """Give a person with the departments of those in whose place they act; it counts that day and is never stored."""
    absent = absent_for(people, person.id, today) if person.id else []
    if not absent:
        return person
    departments = dict.fromkeys((*person.departments, *(d for other in absent for d in other.departments)))
    role = Role.LEAD if person.role is Role.GUEST else person.role
    return replace(person, departments=tuple(departments), role=role)


def stand_ins(people: Mapping[str, Person], departments: Iterable[str], today: date) -> list[StandIn]:
    """List who acts for the leads of some departments on a day, by name of the absent."""
    own = set(departments)
    found = [
        StandIn(people[handover.to], person, handover.until)
        for person in people.values()
        if not own.isdisjoint(person.departments) and (handover := active(person, today)) and handover.to in people
    ]
    return sorted(found, key=lambda each: each.absent.name)


def fault_of(giver: Person, taker: Person, until: date | None, today: date) -> str:
    """Say why a lead cannot hand over: nobody (leads nothing) | self | away (the other has) | past, or nothing."""
    if not giver.departments:
        return "nobody"
    if taker.id == giver.id:
        return "self"
    if active(taker, today):
        return "away"
    return "past" if until and until < today else ""
