"""A Plan becomes the files of a plan folder, in the shape people write them (docs/plan-format.md)."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.plan.files import DEPARTMENTS, PLAN, REPORT, read_plan
from bot.plan.model import Assignment, Baseline, Basis, Department, Initiative, Measure, Milestone, Plan, Target, Task


def plan_files(plan: Plan, by: str, on: date) -> Mapping[str, str]:
    """Write a plan as texts, by file name. `by` and `on`: who decided what the published plan does not state."""
    return {
        REPORT: plan.report.rstrip() + "\n",
        PLAN: "\n".join(_plan(plan, by, on)).rstrip() + "\n",
        DEPARTMENTS: "\n".join(_departments(plan.departments)).rstrip() + "\n",
    }


def checked(files: Mapping[str, str]) -> Plan:
    """Read a plan back from the texts of its files; raise PlanError where they break a rule of the format."""
    with TemporaryDirectory() as folder:
        write_folder(Path(folder), files)
        return read_plan(Path(folder))


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts into a folder, which is made where it is missing; a file is replaced whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        fresh = folder / f".{name}.new"
        fresh.write_text(text, "utf-8")
        fresh.replace(folder / name)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _texts(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_text, values)) + "]"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _plan(plan: Plan, by: str, on: date) -> Iterator[str]:
    yield f"id = {_text(plan.id)}"
    yield f"year = {plan.year}"
    yield from _named("title", plan.title, plan.title_en)
    yield from _named("district", plan.district, plan.district_en)
    yield from ("", "[assigned]", f"by = {_text(by)}", f"on = {on.isoformat()}")
    for target in plan.targets:
        yield from _target(target)
    for section in plan.sections:
        yield from ("", "[[sections]]", f"id = {_text(section.id)}", f"number = {_text(section.number)}")
        yield from _named("title", section.title, section.title_en)
        if section.programme:
            yield f"programme = {_text(section.programme)}"
        for initiative in section.initiatives:
            yield from _initiative(initiative)
    for change in plan.changes:
        yield from ("", "[[changes]]", f"on = {change.on.isoformat()}", f"added = {_texts(change.added)}")
        yield from (f"changed = {_texts(change.changed)}", f"removed = {_texts(change.removed)}")
    for one in plan.uncommitted:
        yield from ("", "[[uncommitted]]", f"quote = {_text(one.quote)}", f"reason = {_text(one.reason)}")


def _named(key: str, chinese: str, english: str) -> Iterator[str]:
    yield f"{key} = {_text(chinese)}"
    if english and english != chinese:
        yield f"{key}_en = {_text(english)}"


def _target(target: Target) -> Iterator[str]:
    yield from ("", "[[targets]]", f"id = {_text(target.id)}")
    yield from _named("name", target.name, target.name_en)
    if target.aliases:
        yield f"aliases = {_texts(target.aliases)}"
    yield f"measure = {_measure(target.measure)}"
    yield from _lead(target.lead)
    yield f"quote = {_text(target.quote)}"
    if target.basis is not Basis.SOURCE:
        yield f"basis = {_text(target.basis)}"
    yield from (f"every = {_text(target.every)}", f"release_lag_days = {target.release_lag_days}")
    if target.nominal:
        yield "nominal = true"
    if target.programme:
        yield f"programme = {_text(target.programme)}"
    if target.baseline:
        yield f"baseline = {_baseline(target.baseline)}"
    if target.baseline_share:
        shares = ", ".join(f"{month} = {share!r}" for month, share in target.baseline_share.items())
        yield f"baseline_share = {{ {shares} }}"


def _initiative(initiative: Initiative) -> Iterator[str]:
    yield from ("", "[[sections.initiatives]]", f"id = {_text(initiative.id)}")
    yield from _named("title", initiative.title, initiative.title_en)
    for task in initiative.tasks:
        yield from _task(task)


def _task(task: Task) -> Iterator[str]:
    yield from ("", "[[sections.initiatives.tasks]]", f"id = {_text(task.id)}")
    yield from _named("title", task.title, task.title_en)
    yield f"quote = {_text(task.quote)}"
    yield from _lead(task.lead)
    if task.supporting:
        yield f"supporting = {_texts(tuple(one.department for one in task.supporting))}"
        if all(one.basis is Basis.SOURCE for one in task.supporting):
            yield 'supporting_basis = "source"'
    if task.measures:
        yield "measures = ["
        yield from (f"    {_measure(measure)}," for measure in task.measures)
        yield "]"
    if task.due.basis is not Basis.DERIVED:
        yield from (f"due = {task.due.date.isoformat()}", f"due_basis = {_text(task.due.basis)}")
    yield "milestones = ["
    yield from (f"    {_milestone(milestone)}," for milestone in task.milestones)
    yield "]"
    if task.baseline:
        yield f"baseline = {_baseline(task.baseline)}"


def _lead(lead: Assignment) -> Iterator[str]:
    yield f"lead = {_text(lead.department)}"
    if lead.basis is not Basis.ASSIGNED:
        yield f"lead_basis = {_text(lead.basis)}"


def _measure(measure: Measure) -> str:
    fields = [f"what = {_text(measure.what)}", f"comparator = {_text(measure.comparator)}"]
    if measure.value is not None:
        fields.append(f"value = {_number(measure.value)}")
    if measure.value_max is not None:
        fields.append(f"value_max = {_number(measure.value_max)}")
    fields.append(f"unit = {_text(measure.unit)}")
    if measure.growth:
        fields.append("growth = true")
    return "{ " + ", ".join(fields) + " }"


def _milestone(milestone: Milestone) -> str:
    fields = [f"date = {milestone.date.isoformat()}", f"text = {_text(milestone.text)}"]
    if milestone.percent is not None:
        fields.append(f"percent = {_number(milestone.percent)}")
    if milestone.value is not None:
        fields.append(f"value = {_number(milestone.value)}")
    if milestone.basis is not Basis.ASSIGNED:
        fields.append(f"basis = {_text(milestone.basis)}")
    return "{ " + ", ".join(fields) + " }"


def _baseline(baseline: Baseline) -> str:
    fields = [f"year = {baseline.year}", f"what = {_text(baseline.what)}"]
    if baseline.value is not None:
        fields.append(f"value = {_number(baseline.value)}")
    fields += [f"unit = {_text(baseline.unit)}", f"quote = {_text(baseline.quote)}"]
    if not baseline.comparable:
        fields.append("comparable = false")
    if baseline.note:
        fields.append(f"note = {_text(baseline.note)}")
    return "{ " + ", ".join(fields) + " }"


def _departments(departments: tuple[Department, ...]) -> Iterator[str]:
    for one in departments:
        yield from ("[[departments]]", f"id = {_text(one.id)}")
        yield from _named("name", one.name, one.name_en)
        if one.aliases:
            yield f"aliases = {_texts(one.aliases)}"
        yield ""
