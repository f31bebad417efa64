"""Telegram behind the seam: messages become calls of the Bot API, whose faults become the `ChatError` family."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import structlog
from starlette.routing import Route
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import TelegramError

from bot.chats.base import ROOM_FOR_MARKS, Incoming, MenuEntry
from bot.chats.telegram import marks, packing, updates
from bot.chats.telegram.faults import BadRequest, TokenRefused
from bot.chats.telegram.line import Line, Refusal, way_to
from bot.chats.telegram.marks import LONGEST_DATA
from bot.chats.telegram.poller import Poller, Sleep
from bot.chats.telegram.webhook import Keep, webhook_route
from bot.errors import ChatError, Gone, Later, Unclear
from bot.texts.message import Button, File, Message

T = TypeVar("T")
LONGEST_TOAST = 200
LONGEST_DESCRIPTION = 256  # of a command in the menu
MOST_COMMANDS = 100
# A narrower scope replaces the wider one, so it repeats what stands in every chat.
SCOPES: Mapping[str, tuple[Callable[[], Any], frozenset[str]]] = {
    "everyone": (BotCommandScopeDefault, frozenset({"everyone"})),
    "private": (BotCommandScopeAllPrivateChats, frozenset({"everyone", "private"})),
    "group": (BotCommandScopeAllGroupChats, frozenset({"everyone", "group"})),
}
log = structlog.get_logger("bot.telegram")


class Telegram:
    """One bot on Telegram.

    `base_url` is what the token is appended to (`https://api.telegram.org/bot`). With `webhook_url` updates come by
    `webhook`, else by `receive`. `transport` stands in for the network in tests.
    """

    name = updates.PLATFORM

    def __init__(
        self,
        token: str,
        base_url: str,
        *,
        webhook_url: str = "",
        webhook_secret: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._base_url, self._transport = base_url, transport
        line = Line(transport or way_to(base_url))
        self._bot = Bot(token, base_url, file_base_url(base_url), request=line, get_updates_request=line)
        self._webhook_url, self._webhook_secret = webhook_url, webhook_secret
        self._in_doubt = False
        self.mark = ""  # of the plan in use, see `marks`
        self.poller = Poller(self._bot.base_url, self._connect, sleep)
        self.username = ""
        self.user_id: int | None = None
        self.reads_all_groups = False  # whether the bot's privacy mode is off

    async def start(self) -> None:
        """Ask who we are; raise `ChatError` where the token is refused or Telegram cannot be reached."""
        try:
            me = await self._call(self._bot.get_me())
        except TokenRefused:
            raise ChatError(
                "Telegram refuses the token of this bot; ask @BotFather for it with /token and put it into [telegram]"
                " token of the configuration or into BOT_TELEGRAM__TOKEN"
            ) from None
        self.username, self.user_id = me.username or "", me.id
        self.reads_all_groups = bool(me.can_read_all_group_messages)
        if self._webhook_url:
            await self._call(
                self._bot.set_webhook(
                    self._webhook_url, secret_token=self._webhook_secret, allowed_updates=list(updates.WANTED)
                )
            )

    async def stop(self) -> None:
        """Close the connections; what is in flight is cut."""
        await self._bot.request.shutdown()

    async def receive(self) -> AsyncIterator[Sequence[Mapping[str, object]]]:
        """Yield batches of raw updates for ever; raise `ChatError` when the token is no longer good."""
        try:
            async for batch in self.poller.batches():
                yield batch
        except TokenRefused:
            raise ChatError("Telegram no longer knows the token of this bot: it was revoked or replaced") from None

    def webhook(self, path: str, keep: Keep) -> Route:
        """Make the route for updates that come by webhook; `keep` returns when they are safe."""
        return webhook_route(path, self._webhook_secret, keep)

    def key(self, raw: Mapping[str, object]) -> str:
        """Name a raw update (`telegram:123`)."""
        return updates.key(raw)

    def lane(self, raw: Mapping[str, object]) -> str:
        """Name the chat whose order this update belongs to."""
        return updates.lane(raw)

    def sifted(self, raw: Mapping[str, object]) -> Mapping[str, object]:
        """Take from a raw update what must not be kept."""
        return updates.sifted(raw)

    def parse(self, raw: Mapping[str, object]) -> Incoming | None:
        """Read a raw update; None where it is of no concern to the bot."""
        incoming = updates.parse(raw, self.user_id)
        return marks.read(incoming, self.mark) if incoming else None

    def parts(self, message: Message) -> tuple[Message, ...]:
        """Cut a message into parts of one request each, with room for delivery's marks."""
        return packing.parts(message, ROOM_FOR_MARKS)

    async def send(
        self, address: str, message: Message, *, reply_to: str = "", silent: bool = False
    ) -> tuple[str, ...]:
        """Send a message, in parts where it is over the limit; only the first one is a reply."""
        chat_id, ids = _chat_id(address), list[str]()
        await self._be_sure_of_the_line()
        for part in packing.parts(message):
            common: dict[str, Any] = {"chat_id": chat_id, "disable_notification": silent or None}
            if reply_to and not ids:
                common["reply_parameters"] = ReplyParameters(int(reply_to), allow_sending_without_reply=True)
            ids.append(await self._send_part(part, common))
        return tuple(ids)

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message sent before; only its first part where it is over the limit."""
        part, *_ = packing.parts(message) or (message,)
        where = {"chat_id": _chat_id(address), "message_id": int(message_id)}
        try:
            await self._as_it_passes(part, partial(self._editing, where))
        except BadRequest as error:
            if not error.unchanged:
                raise

    async def fetch(self, file_id: str) -> bytes:
        """Fetch a file of at most 20 MB: Telegram gives bots no bigger one and says so in its refusal."""
        file = await self._call(self._bot.get_file(file_id))
        return bytes(await self._call(file.download_as_bytearray()))

    async def answer_button(self, button_id: str, text: str = "") -> None:
        """Stop the button's clock and show a short text. A press answered too late is no fault."""
        try:
            await self._call(self._bot.answer_callback_query(button_id, text[:LONGEST_TOAST] or None))
        except BadRequest as error:
            log.info("a press was answered too late", why=str(error))

    async def set_menu(self, entries: Sequence[MenuEntry]) -> None:
        """Set the command menu of every scope and language the entries name."""
        for language in dict.fromkeys(entry.language for entry in entries):
            for scope, included in SCOPES.values():
                commands = {
                    e.name: BotCommand(e.name, e.about[:LONGEST_DESCRIPTION])
                    for e in entries
                    if e.language == language and e.scope in included
                }
                await self._call(
                    self._bot.set_my_commands(
                        list(commands.values())[:MOST_COMMANDS], scope(), language_code=language or None
                    )
                )

    def link(self, start: str, *, group: bool = False) -> str:
        """Make a link that opens the bot, or adds it to a group, with a start parameter; only once started."""
        return f"https://t.me/{self.username}?{'startgroup' if group else 'start'}={quote(start)}"

    def _connect(self) -> httpx.AsyncBaseTransport:
        """Open a way for the poller alone, so that its long question holds up nothing."""
        return self._transport or way_to(self._base_url)

    async def _be_sure_of_the_line(self) -> None:
        """After a send of unknown end ask something harmless first: its one repeat is not for a line that is down."""
        if not self._in_doubt:
            return
        try:
            await self._call(self._bot.get_me())
        except Unclear as error:
            raise Later(str(error), whole_bot=True) from None

    async def _send_part(self, part: Message, common: Mapping[str, Any]) -> str:
        try:
            sent = await self._as_it_passes(part, partial(self._sending, part, common))
        except BadRequest as error:
            if not error.of_picture or all(file.kind == "document" for file in part.files):
                raise
            log.warning("Telegram refuses a picture; it goes out as a document", why=str(error))
            documents = tuple(replace(file, kind="document") for file in part.files)
            return await self._send_part(replace(part, files=documents), common)
        return str(sent.message_id)

    def _sending(
        self, part: Message, common: Mapping[str, Any], text: str, style: str | None, keyboard: Any
    ) -> Awaitable[Any]:
        if not part.files:
            return self._bot.send_message(
                text=text,
                parse_mode=style,
                reply_markup=keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                **common,
            )
        file = part.files[0]
        more: dict[str, Any] = {"caption": text or None, "parse_mode": style, "reply_markup": keyboard, **common}
        if file.kind == "photo":
            return self._bot.send_photo(photo=_input(file), **more)
        return self._bot.send_document(document=_input(file), **more)

    def _editing(self, where: Mapping[str, Any], text: str, style: str | None, keyboard: Any) -> Awaitable[Any]:
        return self._bot.edit_message_text(
            text=text,
            parse_mode=style,
            reply_markup=keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            **where,
        )

    async def _as_it_passes(self, part: Message, call: Callable[[str, str | None, Any], Awaitable[T]]) -> T:
        """Make a call with the HTML and buttons of a part; where Telegram refuses those, without.

        A message must never be lost to its markup.
        """
        text, style, keyboard = sendable(part.html), "HTML", _keyboard(marks.marked(part.buttons, self.mark))
        while True:
            try:
                return await self._call(call(text, style, keyboard))
            except BadRequest as error:
                if error.of_markup and style:
                    text, style = packing.plain(text), None
                elif error.of_buttons and keyboard:
                    keyboard = None
                else:
                    raise
                log.warning("Telegram refuses the form of a message; it goes out plainer", why=str(error))

    async def _call(self, call: Awaitable[T]) -> T:
        """Make a call of the Bot API; raise the `ChatError` family and nothing else."""
        try:
            result = await call
        except Refusal as refusal:
            error = refusal.error
        except (TelegramError, ValueError, TypeError, KeyError) as broken:
            # The request was answered well, but python-telegram-bot cannot read the answer.
            error = Unclear(f"Telegram's answer cannot be read ({type(broken).__name__})")
        else:
            self._in_doubt = False
            return result
        self._in_doubt = self._in_doubt or isinstance(error, Unclear)
        raise error


def sendable(text: str) -> str:
    """Drop what no request can carry: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def file_base_url(base_url: str) -> str:
    """Say where files lie: the Bot API serves `…/bot<token>/METHOD` and `…/file/bot<token>/PATH`."""
    return f"{base_url.removesuffix('/bot')}/file/bot"


def _chat_id(address: str) -> int:
    try:
        return int(address.removeprefix(f"{updates.PLATFORM}:"))
    except ValueError:
        raise Gone(f"{address!r} is no address on Telegram") from None


def _input(file: File) -> InputFile:
    return InputFile(file.content, filename=file.name)


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    keyboard = [keys for row in rows if (keys := list(_keys(row)))]
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def _keys(row: Sequence[Button]) -> Iterator[InlineKeyboardButton]:
    for button in row:
        if button.url:
            yield InlineKeyboardButton(button.label, url=button.url)
        elif button.label and 0 < len(button.data.encode()) <= LONGEST_DATA:
            yield InlineKeyboardButton(button.label, callback_data=button.data)
        else:
            log.warning("a button is left out: Telegram takes 1 to 64 bytes of data", label=button.label)
