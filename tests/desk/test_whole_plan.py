"""Every question about every part of the published plan: answered, within the platform's limits, nothing left out."""

from functools import cache
from pathlib import Path

import pytest

from bot.config import DEFAULT_PLAN
from bot.desk.base import Answer
from bot.desk.passage import passage
from bot.plan.files import read_plan
from bot.plan.model import Plan
from tests.desk.cast import Talk, buttons, words

PARSED_LIMIT = 4096  # UTF-16 units of one message after its tags are read
DATA_LIMIT = 64  # bytes behind a button
PHONE = 40  # lines


@cache
def published() -> Plan:
    return read_plan(Path(DEFAULT_PLAN))


@pytest.fixture
async def town() -> Talk:
    return await Talk(published()).seated()


def check(answers: list[Answer], said: str) -> None:
    """Hold what is true of every answer: one message, whole, with buttons the platform takes."""
    text = words(answers)
    assert text, said
    assert len(text.encode("utf-16-le")) // 2 <= PARSED_LIMIT, said
    assert text.count("\n") <= PHONE, said
    for wrong in ("None", "Undefined", "\x1e", "\x1d", "{{", "&lt;", "<b>"):
        assert wrong not in text, (said, wrong)
    assert all(len(data.encode()) <= DATA_LIMIT for data in buttons(answers).values()), said


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_card_is_whole(town: Talk, language: str) -> None:
    await town.say("office", "private", f"/lang {language}")
    plan = published()
    for command in ("/task", "/source", "/history"):
        for task_id in plan.tasks:
            check(await town.say("office", "private", f"{command} {task_id}"), f"{command} {task_id}")
    for target in plan.targets:
        check(await town.say("office", "private", f"/target {target.id}"), target.id)
    for said in ("/targets", "/sections", "/late", "/due", "/due 366", "/find 建设", "/help", "/start", "/whoami"):
        check(await town.say("office", "private", said), said)


async def test_the_pages_of_a_section_show_each_of_its_tasks_once(town: Talk) -> None:
    for section in published().sections:
        said, shown = f"/section {section.id}", list[str]()
        while said:
            answers = await town.say("office", "private", said)
            check(answers, said)
            shown += answers[0].subjects
            said = buttons(answers).get("下一页 ›", "")
        assert sorted(shown) == sorted(task.id for task in section.tasks)


async def test_every_name_of_a_target_leads_to_it(town: Talk) -> None:
    for target in published().targets:
        for name in (target.id, target.name, *target.aliases):
            answers = await town.say("office", "private", f"/target {name}")
            assert answers[0].subjects == (target.id,), name


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("shxfp", "retail"),
        ("社零", "retail"),
        ("消费", "retail"),
        ("财政收入", "revenue"),
        ("能耗", "energy"),
        ("就业", "jobs"),
    ],
)
async def test_targets_by_what_people_call_them(town: Talk, said: str, target: str) -> None:
    assert (await town.say("office", "private", f"/target {said}"))[0].subjects == (target,)


def test_every_quote_is_found_in_its_paragraph() -> None:
    plan = published()
    for subject in (*plan.targets, *plan.all_tasks()):
        found = passage(plan.report, subject.quote)
        assert found is not None, subject.id
        assert found.quote
