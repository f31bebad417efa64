"""The bulletin (通报): the draft of a written report, made of the reports already given, so that nobody is asked twice.

Numbers come from reports alone; classes add up to the total and their shares to 100.0%. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.plan.model import Initiative, Section
from bot.progress.board import TaskClass
from bot.progress.model import Lamp
from bot.reports.occasion import Occasion
from bot.reports.paragraphs import Paragraph, Style
from bot.reports.rows import Row

SOON = timedelta(days=14)
LAST_MONTH_UNTIL = 10  # up to this day of a month the monthly bulletin is of the month before
_DIGITS = "零一二三四五六七八九"


class Term(StrEnum):
    """What a bulletin covers."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    HALFYEAR = "halfyear"


LISTED = {
    Term.WEEKLY: 10,
    Term.MONTHLY: 20,
    Term.HALFYEAR: 40,
}  # tasks written out under a heading; the rest is counted


@dataclass(frozen=True, slots=True)
class Share:
    """One class of tasks: how many, and what part of all in %, to one decimal."""

    name: str
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its tasks by class. `told` are those with something to tell, grouped by initiative."""

    section: Section
    total: int
    classes: Mapping[str, int]
    told: Sequence[tuple[Initiative, Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything a bulletin says. `since` and `until` are the first and the last day it covers.

    `reported` counts the tasks with a report since then, `finished` those done since then. `silent` counts the tasks of
    each department (id) that has not reported, most first.
    """

    term: Term
    since: date
    until: date
    total: int
    shares: Sequence[Share]
    reported: int
    finished: Sequence[Row]
    parts: Sequence[Part]
    overdue: Sequence[Row]
    behind: Sequence[Row]
    silent: Sequence[tuple[str, int]]
    soon: Sequence[Row]
    help: Sequence[Row]


def bulletin_of(of: Occasion, term: Term) -> Bulletin:
    """Gather what the bulletin of a term says."""
    since, until = covered(term, of.today)
    rows = [row for row in of.rows if row.standing and row.task_class]
    counts = Counter(row.task_class for row in rows if row.task_class)
    return Bulletin(
        term=term,
        since=since,
        until=until,
        total=len(rows),
        shares=shares({each.value: counts[each] for each in TaskClass}),
        reported=sum((_reported(of, row) or date.min) >= since for row in rows),
        finished=[row for row in rows if _finished_since(of, row, since)],
        parts=_parts(rows),
        overdue=[row for row in rows if row.task_class is TaskClass.OVERDUE],
        behind=_worst_first([row for row in rows if row.task_class is TaskClass.BEHIND]),
        silent=Counter(row.task.lead.department for row in rows if row.task_class is TaskClass.SILENT).most_common(),
        soon=[row for row in rows if _falls_due(of, row)],
        help=[row for row in rows if row.help],
    )


def covered(term: Term, today: date) -> tuple[date, date]:
    """Say which days a bulletin covers: the last seven, a month, or the first half of the year."""
    if term is Term.WEEKLY:
        return today - timedelta(days=6), today
    if term is Term.HALFYEAR:
        return date(today.year, 1, 1), min(today, date(today.year, 6, 30))
    first = today.replace(day=1)
    if today.day > LAST_MONTH_UNTIL:
        return first, today
    last = first - timedelta(days=1)
    return last.replace(day=1), last


def shares(counts: Mapping[str, int]) -> list[Share]:
    """Give each class its share of all, to one decimal, so that they add up to 100.0 (largest remainders)."""
    total = sum(counts.values())
    if not total:
        return [Share(name, 0, 0.0) for name in counts]
    tenths = {name: count * 1000 // total for name, count in counts.items()}
    left = 1000 - sum(tenths.values())
    by_rest = sorted(counts, key=lambda name: -(counts[name] * 1000 % total))
    for name in by_rest[:left]:
        tenths[name] += 1
    return [Share(name, count, tenths[name] / 10) for name, count in counts.items()]


def paragraphs(of: Occasion, term: Term) -> list[Paragraph]:
    """Word the bulletin, paragraph by paragraph."""
    count = ordinal if of.language == "zh" else str
    told = of.cells("bulletin", b=bulletin_of(of, term), of=of, ordinal=count, listed=LISTED[term])
    pieces = (piece.partition("|") for piece in told if piece)
    return [Paragraph(Style(style.strip()), text.strip()) for style, _, text in pieces if text.strip()]


def ordinal(number: int) -> str:
    """Write a number from 1 to 99 as headings count: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    return f"{'' if tens == 1 else _DIGITS[tens] if tens else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def _reported(of: Occasion, row: Row) -> date | None:
    last = row.standing.last_report if row.standing else None
    return last.astimezone(of.now.tzinfo).date() if last else None


def _finished_since(of: Occasion, row: Row, since: date) -> bool:
    summary = row.standing.summary if row.standing else None
    done = summary.done_at if summary else None
    return row.task_class is TaskClass.DONE and done is not None and done.astimezone(of.now.tzinfo).date() >= since


def _falls_due(of: Occasion, row: Row) -> bool:
    open_still = row.standing is not None and not row.standing.lamp.finished
    return open_still and of.today <= row.task.due.date <= of.today + SOON


def _worst_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.standing is not None and row.standing.lamp is not Lamp.RED)


def _parts(rows: Sequence[Row]) -> list[Part]:
    parts: list[Part] = []
    for section in {row.section.id: row.section for row in rows}.values():
        own = [row for row in rows if row.section is section]
        counts = Counter(row.task_class for row in own if row.task_class)
        told = [(each, [row for row in own if row.initiative is each and _tells(row)]) for each in section.initiatives]
        parts.append(
            Part(
                section,
                len(own),
                {each.value: counts[each] for each in TaskClass},
                [(initiative, some) for initiative, some in told if some],
            )
        )
    return parts


def _tells(row: Row) -> bool:
    """Whether a report gave a figure, a percent or the end of a task: what a paper can state."""
    standing = row.standing
    return standing is not None and (
        standing.value is not None or standing.percent is not None or standing.lamp.finished
    )
