"""An amount and a rate of one thing share a name: they can be told apart where both are offered."""

from dataclasses import replace

from bot.desk.finding import labels
from bot.plan.lookup import Index
from bot.plan.model import Comparator, Measure
from tests.conftest import small_plan


def test_targets_of_one_name_carry_their_units() -> None:
    plan = small_plan()
    rate = next(target for target in plan.targets if target.id == "revenue")
    amount = replace(
        rate, id="revenue-2", aliases=(), measure=Measure(rate.name, Comparator.AT_LEAST, 25, "亿元", reported=True)
    )
    plan = replace(plan, targets=(*plan.targets, amount))
    offered = Index(plan).target("一般公共预算收入").candidates
    assert [target.id for target in offered] == ["revenue", "revenue-2"]
    assert labels(offered, "zh") == ["一般公共预算收入（%）", "一般公共预算收入（亿元）"]
    assert labels(plan.targets[:1], "zh") == ["地区生产总值"]
