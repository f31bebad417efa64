"""The lead asks a supporting department for its part by a date; it answers, and the one who asked closes."""

from datetime import date, timedelta

import pytest

from bot.progress.model import State
from bot.supervision.model import Matter, MatterState
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue

ASKED = "/request 1.1.1 住建局 7月20日 提供用地意见"


@pytest.fixture
async def town(chat: Dialogue) -> Dialogue:
    """Let the housing department have a group: it supports 1.1.1, which the reform bureau leads."""
    await chat.say("office", "new", "/bind 住建局")
    return chat


def matter(chat: Dialogue) -> Matter:
    (found,) = chat.store.view.matters.values()
    return found


async def test_asked_answered_and_closed_by_the_one_who_asked(town: Dialogue) -> None:
    answer = words(await town.say("drc", "drc", ASKED))
    assert "已请配合" in answer
    assert "7月20日前办好" in answer
    assert (matter(town).asked, matter(town).due) == (("housing",), date(2023, 7, 20))
    assert "赵发改请" in town.heard("new")
    assert "提供用地意见" in town.heard("new")
    request = town.chats["telegram:-5"][-1].id
    town.restart()
    assert "答复已转给某区发展和改革局 赵发改" in await town.reply("98", "new", "意见已出具", request)
    assert "配合答复" in town.heard("drc")
    assert "意见已出具" in town.heard("drc")
    assert matter(town).waits, "an answer closes nothing"
    assert town.reports == [], "nor is it a report on the task"
    button = town.button("drc", "配合已完成")
    for who, where in (("98", "new"), ("office", "office")):
        assert "只有提出的人" in await town.press_data(who, where, *button)
    assert "配合已完成" in await town.press_data("drc", "drc", *button)
    assert matter(town).state is MatterState.CLOSED
    assert "配合已完成" in town.heard("new")
    assert "配合已完成" in await town.press_data("drc", "drc", *button), "pressed twice, said twice, done once"
    assert "已处理过" in await town.reply("98", "new", "还有一点", request)
    audit = await town.store.read(lambda reader: reader.audit("1.1.1"))
    assert [entry.action for entry in audit] == ["support_closed", "support_answered", "support_asked"]


async def test_the_lead_s_lamp_says_whom_it_waits_for(town: Dialogue) -> None:
    await town.say("drc", "drc", ASKED)
    await town.report("drc", "drc", "1.1.1", "完成5%")
    assert "，等某区住房和建设局（至7月20日）" in await town.read("office", "office", "/late")
    line = (await town.read("drc", "drc", "/task 1.1.1")).splitlines()[1]
    assert line.startswith("红灯："), "whom it waits for changes no lamp"
    assert "，等某区住房和建设局（至7月20日）" in line
    town.clock.at += timedelta(days=20)
    assert "（7月20日已过）" in await town.read("drc", "drc", "/task 1.1.1")
    await town.reply("98", "new", "意见已出具", town.chats["telegram:-5"][-1].id)
    assert "（已答复，待确认）" in await town.read("office", "office", "/task 1.1.1")


async def test_both_sides_see_it_in_their_lists_and_digests(town: Dialogue) -> None:
    await town.say("drc", "drc", ASKED)
    assert "等候配合：1件" in await town.read("drc", "drc", "/mine")
    assert "请本单位配合：1件" in await town.read("98", "new", "/mine")
    for who, where in (("drc", "drc"), ("98", "new"), ("office", "office")):
        assert "7月20日前" in await town.read(who, where, "/matters")
        assert "提请协调、配合：1件" in await town.read(who, where, "/digest")
    assert "7月20日前" not in await town.read("hr", "hr", "/matters")


async def test_the_office_may_ask_and_the_lead_hears_of_it(town: Dialogue) -> None:
    await town.say("office", "office", ASKED)
    assert "督办 王督办请" in town.heard("new")
    assert "督办 王督办请" in town.heard("drc")
    assert "配合已完成" not in town.labels("drc")
    lead_reply = await town.reply("drc", "drc", "完成60%", town.chats["telegram:-2"][-1].id)
    assert "已记录" in lead_reply, "the lead is not the one who is asked: its reply is a report"
    assert not matter(town).answer


async def test_asked_again_it_stays_one_request_with_the_newer_date(town: Dialogue) -> None:
    await town.say("drc", "drc", ASKED)
    await town.reply("98", "new", "已出具", town.chats["telegram:-5"][-1].id)
    assert town.last
    await town.say("drc", "drc", "/请配合 1.1.1 请住建局 8月1日 补充红线图")
    assert (matter(town).due, matter(town).text, matter(town).answer) == (date(2023, 8, 1), "补充红线图", "")
    heard = len(town.chats["telegram:-5"])
    await town.hear(town.last)
    assert len(town.chats["telegram:-5"]) == heard, "the same message arriving twice asks once"


