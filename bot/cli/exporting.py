"""Pictures and papers as files."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    ConfigFile,
    Day,
    Lang,
    StateDir,
    Whose,
    day_of,
    load,
    showing,
)
from bot.config import Config

exporting = typer.Typer(no_args_is_help=True, help="Pictures and papers as files.")


class Term(StrEnum):
    """What a bulletin covers."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    HALFYEAR = "halfyear"


@contextmanager
def _writing(out: Path, config: Path | None, state: Path | None) -> Generator[Config]:
    """Load the configuration, show that a paper is being made, and say how long it is."""
    loaded = load(config, state)
    with showing(f"writing {out.name}"):
        yield loaded
    print(f"{out}: {out.stat().st_size:,} bytes")


@exporting.command("chart")
def export_chart(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write: .svg or .png")],
    name: Annotated[str, typer.Argument(help="a target or a department; without one the whole plan")] = "",
    language: Lang = None,
    dark: Annotated[bool, typer.Option("--dark", help="for a dark screen")] = False,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write a picture of the plan, a target or a department, as the office sees it."""
    from bot.terminal import write_chart

    loaded = load(config, state)
    write_chart(loaded, name, out, day_of(day), language or loaded.bot.language, dark=dark)
    print(f"{out}: {out.stat().st_size:,} bytes")


@exporting.command("ledger")
def export_ledger(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write: .xlsx, or .csv for the tasks alone")],
    who: Whose = "office",
    language: Lang = None,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write the ledger of all tasks, as the office or another may see it."""
    from bot.exports import write_ledger

    with _writing(out, config, state) as loaded:
        write_ledger(loaded, out, who, day_of(day), language or loaded.bot.language)


@exporting.command("audit")
def export_audit(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write, .csv or .json")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Write who changed what, when, from what to what, oldest first; also while the bot runs."""
    from bot.terminal import write_audit

    print(f"{out}: {asyncio.run(write_audit(load(config, state), out))} changes")


@exporting.command("bulletin")
def export_bulletin(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write: .docx")],
    term: Annotated[Term, typer.Argument(help="weekly | monthly | halfyear")] = Term.WEEKLY,
    template: Annotated[
        Path | None,
        typer.Option(help="the office's own .docx; {正文} in it marks the place", exists=True, dir_okay=False),
    ] = None,
    language: Lang = None,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write the draft of a bulletin, made of the reports already given."""
    from bot.exports import write_bulletin
    from bot.reports.bulletin import Term as BulletinTerm

    with _writing(out, config, state) as loaded:
        write_bulletin(loaded, out, BulletinTerm(term), template, day_of(day), language or loaded.bot.language)


@exporting.command("calendar")
def export_calendar(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write: .ics")],
    who: Whose = "office",
    language: Lang = None,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write due dates and milestones for a calendar, of all tasks or (--as) of a department's."""
    from bot.exports import write_calendar

    with _writing(out, config, state) as loaded:
        write_calendar(loaded, out, who, day_of(day), language or loaded.bot.language)
