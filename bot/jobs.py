"""The tick: once a minute, "what is due and not yet said?". The only room that knows APScheduler.

APScheduler is the alarm clock and nothing more. It forgets nothing that matters, for what is due is computed from what
is stored, and what was said is stored with the message that says it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.config import Config
from bot.delivery.outbox import Outbox
from bot.desk.facts import gather
from bot.desk.hearers import hearing_rooms
from bot.desk.picture import bound_dates
from bot.errors import StoreError
from bot.language.workdays import Workdays
from bot.notices.facts import Facts, opens, within_hours
from bot.notices.model import Kind, Notice
from bot.notices.routines import due, next_instant
from bot.people.model import Room
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.progress.changes import lamp_changes
from bot.reports.illustrating import illustrated
from bot.stores.base import OutboxRow, Store, View
from bot.texts.notices import answers_wanted, notice_message
from bot.texts.render import Texts

EVERY_SECONDS = 60
log = structlog.get_logger("bot")
# A person's report waits for the commit before its own: so many at once hold it up for a blink.
NOTICES_AT_ONCE, LAMPS_AT_ONCE = 20, 200
# A reminder is worth more than a digest when both wait.
PRIORITY = {Kind.REMINDER: 0, Kind.DAILY: 1, Kind.DIGEST: 2, Kind.MONTHLY: 3, Kind.HANDOVER: 3}


@dataclass(frozen=True, slots=True)
class _Looked:
    """When the question was last asked, of what, and from when on its answer can differ by time alone.

    A report alone makes nothing due: what it changes is told with the next message of a room.
    """

    at: datetime
    until: datetime
    plan: Plan
    rooms: Mapping[str, Room]

    def still_holds(self, view: View, now: datetime) -> bool:
        """Whether asking again would say the same; not where a clock that was wrong has been set back."""
        return self.at <= now < self.until and self.plan is view.plan and self.rooms is view.rooms


class Tick:
    """Asks what is due, and puts it into the outbox together with what it says."""

    def __init__(
        self, store: Store, outbox: Outbox, texts: Texts, config: Config, clock: Clock, workdays: Workdays
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._texts = texts
        self._config = config
        self._clock = clock
        self._workdays = workdays
        self._looked: _Looked | None = None
        self._lit: tuple[View, Board] | None = None

    async def once(self) -> int:
        """Ask once; return how many notices were put into the outbox. Cheap while nothing has changed."""
        now, view = self._clock.now(), self._store.view
        board = self._board(view, now)
        if board.closed:
            return 0
        await self._light(board, view, now)
        if self._looked and self._looked.still_holds(view, now):
            return 0
        bare = self._bare_facts(board, view)
        until = await asyncio.to_thread(next_instant, bare, now)
        may_speak = opens(bare, now.date()) and within_hours(now.time(), bare.hours)
        count = await self._ask(board, view, now) if may_speak else 0
        self._looked = _Looked(now, until, view.plan, view.rooms)
        return count

    async def next_instant(self) -> datetime:
        """Say when the answer can differ next; the demo's clock steps from one such instant to the next."""
        now, view = self._clock.now(), self._store.view
        return next_instant(self._bare_facts(self._board(view, now), view), now)

    async def _light(self, board: Board, view: View, now: datetime) -> None:
        """Store the lamps that time or a report has changed."""
        if self._lit and self._lit[1] is board:
            return
        changes = await asyncio.to_thread(lamp_changes, board, view.lamps, now)
        for first in range(0, len(changes), LAMPS_AT_ONCE):
            some = changes[first : first + LAMPS_AT_ONCE]
            await self._store.write(lambda change, some=some: [change.light(lamp) for lamp in some])
        self._lit = (view, board)

    def _board(self, view: View, now: datetime) -> Board:
        """Make the board; where only reports came since the last one, only what they touched is worked out anew."""
        if self._lit is not None:
            seen, board = self._lit
            if seen.plan is view.plan and seen.rooms is view.rooms and board.today == now.date():
                return board if seen.summaries is view.summaries else board.with_summaries(view.summaries)
        bound = bound_dates(view.rooms, self._config.zone)
        return Board(view.plan, view.summaries, now.date(), bound, self._config.lamps)

    def _bare_facts(self, board: Board, view: View) -> Facts:
        """Gather what says when something may be due, without reading history."""
        config = self._config
        return Facts(board, hearing_rooms(view, config), frozenset(), self._workdays, config.hours, config.lamps)

    async def _ask(self, board: Board, view: View, now: datetime) -> int:
        """Gather all facts, decide, and put what is owed into the outbox."""
        config, workdays = self._config, self._workdays
        facts = await self._store.read(lambda reader: gather(reader, view, board, now, config, workdays))
        owed = await asyncio.to_thread(due, facts, now)
        return await self._put([notice for notice in owed if notice.room is not None], board, now)

    async def _put(self, notices: Sequence[Notice], board: Board, now: datetime) -> int:
        """Put notices into the outbox, some at a time: what people write meanwhile is kept between two commits."""
        count = 0
        for first in range(0, len(notices), NOTICES_AT_ONCE):
            some = notices[first : first + NOTICES_AT_ONCE]
            # A digest's figures come first: kept without the digest they do no harm, for they are only read next week.
            figures = [(notice.figures_key, notice.figures) for notice in some if notice.figures_key]
            await self._store.write(lambda change, figures=figures: [change.put_digest(*each) for each in figures])
            rows = await asyncio.to_thread(self._rows, some, board, now)
            count += await self._outbox.put_all([(row, notice.said) for row, notice in zip(rows, some, strict=True)])
        return count

    def _rows(self, notices: Sequence[Notice], board: Board, now: datetime) -> list[OutboxRow]:
        return [self._row(notice, board, now) for notice in notices]

    def _row(self, notice: Notice, board: Board, now: datetime) -> OutboxRow:
        room = self._store.view.rooms[notice.room or ""]
        language = room.language or self._config.bot.language
        message = notice_message(notice, self._texts, language)
        if self._config.digest.picture:
            message = illustrated(message, notice, board, language)
        asks, priority = answers_wanted(notice), PRIORITY[notice.kind]
        return OutboxRow(notice.key, room.id, notice.kind, priority, message, notice.subjects, now, asks=asks)


