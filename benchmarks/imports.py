"""How well reports are imported: recall and precision against gold readings made by hand.

    SAMPLES_DIR=… python -m benchmarks.imports [FOLDER …]

A folder holds `NAME.txt` and `NAME.gold.json`; without one, `$SAMPLES_DIR/reports`. A target is right when its name,
comparator, value and unit all are.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.imports.importing import import_plan
from bot.imports.passages import dense
from bot.plan.model import Comparator, Plan, Target

WITHOUT_VALUE = {Comparator.ASSIGNED, Comparator.WITH, Comparator.POSITIVE}


@dataclass
class Score:
    """Counts of one report: its targets, sections and quantities, figures of the past taken, and what went wrong."""

    name: str
    right: int = 0
    found: int = 0
    expected: int = 0
    sections: tuple[int, int, int] = (0, 0, 0)  # right, found, expected
    quantities: tuple[int, int] = (0, 0)  # found, expected
    picked: int = 0  # figures of the past taken for targets or measures
    faults: list[str] = field(default_factory=list)


def comparator_of(gold: dict[str, Any]) -> set[Comparator]:
    """Say which comparators of the plan's format a gold reading's words allow."""
    words = gold["comparator"]
    if gold.get("value") is None:
        return WITHOUT_VALUE
    if gold.get("value_max") is not None or "区间" in words:
        return {Comparator.RANGE}
    for sign, kinds in (
        ("左右", {Comparator.ABOUT}),
        ("以上", {Comparator.AT_LEAST}),
        ("不低于", {Comparator.AT_LEAST}),
        ("不少于", {Comparator.AT_LEAST}),
        ("以内", {Comparator.AT_MOST}),
        ("以下", {Comparator.AT_MOST}),
        ("不超过", {Comparator.AT_MOST}),
        ("突破", {Comparator.MORE}),
        ("超过", {Comparator.MORE}),
        ("控制", {Comparator.AT_MOST}),
    ):
        if sign in words:
            return kinds
    return {Comparator.EXACTLY}


def is_right(gold: dict[str, Any], target: Target) -> bool:
    """Tell whether a target is what the gold reading says, in all four."""
    measure = target.measure
    same_value = gold.get("value") is None or (measure.value == gold["value"] and measure.unit == gold["unit"])
    growth = "增长" not in gold["comparator"] or measure.growth
    named = dense(target.name) == dense(gold["name"])
    return named and same_value and growth and measure.comparator in comparator_of(gold)


def score(report: Path, gold: dict[str, Any]) -> Score:
    """Import a report and compare it with its gold reading."""
    result = Score(report.stem, expected=len(gold.get("targets", ())))
    plan = _imported(report)
    if plan is None:
        result.faults.append("no plan")
        return result
    _score_targets(result, gold, plan)
    if "sections" in gold:
        ours = [dense(section.title) for section in plan.sections]
        theirs = [dense(section["title"]) for section in gold["sections"]]
        right = sum(title in ours for title in theirs)
        result.sections = (right, len(ours), len(theirs))
        result.faults += [f"section missing: {title}" for title in theirs if title not in ours]
        result.faults += [f"section too many: {title}" for title in ours if title not in theirs]
    if "quantities" in gold:
        missing = [one for one in gold["quantities"] if not _has_quantity(plan, one)]
        result.quantities = (len(gold["quantities"]) - len(missing), len(gold["quantities"]))
        result.faults += [f"quantity missing: {one['quote']} ({one['value']} {one['unit']})" for one in missing]
    quotes = {dense(quote) for quote in _quotes(plan)}
    picked = [words for words in gold.get("must_not_pick", ()) if any(dense(words) in quote for quote in quotes)]
    result.picked = len(picked)
    result.faults += [f"picked from the past: {words}" for words in picked]
    return result


def _imported(report: Path) -> Plan | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return import_plan(report, Path(folder) / "plan", date(2024, 1, 2)).plan
        except BotError:
            return None


def _score_targets(result: Score, gold: dict[str, Any], plan: Plan) -> None:
    left = list(plan.targets)
    for expected in gold.get("targets", ()):
        match = next((target for target in left if is_right(expected, target)), None)
        if match:
            left.remove(match)
            result.right += 1
        else:
            result.faults.append(f"target missing: {expected['name']} {expected['comparator']} {expected['value']}")
    result.found = len(plan.targets)
    result.faults += [f"target too many: {one.name} {one.measure.comparator} {one.measure.value}" for one in left]


def _has_quantity(plan: Plan, gold: dict[str, Any]) -> bool:
    words = dense(gold["quote"])
    return any(
        measure.value == gold["value"] and measure.unit == gold["unit"] and _overlap(dense(task.quote), words)
        for task in plan.all_tasks()
        for measure in task.measures
    )


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one or any(other[n : n + 6] in one for n in range(max(len(other) - 5, 1)))


def _quotes(plan: Plan) -> Iterator[str]:
    yield from (target.quote for target in plan.targets)
    yield from (task.quote for task in plan.all_tasks() if task.measures)


def share(part: int, whole: int) -> str:
    """Write a share in percent."""
    return f"{100 * part / whole:5.1f}%" if whole else "     -"


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:]] or [Path(os.environ["SAMPLES_DIR"]) / "reports"]
    scores: list[Score] = []
    for folder in folders:
        for path in sorted(folder.glob("*.gold.json")):
            report = path.with_name(path.name.removesuffix(".gold.json") + ".txt")
            scores.append(score(report, json.loads(path.read_text("utf-8"))))
    print(f"{'report':28}{'targets':>10}{'recall':>9}{'precision':>11}{'sections':>11}{'quantities':>12}{'past':>6}")
    for one in [*scores, _total(scores)]:
        targets = f"{one.right}/{one.expected}"
        sections = f"{one.sections[0]}/{one.sections[2]}" if one.sections[2] else "-"
        quantities = f"{one.quantities[0]}/{one.quantities[1]}" if one.quantities[1] else "-"
        recall, precision = share(one.right, one.expected), share(one.right, one.found)
        print(f"{one.name:28}{targets:>10}{recall:>9}{precision:>11}{sections:>11}{quantities:>12}{one.picked:>6}")
        for fault in one.faults:
            print(f"    {fault}")


def _total(scores: list[Score]) -> Score:
    sections = tuple(sum(one.sections[n] for one in scores) for n in range(3))
    quantities = tuple(sum(one.quantities[n] for one in scores) for n in range(2))
    return Score(
        "all",
        sum(one.right for one in scores),
        sum(one.found for one in scores),
        sum(one.expected for one in scores),
        (sections[0], sections[1], sections[2]),
        (quantities[0], quantities[1]),
        sum(one.picked for one in scores),
    )


if __name__ == "__main__":
    main()
