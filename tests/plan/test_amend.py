"""The office corrects what was invented; the rest of the plan stays as it was."""

from datetime import date

import pytest

from bot.plan.amend import amended
from bot.plan.model import Amendment, Assignment, Basis, Comparator, Due, Plan

ON = date(2023, 7, 5)


def amendment(subject: str, kind: str, value: str) -> Amendment:
    return Amendment(subject, kind, value, "李科", ON)


def test_another_department_leads(plan: Plan) -> None:
    task = amended(plan, [amendment("1.1.1", "lead", "housing")]).tasks["1.1.1"]

    assert task.lead == Assignment("housing", Basis.ASSIGNED, "李科", ON)
    assert task.supporting == ()  # it supported before


def test_a_task_is_rescheduled_and_keeps_its_first_date(plan: Plan) -> None:
    changes = [amendment("1.1.2", "due", "2023-11-30"), amendment("1.1.2", "due", "2023-12-15")]
    task = amended(plan, changes).tasks["1.1.2"]

    assert task.due == Due(date(2023, 12, 15), Basis.ASSIGNED, "李科", ON, original=date(2023, 9, 28))


def test_milestones_that_are_no_longer_before_the_due_date_fall_away(plan: Plan) -> None:
    assert amended(plan, [amendment("2.1.1", "due", "2023-06-30")]).tasks["2.1.1"].milestones == ()
    assert len(amended(plan, [amendment("2.1.1", "due", "2023-07-01")]).tasks["2.1.1"].milestones) == 1


@pytest.mark.parametrize(
    ("target", "number", "comparator", "value"),
    [
        ("jobs", "30000", Comparator.AT_LEAST, 30000),  # 完成市下达目标: at least what the city set
        ("gdp", "5", Comparator.ABOUT, 5),  # 左右 stays 左右
        ("revenue", "6.1", Comparator.EXACTLY, 6.1),
    ],
)
def test_a_target_gets_a_number(plan: Plan, target: str, number: str, comparator: Comparator, value: float) -> None:
    found = amended(plan, [amendment(target, "value", number)]).target_by_id[target]

    assert (found.measure.comparator, found.measure.value) == (comparator, value)
    assert (found.basis, found.by, found.on) == (Basis.ASSIGNED, "李科", ON)


def test_a_target_gets_another_lead(plan: Plan) -> None:
    assert amended(plan, [amendment("gdp", "lead", "hr")]).target_by_id["gdp"].lead.department == "hr"


@pytest.mark.parametrize(
    "unfit",
    [
        amendment("9.9.9", "due", "2023-11-30"),
        amendment("1.1.1", "lead", "nobody"),
        amendment("1.1.1", "due", "soon"),
        amendment("jobs", "value", "many"),
        amendment("jobs", "value", "inf"),
        amendment("gdp", "due", "2023-11-30"),
    ],
)
def test_an_amendment_that_does_not_fit_changes_nothing(plan: Plan, unfit: Amendment) -> None:
    assert amended(plan, [unfit]) == plan


def test_what_is_not_touched_is_shared(plan: Plan) -> None:
    changed = amended(plan, [amendment("1.1.1", "lead", "hr")])

    assert changed.sections[1] is plan.sections[1]
    assert changed.tasks["1.1.2"] is plan.tasks["1.1.2"]
    assert amended(plan, []) is plan
