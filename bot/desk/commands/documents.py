"""Papers made of the plan and its reports: /ledger."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.status import own_departments
from bot.desk.papers import occasion_of, paper
from bot.reports.fill import fill_sheet, to_fill
from bot.reports.ledger import ledger as ledger_file
from bot.reports.rows import seen

MINE = ("mine", "本单位", "填报", "填报表")


async def ledger(ask: Ask, tools: Tools) -> list[Answer]:
    """Send the ledger: every task, with the progress one may see; `mine` is the sheet of one's own to fill in."""
    if ask.words.strip().lower() in MINE:
        return await _to_fill(ask, tools)
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


async def _to_fill(ask: Ask, tools: Tools) -> list[Answer]:
    own = own_departments(ask)
    if not own:
        return [Answer(tools.texts.render("mine_none", ask.language, viewer=ask.viewer, room=ask.room))]
    of = occasion_of(ask, tools)
    asked = to_fill(of, own)
    message = tools.texts.render(
        "fill",
        ask.language,
        files=(await paper(of, "file_fill", "xlsx", lambda of: fill_sheet(of, own)),),
        plan=of.plan,
        departments=own,
        total=len(asked),
        invented=any(row.invented for row in asked),
    )
    return [Answer(message, tuple(row.task.id for row in asked))]