async def test_who_has_no_group_yet_must_be_told_otherwise(chat: Dialogue) -> None:
    assert "还没有绑定群" in words(await chat.say("drc", "drc", ASKED))


@pytest.mark.parametrize(
    ("who", "where", "said", "answered"),
    [
        ("drc", "drc", "/request", "例：/request 1.1.1"),
        ("drc", "drc", "/request 1.1.1", "请写编号、配合单位、日期和要做的事"),
        ("drc", "drc", "/request 9.9.9 住建局 7月20日 意见", "没有“9.9.9”这项任务"),
        ("drc", "drc", "/request 1.1.1 火星局 7月20日 意见", "没有读到单位"),
        ("drc", "drc", "/request 1.1.1 发改局 7月20日 意见", "是这项的牵头单位"),
        ("drc", "drc", "/request 1.1.1 人社局 7月20日 意见", "不是 1.1.1 的配合单位"),
        ("drc", "drc", "/request 1.1.1 住建局 提供用地意见", "没有读到日期"),
        ("drc", "drc", "/request 1.1.1 住建局 7月20日", "请写明要对方做什么"),
        ("drc", "drc", "/request 1.1.1 住建局 7月1日 意见", "日期不能早于今天"),
        ("drc", "drc", "/request 1.1.1 住建局 2024年5月1日 意见", "最晚到次年2月底"),
        ("drc", "drc", "/request 1.1.2 住建局 7月20日 意见", "没有配合单位"),
        ("98", "new", "/request 1.1.1 住建局 7月20日 意见", "不由您的单位牵头"),
        ("guest", "private", "/request 1.1.1 住建局 7月20日 意见", "不由您的单位牵头"),
    ],
)
async def test_what_cannot_be_asked_says_why(town: Dialogue, who: str, where: str, said: str, answered: str) -> None:
    assert answered in await town.read(who, where, said)
    assert not town.store.view.matters


async def test_a_reply_to_the_task_s_card_need_not_name_it(town: Dialogue) -> None:
    card = await town.told("drc", "1.1.1")
    await town.say("drc", "drc", "/request 住建局 7月20日 提供用地意见", reply_to=card, reply_to_bot=True)
    assert matter(town).subject == "1.1.1"


async def test_from_a_list_it_is_shown_alone_to_be_answered(town: Dialogue) -> None:
    await town.say("drc", "drc", ASKED)
    await town.say("98", "new", "/matters")
    await town.press("98", "new", "配合 1.1.1")
    shown = town.chats["telegram:-5"][-1].id
    assert "答复已转给" in await town.reply("98", "new", "意见已出具", shown)


@pytest.mark.parametrize("said", ["意见已出具", "1.1.1 用地意见已出具", "完成60%"])
async def test_what_a_supporting_department_says_of_the_task_answers_what_it_was_asked(
    town: Dialogue, said: str
) -> None:
    await town.say("drc", "drc", ASKED)
    assert "1.1.1 的配合答复已转给" in await town.reply("98", "new", said, await town.told("new", "1.1.1"))
    assert said.removeprefix("1.1.1 ") in town.heard("drc")
    assert town.reports == [], "how the task stands is the lead's to say"
    assert matter(town).answer


async def test_its_part_of_a_list_answers_and_the_rest_is_reported(town: Dialogue) -> None:
    await town.say("drc", "drc", ASKED)
    answer = await town.reply("98", "new", "1、意见已出具\n2、尚未启动", await town.told("new", "1.1.1", "2.1.2"))
    assert "配合答复已转给" in answer
    assert "已记录" in answer
    assert [u.subject for u in town.reports] == ["2.1.2"]


async def test_a_photo_or_thanks_answer_nothing(town: Dialogue) -> None:
    await town.say("drc", "drc", ASKED)
    await town.reply("98", "new", "收到，谢谢", await town.told("new", "1.1.1"))
    assert not matter(town).answer


async def test_done_of_a_supporting_department_may_be_its_part(town: Dialogue) -> None:
    assert "这说的是哪一种" in await town.reply("98", "new", "已完成", await town.told("new", "1.1.1"))
    assert town.reports == []
    assert town.labels("new") == ["任务全部完成", "只是进展", "不记录"]
    await town.press("98", "new", "只是进展")
    assert [u.reading.state for u in town.reports] == [State.IN_PROGRESS]


async def test_done_of_the_lead_is_the_task(town: Dialogue) -> None:
    assert "已记录" in await town.reply("drc", "drc", "已完成", await town.told("drc", "1.1.1"))
