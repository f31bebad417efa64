"""A later due date: asked for, granted or refused with a reason, and what everyone sees of it."""

from datetime import date

import pytest

from bot.plan.model import Basis, Plan
from bot.supervision.model import MatterState
from tests.conftest import TODAY
from tests.desk.dialogue import Dialogue

ASKED = "/extend 1.1.2 11月30日 征求意见延后"


def due(chat: Dialogue) -> tuple[date, date | None]:
    task = chat.store.view.plan.tasks["1.1.2"]
    return task.due.date, task.due.original


def states(chat: Dialogue) -> list[str]:
    return [matter.state.value for matter in chat.store.view.matters.values()]


async def test_asked_and_granted_with_the_original_date_in_sight(chat: Dialogue) -> None:
    assert "答复前仍按9月28日" in await chat.read("drc", "drc", ASKED)
    await chat.say("drc", "drc", ASKED)
    request = chat.heard("office")
    assert "原定9月28日，申请延至11月30日" in request
    assert "征求意见延后" in request
    assert "赵发改" in request
    assert due(chat) == (date(2023, 9, 28), None), "until it is answered the old date rules"
    assert "延期申请待批：至11月30日" in await chat.read("office", "private", "/task 1.1.2")

    answer = await chat.press("office", "office", "同意")
    assert "原定9月28日，第1次延期至11月30日" in answer
    assert due(chat) == (date(2023, 11, 30), date(2023, 9, 28))
    assert (chat.store.view.plan.tasks["1.1.2"].due.basis, chat.store.view.plan.tasks["1.1.2"].due.by) == (
        Basis.ASSIGNED,
        "王督办",
    )
    assert "同意延期" in chat.heard("drc"), "the room that asked is told"
    card = await chat.read("drc", "drc", "/task 1.1.2")
    assert "原定9月28日，第1次延期至11月30日" in card
    assert "待批" not in card


