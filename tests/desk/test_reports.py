"""Replies that report: who, where, about what, said → answered, and what is on record after."""

from datetime import date

import pytest

from bot.progress.model import Lamp, State
from tests.conftest import NOW
from tests.desk.cast import report, words
from tests.desk.dialogue import Dialogue


@pytest.mark.parametrize(
    ("who", "where", "subject", "said", "answered"),
    [
        (
            "drc",
            "drc",
            "1.1.1",
            "已完成21.5亿元，9月底前全部完成",
            ["已记录", "21.5亿元，完成55.1%", "预计9月30日完成"],
        ),
        ("drc", "drc", "1.1.1", "已完成21.5亿元", ["🟡→🟢 绿灯", "节点已到位：6月30日 完成投资过半", "60分钟内可撤销"]),
        ("drc", "drc", "1.1.1", "完成投资215000万元", ["21.5亿元"]),
        ("drc", "drc", "1.1.1", "完成60%", ["60%", "节点已到位"]),
        ("drc", "drc", "1.1.2", "推进中，征求意见", ["状态：推进中", "黄灯：6月30日节点“过半”已过，未报完成"]),
        ("hr", "hr", "2.1.1", "累计举办招聘会五十二场", ["52场，完成52%"]),
        ("hr", "hr", "2.1.1", "累计52场，场地紧张", ["52场", "困难：", "场地紧张"]),
        ("hr", "hr", "2.1.3", "未启动", ["状态：未启动"]),
        ("hr", "hr", "2.1.3", "因拆迁问题停工", ["状态：受阻", "困难："]),
        # anybody in a department's group may, recorded by name; so may a supporting department, and the office anywhere
        ("guest", "hr", "2.1.1", "已办52场", ["52场"]),
        ("98", "hr", "2.1.1", "已办52场", ["52场"]),
        ("office", "drc", "1.1.1", "已完成21.5亿元", ["21.5亿元，完成55.1%"]),
        ("office", "private", "1.1.1", "已完成21.5亿元", ["21.5亿元，完成55.1%"]),
        ("hr", "private", "2.1.1", "已办52场", ["52场"]),
    ],
)
async def test_a_reply_is_understood_and_recorded(
    chat: Dialogue, who: str, where: str, subject: str, said: str, answered: list[str]
) -> None:
    answer = await chat.report(who, where, subject, said)
    for part in answered:
        assert part in answer
    (update,) = chat.reports
    assert (update.subject, update.text, update.late, update.at) == (subject, said, False, NOW)
    assert update.person_name
    assert chat.summary(subject).last == update


@pytest.mark.parametrize(
    ("who", "where", "subject", "said", "answered"),
    [
        ("drc", "drc", "1.1.1", "收到", ""),
        ("drc", "drc", "1.1.1", "谢谢提醒", ""),
        ("drc", "drc", "1.1.1", "👌", ""),
        ("drc", "drc", "1.1.1", "稍后报", ""),
        ("drc", "drc", "1.1.1", "怎么回复？", "直接回复我的提醒"),
        ("drc", "drc", "1.1.1", "这个归哪个科室？", "什么也没有记录"),
        ("hr", "private", "2.1.1", "谢谢", "有新进展，直接回复我"),
        ("hr", "private", "2.1.1", "收到，谢谢领导！", "有新进展，直接回复我"),
        ("hr", "private", "2.1.1", "好的👌", "有新进展，直接回复我"),
        ("hr", "private", "2.1.1", "收到，怎么报？", "什么也没有记录"),
        ("drc", "drc", "1.1.1", "60", "例：60% 或 60亿元"),
        ("drc", "drc", "1.1.1", "２", "只有数字“2”"),
        ("drc", "drc", "1.1.2", "60", "例：60%"),
        # whose it is not
        ("guest", "new", "1.1.1", "完成60%", "由某区发展和改革局报"),
        ("hr", "hr", "1.1.1", "完成60%", "没有记录：1.1.1"),
        ("guest", "private", "1.1.1", "完成60%", "督办可代报"),
        ("leader", "leaders", "1.1.1", "完成60%", "没有记录"),
        ("drc", "private", "2.1.1", "完成60%", "没有记录"),
    ],
)
async def test_what_is_no_report_or_not_theirs_records_nothing(
    chat: Dialogue, who: str, where: str, subject: str, said: str, answered: str
) -> None:
    answer = await chat.report(who, where, subject, said)
    assert (answered in answer) if answered else answer == ""
    assert chat.reports == []


