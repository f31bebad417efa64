"""The bot in a browser or in the real chats, and the care of its state."""

import asyncio
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import config as configuration
from bot.cli.options import (
    ConfigFile,
    Day,
    StateDir,
    Wanted,
    day_of,
    load,
)

running = typer.Typer()


@contextmanager
def without_colours() -> Generator[None]:
    """Load structlog and httpx without rich, which they use on a terminal where they find it: we never do."""
    if "rich" in sys.modules:
        yield
        return
    sys.modules["rich"] = None  # pyright: ignore[reportArgumentType] - so Python marks what is not to be found
    try:
        yield
    finally:
        del sys.modules["rich"]


@running.command()
def demo(
    port: Annotated[int, typer.Option(help="the page's port on this machine")] = 8080,
    day: Annotated[
        datetime, typer.Option("--date", formats=[Wanted.FORMAT], help="the day the demo begins")
    ] = datetime(2023, 7, 3),  # noqa: DTZ001 - only its date is used
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Show the bot at work in a browser: a local Telegram with the bot inside; no token, no internet."""
    from bot.demo import run_demo

    asyncio.run(run_demo(configuration.load(config, state_dir=state), port, day.date()))


@running.command()
def run(config: ConfigFile = None, state: StateDir = None, day: Day = None) -> None:
    """Run the bot in the real chats; needs a token."""
    with without_colours():
        from bot.life import run_bot

    asyncio.run(run_bot(load(config, state), day_of(day)))


@running.command()
def doctor(config: ConfigFile = None, state: StateDir = None) -> None:
    """Check configuration, plan, state and calendar, and say what to do about each fault."""
    from bot.doctor import examine

    findings = examine(load(config, state))
    for finding in findings:
        print(f"{'ok ' if finding.good else 'BAD'} {finding.what}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


@running.command()
def invite(
    grants: Annotated[str, typer.Argument(help="a department, office or leaders", metavar="DEPARTMENT|office|leaders")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Make a one-time code (24 h) that binds a group or gives a person the role."""
    from bot.terminal import make_invitation

    print(asyncio.run(make_invitation(load(config, state), grants)))


@running.command()
def backup(
    target: Annotated[Path, typer.Argument(help="the file to write")], config: ConfigFile = None, state: StateDir = None
) -> None:
    """Copy the state into one file, also while the bot runs."""
    from bot.stores.tinydb.backup import backup as copy
    from bot.terminal import bar

    with bar("backup") as show:
        copy(load(config, state).bot.state_dir, target, show)
    print(f"{target}: {target.stat().st_size:,} bytes")


@running.command()
def restore(
    source: Annotated[Path, typer.Argument(help="a file made by backup")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Put a backup in place of the state; what stood there is kept beside it."""
    from bot.stores.tinydb.backup import restore as put_back

    kept = put_back(source, load(config, state).bot.state_dir)
    print(f"restored from {source}" + (f"; what stood there before is {kept}" if kept else ""))
