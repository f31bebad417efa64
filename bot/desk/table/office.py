"""What the office puts right."""

from bot.desk.base import Command, Family, Who
from bot.desk.commands import office, people

ROWS: tuple[Command, ...] = (
    Command(
        "invite",
        ("邀请",),
        Family.OFFICE,
        {"zh": "给单位、督办或区领导一个绑定码", "en": "Make a code for a department, the office or leaders"},
        people.make_invitation,
        {"zh": "单位|office|leaders", "en": "DEPARTMENT|office|leaders"},
        "区商务局",
        who=Who.OFFICE,
    ),
    Command(
        "assign",
        ("分工", "指定牵头"),
        Family.OFFICE,
        {"zh": "改一项任务的牵头单位", "en": "Change a task's lead department"},
        office.assign,
        {"zh": "编号 单位", "en": "ID DEPARTMENT"},
        "1.2.1 区住建局",
        who=Who.OFFICE,
    ),
    Command(
        "reschedule",
        ("改期",),
        Family.OFFICE,
        {"zh": "改一项任务的期限，原定期限仍可见", "en": "Change a task's due date; the original stays visible"},
        office.reschedule,
        {"zh": "编号 日期", "en": "ID DATE"},
        "1.2.1 11月30日",
        who=Who.OFFICE,
    ),
    Command(
        "set",
        ("定数", "设目标"),
        Family.OFFICE,
        {"zh": "填入市下达的目标值", "en": "Enter the number the city has set for a target"},
        office.set_target,
        {"zh": "目标 数值 [说明]", "en": "TARGET NUMBER [NOTE]"},
        "jobs 28000",
        who=Who.OFFICE,
    ),
)
