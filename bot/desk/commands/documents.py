"""Papers made of the plan and its reports: /ledger, /bulletin, /calendar."""

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.status import own_departments
from bot.desk.finding import which
from bot.desk.papers import issued, occasion_of
from bot.errors import Refused
from bot.reports.bulletin import Term, paragraphs
from bot.reports.calendar import calendar as calendar_file
from bot.reports.calendar import days
from bot.reports.fill import fill_sheet, to_fill
from bot.reports.ledger import ledger as ledger_file
from bot.reports.occasion import Occasion
from bot.reports.rows import seen

SAID_BACK = 20  # characters of a word that names nothing
TERMS = {
    Term.WEEKLY: ("", "weekly", "week", "周", "周报", "周通报"),
    Term.MONTHLY: ("monthly", "month", "月", "月报", "月通报"),
    Term.HALFYEAR: ("halfyear", "half-year", "half", "半年", "上半年", "半年报"),
}
MINE = ("mine", "本单位", "填报", "填报表")


async def ledger(ask: Ask, tools: Tools) -> list[Answer]:
    """Send the ledger: every task, with the progress one may see; `mine` is the sheet of one's own to fill in."""
    if ask.words.strip().lower() in MINE:
        return await _to_fill(ask, tools)
    if ask.words:
        raise Refused(tools.texts.lines("ledger_refused", ask.language, said=ask.words[:40]))
    of = occasion_of(ask, tools)
    message = tools.texts.render(
        "ledger",
        ask.language,
        total=len(of.rows),
        shown=len(seen(of.rows)),
        today=of.today,
        plan=of.plan,
        invented=of.invented,
    )
    return await issued(ask, tools, of, "file_ledger", "xlsx", ledger_file, message)


async def _to_fill(ask: Ask, tools: Tools) -> list[Answer]:
    own = own_departments(ask)
    if not own:
        return [Answer(tools.texts.render("mine_none", ask.language, viewer=ask.viewer, room=ask.room))]
    of = occasion_of(ask, tools)
    asked = to_fill(of, own)
    message = tools.texts.render(
        "fill",
        ask.language,
        plan=of.plan,
        departments=own,
        total=len(asked),
        invented=any(row.invented for row in asked),
    )
    subjects = tuple(row.task.id for row in asked)
    return await issued(ask, tools, of, "file_fill", "xlsx", lambda of: fill_sheet(of, own), message, subjects)


async def bulletin(ask: Ask, tools: Tools) -> list[Answer]:
    """Send the draft of a bulletin, where the progress of the whole plan may be seen."""
    if not ask.viewer.sees_everything:
        raise _refused(ask, tools, "place")
    said = ask.words.strip().lower()
    term = next((term for term, names in TERMS.items() if said in names), None)
    if term is None:
        raise _refused(ask, tools, "term", said)
    of = occasion_of(ask, tools)
    message = tools.texts.render(
        "bulletin_ready",
        ask.language,
        term=term,
        today=of.today,
        plan=of.plan,
        invented=of.invented,
    )
    return await issued(ask, tools, of, "file_bulletin", "docx", lambda of: _official(of, term), message)


def _official(of: Occasion, term: Term) -> bytes:
    from bot.reports.official import official  # here, because loading the library is what costs

    return official(paragraphs(of, term), of.now)


def _refused(ask: Ask, tools: Tools, code: str, said: str = "") -> Refused:
    return Refused(tools.texts.plain("bulletin_refused", ask.language, code=code, said=said[:SAID_BACK]))


async def calendar(ask: Ask, tools: Tools) -> list[Answer]:
    """Send the dates of one's own tasks, of a department that is named, or of the whole plan."""
    departments = own_departments(ask)
    if ask.words:
        found = ask.index.department(ask.words)
        if found.exact is None:
            return [which(ask, tools, "department", found, "/calendar", ask.words)]
        departments = (found.exact.id,)
    of = occasion_of(ask, tools)
    total = sum(1 for _ in days(of, departments))
    message = tools.texts.render("calendar", ask.language, plan=of.plan, departments=departments, total=total)
    return await issued(ask, tools, of, "file_calendar", "ics", lambda of: calendar_file(of, departments), message)
