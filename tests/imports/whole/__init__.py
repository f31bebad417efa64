"""Whole invented reports with the reading written before the importer saw them, and how they are compared."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.imports.draft import draft_of
from bot.imports.passages import dense
from bot.imports.report import document_of
from bot.imports.sources.plain import read_plain
from bot.plan.model import Plan, Target

FOLDER = Path(__file__).parent
BATCHES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")  # each written before the importer saw it
ON = date(2026, 1, 5)


@dataclass(frozen=True)
class Report:
    """A report and its reading: year, sections, targets as lines, quantities (value unit, quote), what is none."""

    name: str
    text: str
    year: int
    sections: tuple[str, ...]
    targets: tuple[str, ...]
    quantities: tuple[tuple[str, str], ...]
    barred: tuple[str, ...]


def reports(batch: str) -> list[Report]:
    """Read a batch of reports."""
    blocks = (FOLDER / f"{batch}.txt").read_text("utf-8").split("\n== ")[1:]
    return [_report(block) for block in blocks]


def _report(block: str) -> Report:
    (name, _, rest) = block.partition("\n")
    text, _, gold = rest.partition("\n~~\n")
    lines = gold.strip().splitlines()

    def marked(mark: str) -> tuple[str, ...]:
        return tuple(line[len(mark) :] for line in lines if line.startswith(mark))

    quantities = tuple((" ".join(line.split(" ")[:2]), dense(line.split(" ")[2])) for line in marked("# "))
    targets = tuple(_line(line) for line in lines if " | " in line)
    (year,) = marked("year ")
    return Report(
        name, text, int(year), tuple(map(dense, marked("> "))), targets, quantities, tuple(map(dense, marked("! ")))
    )


def _line(line: str) -> str:
    name, *cells = (cell.strip() for cell in line.split("|"))
    return " | ".join([dense(name), *cells])


def imported(report: Report) -> Plan:
    """Import a report without touching a disk."""
    return draft_of(document_of(read_plain(report.text), "report"), ON).plan


def faults(report: Report, plan: Plan) -> list[str]:
    """List every difference between a plan and the reading: `-` missing, `+` too many."""
    found = [] if plan.year == report.year else [f"year {plan.year}"]
    found += _differences("target", report.targets, [target_line(target) for target in plan.targets])
    found += _differences("section", report.sections, [dense(section.title) for section in plan.sections])
    found += [f"- quantity {what} {quote}" for what, quote in report.quantities if not _holds(plan, what, quote)]
    quotes = [dense(task.quote) for task in plan.all_tasks() if task.measures]
    quotes += [dense(target.quote) for target in plan.targets]
    return found + [f"+ barred {words}" for words in report.barred if any(words in quote for quote in quotes)]


def _differences(kind: str, wanted: tuple[str, ...], got: list[str]) -> list[str]:
    left = list(got)
    missing: list[str] = []
    for one in wanted:
        if one in left:
            left.remove(one)
        else:
            missing.append(f"- {kind} {one}")
    return missing + [f"+ {kind} {one}" for one in left]


def target_line(target: Target) -> str:
    """Write a target as the readings do."""
    measure = target.measure
    cells = [dense(target.name), str(measure.comparator)]
    if measure.value is not None:
        value = f"{measure.value:g}" if measure.value_max is None else f"{measure.value:g} {measure.value_max:g}"
        cells += [value, measure.unit or "-", *(["g"] if measure.growth else [])]
    return " | ".join(cells)


def _holds(plan: Plan, what: str, quote: str) -> bool:
    return any(
        f"{measure.value:g} {measure.unit}" == what and _near(dense(task.quote), quote)
        for task in plan.all_tasks()
        for measure in task.measures
        if measure.value is not None
    )


def _near(task: str, quote: str) -> bool:
    return task in quote or any(quote[n : n + 5] in task for n in range(max(len(quote) - 4, 1)))
