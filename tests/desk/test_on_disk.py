"""Questions and reports on the real store: they outlive the process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk.base import Tools
from bot.desk.desk import Desk
from bot.plan.model import Plan
from bot.progress.model import Evidence
from bot.stores.tinydb import open_store
from bot.texts.render import Texts
from tests.desk.dialogue import Dialogue


async def reopened(chat: Dialogue, folder: Path) -> None:
    """Let the process end and another one begin on the same files."""
    plan = chat.store.view.plan
    await chat.store.close()
    chat.store = open_store(folder, plan)  # type: ignore[assignment]
    chat.tools = Tools(chat.store, Texts(), chat.tools.config, chat.clock)
    chat.desk = Desk(chat.tools)


@pytest.fixture
async def disk(plan: Plan, tmp_path: Path) -> AsyncIterator[Dialogue]:
    chat = Dialogue(plan)
    await reopened(chat, tmp_path)
    await chat.store.write(lambda change: change.load_plan(plan))
    await chat.seated()
    yield chat
    await chat.store.close()


async def test_a_question_is_answered_by_another_process(disk: Dialogue, tmp_path: Path) -> None:
    photo = Evidence("photo", "p1", "现场\ud83d.jpg")
    assert "请确认" in await disk.report("drc", "drc", "1.1.1", "已完成215亿元\ud83d", evidence=(photo,))
    await reopened(disk, tmp_path)
    assert "已记录" in await disk.press("drc", "drc", "确认记录")
    assert disk.last
    await reopened(disk, tmp_path)
    assert "早前已记录" in (await disk.hear(disk.last))[0].message.html
    (update,) = await disk.store.read(lambda reader: reader.updates("1.1.1"))
    assert (update.reading.value, update.evidence[0].file_id) == (215.0, "p1")


async def test_an_edit_and_an_undo_of_it(disk: Dialogue, tmp_path: Path) -> None:
    await disk.say("drc", "private", "1.1.1 完成60%；1.1.2 推进中")
    message = disk.last.message_id
    await reopened(disk, tmp_path)
    await disk.say("drc", "private", "1.1.1 完成65%", kind="edited", message_id=message, edited=10)
    assert disk.summary("1.1.1").percent == 65.0
    assert disk.summary("1.1.2").reports == 0
    await reopened(disk, tmp_path)
    assert "已撤销" in await disk.press("drc", "private", "撤销")
    assert disk.summary("1.1.1").reports == 0


async def test_an_amendment_holds(disk: Dialogue, tmp_path: Path) -> None:
    await disk.say("office", "private", "/reschedule 1.1.2 11月30日")
    await disk.say("office", "private", "/set jobs 28000")
    await reopened(disk, tmp_path)
    assert "原定9月28日" in await disk.read("office", "private", "/task 1.1.2")
    assert "不少于28000人" in await disk.read("office", "private", "/target jobs")
