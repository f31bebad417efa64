"""What changed between two plans: targets and tasks, matched by content."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.imports.passages import dense
from bot.imports.programmes import without_programmes
from bot.plan.model import Basis, Measure, Plan, Target, Task
from bot.plan.names import name_key

ALIKE = 0.6  # of the pairs of signs two texts share, for one to be the other reworded
RARE = 40  # tasks that may share a pair of signs before it says nothing


class Fate(StrEnum):
    """What became of a target or task."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One target or task in both plans; `old` is None where it was added, `new` where it was removed."""

    fate: Fate
    old: Target | Task | None
    new: Target | Task | None
    what: tuple[str, ...] = ()  # what changed: quote, measure, due, lead

    @property
    def id(self) -> str:
        """Its id in the old plan, or in the new one where it was added."""
        one = self.old or self.new
        return one.id if one else ""

    @property
    def name(self) -> str:
        """Its newest name or title."""
        one = self.new or self.old
        return (one.name if isinstance(one, Target) else one.title) if one else ""


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes from one plan to another."""

    old: Plan
    new: Plan
    targets: tuple[Change, ...]
    tasks: tuple[Change, ...]

    def of(self, fate: Fate) -> list[Change]:
        """List the changes of one kind, targets first."""
        return [change for change in (*self.targets, *self.tasks) if change.fate is fate]


def diff_plans(old: Plan, new: Plan) -> Diff:
    """Compare two plans: a target is the same by its name and kind (amount or rate), a task by its words.

    Programmes that joined the old plan are papers of their own and are not compared.
    """
    alone = without_programmes(old)
    return Diff(old, new, _target_changes(alone, new), _task_changes(alone, new))


def _target_changes(old: Plan, new: Plan) -> tuple[Change, ...]:
    before = {(name_key(target.name), target.measure.growth): target for target in old.targets}
    changes: list[Change] = []
    for target in new.targets:
        own = before.pop((name_key(target.name), target.measure.growth), None)
        if own is None:
            changes.append(Change(Fate.ADDED, None, target))
        else:
            what = () if counts_alike((own.measure,), (target.measure,)) else ("measure",)
            changes.append(Change(Fate.CHANGED if what else Fate.SAME, own, target, what))
    return (*changes, *(Change(Fate.REMOVED, target, None) for target in before.values()))


def _task_changes(old: Plan, new: Plan) -> tuple[Change, ...]:
    pairs = _matched(list(old.all_tasks()), list(new.all_tasks()))
    taken = {task.id for task in pairs.values()}
    changes = [
        _task_change(pairs[task.id], task) if task.id in pairs else Change(Fate.ADDED, None, task)
        for task in new.all_tasks()
    ]
    removed = [Change(Fate.REMOVED, task, None) for task in old.all_tasks() if task.id not in taken]
    return (*changes, *removed)


def _task_change(old: Task, new: Task) -> Change:
    what: list[str] = []
    if words(old) != words(new):
        what.append("quote")
    if not counts_alike(old.measures, new.measures):
        what.append("measure")
    if new.due.basis is Basis.SOURCE and new.due.date != old.due.date:
        what.append("due")
    if new.lead.basis is Basis.SOURCE and new.lead.department != old.lead.department:
        what.append("lead")
    return Change(Fate.CHANGED if what else Fate.SAME, old, new, tuple(what))


def counts_alike(old: Sequence[Measure], new: Sequence[Measure]) -> bool:
    """Tell whether measures ask for the same, however they are worded."""
    return Counter(map(_count, old)) == Counter(map(_count, new))


def _count(measure: Measure) -> tuple[object, ...]:
    return measure.comparator, measure.value, measure.value_max, measure.unit, measure.growth


def words(task: Task) -> str:
    """Give a task's words without signs at their end."""
    return re.sub(r"[,;。、:!?\s]+$", "", dense(task.quote))


# ---- matching


def _matched(old: Sequence[Task], new: Sequence[Task]) -> dict[str, Task]:
    """Pair tasks of the new plan (by id) with those of the old: same words first, then the most alike."""
    by_words: defaultdict[str, list[Task]] = defaultdict(list)
    for task in old:
        by_words[words(task)].append(task)
    pairs: dict[str, Task] = {}
    for task in new:
        same = by_words.get(words(task))
        if same:
            pairs[task.id] = same.pop(0)
    left = [task for tasks in by_words.values() for task in tasks]
    candidates = sorted(_alike(left, [task for task in new if task.id not in pairs]), key=lambda found: -found[0])
    used: set[str] = set()
    for _, own, other in candidates:
        if own.id not in used and other.id not in pairs:
            used.add(own.id)
            pairs[other.id] = own
    return pairs


def _alike(old: Sequence[Task], new: Sequence[Task]) -> Iterator[tuple[float, Task, Task]]:
    """Give pairs of tasks whose words are mostly the same; only those that share a rare pair of signs are compared."""
    signs = {id(task): _pairs_of_signs(task) for task in (*old, *new)}
    holders: defaultdict[str, list[Task]] = defaultdict(list)
    for task in old:
        for pair in signs[id(task)]:
            holders[pair].append(task)
    for task in new:
        near = {id(other): other for pair in signs[id(task)] if len(holders[pair]) <= RARE for other in holders[pair]}
        for other in near.values():
            share = _share(signs[id(task)], signs[id(other)])
            if share >= ALIKE:
                yield share, other, task


def _pairs_of_signs(task: Task) -> Counter[str]:
    text = re.sub(r"\d+(?:\.\d+)?", "#", words(task))  # a changed number alone does not make another task
    return Counter(text[n : n + 2] for n in range(len(text) - 1))


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
