"""A lead on leave hands over: the stand-in may do what the lead may until the day, and everyone concerned is told."""

from datetime import timedelta

import pytest

from bot.people.model import Handover
from bot.plan.model import Plan
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue

HANDED = "/handover 客人 7月20日"


@pytest.fixture
async def strict(plan: Plan) -> Dialogue:
    """Only named leads may report."""
    chat = Dialogue(plan, report={"only_leads": True})
    await chat.seated()
    await chat.say("guest", "private", "/start")  # so that the guest can be told in private
    return chat


async def test_the_stand_in_acts_until_the_day_and_both_are_told(strict: Dialogue) -> None:
    assert "访客" in await strict.read("guest", "private", "/whoami")
    assert "没有记录" in await strict.report("guest", "hr", "2.1.1", "已办70场")
    answer = words(await strict.say("hr", "private", HANDED))
    assert "李人社 → 客人" in answer
    assert "由客人代办，至7月20日（含当日）" in answer
    assert "李人社 → 客人" in strict.heard("hr"), "the department's group hears of it"
    assert "李人社 → 客人" in strict.heard("private", "guest")
    strict.restart()
    assert "代李人社办理，至7月20日" in await strict.read("guest", "private", "/whoami")
    assert "已交接给客人，至7月20日" in await strict.read("hr", "private", "/whoami")
    assert "李人社（某区人力资源和社会保障局），由客人代至7月20日" in await strict.read("hr", "hr", "/lead")
    assert "2.1.1" in await strict.read("guest", "private", "/mine")
    assert "已记录" in await strict.report("guest", "hr", "2.1.1", "已办70场")
    assert strict.store.view.people["telegram:4"].departments == (), "what is lent is never stored"

    strict.clock.at = strict.clock.at.replace(day=20, hour=23)
    assert "2.1.1" in await strict.read("guest", "private", "/mine"), "the last day is included"
    strict.clock.at += timedelta(hours=2)
    assert "访客" in await strict.read("guest", "private", "/whoami"), "it ends by itself"
    assert "没有记录" in await strict.report("guest", "hr", "2.1.1", "已办80场")
    assert "由客人代" not in await strict.read("hr", "hr", "/lead")
    audit = await strict.store.read(lambda reader: reader.audit("telegram:3"))
    assert [(entry.action, entry.person, entry.after) for entry in audit] == [
        ("handed_over", "telegram:3", "客人 2023-07-20")
    ]


async def test_it_is_taken_back_before_the_day(strict: Dialogue) -> None:
    await strict.say("hr", "hr", HANDED)
    assert "客人 → 李人社" in await strict.read("hr", "hr", "/handover end")
    assert "客人 → 李人社" in strict.heard("private", "guest")
    assert "2.1.1" not in await strict.read("guest", "private", "/mine")
    assert "现在没有交接，不用收回" in await strict.read("hr", "hr", "/handover end"), "a second time"


async def test_without_a_day_it_holds_until_taken_back(strict: Dialogue) -> None:
    assert "收回前一直有效" in words(await strict.say("hr", "hr", "/交接 客人"))
    strict.clock.at += timedelta(days=150)
    assert "代李人社办理" in await strict.read("guest", "private", "/whoami")


async def test_the_office_hands_over_for_someone(strict: Dialogue) -> None:
    assert "李人社 → 客人" in words(await strict.say("office", "office", "/handover 李人社 给 客人 7月20日"))
    assert "李人社 → 客人，至7月20日" in await strict.read("office", "office", "/handover")
    assert "只有督办能替别人交接" in await strict.read("drc", "drc", "/handover end 李人社")
    assert "客人 → 李人社" in await strict.read("office", "office", "/handover end 李人社")


async def test_a_reply_to_someone_names_them(strict: Dialogue) -> None:
    await strict.say("hr", "hr", "/handover 7月20日", reply_to_person="telegram:77", reply_to_name="新同事")
    assert strict.store.view.people["telegram:3"].handover == Handover(
        "telegram:77", "telegram:3", strict.clock.at, strict.clock.at.replace(day=20).date()
    )
    assert "2.1.1" in await strict.read("77", "private", "/mine")


async def test_who_acts_for_the_one_who_asked_may_close_what_was_asked(strict: Dialogue) -> None:
    await strict.say("drc", "drc", "/coordinate 1.1.2 需区人社局协调用工备案")
    button = strict.button("drc", "协调已解决")
    assert "只有提出的人" in await strict.press_data("guest", "drc", *button)
    await strict.say("drc", "drc", HANDED)
    assert "协调已解决" in await strict.press_data("guest", "drc", *button)


async def test_it_goes_on_to_who_acts_for_the_stand_in(strict: Dialogue) -> None:
    await strict.say("hr", "hr", "/handover 赵发改 7月20日")
    await strict.say("drc", "drc", "/handover 客人 7月10日")
    mine = await strict.read("guest", "private", "/mine")
    assert "1.1.1" in mine
    assert "2.1.1" in mine


@pytest.mark.parametrize(
    ("who", "said", "answered"),
    [
        ("hr", "/handover 李人社", "不能交接给自己"),
        ("hr", "/handover 火星人 7月20日", "没有找到唯一的“火星人”"),
        ("hr", "/handover 客人 2月30日", "没有“2月30日”这一天"),
        ("hr", "/handover 客人 2023-02-30", "没有“2023-02-30”这一天"),
        ("hr", "/handover 客人 7月1日", "期限不能早于今天"),
        ("hr", "/handover 赵发改 客人 7月20日", "只有督办能替别人交接"),
        ("guest", "/handover 李人社 7月20日", "没有可交接的任务"),
        ("office", "/handover 客人 7月20日", "请写明谁交接给谁"),
        ("office", "/handover 客人 李人社", "不是责任人"),
        ("office", "/handover end 火星人", "没有找到唯一的“火星人”"),
        ("hr", "/handover", "现在没有交接"),
    ],
)
async def test_what_cannot_be_handed_over_says_how(strict: Dialogue, who: str, said: str, answered: str) -> None:
    assert answered in await strict.read(who, "hr", said)
    assert all(person.handover is None for person in strict.store.view.people.values())


async def test_one_who_is_away_takes_nothing_over(strict: Dialogue) -> None:
    await strict.say("drc", "drc", HANDED)
    assert "赵发改也已交接给客人，请另选接手人" in await strict.read("hr", "hr", "/handover 赵发改 7月20日")
