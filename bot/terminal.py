"""One-shot commands: a question answered, a preview, an invitation; where a bot runs on the state, through it."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress

from bot.app import Said, answer_terminal, invitation_text, make_clock
from bot.clock import SystemClock
from bot.config import Config
from bot.control import ask_running
from bot.desk.auditing import COLUMNS, as_csv, as_json, audit_rows
from bot.desk.base import Tools
from bot.desk.desk import Desk
from bot.desk.facts import gather
from bot.desk.picture import bound_dates
from bot.desk.plain import plain
from bot.desk.switching import Wish, put_wish, wish_in
from bot.errors import Refused, StoreBusy
from bot.in_use import PLANS, first_of, in_use, name_in_use
from bot.language.workdays import Workdays
from bot.notices.preview import preview
from bot.plan.files import read_plan
from bot.plan.lookup import Index
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.reports.pictures import department as draw_department
from bot.reports.pictures import glance, png
from bot.reports.pictures import target as draw_target
from bot.stores.base import Store
from bot.stores.tinydb import open_store
from bot.stores.tinydb.lock import alone
from bot.switching import switched, tell
from bot.texts.notices import notice_message, preview_line
from bot.texts.render import Texts

TERMINAL_HOUR = time_of_day(10)  # what time it is on a day named on the command line
PATIENCE = 10.0  # seconds to wait for another command that has the state in hand
PAUSE = 0.05
Choose = Callable[[str, list[str]], int]  # what is asked and the options → the number of one, from 0
MOST_REPORTS = 1000  # on one target
EVERY = 1 << 62  # entries at most


@contextmanager
def bar(what: str) -> Generator[Callable[[int, int], None]]:
    """Show on standard error how far something is, where a person looks on; give what is told (done, in all)."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


class FixedClock(SystemClock):
    """Ten in the morning of one day; for questions about a day."""

    def __init__(self, zone: ZoneInfo, day: date) -> None:
        super().__init__(zone)
        self._now = datetime.combine(day, TERMINAL_HOUR, zone)

    def now(self) -> datetime:
        """Say the business time."""
        return self._now


async def ask_once(config: Config, said: Said, who: str, day: date | None) -> dict[str, Any]:
    """Answer one message, file or button on the terminal."""
    plan = read_plan(config.bot.plan)
    deadline = time.monotonic() + PATIENCE
    while True:
        wish = {"do": "ask", "who": who, **asdict(said)}
        if day is None and (answer := ask_running(config.bot.state_dir, wish)) is not None:
            return dict(answer)
        try:
            async with _state(config, plan) as store:
                clock = FixedClock(config.zone, day) if day else await make_clock(store, config, None)
                return await answer_terminal(Desk(Tools(store, Texts(), config, clock)), store, said, who)
        except StoreBusy:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(PAUSE)


async def import_sheet(config: Config, file: Path, who: str, day: date | None, choose: Choose) -> str:
    """Hand in a filled sheet; `choose` is shown what it would change and picks an option, by its number from 0."""
    shown = await ask_once(config, Said(file=str(file)), who, day)
    buttons = [button for row in shown["buttons"] for button in row]
    if not buttons or not all(button["data"].startswith("q:") for button in buttons):
        return str(shown["text"])
    number = choose(shown["text"], [button["label"] for button in buttons])
    done = await ask_once(config, Said(button=buttons[number]["data"]), who, day)
    return str(done["text"])


async def make_invitation(config: Config, grants: str) -> str:
    """Make a one-time code."""
    answer = ask_running(config.bot.state_dir, {"do": "invite", "grants": grants})
    if answer is not None:
        return str(answer["text"])
    async with _state(config, read_plan(config.bot.plan)) as store:
        clock = await make_clock(store, config, None)
        return await invitation_text(Tools(store, Texts(), config, clock), grants)


async def use_plan(config: Config, named: str) -> str:
    """Switch to another plan while no bot runs; raise Refused with the reason where that cannot be."""
    with alone(config.bot.root):
        config = in_use(config)
        name = _plan_named(config, named)
        store = open_store(config.bot.state_dir, read_plan(config.bot.plan))
        try:
            await store.write(lambda change: put_wish(change, Wish(name, named)))
            clock = await make_clock(store, config, None)
            config, store = await switched(config, store, clock)
            failed = wish_in(store.view.settings)
            await tell(store, config, clock, Texts())
            plan = store.view.plan
        finally:
            await store.close()
    if failed is not None:
        raise Refused(f"not switched: {failed.why}")
    return f"in use: {plan.title}, on {config.bot.state_dir}"


