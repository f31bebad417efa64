"""Reporting, and taking it back."""

from bot.desk.base import Command, Family, Who
from bot.desk.commands import reporting

ROWS: tuple[Command, ...] = (
    Command(
        "update",
        ("上报", "进展", "报"),
        Family.REPORTING,
        {"zh": "报一项任务的进展，用平常的话", "en": "Report on a task in plain words"},
        reporting.update,
        {"zh": "编号 内容", "en": "ID TEXT"},
        "1.2.1 已完成21.5亿元，9月底前全部完成",
        who=Who.LEAD,
    ),
    Command(
        "undo",
        ("撤销", "撤回"),
        Family.REPORTING,
        {"zh": "撤销刚报的一条", "en": "Take your last report back"},
        reporting.undo,
        {"zh": "[编号]", "en": "[ID]"},
        "1.2.1",
        who=Who.LEAD,
    ),
)
