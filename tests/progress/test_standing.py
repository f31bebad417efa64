"""What a sequence of reports adds up to, and that adding them one by one comes to the same."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.model import Reading, Ruling, State, StatusUpdate, Summary
from bot.progress.standing import effective, fold, summarise
from tests.conftest import NOW
from tests.progress.reports import on, report, summary_of


def test_nothing_reported() -> None:
    assert summary_of() == Summary("1.1.1")


def test_each_field_is_the_newest_said() -> None:
    first = report(on(5, 8), value=16.2, state=State.IN_PROGRESS, forecast=on(10, 31))
    second = report(on(6, 5), value=21.5, blocker=True, blocker_text="征拆受阻")

    summary = summary_of(second, first)  # in whatever order they come

    assert (summary.reports, summary.last, summary.value) == (2, second, 21.5)
    assert (summary.state, summary.state_at, summary.forecast) == (State.IN_PROGRESS, first.at, on(10, 31))
    assert (summary.blocker, summary.blocker_text) == (True, "征拆受阻")


def test_value_and_percent_come_from_the_same_report() -> None:
    summary = summary_of(report(on(5, 8), value=16.2, percent=41.5), report(on(6, 5), percent=60))

    assert (summary.value, summary.percent) == (None, 60)


def test_a_figure_of_an_earlier_period_does_not_replace_a_later_one() -> None:
    june = report(on(7, 3), value=22, period_end=on(6, 30))
    may = report(on(7, 4), value=18, period_end=on(5, 31))

    summary = summary_of(june, may)

    assert (summary.value, summary.figure, summary.last) == (22, june, may)
    assert summary.values == ((on(5, 31), 18), (on(6, 30), 22))


def test_a_figure_without_a_period_counts_for_its_day() -> None:
    assert summary_of(report(on(7, 3), value=22), report(on(7, 4), value=23)).values == (
        (on(7, 3), 22),
        (on(7, 4), 23),
    )


def test_done_is_kept_until_someone_says_otherwise() -> None:
    done = report(on(6, 5), state=State.DONE)
    again = report(on(6, 20), state=State.DONE)
    reopened = report(on(7, 1), state=State.IN_PROGRESS)

    assert summary_of(done, again).done_at == done.at
    assert summary_of(done, again, reopened).done_at is None


def test_a_later_report_of_progress_without_an_obstacle_clears_it() -> None:
    stuck = report(on(6, 5), state=State.BLOCKED, blocker=True, blocker_text="资金未到位")

    assert summary_of(stuck, report(on(6, 9), percent=50)).blocker is False
    assert summary_of(stuck, report(on(6, 9), milestone=on(6, 30))).blocker is True  # says nothing of it


def test_milestones_met_add_up() -> None:
    met = summary_of(report(on(4, 1), milestone=on(3, 31)), report(on(7, 1), milestone=on(6, 30))).milestones_met

    assert met == {on(3, 31), on(6, 30)}


def test_a_late_report_is_kept_aside() -> None:
    before, late = report(on(6, 5), percent=50), report(on(4, 2, 2024), percent=100, state=State.DONE, late=True)

    assert summary_of(before, late) == replace(summary_of(before), late=late)


def test_demonstration_data_is_marked() -> None:
    assert summary_of(report(on(6, 5), percent=50, invented=True), report(on(6, 6), percent=51)).invented
    assert not summary_of(report(on(6, 5), percent=50)).invented


def test_an_edit_corrects_its_message_and_does_not_outdo_what_was_said_since() -> None:
    typo = report(on(6, 5), value=215, message="telegram:-1:7")
    since = report(on(6, 12), value=23)
    edit = replace(typo, key="edit", reading=Reading(True, value=21.5), edited=99, at=NOW, id=since.id + 1)

    assert summary_of(typo, edit).value == 21.5
    assert summary_of(typo, since, edit).value == 23
    assert summary_of(typo, since, edit).reports == 2


def test_withdrawing_an_edited_report_does_not_bring_its_first_version_back() -> None:
    typo = report(on(6, 5), value=215, message="telegram:-1:7")
    edit = replace(typo, key="edit", reading=Reading(True, value=21.5), edited=99, id=typo.id + 1, retracted=True)

    assert summary_of(typo, edit) == Summary("1.1.1")
    assert summary_of(replace(typo, retracted=True)) == Summary("1.1.1")


READINGS = st.builds(
    Reading,
    is_update=st.just(True),
    percent=st.none() | st.floats(0, 120),
    value=st.none() | st.floats(0, 50),
    state=st.none() | st.sampled_from(State),
    forecast=st.none() | st.dates(date(2023, 1, 1), date(2024, 6, 30)),
    period_end=st.none() | st.sampled_from([on(3, 31), on(6, 30), on(9, 30)]),
    blocker=st.booleans(),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["report", "report", "report", "edit", "withdraw"]),
        READINGS,
        st.none() | st.sampled_from([on(3, 31), on(6, 30)]),
        st.integers(0, 20),
        st.booleans(),
    ),
    max_size=12,
)


@given(STEPS)
def test_folding_as_a_store_does_comes_to_the_same_as_summing_up(steps: list[tuple]) -> None:
    updates: list[StatusUpdate] = []
    kept = Summary("1.1.1")
    at = datetime(2023, 1, 2, 9, tzinfo=NOW.tzinfo)
    for number, (kind, reading, milestone, which, late) in enumerate(steps, 1):
        at += timedelta(hours=which)
        old = updates[which % len(updates)] if updates else None
        if kind == "withdraw" and old:
            updates[updates.index(old)] = replace(old, retracted=True)
            kept = summarise("1.1.1", updates)
            continue
        message = old.message if kind == "edit" and old else f"m{number}"
        new = StatusUpdate(
            f"k{number}", "1.1.1", at, "", reading, message=message, edited=number, milestone=milestone, late=late,
            id=number,
        )  # fmt: skip
        updates.append(new)
        kept = fold(kept, new) if message == f"m{number}" else summarise("1.1.1", updates)

    assert kept == summarise("1.1.1", updates)
    assert kept == summarise("1.1.1", reversed(updates))
    assert kept.reports == sum(not update.late for update in effective(updates))


# Reports of one day after the other: done and to be accepted (D), done by the office itself (O), a decision to accept
# (A) or return (R), and any progress (P). Then: state, whether it waits for the office, what was decided last.
DECIDED = [
    ("D", State.DONE, True, None),
    ("O", State.DONE, False, None),
    ("DA", State.DONE, False, Ruling.ACCEPTED),
    ("DR", State.IN_PROGRESS, False, Ruling.RETURNED),
    ("DRP", State.IN_PROGRESS, False, None),
    ("DRD", State.DONE, True, None),
    ("DAD", State.DONE, False, Ruling.ACCEPTED),
    ("DD", State.DONE, True, None),
    ("DO", State.DONE, False, None),
    ("DAP", State.IN_PROGRESS, False, None),
    ("DAR", State.IN_PROGRESS, False, Ruling.RETURNED),
    ("PA", State.IN_PROGRESS, False, None),
    ("A", None, False, None),
]
STEPS = {
    "D": {"state": State.DONE, "to_accept": True},
    "O": {"state": State.DONE},
    "P": {"state": State.IN_PROGRESS},
    "A": {"ruling": Ruling.ACCEPTED},
    "R": {"ruling": Ruling.RETURNED},
}


@pytest.mark.parametrize(("steps", "state", "pending", "ruling"), DECIDED)
def test_what_the_office_decides_about_a_task_reported_done(
    steps: str, state: State | None, pending: bool, ruling: Ruling | None
) -> None:
    summary = summary_of(*(report(on(7, day), **STEPS[step]) for day, step in enumerate(steps, 1)))
    decided = summary.ruling.ruling if summary.ruling else None
    assert (summary.state, summary.pending, decided) == (state, pending, ruling)
    assert summary.reports == sum(step not in "AR" for step in steps), "a decision is no report"


def test_a_claim_is_named_by_the_report_that_made_it() -> None:
    first, again = (report(on(7, day), state=State.DONE, to_accept=True) for day in (1, 2))
    assert summary_of(first, again).done_id == first.id
    returned = report(on(7, 3), ruling=Ruling.RETURNED)
    anew = report(on(7, 4), state=State.DONE, to_accept=True)
    assert summary_of(first, again, returned, anew).done_id == anew.id
