"""Rooms and people: /invite, /bind (and /start CODE), /unbind, /lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.desk.base import Answer, Ask, Tools
from bot.desk.rows import clipped
from bot.errors import Refused
from bot.people.handover import stand_ins
from bot.people.invitations import Accepted, accept, fault_of, invite, new_code
from bot.people.model import Invitation, Person, Role, Room
from bot.people.rights import may_administer
from bot.plan.lookup import Index
from bot.stores.base import AuditEntry, Transaction
from bot.texts.message import Button, Message

OFFERED = 6
SAID_BACK = 20  # characters of a person's words repeated in an answer
_AUDIENCE_NAMES: Mapping[str, str] = {
    "office": "office",
    "督办": "office",
    "督办室": "office",
    "leaders": "leaders",
    "leader": "leaders",
    "领导": "leaders",
    "区领导": "leaders",
}


def grants_of(words: str, index: Index) -> str | None:
    """Say what an invitation for these words grants: "office", "leaders", a department id; None where nothing fits."""
    audience = _AUDIENCE_NAMES.get(words.strip().lower())
    if audience:
        return audience
    department = index.department(words).exact
    return department.id if department else None


async def make_invitation(ask: Ask, tools: Tools) -> list[Answer]:
    """Make a one-time code for a department, the office or the leaders."""
    grants = grants_of(ask.words, ask.index) if ask.words else None
    if grants is None:
        return [_which(ask, tools, "invite")]
    invitation = invite(new_code(), grants, ask.person.id, ask.now)

    def work(change: Transaction) -> None:
        change.put_invitation(invitation)
        change.note(AuditEntry(ask.now, ask.person.id, "invited", grants, message=ask.incoming.message))

    await tools.store.write(work)
    return [Answer(invitation_message(invitation, tools, ask.language))]


def invitation_message(invitation: Invitation, tools: Tools, language: str) -> Message:
    """Say an invitation's code and how it is used; with links where a chat can make them."""
    link = tools.chat.link if tools.chat else None
    return tools.texts.render(
        "invitation",
        language,
        invitation=invitation,
        plan=tools.store.view.plan,
        group_link=link(invitation.code, group=True) if link else "",
        private_link=link(invitation.code) if link else "",
    )


def _which(ask: Ask, tools: Tools, command: str) -> Answer:
    """Ask which department is meant: those that fit the words, else the near ones."""
    found = ask.index.department(ask.words)
    near = (found.candidates or found.suggestions)[:OFFERED] if ask.words else ()
    message = tools.texts.render(
        "which_department",
        ask.language,
        buttons=tuple((Button(clipped(d.name), f"/{command} {d.id}"),) for d in near),
        said=ask.words[:SAID_BACK],
        several=bool(found.candidates),
        near=near,
        command=command,
        example=ask.view.plan.departments[0],
    )
    return Answer(message)


async def bind(ask: Ask, tools: Tools) -> list[Answer]:
    """Bind this group by a code; the office may name the department instead."""
    named = not ask.room.private and may_administer(ask.person) and ask.words
    if not named or ask.words.upper() in ask.view.invitations:
        return [await redeem(ask, tools, ask.words)]
    grants = grants_of(ask.words, ask.index)
    if grants is None:
        return [_which(ask, tools, "bind")]
    direct = invite(new_code(), grants, ask.person.id, ask.now)
    return [_welcome(ask, tools, await tools.store.write(lambda change: _use(change, direct, ask)))]


async def redeem(ask: Ask, tools: Tools, words: str) -> Answer:
    """Use an invitation's code here; raise Refused where it is unknown, used or too old."""
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    code = words.strip().upper()

    def work(change: Transaction) -> Accepted | str:
        # Decided in the transaction: two people may use one code at the same moment.
        invitation = change.view.invitations.get(code)
        fault = fault_of(invitation, ask.now)
        if invitation and (not fault or (fault == "used" and invitation.used_by == ask.person.id)):
            return _use(change, invitation, ask)
        return fault or "unknown"

    used = await tools.store.write(work) if code else "missing"
    if isinstance(used, str):
        raise Refused(tools.texts.plain("bad_code", ask.language, fault=used, code=words.strip()[:SAID_BACK]))
    return _welcome(ask, tools, used)


def _use(change: Transaction, invitation: Invitation, ask: Ask) -> Accepted:
    """Let an invitation take effect; the same person using it here again changes nothing more."""
    view = change.view
    # The configuration's role is never stored: the invitation changes the stored person.
    person = view.people.get(ask.person.id) or replace(ask.person, role=Role.GUEST)
    accepted = accept(invitation, view.rooms.get(ask.room.id, ask.room), person, ask.now)
    if invitation.used_by:
        return accepted
    if invitation.code in view.invitations:
        change.put_invitation(accepted.invitation)
    if ask.room.private:
        change.put_person(accepted.person)
    else:
        change.put_room(accepted.room)
    about = ask.person.id if ask.room.private else ask.room.id
    change.note(AuditEntry(ask.now, ask.person.id, "bound", about, "", invitation.grants, ask.incoming.message))
    return accepted


def _welcome(ask: Ask, tools: Tools, accepted: Accepted) -> Answer:
    """Say what holds from now on: to a person what they are, to a group what it will get and who leads."""
    room, person, grants = accepted.room, accepted.person, accepted.invitation.grants
    if ask.room.private:
        return Answer(tools.texts.render("role_given", ask.language, plan=ask.view.plan, person=person, grants=grants))
    own = [task for task in ask.view.plan.all_tasks() if task.lead.department in room.departments]
    message = tools.texts.render(
        "bound",
        ask.language,
        plan=ask.view.plan,
        room=room,
        leads=_leads_of(ask, room.departments),
        count=len(own),
        example=own[0] if own else None,
        hours=tools.config.hours,
        only_leads=tools.config.report.only_leads,
    )
    return Answer(message)


