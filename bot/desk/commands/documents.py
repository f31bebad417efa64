"""Papers made of the plan and its reports: /ledger."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.papers import occasion_of, paper
from bot.reports.ledger import ledger as ledger_file
from bot.reports.rows import seen


async def ledger(ask: Ask, tools: Tools) -> list[Answer]:
    """Send the ledger: every task, with the progress one may see."""
    of = occasion_of(ask, tools)
    file = await paper(of, "file_ledger", "xlsx", ledger_file)
    message = tools.texts.render(
        "ledger",
        ask.language,
        files=(file,),
        total=len(of.rows),
        shown=len(seen(of.rows)),
        today=of.today,
        plan=of.plan,
        invented=of.invented,
    )
    return [Answer(message)]
