"""The weekly digest: of the whole plan for the office and the leaders, of its own tasks for a department."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.notices.adjusted import Adjusted, adjusted
from bot.notices.agenda import Agenda
from bot.notices.ahead import Ahead, Group, ahead, by_department
from bot.notices.changes import recovered
from bot.notices.facts import EARLIER_WEEKS, WEEK, Hearer, figures_key, monday_of
from bot.notices.matters import Helping, Requests, helping, requests
from bot.notices.model import Kind, Notice, Said
from bot.notices.reminders import Reminders
from bot.people.handover import stand_ins
from bot.plan.model import Target, Task
from bot.progress.board import TaskClass
from bot.progress.model import Lamp, Standing
from bot.progress.outlook import Outlook, rest_of_year
from bot.supervision.nudge import times_nudged

DIGEST, SWITCHED = "digest", "switched"
# Lines of one block, the rest is counted: of what is yellow or red, of everything else, of departments.
LIT_SHOWN, SHOWN, DEPARTMENTS_SHOWN = 10, 5, 10
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Line:
    """A task with where it stands."""

    task: Task
    standing: Standing


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A headline target, where it stands, and what the rest of the year must do where that can be said."""

    target: Target
    standing: Standing
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind: those shown, and how many there are in all."""

    lines: tuple[Line | Ahead, ...]
    total: int

    @property
    def counted(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one digest says, in the order it says it.

    `classes` add up to `total`; `change` is against the last digest, None where there was none or of another plan.
    `coordination` counts every task with an obstacle and shows those not listed above it. Of the whole plan, what is
    coming is shown by department. `reported` are tasks with reports since the last digest, the newest first, without
    those listed as done; `to_accept` wait for the office. `nudged` says how often each yellow or red task was nudged
    for. `silent` counts the silent tasks of each department, most first. `supported` is how many tasks of others the
    departments support, `updates` how many reports came since the last digest. `switched_on` is since when the bureau
    works by this plan in place of another, told once.
    """

    whole: bool
    share_of_year: float
    total: int
    classes: Mapping[str, int]
    change: Mapping[str, int] | None
    adjusted: Adjusted
    reminders: Reminders
    targets: tuple[TargetLine, ...]
    lamps: Mapping[Lamp, int]
    worst: Block
    coordination: Block
    done: Block
    recovered: Block
    reported: Block
    soon: Block
    soon_by_department: tuple[Group, ...]
    helping: Helping
    to_accept: Block
    requests: Requests
    switched_on: date | None
    nudged: Mapping[str, int]
    silent: tuple[tuple[str, int], ...]
    supported: int
    updates: int
    invented: bool

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to act on: then one line says so, which proves that the bot is alive."""
        blocks = (self.worst, self.coordination, self.soon)
        lit = [line for line in self.targets if line.standing.lamp in (Lamp.YELLOW, Lamp.RED)]
        waiting = self.helping.total or self.requests.pending or self.to_accept.total
        return not (
            self.adjusted.total
            or self.reminders.items
            or waiting
            or self.silent
            or lit
            or any(block.total for block in blocks)
        )


def is_owed(agenda: Agenda, hearer: Hearer) -> bool:
    """Whether this week's digest is owed: from the week's first working day on, once.

    A room bound after that day waits for the next week, and so does a person who hears in private for the first time;
    one that missed it because the bot was down does not.
    """
    first = _digest_day(agenda, agenda.today)
    if first is None or agenda.today < first or _mark(agenda, hearer, agenda.today) in agenda.facts.said:
        return False
    if hearer.private and agenda.today > first and not _has_had_one(agenda, hearer):
        return False
    return agenda.bound(hearer) <= first


def _has_had_one(agenda: Agenda, hearer: Hearer) -> bool:
    earlier = (agenda.today - n * WEEK for n in range(1, EARLIER_WEEKS + 1))
    return any(_mark(agenda, hearer, day) in agenda.facts.said for day in earlier)


def _digest_day(agenda: Agenda, day: date) -> date | None:
    """Find the first working day of a week; of the week in which the plan's year begins, from that day on."""
    monday = monday_of(day)
    first = agenda.workdays.on_or_after(max(monday, agenda.plan.start))
    return first if first < monday + WEEK else None


