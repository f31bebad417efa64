"""The demo: a local Telegram in the browser with the real bot inside, over real HTTP, in one process."""

import asyncio
import secrets
import shutil
import signal
import sys
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta

from bot import log
from bot.app import House
from bot.chats.telegram import Telegram
from bot.clock import SystemClock
from bot.config import Config, HoursPart, PeoplePart
from bot.desk.facts import gather
from bot.desk.picture import bound_dates
from bot.errors import Refused
from bot.language.workdays import Workdays
from bot.notices.model import Notice
from bot.notices.routines import due
from bot.people.model import Room
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.progress.changes import lamp_changes
from bot.progress.model import Reading, State, StatusUpdate
from bot.progress.reading import read
from bot.show import shown
from bot.stores.base import OutboxRow, OutboxState, Store, Transaction, View
from bot.stores.tinydb import open_store
from bot.stores.tinydb.clearing import clear
from bot.texts.notices import notice_message
from bot.texts.render import Texts
from bot.web.demo.cast import CLERK, LEADER, Cast, cast_of
from bot.web.demo.local import LocalTelegram
from bot.web.demo.story import Told, story
from bot.web.serving import serving

BEGINS = time(8, 50)
BOUND_AFTER = timedelta(days=38)  # the plan was passed on 7 February; the groups were bound the day after
SAID_FOR = timedelta(days=21)  # how far back what the bot had said is made up for


async def run_demo(config: Config, port: int, day: date) -> None:
    """Serve the demo until it is told to stop. Its state begins anew each time, in a folder of its own."""
    log.set_up("WARNING")
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with demo(config, port, day) as address:
        sys.stdout.write(f"The demo is ready: {address}\nCtrl-C ends it.\n")
        sys.stdout.flush()
        await ended.wait()


@asynccontextmanager
async def demo(config: Config, port: int, day: date) -> AsyncGenerator[str]:
    """Run local Telegram and bot while the block runs; yields the page's address."""
    plan = read_plan(config.bot.plan)
    if day.year != plan.year:
        raise Refused(f"the plan is of {plan.year}; choose a day of that year, for example --date {plan.year}-07-03")
    config = _for_demo(config)
    clear(config.bot.state_dir)
    config = _with_own_plan(config)
    clock = SystemClock(config.zone)
    begins = datetime.combine(day, BEGINS, config.zone)
    clock.offset = begins - clock.now()
    cast = cast_of(plan)
    token = f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}"
    local = LocalTelegram(token, clock)
    _let_in(local, cast)
    store = open_store(config.bot.state_dir, plan)
    try:
        await _live_through(store, plan, cast, config, begins)
        async with (
            serving(local.app, port=port, before_stop=local.close) as address,
            shown(store, _with_dashboard(config, port), clock) as config,
        ):
            telegram = Telegram(token, f"{address}/bot")
            await telegram.start()
            house = House(config, store, telegram, clock)
            local.clockwork.on_move = Stepper(house, clock).move
            try:
                await house.start()
                for group in cast.groups:
                    # Only now, so that the bot is seen to come in and say what it is.
                    local.bot_added(group.members[0], group.id)
                await house.settled()
                yield address
            finally:
                await house.stop()
                await telegram.stop()
    finally:
        await store.close()


class Stepper:
    """Moves the demo's clock through every instant at which something falls due."""

    def __init__(self, house: House, clock: SystemClock) -> None:
        self._house = house
        self._clock = clock

    async def move(self, target: datetime) -> None:
        """Go to `target`, sending what is due on the way, in its order."""
        while (instant := await self._house.tick.next_instant()) <= target:
            self._clock.move_to(instant)
            await self._house.tick.once()
            await self._house.settled()
        self._clock.move_to(target)
        await self._house.tick.once()
        await self._house.settled()


def _for_demo(config: Config) -> Config:
    """Give the demo its own state, its own people, and messages on the minute."""
    state_dir = config.bot.state_dir / "demo"
    return config.model_copy(
        update={
            "bot": config.bot.model_copy(update={"state_dir": state_dir}),
            "office": PeoplePart(telegram_user_ids=(CLERK,)),
            "leaders": PeoplePart(telegram_user_ids=(LEADER,)),
            "hours": HoursPart(start=config.hours.start, end=config.hours.end, spread_seconds=0),
        }
    )


def _with_dashboard(config: Config, port: int) -> Config:
    """Serve the dashboard on the next port; its sessions outlast a clock that is moved through the year."""
    part = {"listen": f"127.0.0.1:{port + 1 if port else 0}", "url": "", "session_hours": 24 * 366}
    return config.model_copy(update={"dashboard": config.dashboard.model_copy(update=part)})


