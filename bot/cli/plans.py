"""The files of a plan, and which plan is in use."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import config as configuration
from bot.cli.options import (
    AsJson,
    ConfigFile,
    Day,
    PlanFolder,
    StateDir,
    day_of,
    load,
    print_json,
    showing,
)

plans = typer.Typer(no_args_is_help=True, help="The files of a plan.")


@plans.command("check")
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


@plans.command("show")
def plan_show(folder: PlanFolder, as_json: AsJson = False) -> None:
    """Print the plan."""
    from bot.plan.files import plan_as_json, read_plan

    plan = read_plan(folder)
    if as_json:
        print_json(plan_as_json(plan))
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


@plans.command("import")
def plan_import(
    file: Annotated[Path, typer.Argument(help="a report (.txt .md .html .docx .pdf) or a table (.xlsx .csv)")],
    out: Annotated[Path, typer.Option("-o", "--out", help="the folder to write, such as data/NAME")],
    day: Day = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace a plan that stands there")] = False,
) -> None:
    """Make a draft plan of a published report or a responsibility table, with a page of what to review."""
    from bot.imports.importing import import_plan

    with showing(f"reading {file.name}"):
        imported = import_plan(file, out, day_of(day) or datetime.now().astimezone().date(), overwrite=overwrite)
    print(f"{imported.folder}: {imported.summary}")


@plans.command("begin")
def plan_begin(
    folder: Annotated[Path, typer.Argument(help="the new plan's folder")],
    to: Annotated[Path, typer.Option("--to", help="a new state directory, such as var-2024")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Begin another year: a state of its own for its plan, with the rooms and people of the one in use."""
    from bot.beginning import begin_year

    begun = asyncio.run(begin_year(load(config, state), folder, to))
    print(f"{to}: {begun.plan.title}, {begun.rooms} rooms and {begun.people} people came along")
    if begun.left:
        print(f"not in the new plan, so to be bound anew: {'、'.join(begun.left)}")
    print(f'now set [bot] plan = "{folder}" and state_dir = "{to}" in config.toml, and restart')


@plans.command("use")
def plan_use(
    name: Annotated[str, typer.Argument(help="a folder in plans/ of the state directory, or the configured plan's")],
    config: ConfigFile = None,
    state: StateDir = None,
) -> None:
    """Switch to another of the plans kept side by side while no bot runs; in a running bot, /plan does it."""
    from bot.terminal import use_plan

    print(asyncio.run(use_plan(configuration.load(config, state_dir=state), name)))


@plans.command("diff")
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
        apply_diff(diff, old, day_of(day) or datetime.now().astimezone().date())
        print(f"{old} is changed; its files as they were are in {old / 'before'}")
