"""Programmes of the year (民生实事 …) that joined a plan: which part is theirs, and where their text begins."""

from dataclasses import replace

from bot.plan.model import Plan


def without_programmes(plan: Plan) -> Plan:
    """Give a plan without the targets and sections that joined it."""
    return replace(
        plan,
        targets=tuple(one for one in plan.targets if not one.programme),
        sections=tuple(one for one in plan.sections if not one.programme),
    )


def programmes_of(plan: Plan) -> tuple[str, ...]:
    """List the programmes that joined a plan, in their order."""
    return tuple(dict.fromkeys(one.programme for one in plan.sections if one.programme))


def opening_line(programme: str) -> str:
    """Write the line of report.md under which a programme's text stands."""
    return f"# 专项：{programme}"


def programme_text(plan: Plan) -> str:
    """Give the text of all programmes, from the first one's opening line on; empty where there is none."""
    starts = [plan.report.find(f"\n{opening_line(name)}\n") for name in programmes_of(plan)]
    found = [start for start in starts if start >= 0]
    return f"\n{plan.report[min(found) :]}" if found else ""
