"""Pictures and papers as files."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    ConfigFile,
    Day,
    Language,
    StateDir,
    Whose,
    day_of,
    load,
    showing,
)

exporting = typer.Typer(no_args_is_help=True, help="Pictures and papers as files.")


class Term(StrEnum):
    """What a bulletin covers."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    HALFYEAR = "halfyear"


@exporting.command("chart")
def export_chart(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write: .svg or .png")],
    name: Annotated[str, typer.Argument(help="a target or a department; without one the whole plan")] = "",
    language: Annotated[Language | None, typer.Option("--lang", help="zh | en")] = None,
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
    language: Annotated[Language | None, typer.Option("--lang", help="zh | en")] = None,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write the ledger of all tasks, as the office or another may see it."""
    from bot.exports import write_ledger

    loaded = load(config, state)
    with showing(f"writing {out.name}"):
        write_ledger(loaded, out, who, day_of(day), language or loaded.bot.language)
    print(f"{out}: {out.stat().st_size:,} bytes")


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
    language: Annotated[Language | None, typer.Option("--lang", help="zh | en")] = None,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write the draft of a bulletin, made of the reports already given."""
    from bot.exports import write_bulletin
    from bot.reports.bulletin import Term as BulletinTerm

    loaded = load(config, state)
    with showing(f"writing {out.name}"):
        write_bulletin(loaded, out, BulletinTerm(term), template, day_of(day), language or loaded.bot.language)
    print(f"{out}: {out.stat().st_size:,} bytes")


@exporting.command("calendar")
def export_calendar(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write: .ics")],
    who: Whose = "office",
    language: Annotated[Language | None, typer.Option("--lang", help="zh | en")] = None,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Write due dates and milestones for a calendar, of all tasks or (--as) of a department's."""
    from bot.exports import write_calendar

    loaded = load(config, state)
    with showing(f"writing {out.name}"):
        write_calendar(loaded, out, who, day_of(day), language or loaded.bot.language)
    print(f"{out}: {out.stat().st_size:,} bytes")
