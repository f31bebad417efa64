"""Rooms and people as they turn up: who is new, who changed a name, which group moved or threw the bot out. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chats.base import Incoming
from bot.config import Config
from bot.people.model import Person, Role, Room


@dataclass(frozen=True, slots=True)
class Arrival:
    """The room something happened in and who did it, and which of the two must be written down."""

    room: Room
    person: Person
    changed_room: bool
    changed_person: bool


def arrival(
    incoming: Incoming, known_room: Room | None, people: Mapping[str, Person], plan_id: str, now: datetime
) -> Arrival:
    """Say which room and which person an incoming belongs to; both are made where they are new.

    A private chat is its person's own from the first word on: notices to it, if any, begin then.
    """
    room = _room_now(incoming, known_room or new_room(incoming, plan_id))
    if room.private and room.bound_at is None:
        room = replace(room, bound_at=now)
    stored = people.get(incoming.person)
    person = _person_now(incoming, stored or Person(incoming.person, incoming.person_name), room)
    named = bool(incoming.person) and not incoming.anonymous
    return Arrival(room, person, room != known_room, named and person != stored)


def new_room(incoming: Incoming, plan_id: str) -> Room:
    """Make the room of a chat never seen before. The same chat always gets the same id, so twice made is once made."""
    digest = hashlib.blake2s(incoming.address.encode(), digest_size=6).hexdigest()
    return Room(f"r{digest}", incoming.address, private=incoming.private, plan=plan_id)


def _room_now(incoming: Incoming, room: Room) -> Room:
    title = incoming.room_title or (incoming.person_name if incoming.private else "")
    return replace(room, title=title or room.title, gone="", hears_all=_hears_all(incoming, room))


def _hears_all(incoming: Incoming, room: Room) -> bool:
    """Whether plain messages of the group reach the bot: none ever do while the platform's privacy mode is on."""
    if incoming.kind == "joined":
        return False  # the mode can only change while the bot is out of the group
    plain = incoming.kind == "message" and not incoming.private and not incoming.reply_to_bot
    return room.hears_all or (plain and bool(incoming.text) and not incoming.text.startswith(("/", "／")))


def _person_now(incoming: Incoming, person: Person, room: Room) -> Person:
    known = replace(person, name=incoming.person_name or person.name)
    return replace(known, private_room=room.id) if incoming.private else known


def left(incoming: Incoming, by_address: Mapping[str, Room]) -> list[Room]:
    """List the rooms to write after the bot was removed or blocked; the room is kept for its return."""
    room = by_address.get(incoming.address)
    return [replace(room, gone=incoming.why or "left")] if room else []


def with_configured_role(person: Person, config: Config) -> Person:
    """Give a person the role the configuration names; it counts while it stands there and is never stored."""
    for role, part in ((Role.OFFICE, config.office), (Role.LEADER, config.leaders)):
        if person.id in {f"telegram:{user_id}" for user_id in part.telegram_user_ids}:
            return replace(person, role=role)
    return person
