"""Plans written as files read back as the same plans."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.imports.writing import checked, plan_files
from bot.plan.files import read_plan
from bot.plan.model import Plan, PlanChange

YUEXIU = Path(__file__).parents[2] / "data" / "yuexiu-2023"


def written(plan: Plan) -> Plan:
    return checked(plan_files(plan, "示例编制人", date(2023, 2, 7)))


def test_the_plan_of_the_repository_survives_a_round_trip() -> None:
    plan = read_plan(YUEXIU)
    assert written(plan) == plan


def test_a_record_of_changes_survives_it_too() -> None:
    plan = replace(
        read_plan(YUEXIU), changes=(PlanChange(date(2023, 7, 5), ("1.1.15",), ("gdp",), ('1.1.3 "旧"任务\\',)),)
    )
    assert written(plan) == plan
