"""A plan folder (report.md, plan.toml, departments.toml) becomes a Plan, and a Plan becomes JSON."""

import re
import tomllib
from pathlib import Path
from typing import Any

from bot.errors import Fault, PlanError
from bot.plan.build import departments_of, plan_of
from bot.plan.model import Assignment, Baseline, Due, Measure, Milestone, Plan, Section, Target, Task
from bot.plan.table import Faults, Table

REPORT, PLAN, DEPARTMENTS = "report.md", "plan.toml", "departments.toml"


def read_plan(folder: Path) -> Plan:
    """Read a plan folder; raise PlanError with every fault of its files at once."""
    plan, faults = _read(folder)
    if faults or plan is None:
        raise PlanError(faults)
    return plan


def check_plan(folder: Path) -> list[Fault]:
    """List every fault of a plan folder, with file and line; empty where it can be used."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Plan | None, list[Fault]]:
    if not folder.is_dir():
        return None, [Fault(str(folder), f"no such folder; a plan is a folder with {REPORT}, {PLAN} and {DEPARTMENTS}")]
    broken: list[Fault] = []
    report = _text(folder / REPORT, broken)
    root, faults = _table(folder / DEPARTMENTS, broken)
    departments = departments_of(root) if root else None
    root, plan_faults = _table(folder / PLAN, broken)
    plan = plan_of(root, report, departments) if root else None
    return plan, [*broken, *faults.listed(), *plan_faults.listed()]


def _text(path: Path, broken: list[Fault]) -> str | None:
    """Read a file; None and a fault where it is missing, empty or no text."""
    fault = "is empty"
    try:
        text = path.read_text("utf-8-sig")
        if text.strip():
            return text
    except FileNotFoundError:
        fault = f"missing; a plan folder holds {REPORT}, {PLAN} and {DEPARTMENTS}"
    except UnicodeDecodeError:
        fault = "is not UTF-8; save it with that encoding"
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
    broken.append(Fault(path.name, fault))
    return None


def _table(path: Path, broken: list[Fault]) -> tuple[Table | None, Faults]:
    text = _text(path, broken)
    faults = Faults(path.name, text or "")
    if text is None:
        return None, faults
    try:
        return Table(tomllib.loads(text), (), faults), faults
    except (ValueError, RecursionError) as error:  # ValueError: TOMLDecodeError, and a number of thousands of digits
        broken.append(_syntax_fault(path.name, text, str(error)))
    return None, faults


def _syntax_fault(file: str, text: str, error: str) -> Fault:
    place = re.search(r"\(at line (\d+), column \d+\)", error)
    line = int(place[1]) if place else len(text.splitlines())
    what = error.partition(" (at ")[0]
    return Fault(f"{file}:{line}", f'no valid TOML: {what}; a line reads like title = "…" or [[targets]]')


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Give the whole plan as plain JSON values; dates are ISO 8601, departments come with their official names."""
    return {
        "id": plan.id,
        "year": plan.year,
        "title": plan.title,
        "title_en": plan.title_en,
        "district": plan.district,
        "district_en": plan.district_en,
        "targets": [_target(plan, target) for target in plan.targets],
        "sections": [_section(plan, section) for section in plan.sections],
        "uncommitted": [{"quote": one.quote, "reason": one.reason} for one in plan.uncommitted],
        "changes": [
            {
                "on": one.on.isoformat(),
                "added": list(one.added),
                "changed": list(one.changed),
                "removed": list(one.removed),
            }
            for one in plan.changes
        ],
        "departments": [
            {"id": one.id, "name": one.name, "name_en": one.name_en, "aliases": list(one.aliases)}
            for one in plan.departments
        ],
    }


def _target(plan: Plan, target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "name": target.name,
        "name_en": target.name_en,
        "aliases": list(target.aliases),
        "measure": _measure(target.measure),
        "baseline": _baseline(target.baseline),
        "lead": _assignment(plan, target.lead),
        "quote": target.quote,
        "basis": target.basis,
        "every": target.every,
        "release_lag_days": target.release_lag_days,
        "nominal": target.nominal,
        "baseline_share": {str(month): share for month, share in target.baseline_share.items()},
    }


def _section(plan: Plan, section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "number": section.number,
        "title": section.title,
        "title_en": section.title_en,
        "initiatives": [
            {
                "id": initiative.id,
                "title": initiative.title,
                "title_en": initiative.title_en,
                "tasks": [_task(plan, task) for task in initiative.tasks],
            }
            for initiative in section.initiatives
        ],
    }


def _task(plan: Plan, task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "title": task.title,
        "title_en": task.title_en,
        "quote": task.quote,
        "measures": [_measure(measure) for measure in task.measures],
        "due": _due(task.due),
        "lead": _assignment(plan, task.lead),
        "supporting": [_assignment(plan, assignment) for assignment in task.supporting],
        "milestones": [_milestone(milestone) for milestone in task.milestones],
        "baseline": _baseline(task.baseline),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "what": measure.what,
        "comparator": measure.comparator,
        "value": measure.value,
        "value_max": measure.value_max,
        "unit": measure.unit,
        "reported": measure.reported,
        "growth": measure.growth,
    }


def _baseline(baseline: Baseline | None) -> dict[str, Any] | None:
    if baseline is None:
        return None
    return {
        "year": baseline.year,
        "what": baseline.what,
        "value": baseline.value,
        "unit": baseline.unit,
        "quote": baseline.quote,
        "comparable": baseline.comparable,
        "note": baseline.note,
    }


def _due(due: Due) -> dict[str, Any]:
    original = due.original.isoformat() if due.original else None
    return {"date": due.date.isoformat(), "basis": due.basis, "original": original} | _decided(due)


def _assignment(plan: Plan, assignment: Assignment) -> dict[str, Any]:
    department = plan.department_by_id[assignment.department]
    return {"id": department.id, "name": department.name, "basis": assignment.basis} | _decided(assignment)


def _decided(fact: Due | Assignment) -> dict[str, Any]:
    return {"by": fact.by, "on": fact.on.isoformat() if fact.on else None}


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "date": milestone.date.isoformat(),
        "text": milestone.text,
        "percent": milestone.percent,
        "value": milestone.value,
        "basis": milestone.basis,
    }