async def test_a_second_extension_counts_and_keeps_the_first_date(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    await chat.press("office", "office", "同意")
    await chat.say("drc", "drc", "/延期 1.1.2 12月20日 专家评审延后")
    assert "原定9月28日，现为11月30日（已延期1次），申请延至12月20日" in chat.heard("office")
    assert "原定9月28日，第2次延期至12月20日" in await chat.press("office", "office", "同意")


async def test_refused_with_the_reason_that_is_asked_for(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    asked = await chat.press("office", "office", "不同意")
    assert "不同意的原因？" in asked
    assert states(chat) == ["open"]
    question = chat.chats["telegram:-3"][-1].id
    chat.restart()
    answer = await chat.reply("office", "office", "方案已拖过一次，须按期完成", question)
    assert "不同意延期" in answer
    assert "时限仍为9月28日" in chat.heard("drc")
    assert "须按期完成" in chat.heard("drc")
    assert due(chat) == (date(2023, 9, 28), None)
    assert states(chat) == ["refused"]
    assert chat.reports == [], "a reason is no report"
    audit = await chat.store.read(lambda reader: reader.audit("1.1.2"))
    assert [(entry.person, entry.action) for entry in audit] == [
        ("telegram:1", "extension_refused"),
        ("telegram:5", "extension_asked"),
    ]


async def test_in_private_the_next_words_are_the_reason(chat: Dialogue) -> None:
    await chat.say("office", "private", "/help")
    await chat.say("drc", "drc", ASKED)
    await chat.say("office", "private", "/matters")
    await chat.press("office", "private", "延期 1.1.2")
    await chat.press("office", "private", "不同意")
    assert "不同意延期" in await chat.read("office", "private", "不能再拖")
    assert states(chat) == ["refused"]


async def test_the_second_press_and_an_old_button(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    button = chat.button("office", "同意")
    await chat.press_data("office", "office", *button)
    assert "同意延期" in await chat.press_data("office", "office", *button), "pressed twice, said twice, done once"
    assert "已处理过" in await chat.press_data("office", "office", button[0].replace("yes", "no"), button[1])
    assert len(await chat.store.read(lambda reader: reader.audit("1.1.2"))) == 2
    assert "已处理过" in await chat.press_data("office", "office", "m:unknown:yes", "1")
    assert "已处理过" in await chat.press_data("office", "office", "m:", "1")


async def test_the_wrong_person_presses(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    button = chat.button("office", "同意")
    for who, where in (("leader", "leaders"), ("drc", "drc"), ("guest", "private")):
        assert "只有督办可以答复" in await chat.press_data(who, where, *button)
    assert states(chat) == ["open"]


async def test_a_leader_may_grant_where_the_configuration_says_so(plan: Plan) -> None:
    chat = await Dialogue(plan, extension={"leaders_may_grant": True}).seated()
    await chat.say("drc", "drc", ASKED)
    assert "同意延期" in await chat.press("leader", "leaders", "同意")
    assert "陈区长答复" in chat.heard("drc")
    assert "已处理过" in await chat.press("office", "office", "同意")


async def test_a_newer_request_takes_the_place_of_the_older_one(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    old = chat.button("office", "同意")
    await chat.say("drc", "drc", "/extend 1.1.2 12月20日 专家评审延后")
    assert "已处理过" in await chat.press_data("office", "office", *old)
    assert states(chat) == ["overtaken", "open"]
    assert "第1次延期至12月20日" in await chat.press("office", "office", "同意")


async def test_a_request_that_a_new_date_has_overtaken_is_not_granted(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    await chat.say("office", "private", "/reschedule 1.1.2 10月31日")
    assert "申请之后时限已改为10月31日" in await chat.press("office", "office", "同意")
    assert due(chat)[0] == date(2023, 10, 31)
    assert states(chat) == ["overtaken"]


async def test_the_same_message_arriving_twice_asks_once(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    assert chat.last
    await chat.hear(chat.last)
    assert states(chat) == ["open"]


async def test_a_reply_need_not_name_the_task(chat: Dialogue) -> None:
    reminder = await chat.told("drc", "1.1.2")
    assert "9月28日 → 11月30日" in await chat.reply("drc", "drc", "/extend 11月30日 征求意见延后", reminder)


async def test_it_is_listed_until_it_is_answered(chat: Dialogue) -> None:
    assert "没有待答复的事" in await chat.read("office", "office", "/matters")
    await chat.say("drc", "drc", ASKED)
    for who, where in (("office", "office"), ("leader", "private"), ("drc", "drc")):
        assert "9月28日 → 11月30日" in await chat.read(who, where, "/待办")
    assert "没有待答复的事" in await chat.read("hr", "hr", "/待办"), "another department's is not theirs to see"
    assert "9月28日" not in await chat.read("guest", "private", "/待办")
    await chat.press("office", "office", "同意")
    assert "没有待答复的事" in await chat.read("office", "office", "/matters")


async def test_without_a_room_of_the_office_it_waits_in_the_list(chat: Dialogue) -> None:
    await chat.say("office", "office", "/unbind")
    await chat.say("office", "drc", "/lang zh")
    answers = await chat.say("drc", "drc", ASKED)
    assert "/matters" in answers[0].message.html
    assert answers[0].also == ()
    await chat.say("office", "private", "/matters")
    await chat.press("office", "private", "延期 1.1.2")
    assert "同意延期" in await chat.press("office", "private", "同意")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/extend", "例：/extend 1.1.1 2024年1月31日 招标流程延后"),
        ("/extend 9.9.9 11月30日 延后", "没有“9.9.9”这一项"),
        ("/extend gdp 11月30日 延后", "没有期限可延"),
        ("/extend 1.1.2", "请写延到哪一天"),
        ("/extend 1.1.2 11月30日", "请写明延期的原因"),
        ("/extend 1.1.2 尽快 延后", "没有读到日期"),
        ("/extend 1.1.2 2月30日 延后", "没有读到日期"),
        ("/extend 1.1.2 9月28日 延后", "要晚于现在的时限（9月28日）"),
        ("/extend 1.1.2 9月28日 延后", "例：/extend 1.1.2 10月29日 招标流程延后"),
        ("/extend 1.1.2 9月28日 延后", "节点不单独延期：直接回复预计日期即可"),
        ("/extend 1.1.2 2024-04-01 延后", "最多延到次年2月底"),
        ("/extend 2.1.1 2024-01-31 延后", "不由您的单位负责"),
    ],
)
async def test_what_is_refused_says_why_and_shows_an_example(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("drc", "drc", said)
    assert chat.store.view.matters == {}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("/extend 1.1.2 2023-11-30 延后", date(2023, 11, 30)),
        ("/extend 1.1.2 11.30 延后", date(2023, 11, 30)),
        ("/extend 1.1.2 11月30日，征求意见延后", date(2023, 11, 30)),
        ("/extend 1.1.2 11月30日征求意见延后", date(2023, 11, 30)),
        ("/extend 1.1.2 30 Nov opinions are late", date(2023, 11, 30)),
        ("/extend 1.1.2 ２０２４年１月３１日 延后", date(2024, 1, 31)),
    ],
)
async def test_dates_as_people_write_them(chat: Dialogue, said: str, day: date) -> None:
    await chat.say("drc", "drc", said)
    (matter,) = chat.store.view.matters.values()
    assert (matter.wanted, matter.before, matter.state) == (day, date(2023, 9, 28), MatterState.OPEN)
    assert matter.at.date() == TODAY


async def test_an_anonymous_admin_is_asked_for_a_name(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED, anonymous=True)
    assert chat.store.view.matters == {}


async def test_english(chat: Dialogue) -> None:
    await chat.say("office", "office", "/lang en")
    await chat.say("drc", "drc", ASKED)
    assert "Originally 28 Sep; asked for: 30 Nov" in chat.heard("office")
    answer = await chat.press("office", "office", "Grant")
    assert "Originally 28 Sep, extended for the first time to 30 Nov" in answer


async def test_what_waits_and_what_was_granted_is_in_the_digest(chat: Dialogue) -> None:
    await chat.say("drc", "drc", ASKED)
    assert "待批：1.1.2" in await chat.read("office", "office", "/digest")
    assert "待批：1.1.2" in await chat.read("drc", "drc", "/digest")
    assert "待批" not in await chat.read("hr", "hr", "/digest")
    await chat.press("office", "office", "同意")
    assert "第1次延期至11月30日" in await chat.read("leader", "leaders", "/digest")


async def test_an_id_nobody_has_is_not_taken_for_words_about_what_is_replied_to(chat: Dialogue) -> None:
    card = await chat.told("drc", "1.1.2")
    for said in ("/extend 9.9.9 10月20日 招标延后", "/coordinate 9.9.9 需区住建局协调用地"):
        assert "9.9.9" in await chat.reply("drc", "drc", said, card)
    assert not chat.store.view.matters
