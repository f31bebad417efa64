"""The monthly question: a department that has reported nothing for 30 days is asked once in a calendar month."""

from dataclasses import dataclass
from datetime import datetime

from bot.notices.agenda import LAMP, Agenda
from bot.notices.digest import LIT_SHOWN, Block, Line
from bot.notices.facts import Hearer
from bot.notices.model import Kind, Notice, Said
from bot.notices.owed import silence_only

MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Silence:
    """A department, for how many days it has been silent, and its open tasks, the worst first."""

    department: str
    days: int
    tasks: Block


def silences(agenda: Agenda, hearer: Hearer) -> list[Silence]:
    """List the departments of a hearer that are to be asked now."""
    return [
        _silence(agenda, hearer, department)
        for department in hearer.departments
        if _mark(agenda, hearer, department) not in agenda.facts.said and agenda.is_silent(department, hearer)
    ]


def _silence(agenda: Agenda, hearer: Hearer, department: str) -> Silence:
    is_open = [task for task in agenda.led[department] if not agenda.standing(task).lamp.finished]
    tasks = agenda.board.worst_first(is_open)
    lines = tuple(Line(task, agenda.standing(task)) for task in tasks[:LIT_SHOWN])
    return Silence(department, agenda.silent_days(department, hearer), Block(lines, len(tasks)))


def _mark(agenda: Agenda, hearer: Hearer, department: str) -> Said:
    return Said(department, MONTHLY, agenda.today.replace(day=1), hearer.key)


def monthly_notice(agenda: Agenda, hearer: Hearer, at: datetime, silent: list[Silence]) -> Notice:
    """Make the monthly question to a hearer."""
    lines = [line for silence in silent for line in silence.tasks.lines]
    return Notice(
        key=f"{Kind.MONTHLY}:{agenda.today}:{hearer.key}",
        kind=Kind.MONTHLY,
        at=at,
        room=hearer.room,
        departments=tuple(silence.department for silence in silent),
        audience=hearer.audience,
        subjects=tuple(line.task.id for line in lines),
        said=(
            *(_mark(agenda, hearer, silence.department) for silence in silent),
            *_lamps_told(agenda, hearer, silent),
        ),
        values={
            "plan": agenda.plan,
            "today": agenda.today,
            "silences": silent,
            "invented": any(line.standing.invented for line in lines),
        },
    )


def _lamps_told(agenda: Agenda, hearer: Hearer, silent: list[Silence]) -> list[Said]:
    """Name the lamps that turned yellow for this silence: the question tells of them."""
    return [
        Said(task.id, LAMP, agenda.day_of(agenda.worse_lamps[task.id].at), hearer.key)
        for silence in silent
        for task in agenda.led[silence.department]
        if task.id in agenda.worse_lamps and silence_only(agenda, task)
    ]
