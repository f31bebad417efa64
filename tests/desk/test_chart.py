"""Pictures in chat: who gets which, and what is said beside them."""

from dataclasses import replace

import pytest

from bot.desk.base import Answer
from bot.plan.model import Plan
from bot.reports.pictures import png
from tests.desk.cast import Talk, report, words
from tests.desk.dialogue import Dialogue, buttons_of

HIDDEN = "进展不在这里显示"


async def answered(chat: Talk, who: str, where: str, text: str) -> Answer:
    (answer,) = await chat.say(who, where, text)
    return answer


def drawing(answer: Answer) -> str:
    assert answer.message is not None
    (file,) = answer.message.files
    assert (file.kind, file.content) == ("photo", b"")
    return file.drawing


@pytest.mark.parametrize(
    ("who", "where", "text", "seen"),
    [
        ("office", "office", "/chart", "任务完成0%"),
        ("leader", "private", "/图", "任务完成0%"),
        ("leader", "leaders", "/图表 gdp", "地区生产总值一季度增长4.1%"),
        ("office", "private", "/chart 区人社局", "某区人力资源和社会保障局2项任务"),
        ("hr", "hr", "/chart", "某区人力资源和社会保障局2项任务"),
        ("hr", "private", "/图", "某区人力资源和社会保障局2项任务"),
        ("hr", "hr", "/chart GDP", "地区生产总值一季度增长4.1%"),
    ],
)
async def test_everyone_gets_the_picture_of_what_they_see(
    talk: Talk, who: str, where: str, text: str, seen: str
) -> None:
    await talk.recorded(report("gdp", "一季度4.1%", 60, value=4.1), report("2.1.1", "办了10场", 3, value=10))
    answer = await answered(talk, who, where, text)
    assert seen in words([answer])
    assert f'aria-label="{seen}' in drawing(answer) or seen in drawing(answer)
    assert png(drawing(answer)).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("who", "where", "text"),
    [
        ("guest", "private", "/chart"),
        ("guest", "new", "/chart gdp"),
        ("hr", "hr", "/chart 区发改局"),
        ("hr", "private", "/chart drc"),
    ],
)
async def test_nobody_gets_the_progress_of_others(talk: Talk, who: str, where: str, text: str) -> None:
    answer = await answered(talk, who, where, text)
    assert HIDDEN in words([answer])
    assert answer.message is not None
    assert not answer.message.files


async def test_the_whole_plan_leads_to_its_targets(chat: Dialogue) -> None:
    await chat.say("office", "office", "/chart")
    assert "地区生产总值" in chat.labels("office")
    assert "地区生产总值" in await chat.press("office", "office", "地区生产总值")


async def test_a_target_leads_to_its_picture_and_back(chat: Dialogue) -> None:
    await chat.say("office", "office", "/target gdp")
    assert "地区生产总值" in await chat.press("office", "office", "图")
    assert "目标：全年增长4.5%左右" in await chat.press("office", "office", "目标详情")


async def test_a_room_of_two_departments_is_asked_which(chat: Dialogue) -> None:
    room = replace(chat.store.view.rooms["r-hr"], departments=("hr", "drc"))
    await chat.store.write(lambda change: change.put_room(room))
    (answer,) = await chat.say("hr", "hr", "/chart")
    assert [button.data for button in buttons_of(answer)] == ["/chart hr", "/chart drc"]
    assert "某区发展和改革局" in await chat.press("hr", "hr", "某区发展和改革局")


async def test_what_is_not_found_is_said_with_examples(talk: Talk) -> None:
    assert "/target gdp" in await talk.read("office", "office", "/chart 火星")


async def test_invented_figures_are_marked_in_words_and_picture(talk: Talk) -> None:
    await talk.recorded(replace(report("gdp", "一季度4.1%", 60, value=4.1), invented=True))
    answer = await answered(talk, "office", "office", "/chart gdp")
    assert "演示数据" in words([answer])
    assert "演示数据" in drawing(answer)


async def test_in_english(plan: Plan) -> None:
    talk = await Talk(plan, bot={"language": "en"}).seated()
    answer = await answered(talk, "office", "office", "/chart")
    assert "of the year gone" in words([answer])
