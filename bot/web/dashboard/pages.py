"""What each page shows, gathered for one visitor. What that visitor may not see never reaches a template."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.desk.auditing import changes
from bot.desk.past import chronicle, told
from bot.desk.picture import Picture
from bot.people.model import Viewer
from bot.people.rights import sees_progress
from bot.plan.model import Section, Target, Task
from bot.progress.board import Board
from bot.progress.model import Lamp, LampChange, Standing, StatusUpdate
from bot.reports import pictures
from bot.reports.pictures.overview import headline, invented
from bot.reports.pictures.wording import ORDER
from bot.reports.rows import row_of, target_rows
from bot.stores.base import Store
from bot.web.dashboard.choice import choice_of, chosen, ordered, paged
from bot.web.dashboard.paper import Look

WORST = 8  # tasks named on the wall before anything else
MOST_TILES = 400  # tasks a wall shows one by one; a bigger plan shows counts and the worst of each section
WORST_OF_SECTION = 12
MOST_CHOOSABLE = 200  # departments a filter offers by name; of more one looks in their own list
LOOKED_AT = 1000  # reports and changes of one subject
RECENT = timedelta(days=7)
MOST_RECENT = 100
T = TypeVar("T")
NEEDS_ATTENTION = (Lamp.RED, Lamp.YELLOW)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is wanted: by whom, when, and with what in its address."""

    picture: Picture
    store: Store
    viewer: Viewer
    now: datetime
    look: Look
    query: Mapping[str, str]
    path: Mapping[str, Any]

    @property
    def board(self) -> Board:
        """The standings now."""
        return self.picture.board


