"""What is asked for, answered and followed to its end."""

from bot.desk.base import Command, Family, Who
from bot.desk.commands import closing, coordination, extension, matters, nudge, support

ROWS: tuple[Command, ...] = (
    Command(
        "extend",
        ("延期", "申请延期"),
        Family.SUPERVISION,
        {"zh": "申请延期，督办答复前原期限有效", "en": "Ask for a later due date; the old one holds until answered"},
        extension.extend,
        {"zh": "编号 日期 原因", "en": "ID DATE REASON"},
        "1.2.1 11月30日 招标流程延后",
        who=Who.LEAD,
    ),
    Command(
        "coordinate",
        ("协调", "提请协调"),
        Family.SUPERVISION,
        {"zh": "提请别的单位或督办协调", "en": "Ask another department or the office for help"},
        coordination.coordinate,
        {"zh": "编号 内容", "en": "ID TEXT"},
        "1.2.1 需区住建局协调用地",
        who=Who.LEAD,
    ),
    Command(
        "request",
        ("请配合", "配合"),
        Family.SUPERVISION,
        {"zh": "请配合单位按期办好它那一部分", "en": "Ask a supporting department for its part by a date"},
        support.request,
        {"zh": "编号 单位 日期 内容", "en": "ID DEPARTMENT DATE TEXT"},
        "1.2.1 区住建局 9月15日 提供用地意见",
        who=Who.LEAD,
    ),
    Command(
        "matters",
        ("待办", "待答复"),
        Family.SUPERVISION,
        {
            "zh": "等答复的事：延期、协调、配合、待核",
            "en": "What waits: extensions, help, parts, tasks to accept",
        },
        matters.matters,
        who=Who.LEAD,
    ),
    Command(
        "nudge",
        ("催办", "催"),
        Family.SUPERVISION,
        {"zh": "催办一项任务、一个单位或全部红灯", "en": "Nudge for a task, a department, or all that is red"},
        nudge.nudge,
        {"zh": "编号|单位|red", "en": "ID|DEPARTMENT|red"},
        "1.2.1",
        who=Who.LEADER,
    ),
    Command(
        "accept",
        ("办结", "销号"),
        Family.SUPERVISION,
        {"zh": "核准报完成的任务，销号", "en": "Accept a task that was reported done"},
        closing.accept,
        {"zh": "编号", "en": "ID"},
        "1.2.1",
        who=Who.OFFICE,
    ),
    Command(
        "return",
        ("退回",),
        Family.SUPERVISION,
        {"zh": "退回报完成的任务，写明原因", "en": "Return a task that was reported done, with the reason"},
        closing.send_back,
        {"zh": "编号 原因", "en": "ID REASON"},
        "1.2.1 缺验收单",
        who=Who.OFFICE,
    ),
)
