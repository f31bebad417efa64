"""A conversation with the desk in which answers arrive: they have ids, can be replied to, and carry buttons."""

from dataclasses import dataclass, replace
from typing import Any

from bot.chats.base import Incoming
from bot.desk.base import Answer, Elsewhere, Tools
from bot.desk.desk import Desk
from bot.progress.model import StatusUpdate, Summary
from bot.texts.message import Button
from bot.texts.render import Texts
from tests.desk.cast import Talk, incoming, words


@dataclass
class Shown:
    """A message of the bot as it stands in a chat."""

    id: str
    answer: Answer


def buttons_of(answer: Answer) -> list[Button]:
    """List the buttons of an answer."""
    return [button for row in answer.message.buttons for button in row] if answer.message else []


class Dialogue(Talk):
    """Says, replies, edits and presses; what the bot answers is delivered as the real bot delivers it."""

    def __init__(self, *args: Any, **config: Any) -> None:
        super().__init__(*args, **config)
        self.chats: dict[str, list[Shown]] = {}
        self.toast = ""
        self.keys: set[str] = set()
        self.last: Incoming | None = None
        self._ids = 1000

    async def seated(self) -> "Dialogue":
        await super().seated()
        return self

    def restart(self) -> None:
        """Let a new desk stand on the same store, as after a restart of the bot."""
        self.tools = Tools(self.store, Texts(), self.tools.config, self.clock, self.tools.chat)
        self.desk = Desk(self.tools)

    async def say(self, who: str, where: str, text: str, **more: Any) -> list[Answer]:
        number = self._next()
        about = {"key": f"telegram:{number}", "message_id": number} | more
        return await self.hear(incoming(who, where, text, **about))

    async def hear(self, message: Incoming) -> list[Answer]:
        """Hand something in to the desk and deliver what it answers."""
        self.last = message
        answers = await self.desk.handle(message)
        self.toast = "".join(answer.toast for answer in answers)
        for answer in answers:
            if answer.message:
                shown = await self._deliver(message, answer)
                if answer.then:
                    await self._go_on(message, shown.id, await answer.then())
            for other in answer.also:
                await self._tell(other)
        return answers

    async def _go_on(self, message: Incoming, stands: str, answers: list[Answer]) -> None:
        """Let what took long take the place of the message that said so."""
        first = replace(message, message_id=stands)
        for answer in answers:
            await self._deliver(first, replace(answer, replace=answer is answers[0]))

    async def _deliver(self, message: Incoming, answer: Answer) -> Shown:
        shown = Shown(message.message_id if answer.replace else self._next(), answer)
        chat = self.chats.setdefault(message.address, [])
        chat[:] = [other for other in chat if other.id != shown.id] + [shown]
        room = next(r for r in self.store.view.rooms.values() if r.address == message.address)
        await self.store.write(lambda change: change.sent(room.id, [shown.id], answer.subjects))
        if answer.question:
            question = replace(answer.question, message_ids=(shown.id,))
            await self.store.write(lambda change: change.put_question(question))
        return shown

    async def _tell(self, other: Elsewhere) -> None:
        """Let what an answer brings about arrive in the other room; what has a key does so once."""
        if other.key and other.key in self.keys:
            return
        self.keys.add(other.key)
        shown = Shown(self._next(), Answer(other.message, other.subjects))
        self.chats.setdefault(self.store.view.rooms[other.room].address, []).append(shown)
        await self.store.write(lambda change: change.sent(other.room, [shown.id], other.subjects))

    def heard(self, where: str, who: str = "office") -> str:
        """Read the newest message that stands in a chat, as plain text."""
        return words([self.chats[incoming(who, where, "").address][-1].answer])

    def _next(self) -> str:
        self._ids += 1
        return str(self._ids)

    async def told(self, where: str, *subjects: str, who: str = "office") -> str:
        """Let a message of the bot about some subjects stand in a chat, such as a reminder; return its id."""
        number, address = self._next(), incoming(who, where, "").address
        if where == "private":
            await self.say(who, where, "/help")  # so that the private room exists
        room = next(r for r in self.store.view.rooms.values() if r.address == address)
        await self.store.write(lambda change: change.sent(room.id, [number], subjects))
        return number

    async def reply(self, who: str, where: str, text: str, to: str, **more: Any) -> str:
        """Reply to a message of the bot; return the whole answer as plain text."""
        return words(await self.say(who, where, text, reply_to=to, reply_to_bot=True, **more))

    async def report(self, who: str, where: str, subject: str, text: str, **more: Any) -> str:
        """Reply to a message about one subject."""
        return await self.reply(who, where, text, await self.told(where, subject, who=who or "office"), **more)

    async def press(self, who: str, where: str, label: str) -> str:
        """Press the newest button whose label begins so; return the answer as plain text, or the note shown."""
        return await self.press_data(who, where, *self.button(where, label, who))

    async def press_data(self, who: str, where: str, data: str, under: str) -> str:
        """Press a button by what it sends, under a message that may long be gone."""
        answers = await self.say(who, where, "", kind="button", button=data, message_id=under, button_id="b")
        return words(answers) or self.toast

    def button(self, where: str, label: str, who: str = "office") -> tuple[str, str]:
        """Find the newest button whose label begins so, as what it sends and the id of its message."""
        for shown in reversed(self.chats[incoming(who, where, "").address]):
            found = {b.label: b.data for b in buttons_of(shown.answer)}
            fitting = [data for text, data in found.items() if text.startswith(label)]
            if fitting:
                return fitting[0], shown.id
        raise AssertionError(f"no button {label!r}")

    def labels(self, where: str, who: str = "office") -> list[str]:
        """List what stands on the buttons of the newest message."""
        return [b.label for b in buttons_of(self.chats[incoming(who, where, "").address][-1].answer)]

    @property
    def reports(self) -> list[StatusUpdate]:
        """Every report on record, oldest first."""
        return sorted(self.store._contents.updates.values(), key=lambda update: update.id)

    def summary(self, subject: str) -> Summary:
        """What the reports on a subject add up to."""
        return self.store.view.summaries.get(subject) or Summary(subject)

    @property
    def waiting(self) -> int:
        """How many questions wait for an answer."""
        return len([q for q in self.store.view.questions.values() if not q.answered])
