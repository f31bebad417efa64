"""A decision of a meeting becomes a task: /decide DEPARTMENT DATE TEXT."""

from collections.abc import Sequence

from bot.desk import deciding
from bot.desk.base import Answer, Ask, Tools
from bot.desk.days import day_and_reason
from bot.errors import Refused
from bot.plan.model import Department

SAID_BACK = 20  # characters of a person's words repeated in an answer
LONGEST = 500


async def decide(ask: Ask, tools: Tools) -> list[Answer]:
    """Make a dated task of what was decided, led by the department named."""
    if ask.incoming.anonymous:
        raise Refused(tools.texts.plain("anonymous", ask.language))
    if ask.board.closed:
        raise _refused(ask, tools, "closed", "")
    name, _, words = ask.words.partition(" ")
    found = ask.index.department(name) if name else None
    if found is None:
        raise _refused(ask, tools, "usage", "")
    if found.exact is None:
        raise _refused(ask, tools, "department", name, [*found.candidates, *found.suggestions])
    day, text = day_and_reason(words, ask.now.date(), ask.view.plan.year)
    if day is None or not text:
        raise _refused(ask, tools, "text" if day else "date", words)
    if not ask.now.date() < day <= ask.view.plan.end:
        raise _refused(ask, tools, "range", words)
    return await deciding.decide(ask, tools, found.exact, day, text[:LONGEST])


def _refused(ask: Ask, tools: Tools, code: str, said: str, near: Sequence[Department] = ()) -> Refused:
    departments = ask.view.plan.departments
    text = tools.texts.lines(
        "decide_refused",
        ask.language,
        code=code,
        said=said.strip()[:SAID_BACK],
        near=near[:3],
        example=min((departments[0].name, *departments[0].aliases), key=len),
        plan=ask.view.plan,
    )
    return Refused(text)
