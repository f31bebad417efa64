"""Options that several commands share, and how they are read."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import config as configuration
from bot.config import Config
from bot.in_use import in_use

ConfigFile = Annotated[Path | None, typer.Option("--config", help="config.toml; without one, the built-in plan")]
StateDir = Annotated[Path | None, typer.Option("--state", help="where the bot keeps its state (default: var)")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Whose = Annotated[str, typer.Option("--as", help="office | leader | guest | a department")]
PlanFolder = Annotated[Path, typer.Argument(help="a plan's folder, such as data/yuexiu-2023")]


class Wanted(StrEnum):
    """The way a day is written on the command line."""

    FORMAT = "%Y-%m-%d"


class Language(StrEnum):
    """The languages there are."""

    ZH = "zh"
    EN = "en"


Lang = Annotated[Language | None, typer.Option("--lang", help="zh | en")]
Day = Annotated[
    datetime | None, typer.Option("--date", formats=[Wanted.FORMAT], help="what day it is, such as 2023-07-03")
]


def load(config: Path | None, state: Path | None) -> Config:
    """Load the configuration for the plan in use."""
    return in_use(configuration.load(config, state_dir=state))


def day_of(value: datetime | None) -> date | None:
    """Take the day of what an option gave."""
    return value.date() if value else None


@contextmanager
def showing(what: str) -> Generator[None]:
    """Show on a terminal that work goes on, and for how long; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    shown = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)  # nobody knows beforehand how long a text is in the reading
        yield


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))
