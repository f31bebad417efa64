"""One department at a glance: /department."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.plan.model import Plan
from bot.progress.model import State
from tests.conftest import small_task
from tests.desk.cast import report
from tests.desk.dialogue import Dialogue


async def test_lamps_what_is_behind_promises_matters_and_nudges(chat: Dialogue) -> None:
    await chat.recorded(
        report("1.1.1", "3月底前完成", days_ago=120, forecast=date(2023, 3, 31)),
        report("1.1.1", "正在推进，7月底前完成", days_ago=40, state=State.IN_PROGRESS, forecast=date(2023, 7, 31)),
        report("1.1.1", "正在推进，9月底前完成", days_ago=30, state=State.IN_PROGRESS, forecast=date(2023, 9, 30)),
    )
    await chat.say("drc", "drc", "/coordinate 1.1.2 需区人社局协调用工备案")
    await chat.say("office", "office", "/nudge 1.1.1")
    shown = await chat.read("leader", "leaders", "/department 发改局")
    assert "某区发展和改革局" in shown
    assert "共2项" in shown
    assert "滞后：2项" in shown
    assert "承诺9月30日完成（推迟1次，原7月31日）" in shown
    assert "承诺：未兑现1、未到期1；推迟过1次" in shown
    assert "待答复：协调1件" in shown
    assert "催办：1次，1次待反馈" in shown


async def test_a_promise_that_is_over_is_said_to_be(chat: Dialogue) -> None:
    await chat.recorded(report("2.1.1", "6月底前完成", days_ago=60, forecast=date(2023, 6, 30)))
    assert "承诺6月30日完成，没有兑现" in await chat.read("hr", "hr", "/department")
    await chat.report("hr", "hr", "2.1.1", "全部完成")
    assert "承诺：迟兑现1" in await chat.read("hr", "hr", "/department")
    chat.clock.at += timedelta(minutes=1)
    await chat.press("hr", "hr", "撤销")
    assert "承诺：未兑现1" in await chat.read("hr", "hr", "/department")


@pytest.mark.parametrize(
    ("who", "where", "said", "answered"),
    [
        ("office", "office", "/department", "请写单位名称"),
        ("hr", "hr", "/department 发改局", "进展不在这里显示"),
        ("guest", "private", "/department 发改局", "进展不在这里显示"),
        ("office", "office", "/department 气象局", "没有"),
        ("office", "office", "/单位 档案馆", "没有牵头的任务"),
        ("hr", "private", "/department", "某区人力资源和社会保障局"),
    ],
)
async def test_who_sees_what(chat: Dialogue, who: str, where: str, said: str, answered: str) -> None:
    assert answered in await chat.read(who, where, said)


async def test_english(chat: Dialogue) -> None:
    await chat.recorded(report("2.1.1", "6月底前完成", days_ago=60, forecast=date(2023, 6, 30)))
    await chat.say("office", "office", "/lang en")
    shown = await chat.read("office", "office", "/department hr")
    assert "promised for 30 Jun, not kept" in shown
    assert "Promises: 1 not kept" in shown


async def test_without_a_name_the_office_chooses_among_those_most_behind(chat: Dialogue) -> None:
    await chat.recorded(report("2.1.1", "办了5场", days_ago=1, value=5.0, percent=5.0))
    await chat.say("office", "office", "/department")
    assert chat.labels("office")[0] == "某区人力资源和社会保障局", "its red task comes before yellow ones"
    assert "某区人力资源和社会保障局" in await chat.press("office", "office", "某区人力资源和社会保障局")


async def test_every_late_task_has_a_button_and_can_be_replied_to(plan: Plan) -> None:
    many = tuple(small_task(f"2.1.{n}", f"第{n}项", "hr", milestones=()) for n in range(1, 15))
    section = replace(plan.sections[1], initiatives=(replace(plan.sections[1].initiatives[0], tasks=many),))
    chat = Dialogue(replace(plan, sections=(plan.sections[0], section)))
    await chat.seated()
    await chat.recorded(*(report(task.id, "受阻", days_ago=1, state=State.BLOCKED) for task in many))
    shown = await chat.read("office", "office", "/department 人社局")
    assert "滞后：14项" in shown
    assert "另有4项滞后，点下面的编号查看" in shown
    assert [label for label in chat.labels("office") if label[0].isdigit()] == [task.id for task in many]
