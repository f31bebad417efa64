"""What "done" may be about, and how a text repeats a milestone's words."""

from datetime import date

import pytest

from bot.desk.meanings import likeness, meanings
from bot.plan.model import Comparator, Measure, Milestone
from bot.progress.model import Reading, State, Summary
from tests.conftest import small_plan, small_task

TODAY = date(2023, 7, 5)
DRAFT, HALF, TRIAL = date(2023, 3, 31), date(2023, 6, 30), date(2023, 10, 31)
STEPS = (Milestone(DRAFT, "方案印发"), Milestone(HALF, "南延、后街拓展方案确定"), Milestone(TRIAL, "平台上线试运行"))


def meant(text: str, state: State | None = State.DONE, met: tuple[date, ...] = (), **reading: float) -> list[str]:
    task = small_task("1.1.2", "拓展街区", "drc", milestones=STEPS)
    before = Summary("1.1.2", milestones_met=frozenset(met))
    return [m.code for m in meanings(text, task, Reading(True, state=state, **reading), before, TODAY)]


@pytest.mark.parametrize(
    ("said", "state", "codes"),
    [
        ("已完成", State.DONE, ["2023-06-30", "2023-03-31", "whole"]),
        ("节点已完成", State.DONE, ["2023-06-30", "2023-03-31"]),
        ("已全部完成", State.DONE, ["whole"]),
        ("该任务已办结", State.DONE, ["whole"]),
        ("节点任务已全部完成", State.DONE, ["2023-06-30", "2023-03-31", "whole"]),
        ("方案印发已完成", State.DONE, ["2023-03-31", "2023-06-30", "whole"]),
        # the words of a milestone say which, even of one that is far off
        ("南延、后街拓展方案已确定", State.IN_PROGRESS, ["2023-06-30", "progress"]),
        ("平台已上线试运行", State.IN_PROGRESS, ["2023-10-31", "progress"]),
        ("平台未上线试运行", State.IN_PROGRESS, []),
        ("平台准备上线试运行，已采购设备", State.IN_PROGRESS, []),
        ("正在推进", State.IN_PROGRESS, []),
        ("按时间节点推进", State.IN_PROGRESS, []),
        ("节点已完成，正在做下一步", State.IN_PROGRESS, ["2023-06-30", "2023-03-31", "progress"]),
        ("未启动", State.NOT_STARTED, []),
        ("方案印发后停工", State.BLOCKED, []),
        ("预计9月底完成", None, []),
    ],
)
def test_what_a_report_may_mean(said: str, state: State | None, codes: list[str]) -> None:
    assert meant(said, state) == codes


def test_milestones_already_met_and_those_before_them_are_out_of_question() -> None:
    assert meant("已完成", met=(DRAFT,)) == ["2023-06-30", "whole"]
    assert meant("节点已完成", met=(HALF,)) == ["whole", "progress"]
    assert meant("已完成", met=(HALF,)) == ["whole"]


def test_figures_speak_for_themselves() -> None:
    assert meant("已完成60%", percent=60.0) == []
    assert meant("已完成5个", value=5.0) == []


def test_targets_and_milestones_with_a_number_are_not_asked_about() -> None:
    done = Reading(True, state=State.DONE)
    plan = small_plan()
    assert meanings("已完成", plan.target_by_id["gdp"], done, None, TODAY) == ()
    assert [m.code for m in meanings("已完成", plan.tasks["1.1.1"], done, None, TODAY)] == ["whole"]
    counted = small_task(
        "1.1.3",
        "建驿站",
        "hr",
        measures=(Measure("驿站", Comparator.EXACTLY, 5, "个", reported=True),),
        milestones=STEPS,
    )
    assert [m.code for m in meanings("节点已完成", counted, done, None, TODAY)] == ["2023-06-30", "2023-03-31"]


@pytest.mark.parametrize(
    ("text", "words", "alike"),
    [
        ("方案已印发", "方案印发", 2 / 3),
        ("方案印发", "方案印发", 1.0),
        ("别的", "方案印发", 0.0),
        ("", "方", 0.0),
        ("方", "", 0.0),
        ("完成60%", "增长10%以上", 0.0),
    ],
)
def test_likeness(text: str, words: str, alike: float) -> None:
    assert likeness(text, words) == pytest.approx(alike)
