"""The table of commands: everything that can be asked of the bot, a file for each family.

/help, the platform's menu and the list in the README are made of it. A new command is a row here, its handler in
`desk/commands/`, and its template in each language.
"""

from bot.desk.base import Answer, Ask, Command, Tools
from bot.desk.commands.hello import help_with
from bot.desk.table import documents, hello, office, people, plan, reporting, status, supervision


async def _help(ask: Ask, tools: Tools) -> list[Answer]:
    return await help_with(ask, tools, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    *plan.ROWS,
    *status.ROWS,
    *reporting.ROWS,
    *supervision.ROWS,
    *documents.ROWS,
    *people.ROWS,
    *office.ROWS,
    *hello.rows(_help),
)
