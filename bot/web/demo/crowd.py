"""The people in the chats and what they do: write, edit, press, send files, add and remove the bot."""

import mimetypes
from collections.abc import Sequence
from typing import Any

from bot.errors import Refused
from bot.web.demo.arguments import Upload
from bot.web.demo.entities import cleaned, found, split, trimmed, units
from bot.web.demo.hearing import hears
from bot.web.demo.methods.sending import LONGEST_CAPTION, LONGEST_TEXT, MOST_IN_ALBUM, store_file
from bot.web.demo.refusals import Refusal
from bot.web.demo.wire import message_json, press_json, standing_changed, user_json
from bot.web.demo.world import SUPERGROUP_BASE, Change, Chat, Media, Message, Press, Standing, User, World

FIRST_NEW_GROUP = 900_001
# The id of a message in the same chat; or the message itself, which may stand in the group this one grew out of.
ReplyTo = int | Message | None
WITHOUT_FILE = ("voice", "sticker", "video", "location")


class Crowd:
    """Everything people can do. Chats and people are named by their ids; a wish that makes no sense is Refused."""

    def __init__(self, world: World) -> None:
        self.world = world

    # --- who and where -----------------------------------------------------------------------------------------------

    def add_user(self, user_id: int, name: str, language: str = "zh") -> User:
        """Let a person exist; ids are positive, and none is the bot's (the number its token begins with)."""
        if user_id <= 0 or user_id == self.world.bot.id:
            raise Refused(f"{user_id} cannot be a person's id; write a positive one other than {self.world.bot.id}")
        user = User(user_id, name, language)
        self.world.users[user_id] = user
        return user

    def add_group(
        self, chat_id: int, title: str, members: Sequence[int], *, privacy: bool = True, with_bot: bool = True
    ) -> Chat:
        """Let a group exist; ids from -100… on are supergroups, the first member owns it.

        With `privacy` off the bot is the group's administrator, for those hear everything. Nobody is told of any of it:
        the group stands as if it always had. Use `bot_added` for a group the bot comes into.
        """
        kind = "supergroup" if chat_id <= SUPERGROUP_BASE else "group"
        people = {user_id: self._user(user_id) for user_id in members}
        inside = Standing.MEMBER if privacy else Standing.ADMINISTRATOR
        chat = Chat(chat_id, kind, title, people, inside if with_bot else Standing.LEFT)
        self.world.chats[chat_id] = chat
        self.world.changed(Change("chat", chat))
        return chat

    def new_group(self, title: str, user_id: int) -> Chat:
        """Make a group of one person, without the bot, under a new id."""
        if not title.strip():
            raise Refused("a group needs a title")
        number = FIRST_NEW_GROUP + self.world.count("groups")
        return self.add_group(SUPERGROUP_BASE - number, title.strip(), [user_id], with_bot=False)

    def chat(self, chat_id: int) -> Chat:
        """Find a chat; a person's private chat is found under the person's id, even before its first message."""
        if chat_id > 0 and chat_id in self.world.users and chat_id != self.world.bot.id:
            return self.world.private_chat(self.world.users[chat_id])
        if chat_id not in self.world.chats:
            raise Refused(f"there is no chat {chat_id}")
        return self.world.chats[chat_id]

    def message(self, chat_id: int, message_id: int) -> Message:
        """Find a message."""
        messages = self.chat(chat_id).messages
        if message_id not in messages:
            raise Refused(f"there is no message {message_id} in chat {chat_id}")
        return messages[message_id]

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """List a chat's messages as the Bot API writes them, oldest first."""
        return [message_json(message) for message in self.chat(chat_id).messages.values()]

    # --- talking -----------------------------------------------------------------------------------------------------

    def say(
        self, user_id: int, chat_id: int, text: str, reply_to: ReplyTo = None, *, anonymous: bool = False
    ) -> Message:
        """Write a message; one that is too long goes out in several, as clients do, and the first is returned."""
        parts = split(cleaned(text), LONGEST_TEXT)
        if not parts:
            raise Refused("a message needs some text")
        said = [self._write(user_id, chat_id, part, reply_to, anonymous=anonymous) for part in parts]
        return said[0]

    def edit(self, user_id: int, chat_id: int, message_id: int, text: str) -> Message:
        """Replace the text of one's own message."""
        message = self.message(chat_id, message_id)
        if message.sender.id != user_id:
            raise Refused("only one's own message can be edited")
        core, _ = trimmed(cleaned(text), ())
        longest = LONGEST_CAPTION if message.media else LONGEST_TEXT
        if units(core) > longest or not (core or message.media):
            raise Refused(f"a message has 1 to {longest} characters")
        message.text, message.entities = core, found(core)
        message.edited = self.world.clock.now()
        self._tell("edited_message", message)
        self.world.changed(Change("edited", message.chat, message))
        return message

    def press(self, user_id: int, chat_id: int, message_id: int, data: str, *, stale: bool = False) -> Press:
        """Press a button; `stale` presses one that is no longer there, as a client does that lags behind."""
        user, message = self._user(user_id), self.message(chat_id, message_id)
        self._inside(user, message.chat)
        there = any(button.get("callback_data") == data for row in message.buttons for button in row)
        if not (there or stale):
            raise Refused(f"there is no button {data!r} under message {message_id}")
        number = f"{self.world.bot.id}{self.world.count('presses'):08}"
        press = Press(number, user, message, data, self.world.clock.monotonic())
        self.world.presses[press.id] = press
        self.world.updates.put("callback_query", press_json(press))
        return press

    def send_photo(
        self, user_id: int, chat_id: int, content: bytes, name: str = "photo.png", caption: str = "", **more: Any
    ) -> Message:
        """Send a picture; `reply_to` as with `say`."""
        return self._send_file(user_id, chat_id, "photo", content, name, caption, **more)

    def send_document(
        self, user_id: int, chat_id: int, content: bytes, name: str = "file.pdf", caption: str = "", **more: Any
    ) -> Message:
        """Send a file; `reply_to` as with `say`."""
        return self._send_file(user_id, chat_id, "document", content, name, caption, **more)

    def send_album(
        self,
        user_id: int,
        chat_id: int,
        photos: Sequence[tuple[str, bytes]],
        caption: str = "",
        reply_to: ReplyTo = None,
    ) -> list[Message]:
        """Send pictures as one album; the caption stands under the first."""
        if not 2 <= len(photos) <= MOST_IN_ALBUM:
            raise Refused(f"an album has 2 to {MOST_IN_ALBUM} pictures")
        album = f"{self.world.count('albums')}"
        captions = [caption] + [""] * (len(photos) - 1)
        return [
            self._send_file(user_id, chat_id, "photo", content, name, words, reply_to=reply_to, album=album)
            for (name, content), words in zip(photos, captions, strict=True)
        ]

    def send_other(self, user_id: int, chat_id: int, kind: str, reply_to: ReplyTo = None) -> Message:
        """Send something without words: voice, sticker, video or location."""
        if kind not in WITHOUT_FILE:
            raise Refused(f"{kind!r} cannot be sent; allowed: {', '.join(WITHOUT_FILE)}")
        return self._write(user_id, chat_id, "", reply_to, media=Media(kind))

    # --- the bot comes and goes --------------------------------------------------------------------------------------

    def bot_added(self, user_id: int, chat_id: int) -> None:
        """Add the bot to a group, or unblock it in private."""
        user, chat = self._user(user_id), self.chat(chat_id)
        if chat.bot.here:
            return
        self._stand(user, chat, Standing.MEMBER)
        if not chat.private:
            self._service(user, chat, new_chat_members=[user_json(self.world.bot)])

    def bot_removed(self, user_id: int, chat_id: int) -> None:
        """Remove the bot from a group, or block it in private."""
        user, chat = self._user(user_id), self.chat(chat_id)
        if not chat.bot.here:
            return
        self._stand(user, chat, Standing.KICKED)
        if not chat.private:
            self._service(user, chat, left_chat_member=user_json(self.world.bot))

    def set_privacy(self, user_id: int, chat_id: int, on: bool) -> None:
        """Turn a group's privacy mode off by making the bot an administrator, or on by making it a member again."""
        chat = self.chat(chat_id)
        if chat.private or not chat.bot.here:
            raise Refused("privacy mode concerns only groups the bot is in")
        if chat.privacy is not on:
            self._stand(self._user(user_id), chat, Standing.MEMBER if on else Standing.ADMINISTRATOR)

    def start(self, user_id: int, parameter: str = "") -> Message:
        """Open the bot by a `?start=` link and press START."""
        return self.say(user_id, user_id, f"/start {parameter}".strip())

    def start_in_group(self, user_id: int, chat_id: int, parameter: str = "") -> Message:
        """Follow a `?startgroup=` link into a group: the bot is added there and told the parameter."""
        self.bot_added(user_id, chat_id)
        return self.say(user_id, chat_id, f"/start@{self.world.bot.username} {parameter}".strip())

    def migrate(self, user_id: int, chat_id: int) -> Chat:
        """Turn a group into a supergroup: it goes on under a new id, the old one only tells of it."""
        old = self.chat(chat_id)
        if old.kind != "group" or old.moved_to:
            raise Refused("only a basic group can become a supergroup, once")
        new = Chat(SUPERGROUP_BASE + chat_id, "supergroup", old.title, old.members, old.bot, moved_from=old.id)
        self.world.chats[new.id] = new
        old.moved_to = new.id
        user = self._user(user_id)
        self._service(user, old, migrate_to_chat_id=new.id)
        self._service(user, new, migrate_from_chat_id=old.id)
        self.world.changed(Change("chat", old))
        self.world.changed(Change("chat", new))
        return new

    # --- how it is done ----------------------------------------------------------------------------------------------

    def _user(self, user_id: int) -> User:
        if user_id not in self.world.users or user_id == self.world.bot.id:
            raise Refused(f"there is no person {user_id}")
        return self.world.users[user_id]

    def _inside(self, user: User, chat: Chat) -> None:
        if user.id not in chat.members:
            raise Refused(f"{user.name} is not a member of {chat.title}")
        if chat.moved_to:
            raise Refused(f"{chat.title} goes on as chat {chat.moved_to}")

    def _write(self, user_id: int, chat_id: int, text: str, reply_to: ReplyTo, **what: Any) -> Message:
        user, chat = self._user(user_id), self.chat(chat_id)
        self._inside(user, chat)
        replied = self.message(chat.id, reply_to) if isinstance(reply_to, int) else reply_to
        core, _ = trimmed(text, ())
        chat.started = True
        message = Message(chat, user, self.world.clock.now(), text=core, entities=found(core), reply_to=replied, **what)
        return self._post(message)

    def _post(self, message: Message) -> Message:
        message.heard = hears(message.chat, message, self.world.bot)
        self.world.post(message)
        self._tell("message", message)
        return message

    def _send_file(
        self,
        user_id: int,
        chat_id: int,
        kind: str,
        content: bytes,
        name: str,
        caption: str,
        reply_to: ReplyTo = None,
        album: str = "",
    ) -> Message:
        mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if units(caption) > LONGEST_CAPTION:
            raise Refused(f"a caption has at most {LONGEST_CAPTION} characters")
        try:
            file = store_file(self.world, kind, Upload(name, mime, content))
        except Refusal as refusal:
            raise Refused(f"{name} cannot be sent: {refusal.description}") from None
        return self._write(user_id, chat_id, cleaned(caption), reply_to, media=Media(kind, file), album=album)

    def _tell(self, kind: str, message: Message) -> None:
        if hears(message.chat, message, self.world.bot):
            self.world.updates.put(kind, message_json(message))

    def _service(self, user: User, chat: Chat, **service: Any) -> None:
        self._post(Message(chat, user, self.world.clock.now(), service=service))

    def _stand(self, user: User, chat: Chat, standing: Standing) -> None:
        old, chat.bot = chat.bot, standing
        self.world.updates.put("my_chat_member", standing_changed(self.world, chat, user, old))
        self.world.changed(Change("chat", chat))
