"""From what people type to what they mean: targets, departments, sections and tasks by name, alias, id or pinyin."""

import re
from collections.abc import Iterable
from functools import cached_property

from bot.language.normal import normal
from bot.language.patterns import compiled_later
from bot.plan.matching import Found as Found
from bot.plan.matching import Named, Names
from bot.plan.model import Department, Plan, Section, Target, Task
from bot.plan.names import name_key
from bot.plan.pinyin import PinyinKeys, pinyin_keys
from bot.plan.search import LONGEST, TaskTexts

NEIGHBOURS = 8  # tasks suggested for an id that does not exist

# 1.2.1, 1。2。1, 任务1.2.1, #1.2.1 and the like.
_TASK_ID = compiled_later(r"(?:任务|task|no|[#t№第])?[.: ]?(\d+(?:[.。、,·-]\d+)*)", re.IGNORECASE)
_SECTION = compiled_later("(?:第|section)?(.+?)(?:部分|[章节篇项])?")


class Index:
    """Look-up over one plan; made once for a plan, each part of it at its first use.

    `pinyin` are keys made earlier by `pinyin.pinyin_keys`; a name they lack is spelled when only pinyin can help.
    """

    def __init__(self, plan: Plan, pinyin: PinyinKeys | None = None) -> None:
        self.plan = plan
        self._pinyin = pinyin or {}

    def prepare(self) -> None:
        """Make every part now, so that no first question waits for it (0.2 s for ten thousand tasks)."""
        _ = self._targets, self._departments, self._sections, self._section_numbers, self._texts, self.plan.tasks

    def target(self, words: str) -> Found[Target]:
        """Find a headline target by name, alias or id, a part of them, their pinyin, or nearly so."""
        return self._targets.look_up(words)

    def department(self, words: str) -> Found[Department]:
        """Find a department by full name, alias or id, a part of them, their pinyin, or nearly so."""
        return self._departments.look_up(words)

    def section(self, words: str) -> Found[Section]:
        """Find a section by its number (1, 一, （一）, 第一部分) or words of its title."""
        match = _SECTION.fullmatch(name_key(words))
        exact = self._section_numbers.get(match[1]) if match else None
        return Found(exact) if exact else self._sections.look_up(words)

    def task(self, words: str) -> Found[Task]:
        """Find a task by id or by words: those of its title, otherwise any (`find`).

        The id of an initiative gives its tasks to choose from. Words that fit no task give near titles.
        """
        typed = normal(words[:LONGEST]).strip(" .。、,")
        if typed.upper() in self.plan.tasks:  # M1, decided at a meeting
            return Found(self.plan.tasks[typed.upper()])
        if match := _TASK_ID.match(typed):
            task_id = re.sub(r"\D", ".", match[1])
            if task_id in self.plan.tasks or match.end() == len(typed):
                return self._by_id(task_id)
        hits = self._texts.in_title(words) if name_key(words) else []
        hits = [task for task in hits if name_key(task.title) == name_key(words)] or hits or self.find(words)
        return Found.of(hits) if hits else Found(suggestions=tuple(self._texts.near(words)))

    def find(self, words: str) -> list[Task]:
        """List the tasks in which all words occur, the best first: those with most words in the title."""
        return self._texts.anywhere(words)

    def _by_id(self, task_id: str) -> Found[Task]:
        task = self.plan.tasks.get(task_id)
        if task:
            return Found(task)
        inside = self._below(task_id)
        return Found.of(inside) if inside else Found(suggestions=self._below(task_id.rpartition(".")[0])[:NEIGHBOURS])

    def _below(self, parent: str) -> tuple[Task, ...]:
        return tuple(task for task in self.plan.all_tasks() if parent and task.id.startswith(f"{parent}."))

    def _spell(self, names: Iterable[str]) -> PinyinKeys:
        names = list(names)
        return {**self._pinyin, **pinyin_keys(name for name in names if name not in self._pinyin)}

    @cached_property
    def _targets(self) -> Names[Target]:
        return Names((Named(t, (t.id, t.name, *t.aliases), t.name_en) for t in self.plan.targets), self._spell)

    @cached_property
    def _departments(self) -> Names[Department]:
        return Names((Named(d, (d.id, d.name, *d.aliases), d.name_en) for d in self.plan.departments), self._spell)

    @cached_property
    def _sections(self) -> Names[Section]:
        return Names((Named(s, (s.title,), s.title_en) for s in self.plan.sections), self._spell)

    @cached_property
    def _section_numbers(self) -> dict[str, Section]:
        return {name_key(number): s for s in self.plan.sections for number in (s.number, s.id)}

    @cached_property
    def _texts(self) -> TaskTexts:
        return TaskTexts(self.plan)
