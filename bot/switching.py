"""From one plan to another of those kept side by side: what comes along, and the moment from which the other is in use.

Between two houses: nothing is received or sent meanwhile, and what came in goes on in the other state. Until the
pointer is written the old plan is in use, from then on the new one; a crash at any moment leaves one of the two whole.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.clock import OFFSET, Clock
from bot.config import Config
from bot.desk.switching import AUDITED, Came, Wish, came_in, put_came, put_wish, wish_in
from bot.edition import edition
from bot.errors import BotError
from bot.in_use import choose, with_plan
from bot.people.moving import Ids, moved_invitation, moved_person, moved_room, same_departments
from bot.progress.board import closing_day
from bot.stores.base import AuditEntry, OutboxRow, Reader, Received, Store, Transaction, View
from bot.stores.tinydb import open_store
from bot.supervision.burden import burden_of_day_key
from bot.texts.render import Texts

KNOWN_FOR = timedelta(days=2)  # how long the keys of handled updates come along; platforms repeat within a day
MESSAGES_KNOWN = 2_000  # reports of other plans whose edits are known for what they are
NOTICE = "switched"
Point = Callable[[str], None]  # told the name of each moment at which a crash would be instructive
log = structlog.get_logger("bot")


@dataclass(frozen=True, slots=True)
class Luggage:
    """What leaves a plan with the bureau: everything hot, what came in, and what its rooms were sent today."""

    view: View
    handled: Sequence[str]
    waiting: Sequence[Received]
    unsent: int
    burdens: dict[str, dict[str, object]]
    last: dict[str, int]
    messages: tuple[str, ...]


async def switched(config: Config, store: Store, clock: Clock, at: Point = lambda point: None) -> tuple[Config, Store]:
    """Go over to the plan that was wished for; return the configuration and the open store of the plan then in use.

    Where that plan cannot be used, the old one stays, and `wish_in` its state says why.
    """
    wish = wish_in(store.view.settings)
    assert wish is not None, "nothing is wished for"
    try:
        other = with_plan(config, wish.to)
        new = await _opened(other)
        try:
            await _carry(store, new, clock, wish)
            at("before pointer")
            await asyncio.to_thread(choose, config.bot.root, wish.to)
            at("after pointer")
        except BaseException:
            await new.close()
            raise
    except (BotError, OSError) as error:
        why = str(error)
        await store.write(lambda change: put_wish(change, replace(wish, why=why)))
        return config, store
    await _leave(store, new)
    return other, new


async def tell(store: Store, config: Config, clock: Clock, texts: Texts) -> None:
    """Tell the room where a switch was decided, once, that it was made, or that it was not and why."""
    wish, came = wish_in(store.view.settings), came_in(store.view.settings)
    if wish is not None:
        await store.write(lambda change: _tell_not(change, wish, config, clock, texts))
    if came is not None and not came.told:
        await store.write(lambda change: _tell_made(change, came, config, clock, texts))


async def _opened(config: Config) -> Store:
    plan = await asyncio.to_thread(edition, config.bot.plan, config.bot.state_dir)
    return await asyncio.to_thread(open_store, config.bot.state_dir, plan)


async def _carry(old: Store, new: Store, clock: Clock, wish: Wish) -> None:
    """Bring along what belongs to the bureau and not to a plan, in one transaction of the new state."""
    now = clock.now()
    packed = await old.read(lambda reader: _packed(reader, old.view, clock))
    offset = old.view.settings.get(OFFSET)
    ids = same_departments(old.view.plan, new.view.plan)
    left = tuple(d.name for d in old.view.plan.departments if d.id not in ids and _is_bound(old.view, d.id))
    bound = sum(room.bound for room in old.view.rooms.values())
    before = old.view.plan.title
    came = Came(now.date(), before, wish.person, wish.room, bound, packed.unsent, left)
    came = replace(came, last=packed.last, messages=packed.messages)

    def work(change: Transaction) -> None:
        _move_in(change, packed.view, ids)
        _take_in(change, packed, now)
        for key, figures in packed.burdens.items():
            change.put_digest(key, figures)
        if offset is not None:
            change.put_setting(OFFSET, offset)
        put_wish(change, None)
        put_came(change, came)

    await new.write(work)


def _packed(reader: Reader, view: View, clock: Clock) -> Luggage:
    today, since = clock.now().date(), clock.now() - KNOWN_FOR
    keys = [burden_of_day_key(today, room) for room in view.rooms]
    burdens = {key: dict(figures) for key in keys if (figures := reader.digest(key)) is not None}
    came = came_in(view.settings)
    earlier = (came.messages, came.last) if came else ((), {})
    reported = (update.message for update in reader.updates_since(since) if update.message)
    return Luggage(
        view,
        reader.handled_since(since),
        reader.waiting(),
        len(reader.outbox_open()),
        burdens,
        {room: max(reader.last_sent(room), earlier[1].get(room, 0)) for room in view.rooms},
        tuple(dict.fromkeys((*earlier[0], *reported)))[-MESSAGES_KNOWN:],
    )


def _is_bound(view: View, department: str) -> bool:
    return any(department in room.departments for room in view.rooms.values())


def _move_in(change: Transaction, old: View, ids: Ids) -> None:
    """Put rooms, people and invitations as they are now; what only this plan knows of them stays."""
    here = change.view
    for room in old.rooms.values():
        change.put_room(moved_room(room, here.plan, ids, here.rooms.get(room.id)))
    for person in old.people.values():
        change.put_person(moved_person(person, ids, here.people.get(person.id)))
    for invitation in old.invitations.values():
        if moved := moved_invitation(invitation, ids):
            change.put_invitation(moved)


def _take_in(change: Transaction, packed: Luggage, now: datetime) -> None:
    """Know what was handled, and go on with what waits there.

    What waits here and not there came along in an attempt that was cut short, and was handled there since.
    """
    there = {received.key for received in packed.waiting}
    for received in change.waiting():
        if received.key not in there:
            change.handled(received.key)
    for key in packed.handled:
        if change.receive([Received(key, "", {}, now)]):
            change.handled(key)
    change.receive(packed.waiting)


async def _leave(old: Store, new: Store) -> None:
    """Let the old state go: what came along waits there no more. Where that fails, the way back mends it."""
    came = await new.read(lambda reader: {received.key for received in reader.waiting()})
    try:
        await old.write(lambda change: _let_go(change, came))
    except BotError as error:
        log.warning("the state left behind still lists what came along", why=str(error))
    await old.close()


def _let_go(change: Transaction, came: Collection[str]) -> None:
    for received in change.waiting():
        if received.key in came:
            change.handled(received.key)
    put_wish(change, None)


def _tell_not(change: Transaction, wish: Wish, config: Config, clock: Clock, texts: Texts) -> None:
    put_wish(change, None)
    values = {"code": "failed", "wish": wish, "plan": change.view.plan}
    _queue(change, wish.room, config, clock, texts, values)


def _tell_made(change: Transaction, came: Came, config: Config, clock: Clock, texts: Texts) -> None:
    plan, now = change.view.plan, clock.now()
    put_came(change, replace(came, told=True))
    change.note(AuditEntry(now, came.person, AUDITED, plan.id, came.before, plan.title))
    closed = now.date() > closing_day(plan)
    _queue(change, came.room, config, clock, texts, {"code": "done", "came": came, "plan": plan, "closed": closed})


def _queue(
    change: Transaction, room_id: str, config: Config, clock: Clock, texts: Texts, values: Mapping[str, Any]
) -> None:
    room = change.view.rooms.get(room_id)
    if room is None:
        return
    now, message = clock.now(), texts.render(NOTICE, room.language or config.bot.language, **values)
    change.queue(OutboxRow(f"{NOTICE}:{now.isoformat()}:{room.id}", room.id, NOTICE, 0, message, (), now), ())
