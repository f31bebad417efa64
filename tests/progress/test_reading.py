"""What a reply is read as: said → understood. Rules of meaning: docs/reading.md."""

from datetime import date

import pytest

from bot.progress.model import Reading, State
from bot.progress.reading import parse_measure, read
from bot.progress.reading.doubts import CODES
from bot.progress.reading.reader import LONGEST

TODAY = date(2023, 7, 5)
INVESTMENT, FAIRS, HOMES, RENEWAL, BEGINNINGS, GDP = "39亿元", "100场", "750户", "18个", "启动 18个", "4.5%增长"


def said(text: str, measure: str | None = None, today: date = TODAY) -> Reading:
    return read(text, parse_measure(measure), today)


VALUES = [
    # in whatever unit and numerals
    (INVESTMENT, "完成投资162000万元", 16.2),
    (INVESTMENT, "累计完成二十一亿五千万元", 21.5),
    (INVESTMENT, "Invested RMB 1.95 billion", 19.5),
    (HOMES, "已解决三百八十八户", 388),
    ("1.5万人", "新增就业11200人", 1.12),
    ("30公里", "碧道已贯通21600米", 21.6),
    # the newest cumulative number, not the goal, the past, the addition, the part, the difference or what comes with it
    (INVESTMENT, "全年计划39亿，目前到位17.5亿", 17.5),
    (INVESTMENT, "去年全年37亿元，今年上半年已完成22亿元", 22),
    (INVESTMENT, "本周新增2亿元，累计23.1亿元", 23.1),
    (INVESTMENT, "完成18.6亿元，其中政府投资8亿元", 18.6),
    (INVESTMENT, "较5月底增加2.1亿元，达到18.4亿元", 18.4),
    (INVESTMENT, "由上月的16.2亿元增加到18.4亿元", 18.4),
    (INVESTMENT, "完成投资17亿元，带动社会投资50亿元", 17),
    (FAIRS, "举办招聘会52场，提供岗位2.6万个，参会企业1320家", 52),
    # a noun may end in a sign that announces something elsewhere
    ("12万人次", "开展职业技能培训6.3万人次，完成52.5%", 6.3),
    (RENEWAL, "节能改造7个", 7),
    (RENEWAL, "许可改造7个", 7),
    (RENEWAL, "供应改造9个", 9),
    ("3000批次", "抽检完成812批次，占全年任务27.1%", 812),
    (RENEWAL, "环节能完成7个", None),
    # parts of the same thing add up where no total is said
    (FAIRS, "线上18场、线下34场", 52),
    (FAIRS, "线上18场、线下34场，合计52场", 52),
    # what is missing counts back
    (INVESTMENT, "距离全年目标还差14亿元", 25),
    (RENEWAL, "还有11个没完工", 7),
    (RENEWAL, "除5个小区外均已完工", 13),
    (RENEWAL, "11个仍在施工，其余已完工", 7),
    # of several stages the finished one, unless the measure names another
    (RENEWAL, "开工9个，其中完工3个", 3),
    (BEGINNINGS, "开工9个，其中完工3个", 9),
    (RENEWAL, "已竣工7个、在建9个、待开工2个", 7),
    # corrections
    (HOMES, "不是380户，是388户", 388),
    (HOMES, "380户有误，应为388户", 388),
    # a number of another unit is never the value
    (INVESTMENT, "63个项目已开工58个", None),
    (FAIRS, "提供岗位2.6万个", None),
    # promises, the past and conditions are no value
    (INVESTMENT, "力争三季度末完成30亿元", None),
    (INVESTMENT, "去年完成37亿元，今年正在推进", None),
    (INVESTMENT, "没有完成18.6亿元", None),
]


@pytest.mark.parametrize(("measure", "text", "value"), VALUES)
def test_value(measure: str, text: str, value: float | None) -> None:
    reading = said(text, measure)
    assert reading.value == value
    assert reading.unit == (None if value is None else parse_measure(measure).unit)  # type: ignore[union-attr]
    assert reading.sure


