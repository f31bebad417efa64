"""How the reports on one subject are told."""

from bot.desk.past import told
from bot.progress.model import State
from tests.desk.cast import report


def test_each_report_stands_beside_what_counted_before_it() -> None:
    newest_first = [
        report("2.1.1", "已办70场", 1, value=70.0),
        report("2.1.1", "写错了", 5, value=600.0, retracted=True),
        report("2.1.1", "推进中", 9, state=State.IN_PROGRESS),
        report("2.1.1", "已办40场", 20, value=40.0),
    ]
    assert [(t.update.text, t.value_before, t.counts) for t in told(newest_first)] == [
        ("已办70场", 40.0, True),
        ("写错了", 40.0, False),
        ("推进中", 40.0, True),
        ("已办40场", None, True),
    ]


def test_an_edit_takes_the_place_of_what_was_written_first() -> None:
    newest_first = [
        report("2.1.1", "已办50场", 1, value=50.0, message="telegram:-1:7", edited=99),
        report("2.1.1", "已办5场", 1, value=5.0, message="telegram:-1:7"),
    ]
    edited, first = told(newest_first)
    assert (edited.counts, edited.value_before) == (True, None)
    assert (first.counts, first.superseded) == (False, True)
