"""The office corrects what the plan does not state: /assign, /reschedule, /set."""

from datetime import date

import pytest

from bot.desk.commands.office import day_meant, number_and_note
from bot.plan.model import Amendment, Basis
from bot.progress.model import Lamp
from tests.conftest import TODAY
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue


async def test_assigning_another_lead(chat: Dialogue) -> None:
    answers = await chat.say("office", "office", "/assign 1.1.2 人社局")
    said = words(answers)
    assert "某区发展和改革局 → 某区人力资源和社会保障局" in said
    assert "由王督办指定" in said
    task = chat.store.view.plan.tasks["1.1.2"]
    assert (task.lead.department, task.lead.basis, task.lead.by, task.lead.on) == (
        "hr",
        Basis.ASSIGNED,
        "王督办",
        TODAY,
    )
    assert [other.room for other in answers[0].also] == ["r-hr", "r-drc"], "who had it and who has it now, once each"
    assert answers[0].also[0].subjects == ("1.1.2",)
    assert "本来就是" in await chat.read("office", "office", "/assign 1.1.2 人社局")


async def test_a_target_can_be_assigned_too(chat: Dialogue) -> None:
    assert "某区发展和改革局 → 某区住房和建设局" in await chat.read("office", "private", "/分工 gdp 住建局")


async def test_a_new_due_date_keeps_the_original_in_sight(chat: Dialogue) -> None:
    answers = await chat.say("office", "private", "/reschedule 1.1.2 11月30日")
    assert "9月28日 → 11月30日" in words(answers)
    due = chat.store.view.plan.tasks["1.1.2"].due
    assert (due.date, due.original, due.basis, due.by) == (
        date(2023, 11, 30),
        date(2023, 9, 28),
        Basis.ASSIGNED,
        "王督办",
    )
    assert [other.room for other in answers[0].also] == ["r-drc"]
    assert "原定9月28日" in await chat.read("office", "private", "/task 1.1.2")
    assert chat.store.view.amendments == (Amendment("1.1.2", "due", "2023-11-30", "王督办", TODAY),)
    (entry,) = await chat.store.read(lambda reader: reader.audit("1.1.2"))
    assert (entry.action, entry.before, entry.after) == ("due", "2023-09-28", "2023-11-30")


async def test_the_room_where_it_was_said_is_not_told_again(chat: Dialogue) -> None:
    answers = await chat.say("office", "drc", "/reschedule 1.1.2 11月30日")
    assert answers[0].also == ()


async def test_a_correction_that_changes_a_lamp_keeps_the_change(chat: Dialogue) -> None:
    await chat.say("office", "private", "/reschedule 2.1.2 7月2日")
    change = chat.store.view.lamps["2.1.2"]
    assert (change.after, change.why.code) == (Lamp.RED, "overdue")


async def test_each_room_is_told_in_its_own_language(chat: Dialogue) -> None:
    await chat.say("office", "drc", "/lang en")
    answers = await chat.say("office", "private", "/reschedule 1.1.2 11月30日")
    assert "Due date changed" in answers[0].also[0].message.html
    assert "28 Sep → 30 Nov" in answers[0].also[0].message.html