async def unbind(ask: Ask, tools: Tools) -> list[Answer]:
    """Loosen this group from a department or an audience, or from all."""
    grants = grants_of(ask.words, ask.index) if ask.words else None

    def work(change: Transaction) -> Room:
        room = change.view.rooms.get(ask.room.id, ask.room)
        bound = (*room.departments, *filter(None, [room.audience]))
        if not bound or (ask.words and grants not in bound):
            raise Refused(_not_bound(ask, tools, room))
        left = _without(room, grants)
        change.put_room(left)
        after = ", ".join((*left.departments, *filter(None, [left.audience])))
        about = ("unbound", room.id, ", ".join(bound), after)
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
        return left

    room = await tools.store.write(work)
    return [Answer(tools.texts.render("unbound", ask.language, plan=ask.view.plan, room=room, grants=grants))]


def _not_bound(ask: Ask, tools: Tools, room: Room) -> str:
    said = ask.words[:SAID_BACK] if room.bound else ""
    return tools.texts.plain("not_bound", ask.language, plan=ask.view.plan, room=room, said=said)


def _without(room: Room, grants: str | None) -> Room:
    departments = tuple(d for d in room.departments if grants not in (None, d))
    audience = room.audience if grants not in (None, room.audience) else ""
    bound_at = room.bound_at if departments or audience else None
    return replace(room, departments=departments, audience=audience, bound_at=bound_at)


_ADD = {"add", "加", "添加", "增加"}
_REMOVE = {"remove", "删", "移除", "删除", "去掉"}


async def lead(ask: Ask, tools: Tools) -> list[Answer]:
    """Show who leads here or in the department named; the office adds and removes people."""
    verb, _, words = ask.words.partition(" ")
    if verb.lower() in _ADD | _REMOVE:
        return [await _name_lead(ask, tools, words.strip(), add=verb.lower() in _ADD)]
    department = ask.index.department(ask.words).exact if ask.words else None
    if ask.words and department is None:
        raise Refused(_lead_usage(ask, tools, "usage", ask.words))
    here = (*ask.room.departments, *(ask.person.departments if ask.room.private else ()))
    if not here and department is None and ask.viewer.sees_everything:
        here = tuple(ask.view.plan.department_by_id)
    return [_leads(ask, tools, (department.id,) if department else here)]


async def _name_lead(ask: Ask, tools: Tools, words: str, *, add: bool) -> Answer:
    """Make someone a lead of this group's departments or of the one named, or take that back."""
    if not may_administer(ask.person):
        raise Refused(_lead_usage(ask, tools, "office"))
    person, rest = _person_meant(ask, words)
    if person is None:
        raise Refused(_lead_usage(ask, tools, "unknown", words))
    department = ask.index.department(rest).exact if rest else None
    if rest and department is None:
        raise Refused(_lead_usage(ask, tools, "department", rest))
    departments = (department.id,) if department else ask.room.departments
    if not departments:
        raise Refused(_lead_usage(ask, tools, "unbound"))

    def work(change: Transaction) -> None:
        stored = change.view.people.get(person.id, person)
        changed = _led(stored, departments, add=add)
        change.put_person(changed)
        before, after = ", ".join(stored.departments), ", ".join(changed.departments)
        change.note(AuditEntry(ask.now, ask.person.id, "leads", person.id, before, after, ask.incoming.message))

    await tools.store.write(work)
    return _leads(replace(ask, view=tools.store.view), tools, departments)


def _lead_usage(ask: Ask, tools: Tools, code: str, said: str = "") -> str:
    return tools.texts.plain("lead_usage", ask.language, code=code, said=said[:SAID_BACK])


def _person_meant(ask: Ask, words: str) -> tuple[Person | None, str]:
    """Find the person whose message is replied to or who is named, and what is said besides (a department)."""
    incoming, people = ask.incoming, ask.view.people
    if incoming.reply_to_person:
        known = people.get(incoming.reply_to_person)
        return known or Person(incoming.reply_to_person, incoming.reply_to_name), words
    whole = named_person(people.values(), words)
    if whole:
        return whole, ""
    name, _, rest = words.rpartition(" ")
    return named_person(people.values(), name.strip()), rest


def named_person(people: Iterable[Person], name: str) -> Person | None:
    """Find a person who wrote to the bot by id, or by a name only one of them has."""
    name = name.lstrip("@")
    fitting = [p for p in people if name and name in (p.name, p.id, p.id.partition(":")[2])]
    return fitting[0] if len(fitting) == 1 else None


def _led(person: Person, departments: tuple[str, ...], *, add: bool) -> Person:
    rest = tuple(d for d in person.departments if d not in departments)
    led = (*rest, *departments) if add else rest
    role = person.role
    if role in (Role.LEAD, Role.GUEST):
        role = Role.LEAD if led else Role.GUEST
    return replace(person, departments=led, role=role)


def _leads_of(ask: Ask, departments: Sequence[str]) -> list[Person]:
    return [person for person in ask.view.people.values() if not set(departments).isdisjoint(person.departments)]


def _leads(ask: Ask, tools: Tools, departments: Sequence[str]) -> Answer:
    message = tools.texts.render(
        "leads",
        ask.language,
        plan=ask.view.plan,
        departments=departments,
        people=_leads_of(ask, departments),
        stand_ins={each.absent.id: each for each in stand_ins(ask.view.people, departments, ask.now.date())},
        office=may_administer(ask.person),
    )
    return Answer(message)
