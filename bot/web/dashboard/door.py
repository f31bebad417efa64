"""Who comes in: a link opens one session, a session is looked up anew with every page."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from starlette.requests import Request
from starlette.responses import Response

from bot.clock import Clock
from bot.config import Config
from bot.desk.arrivals import with_configured_role
from bot.desk.commands.dashboard import address, epoch_of
from bot.people import passes
from bot.people.handover import acting
from bot.people.model import Person, Role, Viewer
from bot.people.passes import Pass, PassFault, Refusal, Use
from bot.stores.base import AuditEntry, Store, Transaction, View
from bot.web.dashboard.miniapp import person_of

COOKIE = "plan_desk"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone with a session: who, and what may be shown."""

    person: Person
    viewer: Viewer


class Door:
    """Opens and looks up sessions. Everything it refuses is a `Refusal` with its reason."""

    def __init__(self, store: Store, config: Config, clock: Clock) -> None:
        self._store, self._config, self._clock = store, config, clock

    def visitor(self, request: Request) -> Visitor:
        """Look up whose session a request belongs to."""
        view, now = self._store.view, self._clock.now()
        one = passes.read(_key(view), Use.SESSION, request.cookies.get(COOKIE, ""), now)
        person = self._person(view, one)
        return Visitor(person, Viewer(person.role, frozenset(person.departments)))

    def named(self, text: str) -> Person:
        """Say whom a link is for, without using it up: a program that looks at links must not."""
        view = self._store.view
        one = passes.read(_key(view), Use.LINK, text, self._clock.now())
        if one.nonce in _spent(view):
            raise Refusal(PassFault.SPENT)
        return self._person(view, one)

    async def enter(self, text: str, response: Response) -> None:
        """Open a session with a link; a second time it opens nothing."""
        one = passes.read(_key(self._store.view), Use.LINK, text, self._clock.now())
        person = await self._store.write(lambda change: self._use_up(change, one))
        self._open(person, response)

    def enter_by_app(self, data: str, response: Response) -> None:
        """Open a session for whom Telegram vouches for (`initData` of a Mini App)."""
        view, now = self._store.view, self._clock.now()
        token = self._config.telegram.token.get_secret_value()
        known = view.people.get(person_of(data, token, now))
        if known is None:
            raise Refusal(PassFault.FORGED)
        person = with_configured_role(known, self._config)
        if person.role is Role.GUEST or not _key(view):
            raise Refusal(PassFault.ROLE)
        self._open(person, response)

    def leave(self, response: Response) -> None:
        """End the session of this browser."""
        response.delete_cookie(COOKIE)

    def _open(self, person: Person, response: Response) -> None:
        view, hours = self._store.view, self._config.dashboard.session_hours
        until = self._clock.now() + timedelta(hours=hours)
        one = Pass(person.id, person.role, epoch_of(view, person), secrets.token_urlsafe(8), until)
        response.set_cookie(
            COOKIE,
            passes.sign(_key(view), Use.SESSION, one),
            max_age=hours * 3600,
            httponly=True,
            samesite="lax",
            secure=address(self._config).startswith("https:"),
        )

    def _person(self, view: View, one: Pass) -> Person:
        known = view.people.get(one.person)
        today = self._clock.now().date()
        person = acting(with_configured_role(known, self._config), view.people, today) if known else None
        return passes.check(one, person, epoch_of(view, person) if person else 0)

    def _use_up(self, change: Transaction, one: Pass) -> Person:
        """Note that a link was used, in the transaction that looks whether it was: two may press at once."""
        now, spent = self._clock.now(), _spent(change.view)
        if one.nonce in spent:
            raise Refusal(PassFault.SPENT)
        person = self._person(change.view, one)
        kept = {nonce: until for nonce, until in spent.items() if until > now.timestamp()}
        change.put_setting(passes.SPENT, {**kept, one.nonce: one.until.timestamp()})
        change.note(AuditEntry(now, person.id, "dashboard_opened", ""))
        return person


def _key(view: View) -> str:
    key = str(view.settings.get(passes.KEY, ""))
    if not key:
        raise Refusal(PassFault.FORGED)  # no link was ever handed out
    return key


def _spent(view: View) -> dict[str, float]:
    return dict(cast(dict[str, float], view.settings.get(passes.SPENT, {})))
