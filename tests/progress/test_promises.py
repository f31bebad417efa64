"""Promises: forecasts in reports compared with what happened."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.model import Reading, Ruling, State, StatusUpdate
from bot.progress.promises import counted, promises
from tests.conftest import SHANGHAI

TODAY = date(2023, 7, 5)
Said = tuple[str, str, str]  # day, what was said (done, going, returned, accepted, late or nothing), forecast


def update(number: int, day: str, said: str = "", forecast: str = "") -> StatusUpdate:
    states = {"done": State.DONE, "going": State.IN_PROGRESS, "late": State.DONE}
    rulings = {"returned": Ruling.RETURNED, "accepted": Ruling.ACCEPTED}
    until = date.fromisoformat(f"2023-{forecast}") if forecast else None
    return StatusUpdate(
        key=str(number),
        subject="1.1.1",
        at=datetime.fromisoformat(f"2023-{day}T23:30").replace(tzinfo=SHANGHAI),
        text=said,
        reading=Reading(is_update=True, state=states.get(said), forecast=until),
        ruling=rulings.get(said),
        late=said == "late",
        id=number,
    )


CASES: list[tuple[str, Sequence[Said], str]] = [
    ("nothing promised", [("03-01", "going", "")], ""),
    ("day to come", [("03-01", "going", "09-30")], "09-30 open"),
    ("its last day is no breach", [("03-01", "going", "07-05")], "07-05 open"),
    ("day over", [("03-01", "going", "07-04")], "07-04 broken"),
    ("done on the day", [("03-01", "going", "06-30"), ("06-30", "done", "")], "06-30 kept"),
    ("done after it", [("03-01", "going", "06-30"), ("07-01", "done", "")], "06-30 late"),
    ("moved in time", [("03-01", "", "05-31"), ("05-31", "", "09-30")], "09-30 open, moved 1"),
    ("moved twice", [("03-01", "", "04-30"), ("04-01", "", "05-31"), ("05-01", "", "09-30")], "09-30 open, moved 2"),
    ("brought forward", [("03-01", "", "09-30"), ("04-01", "", "08-31")], "08-31 open"),
    ("said again", [("03-01", "", "09-30"), ("04-01", "", "09-30")], "09-30 open"),
    ("moved too late", [("03-01", "", "05-31"), ("06-01", "", "09-30")], "05-31 broken; 09-30 open"),
    (
        "moved too late, then kept",
        [("03-01", "", "05-31"), ("06-01", "", "06-30"), ("06-20", "done", "")],
        "05-31 broken; 06-30 kept",
    ),
    ("returned", [("03-01", "", "05-31"), ("05-20", "done", ""), ("05-25", "returned", "")], "05-31 broken"),
    (
        "returned, then done",
        [("03-01", "", "05-31"), ("05-20", "done", ""), ("05-25", "returned", ""), ("06-10", "done", "")],
        "05-31 late",
    ),
    ("accepted", [("03-01", "", "05-31"), ("05-20", "done", ""), ("06-25", "accepted", "")], "05-31 kept"),
    ("said done, then not", [("03-01", "", "09-30"), ("05-20", "done", ""), ("06-01", "going", "")], "09-30 open"),
    ("done is no promise", [("03-01", "done", "09-30")], ""),
    ("done twice", [("03-01", "", "05-31"), ("05-20", "done", ""), ("06-20", "done", "")], "05-31 kept"),
    ("after the closing day", [("03-01", "", "05-31"), ("05-20", "late", "")], "05-31 broken"),
]


@pytest.mark.parametrize(("reports", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_became_of_it(reports: Sequence[Said], wanted: str) -> None:
    made = promises("1.1.1", [update(n, *each) for n, each in enumerate(reports)], TODAY, SHANGHAI)
    told = [f"{p.due:%m-%d} {p.outcome}" + (f", moved {p.moved}" if p.moved else "") for p in made]
    assert "; ".join(told) == wanted


DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda day: f"{day:%m-%d}")
SAID = st.sampled_from(["", "done", "going", "returned", "accepted", "late"])
REPORTS = st.lists(st.tuples(DAYS, SAID, st.one_of(st.just(""), DAYS)), max_size=12)


@given(REPORTS)
def test_counts_add_up_whatever_was_said_in_whatever_order(reports: list[Said]) -> None:
    updates = [update(n, *each) for n, each in enumerate(reports)]
    made = promises("1.1.1", updates, TODAY, SHANGHAI)
    assert made == promises("1.1.1", updates[::-1], TODAY, SHANGHAI)
    counts = counted(made)
    assert sum(counts[name] for name in ("kept", "late", "broken", "open")) == len(made)
    assert all(each.outcome != "open" or each is made[-1] for each in made), "only the last can be open"
    assert all(each.made <= each.due for each in made)
