"""The office's daily: what came in since the last one, what turned yellow or red, whom to ask before a date."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.notices.agenda import Agenda
from bot.notices.ahead import Ahead, Group, ahead, by_department
from bot.notices.changes import SEVERITY, worsened
from bot.notices.digest import DEPARTMENTS_SHOWN, LIT_SHOWN, Block, Line
from bot.notices.facts import LOOK_BACK, Hearer
from bot.notices.matters import Helping, Requests, helping, requests
from bot.notices.model import Kind, Notice, Said
from bot.notices.reminders import Reminders
from bot.plan.model import Target, Task
from bot.progress.model import Lamp, Standing, StatusUpdate

DAILY = "daily"
SOON_WORKING_DAYS = 3
# Who has reported within so many days before a date need not be asked again.
REPORT_FRESH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Report:
    """The newest report on a subject since the last daily, and where the subject stands with it."""

    subject: Task | Target
    update: StatusUpdate
    standing: Standing


@dataclass(frozen=True, slots=True)
class Daily:
    """Everything one daily says. `escalated` is what is three working days over; `reported` counts subjects.

    `soon` lists the dates that have come near since the last daily and those of today; `soon_total` counts all that are
    near, `soon_told` those that an earlier daily listed.
    """

    since: datetime
    escalated: Reminders
    reports: tuple[Report, ...]
    reported: int
    turned: Block
    helping: Helping
    to_accept: Block
    requests: Requests
    soon: tuple[Group, ...]
    soon_total: int
    soon_told: int
    invented: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say; then no daily is sent."""
        waiting = self.helping.total or self.requests.pending or self.to_accept.total
        return not (self.escalated.items or self.reported or self.turned.total or self.soon or waiting)


def compose(agenda: Agenda, hearer: Hearer, escalated: Reminders) -> Daily:
    """Gather everything the daily says."""
    since = previous(agenda, hearer)
    reports = _reports(agenda, since)
    turned = _turned(agenda, since)
    coming = _soon(agenda)
    untold = [each for each in coming if not _is_told(agenda, hearer, since, each)]
    waiting = [Line(t, s) for t in agenda.plan.all_tasks() if (s := agenda.standing(t)).lamp is Lamp.REPORTED]
    shown = [
        *(item.standing for item in escalated.items),
        *(report.standing for report in reports),
        *(line.standing for line in (*turned, *coming)),
    ]
    return Daily(
        since=since,
        escalated=escalated,
        reports=tuple(reports[:LIT_SHOWN]),
        reported=len(reports),
        turned=Block(tuple(turned[:LIT_SHOWN]), len(turned)),
        helping=helping(agenda, None, LIT_SHOWN),
        to_accept=Block(tuple(waiting[:LIT_SHOWN]), len(waiting)),
        requests=requests(agenda, agenda.plan.tasks.keys(), since),
        soon=by_department(untold)[:DEPARTMENTS_SHOWN],
        soon_total=len(coming),
        soon_told=len(coming) - len(untold),
        invented=any(standing.invented for standing in shown),
    )


def daily_notice(agenda: Agenda, hearer: Hearer, at: datetime, daily: Daily) -> Notice:
    """Make the daily of a day."""
    return Notice(
        key=f"{Kind.DAILY}:{agenda.today}:{hearer.key}",
        kind=Kind.DAILY,
        at=at,
        room=hearer.room,
        departments=hearer.departments,
        audience=hearer.audience,
        subjects=_subjects(daily),
        said=(Said("", DAILY, agenda.today, hearer.key), *daily.escalated.said),
        values={"plan": agenda.plan, "today": agenda.today, "daily": daily},
        late=daily.escalated.late,
    )


def previous(agenda: Agenda, hearer: Hearer) -> datetime:
    """Say when the office had its last daily; the working day before where it had none.

    On a digest day there is none, and nothing of that day may be lost: the next daily reaches over it.
    """
    for n in range(1, LOOK_BACK.days):
        day = agenda.today - timedelta(days=n)
        if Said("", DAILY, day, hearer.key) in agenda.facts.said:
            return agenda.slot(hearer, day)
    return agenda.slot(hearer, agenda.workdays.add(agenda.today, -1))


def _reports(agenda: Agenda, since: datetime) -> list[Report]:
    """Keep the newest report on each subject, in the order they came in."""
    last = [updates[-1] for updates in agenda.updates.values() if updates[-1].at >= since]
    found = ((agenda.plan.subject(update.subject), update) for update in sorted(last, key=lambda update: update.at))
    return [Report(s, update, agenda.board.standing(s.id)) for s, update in found if s is not None]


def _turned(agenda: Agenda, since: datetime) -> list[Line]:
    """List the tasks whose lamp turned yellow or red since then, and still is, the worst first."""
    changes = [change for change in agenda.lamp_changes.values() if change.at >= since and worsened(change)]
    tasks = [agenda.plan.tasks[change.subject] for change in changes if change.subject in agenda.plan.tasks]
    lines = [Line(task, agenda.standing(task)) for task in tasks]
    lit = [line for line in lines if line.standing.lamp in (Lamp.YELLOW, Lamp.RED)]
    return sorted(lit, key=lambda line: -SEVERITY[line.standing.lamp])


def _soon(agenda: Agenda) -> list[Ahead]:
    """List the dates within three working days on which nobody has reported lately."""
    until = agenda.workdays.add(agenda.today, SOON_WORKING_DAYS)
    return [each for each in ahead(agenda, agenda.plan.all_tasks(), until) if not _is_fresh(each.standing, agenda.now)]


def _is_told(agenda: Agenda, hearer: Hearer, since: datetime, coming: Ahead) -> bool:
    """Whether the last daily listed this date already; what is due today is listed once more."""
    if Said("", DAILY, since.date(), hearer.key) not in agenda.facts.said:
        return False
    near_then = agenda.workdays.add(since.date(), SOON_WORKING_DAYS)
    was_fresh = _is_fresh(coming.standing, since)
    return coming.date <= near_then and coming.working_days > 0 and not was_fresh


def _is_fresh(standing: Standing, at: datetime) -> bool:
    return standing.last_report is not None and at - standing.last_report <= REPORT_FRESH


def _subjects(daily: Daily) -> tuple[str, ...]:
    named = [*(report.subject.id for report in daily.reports)]
    named += [line.task.id for line in daily.turned.lines]
    named += [line.task.id for group in daily.soon for line in group.lines]
    return tuple(dict.fromkeys((*daily.escalated.subjects, *named)))
