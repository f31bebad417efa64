"""Rooms, people, invitations and pending questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the plan."""

    OFFICE = "office"  # 督办
    LEADER = "leader"  # 区领导
    LEAD = "lead"  # 责任人 of one or more departments
    GUEST = "guest"  # 访客


@dataclass(frozen=True, slots=True)
class Room:
    """A chat on some platform under a stable id of ours; `address` (`telegram:-100123`) may change.

    A private chat is a room too (`private` true). `audience` is "office" or "leaders" for their own groups.
    `departments` are the ids bound here. `gone` says why the room cannot be written to, empty while it can.
    `hears_all` is false while the platform's group privacy mode hides plain messages from the bot.
    """

    id: str
    address: str
    title: str = ""
    private: bool = False
    departments: tuple[str, ...] = ()
    audience: str = ""
    language: str = ""  # empty: the bot's default
    bound_at: datetime | None = None
    gone: str = ""
    hears_all: bool = False
    plan: str = ""

    @property
    def bound(self) -> bool:
        """Whether someone entitled said whose room this is."""
        return bool(self.departments or self.audience)


@dataclass(frozen=True, slots=True)
class Handover:
    """That another (`to`, a person's id) acts for someone, until and with a day; without one until taken back."""

    to: str
    by: str  # id of who said so
    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who wrote to the bot. `departments` are those the person leads by invitation or `/lead add`."""

    id: str  # platform:user id
    name: str
    role: Role = Role.GUEST
    departments: tuple[str, ...] = ()
    private_room: str = ""
    handover: Handover | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code that binds a room or gives a person a role; valid 24 hours."""

    code: str
    grants: str  # a department id, "office" or "leaders"
    by: str
    at: datetime
    expires: datetime
    used_by: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the bot asked one person in one room and waits for; stored, so that it survives a restart.

    `kind` names the desk's handler, `options` the labels offered in order, `payload` the JSON values it needs to go on.
    `answered` is the key of what answered it; an answered question is kept until it expires, so that the same answer
    arriving again is known for what it is.
    """

    id: str
    room: str
    person: str
    kind: str
    options: tuple[str, ...]
    payload: Mapping[str, object]
    at: datetime
    expires: datetime
    message_ids: tuple[str, ...] = ()
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking, for everything that is shown: role and the departments whose progress may be seen."""

    role: Role
    departments: frozenset[str] = field(default_factory=frozenset[str])

    @property
    def sees_everything(self) -> bool:
        """Whether every department's progress may be shown."""
        return self.role in (Role.OFFICE, Role.LEADER)
