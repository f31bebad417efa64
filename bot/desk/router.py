"""What someone wants who wrote to the bot: a command, a reply, a button, or nothing the bot must answer. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from bot.chats.base import Incoming
from bot.desk.base import Command
from bot.language.normal import one_for_one
from bot.language.patterns import compiled_later

NEAR = 0.5  # how alike a mistyped name must be to be suggested; half, for many Chinese names have two characters
SUGGESTED = 3
_CALL = compiled_later(r"[/／]\s?(?P<name>[^\s@:：,，]*)(?:@\w*)?[\s:：,，]*(?P<words>.*)", re.DOTALL)


class Way(StrEnum):
    """Where an incoming goes."""

    COMMAND = "command"
    UNKNOWN = "unknown"  # begins with a slash and is no command; `near` lists what may have been meant
    BUTTON = "button"  # a button whose data is no command
    REPLY = "reply"  # an answer to a message of the bot
    WORDS = "words"  # anything else said in a private chat
    OVERHEARD = "overheard"  # anything else said in a group


@dataclass(frozen=True, slots=True)
class Route:
    """Where an incoming goes; `words` is what follows the command's name, as typed."""

    way: Way
    command: Command | None = None
    words: str = ""
    near: tuple[Command, ...] = ()


def route(incoming: Incoming, commands: Sequence[Command]) -> Route:
    """Decide what an incoming message, edit or button is."""
    said = incoming.button if incoming.kind == "button" else incoming.text.strip()
    if said.startswith(("/", "／")):
        return _called(said, commands)
    if incoming.kind == "button":
        return Route(Way.BUTTON)
    if incoming.reply_to_bot:
        return Route(Way.REPLY, words=said)
    return Route(Way.WORDS if incoming.private else Way.OVERHEARD, words=said)


def _called(said: str, commands: Sequence[Command]) -> Route:
    call = _CALL.match(said)
    if call is None:
        return Route(Way.UNKNOWN)
    name, words = call["name"], call["words"].strip()
    found = _by_name(name, commands)
    if found is None:
        return Route(Way.UNKNOWN, words=name, near=near(name, commands))
    command, rest = found
    return Route(Way.COMMAND, command, f"{rest} {words}".strip())


def names(command: Command) -> tuple[str, ...]:
    """List all names a command answers to."""
    return (command.name, *command.also)


def _by_name(name: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """Find the command a name stands for, and what was written against it without a space (/目标GDP, /section1)."""
    plain = one_for_one(name).lower()
    fitting = [(known, c) for c, known in _known(commands) if plain.startswith(known) and _ends(known, plain)]
    if not fitting:
        return None
    known, command = max(fitting, key=lambda pair: len(pair[0]))
    # What was typed is handed on as it was, unless lower case changed its length (İ).
    return command, (name if len(name) == len(plain) else plain)[len(known) :]


def _known(commands: Sequence[Command]) -> Iterator[tuple[Command, str]]:
    return ((command, name) for command in commands for name in names(command))


def _ends(known: str, plain: str) -> bool:
    """Whether the name ends there: /section1 and /目标gdp are two words, /targetgdp is one."""
    after = plain[len(known) : len(known) + 1]
    return not (known.isascii() and after.isascii() and after.isalpha())


def near(name: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """List the commands whose names are most like a mistyped one, best first, at most three."""
    plain = one_for_one(name).lower()[:32]
    likeness: dict[str, tuple[float, Command]] = {}
    for command, known in _known(commands):
        ratio = SequenceMatcher(None, plain, known).ratio()
        if ratio >= NEAR and ratio > likeness.get(command.name, (0.0, command))[0]:
            likeness[command.name] = (ratio, command)
    best = sorted(likeness.values(), key=lambda pair: -pair[0])
    return tuple(command for _, command in best[:SUGGESTED])
