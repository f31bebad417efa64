"""The command line: said at a prompt → printed, with its exit code."""

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.config import DEFAULT_PLAN, LampsPart
from bot.people.model import Role, Viewer
from bot.plan.files import read_plan
from bot.progress.board import Board
from bot.reports.fill import fill_sheet
from bot.reports.occasion import Occasion
from bot.stores.base import Received
from bot.stores.tinydb import open_store
from bot.stores.tinydb.lock import alone
from bot.texts.render import Texts
from tests.conftest import NOW
from tests.reports.filling import fill

DATA = "data/yuexiu-2023"
ROOT = Path(__file__).parent.parent
REPORT = """2024年某某区政府工作报告
一、2023年工作回顾
完成投资30亿元。
二、2024年工作安排
主要预期目标是：地区生产总值增长5%左右，一般公共预算收入增长6%。
（一）扩大有效投资。实施重点项目40个，完成投资52亿元。制定重大项目管理办法。
"""


@pytest.fixture
def prompt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Type a command line; gives exit code, output and errors."""
    monkeypatch.chdir(ROOT)

    def prompt(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["bot", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return prompt


def test_a_plan_is_checked_and_shown(prompt: Any) -> None:
    code, out, _ = prompt("plan", "check", DATA)
    assert (code, "185 tasks, no faults" in out) == (0, True)
    code, out, _ = prompt("plan", "show", DATA, "--json")
    shown = json.loads(out)
    task = next(t for s in shown["sections"] for i in s["initiatives"] for t in i["tasks"] if t["id"] == "1.2.1")
    assert (code, task["measures"][0]["value"], task["measures"][0]["comparator"]) == (0, 39, ">")
    assert prompt("plan", "check", "nowhere")[0] == 1


def test_a_reply_is_read_one_or_many(prompt: Any, tmp_path: Path) -> None:
    line = ("read", "已完成21.5亿元，9月底前全部完成", "--measure", "39亿元", "--date", "2023-07-05", "--json")
    code, out, _ = prompt(*line)
    reading = json.loads(out)
    assert (code, reading["value"], reading["forecast"], reading["sure"]) == (0, 21.5, "2023-09-30", True)
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps([{"text": "收到", "measure": None, "as_of": "2023-07-05"}] * 2), "utf-8")
    code, out, _ = prompt("read", "--batch", str(cases), "--json")
    assert [one["is_update"] for one in json.loads(out)] == [False, False]
    cases.write_text("{}", "utf-8")
    assert prompt("read", "--batch", str(cases))[0] in (0, 1)
    assert prompt("read", "完成", "--measure", "很多")[0] == 1
    assert prompt("read")[0] == 2


def test_questions_are_answered_and_what_is_told_stays(prompt: Any, tmp_path: Path) -> None:
    here = ("--state", str(tmp_path / "state"), "--date", "2023-07-05")
    code, out, _ = prompt("ask", "/update 1.2.1 已完成21.5亿元", "--as", "区发改局", *here)
    assert (code, "已记录" in out) == (0, True)
    code, out, _ = prompt("ask", "/task 1.2.1", "--as", "office", "--json", *here)
    assert "55.1%" in json.loads(out)["text"]
    code, _, err = prompt("ask", "/help", "--as", "火星局", *here)
    assert code == 1
    assert "nobody is called" in err


def test_notices_are_previewed(prompt: Any, tmp_path: Path) -> None:
    code, out, _ = prompt("preview", "--date", "2023-07-03", "--days", "1", "--json", "--state", str(tmp_path / "s"))
    notices = json.loads(out)
    assert code == 0
    assert {notice["kind"] for notice in notices} == {"digest"}
    assert all(notice["at"].startswith("2023-07-03T09:0") for notice in notices)
    assert not (tmp_path / "s").exists(), "a preview leaves nothing behind"


def test_a_report_becomes_a_plan_and_plans_are_compared(prompt: Any, tmp_path: Path) -> None:
    report, out_folder = tmp_path / "report.txt", tmp_path / "plan"
    report.write_text(REPORT, "utf-8")
    code, out, _ = prompt("plan", "import", str(report), "-o", str(out_folder))
    assert (code, "2 项主要目标" in out) == (0, True)
    assert prompt("plan", "check", str(out_folder))[0] == 0
    assert prompt("plan", "import", str(report), "-o", str(out_folder))[0] == 1
    changed = tmp_path / "changed.txt"
    changed.write_text(REPORT.replace("52亿元", "60亿元"), "utf-8")
    prompt("plan", "import", str(changed), "-o", str(tmp_path / "new"))
    code, out, _ = prompt("plan", "diff", str(out_folder), str(tmp_path / "new"), "--apply", "--date", "2024-07-01")
    assert (code, "1 changed" in out) == (0, True)
    code, out, _ = prompt("plan", "diff", str(out_folder), str(tmp_path / "new"))
    assert "0 changed" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run",), "BOT_TELEGRAM__TOKEN"),
        (("run", "--config", "nowhere.toml"), "config.example.toml"),
        (("demo", "--date", "2024-01-01", "--port", "0"), "2023"),
        (("backup", "/nowhere/at/all.sqlite3"), ""),
        (("invite", "火星局"), "there is no department"),
        (("plan", "import", "nowhere.pdf", "-o", "x"), "nowhere.pdf"),
        (("export", "chart", "-o", "chart.jpg"), "-o chart.png"),
        (("export", "chart", "火星局", "-o", "chart.png"), "no target or department"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    prompt: Any, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    state = () if arguments[0] == "plan" else ("--state", str(tmp_path / "state"))
    code, _, err = prompt(*arguments, *state)
    assert code == 1
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "file", "begins"), [("", "a.png", b"\x89PNG"), ("gdp", "b.svg", b"<svg"), ("区商务局", "c.svg", b"<svg")]
)
def test_pictures_are_written(prompt: Any, tmp_path: Path, name: str, file: str, begins: bytes) -> None:
    words = ("export", "chart", "-o", str(tmp_path / file), "--date", "2023-07-03", "--state", str(tmp_path / "state"))
    code, out, err = prompt(*words, *([name] if name else []))
    assert (code, err) == (0, "")
    assert "bytes" in out
    assert (tmp_path / file).read_bytes().strip().startswith(begins)


def test_the_doctor_names_what_is_missing(prompt: Any, tmp_path: Path) -> None:
    code, out, _ = prompt("doctor", "--state", str(tmp_path / "state"))
    assert code == 1
    assert "BAD telegram: no token" in out
    assert "ok  plan yuexiu-2023" in out


def test_the_doctor_names_what_could_not_be_handled(prompt: Any, tmp_path: Path) -> None:
    async def aside() -> None:
        store = open_store(tmp_path, read_plan(DEFAULT_PLAN))
        received = [
            Received(f"telegram:{n}", "telegram:-1", {}, datetime(2023, 7, 3, 9, tzinfo=UTC)) for n in range(30)
        ]
        await store.write(lambda change: change.receive(received))
        await store.write(lambda change: [change.put_aside(one.key, "KeyError: 'x'") for one in received])
        await store.close()

    asyncio.run(aside())
    code, out, _ = prompt("doctor", "--state", str(tmp_path))
    assert code == 1
    assert "telegram:29 from telegram:-1 at 2023-07-03 09:00 could not be handled: KeyError: 'x'" in out
    assert "10 older ones" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("-o", "ledger.xlsx"), 0, "ledger.xlsx: "),
        (("-o", "ledger.csv", "--as", "区商务局", "--lang", "en"), 0, "ledger.csv: "),
        (("-o", "ledger.doc"), 1, "neither .xlsx nor .csv"),
        (("-o", "ledger.xlsx", "--as", "火星局"), 1, "a department such as"),
        ((), 2, ""),
    ],
)
def test_the_ledger_is_written_to_a_file(
    prompt: Any, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    given = [str(tmp_path / word) if word.startswith("ledger.") else word for word in arguments]
    ended, out, err = prompt("export", "ledger", *given, "--state", str(tmp_path / "state"), "--date", "2023-07-03")
    assert ended == code
    assert says in out + err
    assert (len(list(tmp_path.glob("ledger.*"))) == 1) is (code == 0)


def test_the_audit_is_written_as_a_table_or_json(prompt: Any, tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "var"))
    assert prompt("invite", "区商务局", *state)[0] == 0
    table, data = tmp_path / "audit.csv", tmp_path / "audit.json"
    for target in (table, data):
        assert prompt("export", "audit", "-o", str(target), *state)[:2] == (0, f"{target}: 1 changes\n")
    assert table.read_text("utf-8-sig").startswith("时间,人员,人员编号,操作")
    (entry,) = json.loads(data.read_text("utf-8"))
    assert (entry["action"], entry["title"], entry["person"]) == ("发绑定码", "越秀区商务局", "terminal")
    code, _, error = prompt("export", "audit", "-o", str(tmp_path / "audit.txt"), *state)
    assert (code, "export audit -o audit.csv" in error) == (1, True)
    assert prompt("export", "audit", "-o", str(tmp_path / "no" / "audit.csv"), *state)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("bulletin", "-o", "b.docx"), 0, "b.docx: "),
        (("bulletin", "halfyear", "-o", "b.docx", "--lang", "en"), 0, "b.docx: "),
        (("bulletin", "-o", "b.pdf"), 1, "is no .docx"),
        (("bulletin", "yearly", "-o", "b.docx"), 2, "yearly"),
        (("calendar", "-o", "c.ics", "--as", "区商务局"), 0, "c.ics: "),
        (("calendar", "-o", "c.txt"), 1, "is no .ics"),
    ],
)
def test_papers_are_written_to_files(
    prompt: Any, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    given = [str(tmp_path / word) if word[1:2] == "." else word for word in arguments]
    ended, out, err = prompt("export", *given, "--state", str(tmp_path / "state"), "--date", "2023-07-03")
    assert (ended, says in out + err) == (code, True)


def test_a_filled_sheet_is_compared_and_recorded(prompt: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = ("--state", str(tmp_path / "state"), "--date", "2023-07-03")
    plan = read_plan(ROOT / DATA)
    of = Occasion(Board(plan, {}, date(2023, 7, 3), {}, LampsPart()), Viewer(Role.OFFICE), (), {}, Texts(), "zh", NOW)
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(fill(fill_sheet(of, ["commerce"]), {"1.2.5": {"percent": 35}}))
    monkeypatch.setattr("typer.prompt", lambda *_, **__: 2)
    code, out, _ = prompt("import-ledger", str(filled), *state)
    assert (code, "1项有变化" in out, "已记录" in out) == (0, True, False)
    code, out, _ = prompt("import-ledger", str(filled), *state, "--yes", "--as", "区商务局")
    assert (code, "完成率：35%" in out, "已记录" in out) == (0, True, True)
    code, out, _ = prompt("import-ledger", str(filled), *state, "--yes")
    assert (code, "没有要记的" in out) == (0, True)
    assert prompt("import-ledger", str(tmp_path / "none.xlsx"))[0] == 2


def test_work_shows_itself_on_a_terminal_alone(prompt: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = (
        "export",
        "ledger",
        "-o",
        str(tmp_path / "ledger.xlsx"),
        "--state",
        str(tmp_path / "s"),
        "--date",
        "2023-07-03",
    )
    assert prompt(*line)[2] == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    code, out, err = prompt(*line)
    assert (code, "writing ledger.xlsx" in err, "writing" in out) == (0, True, False)


def test_plan_use_switches_while_no_bot_runs(prompt: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    prompt("plan", "import", str(tmp_path / "report.txt"), "-o", str(tmp_path / "var" / "plans" / "next"))
    use = ("plan", "use", "--state", str(tmp_path / "var"))
    code, _, err = prompt(*use, "2025")
    assert (code, "there are yuexiu-2023, next" in err) == (1, True)
    code, out, _ = prompt(*use, "next")
    assert (code, out) == (0, f"in use: 某某区2024年政府工作计划, on {tmp_path / 'var' / 'states' / 'next'}\n")
    assert "现行：某某区2024年" in prompt("ask", "/plan", "--as", "office", "--state", str(tmp_path / "var"))[1]
    assert "in use already" in prompt(*use, "next")[2]
    with alone(tmp_path / "var"):
        assert "stop it first" in prompt(*use, "yuexiu-2023")[2]
    assert prompt(*use, "yuexiu-2023")[0] == 0
