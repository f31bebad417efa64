"""The sheet to fill: asked for, filled in, sent back → what it would change → recorded."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

import pytest

from bot.chats.base import Chat
from bot.desk.base import Tools
from bot.desk.desk import Desk
from bot.errors import Later
from bot.plan.model import Plan
from bot.progress.model import Evidence, State
from tests.desk.cast import report, words
from tests.desk.dialogue import Dialogue
from tests.reports.filling import fill

SENT = Evidence("document", "file-1", "填报表_20230705.xlsx")


class Files:
    """The platform's files, by id."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.fault: Exception | None = None

    async def fetch(self, file_id: str) -> bytes:
        if self.fault:
            raise self.fault
        return self.content[file_id]


class Office(Dialogue):
    """A conversation in which files can be sent."""

    def __init__(self, plan: Plan, **config: Any) -> None:
        super().__init__(plan, **config)
        self.files = Files()
        self.tools = Tools(self.store, self.tools.texts, self.tools.config, self.clock, cast(Chat, self.files))
        self.desk = Desk(self.tools)

    async def sheet(self, who: str = "hr", where: str = "hr") -> bytes:
        """Ask for the sheet to fill."""
        (answer,) = await self.say(who, where, "/ledger mine")
        assert answer.message is not None
        return answer.message.files[0].content

    async def send(self, content: bytes, who: str = "hr", where: str = "hr", **more: Any) -> str:
        """Send a file; return what is answered."""
        self.files.content["file-1"] = content
        return words(await self.say(who, where, "", evidence=(SENT,), **more))

    async def fill(self, written: Mapping[str, Mapping[str, Any]], who: str = "hr", where: str = "hr") -> str:
        """Ask for the sheet, fill it in and send it back."""
        return await self.send(fill(await self.sheet(who, where), written), who, where)


@pytest.fixture
async def office(plan: Plan) -> Office:
    talk = Office(plan)
    await talk.seated()
    return talk


async def test_the_sheet_lists_what_is_not_finished(office: Office) -> None:
    await office.recorded(report("2.1.3", "已建成", state=State.DONE))
    (answer,) = await office.say("hr", "hr", "/ledger mine")
    assert words([answer]).startswith("填报表 某区人力资源和社会保障局\n1项未完成的任务。只填黄色各列")
    assert answer.subjects == ("2.1.1",)
    assert "没有“本单位”" in await office.read("office", "private", "/ledger mine")


async def test_a_filled_sheet_is_compared_confirmed_and_recorded(office: Office) -> None:
    await office.recorded(report("2.1.1", "已举办50场", 3, value=50.0, unit="场", state=State.IN_PROGRESS))
    written = {
        "2.1.1": {"value": 62, "forecast": date(2023, 9, 30), "next": "7月办好高校毕业生专场"},
        "2.1.3": {"state": "推进中", "problem": "两处场地未落实"},
    }
    said = await office.fill(written)
    assert "收到填报表，请确认后记录 某区人力资源和社会保障局\n2项有变化。" in said
    assert "2.1.1 举办招聘会\n50场 → 62场\n预计完成：9月30日\n下一步：7月办好高校毕业生专场" in said
    assert "2.1.3 建设就业服务驿站\n状态：推进中\n存在问题：两处场地未落实" in said
    assert len(office.reports) == 1, "nothing counts before it is confirmed"
    done = await office.press("hr", "hr", "确认记录")
    assert "已记录" in done
    assert "50场 → 62场" in done
    first, second = office.reports[1:]
    assert first.text == "62场，预计9月30日完成；下一步：7月办好高校毕业生专场"
    assert (first.reading.value, first.reading.unit, first.reading.forecast) == (62, "场", date(2023, 9, 30))
    assert first.evidence == (SENT,)
    assert (second.reading.state, second.reading.blocker_text) == (State.IN_PROGRESS, "两处场地未落实")
    assert second.text == "推进中；存在问题：两处场地未落实"
    assert (first.person_name, first.department) == ("李人社", "hr")


async def test_a_second_press_records_nothing_more(office: Office) -> None:
    await office.fill({"2.1.1": {"value": 62}})
    data, under = office.button("hr", "确认记录")
    assert "已记录" in await office.press_data("hr", "hr", data, under)
    assert "已记录" not in await office.press_data("hr", "hr", data, under)
    assert len(office.reports) == 1


async def test_a_sheet_that_says_nothing_new_asks_nothing(office: Office) -> None:
    await office.recorded(report("2.1.1", "已举办50场", value=50.0, unit="场", state=State.IN_PROGRESS))
    said = await office.fill({"2.1.1": {"value": 50, "state": "推进中"}})
    assert "各行都与已有记录相同，没有要记的。" in said
    assert office.waiting == 0


