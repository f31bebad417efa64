"""Questions answered, texts read and sheets recorded on the terminal."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    AsJson,
    ConfigFile,
    Day,
    StateDir,
    Whose,
    day_of,
    load,
    print_json,
)

asking = typer.Typer()


@asking.command()
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

    answer = asyncio.run(ask_once(load(config, state), Said(words), who, day_of(day)))
    if as_json:
        print_json(answer)
        return
    print(answer["text"])
    for row in answer["buttons"]:
        print("  ".join(f"[{button['label']}]" for button in row))


@asking.command()
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
        print_json(read_batch(batch))
        return
    if not text:
        raise typer.BadParameter('give a text to read, such as "已完成21.5亿元", or --batch FILE')
    reading = read_one(text, measure, day_of(day) or datetime.now().astimezone().date())
    if as_json:
        print_json(reading_as_json(reading))
    else:
        print("\n".join(reading_lines(reading)))


@asking.command()
def preview(
    config: ConfigFile = None,
    state: StateDir = None,
    day: Day = None,
    days: Annotated[int, typer.Option(min=1, max=400, help="how many days to look ahead")] = 7,
    as_json: AsJson = False,
) -> None:
    """Show every notice that would be sent if nobody reported, sending nothing."""
    from bot.terminal import preview_notices

    notices = asyncio.run(preview_notices(load(config, state), day_of(day), days))
    if as_json:
        print_json(notices)
        return
    for notice in notices:
        print(f"—— {notice['at']} · {notice['kind']} · {notice['department'] or notice['room']}")
        print(notice["text"], end="\n\n")
    print(f"{len(notices)} notices")


@asking.command("import-ledger")
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

    print(asyncio.run(import_sheet(load(config, state), file.resolve(), who, day_of(day), choose)))
