"""A task that is reported done: evidence where it is asked for, accepted or returned, and what the lamp says."""

import pytest

from bot.plan.model import Plan
from bot.progress.model import Evidence, Lamp, Ruling
from bot.stores.base import Reader
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue

DONE = "政策已印发，任务全部完成"
PHOTO = (Evidence("photo", "file-1"),)


@pytest.fixture
async def strict(plan: Plan) -> Dialogue:
    """A desk whose office accepts what is reported done."""
    return await Dialogue(plan, close={"auto_accept": False}).seated()


@pytest.fixture
async def proving(plan: Plan) -> Dialogue:
    """A desk whose office wants to see evidence."""
    return await Dialogue(plan, close={"auto_accept": False, "evidence": True}).seated()


def lamp(chat: Dialogue) -> Lamp:
    return chat.desk._picture().board.standing("1.1.2").lamp


async def test_without_the_office_a_report_is_enough(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", DONE)
    assert lamp(chat) is Lamp.DONE
    assert "没有待核" in await chat.read("office", "office", "/accept 1.1.2")


async def test_reported_accepted_and_told(strict: Dialogue) -> None:
    answer = await strict.report("drc", "drc", "1.1.2", DONE)
    assert "报完成待核：7月5日报完成，待督办核" in answer
    assert lamp(strict) is Lamp.REPORTED
    assert strict.summary("1.1.2").pending
    assert "报完成待核" in await strict.read("office", "office", "/task 1.1.2")
    assert "已办结" in await strict.press("office", "office", "办结")
    assert "已办结" in strict.heard("drc")
    assert lamp(strict) is Lamp.DONE
    assert "7月5日报告完成，7月5日办结" in await strict.read("drc", "drc", "/task 1.1.2")
    assert "办结" in await strict.read("office", "office", "/history 1.1.2")


async def test_returned_with_a_reason_and_reported_anew(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("office", "office", "/task 1.1.2")
    button = strict.button("office", "办结")
    assert "退回的原因？" in await strict.press("office", "office", "退回")
    question = strict.chats["telegram:-3"][-1].id
    strict.restart()
    assert "缺印发文件" in await strict.reply("office", "office", "缺印发文件", question)
    assert "缺印发文件" in strict.heard("drc")
    assert lamp(strict) is Lamp.YELLOW
    assert "7月5日退回：缺印发文件" in await strict.read("drc", "drc", "/task 1.1.2")

    returned = strict.chats["telegram:-2"][-2].id
    assert "报完成待核" in await strict.reply("drc", "drc", "文件已补齐，全部完成", returned)
    assert lamp(strict) is Lamp.REPORTED
    assert "已处理过" in await strict.press_data("office", "office", *button), "the old claim is not the new one"
    assert "已办结" in await strict.read("office", "office", "/办结 1.1.2")
    assert [u.ruling for u in strict.reports] == [None, Ruling.RETURNED, None, Ruling.ACCEPTED]


async def test_by_command_and_in_reply(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("office", "office", "/task 1.1.2")
    card = strict.chats["telegram:-3"][-1].id
    assert "退回" in await strict.reply("office", "office", "/return 缺验收单", card)
    assert lamp(strict) is Lamp.YELLOW
    assert "没有报完成" in await strict.read("office", "office", "/return 1.1.2 缺验收单")


async def test_what_was_accepted_can_still_be_returned(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", DONE)
    assert "退回" in await chat.read("office", "office", "/return 1.1.2 现场并未完成")
    assert lamp(chat) is Lamp.YELLOW


async def test_the_second_press_and_the_wrong_person(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("office", "office", "/task 1.1.2")
    button = strict.button("office", "办结")
    for who, where in (("leader", "leaders"), ("drc", "drc"), ("guest", "private")):
        assert "只有督办可以答复" in await strict.press_data(who, where, *button)
    assert lamp(strict) is Lamp.REPORTED
    await strict.press_data("office", "office", *button)
    assert "已处理过" in await strict.press_data("office", "office", *button)
    assert "已处理过" in await strict.press_data("office", "office", "done:9:yes", "1")
    assert "已处理过" in await strict.press_data("office", "office", f"done:{'9' * 40}:yes", "1")
    assert sum(u.ruling is not None for u in strict.reports) == 1


async def test_nobody_but_the_office_sees_the_buttons_in_their_card(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("drc", "drc", "/task 1.1.2")
    assert "办结" not in strict.labels("drc")


async def test_the_same_decision_arriving_twice_is_made_once(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("office", "office", "/return 1.1.2 缺验收单")
    assert strict.last
    message = strict.last
    await strict.hear(message)
    assert sum(u.ruling is not None for u in strict.reports) == 1


async def test_a_claim_taken_back_needs_no_decision(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.press("drc", "drc", "撤销")
    assert lamp(strict) is not Lamp.REPORTED
    assert "没有待核" in await strict.read("office", "office", "/accept 1.1.2")


async def test_what_the_office_reports_itself_is_accepted(strict: Dialogue) -> None:
    await strict.read("office", "private", f"/update 1.1.2 {DONE}")
    assert lamp(strict) is Lamp.DONE


async def test_a_decision_is_no_report_of_the_department(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("office", "office", "/accept 1.1.2")
    assert strict.summary("1.1.2").reports == 1
    assert "上次以来完成：1项" in await strict.read("office", "office", "/digest")
    assert "办结" in await strict.read("drc", "drc", "/history 1.1.2")


async def test_it_is_listed_and_leads_to_the_decision(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    assert "7月5日报完成，待督办核" in await strict.read("drc", "drc", "/matters")
    assert "待答复：1件" in await strict.read("office", "private", "/matters")
    await strict.press("office", "private", "核 1.1.2")
    assert "已办结" in await strict.press("office", "private", "办结")
    assert "没有待答复" in await strict.read("office", "private", "/matters")
    await strict.report("hr", "hr", "2.1.3", "驿站已全部建成")
    digest = words(await strict.say("office", "office", "/digest"))
    assert "报完成待核：1项" in digest
    assert "核 2.1.3" in strict.labels("office")
    assert "报完成待核" not in await strict.read("drc", "drc", "/digest")


async def test_evidence_is_asked_for_before_it_counts(proving: Dialogue) -> None:
    asked = await proving.report("drc", "drc", "1.1.2", DONE)
    assert "请给办结依据" in asked
    assert proving.reports == []
    question = proving.chats["telegram:-2"][-1].id
    proving.restart()
    answer = await proving.reply("drc", "drc", "印发文件", question, evidence=PHOTO)
    assert "附件：1个" in answer
    (update,) = proving.reports
    assert (update.text, update.evidence, update.to_accept) == (DONE, (Evidence("photo", "file-1", "印发文件"),), True)
    assert lamp(proving) is Lamp.REPORTED


@pytest.mark.parametrize("said", ["无", "没有", "none"])
async def test_that_there_is_none_is_recorded(proving: Dialogue, said: str) -> None:
    await proving.report("drc", "drc", "1.1.2", DONE)
    question = proving.chats["telegram:-2"][-1].id
    await proving.reply("drc", "drc", said, question)
    (update,) = proving.reports
    assert (update.evidence, update.marks) == ((), ("no_evidence",))


async def test_the_button_says_the_same_and_only_once(proving: Dialogue) -> None:
    await proving.report("drc", "drc", "1.1.2", DONE)
    button = proving.button("drc", "没有材料")
    assert "只有当事人" in await proving.press_data("hr", "drc", *button)
    await proving.press_data("drc", "drc", *button)
    assert "已处理过" in await proving.press_data("drc", "drc", *button)
    assert len(proving.reports) == 1


async def test_an_album_of_evidence_is_one_report_with_all_of_it(proving: Dialogue) -> None:
    await proving.report("drc", "drc", "1.1.2", DONE)
    question = proving.chats["telegram:-2"][-1].id
    for number in (1, 2, 3):
        more = {"evidence": (Evidence("photo", f"file-{number}"),), "group_id": "album"}
        await proving.reply("drc", "drc", "", question, **more)
    assert sorted(e.file_id for u in proving.reports for e in u.evidence) == ["file-1", "file-2", "file-3"]
    assert lamp(proving) is Lamp.REPORTED


async def test_a_photo_with_the_report_is_the_evidence(proving: Dialogue) -> None:
    answer = await proving.report("drc", "drc", "1.1.2", DONE, evidence=PHOTO)
    assert "请给办结依据" not in answer
    assert lamp(proving) is Lamp.REPORTED


@pytest.mark.parametrize("said", ["完成60%", "正在征求意见", "6月30日节点已完成"])
async def test_progress_needs_no_evidence(proving: Dialogue, said: str) -> None:
    assert "请给办结依据" not in await proving.report("drc", "drc", "1.1.2", said)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/accept", "请写编号。例：/accept 1.1.1"),
        ("/accept 9.9.9", "没有“9.9.9”这项任务"),
        ("/accept gdp", "没有“gdp”这项任务"),
        ("/return", "请写编号和原因"),
        ("/return 1.1.2 缺验收单", "没有报完成"),
    ],
)
async def test_what_cannot_be_decided_says_why(strict: Dialogue, said: str, answered: str) -> None:
    assert answered in await strict.read("office", "private", said)


async def test_a_return_wants_its_reason(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    assert "请写明退回的原因" in await strict.read("office", "office", "/return 1.1.2")
    assert "只有督办人员可用" in await strict.read("drc", "drc", "/accept 1.1.2")


async def test_the_decisions_are_in_the_audit(strict: Dialogue) -> None:
    await strict.report("drc", "drc", "1.1.2", DONE)
    await strict.say("office", "office", "/return 1.1.2 缺验收单")

    def actions(reader: Reader) -> list[tuple[str, str]]:
        return [(entry.action, entry.after) for entry in reader.audit("1.1.2")]

    assert (await strict.store.read(actions))[0] == ("returned", "缺验收单")


async def test_english(strict: Dialogue) -> None:
    await strict.say("office", "drc", "/lang en")
    assert "reported done: reported done on 5 Jul, to be accepted" in await strict.report(
        "drc", "drc", "1.1.2", "the whole task is done"
    )
    await strict.say("office", "office", "/accept 1.1.2")
    assert "Accepted as done" in strict.heard("drc")
