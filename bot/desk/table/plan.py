"""What the plan says."""

from typing import TYPE_CHECKING

from bot.desk.base import Command, Family
from bot.desk.commands import plan
from bot.desk.later import Later

if TYPE_CHECKING:
    from bot.desk.commands import plans
else:
    plans = Later("bot.desk.commands.plans")

ROWS: tuple[Command, ...] = (
    Command(
        "plan",
        ("计划", "全部计划"),
        Family.PLAN,
        {
            "zh": "现行计划、并入的专项和另存的计划；督办可切换（use）",
            "en": "The plan in use and those beside it; the office switches",
        },
        plans.plans,
        {"zh": "[use] [名称]", "en": "[use] [NAME]"},
        "民生实事",
    ),
    Command(
        "targets",
        ("主要目标", "全部目标", "目标列表"),
        Family.PLAN,
        {"zh": "主要目标一览", "en": "All headline targets"},
        plan.targets,
    ),
    Command(
        "target",
        ("目标",),
        Family.PLAN,
        {
            "zh": "一个主要目标：最新值、差距、后续需达到多少",
            "en": "One target: newest figure, gap, what is still needed",
        },
        plan.target,
        {"zh": "名称", "en": "NAME"},
        "gdp",
    ),
    Command(
        "sections",
        ("各部分", "目录"),
        Family.PLAN,
        {"zh": "计划各部分，任务按亮灯计数", "en": "The plan's sections, tasks counted by lamp"},
        plan.sections,
    ),
    Command(
        "section",
        ("部分",),
        Family.PLAN,
        {"zh": "一个部分的任务，最差的在前", "en": "The tasks of one section, the worst first"},
        plan.section,
        {"zh": "序号", "en": "N"},
        "1",
    ),
    Command(
        "task",
        ("任务",),
        Family.PLAN,
        {"zh": "一项任务的全部情况", "en": "All that is known of one task"},
        plan.task,
        {"zh": "编号", "en": "ID"},
        "1.2.1",
    ),
    Command(
        "find",
        ("查找", "搜索", "找"),
        Family.PLAN,
        {"zh": "按字词找任务", "en": "Find tasks by words"},
        plan.find,
        {"zh": "字词", "en": "WORDS"},
        "老旧小区",
    ),
    Command(
        "source",
        ("原文", "出处"),
        Family.PLAN,
        {"zh": "计划原文，标出所在段落", "en": "The plan's own words, in their paragraph"},
        plan.source,
        {"zh": "编号", "en": "ID"},
        "1.2.1",
    ),
)
