"""The office sends a report in private: it is read, shown beside the plan in use, and put into use or dropped."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from bot.desk.desk import Desk
from bot.errors import ChatError
from bot.imports.importing import import_plan
from bot.in_use import PLANS, STATES
from bot.plan.files import check_plan, read_plan
from bot.progress.model import Evidence
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue
from tests.imports.test_diff import NEW, OLD, ON

LIST = """某某区2023年民生实事
2023年，区政府办好以下民生实事：
一是新建母婴室6间。
二是加装电梯30台。
三是建设口袋公园4个。
"""
FILES = {
    "new": ("调整稿.txt", NEW.encode()),
    "same": ("报告.md", OLD.encode()),
    "next": ("2024.txt", OLD.replace("2023", "2024").replace("2022", "2023").encode()),
    "list": ("民生实事.txt", LIST.encode()),
    "junk": ("会议通知.txt", "请各单位于周五前报送材料。".encode()),
    "secret": ("报告.txt", f"机密★1年\n{OLD}".encode()),
    "macro": ("表.docx", b"PK\x03\x04 broken"),
}


class Shelves:
    """A platform that gives the files people sent."""

    async def fetch(self, file_id: str) -> bytes:
        if file_id == "huge":
            raise ChatError("Bad Request: file is too big")
        return FILES[file_id][1]


@pytest.fixture
async def chat(tmp_path: Path) -> Dialogue:
    """A desk that lives by a plan folder made of an invented report."""
    source = tmp_path / "report.txt"
    source.write_text(OLD, "utf-8")
    plan = import_plan(source, tmp_path / "plan", ON).plan
    talk = await Dialogue(plan, bot={"plan": tmp_path / "plan", "state_dir": tmp_path / "state"}).seated()
    talk.tools = replace(talk.tools, chat=cast("Any", Shelves()))
    talk.desk = Desk(talk.tools)
    return talk


async def send(chat: Dialogue, file: str, who: str = "office", caption: str = "", where: str = "private") -> str:
    """Send a file and read what stands in the chat at the end."""
    name = FILES.get(file, ("大.pdf", b""))[0]
    await chat.say(who, where, caption, evidence=(Evidence("document", file, name),))
    shown = chat.chats.get("telegram:1" if where == "private" else "telegram:-3", [])
    return "\n".join(words([one.answer]) for one in shown)


def folder(chat: Dialogue) -> Path:
    return chat.tools.config.bot.plan


async def test_a_changed_report_is_shown_beside_the_plan(chat: Dialogue) -> None:
    answer = await send(chat, "new")
    assert "正在读" not in answer
    assert "来自《调整稿.txt》" in answer
    assert "主要目标 3 项，2 个部分，任务 6 项" in answer
    assert "新增 2、修改 2、删去 2，" in answer
    assert "－ 2.1.1 新建幼儿园3所" in answer
    assert chat.store.view.plan == read_plan(folder(chat))
    draft, files = chat.chats["telegram:1"]
    assert chat.button("private", "启用")[1] == draft.id
    assert files.answer.message is not None
    assert [file.name for file in files.answer.message.files] == ["review.md", f"{chat.store.view.plan.id}.zip"]


async def test_it_is_put_into_use_once_and_reports_stay(chat: Dialogue) -> None:
    await chat.report("office", "office", "1.1.1", "完成60%")
    await send(chat, "new")
    button = chat.button("private", "启用")
    chat.restart()  # the draft waits on disk
    assert "已启用《调整稿.txt》：新增 2、修改 2、删去 2" in await chat.press_data("office", "private", *button)
    plan = chat.store.view.plan
    assert (plan.target_by_id["gdp"].measure.value, "2.1.1" in plan.tasks) == (4.5, False)
    assert chat.summary("1.1.1").percent == 60
    assert check_plan(folder(chat)) == []
    assert read_plan(folder(chat) / "before" / "2023-07-05").target_by_id["gdp"].measure.value == 5
    assert await chat.press_data("office", "private", *button) == "这件事已处理过或已过期"
    assert "一致，不用启用" in await send(chat, "new")


async def test_it_is_dropped(chat: Dialogue) -> None:
    await send(chat, "new")
    button = chat.button("private", "启用")
    assert "现行计划没有变" in await chat.press("office", "private", "放弃")
    assert await chat.press_data("office", "private", *button) == "这件事已处理过或已过期"
    assert chat.store.view.plan == read_plan(folder(chat))


async def test_another_paper_of_the_year_joins_as_sections_of_its_own(chat: Dialogue) -> None:
    before = chat.store.view.plan
    assert "同年的另一份文件" in await send(chat, "list")
    await chat.press("office", "private", "启用")
    plan = chat.store.view.plan
    assert {task: plan.tasks[task] for task in before.tasks} == before.tasks
    assert [section.id for section in plan.sections if section.programme] == ["3"]
    assert [task.quote for task in plan.sections[2].tasks] == ["新建母婴室6间", "加装电梯30台", "建设口袋公园4个"]
    assert check_plan(folder(chat)) == []


async def test_a_programme_stays_when_the_plan_changes(chat: Dialogue) -> None:
    for file in ("list", "new"):
        await send(chat, file)
        await chat.press("office", "private", "启用")
    plan = chat.store.view.plan
    assert plan.target_by_id["gdp"].measure.value == 4.5
    assert [task.id for task in plan.sections[-1].tasks] == ["3.1.1", "3.1.2", "3.1.3"]
    assert check_plan(folder(chat)) == []
    assert len(list((folder(chat) / "before").iterdir())) == 2


async def test_a_plan_of_another_year_is_kept_beside(chat: Dialogue) -> None:
    before = chat.store.view.plan
    assert "这是 2024 年的计划，现行的是 2023 年" in await send(chat, "next")
    assert "已存放 2024 年计划，现行计划不变" in await chat.press("office", "private", "启用")
    (kept,) = (chat.tools.config.bot.state_dir / "plans").iterdir()
    assert (read_plan(kept).year, chat.store.view.plan) == (2024, before)


async def test_a_plan_that_was_lived_by_is_not_replaced_whole(chat: Dialogue) -> None:
    await send(chat, "next")
    (chat.tools.config.bot.root / STATES / "moumou-2024").mkdir(parents=True)
    assert "2024年计划用过，上面有进展，不能整份换掉" in await chat.press("office", "private", "启用")
    assert not (chat.tools.config.bot.root / PLANS).exists()


async def test_a_draft_is_not_put_into_use_on_a_plan_that_changed_since(chat: Dialogue) -> None:
    await send(chat, "new")
    first = chat.button("private", "启用")
    await send(chat, "list")
    await chat.press("office", "private", "启用")
    assert "现行计划又有改动" in await chat.press_data("office", "private", *first)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("junk", "没有读到年度计划"),
        ("macro", "文件打不开，可能已损坏"),
        ("secret", "里面有密级标志或身份证号，文件没有留存"),
        ("huge", "平台只给20兆以内的文件"),
    ],
)
async def test_what_is_no_plan_is_refused_with_one_sentence(chat: Dialogue, file: str, said: str) -> None:
    answer = await send(chat, file)
    assert said in answer
    assert "没有导入" in answer
    assert "例：1.1.1" in answer
    assert chat.reports == []
    assert list((chat.tools.config.bot.state_dir / "drafts").iterdir()) == []


async def test_a_document_with_a_task_stays_evidence(chat: Dialogue) -> None:
    assert "附件：1个" in await send(chat, "new", caption="1.1.1 已完成")
    assert [update.subject for update in chat.reports] == ["1.1.1"]


async def test_only_the_office_in_private_sends_plans(chat: Dialogue) -> None:
    for who, where in (("leader", "private"), ("hr", "private"), ("office", "office")):
        assert "来自" not in await send(chat, "new", who, where=where)
    await send(chat, "new")
    assert await chat.press_data("leader", "private", *chat.button("private", "启用")) == "只有督办可以启用计划"


async def test_a_folder_that_cannot_be_written_changes_nothing(chat: Dialogue, monkeypatch: pytest.MonkeyPatch) -> None:
    await send(chat, "new")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("bot.desk.importing.adopt", full)
        assert "计划文件夹写不进" in await chat.press("office", "private", "启用")
    assert "已启用" in await chat.press("office", "private", "启用")


async def test_the_plans_are_listed_and_shown(chat: Dialogue) -> None:
    assert "现行：某某区2023年政府工作计划" in await chat.read("hr", "hr", "/plan")
    for file in ("list", "next"):
        await send(chat, file)
        await chat.press("office", "private", "启用")
    listed = await chat.read("office", "private", "/计划")
    assert "专项：某某区2023年民生实事\n⚪暂无数据3　共3项" in listed
    assert "另存：某某区2024年政府工作计划\n3个主要目标，6项任务，未启用" in listed
    assert "3 某某区2023年民生实事" in await chat.read("office", "private", "/plan 民生")
    assert "未启用，不提醒、不收进展" in await chat.read("office", "private", "/plan 2024")
    assert "另存" not in await chat.read("hr", "hr", "/plan")
    assert "没有“2024”这份计划" in await chat.read("hr", "hr", "/plan 2024")