def _mark(agenda: Agenda, hearer: Hearer, day: date) -> Said:
    """Name what counts as said once the digest of a week is; what is said is remembered from the plan's start on."""
    return Said("", DIGEST, max(monday_of(day), agenda.plan.start), hearer.key)


def _switch_mark(agenda: Agenda, hearer: Hearer, switched_on: date) -> Said:
    return Said("", SWITCHED, max(switched_on, agenda.plan.start), hearer.key)


def _switch_told(agenda: Agenda, hearer: Hearer, digest: Digest) -> Iterable[Said]:
    return (_switch_mark(agenda, hearer, digest.switched_on),) if digest.switched_on else ()


def _switched_on(agenda: Agenda, hearer: Hearer) -> date | None:
    """Say since when this plan is in use; None where it always was, where that was told, or for a room bound since."""
    on = agenda.facts.switched_on
    if on is None or agenda.bound(hearer) > on or _switch_mark(agenda, hearer, on) in agenda.facts.said:
        return None
    return on


def digest_notice(agenda: Agenda, hearer: Hearer, at: datetime, told: Reminders) -> Notice:
    """Make the digest of a week; what the hearer must be reminded of is its first block."""
    digest = compose(agenda, hearer, told)
    first = _digest_day(agenda, agenda.today)
    return Notice(
        key=f"{Kind.DIGEST}:{agenda.today}:{hearer.key}",
        kind=Kind.DIGEST,
        at=at,
        room=hearer.room,
        departments=hearer.departments,
        audience=hearer.audience,
        subjects=_subjects(digest),
        said=(_mark(agenda, hearer, agenda.today), *_switch_told(agenda, hearer, digest), *told.said),
        values={
            "plan": agenda.plan,
            "today": agenda.today,
            "digest": digest,
            "stand_ins": stand_ins(agenda.facts.people, hearer.departments, agenda.today),
        },
        late=first is not None and agenda.today > max(first, agenda.facts.switched_on or first),
        figures={"total": digest.total, **digest.classes},
        figures_key=figures_key(hearer.key, agenda.today),
    )


def compose(agenda: Agenda, hearer: Hearer, told: Reminders) -> Digest:
    """Gather everything a digest says to one hearer."""
    whole = hearer.audience != "department"
    tasks = list(agenda.plan.all_tasks()) if whole else _led(agenda, hearer)
    targets = [t for t in agenda.plan.targets if whole or t.lead.department in hearer.departments]
    classes = agenda.board.classes(tasks)
    since = previous(agenda, hearer)
    # What stands in the first block is not said twice in one message.
    rest = [task for task in tasks if task.id not in told.subjects]
    worst = _block(agenda, _lit(agenda, rest), LIT_SHOWN)
    coming = ahead(agenda, rest, agenda.today + SOON)
    named = [subject.id for subject in (*tasks, *targets)]
    done = [task for task in tasks if _done_since(agenda.standing(task), since)]
    return Digest(
        whole=whole,
        share_of_year=agenda.board.share_of_year,
        total=len(tasks),
        classes=classes,
        change=_change(classes, len(tasks), agenda.facts.figures.get(hearer.key)),
        adjusted=adjusted(agenda.plan, since.date(), agenda.today, None if whole else hearer.departments),
        reminders=told,
        targets=tuple(_target_line(agenda, target) for target in targets),
        lamps=agenda.board.lamps(tasks),
        worst=worst,
        coordination=_coordination(agenda, tasks, {*told.subjects, *(line.task.id for line in worst.lines)}),
        done=_block(agenda, done),
        reported=_block(agenda, _reported(agenda, tasks, since, {task.id for task in done})),
        recovered=_block(agenda, [task for task in tasks if _healed(agenda, task, since)]),
        soon=Block(() if whole else tuple(coming[:SHOWN]), len(coming)),
        soon_by_department=by_department(coming)[:DEPARTMENTS_SHOWN] if whole else (),
        helping=helping(agenda, None if whole else hearer.departments, LIT_SHOWN),
        to_accept=_block(agenda, [task for task in tasks if agenda.standing(task).lamp is Lamp.REPORTED]),
        requests=requests(agenda, {task.id for task in tasks}, since),
        switched_on=_switched_on(agenda, hearer),
        nudged={line.task.id: times_nudged(agenda.facts.matters, line.task.id) for line in worst.lines},
        silent=_silent(agenda, tasks),
        supported=0 if whole else len(_supported(agenda, hearer)),
        updates=sum(update.at >= since for subject in named for update in agenda.updates.get(subject, ())),
        invented=any(agenda.board.standing(subject).invented for subject in named),
    )