async def test_a_number_for_a_target_that_has_none(chat: Dialogue) -> None:
    answer = await chat.read("office", "private", "/set jobs 2.8万 市人社局7月下达")
    assert "未定 → 28000人" in answer
    assert "说明：市人社局7月下达" in answer
    assert "不少于28000人" in await chat.read("office", "private", "/target jobs")
    assert "28000人 → 30000人" in await chat.read("office", "private", "/定数 就业 30,000人")
    audit = await chat.store.read(lambda reader: reader.audit("jobs"))
    assert [entry.after for entry in audit] == ["30000.0", "28000.0 市人社局7月下达"]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/assign", "请写编号和单位。例：/assign 1.1.1 区住建局"),
        ("/assign 1.1.2", "例：/assign 1.1.2 区住建局"),
        ("/assign 9.9.9 人社局", "没有“9.9.9”这一项"),
        ("/assign 1.1.2 卫健局", "没有找到唯一的单位“卫健局”"),
        ("/assign 1.1.2 区", "是不是：某区发展和改革局、某区人力资源和社会保障局"),
        ("/reschedule", "请写编号和新期限。例：/reschedule 1.1.1 11月30日"),
        ("/reschedule 1.1.2", "例：/reschedule 1.1.2 11月30日"),
        ("/reschedule 9.9.9 11月30日", "没有“9.9.9”这一项"),
        ("/reschedule 1.1.2 2月30日", "“2月30日”不是一个日期"),
        ("/reschedule 1.1.2 尽快", "“尽快”不是一个日期。例：/reschedule 1.1.2 11月30日"),
        ("/reschedule 1.1.2 9月或10月", "不是一个日期"),
        ("/reschedule 1.1.2 6月30日", "最后一个节点（6月30日）之后"),
        ("/reschedule 1.1.2 2024-01-15", "2023年底之前"),
        ("/reschedule 1.1.2 9月28日", "本来就是“9月28日”"),
        ("/reschedule gdp 11月30日", "没有期限可改"),
        ("/set", "没有找到目标“”"),
        ("/set jobs", "不是以人为单位的数"),
        ("/set jobs 很多", "“很多”不是以人为单位的数。例：/set jobs 28000人"),
        ("/set jobs 5%", "不是以人为单位的数"),
        ("/set gdp 5", "是计划写明的，不能改"),
        ("/set 什么 5", "有：gdp（地区生产总值）"),
        ("/set 1.1.1 5", "没有找到目标“1.1.1”"),
    ],
)
async def test_what_is_refused_says_why_and_shows_an_example(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("office", "private", said)
    assert chat.store.view.amendments == ()


@pytest.mark.parametrize("said", ["/assign 1.1.2 人社局", "/reschedule 1.1.2 11月30日", "/set jobs 28000"])
async def test_only_the_office_corrects_the_plan(chat: Dialogue, said: str) -> None:
    for who, where in (("drc", "drc"), ("leader", "leaders"), ("guest", "private")):
        assert "只有督办人员可用" in await chat.read(who, where, said)
    assert chat.store.view.amendments == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("9月30日", date(2023, 9, 30)),
        ("九月三十日", date(2023, 9, 30)),
        ("9月30日前", date(2023, 9, 30)),
        ("9月30号", date(2023, 9, 30)),
        ("9.30", date(2023, 9, 30)),
        ("9/30", date(2023, 9, 30)),
        ("9-30", date(2023, 9, 30)),
        ("９月３０日", date(2023, 9, 30)),
        ("9月 30日", date(2023, 9, 30)),
        ("2023-09-30", date(2023, 9, 30)),
        ("2023.9.30", date(2023, 9, 30)),
        ("2023年9月30日", date(2023, 9, 30)),
        ("20230930", date(2023, 9, 30)),
        ("2024-01-31", date(2024, 1, 31)),
        ("11月底", date(2023, 11, 30)),
        ("三季度", date(2023, 9, 30)),
        ("30 Nov", date(2023, 11, 30)),
        ("1月5日", date(2023, 1, 5)),
        ("9月31日", None),
        ("2月29日", None),
        ("13月1日", None),
        ("9月前", None),
        ("9月30日之后", None),
        ("9月30日完成", None),
        ("9月30日或10月8日", None),
        ("明天吧", None),
        ("", None),
    ],
)
def test_the_day_that_is_meant(said: str, day: date | None) -> None:
    assert day_meant(said, TODAY, 2023) == day


@pytest.mark.parametrize(
    ("said", "unit", "number", "note"),
    [
        ("28000", "人", 28000.0, ""),
        ("28,000人", "人", 28000.0, ""),
        ("2.8万", "人", 28000.0, ""),
        ("2.8 万人 市里下达", "人", 28000.0, "市里下达"),
        ("２８０００", "人", 28000.0, ""),
        ("两万八千", "人", 28000.0, ""),
        ("-1.5%", "%", -1.5, ""),
        ("28000 一季度下达", "人", 28000.0, "一季度下达"),
        ("28000户", "人", None, ""),
        ("约28000", "人", None, ""),
        ("", "人", None, ""),
        ("9" * 400, "人", None, ""),
    ],
)
def test_the_number_and_the_note(said: str, unit: str, number: float | None, note: str) -> None:
    assert number_and_note(said, unit) == (number, note)
