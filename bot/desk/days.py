"""The one day that typed words name, alone or before a reason. Pure."""

from datetime import date

from bot.language import dates
from bot.language.dates import Edge
from bot.language.normal import normal, one_for_one
from bot.language.patterns import compiled_later
from bot.language.spans import Cycle

_DOTTED = compiled_later(r"(\d{1,2})[./-](\d{1,2})")
_DENSE = compiled_later(r"(20\d\d)(\d\d)(\d\d)")
_BETWEEN = " \t\n,，、;；:：。."


def day_meant(words: str, today: date, year: int) -> date | None:
    """Read the one day that words name (2023-11-30, 11月30日, 11.30, 11月底); without a year it is the plan's.

    None where they name no day, several, or say more than a day.
    """
    text = _DENSE.sub(r"\1-\2-\3", normal(words))
    if _DOTTED.fullmatch(text):
        text = _DOTTED.sub(r"\1月\2日", text)
    found = dates.find(text, today)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    when = found[0]
    if when.edge not in (Edge.AT, Edge.BEFORE) or (when.edge is Edge.BEFORE and when.span.whole):
        return None
    try:
        return when.last if when.span.cycle is Cycle.ONCE else when.last.replace(year=year)
    except ValueError:  # 29 February of another year
        return None


def day_and_reason(words: str, today: date, year: int) -> tuple[date | None, str]:
    """Split "11月30日 招标流程延后" into the day and the reason; no day where the words do not begin with one."""
    said = words.strip()
    first = said.split(maxsplit=1)[0] if said else ""
    if day := day_meant(first, today, year):
        return day, said[len(first) :].strip(_BETWEEN)
    found = dates.find(one_for_one(said), today)
    if not found or found[0].start != 0:
        return None, ""
    end = found[0].end
    if said[end : end + 1].isdigit():  # 2月30日: the month was read, for there is no such day
        return None, ""
    return day_meant(said[:end], today, year), said[end:].strip(_BETWEEN)
