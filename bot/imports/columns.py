"""The columns of a table of tasks, found by their usual names."""

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.language.patterns import compiled_later


class Column(StrEnum):
    """What a column of a table of tasks or targets holds."""

    NUMBER = "number"
    SECTION = "section"
    GROUP = "group"
    TASK = "task"
    GOAL = "goal"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    LEADER = "leader"
    INDICATOR = "indicator"
    UNIT = "unit"
    VALUE = "value"
    RATE = "rate"
    PAST = "past"
    IDLE = "idle"


# The first that fits a name is taken.
_NAMES: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, compiled_later(r"^(?:序号|编号|号|项次|No\.?)$", re.IGNORECASE)),
    (Column.IDLE, compiled_later(r"进展|完成情况|进度|备注|说明|落实情况|联系|存在问题|属性|资金来源|投资额|总投资")),
    (Column.SUPPORT, compiled_later(r"配合|协办|协助|参与|参加单位")),
    (Column.LEADER, compiled_later(r"领导|责任人|联系人|负责人")),
    (
        Column.LEAD,
        compiled_later(
            r"责任单位|牵头|责任部门|主办|承办|实施单位|责任主体|建设单位|落实单位|责任科室|主管部门|单位名称|^责任$"
        ),
    ),
    (Column.DUE, compiled_later(r"时限|完成时间|时间节点|时间要求|办结|截止|完成日期|时间安排|计划完成")),
    (Column.PAST, compiled_later(r"(?:上年|去年|实绩|实际|完成数|完成值|基数|现状|20\d\d年(?:完成|实际|预计|执行))")),
    (Column.RATE, compiled_later(r"增长|增幅|增速")),
    (Column.INDICATOR, compiled_later(r"指标(?!值|属性)")),
    (Column.UNIT, compiled_later(r"^(?:计量)?单位$")),
    (
        Column.GOAL,
        compiled_later(
            r"年度目标|工作目标|目标要求|完成标准|量化|预期成效|预期目标|目标值|年度计划|工作标准|成果形式|目标(?!任务)$|主要目标"
        ),
    ),
    (
        Column.TASK,
        compiled_later(
            r"任务|工作内容|项目内容|重点工作|具体内容|工作事项|事项|项目名称|主要内容|建设内容|工作措施|具体措施|举措|实施内容|实事|内容$|^项目$|^工作$"
        ),
    ),
    (Column.SECTION, compiled_later(r"类别|板块|领域|分类|方面|一级|类型|章节|部分")),
    (Column.GROUP, compiled_later(r"二级|子类|小类")),
    (Column.VALUE, compiled_later(r"20\d\d年|计划|目标|预期|安排")),
)


def column_of(name: str) -> Column | None:
    """Say what a column holds, by its name; None where the name is unusual."""
    name = re.sub(r"\s|\(.*?\)|（.*?）", "", name)
    return next((column for column, pattern in _NAMES if pattern.search(name)), None) if 0 < len(name) <= 20 else None


def columns_of(cells: Sequence[str]) -> dict[Column, int]:
    """Map what a header's columns hold to their places; the first of a kind counts."""
    found: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        column = column_of(cell)
        if column is not None and column not in found:
            found[column] = place
    return found


def is_task_header(cells: Sequence[str]) -> bool:
    """Tell the header of a table of tasks: it names the task and who answers, by when, or what is to be reached."""
    found = columns_of(cells)
    return Column.TASK in found and bool({Column.LEAD, Column.DUE, Column.GOAL, Column.SUPPORT} & found.keys())


def is_target_header(cells: Sequence[str]) -> bool:
    """Tell the header of a table of targets: it names an indicator and its planned value."""
    found = columns_of(cells)
    return Column.INDICATOR in found and bool({Column.VALUE, Column.GOAL, Column.RATE} & found.keys())


def is_header(cells: Sequence[str]) -> bool:
    """Tell the header of a table that is read."""
    return is_task_header(cells) or is_target_header(cells)
