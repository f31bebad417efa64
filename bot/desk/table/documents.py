"""Pictures and papers made of the plan and its reports."""

from typing import TYPE_CHECKING

from bot.desk.base import Command, Family, Where, Who
from bot.desk.commands import dashboard
from bot.desk.later import Later

if TYPE_CHECKING:
    from bot.desk.commands import chart, documents
else:
    chart = Later("bot.desk.commands.chart")
    documents = Later("bot.desk.commands.documents")

ROWS: tuple[Command, ...] = (
    Command(
        "chart",
        ("图表", "图", "图示"),
        Family.DOCUMENTS,
        {
            "zh": "一张图看懂：全区、一个主要目标或一个单位",
            "en": "One picture: the whole plan, a target or a department",
        },
        chart.chart,
        {"zh": "[目标|单位]", "en": "[TARGET|DEPARTMENT]"},
        "gdp",
        who=Who.LEAD,
    ),
    Command(
        "ledger",
        ("台账",),
        Family.DOCUMENTS,
        {
            "zh": "任务台账（Excel）；mine 取本单位的填报表",
            "en": "The ledger for Excel; mine: your sheet to fill in",
        },
        documents.ledger,
        {"zh": "[mine]", "en": "[mine]"},
        "mine",
    ),
    Command(
        "bulletin",
        ("通报",),
        Family.DOCUMENTS,
        {"zh": "通报草稿（Word），周、月或半年", "en": "A draft bulletin for Word: week, month or half-year"},
        documents.bulletin,
        {"zh": "[weekly|monthly|halfyear]", "en": "[weekly|monthly|halfyear]"},
        "monthly",
        who=Who.OFFICE,
    ),
    Command(
        "calendar",
        ("日程", "日历"),
        Family.DOCUMENTS,
        {"zh": "时限和节点，放进手机日历", "en": "Due dates and milestones for your calendar"},
        documents.calendar,
        {"zh": "[单位]", "en": "[DEPARTMENT]"},
        "区商务局",
    ),
    Command(
        "dashboard",
        ("看板", "挂图", "大屏"),
        Family.DOCUMENTS,
        {
            "zh": "网页看板的登录链接；revoke 收回以前的",
            "en": "A link to the dashboard; revoke ends the earlier ones",
        },
        dashboard.dashboard,
        {"zh": "[revoke]", "en": "[revoke]"},
        who=Who.LEAD,
        where=Where.PRIVATE,
    ),
)
