"""Who may open the dashboard: signed links that open one session each, and the sessions. Pure.

Both are signed with a key kept in the state and name the person and the role they were made for. What that person may
see is looked up anew with every page; a pass of a role the person no longer has, or of an epoch that was ended
(`/dashboard revoke`), opens nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from itsdangerous import BadSignature, URLSafeSerializer

from bot.people.model import Person

KEY, EPOCHS, SPENT = "dashboard_key", "dashboard_epochs", "dashboard_spent"  # names of the settings


class Use(StrEnum):
    """What a pass is good for; each is signed with a salt of its own."""

    LINK = "link"
    SESSION = "session"


class PassFault(StrEnum):
    """Why a pass opens nothing."""

    FORGED = "forged"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ROLE = "role"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Pass:
    """What is signed. `nonce` tells links of one person apart; `until` is the last moment it is good for."""

    person: str
    role: str
    epoch: int
    nonce: str
    until: datetime


class Refusal(Exception):
    """A pass that opens nothing, and why."""

    def __init__(self, fault: PassFault) -> None:
        super().__init__(fault)
        self.fault = fault


def sign(key: str, use: Use, one: Pass) -> str:
    """Write a pass as a text that goes into a link or a cookie."""
    fields = [one.person, one.role, one.epoch, one.nonce, int(one.until.timestamp())]
    signed = _signer(key, use).dumps(fields)
    return signed.decode() if isinstance(signed, bytes) else signed


def read(key: str, use: Use, text: str, now: datetime) -> Pass:
    """Read what `sign` wrote; raise `Refusal` where it is forged or its time is over."""
    try:
        person, role, epoch, nonce, until = _signer(key, use).loads(text)
        one = Pass(person, role, int(epoch), nonce, datetime.fromtimestamp(int(until), now.tzinfo))
    except (BadSignature, ValueError, TypeError):
        raise Refusal(PassFault.FORGED) from None
    if now > one.until:
        raise Refusal(PassFault.EXPIRED)
    return one


def check(one: Pass, person: Person | None, epoch: int) -> Person:
    """Give the person a pass stands for; raise `Refusal` where it was revoked or the role is another by now."""
    if one.epoch != epoch:
        raise Refusal(PassFault.REVOKED)
    if person is None or person.role != one.role:
        raise Refusal(PassFault.ROLE)
    return person


def _signer(key: str, use: Use) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=f"plan-desk {use}")
