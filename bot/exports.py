"""Papers written to files from the command line; they read the state, also while a bot runs, and change nothing."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from pathlib import Path

from bot.app import make_clock
from bot.config import Config
from bot.desk.picture import bound_dates
from bot.desk.plain import stand_in
from bot.errors import Refused
from bot.people.rights import viewer_in
from bot.plan.files import read_plan
from bot.plan.lookup import Index
from bot.progress.board import Board
from bot.reports.bulletin import Term, paragraphs
from bot.reports.calendar import calendar
from bot.reports.ledger import ledger, ledger_csv
from bot.reports.occasion import Occasion
from bot.stores.tinydb import open_store
from bot.texts.render import Texts

HOUR = time(10)  # what time it is on a day named on the command line
LEDGERS: dict[str, Callable[[Occasion], bytes]] = {".xlsx": ledger, ".csv": ledger_csv}


def write_ledger(config: Config, out: Path, who: str, day: date | None, language: str) -> None:
    """Write the ledger as .xlsx, or its tasks as .csv."""
    make = LEDGERS.get(out.suffix.lower())
    if make is None:
        raise Refused(f"{out.name} is neither .xlsx nor .csv; write for example -o ledger.xlsx")
    out.write_bytes(asyncio.run(_made(config, who, day, language, make)))


def write_bulletin(
    config: Config, out: Path, term: Term, template: Path | None, day: date | None, language: str
) -> None:
    """Write the draft of a bulletin as .docx, in the office's own template where one is given."""
    from bot.reports.official import in_template, official

    if out.suffix.lower() != ".docx":
        raise Refused(f"{out.name} is no .docx; write for example -o bulletin.docx")
    own = template.read_bytes() if template else None

    def make(of: Occasion) -> bytes:
        told = paragraphs(of, term)
        return official(told, of.now) if own is None else in_template(told, own, of.now)

    out.write_bytes(asyncio.run(_made(config, "office", day, language, make)))


def write_calendar(config: Config, out: Path, who: str, day: date | None, language: str) -> None:
    """Write the dates of the plan as .ics: of all tasks, or of those a department leads or supports."""
    if out.suffix.lower() != ".ics":
        raise Refused(f"{out.name} is no .ics; write for example -o calendar.ics")
    out.write_bytes(asyncio.run(_made(config, who, day, language, lambda of: calendar(of, of.viewer.departments))))


async def _made(config: Config, who: str, day: date | None, language: str, make: Callable[[Occasion], bytes]) -> bytes:
    async with occasion(config, who, day, language) as of:
        return make(of)


@asynccontextmanager
async def occasion(config: Config, who: str, day: date | None, language: str) -> AsyncGenerator[Occasion]:
    """Gather what a paper is made from, as `who` (office, leader, guest or a department) may see it."""
    plan = read_plan(config.bot.plan)
    store = open_store(config.bot.state_dir, plan, read_only=True)
    try:
        clock = await make_clock(store, config, None)
        now = datetime.combine(day, HOUR, config.zone) if day else clock.now()
        view = store.view
        found = Index(view.plan).department(who)
        if who not in ("office", "leader", "guest") and found.exact is None:
            near = "、".join(d.name for d in (*found.candidates, *found.suggestions, *plan.departments)[:3])
            raise Refused(f"nobody is called {who!r}; write office, leader, guest or a department such as {near}")
        viewer = viewer_in(*stand_in(who, found.exact))
        board = Board(view.plan, view.summaries, now.date(), bound_dates(view.rooms, config.zone), config.lamps)
        yield Occasion(board, viewer, tuple(view.matters.values()), view.lamps, Texts(), language, now)
    finally:
        await store.close()
