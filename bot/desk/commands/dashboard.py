"""The way to the dashboard: /dashboard hands out a link for one session, `revoke` ends every session of one's own."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from bot.config import Config
from bot.desk.base import Answer, Ask, Tools
from bot.people import passes
from bot.people.model import Person, Role
from bot.stores.base import AuditEntry, Transaction, View
from bot.texts.message import Button

REVOKE = ("revoke", "收回", "注销")


async def dashboard(ask: Ask, tools: Tools) -> list[Answer]:
    """Hand out a link, or with `revoke` end the links and sessions handed out before."""
    if ask.person.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    where = address(tools.config)
    if not where:
        return [Answer(tools.texts.render("dashboard_off", ask.language))]
    if ask.words.strip().lower() in REVOKE:
        await tools.store.write(lambda change: _revoke(change, ask))
        return [Answer(tools.texts.render("dashboard_revoked", ask.language))]
    link = await tools.store.write(lambda change: _link(change, ask, tools.config, where))
    part = tools.config.dashboard
    label = tools.texts.plain("button", ask.language, name="dashboard", day=None)
    message = tools.texts.render(
        "dashboard",
        ask.language,
        minutes=part.link_minutes,
        hours=part.session_hours,
        viewer=ask.viewer,
        plan=ask.view.plan,
        # Telegram takes no button to an address without a dot, such as localhost.
        link="" if _takes_button(link) else link,
        buttons=((Button(label, url=link),),) if _takes_button(link) else (),
    )
    return [Answer(message)]


def address(config: Config) -> str:
    """Say where people reach the dashboard; empty where there is none."""
    part = config.dashboard
    return part.url or (f"http://{part.listen}" if part.listen else "")


def _takes_button(link: str) -> bool:
    host = link.partition("://")[2].partition("/")[0].partition(":")[0]
    return "." in host


def _link(change: Transaction, ask: Ask, config: Config, where: str) -> str:
    change.note(AuditEntry(ask.now, ask.person.id, "dashboard_linked", "", "", "", ask.incoming.message))
    until = ask.now + timedelta(minutes=config.dashboard.link_minutes)
    epoch = epoch_of(change.view, ask.person)
    one = passes.Pass(ask.person.id, ask.person.role, epoch, secrets.token_urlsafe(12), until)
    return f"{where}/enter?pass={passes.sign(_key(change), passes.Use.LINK, one)}"


def _key(change: Transaction) -> str:
    """Give the key everything is signed with; it is made when first wanted and never leaves the state."""
    key = str(change.view.settings.get(passes.KEY, ""))
    if not key:
        key = secrets.token_urlsafe(32)
        change.put_setting(passes.KEY, key)
    return key


def _revoke(change: Transaction, ask: Ask) -> None:
    epochs = epochs_of(change.view)
    change.put_setting(passes.EPOCHS, {**epochs, ask.person.id: epochs.get(ask.person.id, 0) + 1})
    change.note(AuditEntry(ask.now, ask.person.id, "dashboard_revoked", "", "", "", ask.incoming.message))


def epochs_of(view: View) -> Mapping[str, int]:
    """List how often each person has ended all sessions."""
    return cast(Mapping[str, int], view.settings.get(passes.EPOCHS, {}))


def epoch_of(view: View, person: Person) -> int:
    """Say how often a person has ended all sessions."""
    return epochs_of(view).get(person.id, 0)