GROWTH = [
    ("GDP同比增长4.4%", 4.4),
    ("社零同比下降0.8%", -0.8),
    ("与去年同期持平", 0),
    ("上半年增速4.4%，较一季度提高0.3个百分点", 4.4),
    ("一季度4.1%，二季度4.7%，上半年4.4%", 4.4),
    ("一季度、上半年分别增长4.1%、4.4%", 4.4),
    ("全市增长4.2%，我区增长4.6%", 4.6),
    ("同比增长4.4%，环比增长1.2%", 4.4),
    ("6月当月增长7.1%，1-6月累计增长5.8%", 5.8),
    ("预计全年增长5.6%", None),
]


@pytest.mark.parametrize(("text", "rate"), GROWTH)
def test_growth(text: str, rate: float | None) -> None:
    reading = said(text, GDP)
    assert (reading.value, reading.percent) == (rate, None)
    assert reading.state is State.IN_PROGRESS
    assert reading.sure


@pytest.mark.parametrize(
    ("text", "today", "state"),
    [
        ("上半年增长4.7%", TODAY, State.IN_PROGRESS),
        ("2023年全年增长4.7%", date(2024, 1, 8), State.DONE),
        ("全年GDP增长4.1%，未完成目标", date(2024, 1, 8), State.IN_PROGRESS),
    ],
)
def test_a_growth_rate_is_done_only_with_the_whole_year(text: str, today: date, state: State) -> None:
    assert said(text, GDP, today).state is state


PERCENTS = [
    ("完成六成五", 65),
    ("完成五分之三", 60),
    ("已完成百分之八十二点五", 82.5),
    ("４５％", 45),
    ("还剩三成没完成", 70),
    ("由上月的30%提高到45%", 45),
    ("增加8个百分点至48%", 48),
    ("更正一下，不是72%，是27%", 27),
    ("时间进度50%，实际完成56%", 56),
    ("计划完成60%，实际只完成45%", 45),
    ("目前完成55%，预计9月底完成80%", 55),
    ("40% done, expected by 31 Oct 2023", 40),
    # no completion: plans, denials, last month, conditions, rates of other things
    ("争取月底达到90%", None),
    ("没到50%", None),
    ("上月完成60%", None),
    ("如果完成80%就可以申请验收", None),
    ("游客量同比增长35.6%，活动持续开展", None),
    ("满意率98%，工作正常推进", None),
    ("序时进度50%，正在推进", None),
    ("90%的行政村开通了班车", None),
]


@pytest.mark.parametrize(("text", "percent"), PERCENTS)
def test_percent(text: str, percent: float | None) -> None:
    assert said(text).percent == percent


STATES = [
    (State.DONE, "已办结"),
    (State.DONE, "18个小区全部完工"),
    (State.DONE, "完成率112%"),
    (State.DONE, "以完成"),
    (State.IN_PROGRESS, "已完成招标，正在施工"),
    (State.IN_PROGRESS, "主体已封顶"),
    (State.IN_PROGRESS, "还没完成"),
    (State.IN_PROGRESS, "正在验收"),
    (State.IN_PROGRESS, "预计8月底完工"),
    (State.NOT_STARTED, "尚未开工"),
    (State.NOT_STARTED, "一户都还没有解决"),
    (State.NOT_STARTED, "等上级文件，暂未开展"),
    (State.BLOCKED, "因拆迁问题停工"),
    (State.BLOCKED, "blocked by the supplier"),
    (State.IN_PROGRESS, "没有停工，正常施工"),
    (State.IN_PROGRESS, "前期停工，现已恢复施工"),
    (State.IN_PROGRESS, "两个项目停工，其余正常推进"),
    (State.IN_PROGRESS, "其中一个小区意见不统一，暂时开不了工，其他正常推进"),
]


@pytest.mark.parametrize(("state", "text"), STATES)
def test_state(state: State, text: str) -> None:
    reading = said(text)
    assert reading.state is state
    assert reading.sure


