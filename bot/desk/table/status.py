"""How it stands."""

from bot.desk.base import Command, Family, Who
from bot.desk.commands import department, digest, status

ROWS: tuple[Command, ...] = (
    Command(
        "mine",
        ("本单位", "我的任务", "我的"),
        Family.STATUS,
        {"zh": "本单位牵头和配合的任务", "en": "What your departments lead and support"},
        status.mine,
        who=Who.LEAD,
    ),
    Command(
        "department",
        ("单位", "部门"),
        Family.STATUS,
        {
            "zh": "一个单位：亮灯、滞后、承诺兑现、催办",
            "en": "One department: lamps, what is behind, promises, nudges",
        },
        department.department,
        {"zh": "[名称]", "en": "[NAME]"},
        "区商务局",
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
)
