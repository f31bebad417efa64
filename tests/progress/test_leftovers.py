"""What of a reply is neither used nor explained is asked about; what has its reason is not."""

from datetime import date

import pytest

from bot.progress.reading import parse_measure, read

TODAY = date(2024, 7, 8)


def codes(text: str, measure: str | None) -> list[str]:
    return [doubt.code for doubt in read(text, parse_measure(measure), TODAY).doubts]


@pytest.mark.parametrize(
    ("text", "measure", "asked"),
    [
        ("已完成52场，还差70场", "100场", "sum_differs"),
        ("已竣工5个，完成验收9个", "18个", "competing"),
        ("材料进场，10月中旬弄利索", None, "day_unclear"),
        ("任务已完成，不含附属工程", None, "done_limited"),
        ("项目已完成，绿化还没种", None, "done_limited"),
        ("9月底前可能完成", None, "guessed"),
        ("屋面瓦已完成", None, "done_or_part"),
        ("7月弄了45%", None, "percent_unclear"),
        ("7月搞到21亿元", "39亿元", "plan_or_done"),
        ("到位外资2100万美元", "39亿元", "number_unclear"),
        ("利用内资7.3亿元、外资2100万美元", "39亿元", "number_unclear"),
        ("日均举办3场", "100场", "number_unclear"),
        ("改造28个小区", "28个", "goal_or_promise"),
        ("月底25座，6月底30座", "30座", "plan_or_done"),
        ("38家已注销，已查完62家", "100家", "competing"),
        ("认缴1.2亿元，实缴0.6亿元，已投1450万元", "2亿元", "competing"),
        ("已按要求落实", "65个", "done_or_part"),
        ("整改率100%，专项行动持续至12月", None, "done_limited"),
        ("完成60%，水电没有", None, "obstacle_unread"),
        ("完成60%，邻里有话讲", None, "unread"),
        ("大楼已上梁", None, "unread"),
        ("完成60%，但甲方换人了", None, "obstacle_unread"),
        ("完成60%，受旁边地铁的牵连", None, "obstacle_unread"),
        ("完成60%，设备没影子", None, "obstacle_unread"),
    ],
)
def test_what_is_left_unexplained_is_asked(text: str, measure: str | None, asked: str) -> None:
    assert asked in codes(text, measure)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("已完成52场，还差48场", "100场"),
        ("已竣工5个，开工9个", "18个"),
        ("完成投资21亿元，资金到位率88%", "39亿元"),
        ("10月中旬启动，目前进展顺利", None),
        ("任务已全部完成，项目已通过验收", None),
        ("完成60%，进展顺利", None),
        ("完成60%，无困难", None),
        ("完成投资21亿元，完成率53.8%，到位30亿元", "39亿元"),
        ("全部改造完28个小区", "28个"),
        ("完成60%，本周无变化", None),
    ],
)
def test_what_has_its_reason_is_not_asked(text: str, measure: str | None) -> None:
    assert codes(text, measure) == []