FORECASTS = [
    ("剩余两个9月中旬建成", "2023-09-20"),
    ("2月底前完成", "2024-02-29"),
    ("审批卡住了，要推迟到11月上旬", "2023-11-10"),
    ("预计8月开工，12月完工", "2023-12-31"),
    ("原定6月底完成，现调整为9月底", "2023-09-30"),
    ("年内完成", "2023-12-31"),
    ("8月开工建设", None),
    ("8月底前完成招标", None),
    ("9月底前完成80%", None),
    ("6月20日已竣工", None),
]


@pytest.mark.parametrize(("text", "day"), FORECASTS)
def test_forecast(text: str, day: str | None) -> None:
    forecast = said(text).forecast
    assert (forecast.isoformat() if forecast else None) == day


OBSTACLES = [
    ("存在问题：场地紧张，部分场次推迟。累计52场", "场地紧张,部分场次推迟"),
    ("征拆进度滞后，完成40%", "征拆进度滞后"),
    ("需区财政局协调资金", "需区财政局协调资金"),
    ("资金尚未到位", "资金尚未到位"),
    ("因机构改革，此项工作尚未启动", "因机构改革"),
    ("较序时进度低3个百分点，完成47%", "较序时进度低3个百分点"),
    ("目前没有困难，按计划推进", None),
    ("存在问题：无；完成60%", None),
    ("不存在困难和问题，完成60%", None),
    ("问题已协调解决，完成80%", None),
    ("克服资金困难，完成60%", None),
    ("解决了1055户困难群众住房问题", None),
    ("下一步：着力破解资金难题", None),
]


@pytest.mark.parametrize(("text", "words"), OBSTACLES)
def test_obstacle(text: str, words: str | None) -> None:
    reading = said(text)
    assert reading.blocker is (words is not None)
    assert (reading.blocker_text or "").replace("，", ",") == (words or "")


@pytest.mark.parametrize(
    "text",
    [
        "收到，谢谢",
        "👌",
        "2",
        "1.2.1",
        "这个归哪个科室？",
        "完成80%算不算完成？",
        "请各街道抓紧报送上半年完成情况",
        "@同事 看一下",
        "稍后报",
        "周一开会",
        "数据核实中，下午报",
        "附件已发",
        "上级要求本月底前完成，请抓紧",
        "",
        "   \n ",
    ],
)
def test_no_update(text: str) -> None:
    assert said(text) == Reading(is_update=False)


@pytest.mark.parametrize(
    ("measure", "text"),
    [(INVESTMENT, "全年计划完成投资39亿元"), (INVESTMENT, "目标39亿元"), (FAIRS, "100场的任务收到"), (FAIRS, "52")],
)
def test_a_goal_restated_or_a_bare_number_is_no_update(measure: str, text: str) -> None:
    assert not said(text, measure).is_update


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截至5月底完成投资162000万元", "2023-05-31"),
        ("上半年完成20.8亿元", "2023-06-30"),
        ("1—5月实际完成15.3亿元", "2023-05-31"),
        ("19.2亿（截至6月底）", "2023-06-30"),
        ("目前19.2亿元", None),
    ],
)
def test_period_end(text: str, day: str | None) -> None:
    end = said(text, INVESTMENT).period_end
    assert (end.isoformat() if end else None) == day


