"""Answers without a chat: plain text, and the mapping the command line prints as JSON."""

import html
import re
from collections.abc import Sequence

from bot.desk.base import Answer
from bot.language.patterns import compiled_later
from bot.people.model import Person, Role, Room
from bot.plan.model import Department
from bot.texts.message import Button, Message

_LINK = compiled_later(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = compiled_later(r"</?[a-z][^<>]*>")
_ROLES = {"office": Role.OFFICE, "leader": Role.LEADER, "guest": Role.GUEST}


def plain(message: Message) -> str:
    """Write a message without its tags; a quotation stays as text, a link shows its address."""
    text = _LINK.sub(r"\2 (\1)", message.html)
    return html.unescape(_TAG.sub("", text))


def as_json(answers: Sequence[Answer]) -> dict[str, object]:
    """Map answers to `{"text", "buttons": [[{"label", "data"}]], "files": [name]}`; several are one text.

    A button that opens a link has its address as `data`.
    """
    messages = [answer.message for answer in answers if answer.message is not None]
    return {
        "text": "\n\n".join(plain(message) for message in messages),
        "buttons": [[_button(button) for button in row] for message in messages for row in message.buttons],
        "files": [file.name for message in messages for file in message.files],
    }


def _button(button: Button) -> dict[str, str]:
    return {"label": button.label, "data": button.data or button.url}


def stand_in(who: str, department: Department | None) -> tuple[Room, Person]:
    """Make the private room and the person that a question on the command line is asked as.

    `who` is office, leader or guest; any other asks for the `department`, as one who leads it.
    """
    role = _ROLES.get(who, Role.LEAD if department else Role.GUEST)
    departments = (department.id,) if department and role is Role.LEAD else ()
    person = Person(f"terminal:{who}", department.name if departments and department else who, role, departments)
    return Room(f"terminal-{who}", f"terminal:{who}", private=True), person
