"""A changed plan with the ids of the plan it replaces, so that the reports on what stays are kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.imports.changes import Diff, Fate, counts_alike, words
from bot.imports.programmes import programme_text, without_programmes
from bot.plan.model import Basis, Department, Initiative, Plan, PlanChange, Section, Target, Task
from bot.plan.names import name_key


def merged(diff: Diff, on: date) -> Plan:
    """Write the new plan of a comparison with the old one's ids, and record the change as of `on`.

    What both have keeps its id, its titles and what people assigned; what is new gets an id never used before.
    """
    return _Merge(diff, on).plan()


class _Merge:
    def __init__(self, diff: Diff, on: date) -> None:
        self._old, self._new = diff.old, diff.new
        self._diff = diff
        self._on = on
        self._own = {one.new.id: one.old for one in diff.tasks if one.new and isinstance(one.old, Task)}
        self._report = "".join(diff.new.report.split())
        self._ids: dict[str, str] = {}  # of what the new plan adds: its id there, its id from now on

    def plan(self) -> Plan:
        joined = [section for section in self._old.sections if section.programme]
        return replace(
            self._new,
            id=self._old.id,
            title_en=self._old.title_en,
            district_en=self._old.district_en,
            targets=(*self._merged_targets(), *(one for one in self._old.targets if one.programme)),
            sections=tuple(sorted((*self._sections(), *joined), key=lambda one: int(one.id))),
            departments=self._departments(),
            report=self._new.report.rstrip() + programme_text(self._old),
            changes=(*self._old.changes, *self._change()),
        )

    def _change(self) -> Iterator[PlanChange]:
        """Record the change, with the ids that hold from now on."""
        added = tuple(self._ids[one.id] for one in self._diff.of(Fate.ADDED))
        changed = tuple(one.id for one in self._diff.of(Fate.CHANGED))
        removed = tuple(f"{one.id} {one.name}" for one in self._diff.of(Fate.REMOVED))
        if added or changed or removed:
            yield PlanChange(self._on, added, changed, removed)

    def _departments(self) -> tuple[Department, ...]:
        known = {department.id for department in self._old.departments}
        return (*self._old.departments, *(d for d in self._new.departments if d.id not in known))

    def _merged_targets(self) -> Iterator[Target]:
        ids = {target.id for target in self._old.targets} | _removed(self._old)
        names = {name_key(name) for target in self._old.targets for name in target.aliases}
        for change in self._diff.targets:
            new, old = change.new, change.old
            if isinstance(new, Target) and isinstance(old, Target):
                baseline = old.baseline if old.baseline and self._stands(old.baseline.quote) else None
                yield replace(old, measure=new.measure, quote=new.quote, baseline=baseline)
            elif isinstance(new, Target):
                own = next(f for f in _numbered(new.id) if f not in ids)
                ids.add(own)
                self._ids[new.id] = own
                yield replace(new, id=own, aliases=tuple(a for a in new.aliases if name_key(a) not in names))

    def _stands(self, quote: str) -> bool:
        return "".join(quote.split()) in self._report

    def _sections(self) -> tuple[Section, ...]:
        """Lay the new plan's tasks into the old one's sections and initiatives, so that ids stay."""
        tree = _Tree(self._old)
        for section in self._new.sections:
            for initiative in section.initiatives:
                home = tree.home(section, initiative, [self._own[t.id] for t in initiative.tasks if t.id in self._own])
                for task in initiative.tasks:
                    own = self._own.get(task.id)
                    if own:
                        tree.keep(self._task(own, task))
                    else:
                        self._ids[task.id] = tree.add(home, task)
        return tree.sections()

    def _task(self, old: Task, new: Task) -> Task:
        """Take from the new plan what it states, and keep from the old one what people decided."""
        due = new.due if new.due.basis is Basis.SOURCE else old.due
        lead = new.lead if new.lead.basis is Basis.SOURCE else old.lead
        stated = new.supporting and all(one.basis is Basis.SOURCE for one in new.supporting)
        supporting = tuple(s for s in (new.supporting if stated else old.supporting) if s.department != lead.department)
        counted = bool(new.measures) == bool(old.measures)
        milestones = old.milestones if counted else new.milestones
        milestones = tuple(m for m in milestones if m.date < due.date) or new.milestones
        same = words(old) == words(new)
        baseline = old.baseline if old.baseline and self._stands(old.baseline.quote) else None
        measures = old.measures if counts_alike(old.measures, new.measures) else new.measures
        return replace(
            old,
            title=old.title if same else new.title,
            title_en=old.title_en if same else "",
            quote=new.quote,
            measures=measures,
            due=due,
            lead=lead,
            supporting=supporting,
            milestones=milestones,
            baseline=baseline,
        )


def _numbered(own: str) -> Iterator[str]:
    yield own
    yield from (f"{own}-{number}" for number in range(2, 1000))


class _Tree:
    """Sections and initiatives by id, filled anew; the highest number ever used below each is remembered."""

    def __init__(self, old: Plan) -> None:
        own_part = without_programmes(old).sections
        self._sections = {section.id: section for section in own_part}
        self._initiatives = {i.id: i for section in own_part for i in section.initiatives}
        self._tasks: defaultdict[str, dict[str, Task]] = defaultdict(dict)
        self._used: Counter[str] = Counter()
        for own in (
            *(section.id for section in old.sections),
            *self._initiatives,
            *(task.id for task in old.all_tasks()),
            *_removed(old),
        ):
            self._use(own)
        self._titles = {name_key(section.title): section.id for section in own_part}

    def home(self, section: Section, initiative: Initiative, tasks: Sequence[Task]) -> str:
        """Find the old initiative that a new one goes on: by its title, or where most of its tasks were."""
        parents = Counter(_parent(task.id) for task in tasks)
        titled = next((i.id for i in self._initiatives.values() if name_key(i.title) == name_key(initiative.title)), "")
        if titled or parents:
            return titled or parents.most_common(1)[0][0]
        top = self._titles.get(name_key(section.title)) or self._new_section(section)
        own = self._next(top)
        self._initiatives[own] = replace(initiative, id=own, tasks=())
        return own

    def keep(self, task: Task) -> None:
        """Put a task where it was."""
        self._tasks[_parent(task.id)][task.id] = task

    def add(self, home: str, task: Task) -> str:
        """Put a new task into an initiative, with an id never used before, and give that."""
        own = self._next(home)
        self._tasks[home][own] = replace(task, id=own)
        return own

    def sections(self) -> tuple[Section, ...]:
        """Give what has tasks, in the order of the ids."""
        initiatives: defaultdict[str, list[Initiative]] = defaultdict(list)
        for own in sorted(self._tasks, key=_order):
            tasks = tuple(self._tasks[own][n] for n in sorted(self._tasks[own], key=_order))
            initiatives[_parent(own)].append(replace(self._initiatives[own], tasks=tasks))
        return tuple(
            replace(self._sections[own], initiatives=tuple(initiatives[own])) for own in sorted(initiatives, key=_order)
        )

    def _new_section(self, section: Section) -> str:
        own = self._next("")
        self._sections[own] = replace(section, id=own, initiatives=())
        self._titles[name_key(section.title)] = own
        return own

    def _next(self, parent: str) -> str:
        self._used[parent] += 1
        return f"{parent}.{self._used[parent]}" if parent else str(self._used[parent])

    def _use(self, own: str) -> None:
        parent, _, number = own.rpartition(".")
        if number.isdecimal():  # not a target's
            self._used[parent] = max(self._used[parent], int(number))


def _removed(plan: Plan) -> set[str]:
    """List the ids that earlier changes took out of a plan."""
    return {entry.split(" ")[0] for change in plan.changes for entry in change.removed}


def _parent(own: str) -> str:
    return own.rpartition(".")[0]


def _order(own: str) -> list[int]:
    return [int(number) for number in own.split(".")]
