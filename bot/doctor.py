"""An examination of everything a running bot stands on, each finding in one sentence."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.config import Config
from bot.errors import PlanError, StoreError
from bot.language.workdays import Workdays
from bot.plan.files import read_plan
from bot.stores.base import Received
from bot.stores.tinydb import check, open_store

ENOUGH_BYTES = 200 * 1024 * 1024  # of free disk; a year of a district's reports takes a small part of it
MOST_NAMED = 20  # updates set aside, newest last


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do where it is not good."""

    good: bool
    what: str


def examine(config: Config) -> list[Finding]:
    """Look at the plan, the state, the disk, the calendar and the credentials."""
    today = datetime.now(UTC).astimezone(config.zone).date()
    return [*_plan(config, today), *_state(config), *_disk(config), _calendar(config, today), *_people(config)]


def _plan(config: Config, today: date) -> Iterator[Finding]:
    folder = config.bot.plan
    try:
        plan = read_plan(folder)
    except PlanError as error:
        yield from (Finding(False, f"plan: {fault}") for fault in error.faults)
        return
    yield Finding(True, f"plan {plan.id}: {len(plan.targets)} targets, {len(plan.tasks)} tasks, from {folder}")
    if plan.year < today.year - 1:
        yield Finding(
            False, f"plan {plan.id} is of {plan.year} and closed: nothing is pushed; set [bot] plan to this year's"
        )


def _state(config: Config) -> Iterator[Finding]:
    folder = config.bot.state_dir
    if not folder.exists():
        yield Finding(True, f"state: {folder} does not exist yet; the first start makes it")
        return
    try:
        damaged = check(folder)
    except StoreError as error:
        yield Finding(False, f"state: {error}")
        return
    yield from (Finding(False, f"state: {place} does not read back as written; see `restore`") for place in damaged)
    if not damaged:
        yield Finding(True, f"state: every row in {folder} reads back as written")
    yield from _unhandled(folder)


def _unhandled(folder: Path) -> Iterator[Finding]:
    """Name the updates whose handling failed; their texts stay in the state."""
    try:
        aside = asyncio.run(_set_aside(folder))
    except StoreError:
        return  # nothing was kept yet, or the finding above says what is wrong
    for received, why in aside[-MOST_NAMED:]:
        when = f"{received.at:%Y-%m-%d %H:%M}"
        yield Finding(False, f"inbox: {received.key} from {received.lane} at {when} could not be handled: {why}")
    if len(aside) > MOST_NAMED:
        yield Finding(False, f"inbox: … and {len(aside) - MOST_NAMED:,} older ones")


async def _set_aside(folder: Path) -> Sequence[tuple[Received, str]]:
    store = open_store(folder, read_only=True)
    try:
        return await store.read(lambda reader: reader.set_aside())
    finally:
        await store.close()


def _disk(config: Config) -> Iterator[Finding]:
    folder = next(f for f in (config.bot.state_dir, *config.bot.state_dir.absolute().parents) if f.exists())
    free = shutil.disk_usage(folder).free
    yield Finding(free >= ENOUGH_BYTES, f"disk: {free // 2**20:,} MB free at {folder}")


def _calendar(config: Config, today: date) -> Finding:
    workdays = Workdays(config.holidays)
    for year in (today.year, today.year + 1):
        workdays.is_working(date(year, 1, 1))
    if today.year in workdays.unknown_years:
        return Finding(
            False, f"calendar: {today.year} is unknown, Monday to Friday are taken as working days; fill in [holidays]"
        )
    unknown = ", ".join(map(str, sorted(workdays.unknown_years)))
    later = f"; {unknown} is not published yet and will be Monday to Friday" if unknown else ""
    return Finding(True, f"calendar: the working days of {today.year} are known{later}")


def _people(config: Config) -> Iterator[Finding]:
    if not config.telegram.token.get_secret_value():
        yield Finding(False, "telegram: no token; put the one from @BotFather into BOT_TELEGRAM__TOKEN")
    if not config.office.telegram_user_ids:
        yield Finding(
            False, "office: nobody is named; send the bot /whoami in private and put the number into [office]"
        )
