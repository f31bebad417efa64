"""The sheet to fill: what is locked, what may be written, what it carries unseen; read back as it was written."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports.filled import Fault, read_filled
from bot.people.model import Role, Viewer
from bot.progress.model import State
from bot.reports.fill import MARK, MARK_SHEET, fill_sheet
from bot.reports.ledger import ledger
from bot.reports.occasion import Occasion
from tests.conftest import NOW, small_plan
from tests.desk.cast import report
from tests.reports.conftest import TEXTS, Make, board_of, sheets
from tests.reports.filling import fill

HR = Viewer(Role.LEAD, frozenset({"hr"}))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_it_carries_its_mark_and_each_rows_id_and_newest_report(occasion: Make) -> None:
    known = report("2.1.1", "已举办50场", value=50.0, id=7)
    made = sheets(fill_sheet(occasion(known, viewer=HR), ["hr"]))
    assert list(made) == ["填报表", MARK_SHEET]
    assert [row[0] for row in made[MARK_SHEET]] == [MARK, "small-2023", "hr", NOW.isoformat()]
    first, second = made["填报表"][3:]
    assert first[:6] == [
        "2.1.1",
        "举办招聘会",
        "招聘会不少于100场",
        date(2023, 12, 31),
        "50场（50%）",
        date(2023, 7, 5),
    ]
    assert (first[7], first[13:]) == ("场", ["2.1.1", "7"])
    assert second[13:] == ["2.1.3", "0"]


def test_only_the_yellow_columns_are_open_and_say_what_they_take(occasion: Make) -> None:
    inside = parts(fill_sheet(occasion(viewer=HR), ["hr"]))
    page = inside["xl/worksheets/sheet1.xml"]
    assert "<sheetProtection" in page
    assert page.count("<dataValidation ") == 4
    assert "未启动,推进中,已完成,受阻" in page
    assert page.count('hidden="1"') == 1
    assert 'state="veryHidden"' in inside["xl/workbook.xml"]
    assert 'locked="0"' in inside["xl/styles.xml"]


def test_what_is_written_is_read_back(occasion: Make, tmp_path: Path) -> None:
    blank = fill_sheet(occasion(viewer=HR), ["hr"])
    written = {"value": "1,062", "percent": 55, "state": "推进中", "forecast": "2023年9月30日", "problem": " 缺地 "}
    (tmp_path / "a.xlsx").write_bytes(fill(blank, {"2.1.1": written}))
    filled = read_filled(tmp_path / "a.xlsx")
    assert filled is not None
    assert (filled.plan, filled.departments, filled.made, filled.untouched) == ("small-2023", ("hr",), NOW, 1)
    (entry,) = filled.entries
    assert (entry.line, entry.task, entry.value, entry.percent) == (4, "2.1.1", 1062.0, 55.0)
    assert (entry.state, entry.forecast, entry.problem) == (State.IN_PROGRESS, date(2023, 9, 30), "缺地")


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        ("value", "很多", "很多"),
        ("percent", 120, "120.0"),
        ("percent", 0.55, "0.55"),
        ("percent", "一半", "一半"),
        ("state", "差不多", "差不多"),
        ("forecast", "2023-02-30", "2023-02-30"),
        ("forecast", 45000, "45000.0"),
        ("next", "长" * 501, "长" * 20),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault(
    occasion: Make, tmp_path: Path, field: str, cell: object, said: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(fill(fill_sheet(occasion(viewer=HR), ["hr"]), {"2.1.1": {field: cell}}))
    filled = read_filled(tmp_path / "a.xlsx")
    assert filled is not None
    assert filled.entries[0].faults == (Fault(field, said),)


def test_another_workbook_is_none_of_ours(occasion: Make, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(ledger(occasion()))
    assert read_filled(tmp_path / "a.xlsx") is None
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    assert read_filled(tmp_path / "a.xlsx") is None


BLANK = fill_sheet(Occasion(board_of(small_plan()), HR, (), {}, TEXTS, "zh", NOW), ["hr"])
CELLS = st.one_of(st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates())


@given(st.dictionaries(st.sampled_from(["value", "percent", "state", "forecast", "problem", "next"]), CELLS))
def test_whatever_is_written_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, written: dict[str, object]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.xlsx"
    file.write_bytes(fill(BLANK, {"2.1.1": written}))
    filled = read_filled(file)
    assert filled is not None
    for entry in filled.entries:
        assert entry.percent is None or 0 <= entry.percent <= 100
        assert {fault.field for fault in entry.faults} <= set(written)