def _plan_named(config: Config, named: str) -> str:
    """Find a plan by its folder's name, "" for the configured one; raise Refused where it is in use or missing."""
    own, first = config.bot.root / PLANS, first_of(config).plan.name
    known = [path.name for path in sorted(own.glob("*")) if path.is_dir()]
    if named not in (*known, first):
        raise Refused(f"there is no plan {named!r}; there are {', '.join((first, *known))}. Put another into {own}")
    name = named if named in known else ""
    if name == name_in_use(config):
        raise Refused(f"{named} is the plan in use already")
    return name


async def write_audit(config: Config, target: Path) -> int:
    """Write every change on record to a .csv or .json file; return how many. Reads only, also while a bot runs."""
    if target.suffix not in (".csv", ".json"):
        raise Refused(f"{target} is neither .csv nor .json; write for example: export audit -o audit.csv")
    store = open_store(config.bot.state_dir, read_plan(config.bot.plan), read_only=True)
    try:
        entries = await store.read(lambda reader: reader.audit(limit=EVERY))
        texts, language = Texts(), config.bot.language
        rows = audit_rows(reversed(entries), store.view, texts, language, config.zone)
    finally:
        await store.close()
    heads = [texts.plain("audit_column", language, name=name) for name in COLUMNS]
    table = as_csv(rows, heads) if target.suffix == ".csv" else as_json(rows)
    try:
        await asyncio.to_thread(target.write_bytes, table)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}; name a file in a folder that exists") from None
    return len(rows)


@asynccontextmanager
async def _state(config: Config, plan: Plan) -> AsyncGenerator[Store]:
    """Open the state for one command."""
    store = open_store(config.bot.state_dir, plan)
    try:
        await store.write(lambda change: change.load_plan(plan))
        yield store
    finally:
        await store.close()


def write_chart(config: Config, name: str, out: Path, day: date | None, language: str, *, dark: bool) -> None:
    """Write a picture as .svg or .png."""
    if out.suffix not in (".svg", ".png"):
        raise Refused(f"{out.name} is neither .svg nor .png; write for example -o chart.png")
    svg = asyncio.run(draw_chart(config, name, day, language, dark=dark))
    out.write_bytes(svg.encode() if out.suffix == ".svg" else png(svg))


async def draw_chart(config: Config, name: str, day: date | None, language: str, *, dark: bool) -> str:
    """Draw a picture as the office sees it; it reads the state and changes nothing."""
    plan = read_plan(config.bot.plan)
    store = open_store(config.bot.state_dir, plan, read_only=True)
    try:
        today = day or (await make_clock(store, config, None)).now().date()
        view = store.view
        board = Board(view.plan, view.summaries, today, bound_dates(view.rooms, config.zone), config.lamps)
        index = Index(view.plan)
        target, department = index.target(name), index.department(name)
        if not name:
            svg = glance(board, language, dark)
        elif target.exact:
            subject = target.exact.id
            reports = await store.read(lambda reader: reader.updates(subject, limit=MOST_REPORTS))
            svg = draw_target(board, subject, reports, language, dark)
        elif department.exact:
            svg = draw_department(board, department.exact.id, language, dark)
        else:
            near = [*target.candidates, *department.candidates, *target.suggestions, *department.suggestions]
            names = "、".join(each.name for each in near[:3]) or view.plan.departments[0].name
            raise Refused(f"{name!r} is no target or department, or it is several; write for example {names}")
    finally:
        await store.close()
    return svg


async def preview_notices(config: Config, day: date | None, days: int) -> list[dict[str, object]]:
    """List what would be sent from a day on if nobody reported, sending nothing."""
    plan = read_plan(config.bot.plan)
    store = open_store(config.bot.state_dir, plan, read_only=True)
    try:
        start = day or (await make_clock(store, config, None)).now().date()
        now = datetime.combine(start, time_of_day(), config.zone)
        workdays = Workdays(config.holidays)
        view = store.view
        board = Board(plan, view.summaries, start, bound_dates(view.rooms, config.zone), config.lamps)
        facts = await store.read(lambda reader: gather(reader, view, board, now, config, workdays))
        texts = Texts()
        return [
            preview_line(notice, plan, plain(notice_message(notice, texts, config.bot.language)))
            for notice in preview(facts, start, days, config.zone, view.lamps)
        ]
    finally:
        await store.close()
