"""Whether a report is about a milestone, the whole task, or only says how it goes. Pure.

Milestones that carry a number are met by numbers. One that is words only is met when a report says so; where the words
may mean the milestone or the task, both are offered.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.normal import normal
from bot.language.patterns import compiled_later
from bot.plan.model import Milestone, Target, Task
from bot.progress.model import Reading, State, Summary
from bot.progress.trajectory import milestone_percent

WHOLE = "whole"  # the whole task is done
PROGRESS = "progress"  # neither: the task goes on
CLOSED = ("", WHOLE, PROGRESS)
NEAR = timedelta(days=14)  # a report this long before a milestone may be about it
ALIKE = 0.6  # the part of a milestone's words that a report repeats when it is about it
MOST = 3  # milestones offered

_MILESTONE_SAID = compiled_later(r"节点|milestone", re.IGNORECASE)
_WHOLE_SAID = compiled_later(r"全部|全面|办结|销号|整体|全年|whole|entire|closed", re.IGNORECASE)
_REACHED_SAID = compiled_later(r"已|了|完成|达到|到位|done|met|ready", re.IGNORECASE)
_NOT_REACHED = compiled_later(r"未|没|尚|不|拟|将|计划|准备|正在|争取|预计|not|will|plan", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a report may mean. `code` is `whole`, `progress` or a milestone's ISO date; `name` the option offered."""

    code: str

    @property
    def name(self) -> str:
        """The name of the option."""
        return self.code if self.code in CLOSED else f"milestone:{self.code}"


def meanings(
    text: str, subject: Task | Target, reading: Reading, before: Summary | None, today: date, *, of_part: bool = False
) -> tuple[Meaning, ...]:
    """List what a report may mean besides its figures: none where no milestone comes into question, one where sure.

    `of_part`: it comes from a department that only supports the task, so its 已完成 may be said of its part.
    """
    if isinstance(subject, Target) or reading.value is not None or reading.percent is not None:
        return ()
    plain = normal(text) if reading.state is State.DONE else _reached(normal(text))
    of_milestone = bool(_MILESTONE_SAID.search(plain))
    candidates = _in_question(subject, before, today, plain)
    if reading.state is State.DONE:
        found = _of_done(candidates, of_milestone=of_milestone, of_whole=bool(_WHOLE_SAID.search(plain)))
        sure = not of_part or Meaning(WHOLE) not in found
        return found if sure else tuple(dict.fromkeys((*found, Meaning(PROGRESS))))
    if reading.state is State.IN_PROGRESS:
        told = [m for m in candidates if plain and (of_milestone or likeness(plain, m.text) >= ALIKE)]
        return (*_met(told), Meaning(PROGRESS)) if told else ()
    return ()


def _of_done(candidates: list[Milestone], *, of_milestone: bool, of_whole: bool) -> tuple[Meaning, ...]:
    if of_whole and not of_milestone:
        return (Meaning(WHOLE),)
    if of_milestone and not of_whole and candidates:
        return _met(candidates)
    if of_milestone and not candidates:
        return (Meaning(WHOLE), Meaning(PROGRESS))
    return (*_met(candidates), Meaning(WHOLE))


def _met(milestones: list[Milestone]) -> tuple[Meaning, ...]:
    return tuple(Meaning(milestone.date.isoformat()) for milestone in milestones)


def _in_question(task: Task, before: Summary | None, today: date, plain: str) -> list[Milestone]:
    """List the worded milestones not met that are past or near, the newest first; before them those that are named."""
    said = before.milestones_met if before else frozenset[date]()
    last_met = max(said, default=date.min)
    worded = [m for m in task.milestones if milestone_percent(task, m) is None and m.date > last_met]
    named = [m for m in worded if likeness(plain, m.text) >= ALIKE]
    near = [m for m in worded if m.date <= today + NEAR and m not in named]
    return [*named[::-1], *near[::-1]][:MOST]


def likeness(text: str, words: str) -> float:
    """Say how many of the pairs of neighbouring letters in `words` occur in a text, from 0 to 1."""
    wanted = normal(words)
    pairs = {pair for n in range(len(wanted) - 1) if (pair := wanted[n : n + 2]).isalpha()}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _reached(plain: str) -> str:
    """Keep the clauses that say that something stands, and not the opposite."""
    said = re.split(r"[,。;\n]", plain)
    return ",".join(clause for clause in said if _REACHED_SAID.search(clause) and not _NOT_REACHED.search(clause))