async def test_only_named_leads_may_report_where_the_configuration_says_so(plan) -> None:
    chat = await Dialogue(plan, report={"only_leads": True}).seated()
    assert "由其责任人报" in await chat.report("guest", "hr", "2.1.1", "已办52场")
    assert "52场" in await chat.report("hr", "hr", "2.1.1", "已办52场")


async def test_an_anonymous_admin_is_asked_for_a_name(chat: Dialogue) -> None:
    nobody = {"anonymous": True, "person": "", "person_name": ""}
    assert "请以本人身份发言" in await chat.report("", "hr", "2.1.1", "已办52场", **nobody)
    assert await chat.report("", "hr", "2.1.1", "收到", **nobody) == ""
    two = await chat.told("hr", "2.1.1", "2.1.3")
    assert "请以本人身份发言" in await chat.reply("", "hr", "已办52场", two, **nobody)
    assert chat.reports == []


async def test_the_answer_says_old_and_new(chat: Dialogue) -> None:
    await chat.recorded(
        report("1.1.1", "13.65亿元", 5, value=13.65, unit="亿元", state=State.IN_PROGRESS),
        report("1.1.2", "完成30%", 5, percent=30.0, state=State.IN_PROGRESS),
        report("gdp", "增长4.2%", 60, value=4.2, unit="%", period_end=date(2023, 3, 31)),
    )
    assert "13.65亿元 → 21.5亿元，完成55.1%" in await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    assert "30% → 45%" in await chat.report("drc", "drc", "1.1.2", "完成45%")
    assert "状态：推进中 → 受阻" in await chat.report("drc", "drc", "1.1.2", "审批卡住了")
    assert "一季度增长4.2% → 上半年增长4.6%" in await chat.report("drc", "drc", "gdp", "上半年增长4.6%")


