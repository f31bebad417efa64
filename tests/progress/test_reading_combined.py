"""Clauses whose meaning is known, put together in many ways: the whole must mean what its parts mean."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.progress.model import State
from bot.progress.reading import parse_measure, read

TODAY = date(2023, 7, 5)


@dataclass(frozen=True)
class Kind:
    """A measure with ways to state one value and percent of it, and numbers beside them that are neither."""

    measure: str
    value: float
    percent: float
    values: tuple[str, ...]
    percents: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


KINDS = (
    Kind(
        "39亿元",
        19.2,
        49.2,
        (
            "累计完成投资19.2亿元",
            "目前完成19.2亿元",
            "完成投资额192000万元",
            "截至6月底完成投资19.2亿元",
            "1-6月累计完成投资19.2亿元",
            "投资完成十九亿两千万元",
            "还差19.8亿元",
            "离年度目标还差19.8亿元",
            "投资由上月的17亿元增加到19.2亿元",
            "不是18.2亿元，是19.2亿元",
        ),
        ("完成率49.2%", "占年度计划的49.2%", "完成全年目标49.2%", "为年度目标的49.2%"),
        ("总投资82亿元", "去年同期17.1亿元", "年度计划39亿元", "涉及63个项目", "本月新增2亿元"),
        ("其中6月完成3.1亿元", "带动社会投资50亿元", "同比增长12.3%", "较去年同期多2.1亿元", "惠及企业320家"),
    ),
    Kind(
        "100场",
        52,
        52,
        ("累计举办招聘会52场", "已办五十二场", "还差48场", "线上18场、线下34场", "招聘会52/100场", "办了52场了"),
        ("完成率52%", "完成全年任务的52%", "占年度任务的52%"),
        ("目标100场", "去年同期48场", "全年计划举办100场", "本月举办5场", "6月举办9场"),
        ("提供岗位2.6万个", "参会企业1320家", "比去年同期多4场", "达成意向3100人", "其中高校专场6场"),
    ),
    Kind(
        "18个",
        7,
        38.9,
        (
            "已完工7个",
            "7个小区已完工",
            "18个小区已完工7个",
            "开工15个，其中完工7个",
            "7个完工、11个在建",
            "还有11个没完工",
            "已竣工7个，在建9个，未开工2个",
        ),
        ("完成率38.9%", "完成任务的38.9%"),
        ("共18个小区", "年度任务18个", "本月新完工2个"),
        ("惠及居民5600户", "面积42万平方米", "投入资金1.2亿元", "较上月增加2个"),
    ),
)
PREFIXES = ("", "收到，", "【区发改局】", "领导好，", "今年以来，", "区住建局：", "（一）", "2.")
PROMISES = (
    ("", None),
    ("预计10月底完成", "2023-10-31"),
    ("力争9月底前全部完成", "2023-09-30"),
    ("确保年底前完成全年任务", "2023-12-31"),
    ("剩余部分11月底前完成", "2023-11-30"),
    ("预计8月开工，12月完工", "2023-12-31"),
    ("原计划8月底完成，现调整为10月15日", "2023-10-15"),
    ("8月底完成招标", None),
    ("下一步将加大力度", None),
    ("尽快完成", None),
)
OBSTACLES = (
    ("", False),
    ("存在问题：部分征地进度滞后", True),
    ("资金紧张", True),
    ("需区财政局协调资金", True),
    ("因雨季影响进度偏慢", True),
    ("无困难", False),
    ("存在问题：无", False),
    ("问题已协调解决", False),
    ("克服了资金困难", False),
    ("工作推进顺利", False),
)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.data(),
    st.sampled_from(PREFIXES),
    st.sampled_from(PROMISES),
    st.sampled_from(OBSTACLES),
    st.sampled_from("，；。\n"),
)
def test_the_whole_means_what_its_parts_mean(
    kind: Kind,
    data: st.DataObject,
    prefix: str,
    promise: tuple[str, str | None],
    obstacle: tuple[str, bool],
    between: str,
) -> None:
    parts = [
        data.draw(st.sampled_from(("", *kind.before))),
        data.draw(st.sampled_from(kind.values)),
        percent := data.draw(st.sampled_from(("", *kind.percents))),
        data.draw(st.sampled_from(("", *kind.after))),
    ]
    body = data.draw(st.sampled_from("，；")).join(part for part in parts if part)
    if prefix == "2." and body[0].isdigit():
        prefix = ""  # 2.7个 is another number
    text = prefix + between.join(filter(None, (body, promise[0])))
    text += ("。" + obstacle[0] if obstacle[0] else "") + "。"

    reading = read(text, parse_measure(kind.measure), TODAY)

    assert reading.is_update, text
    if not reading.sure:
        return  # it asks, which is never wrong; how often is measured on the corpus
    assert reading.value == kind.value, text
    assert reading.percent == (kind.percent if percent else None), text
    assert reading.state is State.IN_PROGRESS, text
    assert (reading.forecast.isoformat() if reading.forecast else None) == promise[1], text
    assert reading.blocker is obstacle[1], text
