"""Where words of people stand in a message, looked through before anything is kept. Pure, and never raises."""

from collections.abc import Iterator, Mapping
from typing import cast

from bot.language.secrecy import Secret, secret

# Names of people and chats, platform ids and forms hold nothing that was said.
NOT_SAID = frozenset(
    ("chat", "from", "sender_chat", "via_bot", "forward_origin", "entities", "caption_entities", "reply_markup")
)
FILE_NAMES = frozenset(("file_name", "title"))
DEEPEST = 8  # a message replied to, in a message, with a document …

Raw = Mapping[str, object]


def secret_in(body: Raw) -> Secret | None:
    """Say why a message must not be kept, by its text, caption, quote, file names or what it replies to."""
    for name, text in _said(body, DEEPEST):
        if why := secret(text, file_name=name in FILE_NAMES):
            return why
    return None


def _said(body: Raw, deep: int) -> Iterator[tuple[str, str]]:
    """List everything a message carries that somebody wrote, new fields of the platform included."""
    for name, value in body.items():
        if name in NOT_SAID or str(name).endswith("_id"):
            continue
        for one in cast(list[object], value) if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield str(name), one
            elif isinstance(one, Mapping) and deep and not _by_bot(cast(Raw, one)):
                yield from _said(cast(Raw, one), deep - 1)


def _by_bot(body: Raw) -> bool:
    """Whether it is a message of a bot: people reply to ours, whose words were sifted on their way in."""
    author = body.get("from")
    return isinstance(author, Mapping) and cast(Raw, author).get("is_bot") is True
