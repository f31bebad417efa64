"""What the office is told at once: a room that cannot be written to, a notice given up, an update set aside."""

from collections.abc import Awaitable, Callable

import structlog

from bot.config import Config
from bot.delivery.trouble import Trouble
from bot.desk.hearers import office_rooms
from bot.people.model import Room
from bot.stores.base import Store
from bot.texts.message import Message
from bot.texts.render import Texts

Tell = Callable[[str, Message], Awaitable[object]]  # takes a room id
log = structlog.get_logger("bot.desk")


class OfficeAlarm:
    """Tells the office's group, or where it has none the office's people in private.

    `tell` is set once there is something to send with; before that the log alone has it.
    """

    def __init__(self, store: Store, texts: Texts, config: Config) -> None:
        self._store = store
        self._texts = texts
        self._config = config
        self.tell: Tell | None = None

    async def __call__(self, trouble: Trouble) -> None:
        """Tell the office of something a person must look at."""
        log.warning("trouble", kind=trouble.kind, subject=trouble.subject, why=trouble.why)
        if self.tell is None:
            return
        room = self._room(trouble)
        for hearer in office_rooms(self._store.view, self._config):
            if hearer.id != trouble.subject:
                language = hearer.language or self._config.bot.language
                message = self._texts.render("trouble", language, trouble=trouble, room=room)
                await self.tell(hearer.id, message)

    def _room(self, trouble: Trouble) -> Room | None:
        """Find the room a trouble is about: gone, or where an update came from."""
        rooms = self._store.view.rooms
        at = next((room for room in rooms.values() if room.address == trouble.chat), None)
        return rooms.get(trouble.subject, at)
