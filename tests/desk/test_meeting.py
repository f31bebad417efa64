"""The page of a steering meeting: /meeting."""

from datetime import date, datetime

import pytest

from bot.progress.model import State
from tests.conftest import SHANGHAI
from tests.desk.cast import report
from tests.desk.dialogue import Dialogue


async def test_by_department_the_worst_first_with_promise_and_what_waits(chat: Dialogue) -> None:
    chat.clock.at = datetime(2023, 10, 9, 10, 0, tzinfo=SHANGHAI)  # 1.1.2 was due on 28 September
    await chat.recorded(
        report("1.1.2", "6月底前完成", days_ago=20, state=State.IN_PROGRESS, forecast=date(2023, 6, 30)),
        report("1.1.2", "8月底前完成", days_ago=10, state=State.IN_PROGRESS, forecast=date(2023, 8, 31)),
    )
    await chat.say("drc", "drc", "/coordinate 1.1.2 需区人社局协调用工备案")
    await chat.say("drc", "drc", "/extend 1.1.2 11月30日 征求意见延后")
    await chat.say("office", "office", "/nudge 1.1.2")
    page = await chat.read("leader", "leaders", "/meeting")
    assert "【调度会】某市某区2023年计划" in page
    assert "红灯1项、黄灯4项，涉及3个单位" in page
    assert page.index("某区发展和改革局") < page.index("某区人力资源和社会保障局"), "red before yellow"
    assert page.index("1.1.2") < page.index("1.1.1"), "in a department red before yellow"
    assert "已逾期11天" in page
    assert "承诺8月31日完成（推迟1次，原6月30日），没有兑现" in page
    assert "提请协调：某区人力资源和社会保障局，10月16日前" in page
    assert "延期待批：至11月30日" in page
    assert "已催办1次" in page
    assert "制定花果山小镇扶持政策" in await chat.press("leader", "leaders", "1.1.2")


async def test_when_long_a_line_and_a_button_for_each_department(
    chat: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.commands.meeting.READ_ALOUD", 2)
    page = await chat.read("leader", "leaders", "/meeting")
    assert "1. 某区发展和改革局：🟡2" in page
    assert "举办招聘会" not in page
    await chat.say("leader", "leaders", "/meeting")
    turn = await chat.press("leader", "leaders", "某区人力资源和社会保障局")
    assert "【调度会】某区人力资源和社会保障局" in turn
    assert "举办招聘会" in turn
    assert "制定花果山小镇扶持政策" not in turn
    assert "按单位逐个看" in await chat.press("leader", "leaders", "‹ 返回")


@pytest.mark.parametrize(
    ("who", "where", "answered"),
    [
        ("hr", "hr", "只有区领导和督办人员可用"),
        ("guest", "private", "只有区领导和督办人员可用"),
        ("leader", "hr", "进展不在这里显示"),
        ("office", "private", "【调度会】"),
    ],
)
async def test_who_sees_it(chat: Dialogue, who: str, where: str, answered: str) -> None:
    assert answered in await chat.read(who, where, "/meeting")


async def test_nothing_behind_is_one_line(chat: Dialogue) -> None:
    assert "没有红灯、黄灯任务" in await chat.read("office", "office", "/meeting 档案馆")


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "office", "/lang en")
    assert "0 red, 5 yellow, 3 departments" in await chat.read("office", "office", "/meeting")
