"""Where every task and target of a plan stands on one day, worked out on demand and kept."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.config import LampsPart
from bot.plan.model import Plan, Task
from bot.progress.model import Lamp, Standing, Summary


class Board:
    """The standings of one plan on one day. `bound` says since when each department (by id) has a room."""

    def __init__(
        self, plan: Plan, summaries: Mapping[str, Summary], today: date, bound: Mapping[str, date], rules: LampsPart
    ) -> None:
        self.plan = plan
        self.today = today
        self.closed = False
        self._summaries = summaries
        self._bound = bound
        self._rules = rules

    def standing(self, subject_id: str) -> Standing:
        """Say where a task or target stands; KeyError where the plan has none of this id."""
        raise NotImplementedError

    def classes(self, tasks: Iterable[Task]) -> dict[str, int]:
        """Count tasks by class (done, overdue, silent, behind, on_time); the counts add up to the number of tasks."""
        raise NotImplementedError

    def lamps(self, tasks: Iterable[Task]) -> dict[Lamp, int]:
        """Count tasks by lamp, every lamp named."""
        raise NotImplementedError

    def worst_first(self, tasks: Iterable[Task]) -> list[Task]:
        """Order tasks for showing: what is worst comes first."""
        raise NotImplementedError

    @property
    def share_of_year(self) -> float:
        """The part of the plan's year that is gone, in %."""
        raise NotImplementedError
