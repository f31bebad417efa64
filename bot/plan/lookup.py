"""From what people type to what they mean: targets, departments, sections and tasks by name, alias, id or pinyin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.plan.model import Department, Plan, Section, Target, Task

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What some words may mean.

    `exact`: use it. `candidates`: two or more fit, ask. `suggestions`: nothing fits, "did you mean". At most one of the
    three is filled.
    """

    exact: T | None = None
    candidates: tuple[T, ...] = ()
    suggestions: tuple[T, ...] = ()


class Index:
    """Look-up over one plan. `pinyin` are keys made earlier by `pinyin_keys`; without them they are made at need."""

    def __init__(self, plan: Plan, pinyin: Mapping[str, tuple[str, str]] | None = None) -> None:
        self.plan = plan
        self._pinyin = pinyin

    def target(self, words: str) -> Found[Target]:
        """Find a headline target."""
        raise NotImplementedError

    def department(self, words: str) -> Found[Department]:
        """Find a department."""
        raise NotImplementedError

    def section(self, words: str) -> Found[Section]:
        """Find a section by its number (1, 一, （一）) or words of its title."""
        raise NotImplementedError

    def task(self, words: str) -> Found[Task]:
        """Find a task by id or by words of its title."""
        raise NotImplementedError

    def find(self, words: str) -> list[Task]:
        """List the tasks in which all words occur, best first."""
        raise NotImplementedError