@dataclass(frozen=True, slots=True)
class Page:
    """A template, what it is filled with, and the version of the store's view it was made of."""

    name: str
    values: Mapping[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A task on the wall; without `standing` only what the plan says may be shown."""

    task: Task
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Band:
    """A section on the wall: its lamps counted, and tiles for all its tasks or for the worst."""

    section: Section
    lamps: Mapping[Lamp, int]
    total: int
    tiles: Sequence[Tile]


async def wall(asked: Asked) -> Page:
    """Show the whole plan as lamps, or the tasks that pass the filters as a list."""
    choice, board, viewer = choice_of(asked.query), asked.board, asked.viewer
    plan = board.plan
    common = {
        "choice": choice,
        "lamps": board.lamps(task for task in plan.all_tasks() if sees_progress(viewer, task)),
        "choosable": plan.departments if len(plan.departments) <= MOST_CHOOSABLE else (),
        "headline": headline(board, asked.look.language) if viewer.sees_everything else "",
        "order": ORDER,
    }
    if not choice.empty:
        listed = paged(chosen(choice, board, asked.picture.index, viewer), choice.page)
        tiles = [_tile(asked, task) for task in listed.items]
        return _page(asked, "list", listed=listed, tiles=tiles, **common)
    all_of_it = len(plan.tasks) <= MOST_TILES
    seen = [task for task in plan.all_tasks() if sees_progress(viewer, task)]
    worst = [task for task in board.worst_first(seen)[:WORST] if board.standing(task.id).lamp in NEEDS_ATTENTION]
    bands = [_band(asked, section, all_of_it) for section in plan.sections]
    return _page(asked, "wall", bands=bands, worst=[_tile(asked, task) for task in worst], **common)


async def targets(asked: Asked) -> Page:
    """Show every headline target: goal, newest figure, lamp."""
    return _page(asked, "targets", rows=target_rows(asked.board, asked.viewer))


async def target(asked: Asked) -> Page | None:
    """Show one headline target with its course and every report."""
    found = asked.board.plan.target_by_id.get(str(asked.path["id"]))
    if found is None:
        return None
    row = next(row for row in target_rows(asked.board, asked.viewer) if row.target is found)
    return _page(asked, "target", row=row, subject=found, past=await _past(asked, found))


async def departments(asked: Asked) -> Page:
    """Show every department with the lamps of what it leads, as far as one may see them."""
    board, led = asked.board, dict[str, list[Task]]()
    for each in board.plan.all_tasks():
        led.setdefault(each.lead.department, []).append(each)
    shown = [
        (d, board.lamps(t for t in led[d.id] if sees_progress(asked.viewer, t)), len(led[d.id]))
        for d in board.plan.departments
        if d.id in led
    ]
    shown.sort(key=lambda row: (-row[1][Lamp.RED], -row[1][Lamp.YELLOW], -row[2]))
    return _page(asked, "departments", listed=paged(shown, choice_of(asked.query).page), order=ORDER)


async def department(asked: Asked) -> Page | None:
    """Show what one department leads, the worst first."""
    found = asked.board.plan.department_by_id.get(str(asked.path["id"]))
    if found is None:
        return None
    led = (task for task in asked.board.plan.all_tasks() if task.lead.department == found.id)
    listed = paged(ordered(led, asked.board, asked.viewer), choice_of(asked.query).page)
    may_chart = asked.viewer.sees_everything or found.id in asked.viewer.departments
    tiles = [_tile(asked, task) for task in listed.items]
    return _page(asked, "department", department=found, listed=listed, tiles=tiles, may_chart=may_chart)


async def task(asked: Asked) -> Page | None:
    """Show one task whole: what the plan says, where it stands, every report and change."""
    found = asked.board.plan.tasks.get(str(asked.path["id"]))
    if found is None:
        return None
    view = asked.picture.view
    on_it = [matter for matter in view.matters.values() if matter.subject == found.id]
    row = row_of(found, asked.board, asked.viewer, on_it, view.lamps)
    return _page(asked, "task", row=row, subject=found, past=await _past(asked, found))


async def week(asked: Asked) -> Page:
    """Show what was reported and which lamps turned in the last seven days."""
    updates, turned = await asked.store.read(
        lambda r: (_newest(r.updates_since, asked.now), _newest(r.lamp_changes, asked.now))
    )
    return _page(
        asked,
        "week",
        updates=[(u, s) for u in reversed(updates) if (s := _seen(asked, u)) is not None][:MOST_RECENT],
        turned=[(c, s) for c in reversed(turned) if c.before is not None and (s := _seen(asked, c))][:MOST_RECENT],
    )


def _newest(since: Callable[[datetime], list[T]], now: datetime) -> list[T]:
    """Look back until a page is full: a great district's week is more than anyone reads."""
    found: list[T] = []
    for back in (RECENT / 168, RECENT / 28, RECENT / 7, RECENT):
        found = since(now - back)
        if len(found) >= MOST_RECENT:
            break
    return found


async def drawing(asked: Asked, dark: bool) -> str | None:
    """Draw a picture: `glance`, a target's or a department's by id; None where there is none or it may not be seen."""
    name, board, language = str(asked.path["name"]), asked.board, asked.look.language
    if name == "glance":
        return pictures.glance(board, language, dark) if asked.viewer.sees_everything else None
    if found := board.plan.target_by_id.get(name):
        if not sees_progress(asked.viewer, found):
            return None
        reports = await asked.store.read(lambda reader: reader.updates(name, limit=LOOKED_AT))
        return pictures.target(board, name, reports, language, dark)
    if name in board.plan.department_by_id and (asked.viewer.sees_everything or name in asked.viewer.departments):
        return pictures.department(board, name, language, dark)
    return None


def _page(asked: Asked, template: str, **values: Any) -> Page:
    board = asked.board
    everything = {"plan": board.plan, "today": board.as_of, "viewer": asked.viewer, "invented": invented(board)}
    return Page(template, everything | values, asked.picture.view.version)


def _tile(asked: Asked, task: Task) -> Tile:
    return Tile(task, asked.board.standing(task.id) if sees_progress(asked.viewer, task) else None)


def _band(asked: Asked, section: Section, all_of_it: bool) -> Band:
    board, seen = asked.board, [task for task in section.tasks if sees_progress(asked.viewer, task)]
    shown = section.tasks if all_of_it else board.worst_first(seen)[:WORST_OF_SECTION]
    return Band(section, board.lamps(seen), len(section.tasks), [_tile(asked, task) for task in shown])


def _seen(asked: Asked, what: StatusUpdate | LampChange) -> Task | Target | None:
    """Find what a report or a lamp is about, where this visitor may see it."""
    subject = asked.board.plan.subject(what.subject)
    return subject if subject is not None and sees_progress(asked.viewer, subject) else None


async def _past(asked: Asked, subject: Task | Target) -> Sequence[Any]:
    """Tell every report and change of a subject, newest first; nothing to whom they may not be shown."""
    if not sees_progress(asked.viewer, subject):
        return ()
    updates, entries = await asked.store.read(
        lambda reader: (reader.updates(subject.id, limit=LOOKED_AT), reader.audit(subject.id, limit=LOOKED_AT))
    )
    return chronicle(told(updates), changes(entries, asked.picture.view, asked.look.language))