async def test_a_change_of_lamp_is_kept_with_the_report(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    assert chat.store.view.lamps["1.1.1"].after is Lamp.GREEN
    audit = await chat.store.read(lambda reader: reader.audit("1.1.1"))
    assert [(entry.person, entry.action, entry.after) for entry in audit] == [
        ("telegram:5", "reported", "已完成21.5亿元")
    ]


async def test_a_report_says_for_whom_it_speaks(chat: Dialogue) -> None:
    await chat.report("office", "private", "2.1.1", "已办52场")
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    assert [(u.person, u.person_name, u.department, u.room) for u in chat.reports] == [
        ("telegram:1", "王督办", "hr", chat.store.view.people["telegram:1"].private_room),
        ("telegram:5", "赵发改", "drc", "r-drc"),
    ]


async def test_a_supporting_department_reports_for_itself(chat: Dialogue) -> None:
    await chat.say("office", "new", "/bind 住建局")
    assert "绿灯" in await chat.report("98", "new", "1.1.1", "已完成21.5亿元")
    assert chat.reports[0].department == "housing"


async def test_a_done_task_needs_no_list_of_its_milestones(chat: Dialogue) -> None:
    answer = await chat.report("drc", "drc", "1.1.1", "已完成40.2亿元，超额完成全年任务")
    assert "→✅ 已完成" in answer
    assert "节点" not in answer


async def test_pieces_that_belong_nowhere_are_named_unless_they_say_nothing(chat: Dialogue) -> None:
    answer = await chat.read("drc", "private", "王局好：累计完成60%；1.1.2 推进中")
    assert "没读懂、没有记录\n· 王局好：累计完成60%" in answer
    assert "没读懂" not in await chat.read("drc", "private", "王局好：1.1.2 推进中")


async def test_the_office_reports_for_others_anywhere_but_the_room_sees_only_its_own(chat: Dialogue) -> None:
    answer = await chat.read("office", "hr", "/update 1.1.1 已完成21.5亿元")
    assert "21.5亿元" in answer
    assert "灯" not in answer
    assert "灯" not in await chat.press("office", "hr", "撤销")


@pytest.mark.parametrize(
    ("who", "where", "said", "subjects"),
    [
        ("office", "private", "/update 1.1.1 已完成21.5亿元", ["1.1.1"]),
        ("office", "private", "/上报 1.1.1：已完成21.5亿元", ["1.1.1"]),
        ("drc", "drc", "/update 1.1.1已完成21.5亿元", ["1.1.1"]),
        ("drc", "private", "/update 1.1.1 已完成21.5亿元；1.1.2 正在征求意见", ["1.1.1", "1.1.2"]),
        ("drc", "drc", "/update gdp 上半年增长4.6%", ["gdp"]),
        ("drc", "drc", "/update GDP：上半年增长4.6%", ["gdp"]),
        ("drc", "drc", "/update 财政收入 1-5月增长6.1%", ["revenue"]),
        ("hr", "hr", "/update 招聘会 已办52场", ["2.1.1"]),
        ("hr", "private", "2.1.1 已办52场", ["2.1.1"]),
        ("hr", "private", "2.1.1已办52场；2.1.3 未启动", ["2.1.1", "2.1.3"]),
        ("hr", "private", "2.1.1 已办52场\n2.1.3 未启动", ["2.1.1", "2.1.3"]),
        ("hr", "hr", "2.1.1 已办52场", ["2.1.1"]),
    ],
)
async def test_reports_that_name_what_they_are_about(
    chat: Dialogue, who: str, where: str, said: str, subjects: list[str]
) -> None:
    assert "已记录" in await chat.read(who, where, said)
    assert [update.subject for update in chat.reports] == subjects


async def test_update_in_reply_needs_no_id(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.1")
    assert "已记录" in await chat.reply("drc", "drc", "/update 已完成21.5亿元", reminder)
    assert [update.subject for update in chat.reports] == ["1.1.1"]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/update", "例：/update 1.1.1 完成60%"),
        ("/update 1.1.1", "请写编号和进展"),
        ("/update 9.9.9 完成60%", "没有编号“9.9.9”"),
        ("/update 不存在的东西 完成60%", "没有“不存在的东西”"),
        ("/update gdp 谢谢", "什么也没有记录"),
    ],
)
async def test_update_that_cannot_be_placed_says_how(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("office", "private", said)
    assert chat.reports == []


async def test_a_group_that_hears_all_is_left_alone(chat: Dialogue) -> None:
    for said in ("完成60%了吗", "大家好", "我们完成60%", "1.1.1 谁负责？", "👌", "长" * 100_000, "7"):
        assert await chat.read("drc", "drc", said) == ""
    assert chat.reports == []


async def test_several_reports_are_one_answer_with_buttons_for_each(chat: Dialogue) -> None:
    two = await chat.told("drc", "1.1.1", "1.1.2")
    answer = await chat.reply("drc", "drc", "1.1.1 完成60%；1.1.2 正在征求意见", two)
    assert answer.count("已记录") == 1
    assert "60%" in answer
    assert chat.labels("drc") == ["撤销 1.1.1", "更正 1.1.1", "撤销 1.1.2", "更正 1.1.2"]
    assert "仍然有效" in await chat.press("drc", "drc", "撤销 1.1.1")
    assert [update.retracted for update in chat.reports] == [True, False]
    assert "仍然有效" not in await chat.press("drc", "drc", "撤销 1.1.2")
    assert [update.retracted for update in chat.reports] == [True, True]


async def test_a_part_that_is_not_theirs_does_not_hold_up_the_rest(chat: Dialogue) -> None:
    answer = await chat.read("hr", "private", "2.1.1 已办52场；1.1.1 完成60%")
    assert "52场" in answer
    assert "没有记录：1.1.1" in answer
    assert [update.subject for update in chat.reports] == ["2.1.1"]


async def test_after_the_plan_is_closed_reports_are_late(chat: Dialogue) -> None:
    chat.clock.at = NOW.replace(year=2024)
    assert "迟报" in await chat.report("drc", "drc", "1.1.1", "2023年全年完成39.5亿元")
    assert [update.late for update in chat.reports] == [True]
    assert chat.summary("1.1.1").reports == 0


async def test_the_same_message_arriving_twice_records_once_and_is_confirmed_again(chat: Dialogue) -> None:
    first = await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    message = chat.last
    assert message
    again = words(await chat.hear(message))
    assert "已记录" in first
    assert "早前已记录" in again
    assert "21.5亿元" in again
    assert len(chat.reports) == 1
    await chat.press("drc", "drc", "撤销")
    assert await chat.hear(message) == []


async def test_an_invented_past_is_marked_in_the_answer(chat: Dialogue) -> None:
    await chat.recorded(report("1.1.1", "13.65亿元", 5, value=13.65, unit="亿元", invented=True))
    assert "演示数据" in await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元")
    assert "演示数据" not in await chat.report("hr", "hr", "2.1.1", "已办52场")


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "drc", "/lang en")
    answer = await chat.report("drc", "drc", "1.1.1", "2.15 billion yuan done, expected by 30 Sep")
    for part in ("Recorded", "21.5 亿元, 55.1% done", "Expected by 30 Sep", "Milestone met", "🟡→🟢 green"):
        assert part in answer
    assert "Undone" in await chat.press("drc", "drc", "Undo")
    assert "percent or amount?" in await chat.report("drc", "drc", "1.1.1", "60")
    assert "Not recorded" in await chat.report("98", "drc", "2.1.1", "52 fairs held")
