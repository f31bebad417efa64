"""Help asked of another department: by command or in a report, answered, and closed by the one who asked."""

from datetime import date

import pytest

from bot.supervision.model import Matter, MatterState
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue

ASKED = "/coordinate 1.1.2 需区人社局协调用工备案"


def matter(chat: Dialogue) -> Matter:
    (found,) = chat.store.view.matters.values()
    return found


async def test_asked_answered_and_closed_by_the_one_who_asked(chat: Dialogue) -> None:
    answer = words(await chat.say("drc", "drc", ASKED))
    assert "某区人力资源和社会保障局，7月12日前答复" in answer
    assert (matter(chat).asked, matter(chat).due) == (("hr",), date(2023, 7, 12))
    assert "某区发展和改革局 赵发改请某区人力资源和社会保障局协调" in chat.heard("hr")
    assert "等候协调：某区人力资源和社会保障局" in await chat.read("drc", "drc", "/task 1.1.2")

    request = chat.chats["telegram:-1"][-1].id
    chat.restart()
    assert "答复已转给某区发展和改革局 赵发改" in await chat.reply("hr", "hr", "周五前办好", request)
    assert "周五前办好" in chat.heard("drc")
    assert matter(chat).waits, "an answer closes nothing"
    assert chat.reports == [], "nor is it a report on another's task"

    button = chat.button("drc", "协调已解决")
    for who, where in (("hr", "hr"), ("office", "office"), ("guest", "drc")):
        assert "只有提出的人" in await chat.press_data(who, where, *button)
    assert "协调已解决" in await chat.press_data("drc", "drc", *button)
    assert matter(chat).state is MatterState.CLOSED
    assert "协调已解决" in chat.heard("hr")
    assert "等候协调" not in await chat.read("drc", "drc", "/task 1.1.2")
    assert "协调已解决" in await chat.press_data("drc", "drc", *button), "pressed twice, said twice, done once"
    audit = await chat.store.read(lambda reader: reader.audit("1.1.2"))
    assert [entry.action for entry in audit] == ["coordination_closed", "coordination_answered", "coordination_asked"]
    assert "已处理过" in await chat.reply("hr", "hr", "还有一点", request)


async def test_a_report_that_asks_opens_it_and_undoing_lets_it_go(chat: Dialogue) -> None:
    answer = await chat.report("drc", "drc", "1.1.2", "正在征求意见，需区人社局协调用工备案")
    assert "已提请协调：某区人力资源和社会保障局（7月12日前答复）" in answer
    assert "需区人社局协调用工备案" in chat.heard("hr")
    await chat.press("drc", "drc", "撤销")
    assert matter(chat).state is MatterState.OVERTAKEN


async def test_said_again_it_stays_one_matter(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", "正在征求意见，需区人社局协调用工备案")
    answer = await chat.report("drc", "drc", "1.1.2", "方案已起草，需区人社局协调用工备案")
    assert "提请协调" not in answer
    await chat.report("drc", "drc", "1.1.2", "方案已起草，需区住建局协调用地")
    assert (matter(chat).asked, matter(chat).text) == (("housing",), "需区住建局协调用地")


async def test_without_a_department_the_office_is_asked(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", "正在征求意见，需协调用地指标")
    assert "请督办协调" in chat.heard("office")
    request = chat.chats["telegram:-3"][-1].id
    await chat.reply("office", "office", "已请规资局研究", request)
    assert "已请规资局研究" in chat.heard("drc")


async def test_a_message_about_the_task_can_be_answered_too(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    card = await chat.told("hr", "1.1.2")
    assert "答复已转给" in await chat.reply("hr", "hr", "周五前办好", card)


async def test_it_comes_first_in_the_digest_of_those_concerned(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    for who, where in (("office", "office"), ("leader", "leaders"), ("drc", "drc"), ("hr", "hr")):
        digest = await chat.read(who, where, "/digest")
        assert digest.index("提请协调：1件") < digest.index("主要目标"), where
        assert "某区发展和改革局 → 某区人力资源和社会保障局，7月12日前答复" in digest
    await chat.say("office", "new", "/bind 住建局")
    assert "提请协调" not in await chat.read("98", "new", "/digest")


async def test_past_its_day_it_is_overdue(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    chat.clock.at = chat.clock.at.replace(day=13)
    assert "已过时限" in await chat.read("office", "office", "/digest")


async def test_it_is_listed_for_both_sides(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    for who, where in (("office", "office"), ("drc", "drc"), ("hr", "hr")):
        assert "提请协调：某区人力资源和社会保障局，7月12日前答复" in await chat.read(who, where, "/matters")
    await chat.say("drc", "drc", "/matters")
    await chat.press("drc", "drc", "协调 1.1.2")
    assert "协调已解决" in await chat.press("drc", "drc", "协调已解决")


async def test_the_same_message_arriving_twice_asks_once(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    assert chat.last
    heard = len(chat.chats["telegram:-1"])
    await chat.hear(chat.last)
    assert len(chat.store.view.matters) == 1
    assert len(chat.chats["telegram:-1"]) == heard


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/coordinate", "例：/coordinate 1.1.1 需区住建局协调用地"),
        ("/coordinate 1.1.2", "请写编号、请谁协调什么"),
        ("/coordinate 9.9.9 需协调", "没有“9.9.9”这项任务"),
        ("/coordinate gdp 需协调", "没有“gdp”这项任务"),
        ("/coordinate 2.1.1 需协调", "不由您的单位负责"),
    ],
)
async def test_what_cannot_be_asked_says_why(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("drc", "drc", said)
    assert chat.store.view.matters == {}


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "hr", "/lang en")
    await chat.say("drc", "drc", ASKED)
    assert "asks Human Resources Bureau for help, to be answered by 12 Jul" in chat.heard("hr")
