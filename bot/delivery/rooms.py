"""Rooms as delivery needs them: found by address, marked as gone or back, moved to a new address."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from bot.delivery.trouble import Alarm, Bell, Trouble
from bot.errors import StoreError
from bot.people.model import Room
from bot.stores.base import Store, Transaction

MOVED_AWAY = "moved"  # why the room is gone that was made for a new address before we knew whose it was
log = structlog.get_logger("bot.delivery")


class Rooms:
    """The rooms of a store. `alarm` tells the office that a room is gone: once for each time it goes."""

    def __init__(self, store: Store, alarm: Alarm) -> None:
        self._store = store
        self._bell = Bell(alarm)
        self._indexed: tuple[Mapping[str, Room], dict[str, Room]] | None = None
        # Those gone before the start were told of then.
        self._told = {room.id for room in store.view.rooms.values() if room.gone}

    def at(self, address: str) -> Room | None:
        """Find the room at an address."""
        rooms = self._store.view.rooms
        if self._indexed is None or self._indexed[0] is not rooms:
            self._indexed = (rooms, {room.address: room for room in rooms.values()})
        return self._indexed[1].get(address)

    def get(self, room_id: str) -> Room | None:
        """Find a room by its id."""
        return self._store.view.rooms.get(room_id)

    async def gone(self, room: Room, why: str) -> None:
        """Mark a room as gone and tell the office, unless it knows."""
        await self._record(lambda change: put_gone(change, room.id, why))
        self.tell_gone(room, why)

    def tell_gone(self, room: Room, why: str) -> None:
        """Tell the office that a room is gone, once."""
        if room.id in self._told:
            return
        self._told.add(room.id)
        log.warning("a room cannot be written to", room=room.id, title=room.title, why=why)
        self._bell.ring(Trouble("gone", room.id, why))

    def welcome(self, room: Room) -> None:
        """Note that a room was written to, so that the office hears when it goes again."""
        self._told.discard(room.id)

    async def back(self, room: Room) -> None:
        """Mark a room as back: it was written to after all."""
        self.welcome(room)
        if room.gone:
            await self._record(lambda change: put_gone(change, room.id, ""))

    async def move(self, room: Room, new_address: str) -> None:
        """Give a room its new address."""
        await self._record(lambda change: put_moved(change, room.id, new_address))

    async def _record(self, work: Callable[[Transaction], object]) -> None:
        try:
            await self._store.write(work)
        except StoreError as error:
            # It will be found out anew with the next message; a full disk must not stop what can still be sent.
            log.warning("a change of a room was not recorded", why=str(error))


def put_gone(change: Transaction, room_id: str, why: str) -> None:
    """Write down that a room cannot be written to, or with an empty `why` that it can; a known reason stays."""
    room = change.view.rooms.get(room_id)
    if room is not None and bool(room.gone) != bool(why):
        change.put_room(replace(room, gone=why))


def put_moved(change: Transaction, room_id: str, new_address: str) -> None:
    """Write down that a room has a new address."""
    for room in moved(change.view.rooms, room_id, new_address):
        change.put_room(room)


def moved(rooms: Mapping[str, Room], room_id: str, new_address: str) -> list[Room]:
    """List the rooms to write when a room gets a new address; it keeps its id and binding.

    Where messages from the new address came first, a second room was made for it; that one is put away.
    """
    room = rooms.get(room_id)
    if room is None or room.address == new_address:
        return []
    others = (r for r in rooms.values() if r.address == new_address and r.id != room_id)
    put_away = [replace(other, address=f"{new_address}#{other.id}", gone=MOVED_AWAY) for other in others]
    return [*put_away, replace(room, address=new_address, gone="")]
