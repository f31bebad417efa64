"""Pictures and papers made of the plan and its reports."""

from bot.desk.base import Command, Family, Who
from bot.desk.commands import chart, documents

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
)