def previous(agenda: Agenda, hearer: Hearer) -> datetime:
    """Say when the hearer had its last digest; a week ago where it had none."""
    for n in range(1, EARLIER_WEEKS + 1):
        day = agenda.today - n * WEEK
        first = _digest_day(agenda, day)
        if first and _mark(agenda, hearer, day) in agenda.facts.said:
            return agenda.slot(hearer, first)
    return agenda.now - WEEK


def _led(agenda: Agenda, hearer: Hearer) -> list[Task]:
    return [task for department in hearer.departments for task in agenda.led.get(department, ())]


def _supported(agenda: Agenda, hearer: Hearer) -> set[str]:
    own = {task.id for task in _led(agenda, hearer)}
    return {task.id for d in hearer.departments for task in agenda.supported.get(d, ())} - own


def _change(classes: Mapping[str, int], total: int, last: Mapping[str, object] | None) -> dict[str, int] | None:
    """Say by how much each class grew since the last digest; figures of another number of tasks do not compare."""
    if last is None or last.get("total") != total:
        return None
    return {name: count - before for name, count in classes.items() if isinstance(before := last.get(name), int)}


def _target_line(agenda: Agenda, target: Target) -> TargetLine:
    standing = agenda.board.standing(target.id)
    return TargetLine(target, standing, rest_of_year(target, standing.value, standing.period_end))


def _lit(agenda: Agenda, tasks: Iterable[Task]) -> list[Task]:
    """List the red tasks and then the yellow ones, the worst first."""
    return [t for t in agenda.board.worst_first(tasks) if agenda.standing(t).lamp in (Lamp.RED, Lamp.YELLOW)]


def _coordination(agenda: Agenda, tasks: Iterable[Task], above: set[str]) -> Block:
    """Count the open tasks with an obstacle, and show those that are not listed above."""
    blocked = [t for t in tasks if agenda.standing(t).blocker and not agenda.standing(t).lamp.finished]
    shown = [task for task in agenda.board.worst_first(blocked) if task.id not in above][:SHOWN]
    return Block(tuple(Line(task, agenda.standing(task)) for task in shown), len(blocked))


def _done_since(standing: Standing, since: datetime) -> bool:
    summary = standing.summary
    if standing.lamp is not Lamp.DONE or summary is None:
        return False
    at = summary.ruling.at if summary.ruling else summary.done_at
    return at is not None and at >= since


def _healed(agenda: Agenda, task: Task, since: datetime) -> bool:
    """Whether the lamp of a task turned green again since then, and still is."""
    change = agenda.lamp_changes.get(task.id)
    return bool(change and change.at >= since and recovered(change)) and agenda.standing(task).lamp is Lamp.GREEN


def _reported(agenda: Agenda, tasks: Iterable[Task], since: datetime, above: set[str]) -> list[Task]:
    """List the tasks with reports since then, the newest first."""
    newest = {t.id: max((u.at for u in agenda.updates.get(t.id, ())), default=None) for t in tasks}
    recent = {task: at for task, at in newest.items() if at and at >= since and task not in above}
    return [agenda.plan.tasks[task] for task in sorted(recent, key=lambda task: recent[task], reverse=True)]


def _block(agenda: Agenda, tasks: Sequence[Task], shown: int = SHOWN) -> Block:
    return Block(tuple(Line(task, agenda.standing(task)) for task in tasks[:shown]), len(tasks))


def _silent(agenda: Agenda, tasks: Iterable[Task]) -> tuple[tuple[str, int], ...]:
    """Count the silent tasks of each department, the one with most first."""
    silent = Counter(t.lead.department for t in tasks if agenda.board.class_of(t) is TaskClass.SILENT)
    return tuple(silent.most_common())


def _subjects(digest: Digest) -> tuple[str, ...]:
    """List what the digest names, in its order."""
    blocks = (digest.worst, digest.coordination, digest.done, digest.recovered, digest.reported, digest.soon)
    named = [line.task.id for block in blocks for line in block.lines]
    named += [line.task.id for group in digest.soon_by_department for line in group.lines]
    return tuple(dict.fromkeys((*digest.reminders.subjects, *(t.target.id for t in digest.targets), *named)))
