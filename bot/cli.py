"""The command line. Exit codes: 0 good, 1 a fault said in one sentence, 2 wrong usage."""

import asyncio
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
from bot.errors import BotError
from bot.in_use import in_use

# What a command needs is imported inside it: `ask` and `read` start several times faster without the chat libraries.

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A bot that keeps a government district's annual plan. Begin with: python -m bot demo",
)
plan_cli = typer.Typer(no_args_is_help=True, help="The files of a plan.")
cli.add_typer(plan_cli, name="plan")
export_cli = typer.Typer(no_args_is_help=True, help="Pictures and papers as files.")
cli.add_typer(export_cli, name="export")

ConfigFile = Annotated[Path | None, typer.Option("--config", help="config.toml; without one, the built-in plan")]
StateDir = Annotated[Path | None, typer.Option("--state", help="where the bot keeps its state (default: var)")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Whose = Annotated[str, typer.Option("--as", help="office | leader | guest | a department")]
PlanFolder = Annotated[Path, typer.Argument(help="a plan's folder, such as data/yuexiu-2023")]


class Wanted(StrEnum):
    """The way a day is written on the command line."""

    FORMAT = "%Y-%m-%d"


class Term(StrEnum):
    """What a bulletin covers."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    HALFYEAR = "halfyear"


class Language(StrEnum):
    """The languages there are."""

    ZH = "zh"
    EN = "en"


Day = Annotated[
    datetime | None, typer.Option("--date", formats=[Wanted.FORMAT], help="what day it is, such as 2023-07-03")
]


def main() -> None:
    """Run the command line; a fault is one clear text on standard error and exit code 1."""
    try:
        cli(standalone_mode=True)
    except BotError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _load(config: Path | None, state: Path | None) -> Config:
    return in_use(configuration.load(config, state_dir=state))


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


@contextmanager
def _showing(what: str) -> Generator[None]:
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


@contextmanager
def _without_colours() -> Generator[None]:
    """Load structlog and httpx without rich, which they use on a terminal where they find it: we never do."""
    if "rich" in sys.modules:
        yield
        return
    sys.modules["rich"] = None  # pyright: ignore[reportArgumentType] - so Python marks what is not to be found
    try:
        yield
    finally:
        del sys.modules["rich"]


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


@cli.command()
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


@cli.command()
def run(config: ConfigFile = None, state: StateDir = None, day: Day = None) -> None:
    """Run the bot in the real chats; needs a token."""
    with _without_colours():
        from bot.life import run_bot

    asyncio.run(run_bot(_load(config, state), _day(day)))


@cli.command()
def ask(
    words: Annotated[str, typer.Argument(help='what is said, such as "/target gdp"')],
    who: Annotated[str, typer.Option("--as", help="office | leader | guest | a department")] = "guest",
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
    as_json: AsJson = False,
) -> None:
    """Answer one message on the terminal, by the same code as in a chat."""
    from bot.app import Said
    from bot.terminal import ask_once

    answer = asyncio.run(ask_once(_load(config, state), Said(words), who, _day(day)))
    if as_json:
        _print_json(answer)
        return
    print(answer["text"])
    for row in answer["buttons"]:
        print("  ".join(f"[{button['label']}]" for button in row))


@cli.command("import-ledger")
def import_ledger(
    file: Annotated[Path, typer.Argument(help="a filled sheet, made by /ledger mine", exists=True, dir_okay=False)],
    who: Whose = "office",
    yes: Annotated[bool, typer.Option("--yes", help="record all it says without asking")] = False,
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
) -> None:
    """Show what a filled sheet would change, and record it once that is confirmed."""
    from bot.terminal import import_sheet

    def choose(said: str, labels: list[str]) -> int:
        print(said)
        if yes:
            return 0
        print("\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1)))
        number = 0
        while not 1 <= number <= len(labels):
            number = typer.prompt(f"1-{len(labels)}", type=int)
        return number - 1

    print(asyncio.run(import_sheet(_load(config, state), file.resolve(), who, _day(day), choose)))


@cli.command()
def read(
    text: Annotated[str, typer.Argument(help='a reply, such as "已完成21.5亿元"')] = "",
    measure: Annotated[str | None, typer.Option(help='what is counted: "39亿元", "招聘会 100 场", "4.5%增长"')] = None,
    day: Day = None,
    batch: Annotated[Path | None, typer.Option(help='a JSON list of {"text", "measure", "as_of"}')] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a reply would be read as."""
    from bot.desk.readings import read_batch, read_one, reading_as_json, reading_lines

    if batch is not None:
        _print_json(read_batch(batch))
        return
    if not text:
        raise typer.BadParameter('give a text to read, such as "已完成21.5亿元", or --batch FILE')
    reading = read_one(text, measure, _day(day) or datetime.now().astimezone().date())
    if as_json:
        _print_json(reading_as_json(reading))
    else:
        print("\n".join(reading_lines(reading)))


@cli.command()
def preview(
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
    days: Annotated[int, typer.Option(min=1, max=400, help="how many days to look ahead")] = 7,
    as_json: AsJson = False,
) -> None:
    """Show every notice that would be sent if nobody reported, sending nothing."""
    from bot.terminal import preview_notices

    notices = asyncio.run(preview_notices(_load(config, state), _day(day), days))
    if as_json:
        _print_json(notices)
        return
    for notice in notices:
        print(f"—— {notice['at']} · {notice['kind']} · {notice['department'] or notice['room']}")
        print(notice["text"], end="\n\n")
    print(f"{len(notices)} notices")


@cli.command()
def invite(
    grants: Annotated[str, typer.Argument(help="a department, office or leaders", metavar="DEPARTMENT|office|leaders")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Make a one-time code (24 h) that binds a group or gives a person the role."""
    from bot.terminal import make_invitation

    print(asyncio.run(make_invitation(_load(config, state), grants)))


@cli.command()
def doctor(config: ConfigFile = None, state: StateDir = None) -> None:
    """Check configuration, plan, state and calendar, and say what to do about each fault."""
    from bot.doctor import examine

    findings = examine(_load(config, state))
    for finding in findings:
        print(f"{'ok ' if finding.good else 'BAD'} {finding.what}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


@cli.command()
def backup(
    target: Annotated[Path, typer.Argument(help="the file to write")], config: ConfigFile = None, state: StateDir = None
) -> None:
    """Copy the state into one file, also while the bot runs."""
    from bot.stores.tinydb.backup import backup as copy
    from bot.terminal import bar

    with bar("backup") as show:
        copy(_load(config, state).bot.state_dir, target, show)
    print(f"{target}: {target.stat().st_size:,} bytes")


@cli.command()
def restore(
    source: Annotated[Path, typer.Argument(help="a file made by backup")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Put a backup in place of the state; what stood there is kept beside it."""
    from bot.stores.tinydb.backup import restore as put_back

    kept = put_back(source, _load(config, state).bot.state_dir)
    print(f"restored from {source}" + (f"; what stood there before is {kept}" if kept else ""))


@export_cli.command("chart")
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

    loaded = _load(config, state)
    write_chart(loaded, name, out, _day(day), language or loaded.bot.language, dark=dark)
    print(f"{out}: {out.stat().st_size:,} bytes")


@export_cli.command("ledger")
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

    loaded = _load(config, state)
    with _showing(f"writing {out.name}"):
        write_ledger(loaded, out, who, _day(day), language or loaded.bot.language)
    print(f"{out}: {out.stat().st_size:,} bytes")


@export_cli.command("audit")
def export_audit(
    out: Annotated[Path, typer.Option("-o", "--out", help="the file to write, .csv or .json")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Write who changed what, when, from what to what, oldest first; also while the bot runs."""
    from bot.terminal import write_audit

    print(f"{out}: {asyncio.run(write_audit(_load(config, state), out))} changes")


@export_cli.command("bulletin")
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

    loaded = _load(config, state)
    with _showing(f"writing {out.name}"):
        write_bulletin(loaded, out, BulletinTerm(term), template, _day(day), language or loaded.bot.language)
    print(f"{out}: {out.stat().st_size:,} bytes")


@export_cli.command("calendar")
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

    loaded = _load(config, state)
    with _showing(f"writing {out.name}"):
        write_calendar(loaded, out, who, _day(day), language or loaded.bot.language)
    print(f"{out}: {out.stat().st_size:,} bytes")


@plan_cli.command("check")
def plan_check(folder: PlanFolder) -> None:
    """Report every fault of a plan's files at once, with file and line."""
    from bot.plan.files import check_plan, read_plan

    faults = check_plan(folder)
    if faults:
        print("\n".join(map(str, faults)), file=sys.stderr)
        print(f"{len(faults)} faults", file=sys.stderr)
        sys.exit(1)
    plan = read_plan(folder)
    print(f"{folder}: {len(plan.targets)} targets, {len(plan.sections)} sections, {len(plan.tasks)} tasks, no faults")


@plan_cli.command("show")
def plan_show(folder: PlanFolder, as_json: AsJson = False) -> None:
    """Print the plan."""
    from bot.plan.files import plan_as_json, read_plan

    plan = read_plan(folder)
    if as_json:
        _print_json(plan_as_json(plan))
        return
    print(plan.title)
    for target in plan.targets:
        print(f"  {target.id}  {target.quote}")
    for section in plan.sections:
        print(f"\n{section.number}、{section.title}")
        for initiative in section.initiatives:
            print(f"  {initiative.id} {initiative.title}")
            for task in initiative.tasks:
                lead = plan.department_by_id[task.lead.department].name
                print(f"    {task.id} {task.title} · {task.due.date} · {lead}")


@plan_cli.command("import")
def plan_import(
    file: Annotated[Path, typer.Argument(help="a report (.txt .md .html .docx .pdf) or a table (.xlsx .csv)")],
    out: Annotated[Path, typer.Option("-o", "--out", help="the folder to write, such as data/NAME")],
    day: Day = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace a plan that stands there")] = False,
) -> None:
    """Make a draft plan of a published report or a responsibility table, with a page of what to review."""
    from bot.imports.importing import import_plan

    with _showing(f"reading {file.name}"):
        imported = import_plan(file, out, _day(day) or datetime.now().astimezone().date(), overwrite=overwrite)
    print(f"{imported.folder}: {imported.summary}")


@plan_cli.command("begin")
def plan_begin(
    folder: Annotated[Path, typer.Argument(help="the new plan's folder")],
    to: Annotated[Path, typer.Option("--to", help="a new state directory, such as var-2024")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Begin another year: a state of its own for its plan, with the rooms and people of the one in use."""
    from bot.beginning import begin_year

    begun = asyncio.run(begin_year(_load(config, state), folder, to))
    print(f"{to}: {begun.plan.title}, {begun.rooms} rooms and {begun.people} people came along")
    if begun.left:
        print(f"not in the new plan, so to be bound anew: {'、'.join(begun.left)}")
    print(f'now set [bot] plan = "{folder}" and state_dir = "{to}" in config.toml, and restart')


@plan_cli.command("use")
def plan_use(
    name: Annotated[str, typer.Argument(help="a folder in plans/ of the state directory, or the configured plan's")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Switch to another of the plans kept side by side while no bot runs; in a running bot, /plan does it."""
    from bot.terminal import use_plan

    print(asyncio.run(use_plan(configuration.load(config, state_dir=state), name)))


@plan_cli.command("diff")
def plan_diff(
    old: PlanFolder,
    new: Annotated[Path, typer.Argument(help="the changed plan's folder")],
    apply: Annotated[bool, typer.Option("--apply", help="bring the change into OLD; ids and reports stay")] = False,
    day: Day = None,
) -> None:
    """Compare two plans: what was added, removed and changed, matched by what it says."""
    from bot.imports.applying import apply_diff, diff_lines
    from bot.imports.changes import diff_plans
    from bot.plan.files import read_plan

    diff = diff_plans(read_plan(old), read_plan(new))
    print("\n".join(diff_lines(diff)))
    if apply:
        apply_diff(diff, old, _day(day) or datetime.now().astimezone().date())
        print(f"{old} is changed; its files as they were are in {old / 'before'}")