class Filing:
    """Moves old reports to the archive: once a local date, outside the hours in which people write."""

    def __init__(self, store: Store, config: Config, clock: Clock) -> None:
        self._store, self._config, self._clock = store, config, clock
        self._filed: date | None = None

    async def once(self) -> int:
        """Move what is old, where that was not done today; return how many reports. A disk that refuses waits a day."""
        now = self._clock.now()
        if self._filed == now.date() or within_hours(now.time(), self._config.hours):
            return 0
        self._filed = now.date()
        try:
            moved = await self._store.archive(now - timedelta(days=self._config.history.archive_after_days))
        except StoreError as error:
            log.warning("old reports stay where they are until tomorrow", why=str(error))
            return 0
        if moved:
            log.info("old reports were moved to the archive", reports=moved)
        return moved


class AlarmClock:
    """Rings once a minute. Late or missed rings are made up by one.

    APScheduler waits by the wall clock: set back by an hour, that would keep it silent for an hour. So somebody who
    counts seconds looks whether it is about to oversleep.
    """

    def __init__(self, clock: Clock, ring: Callable[[], Awaitable[object]]) -> None:
        self._scheduler = AsyncIOScheduler(timezone=clock.zone)
        self._job = self._scheduler.add_job(
            ring, "interval", seconds=EVERY_SECONDS, id="tick", misfire_grace_time=None, coalesce=True, max_instances=1
        )
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to ring."""
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    def stop(self) -> None:
        """Ring no more."""
        if self._watching is not None:
            self._watching.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            now = datetime.now(self._scheduler.timezone)
            if self._job.next_run_time - now > timedelta(seconds=EVERY_SECONDS):
                self._job.modify(next_run_time=now)
