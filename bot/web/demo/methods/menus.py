"""Methods about the command menu, kept by scope and language."""

import re
from collections.abc import Iterator
from typing import Any

from bot.web.demo.arguments import Arguments
from bot.web.demo.refusals import bad
from bot.web.demo.wire import LANGUAGE_CODES
from bot.web.demo.world import Change, Chat, Json, User, World

NAME = re.compile(r"[a-z0-9_]{1,32}")
MOST, LONGEST_ABOUT = 100, 256

Scope = tuple[Any, ...]


def _key(world: World, arguments: Arguments) -> tuple[Scope, str]:
    scope = arguments.object("scope")
    kind = scope.get("type", "default")
    named: Scope = (kind,)
    if kind in ("chat", "chat_administrators", "chat_member"):
        if int(scope.get("chat_id", 0)) not in world.chats:
            raise bad("chat not found")
        named += (int(scope["chat_id"]),)
    if kind == "chat_member":
        named += (int(scope.get("user_id", 0)),)
    return named, arguments.text("language_code")


async def set_my_commands(world: World, arguments: Arguments) -> bool:
    """Set the menu of a scope and language."""
    commands = arguments.json("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands JSON object")
    if len(commands) > MOST:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    menu = [_checked(command) for command in commands]
    world.menus[_key(world, arguments)] = menu
    world.changed(Change("menu"))
    return True


def _checked(command: Json) -> Json:
    name = str(command.get("command", "")).removeprefix("/")
    about = str(command.get("description", ""))
    if not NAME.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(about) <= LONGEST_ABOUT:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": about}


async def get_my_commands(world: World, arguments: Arguments) -> list[Json]:
    """Give the menu of exactly one scope and language."""
    return world.menus.get(_key(world, arguments), [])


async def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """Remove the menu of one scope and language."""
    world.menus.pop(_key(world, arguments), None)
    world.changed(Change("menu"))
    return True


def _scopes(chat: Chat, user: User, administrator: bool) -> Iterator[Scope]:
    if not chat.private:
        yield ("chat_member", chat.id, user.id)
        if administrator:
            yield ("chat_administrators", chat.id)
    yield ("chat", chat.id)
    if chat.private:
        yield ("all_private_chats",)
    else:
        if administrator:
            yield ("all_chat_administrators",)
        yield ("all_group_chats",)
    yield ("default",)


def menu_for(world: World, chat: Chat, user: User) -> list[Json]:
    """Choose the menu a person sees in a chat: the narrowest scope that has one, the own language before none."""
    administrator = not chat.private and user.id == next(iter(chat.members), 0)
    language = LANGUAGE_CODES.get(user.language, user.language).partition("-")[0]
    for scope in _scopes(chat, user, administrator):
        for code in (language, ""):
            if menu := world.menus.get((scope, code)):
                return menu
    return []
