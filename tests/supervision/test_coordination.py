"""What counts as asking for coordination, and of whom."""

import pytest

from bot.plan.model import Plan
from bot.supervision.coordination import departments_in, wish_in


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("完成60%，需区住建局协调用地", "需区住建局协调用地"),
        ("资金未到位，需要区财政局协调。下步抓紧", "需要区财政局协调"),
        ("请住建局支持解决场地问题", "请住建局支持解决场地问题"),
        ("提请区政府协调", "提请区政府协调"),
        ("恳请督办帮助解决", "恳请督办帮助解决"),
        ("需協調用地", "需协调用地"),
        ("无需协调", ""),
        ("不需要区住建局协调", ""),
        ("已协调解决", ""),
        ("已请区住建局协调", ""),
        ("正在协调相关部门", ""),
        ("加强统筹协调，完成60%", ""),
        ("需求已摸清，协调会已召开", ""),
        ("没有需要协调的问题", ""),
        ("", ""),
    ],
)
def test_asking_for_coordination(said: str, wish: str) -> None:
    assert wish_in(said) == wish


@pytest.mark.parametrize(
    ("said", "departments"),
    [
        ("需区住建局协调用地", ("housing",)),
        ("需某区住房和建设局、人社局协调", ("housing", "hr")),
        ("需住建局协调，请区住建局尽快", ("housing",)),
        ("需区发改局协调", ()),
        ("需督办协调", ()),
    ],
)
def test_whose_help_is_wanted(plan: Plan, said: str, departments: tuple[str, ...]) -> None:
    assert departments_in(said, plan, besides=["drc"]) == departments
