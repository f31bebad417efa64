"""Full-text search over tasks: every word must occur in the id, title, quote, initiative or a department's name."""

import re
from collections.abc import Iterable, Iterator

from bot.language.normal import one_for_one
from bot.language.patterns import compiled_later
from bot.plan.model import Plan, Task
from bot.plan.names import name_key

LONGEST = 200  # characters of a query that are looked at
SUGGESTED = 5

_END = "\n"
_SILENT = compiled_later(r"[^\w\n.]+|_")


class TaskTexts:
    """The texts of a plan's tasks, folded for searching; made at the first search."""

    def __init__(self, plan: Plan) -> None:
        self._tasks = tuple(plan.all_tasks())
        self._titles = _folded(f"{task.title} {task.title_en}" for task in self._tasks)
        self._texts = list(map(_END.join, zip(self._titles, _folded(_rest_of(plan)), strict=True)))

    def in_title(self, words: str) -> list[Task]:
        """List the tasks whose title holds all the words."""
        return [self._tasks[number] for number in _holding(self._titles, terms_of(words))]

    def anywhere(self, words: str) -> list[Task]:
        """List the tasks in which all the words occur, those with the most of them in the title first."""
        terms = terms_of(words)
        found = _holding(self._texts, terms)
        return [self._tasks[n] for n in sorted(found, key=lambda n: -sum(term in self._titles[n] for term in terms))]

    def near(self, words: str) -> list[Task]:
        """List a few tasks whose titles share the most pairs of neighbouring characters with the words."""
        query = name_key(words[:LONGEST])
        pairs = {query[n : n + 2] for n in range(len(query) - 1)}
        scores = [sum(pair in title for pair in pairs) for title in self._titles]
        ranked = sorted((n for n, score in enumerate(scores) if score), key=lambda n: -scores[n])
        return [self._tasks[n] for n in ranked[:SUGGESTED]]


def _holding(texts: list[str], terms: list[str]) -> list[int]:
    """List the places of the texts that hold all the terms; none where there is no term."""
    if not terms:
        return []
    found = [n for n, text in enumerate(texts) if terms[0] in text]
    return [n for n in found if all(term in texts[n] for term in terms[1:])]


def terms_of(words: str) -> list[str]:
    """Split a query into the words that must occur, folded as the texts are."""
    return [term for piece in re.split(r"[\s,;，；、。]+", words[:LONGEST]) if (term := _fold(piece))]


def _rest_of(plan: Plan) -> Iterator[str]:
    names = {one.id: " ".join((one.name, *one.aliases)) for one in plan.departments}
    for section in plan.sections:
        for initiative in section.initiatives:
            for task in initiative.tasks:
                departments = " ".join(names.get(one, one) for one in task.departments)
                yield f"{task.id} {task.quote} {initiative.title} {departments}"


def _folded(texts: Iterable[str]) -> list[str]:
    """Fold many texts in one go, which is several times as fast as one by one."""
    return _fold(_END.join("".join(text.split()) for text in texts)).split(_END)


def _fold(text: str) -> str:
    return _SILENT.sub("", one_for_one(text).casefold())
