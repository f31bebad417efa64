"""A change of the plan is told once, in the next digest, to those it concerns."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.notices.model import Kind, Notice
from bot.plan.model import Plan, PlanChange
from bot.texts.notices import notice_message
from bot.texts.render import Texts
from tests.notices.bureau import Bureau, day, room

CHANGE = PlanChange(day("07-05"), added=("1.1.2",), changed=("gdp", "2.1.1"), removed=("2.1.9 建设口袋公园",))


@pytest.fixture
def changed(plan: Plan) -> Plan:
    return replace(plan, changes=(CHANGE,))


def digests(plan: Plan, first: str = "2023-06-26", last: str = "2023-07-23") -> list[Notice]:
    rooms = (room("o", audience="office"), room("hr", "hr"), room("docs", "archives"))
    return [notice for notice in Bureau(plan, *rooms).run(first, last) if notice.kind is Kind.DIGEST]


def spoken(notice: Notice, language: str = "zh") -> list[str]:
    return re.sub(r"<[^>]+>", "", notice_message(notice, Texts(), language).html).splitlines()


def test_it_is_told_in_the_next_digest_and_not_again(changed: Plan) -> None:
    told = {f"{n.at:%m-%d}": any("计划调整" in line for line in spoken(n)) for n in digests(changed) if n.room == "o"}
    assert told == {"06-26": False, "07-03": False, "07-10": True, "07-17": False}


def test_a_change_on_the_day_of_a_digest_waits_for_the_next_one(plan: Plan) -> None:
    monday = replace(plan, changes=(replace(CHANGE, on=date(2023, 7, 10)),))
    told = [f"{n.at:%m-%d}" for n in digests(monday) if n.room == "o" and "计划调整：4项" in "".join(spoken(n))]
    assert told == ["07-17"]


def test_the_office_hears_of_all_a_department_of_its_own(changed: Plan) -> None:
    office, hr, archives = (
        next(n for n in digests(changed) if n.room == r and f"{n.at:%m-%d}" == "07-10") for r in ("o", "hr", "docs")
    )
    assert [line for line in spoken(office) if line.startswith(("计划调整", "新增", "变更", "取消"))] == [
        "计划调整：4项",
        "新增：1.1.2 制定花果山小镇扶持政策",
        "变更：地区生产总值，目标增长4.5%左右",
        "变更：2.1.1 举办招聘会，目标不少于100场",
        "取消：2.1.9 建设口袋公园",
    ]
    assert [line for line in spoken(hr) if line.startswith(("计划调整", "新增", "变更", "取消"))] == [
        "计划调整：1项",
        "变更：2.1.1 举办招聘会，目标不少于100场",
    ]
    assert "计划调整" not in "".join(spoken(archives))
    assert "Cancelled: 2.1.9 建设口袋公园" in spoken(office, "en")


@pytest.mark.parametrize(
    ("switched", "told"),
    [
        (None, []),
        ("07-05", ["07-10"]),
        ("07-03", ["07-03"]),  # on the day of the digest itself
        ("06-24", ["06-26"]),
    ],
)
def test_a_plan_the_bureau_went_over_to_is_told_once_in_the_next_digest(
    plan: Plan, switched: str | None, told: list[str]
) -> None:
    bureau = Bureau(plan, room("o", audience="office"), room("new", "hr", since="2023-07-12 10:00"))
    bureau.switched_on = day(switched) if switched else None
    told_on = [(n.room, f"{n.at:%m-%d}") for n in bureau.run("2023-06-26", "2023-07-23") if tells_of_it(n)]
    assert told_on == [("o", on) for on in told]


def tells_of_it(notice: Notice) -> bool:
    zh, en = "起改按《", "Since "
    return notice.kind is Kind.DIGEST and zh in "".join(spoken(notice)) and en in "".join(spoken(notice, "en"))
