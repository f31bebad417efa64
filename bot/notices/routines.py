"""What is due and not yet said: the one question the tick asks.

A room has one message a day: on the week's first working day the digest with the day's reminders as its first block,
otherwise the reminder, otherwise the monthly question. What is owed beside it waits for the next working day. The
office has its daily on all other working days, with what has escalated as its first block; a day on which nothing
happened and nothing is near has none, for the digest already proves that the bot is alive.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.notices import daily, digest, handing, monthly
from bot.notices.agenda import HEARD, Agenda
from bot.notices.facts import Facts, Hearer, hearers, opens, slot, within_hours
from bot.notices.model import Notice, Said
from bot.notices.reminders import Reminders, reminder, reminders

NOTHING = Reminders()
NEXT_DAYS = 60  # how far to look for the next day on which anything may be said


def due(facts: Facts, now: datetime) -> list[Notice]:
    """List the messages that are owed at `now` (aware, in the bureau's zone), by the time each is due.

    `facts.board` must be of that day. Each message's `said` must be recorded with it; asked again, it is not owed then.
    """
    today = now.date()
    if not opens(facts, today) or not within_hours(now.time(), facts.hours):
        return []
    agenda = Agenda(facts, now)
    notices = [notice for hearer in hearers(facts) for notice in _owed(agenda, hearer)]
    notices += handing.ended(agenda)
    return sorted(notices, key=lambda notice: (notice.at, notice.key))


def _owed(agenda: Agenda, hearer: Hearer) -> Iterator[Notice]:
    at = agenda.slot(hearer, agenda.today)
    if at <= agenda.now and not agenda.heard(hearer, agenda.today):
        notices = list(_messages(agenda, hearer, at))
        heard = Said("", HEARD, agenda.today, hearer.key)
        yield from (replace(notice, said=(heard, *notice.said)) for notice in notices)


def _messages(agenda: Agenda, hearer: Hearer, at: datetime) -> Iterator[Notice]:
    told = reminders(agenda, hearer)
    if digest.is_owed(agenda, hearer):
        yield digest.digest_notice(agenda, hearer, at, told)
    elif hearer.audience == "office" and not (today := daily.compose(agenda, hearer, told)).empty:
        yield daily.daily_notice(agenda, hearer, at, today)
    elif told.items:
        yield reminder(agenda, hearer, at, told)
    elif silent := monthly.silences(agenda, hearer):
        yield monthly.monthly_notice(agenda, hearer, at, silent)


def digest_now(facts: Facts, hearer: Hearer, now: datetime) -> Notice:
    """Make the digest a hearer would get now, for a question; nothing of it counts as said."""
    notice = digest.digest_notice(Agenda(facts, now), hearer, now, NOTHING)
    return replace(notice, said=(), late=False)


def next_instant(facts: Facts, now: datetime) -> datetime:
    """Say when the answer of `due` can next change by time alone: the next moment a hearer's message falls due."""
    spoken_to = hearers(facts)
    for day in _days_from(now.date()):
        if facts.workdays.is_working(day):
            slots = [slot(hearer, day, facts.hours, now.tzinfo) for hearer in spoken_to]
            slots = [
                moment for moment in slots or [datetime.combine(day, facts.hours.start, now.tzinfo)] if moment > now
            ]
            if slots:
                return min(slots)
    return now + timedelta(days=NEXT_DAYS)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=n) for n in range(NEXT_DAYS + 1))
