"""How notices read: small pictures of whole messages, and what must hold in every one of them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.chats.telegram.packing import parts
from bot.notices.model import Kind, Notice
from bot.notices.preview import preview
from bot.plan.files import read_plan
from bot.plan.model import Due, Plan, Section, Task
from bot.progress.model import State
from bot.progress.reading import read
from bot.texts.message import Button, Message
from bot.texts.notices import example_for, notice_message, preview_line
from bot.texts.render import Texts
from tests.conftest import SHANGHAI, TODAY, small_task
from tests.notices.bureau import Bureau, at, day, room
from tests.reports.boards import large_plan

TEXTS = Texts()
YUEXIU = Path(__file__).parents[2] / "data" / "yuexiu-2023"


def plain(message: Message) -> str:
    return re.sub(r"<[^>]+>", "", message.html)


def only(notices: list[Notice], kind: str) -> Notice:
    [found] = [notice for notice in notices if notice.kind == kind]
    return found


def reminding(plan: Plan, *departments: str) -> Bureau:
    return Bureau(replace(plan, targets=()), room("r", *departments), digests=False)


def test_a_reminder_of_one_task(plan: Plan) -> None:
    bureau = reminding(plan, "drc")
    bureau.report("1.1.2", "2023-06-27 10:00", state=State.DONE)
    bureau.report("1.1.1", "2023-06-28 10:00", value=15.2)
    message = notice_message(only(bureau.tick("2023-07-05 09:00"), "reminder"), TEXTS, "zh")
    assert (
        plain(message)
        == """\
【提醒】某区发展和改革局
7月5日　节点已过1项

🟡 1.1.1 63个区重点建设项目完成投资
节点6月30日（完成投资过半），已过3个工作日
要求超39亿元，已报15.2亿元
黄灯：落后序时12.4个百分点（应达51.4%，现为39%）
计划原文：力争63个区重点建设项目全年完成投资超39亿元

现在做到哪一步，何时能完成，需要谁协调？
直接回复本条，例：已完成21.5亿元，9月底前全部完成
牵头单位、节点非计划原文，为示例分工"""
    )
    assert "<blockquote expandable>计划原文：" in message.items[0]


def test_a_reminder_of_several_in_english(plan: Plan) -> None:
    bureau = reminding(plan, "hr")
    bureau.report("2.1.1", "2023-06-20 10:00", value=40, invented=True)
    notice = only(bureau.tick("2023-06-27 09:00"), "reminder")
    assert (
        plain(notice_message(notice, TEXTS, "en"))
        == """\
Heads-up: Human Resources Bureau
27 Jun: 2 coming up

🟢 2.1.1 举办招聘会
milestone 30 Jun (举办过半), 3 working days left
Goal at least 100 场, reported 40 场
Green: slightly behind schedule (40%, should be 49.2%)
The plan: 组织线上、线下招聘会不少于100场

⚪ 2.1.3 建设就业服务驿站
milestone 30 Jun (过半), 3 working days left
Grey: no report yet
The plan: 建设5个深入社区的就业服务驿站

How far is it, and when will it be done?
To report, reply to this message with the ids, for example: 2.1.1 60% complete; 2.1.3 done
Leads and milestones are not in the published plan; an example
⚠️ Demonstration data"""
    )


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            """\
⚪ gdp 地区生产总值
上半年数据应已发布，请报
要求增长4.5%左右
计划原文：地区生产总值增长 4.5%左右

请报最新一期数据。
直接回复本条，例：上半年增长4.5%""",
        ),
        (
            "en",
            """\
⚪ gdp Gross regional product
the first half figure should be out; please report it
Goal grow by about 4.5%
The plan: 地区生产总值增长 4.5%左右

