"""Coordination (提请协调): a department asks another, or the office, for help; closed by the one who asked. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.language.normal import normal
from bot.language.patterns import compiled_later
from bot.plan.model import Plan
from bot.supervision.model import Matter, MatterKind, MatterState

# 需区住建局协调用地; 请区财政局支持解决资金. Not 无需协调, 已协调解决, 正在协调.
_WISH = compiled_later(
    r"(?<![无不])(?:需要?|亟需|急需|提?请求?|恳请|希望|盼)(?!求)[^。;\n]{0,40}?(?:协调|支持解决|帮助解决|牵头解决)[^。;\n]{0,40}"
)
_SETTLED = compiled_later(
    r"(?:无|不|未|没有)[^。;,\n]{0,4}?(?:需|要)[^。;,\n]{0,20}协调|已[^。;,\n]{0,6}协调|协调(?:解决)?(?:完毕|完成|好|到位)"
)

# What is asked of others, answered by reply, and closed by the one who asked.
HELP = frozenset({MatterKind.COORDINATION, MatterKind.SUPPORT})


def wish_in(text: str) -> str:
    """Find the words of a report that ask for coordination; empty where none do."""
    found = _WISH.search(_SETTLED.sub("", normal(text)))
    return found[0].strip() if found else ""


def departments_in(text: str, plan: Plan, *, besides: Iterable[str] = ()) -> tuple[str, ...]:
    """List the departments a text names, by full or short name, in its order; of overlapping names the longest."""
    names = {normal(name): d.id for d in plan.departments for name in (d.name, *d.aliases) if len(name) > 1}
    if not names:
        return ()
    longest_first = sorted(names, key=len, reverse=True)
    found = [names[match[0]] for match in re.finditer("|".join(map(re.escape, longest_first)), normal(text))]
    left_out = set(besides)
    return tuple(dict.fromkeys(department for department in found if department not in left_out))


def open_on(matters: Iterable[Matter], task: str) -> list[Matter]:
    """List the coordination still asked for on a task, the oldest first."""
    asked = (m for m in matters if m.kind is MatterKind.COORDINATION and m.waits and m.subject == task)
    return sorted(asked, key=lambda matter: matter.at)


def is_waiting(matter: Matter) -> bool:
    """Whether this asks others for help, coordination or their part, and nobody has closed it."""
    return matter.kind in HELP and matter.waits


def renewed(known: Iterable[Matter], asked: Matter) -> Matter | None:
    """Give the matter to keep: a new one, or the open one of the same department on the task with the newer words.

    None where that one says the same already.
    """
    same = next((m for m in open_on(known, asked.subject) if m.department == asked.department), None)
    if same is None:
        return asked
    if (same.text, same.asked) == (asked.text, asked.asked):
        return None
    return replace(same, text=asked.text, asked=asked.asked, message=asked.message)


def responded(matter: Matter, text: str, name: str, now: datetime) -> Matter:
    """Keep what the department asked has answered last; that closes nothing."""
    return replace(matter, answer=text, answered_name=name, answered_at=now)


def dropped(matter: Matter, now: datetime) -> Matter:
    """Give the matter as it stands once the report that asked was withdrawn."""
    return replace(matter, state=MatterState.OVERTAKEN, answered_at=now)
