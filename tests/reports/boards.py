"""Boards to draw: the small plan with reports, whole plans of any size, and what an SVG says."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.config import LampsPart
from bot.plan.model import Initiative, Plan, Section
from bot.progress.board import Board
from bot.progress.model import StatusUpdate
from bot.progress.standing import summarise
from tests.conftest import TODAY, small_plan, small_task
from tests.progress.reports import on

SVG = "{http://www.w3.org/2000/svg}"


def board(*reports: StatusUpdate, plan: Plan | None = None, today: date = TODAY) -> Board:
    subjects = {report.subject for report in reports}
    summaries = {name: summarise(name, [r for r in reports if r.subject == name]) for name in subjects}
    return Board(plan or small_plan(), summaries, today, {"drc": on(1, 10), "hr": on(1, 10)}, LampsPart())


def large_plan(tasks: int, sections: int = 6) -> Plan:
    """Make a plan of so many tasks."""
    per = tasks // sections
    made = [
        Section(
            str(s),
            "一二三四五六七八"[s - 1],
            "突出扩大内需",
            (Initiative(f"{s}.1", "一", tuple(small_task(f"{s}.1.{n}", f"任务{n}", "drc") for n in range(per))),),
        )
        for s in range(1, sections + 1)
    ]
    return replace(small_plan(), sections=tuple(made))


def elements(svg: str) -> Iterable[ElementTree.Element]:
    return ElementTree.fromstring(svg).iter()


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in elements(svg) if each.tag == f"{SVG}text"]


def marks(svg: str) -> dict[str, int]:
    """Count the marks of each lamp."""
    found: dict[str, int] = {}
    for each in elements(svg):
        if name := each.get("class"):
            found[name] = found.get(name, 0) + each.get("d", "").count("M")
    return found
