"""A bureau in memory: rooms, what was reported, and a bot that ticks, remembers what it said, and can be down."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.config import HoursPart, LampsPart
from bot.language.workdays import Workdays
from bot.notices.changes import newest
from bot.notices.facts import LOOK_BACK, Facts, monday_of
from bot.notices.model import Item, Notice, Said
from bot.notices.reminders import Reminders
from bot.notices.routines import due
from bot.people.model import Person, Room
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.progress.changes import lamp_changes
from bot.progress.model import LampChange, Reading, State, StatusUpdate, Summary
from bot.progress.standing import summarise
from bot.supervision.model import Matter
from tests.conftest import SHANGHAI

WORKDAYS = Workdays()
HOURS = HoursPart(spread_seconds=0)
NEW_YEAR = "2023-01-01 00:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def day(text: str) -> date:
    return date.fromisoformat(f"2023-{text}")


def room(room_id: str, *departments: str, audience: str = "", since: str = NEW_YEAR, **more: str) -> Room:
    return Room(room_id, f"telegram:-{room_id}", departments=departments, audience=audience, bound_at=at(since), **more)


class Bureau:
    """Knows what a running bot's store would know; `tick` does what the running bot does once a minute.

    Without `digests` every week's digest counts as said, so that a day has nothing but its reminders.
    """

    def __init__(self, plan: Plan, *rooms: Room, hours: HoursPart = HOURS, digests: bool = True) -> None:
        self.plan = plan
        self.rooms = list(rooms)
        self.hours = hours
        self.said: set[Said] = set()
        self.updates: list[StatusUpdate] = []
        self.changes: list[LampChange] = []
        self.figures: dict[str, dict[str, object]] = {}
        self.digests = digests
        self.matters: list[Matter] = []
        self.people: dict[str, Person] = {}
        self._kept: tuple[object, Board, dict[str, Summary]] | None = None
        self.switched_on: date | None = None

    def report(
        self,
        subject: str,
        when: str,
        *,
        percent: float | None = None,
        value: float | None = None,
        state: State = State.IN_PROGRESS,
        blocker: str = "",
        milestone: str = "",
        period_end: str = "",
        **more: object,
    ) -> None:
        """Record a report as the desk would."""
        reading = Reading(
            True,
            percent=percent,
            value=value,
            state=state,
            blocker=bool(blocker),
            blocker_text=blocker or None,
            period_end=day(period_end) if period_end else None,
        )
        number = len(self.updates) + 1
        met = day(milestone) if milestone else None
        self.updates.append(
            StatusUpdate(f"k{number}", subject, at(when), "报", reading, milestone=met, id=number, **more)  # type: ignore[arg-type]
        )

    def facts(self, now: datetime, *, everyone: bool = False) -> Facts:
        """Gather what is known at an instant."""
        known = [update for update in self.updates if update.at <= now]
        board, summaries = self._standing_today(known, now)
        return Facts(
            board=board,
            rooms=self.rooms,
            said=frozenset(self.said | self._digests_taken_as_said(now.date())),
            workdays=WORKDAYS,
            hours=self.hours,
            summaries=summaries,
            updates=[update for update in known if update.at >= now - LOOK_BACK],
            changes=[change for change in self.changes if change.at >= now - LOOK_BACK],
            matters=tuple(self.matters),
            people=self.people,
            figures=dict(self.figures),
            switched_on=on if (on := self.switched_on) and on <= now.date() else None,
            everyone=everyone,
        )

    def _standing_today(self, known: list[StatusUpdate], now: datetime) -> tuple[Board, dict[str, Summary]]:
        """Keep a day's board until plan, rooms or reports change, as the running bot does."""
        seen = (self.plan, tuple(self.rooms), tuple(known), now.date())
        if self._kept is None or self._kept[0] != seen:
            subjects = {update.subject for update in known}
            summaries = {s: summarise(s, [u for u in known if u.subject == s]) for s in subjects}
            bound: dict[str, date] = {}
            for r in sorted(self.rooms, key=lambda room: room.bound_at or now, reverse=True):
                bound |= {d: r.bound_at.date() for d in r.departments if r.bound_at and not r.gone}
            self._kept = (seen, Board(self.plan, summaries, now.date(), bound, LampsPart()), summaries)
        return self._kept[1:]

    def _digests_taken_as_said(self, today: date) -> set[Said]:
        return set() if self.digests else {Said("", "digest", monday_of(today), room.id) for room in self.rooms}

    def tick(self, when: str | datetime) -> list[Notice]:
        """Ask what is due, and remember it as said."""
        now = at(when) if isinstance(when, str) else when
        self.changes += lamp_changes(self.facts(now).board, newest(self.changes), now)
        notices = due(self.facts(now), now)
        for notice in notices:
            repeated = self.said & set(notice.said)
            assert not repeated, f"{notice.key} says again: {repeated}"
            self.said |= set(notice.said)
            if notice.figures_key:
                self.figures[notice.figures_key.partition(":")[2]] = dict(notice.figures)
        return notices

    def run(self, first: str, last: str, clock: str = "09:00") -> list[Notice]:
        """Tick every day at midnight (new lamps) and at a time of day."""
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        said: list[Notice] = []
        for n in range((end - begin).days + 1):
            today = begin + timedelta(days=n)
            said += self.tick(at(f"{today} 00:00")) + self.tick(at(f"{today} {clock}"))
        return said


def told(notice: Notice) -> list[tuple[str, str]]:
    """List the reminders in a notice as (task, stage)."""
    return [(item.subject.id, item.stage) for item in items(notice)]


def items(notice: Notice) -> Sequence[Item]:
    """List the reminders in a notice of any kind."""
    for name in ("reminders", "digest", "daily"):
        if name in notice.values:
            part = notice.values[name]
            found = part if isinstance(part, Reminders) else getattr(part, "reminders", None) or part.escalated  # type: ignore[attr-defined]
            return found.items
    return ()


def kinds(notices: Sequence[Notice]) -> list[tuple[str, str]]:
    """List notices as (kind, room or whoever has none)."""
    return [(str(notice.kind), notice.key.rpartition(":")[2]) for notice in notices]
