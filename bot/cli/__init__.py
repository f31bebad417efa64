"""The command line. Exit codes: 0 good, 1 a fault said in one sentence, 2 wrong usage.

What a command needs is imported inside it: `ask` and `read` start several times faster without the chat libraries.
"""

import sys

import typer

from bot.cli.asking import asking
from bot.cli.exporting import exporting
from bot.cli.plans import plans
from bot.cli.running import running
from bot.errors import BotError

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A bot that keeps a government district's annual plan. Begin with: python -m bot demo",
)
cli.add_typer(running)
cli.add_typer(asking)
cli.add_typer(plans, name="plan")
cli.add_typer(exporting, name="export")


def main() -> None:
    """Run the command line; a fault is one clear text on standard error and exit code 1."""
    try:
        cli(standalone_mode=True)
    except BotError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