Please report the newest figure.
To report, reply to this message, for example: first half: up 4.5%""",
        ),
    ],
)
def test_a_figure_is_asked_for_by_its_period(plan: Plan, language: str, lines: str) -> None:
    bureau = Bureau(replace(plan, sections=(), targets=plan.targets[:1]), room("r", "drc"), digests=False)
    text = plain(notice_message(only(bureau.tick("2023-07-21 09:00"), "reminder"), TEXTS, language))
    assert lines in text


@pytest.mark.parametrize(
    ("when", "tone", "question"),
    [
        ("2023-09-19 09:00", "【提示】", "目前做到哪一步，预计何时完成？"),
        ("2023-09-28 09:00", "【提醒】", "是否已完成？没有的话，预计何时完成？"),
        ("2023-10-07 09:00", "【催办】", "现在做到哪一步，何时能完成，需要谁协调？"),
    ],
)
def test_the_tone_follows_the_date(plan: Plan, when: str, tone: str, question: str) -> None:
    bureau = reminding(plan, "drc")
    bureau.report("1.1.1", "2023-06-30 10:00", value=39, state=State.DONE)
    bureau.report("1.1.2", "2023-08-31 10:00", percent=50, milestone="06-30")
    text = plain(notice_message(only(bureau.tick(when), "reminder"), TEXTS, "zh"))
    assert text.startswith(tone)
    assert question in text
    assert ("时限9月28日，今天到期" in text) is (tone == "【提醒】")


def test_the_last_working_day_before_a_date_on_a_day_off_says_so(plan: Plan) -> None:
    bureau = reminding(plan, "housing")
    bureau.report("1.1.1", "2023-12-01 10:00", state=State.DONE)
    text = plain(notice_message(only(bureau.tick("2023-12-29 09:00"), "reminder"), TEXTS, "zh"))
    assert "时限12月31日，今天是最后一个工作日" in text


def test_a_supported_task_names_its_lead_and_asks_less(plan: Plan) -> None:
    bureau = reminding(plan, "housing")
    bureau.report("2.1.2", "2023-06-20 10:00", milestone="06-30")
    text = plain(notice_message(only(bureau.tick("2023-06-27 09:00"), "reminder"), TEXTS, "zh"))
    assert "配合事项，牵头：某区发展和改革局" in text
    assert "请把本单位的进度告诉牵头单位，也可以直接回复本条" in text


def test_a_departments_digest(plan: Plan) -> None:
    bureau = Bureau(plan, room("r", "drc"))
    bureau.report("1.1.1", "2023-06-28 10:00", value=15.2)
    bureau.report("1.1.2", "2023-06-28 10:00", milestone="06-30", percent=40)
    bureau.report("revenue", "2023-06-13 10:00", value=5.1, period_end="05-31")
    bureau.report("gdp", "2023-04-21 10:00", value=4.8, period_end="03-31")
    bureau.run("2023-06-26", "2023-06-30")
    bureau.figures["r"] = {"total": 2, "done": 0, "overdue": 0, "silent": 0, "behind": 0, "on_time": 2}
    message = notice_message(only(bureau.tick("2023-07-03 09:00"), "digest"), TEXTS, "zh")
    assert (
        plain(message)
        == """\
【周报】某区发展和改革局
7月3日，第27周
时间已过50.4%。2项任务：滞后1、正常1。
较上次：滞后＋1、正常－1。

主要目标
🟢 地区生产总值　目标增长4.5%左右
　一季度4.8%，比目标4.5%高0.3个百分点
　后三季度需增长4.4%，全年才能达到目标
　（按上年同期占比25%算，是按月数的假设）

🟡 一般公共预算收入　目标增长5.7%
　1—5月5.1%，比目标5.7%低0.6个百分点
　6—12月需增长6.1%，全年才能达到目标
　（按上年同期占比41.7%算，是按月数的假设）

黄灯1项
🟡 1.1.1 63个区重点建设项目完成投资
　落后序时11.8个百分点（应达50.8%，现为39%）

上次以来报送：2项
🟡 1.1.1 63个区重点建设项目完成投资
　15.2亿元（39%）
🟢 1.1.2 制定花果山小镇扶持政策
　完成40%

🟢正常 🟡滞后或节点未报 🔴逾期或严重滞后 ⚪暂无数据 ✅已完成
报进展：直接回复本条，写明编号，例：1.1.1 完成60%；1.1.2 已办结
牵头单位、节点非计划原文，为示例分工"""
    )


def test_a_digest_without_news_is_still_a_message(plan: Plan) -> None:
    notice = only(Bureau(plan, room("r", "archives")).tick("2023-07-03 09:00"), "digest")
    for language, line in (("zh", "本周没有要办的事"), ("en", "Nothing to do this week")):
        assert line in plain(notice_message(notice, TEXTS, language))


def test_the_daily(plan: Plan) -> None:
    bureau = Bureau(plan, room("r", audience="office"))
    for task in ("1.1.1", "2.1.1", "2.1.3"):
        bureau.report(task, "2023-06-26 10:00", state=State.DONE)
    bureau.report("1.1.2", "2023-06-26 10:00", milestone="06-30")
    bureau.run("2023-06-26", "2023-07-04")
    bureau.report("1.1.2", "2023-07-04 15:00", percent=60, department="drc", person_name="王科长")
    message = notice_message(only(bureau.tick("2023-07-05 09:00"), "daily"), TEXTS, "zh")
    assert (
        plain(message)
        == """\
【日报】7月5日
7月4日09:00以来：报送1项

