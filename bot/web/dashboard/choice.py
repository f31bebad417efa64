"""Which tasks a page lists: the filters of its address, worst first, a page at a time. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from bot.people.model import Viewer
from bot.people.rights import sees_progress
from bot.plan.lookup import Index
from bot.plan.model import Task
from bot.progress.board import Board
from bot.progress.model import Lamp

PER_PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters as they stand in the address; an empty one lets everything pass."""

    lamp: str = ""
    department: str = ""
    section: str = ""
    words: str = ""
    page: int = 1

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.lamp or self.department or self.section or self.words)

    def address(self, **other: object) -> str:
        """Write the address of these filters with some of them changed."""
        fields = {"lamp": self.lamp, "department": self.department, "section": self.section, "q": self.words}
        chosen = {name: value for name, value in (fields | other).items() if value not in ("", None)}
        return "/?" + urlencode(chosen)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """What stands on one page of a list, and how many there are in all."""

    items: Sequence[T]
    total: int
    page: int
    pages: int


def choice_of(query: Mapping[str, str]) -> Choice:
    """Read the filters from an address; what makes no sense lets everything pass."""
    page = query.get("page", "")
    return Choice(
        lamp=query.get("lamp", "") if query.get("lamp", "") in set(Lamp) else "",
        department=query.get("department", ""),
        section=query.get("section", ""),
        words=query.get("q", "").strip()[:100],
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def chosen(choice: Choice, board: Board, index: Index, viewer: Viewer) -> list[Task]:
    """List the tasks that pass the filters: those whose progress is seen by lamp, worst first, then the others."""
    found: Iterable[Task] = index.find(choice.words) if choice.words else board.plan.all_tasks()
    return ordered((task for task in found if _passes(choice, board, viewer, task)), board, viewer)


def ordered(tasks: Iterable[Task], board: Board, viewer: Viewer) -> list[Task]:
    """Order tasks for a list: those whose progress is seen worst first, then the others as given."""
    given = list(tasks)
    seen = [task for task in given if sees_progress(viewer, task)]
    return [*board.worst_first(seen), *(task for task in given if not sees_progress(viewer, task))]


def _passes(choice: Choice, board: Board, viewer: Viewer, task: Task) -> bool:
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        (choice.department, lambda: choice.department in task.departments),
        (choice.section, lambda: board.plan.section_of[task.id].id == choice.section),
        (choice.lamp, lambda: sees_progress(viewer, task) and board.standing(task.id).lamp == choice.lamp),
    )
    return all(not wanted or holds() for wanted, holds in tests)


def paged(items: Sequence[T], number: int) -> Listed[T]:
    """Cut a page out of a list; a number beyond its end is the last page."""
    pages = max(1, -(-len(items) // PER_PAGE))
    number = min(max(1, number), pages)
    return Listed(items[(number - 1) * PER_PAGE : number * PER_PAGE], len(items), number, pages)
