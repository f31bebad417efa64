"""A lead hands over to another for a time: /handover NAME [UNTIL], /handover end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.commands.people import named_person
from bot.desk.commands.status import own_departments
from bot.desk.days import day_meant
from bot.desk.hearers import department_rooms
from bot.errors import Refused
from bot.language.patterns import compiled_later
from bot.people.handover import active, fault_of, stand_ins
from bot.people.model import Handover, Person
from bot.people.rights import may_administer
from bot.stores.base import AuditEntry, Transaction

SAID_BACK = 20  # characters of a person's words repeated in an answer
_END = {"end", "结束", "收回", "取消"}
_TO = {"to", "给", "交给"}
_MEANT_AS_DAY = compiled_later(r"\d.*[年月日号/.-]|\d{4}[/.-]\d|\d{8}")


async def handover(ask: Ask, tools: Tools) -> list[Answer]:
    """Let another act in one's place until a day; the office may hand over for someone. Alone it lists who does."""
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    verb, _, rest = ask.words.partition(" ")
    if verb.lower() in _END:
        return [await _take_back(ask, tools, rest.strip())]
    if not ask.words and not ask.incoming.reply_to_person:
        return [_list(ask, tools)]
    words, until = _until(ask, tools)
    giver, taker = _meant(ask, tools, words)
    if fault := fault_of(giver, taker, until, ask.now.date()):
        raise _refused(ask, tools, fault, words, giver, taker)
    given = Handover(taker.id, ask.person.id, ask.now, until)
    await tools.store.write(lambda change: _write(change, ask, giver, taker, given))
    return [_told(ask, tools, "handed_over", giver, taker, until)]


def _until(ask: Ask, tools: Tools) -> tuple[str, date | None]:
    """Take the day off the end of the words; what looks like one and is none (2月30日) is refused."""
    rest, _, last = ask.words.rpartition(" ")
    day = day_meant(last, ask.now.date(), ask.view.plan.year)
    if day is None and _MEANT_AS_DAY.match(last):
        raise _refused(ask, tools, "date", last)
    return (rest.strip(), day) if day else (ask.words.strip(), None)


def _meant(ask: Ask, tools: Tools, words: str) -> tuple[Person, Person]:
    """Find who hands over and who takes over: oneself and the one named, or for the office the two named."""
    people = ask.view.people
    oneself = people.get(ask.person.id, ask.person)
    if not words and ask.incoming.reply_to_person:
        to = ask.incoming.reply_to_person
        return oneself, people.get(to) or Person(to, ask.incoming.reply_to_name)
    tokens = [token for token in words.split() if token.lower() not in _TO]
    if one := named_person(people.values(), " ".join(tokens)):
        if not oneself.departments and may_administer(ask.person):
            raise _refused(ask, tools, "whose", words)
        return oneself, one
    for cut in range(1, len(tokens)):
        pair = [named_person(people.values(), " ".join(part)) for part in (tokens[:cut], tokens[cut:])]
        if pair[0] and pair[1]:
            if pair[0].id != ask.person.id and not may_administer(ask.person):
                raise _refused(ask, tools, "office", words)
            return pair[0], pair[1]
    raise _refused(ask, tools, "unknown", words)


def _write(change: Transaction, ask: Ask, giver: Person, taker: Person, given: Handover) -> None:
    people = change.view.people
    if taker.id not in people:
        change.put_person(taker)
    change.put_person(replace(people.get(giver.id, giver), handover=given))
    after = f"{taker.name} {given.until or ''}".strip()
    change.note(AuditEntry(ask.now, ask.person.id, "handed_over", giver.id, "", after, ask.incoming.message))


async def _take_back(ask: Ask, tools: Tools, name: str) -> Answer:
    """End a handover before its day: one's own, or for the office anyone's."""
    people = ask.view.people
    giver = named_person(people.values(), name) if name else people.get(ask.person.id)
    if name and giver is None:
        raise _refused(ask, tools, "unknown", name)
    if giver and giver.id != ask.person.id and not may_administer(ask.person):
        raise _refused(ask, tools, "office", name)
    handed = active(giver, ask.now.date()) if giver else None
    if giver is None or handed is None:
        raise _refused(ask, tools, "none", name)
    taker = people.get(handed.to) or Person(handed.to, handed.to)

    def work(change: Transaction) -> None:
        stands = change.view.people[giver.id]
        if stands.handover is None:
            return
        change.put_person(replace(stands, handover=None))
        about = ("handed_back", giver.id, f"{taker.name} {handed.until or ''}".strip(), "")
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))

    await tools.store.write(work)
    return _told(ask, tools, "handed_back", giver, taker, None)


def _told(ask: Ask, tools: Tools, name: str, giver: Person, taker: Person, until: date | None) -> Answer:
    """Say it here, to both in private where they have written to the bot there, and to the department's groups."""
    view = tools.store.view
    rooms = {room.id: room for room in department_rooms(view, giver.departments)}
    private = (view.rooms.get(person.private_room) for person in (giver, taker))
    rooms |= {room.id: room for room in private if room and not room.gone}
    rooms.pop(ask.room.id, None)
    values: dict[str, Any] = {"giver": giver, "taker": taker, "until": until, "plan": view.plan}
    also = tuple(
        Elsewhere(room.id, tools.texts.render(name, room.language or tools.config.bot.language, **values))
        for room in rooms.values()
    )
    return Answer(tools.texts.render(name, ask.language, **values), also=also)


def _list(ask: Ask, tools: Tools) -> Answer:
    own: Sequence[str] = own_departments(ask)
    departments = tuple(ask.view.plan.department_by_id) if ask.viewer.sees_everything else own
    message = tools.texts.render(
        "handovers",
        ask.language,
        plan=ask.view.plan,
        stand_ins=stand_ins(ask.view.people, departments, ask.now.date()),
        office=may_administer(ask.person),
    )
    return Answer(message)


def _refused(
    ask: Ask, tools: Tools, code: str, said: str, giver: Person | None = None, taker: Person | None = None
) -> Refused:
    handed = active(taker, ask.now.date()) if taker else None
    instead = ask.view.people.get(handed.to) if handed else None
    text = tools.texts.lines(
        "handover_refused", ask.language, code=code, said=said[:SAID_BACK], giver=giver, taker=taker, instead=instead
    )
    return Refused(text)
