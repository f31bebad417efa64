"""What the office is told at once: a room that cannot be written to, a notice given up, an update set aside."""

from collections.abc import Awaitable, Callable

import structlog

from bot.config import Config
from bot.delivery.trouble import Trouble
from bot.people.model import Role, Room
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
        room = self._store.view.rooms.get(trouble.subject)
        for hearer in self.hearers():
            if hearer.id != trouble.subject:
                language = hearer.language or self._config.bot.language
                message = self._texts.render("trouble", language, trouble=trouble, room=room)
                await self.tell(hearer.id, message)

    def hearers(self) -> list[Room]:
        """List the rooms of the office: its groups, or else its people's private chats."""
        rooms = [room for room in self._store.view.rooms.values() if not room.gone]
        groups = [room for room in rooms if room.audience == "office" and not room.private]
        return groups or [room for room in rooms if room.private and self._is_office(room)]

    def _is_office(self, room: Room) -> bool:
        view = self._store.view
        ids = {f"telegram:{number}" for number in self._config.office.telegram_user_ids}
        people = [person for person in view.people.values() if person.private_room == room.id]
        return any(person.role is Role.OFFICE or person.id in ids for person in people)