# What the grammar is unsure of is asked: the text, and why.
DOUBTFUL = [
    (FAIRS, "办了招聘会20场，开了宣讲会15场", "competing"),
    (INVESTMENT, "其中政府投资5亿元、社会投资14.2亿元", "summed"),
    (FAIRS, "已举办招聘会三十余场", "rough"),
    (FAIRS, "招聘会办了近百场", "rough"),
    (FAIRS, "招聘会已办52", "unit_missing"),
    ("50座", "建成32处", "unit_other"),
    ("800人", "培训520人次", "unit_other"),
    (RENEWAL, "开工9个", "stage"),
    (FAIRS, "本周新增2场", "increment_only"),
    (INVESTMENT, "其中政府投资5亿元", "part_only"),
    (HOMES, "惠及388户", "side_only"),
    (INVESTMENT, "年度投资计划完成19亿元", "plan_or_done"),
    (RENEWAL, "7/20个", "whole_differs"),
    (INVESTMENT, "完成投资185亿元", "over_threefold"),
    (INVESTMENT, "完成投资18.5万元", "scale_slip"),
    (INVESTMENT, "完成投资19。2亿元", "typing"),
    (GDP, "增长4.4个百分点", "growth_in_points"),
    (None, "土建完成80%，安装完成30%", "percent_competing"),
    (None, "完成七八成", "percent_rough"),
    (None, "主体完成80%", "percent_of_part"),
    (INVESTMENT, "完成投资18.2亿元，完成率77%", "percent_contradicts"),
    (None, "基本完成", "basically"),
    (None, "政策已经印发实施", "done_or_part"),
    (GDP, "二季度增长5.2%", "single_period"),
    (None, "已完成，正在施工", "states_contradict"),
    (None, "8月开工建设", "begin_planned"),
    (INVESTMENT, "力争全年完成39亿元", "goal_or_promise"),
    (None, "9月31日前完成", "no_such_day"),
    (None, "6月底前完成", "deadline_past"),
    (None, "年前完成", "deadline_unclear"),
    (None, "如果顺利，9月底可以全部完成", "deadline_conditional"),
    (None, "延至10月底", "delay"),
    (None, "征地还没谈下来", "obstacle_unclear"),
    (None, "马上落实", "unclear"),
    ("39亿元", "到位外资2100万美元", "number_unclear"),
    (None, "7月弄了45%", "percent_unclear"),
    ("100场", "已完成52场，还差70场", "sum_differs"),
    (None, "材料进场，10月中旬弄利索", "day_unclear"),
    (None, "任务已完成，不含附属工程", "done_limited"),
    (None, "9月底前可能完成", "guessed"),
    (None, "大楼已上梁", "unread"),
    (None, "这项工作市里取消了", "dropped"),
    (None, "这笔钱一分钱花不出去", "standstill"),
    (None, "完成60%，但甲方换人了", "obstacle_unread"),
]


@pytest.mark.parametrize(("measure", "text", "code"), DOUBTFUL)
def test_what_is_unsure_is_asked(measure: str | None, text: str, code: str) -> None:
    reading = said(text, measure)
    assert not reading.sure
    (found,) = [doubt for doubt in reading.doubts if doubt.code == code][:1]
    field, _, values = CODES[code]
    assert found.of == field
    assert set(found.values) == set(values)


def test_every_doubt_of_a_reading_is_shown_above() -> None:
    of_checks = {"backwards", "percent_backwards", "same_text", "jump", "reopened", "begun_before"}
    assert {code for _, _, code in DOUBTFUL} == set(CODES) - of_checks


def test_more_than_the_longest_text_is_not_read() -> None:
    assert said("好" * LONGEST + "，完成60%").percent is None
    assert said("收到，" * 100 + "完成60%").percent == 60


MEASURES = [
    ("39亿元", ("", 39, "亿元", False)),
    ("启动 18个", ("启动", 18, "个", False)),
    ("4.5%增长", ("", 4.5, "%", True)),
    ("4.5%左右增长", ("", 4.5, "%", True)),
    ("2,000户", ("", 2000, "户", False)),
    ("地区生产总值增长 4.5%", ("地区生产总值增长", 4.5, "%", True)),
    ("招聘会≥100场", ("招聘会", 100, "场", False)),
    ("不少于100场", ("", 100, "场", False)),
]


@pytest.mark.parametrize(("text", "parts"), MEASURES)
def test_measure_in_words(text: str, parts: tuple[str, float, str, bool]) -> None:
    measure = parse_measure(text)
    assert measure is not None
    assert (measure.what, measure.value, measure.unit, measure.growth) == parts


def test_no_measure_and_no_such_measure() -> None:
    assert parse_measure(None) is None
    assert parse_measure(" ") is None
    with pytest.raises(ValueError, match="39亿元"):
        parse_measure("很多")
