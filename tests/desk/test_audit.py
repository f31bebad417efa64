"""Who changed what: nothing that changes goes unnoted, and what was noted is told beside the reports."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from bot.chats.base import Incoming
from bot.desk.auditing import COLUMNS, as_csv, as_json, audit_rows
from bot.desk.table import COMMANDS
from bot.plan.model import Plan
from bot.progress.model import Evidence
from bot.stores.base import AuditEntry, Transaction
from tests.desk.cast import GROUPS, NAMES, FillableStore
from tests.desk.dialogue import Dialogue, buttons_of

T = TypeVar("T")
STRICT = {"close": {"auto_accept": False, "evidence": True}}
EXAMPLES = {
    "handover": "赵发改 李人社 7月20日",
    "lead": "add 赵发改 人社局",
    "unbind": "",
    "bind": "人社局",
    "extend": "1.1.2 11月30日 招标流程延后",
}


class WatchedStore(FillableStore):
    """Keeps the changes that left no entry in the audit."""

    unnoted: list[str]
    doing = ""

    async def write(self, work: Callable[[Transaction], T]) -> T:
        before = self._contents
        result = await super().write(work)
        changed = _changed(before) != _changed(self._contents)
        if changed and len(self._contents.audit) == len(before.audit):
            self.unnoted.append(self.doing)
        return result


def _changed(contents: Any) -> Any:
    """Give what counts as a change: not who was met, what waits for an answer, or which lamps follow from it."""
    view = contents.view
    rooms = [
        (r.id, r.address, r.departments, r.audience, r.language, r.gone) for r in view.rooms.values() if _is_known(r)
    ]
    people = [(p.id, p.role, p.departments) for p in view.people.values() if p.departments or p.role != "guest"]
    reports = [(u.id, u.retracted) for u in contents.updates.values()]
    return rooms, people, reports, view.invitations, view.amendments, view.matters, view.settings


def _is_known(room: Any) -> bool:
    return bool(room.bound or room.language or room.gone)


@pytest.fixture
async def watched(plan: Plan) -> Dialogue:
    chat = Dialogue(plan, **STRICT)
    await chat.seated()
    store = WatchedStore(plan)
    store.unnoted = []
    store._contents = chat.store._contents
    chat.store = store
    chat.restart()
    return chat


async def _walk(chat: Dialogue) -> None:
    """Say every command with its example, in every role and place, then press each button that this brought up."""
    for who, where in (
        ("drc", "drc"),
        ("office", "office"),
        ("office", "new"),
        ("leader", "leaders"),
        ("drc", "private"),
    ):
        for command in COMMANDS:
            said = f"/{command.name} {EXAMPLES.get(command.name, command.example)}".strip()
            await _do(chat, said, chat.say(who, where, said.replace("1.2.1", "1.1.2")))
        await _do(
            chat,
            "a report",
            chat.say(who, where, "1.1.2 已完成，需区人社局协调用工备案", reply_to="1", reply_to_bot=True),
        )
        await _press_all(chat, who, where)
    await _press_all(chat, "office", "office")


async def _press_all(chat: Dialogue, who: str, where: str) -> None:
    address = f"telegram:{GROUPS.get(where, NAMES[who])}"
    for shown in list(chat.chats.get(address, [])):
        for button in buttons_of(shown.answer):
            await _do(chat, button.label, chat.press_data(who, where, button.data, shown.id))
            await _answer_all(chat, who, where)


async def _answer_all(chat: Dialogue, who: str, where: str) -> None:
    for question in [q for q in chat.store.view.questions.values() if not q.answered and q.message_ids]:
        evidence = (Evidence("photo", "p1"),) if question.kind == "evidence" else ()
        reply = {"reply_to": question.message_ids[0], "reply_to_bot": True, "evidence": evidence}
        await _do(chat, question.kind, chat.say(who, where, "2024年1月30日 缺验收单", **reply))


async def _decide(chat: Dialogue) -> None:
    """Ask for what the office decides, and let it decide one way and the other."""
    for pressed in ("同意", "不同意"):
        later = chat.store.view.plan.tasks["1.1.1"].due.date + timedelta(days=20)
        await _do(chat, "asked", chat.say("drc", "drc", f"/extend 1.1.1 {later} 招标流程延后"))
        await _do(chat, pressed, chat.press("office", "office", pressed))
        await _answer_all(chat, "office", "office")
    await _do(chat, "done", chat.report("drc", "drc", "1.1.2", "已全部完成", evidence=(Evidence("photo", "p2"),)))
    await _do(chat, "corrected", chat.press("drc", "drc", "更正"))
    await _do(
        chat,
        "corrected",
        chat.say(
            "drc",
            "drc",
            "方案已印发，任务全部完成",
            reply_to=chat.chats["telegram:-2"][-1].id,
            reply_to_bot=True,
            evidence=(Evidence("photo", "p2"),),
        ),
    )
    await _answer_all(chat, "drc", "drc")
    for said in ("/accept 1.1.2", "/return 1.1.2 缺验收单"):
        await _do(chat, said, chat.say("office", "office", said))


async def _do(chat: Dialogue, doing: str, saying: Any) -> None:
    chat.store.doing = doing  # type: ignore[attr-defined]
    await saying


def chat_word(chat: Dialogue, action: str, language: str) -> str:
    return chat.tools.texts.plain("audit_action", language, action=action)


async def test_whatever_is_said_and_pressed_leaves_no_change_unnoted(watched: Dialogue) -> None:
    await _decide(watched)
    await _walk(watched)
    for kind, at, more in (("moved", "-1", {"new_address": "telegram:-9"}), ("left", "-9", {"why": "kicked"})):
        left = Incoming("telegram:9", kind, f"telegram:{at}", private=False, person="telegram:3", **more)
        await _do(watched, kind, watched.desk.handle(left))
    assert watched.store.unnoted == []  # type: ignore[attr-defined]
    audit = watched.store._contents.audit
    actions = {entry.action for entry in audit}
    assert actions >= {
        *("reported", "corrected", "withdrawn", "accepted", "returned", "lead", "due", "invited", "bound", "unbound"),
        *("leads", "language", "extension_asked", "extension_granted", "extension_refused", "extension_overtaken"),
        *("coordination_asked", "coordination_closed", "room_moved", "room_left", "handed_over"),
    }
    worded = {(code, language): chat_word(watched, code, language) for code in actions for language in ("zh", "en")}
    assert [pair for pair, said in worded.items() if "_" in said or (said == pair[0] and pair[1] == "zh")] == []
    assert all(entry.person for entry in audit)


async def test_history_tells_changes_beside_the_reports_newest_first(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.2", "正在征求意见")
    chat.clock.at += timedelta(hours=1)
    await chat.say("drc", "drc", "/extend 1.1.2 11月30日 招标流程延后")
    chat.clock.at += timedelta(hours=1)
    await chat.press("office", "office", "同意")
    chat.clock.at += timedelta(hours=1)
    await chat.say("office", "office", "/assign 1.1.2 人社局")
    told = await chat.read("office", "office", "/history 1.1.2")
    assert "反馈1次，变更3次" in told
    steps = [
        "王督办 改牵头单位：某区发展和改革局 → 某区人力资源和社会保障局",
        "王督办 同意延期：",
        "赵发改 申请延期：",
        "正在征求意见",
    ]
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "11月30日 招标流程延后" in told
    await chat.say("office", "private", "/lang en")
    assert "changed the lead" in await chat.read("office", "private", "/history 1.1.2")


async def test_a_target_set_is_told(chat: Dialogue) -> None:
    assert "还没有反馈。" in await chat.read("office", "office", "/history gdp")


NASTY = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1", 'a"b,c\nd', "普通"]


def test_the_table_opens_right_and_runs_nothing(plan: Plan) -> None:
    chat = Dialogue(plan)
    at = chat.clock.at
    entries = [AuditEntry(at, "telegram:1", "reported", "1.1.2", "", nasty, "telegram:-2:7") for nasty in NASTY]
    rows = audit_rows(entries, chat.store.view, chat.tools.texts, "zh", chat.clock.zone)
    table = as_csv(rows, COLUMNS)
    assert table.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [row["after"] for row in read] == [f"'{text}" for text in NASTY[:6]] + NASTY[6:]
    assert read[0]["title"] == plan.tasks["1.1.2"].title
    assert (read[0]["action"], read[0]["at"]) == ("反馈", at.isoformat(timespec="seconds"))
    assert [row["after"] for row in json.loads(as_json(rows))] == NASTY