请督办：1项已过3个工作日
🟡 2.1.2 推进老旧小区改造
　节点6月30日（过半），已过3个工作日
　某区住房和建设局

报送：1项
🟢 1.1.2 制定花果山小镇扶持政策
　完成60%
　某区发展和改革局 王科长

牵头单位、节点非计划原文，为示例分工"""
    )


def test_the_monthly_question(plan: Plan) -> None:
    notice = only(Bureau(plan, room("r", "hr")).run("2023-01-31", "2023-02-01"), "monthly")
    assert (
        plain(notice_message(notice, TEXTS, "zh"))
        == """\
【月询】某区人力资源和社会保障局
2月1日

已31天没有反馈，在办2项：
⚪ 2.1.1 举办招聘会
　尚未反馈
⚪ 2.1.3 建设就业服务驿站
　尚未反馈

各项做到哪一步，预计何时完成，有没有要协调的？
直接回复本条，写明编号，例：2.1.1 完成60%；2.1.3 已办结
牵头单位、节点非计划原文，为示例分工"""
    )


def test_late_messages_say_so(plan: Plan) -> None:
    bureau = Bureau(plan, room("r", "hr"))
    notice = only(bureau.tick("2023-07-04 09:00"), "digest")
    assert "（补发：此前停机，未能按时发出）" in plain(notice_message(notice, TEXTS, "zh"))


def test_a_digest_on_time_says_which_part_of_it_is_late(plan: Plan) -> None:
    bureau = Bureau(plan, room("r", "hr"))
    bureau.run("2023-06-26", "2023-06-29")  # down on Friday the 30th, when both milestones were due
    text = plain(notice_message(only(bureau.tick("2023-07-03 09:00"), "digest"), TEXTS, "zh"))
    assert "请先办：2项（含此前停机未发的）" in text
    assert "补发" not in text


@pytest.mark.parametrize(
    ("task", "example"),
    [
        ("1.1.1", "已完成21.5亿元，9月底前全部完成"),
        ("2.1.1", "已完成55场，9月底前全部完成"),
        ("2.1.2", "完成60%，9月底前全部完成"),
    ],
)
def test_the_example_fits_what_is_counted(plan: Plan, task: str, example: str) -> None:
    bureau = reminding(plan, *plan.department_by_id)
    for other in set(plan.tasks) - {task}:
        bureau.report(other, "2023-06-20 10:00", state=State.DONE)
    assert f"例：{example}" in plain(notice_message(only(bureau.tick("2023-06-30 09:00"), "reminder"), TEXTS, "zh"))


@pytest.mark.parametrize(
    ("due", "today", "month"),
    [
        (date(2023, 12, 31), TODAY, 9),
        (date(2023, 8, 15), TODAY, 8),
        (date(2023, 12, 31), date(2023, 9, 20), 12),
        (date(2023, 12, 31), date(2023, 12, 20), 12),
        (date(2023, 6, 30), TODAY, 9),
    ],
)
def test_the_example_promises_a_date_that_makes_sense(due: date, today: date, month: int) -> None:
    assert example_for(small_task("1.1.1", "x", "drc", due=Due(due)), today, 2023).month == month


@pytest.mark.parametrize(("language", "mark"), [("zh", "，例："), ("en", "for example: ")])
def test_yuexiu_every_example_is_a_report_the_bot_understands(spring: list[Notice], language: str, mark: str) -> None:
    plan = read_plan(YUEXIU)
    tried = 0
    for notice in spring:
        text = plain(notice_message(notice, TEXTS, language))
        if mark not in text or len(notice.subjects) != 1:
            continue
        subject = plan.subject(notice.subjects[0])
        assert subject is not None
        example = text.partition(mark)[2].splitlines()[0]
        reading = read(example, subject.measure, notice.at.date())
        assert (reading.is_update, reading.doubts) == (True, ()), f"{subject.id}: {example}"
        tried += 1
    assert tried > 20


def test_what_people_typed_is_escaped(plan: Plan) -> None:
    wild = small_task("2.1.2", "<b>小区</b>&", "housing", quote="<script>&")
    plan = replace(plan, sections=(replace_task(plan, wild)))
    bureau = Bureau(plan, room("r", "housing"), room("o", audience="office"))
    bureau.report("2.1.2", "2023-06-27 08:00", blocker="<i>资金</i>", person_name="<a>王", department="housing")
    notices = [*bureau.run("2023-06-26", "2023-06-30"), *bureau.tick("2023-07-03 09:00")]
    assert {str(n.kind) for n in notices} == {"digest", "reminder", "daily"}
    for notice in notices:
        for language in ("zh", "en"):
            html = notice_message(notice, TEXTS, language).html
            assert not re.search(r"<(?!/?(?:b|i|code|blockquote expandable|blockquote)>)", html)


def replace_task(plan: Plan, task: Task) -> tuple[Section, ...]:
    """Let the second section hold this task only."""
    section = plan.sections[1]
    initiative = replace(section.initiatives[0], tasks=(task,))
    return (plan.sections[0], replace(section, initiatives=(initiative,)))


def test_who_decided_is_named_once(plan: Plan) -> None:
    led = replace(plan.tasks["2.1.2"], lead=replace(plan.tasks["2.1.2"].lead, by="督办室小李"))
    bureau = reminding(replace(plan, sections=replace_task(plan, led)), "housing")
    bureau.report("1.1.1", "2023-06-20 10:00", milestone="06-30")
    text = plain(notice_message(only(bureau.tick("2023-06-27 09:00"), "reminder"), TEXTS, "zh"))
    assert text.count("由督办室小李指定") == 1


def test_buttons_stand_under_a_notice(plan: Plan) -> None:
    notice = only(reminding(plan, "hr").tick("2023-06-27 09:00"), "reminder")
    row = (Button("看", "/task 2.1.1"),)
    taps = [(b.label, b.data) for row in notice_message(notice, TEXTS, "zh").buttons for b in row]
    assert taps == [
        ("本周无变化", "tap:same"),
        ("已完成", "tap:done"),
        ("有困难", "tap:stuck"),
        ("申请延期", "tap:later"),
    ]
    assert notice_message(notice, TEXTS, "zh", buttons=(row,)).buttons == (row,)


def test_a_line_of_the_preview(plan: Plan) -> None:
    notice = only(reminding(plan, "hr", "drc").tick("2023-06-27 09:00"), "reminder")
    assert preview_line(notice, plan, "…") == {
        "key": "reminder:2023-06-27:r",
        "kind": "reminder",
        "at": "2023-06-27T09:00:00+08:00",
        "room": "r",
        "department": "某区人力资源和社会保障局、某区发展和改革局",
        "text": "…",
    }


@pytest.fixture(scope="module")
def spring() -> list[Notice]:
    bureau = Bureau(read_plan(YUEXIU))
    return preview(bureau.facts(at("2023-05-22 00:00")), day("05-22"), 46, SHANGHAI)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_yuexiu_every_notice_reads_well_on_a_phone(spring: list[Notice], language: str) -> None:
    assert {str(n.kind) for n in spring} == {"reminder", "digest", "daily", "monthly"}
    for notice in spring:
        message = notice_message(notice, TEXTS, language)
        text = plain(message)
        assert "\n\n\n" not in message.html, notice.key
        assert not re.search(r"[ \t]+$", text, re.MULTILINE), notice.key
        assert "  " not in text, notice.key
        assert "None" not in text, notice.key
        # In Chinese one message of a platform that takes 4,096 units; the longer names of English may make it two.
        assert len(text.encode("utf-16-le")) // 2 <= (4096 if language == "zh" else 8192), notice.key
        assert all(len(piece) <= 2000 for piece in (message.head, *message.items, message.foot)), notice.key


@pytest.mark.parametrize("audience", ["", "office", "leaders"])
def test_five_hundred_tasks_in_one_room_are_a_summary_not_a_flood(audience: str) -> None:
    """Twenty messages a minute is what a group takes: one notice must not use them up."""
    bureau = Bureau(large_plan(498), room("r", *(() if audience else ("drc",)), audience=audience))
    notices = bureau.tick("2023-07-03 09:00") + bureau.tick("2023-12-29 09:00")
    assert {notice.kind for notice in notices} >= {Kind.DIGEST}
    for notice in notices:
        for language in ("zh", "en"):
            assert 1 <= len(parts(notice_message(notice, TEXTS, language))) <= 3


def test_the_leaders_digest_counts_what_does_not_need_them(plan: Plan) -> None:
    bureau = Bureau(plan, room("l", audience="leaders"), room("o", audience="office"))
    bureau.report("1.1.1", "2023-06-28 10:00", state=State.DONE)
    bureau.report("2.1.2", "2023-06-28 10:00", percent=40)
    bureau.run("2023-06-26", "2023-06-30")
    told = {n.audience: n for n in bureau.tick("2023-07-03 09:00") if n.kind == "digest"}
    leaders, office = (plain(notice_message(told[each], TEXTS, "zh")) for each in ("leaders", "office"))
    assert "上次以来完成1项，报送1项" in leaders
    assert "上次以来完成：1项" in office
    assert len(leaders.splitlines()) < len(office.splitlines())
    assert "1 done since the last one, 1 reported" in plain(notice_message(told["leaders"], TEXTS, "en"))
