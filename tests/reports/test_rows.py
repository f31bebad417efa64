"""One row per task: what is known of it, and nothing that this viewer may not see."""

from dataclasses import replace
from datetime import date

import pytest

from bot.people.model import Role, Viewer
from bot.plan.model import Plan
from bot.progress.board import TaskClass
from bot.reports.rows import next_step_in, rows, seen, target_rows
from bot.supervision.model import Matter, MatterKind, MatterState
from tests.conftest import NOW
from tests.desk.cast import report
from tests.reports.conftest import OFFICE, board_of

HR = Viewer(Role.LEAD, frozenset({"hr"}))
GUEST = Viewer(Role.GUEST)


def test_every_task_has_its_row_in_the_order_of_the_plan(plan: Plan) -> None:
    made = rows(board_of(plan), OFFICE, [], {})
    assert [(row.number, row.task.id) for row in made] == [
        (1, "1.1.1"),
        (2, "1.1.2"),
        (3, "2.1.1"),
        (4, "2.1.2"),
        (5, "2.1.3"),
    ]
    assert [row.section.id for row in made] == ["1", "1", "2", "2", "2"]
    assert made[0].initiative.title == "扩投资"


@pytest.mark.parametrize(
    ("viewer", "shown", "targets"),
    [(OFFICE, 5, 3), (Viewer(Role.LEADER), 5, 3), (HR, 2, 3), (GUEST, 0, 0)],
)
def test_progress_is_seen_by_whom_it_concerns(plan: Plan, viewer: Viewer, shown: int, targets: int) -> None:
    board = board_of(plan, report("2.1.1", "已举办60场", value=60.0), report("1.1.1", "已完成21.5亿元", value=21.5))
    made = rows(board, viewer, [], {})
    assert len(made) == 5
    assert len(seen(made)) == shown
    assert sum(row.standing is not None for row in target_rows(board, viewer)) == targets


def test_a_row_knows_what_was_reported(plan: Plan) -> None:
    text = "已完成21.5亿元，用地手续未办完。下一步：8月底前完成3宗地块交付。"
    board = board_of(plan, report("1.1.1", text, value=21.5, blocker=True, blocker_text="用地手续未办完"))
    row = rows(board, OFFICE, [], {})[0]
    assert row.problem == "用地手续未办完"
    assert row.next_step == "8月底前完成3宗地块交付"
    assert row.task_class is TaskClass.BEHIND
    assert row.last is not None
    assert row.last.text == text
    assert row.next_milestone is None, "half-time is over"


def test_matters_stand_in_the_row_of_their_task(plan: Plan) -> None:
    later = Matter("a", MatterKind.EXTENSION, "1.1.2", NOW, "招标延后", "drc", before=date(2023, 9, 28))
    granted = replace(later, id="b", state=MatterState.GRANTED, wanted=date(2023, 10, 20))
    wish = Matter("c", MatterKind.COORDINATION, "1.1.2", NOW, "需区住建局协调用地", "drc", asked=("housing",))
    row = rows(board_of(plan), OFFICE, [later, granted, wish], {})[1]
    assert (row.times_extended, row.asks_extension, row.help) == (1, later, (wish,))
    assert row.problem == "需区住建局协调用地"
    assert rows(board_of(plan), HR, [later, wish], {})[1].problem == "", "not theirs to see"


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("已完成60%。下一步：加快审批。", "加快审批"),
        ("下步工作安排:9月底前开工", "9月底前开工"),
        ("Half is done. Next steps: sign the contract", "sign the contract"),
        ("下一步按节点抓好落实；存在问题：场地未定", "按节点抓好落实"),
        ("已完成60%，9月底前全部完成", ""),
        ("", ""),
    ],
)
def test_a_next_step_is_what_is_called_one(text: str, step: str) -> None:
    assert next_step_in(text) == step