def _with_own_plan(config: Config) -> Config:
    """Let the demo live by a copy of the plan's files: what is put into use in its chats changes no file of anyone."""
    copy = config.bot.state_dir / "plan"
    shutil.copytree(config.bot.plan, copy)
    return config.model_copy(update={"bot": config.bot.model_copy(update={"plan": copy})})


def _let_in(local: LocalTelegram, cast: Cast) -> None:
    for user_id, name in cast.names.items():
        local.add_user(user_id, name)
    for group in cast.groups:
        local.add_group(group.id, group.title, group.members, with_bot=False)


async def _live_through(store: Store, plan: Plan, cast: Cast, config: Config, begins: datetime) -> None:
    """Let the first half of the year have happened: rooms bound, reports given, lamps turned, reminders said."""
    bound_at = datetime.combine(plan.start + BOUND_AFTER, BEGINS, config.zone)
    rooms = cast.rooms(min(bound_at, begins))
    await store.write(lambda change: _move_in(change, plan, rooms, cast))
    told = story(plan, begins)
    workdays = Workdays(config.holidays)
    for until in _steps(plan, config, begins):
        now_told = [one for one in told if one.at < until]
        told = told[len(now_told) :]
        await store.write(lambda change, u=until, t=now_told: _live_until(change, t, u, plan, cast, config))
        if until >= begins - SAID_FOR and until < begins:
            board = _board(store.view, until, config)
            facts = await store.read(
                lambda reader, b=board, u=until: gather(reader, store.view, b, u, config, workdays)
            )
            said = due(facts, until)
            await store.write(lambda change, s=said: _keep_said(change, s, store.view.rooms, config))


def _steps(plan: Plan, config: Config, begins: datetime) -> Iterator[datetime]:
    """Say at which moments the past is looked at: week by week, at the end day by day, and at last when it begins."""
    day = plan.start
    while day < begins.date():
        yield datetime.combine(day, config.hours.end, config.zone)
        day += timedelta(days=1 if day >= (begins - SAID_FOR).date() else 7)
    yield begins


def _move_in(change: Transaction, plan: Plan, rooms: list[Room], cast: Cast) -> None:
    change.load_plan(plan)
    for room in rooms:
        change.put_room(room)
    for person in cast.people():
        change.put_person(person)


def _live_until(change: Transaction, told: list[Told], until: datetime, plan: Plan, cast: Cast, config: Config) -> None:
    """Record reports as the desk would have, and the lamps they and the passing days turned."""
    for one in told:
        change.record(invented(one, plan, cast))
    view = change.view
    for lamp in lamp_changes(_board(view, until, config), view.lamps, until):
        change.light(lamp)


def _board(view: View, at: datetime, config: Config) -> Board:
    return Board(view.plan, view.summaries, at.date(), bound_dates(view.rooms, config.zone), config.lamps)


def _keep_said(change: Transaction, notices: list[Notice], rooms: Mapping[str, Room], config: Config) -> None:
    """Take as said what the bot would have said, and keep its digests' figures for the comparison."""
    texts = Texts()
    for notice in notices:
        if notice.room is None:
            continue
        language = rooms[notice.room].language or config.bot.language
        message = notice_message(notice, texts, language)
        row = OutboxRow(notice.key, notice.room, notice.kind, 0, message, notice.subjects, notice.at, OutboxState.SENT)
        change.queue(row, notice.said)
        if notice.figures_key:
            change.put_digest(notice.figures_key, notice.figures)


def invented(told: Told, plan: Plan, cast: Cast) -> StatusUpdate:
    """Read an invented report as a real one would be, and mark it as invented."""
    subject = plan.subject(told.subject)
    assert subject is not None
    reading = read(told.text, subject.measure, told.at.date())
    if told.milestone:
        # As the desk records it: the milestone stands, the task goes on.
        reading = Reading(is_update=True, state=State.IN_PROGRESS)
    user_id = next((user for user, led in cast.leads.items() if told.department in led), 0)
    return StatusUpdate(
        key=f"story:{told.at.isoformat()}:{told.subject}",
        subject=told.subject,
        at=told.at,
        text=told.text,
        reading=reading,
        person=f"telegram:{user_id}" if user_id else "",
        person_name=told.person_name,
        department=told.department,
        message=f"story:{told.at.isoformat()}:{told.subject}",
        milestone=told.milestone,
        invented=True,
    )