async def test_bad_cells_are_named_with_what_is_allowed(office: Office) -> None:
    said = await office.fill(
        {
            "2.1.1": {"value": "六十来场", "percent": 0.55, "state": "快了", "forecast": "月底"},
            "2.1.3": {"percent": "55%"},
        }
    )
    assert "1项有变化，1行不能记。" in said
    assert "累计完成写的是“六十来场”，只填数字，单位已在旁边，如 21.5" in said
    assert "完成率写的是“0.55”，填0到100的数，55%填 55" in said
    assert "状态写的是“快了”，选未启动、推进中、已完成、受阻之一" in said
    assert "预计完成写的是“月底”，填日期，如 2023-09-30" in said
    await office.press("hr", "hr", "确认记录")
    assert [(each.subject, each.reading.percent) for each in office.reports] == [("2.1.3", 55.0)]


async def test_a_figure_goes_through_the_checks_of_a_reply(office: Office) -> None:
    await office.recorded(report("2.1.1", "已举办70场", 3, value=70.0, unit="场"))
    said = await office.fill({"2.1.1": {"value": 60}, "2.1.3": {"percent": 40}})
    assert "⚠️ 2.1.1" in said
    assert "比上次少：上次70场，这次60场" in said
    await office.press("hr", "hr", "只记没有疑问的")
    assert [each.subject for each in office.reports[1:]] == ["2.1.3"]


async def test_what_was_reported_since_is_not_overwritten_unseen(office: Office) -> None:
    blank = await office.sheet()
    office.clock.at += timedelta(days=1)
    await office.report("hr", "hr", "2.1.1", "已举办66场")
    said = await office.send(fill(blank, {"2.1.1": {"value": 68}}))
    assert "这张表是7月5日做的，之后7月6日李人社又报过：“已举办66场”。记录后以本表为准" in said
    assert office.summary("2.1.1").value == 66
    await office.press("hr", "hr", "不记录")
    assert office.summary("2.1.1").value == 66


async def test_a_problem_stays_until_it_is_said_to_be_gone(office: Office) -> None:
    await office.recorded(report("2.1.1", "场地紧张", blocker=True, blocker_text="场地紧张"))
    await office.fill({"2.1.1": {"value": 20}})
    await office.press("hr", "hr", "确认记录")
    assert office.summary("2.1.1").blocker_text == "场地紧张"
    await office.fill({"2.1.1": {"problem": "无"}})
    await office.press("hr", "hr", "确认记录")
    assert not office.summary("2.1.1").blocker


async def test_others_tasks_are_refused_and_only_the_sender_confirms(office: Office) -> None:
    of_drc = fill(await office.sheet("drc", "drc"), {"1.1.1": {"value": 20}})
    said = await office.send(of_drc, "hr", "hr")
    assert "您在这里不能报这项任务" in said
    assert office.waiting == 0
    await office.fill({"2.1.1": {"value": 20}})
    data, under = office.button("hr", "确认记录")
    assert "已记录" not in await office.press_data("drc", "hr", data, under)
    assert not office.reports


async def test_a_sheet_is_known_as_a_reply_and_in_private(office: Office) -> None:
    blank = await office.sheet("hr", "private")
    asked = await office.told("hr", "2.1.1")
    said = await office.send(fill(blank, {"2.1.1": {"value": 20}}), reply_to=asked, reply_to_bot=True)
    assert "1项有变化" in said
    assert "1项有变化" in await office.send(fill(blank, {"2.1.1": {"value": 20}}), "hr", "private")


async def test_another_plans_sheet_is_refused(office: Office) -> None:
    said = await office.send(fill(await office.sheet(), {"2.1.1": {"value": 20}}, plan="other-2022"))
    assert "不是某市某区2023年计划的，没有记录" in said


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"no zip at all" * 100])
async def test_any_other_document_is_evidence_as_before(office: Office, content: bytes) -> None:
    assert "填报表" not in await office.send(content, "hr", "private")
    office.files.fault = Later("the line is down")
    assert "填报表" not in await office.send(content, "hr", "private")


async def test_the_file_is_known_by_its_digest(office: Office) -> None:
    await office.fill({"2.1.1": {"value": 20}})
    entries = await office.store.read(lambda reader: reader.audit())
    (entry,) = [entry for entry in entries if entry.action == "sheet_received"]
    assert entry.subject == "hr"
    assert entry.after.startswith("填报表_20230705.xlsx sha256:")


@pytest.mark.parametrize("text", ["=1+1", "<b>粗</b>&amp;", "http://evil.example", "坏\x07字\u202e"])
async def test_what_is_typed_into_a_cell_stays_text(office: Office, text: str) -> None:
    said = await office.fill({"2.1.1": {"problem": text, "next": text}})
    assert "存在问题" in said
    await office.press("hr", "hr", "确认记录")
    assert office.reports[0].text.startswith("存在问题：")
    with zipfile.ZipFile(io.BytesIO(await office.sheet())) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
