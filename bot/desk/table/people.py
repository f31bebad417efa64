"""Whose room this is, and who leads."""

from bot.desk.base import Command, Family, Where, Who
from bot.desk.commands import handover, people

ROWS: tuple[Command, ...] = (
    Command(
        "bind",
        ("绑定",),
        Family.PEOPLE,
        {"zh": "用绑定码把本群绑到单位", "en": "Bind this group to a department by a code"},
        people.bind,
        {"zh": "绑定码", "en": "CODE"},
        "K7M2QX9P",
    ),
    Command(
        "unbind",
        ("解绑", "解除绑定"),
        Family.PEOPLE,
        {"zh": "解除本群的绑定", "en": "Loosen this group from its departments"},
        people.unbind,
        {"zh": "[单位]", "en": "[DEPARTMENT]"},
        "区商务局",
        who=Who.OFFICE,
        where=Where.GROUP,
    ),
    Command(
        "lead",
        ("责任人",),
        Family.PEOPLE,
        {"zh": "谁是责任人；督办可增减", "en": "Who leads here; the office adds and removes"},
        people.lead,
        {"zh": "[add|remove 姓名]", "en": "[add|remove NAME]"},
        "add 李明",
        who=Who.LEAD,
    ),
    Command(
        "handover",
        ("交接",),
        Family.PEOPLE,
        {"zh": "休假或离岗，请别人代办到某天", "en": "Let another act for you until a day"},
        handover.handover,
        {"zh": "姓名 [日期]", "en": "NAME [UNTIL]"},
        "李明 12月1日",
        who=Who.LEAD,
    ),
)
