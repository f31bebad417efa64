"""The table of commands: everything that can be asked of the bot, in one place.

/help, the platform's menu and the list in the README are made of it. A new command is a row here, its handler in the
family's file, and its template in each language.
"""

from bot.desk.base import Answer, Ask, Command, Family, Tools, Who
from bot.desk.commands import digest, hello, plan, status


async def _help(ask: Ask, tools: Tools) -> list[Answer]:
    return await hello.help_with(ask, tools, COMMANDS)


COMMANDS: tuple[Command, ...] = (
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
    Command(
        "mine",
        ("本单位", "我的任务", "我的"),
        Family.STATUS,
        {"zh": "本单位牵头和配合的任务", "en": "What your departments lead and support"},
        status.mine,
        who=Who.LEAD,
    ),
    Command(
        "due",
        ("到期",),
        Family.STATUS,
        {"zh": "近期到期的任务和节点，默认14天", "en": "Tasks and milestones due soon, 14 days by default"},
        status.due,
        {"zh": "[天数]", "en": "[DAYS]"},
        "30",
    ),
    Command(
        "late",
        ("滞后", "逾期"),
        Family.STATUS,
        {"zh": "逾期和红灯的任务及原因", "en": "What is overdue or red, and why"},
        status.late,
        who=Who.LEAD,
    ),
    Command(
        "history",
        ("历史", "记录"),
        Family.STATUS,
        {"zh": "一项任务或目标的历次反馈", "en": "Every report on a task or target"},
        status.history,
        {"zh": "编号", "en": "ID"},
        "1.2.1",
        who=Who.LEAD,
    ),
    Command(
        "digest",
        ("周报", "摘要"),
        Family.STATUS,
        {"zh": "现在的周报", "en": "The weekly digest as of now"},
        digest.digest,
        who=Who.LEAD,
    ),
    Command(
        "start",
        ("开始",),
        Family.HELLO,
        {"zh": "我是谁、能做什么；群里怎么绑定", "en": "What I am and can do; how a group is bound"},
        hello.start,
    ),
    Command(
        "help",
        ("帮助", "命令"),
        Family.HELLO,
        {"zh": "全部命令，或一个命令的用法", "en": "All commands, or how to use one"},
        _help,
        {"zh": "[命令]", "en": "[COMMAND]"},
        "target",
    ),
    Command(
        "whoami",
        ("我是谁", "身份"),
        Family.HELLO,
        {"zh": "您的编号、身份，本群是谁的、能看什么", "en": "Your id and role, whose room this is, what it shows"},
        hello.whoami,
    ),
    Command(
        "lang",
        ("语言",),
        Family.HELLO,
        {"zh": "换语言：中文或英文", "en": "Change the language: Chinese or English"},
        hello.lang,
        {"zh": "zh|en", "en": "zh|en"},
        "en",
    ),
)
