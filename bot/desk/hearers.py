"""Which rooms hear of something: those of the office, of the leaders, of departments. Pure."""

from collections.abc import Collection
from dataclasses import replace

from bot.config import Config, PeoplePart
from bot.people.model import Role, Room
from bot.stores.base import View


def office_rooms(view: View, config: Config) -> list[Room]:
    """List the rooms of the office: its groups, or else its people's private chats."""
    return _rooms_of(view, "office", Role.OFFICE, config.office)


def leader_rooms(view: View, config: Config) -> list[Room]:
    """List the rooms of the leaders: their groups, or else their private chats."""
    return _rooms_of(view, "leaders", Role.LEADER, config.leaders)


def hearing_rooms(view: View, config: Config) -> tuple[Room, ...]:
    """Give all rooms as notices look at them.

    Where the office or the leaders have no group, the private chats of their people count as their rooms: so nobody who
    has a group is told twice.
    """
    private = {room.id: "leaders" for room in leader_rooms(view, config) if room.private}
    private |= {room.id: "office" for room in office_rooms(view, config) if room.private}
    rooms = view.rooms.values()
    return tuple(replace(room, audience=private[room.id]) if room.id in private else room for room in rooms)


def department_rooms(view: View, departments: Collection[str], *, besides: str = "") -> list[Room]:
    """List the rooms of departments that can be written to, besides the one where it was said."""
    concerned = set(departments)
    rooms = view.rooms.values()
    return [room for room in rooms if not room.gone and room.id != besides and concerned & set(room.departments)]


def _rooms_of(view: View, audience: str, role: Role, part: PeoplePart) -> list[Room]:
    rooms = [room for room in view.rooms.values() if not room.gone]
    groups = [room for room in rooms if room.audience == audience and not room.private]
    named = {f"telegram:{number}" for number in part.telegram_user_ids}
    people = [person for person in view.people.values() if person.role is role or person.id in named]
    private = {person.private_room for person in people if person.private_room}
    return groups or [room for room in rooms if room.private and room.id in private]
