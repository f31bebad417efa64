"""The weekly digest: when it comes, what it holds, and that its figures add up."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.notices.digest import Block, Digest
from bot.notices.facts import Hearer
from bot.notices.model import Kind, Notice
from bot.notices.routines import digest_now
from bot.plan.model import Due, Plan, Section, Task
from bot.progress.model import Lamp, State
from tests.conftest import small_plan, small_task
from tests.notices.bureau import Bureau, at, kinds, room, told

OFFICE = room("o", audience="office")
WEEK_27 = "2023-07-03 09:00"


def digest_of(notices: list[Notice], where: str = "o") -> Digest:
    [found] = [n for n in notices if n.kind is Kind.DIGEST and n.room == where]
    return cast(Digest, found.values["digest"])


def ids(block: Block) -> list[str]:
    return [line.task.id for line in block.lines]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2023-07-03", "2023-07-16", ["07-03", "07-10"]),
        ("2023-01-16", "2023-02-06", ["01-16", "01-28", "01-30", "02-06"]),  # Spring Festival: a worked Saturday
        ("2023-04-24", "2023-05-14", ["04-24", "05-04", "05-08"]),  # Labour Day: a Thursday
        ("2023-09-25", "2023-10-16", ["09-25", "10-07", "10-09", "10-16"]),  # National Day: a worked Saturday
    ],
)
def test_it_comes_on_the_first_working_day_of_the_week(plan: Plan, first: str, last: str, days: list[str]) -> None:
    notices = Bureau(plan, OFFICE).run(first, last)
    assert [f"{n.at:%m-%d}" for n in notices if n.kind is Kind.DIGEST] == days


def test_every_bound_room_has_one_a_week_all_year(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE, room("l", audience="leaders"), room("drc", "drc"), room("docs", "archives"))
    notices = [n for n in bureau.run("2023-01-01", "2023-12-31") if n.kind is Kind.DIGEST]
    weeks = Counter((n.room, n.at.isocalendar()[:2]) for n in notices)
    assert set(weeks.values()) == {1}
    assert len(notices) == 4 * 52


def test_missed_on_monday_it_comes_on_the_next_working_day_of_the_week_marked_late(plan: Plan) -> None:
    bureau = Bureau(plan, room("docs", "archives"))
    bureau.run("2023-06-26", "2023-06-30")
    [notice] = bureau.tick("2023-07-05 11:00")
    assert (notice.kind, notice.late, notice.key) == (Kind.DIGEST, True, "digest:2023-07-05:docs")
    assert bureau.run("2023-07-06", "2023-07-09") == []
    [on_time] = bureau.run("2023-07-10", "2023-07-10")
    assert not on_time.late


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2025, ["01-02", "01-06"]),  # the year begins on a Wednesday, its first working day is Thursday
        (2026, ["01-04", "01-05"]),  # a Sunday worked for New Year, then Monday
    ],
)
def test_the_first_week_of_a_year_that_begins_in_the_middle_of_it(plan: Plan, year: int, days: list[str]) -> None:
    bureau = Bureau(replace(plan, year=year), room("docs", "archives", since=f"{year - 1}-12-01 10:00"))
    notices = bureau.run(f"{year - 1}-12-20", f"{year}-01-10")
    assert [(f"{n.at:%m-%d}", n.late) for n in notices] == [(d, False) for d in days]
    assert all(said.date >= date(year, 1, 1) for said in bureau.said)


def test_a_week_missed_whole_is_not_made_up(plan: Plan) -> None:
    bureau = Bureau(plan, room("docs", "archives"))
    bureau.run("2023-06-26", "2023-06-26")
    assert kinds(bureau.run("2023-07-10", "2023-07-14")) == [("digest", "docs")]


@pytest.mark.parametrize(
    ("since", "digest_today"),
    [
        ("2023-07-03 10:00", True),  # on the digest's day: it sees what it will get
        ("2023-07-03 18:00", False),
        ("2023-07-04 10:00", False),
    ],
)
def test_a_room_bound_during_the_week_waits_for_the_next(plan: Plan, since: str, digest_today: bool) -> None:
    bureau = Bureau(plan, room("docs", "archives", since=since))
    first = bureau.tick(at(since)) + bureau.run("2023-07-04", "2023-07-07", "10:00")
    assert bool(first) is digest_today
    assert kinds(bureau.run("2023-07-10", "2023-07-10")) == [("digest", "docs")]


def test_the_days_reminders_are_its_first_block_and_nothing_else_is_sent(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    bureau.run("2023-06-26", "2023-06-30")
    notices = bureau.tick("2023-07-05 09:00")  # down on Monday and Tuesday: the milestone's +3 is today
    assert kinds(notices) == [("digest", "hr")]
    assert told(notices[0]) == [("2.1.1", "+3"), ("2.1.3", "+3")]
    assert bureau.tick("2023-07-05 12:00") == []


def test_the_whole_plan_for_the_office_and_its_own_for_a_department(plan: Plan) -> None:
    notices = Bureau(plan, OFFICE, room("drc", "drc"), room("docs", "archives")).tick(WEEK_27)
    office, drc, docs = (digest_of(notices, where) for where in ("o", "drc", "docs"))
    assert (office.total, drc.total, docs.total) == (5, 2, 0)
    assert [line.target.id for line in office.targets] == ["gdp", "revenue", "jobs"]
    assert [line.target.id for line in drc.targets] == ["gdp", "revenue"]
    named = {subject for notice in notices if notice.room == "drc" for subject in notice.subjects}
    assert named <= {"1.1.1", "1.1.2", "gdp", "revenue"}


def test_supported_tasks_are_counted_not_listed(plan: Plan) -> None:
    digest = digest_of(Bureau(plan, room("housing", "housing")).tick(WEEK_27), "housing")
    assert (digest.total, digest.supported) == (1, 1)


def test_red_comes_before_yellow_and_what_is_blocked_is_to_be_coordinated(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.report("1.1.1", "2023-06-28 10:00", percent=5)
    bureau.report("2.1.1", "2023-06-28 10:00", percent=35)
    bureau.report("2.1.2", "2023-06-28 10:00", blocker="资金未到位", milestone="06-30")
    bureau.report("2.1.3", "2023-06-28 10:00", milestone="06-30")
    bureau.report("1.1.2", "2023-06-28 10:00", milestone="06-30")
    digest = digest_of(bureau.tick(WEEK_27))
    assert ids(digest.worst) == ["1.1.1", "2.1.1", "2.1.2"]
    assert (digest.coordination.total, ids(digest.coordination)) == (1, [])  # it is listed above already
    assert digest.classes == {"done": 0, "overdue": 0, "silent": 0, "behind": 3, "on_time": 2}


def test_done_and_back_to_green_since_the_last_digest(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.report("2.1.2", "2023-02-06 10:00", state=State.DONE)
    bureau.report("2.1.1", "2023-02-07 10:00", value=9, blocker="场地")
    bureau.run("2023-02-06", "2023-02-13")
    bureau.report("2.1.1", "2023-02-15 10:00", value=14)
    bureau.report("1.1.1", "2023-02-16 10:00", state=State.DONE)
    bureau.report("1.1.2", "2023-02-16 11:00", percent=20)
    bureau.report("1.1.2", "2023-02-17 11:00", percent=22)
    digest = digest_of(bureau.run("2023-02-14", "2023-02-20"))
    assert (ids(digest.done), ids(digest.recovered), digest.updates) == (["1.1.1"], ["2.1.1"], 4)
    assert ids(digest.reported) == ["1.1.2", "2.1.1"]  # the newest first, without what is done
    digest = digest_of(bureau.run("2023-02-21", "2023-02-27"))
    assert (digest.done.total, digest.recovered.total, digest.reported.total, digest.updates) == (0, 0, 0, 0)


def test_change_against_the_last_digest(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    assert digest_of(bureau.run("2023-07-03", "2023-07-03")).change is None
    bureau.report("2.1.2", "2023-07-04 10:00", state=State.DONE)
    bureau.report("2.1.1", "2023-07-04 10:00", value=51)
    change = digest_of(bureau.run("2023-07-04", "2023-07-10")).change
    assert change == {"done": 1, "overdue": 0, "silent": -2, "behind": 0, "on_time": 1}
    assert sum(change.values()) == 0


def test_figures_of_another_number_of_tasks_do_not_compare(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.figures["o"] = {"total": 4, "done": 1}
    assert digest_of(bureau.tick(WEEK_27)).change is None


def test_what_falls_due_in_two_weeks(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE, room("hr", "hr"))
    bureau.report("2.1.1", "2023-06-01 10:00", percent=50)
    notices = bureau.tick("2023-06-19 09:00")
    assert [group.department for group in digest_of(notices).soon_by_department] == ["drc", "housing", "hr"]
    hr = digest_of(notices, "hr")
    assert [(line.task.id, line.date, line.working_days) for line in hr.soon.lines] == [  # type: ignore[union-attr]
        ("2.1.3", date(2023, 6, 30), 8)
    ]


@pytest.mark.parametrize(
    ("due", "listed"), [("07-03", True), ("07-04", True), ("07-17", True), ("07-18", False), ("07-02", False)]
)
def test_two_weeks_are_fourteen_days(plan: Plan, due: str, listed: bool) -> None:
    task = small_task("2.1.3", "x", "hr", due=Due(date.fromisoformat(f"2023-{due}")), milestones=())
    bureau = Bureau(replace(plan, sections=one_task(plan, task)), OFFICE)
    assert bool(digest_of(bureau.tick(WEEK_27)).soon.total) is listed


def one_task(plan: Plan, task: Task) -> tuple[Section, ...]:
    section = plan.sections[1]
    return (replace(section, initiatives=(replace(section.initiatives[0], tasks=(task,)),)),)


def test_what_stands_in_the_first_block_is_not_listed_again(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    notice = bureau.tick(WEEK_27)[0]
    assert told(notice) == [("2.1.1", "0"), ("2.1.3", "0")]
    digest = digest_of([notice], "hr")
    assert (digest.lamps[Lamp.YELLOW], ids(digest.worst)) == (2, [])


def test_who_has_not_reported_is_counted_by_department(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.report("2.1.1", "2023-06-20 10:00", percent=40)
    bureau.report("2.1.2", "2023-06-20 10:00", percent=40)
    digest = digest_of(bureau.tick(WEEK_27))
    assert digest.silent == (("drc", 2), ("hr", 1))
    assert digest.classes["silent"] == 3


def test_the_targets_show_what_the_rest_of_the_year_must_do(plan: Plan) -> None:
    bureau = Bureau(plan, OFFICE)
    bureau.report("gdp", "2023-04-21 10:00", value=4.0, period_end="03-31")
    gdp, _, jobs = digest_of(bureau.tick("2023-06-05 09:00")).targets
    assert gdp.standing.value == 4.0
    assert gdp.outlook is not None
    assert round(gdp.outlook.needed, 2) == 4.67
    assert jobs.outlook is None


@pytest.mark.parametrize(("when", "quiet"), [("2023-03-06 09:00", True), (WEEK_27, False)])
def test_nothing_to_do_is_still_said(plan: Plan, when: str, quiet: bool) -> None:
    bureau = Bureau(plan, room("housing", "housing"))
    bureau.report("2.1.2", "2023-03-01 10:00", percent=10)
    assert digest_of(bureau.tick(when), "housing").quiet is quiet


def test_a_digest_asked_for_says_nothing_as_said(plan: Plan) -> None:
    bureau = Bureau(plan, room("hr", "hr"))
    notice = digest_now(
        bureau.facts(at("2023-07-05 20:00")), Hearer("hr", ("hr",), "department"), at("2023-07-05 20:00")
    )
    assert (notice.said, notice.late, told(notice)) == ((), False, [])
    assert ids(cast(Digest, notice.values["digest"]).worst) == ["2.1.1", "2.1.3"]


TASKS = [task.id for task in small_plan().all_tasks()]
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(TASKS),
        st.dates(date(2023, 1, 2), date(2023, 12, 30)),
        st.floats(0, 100),
        st.sampled_from(list(State)),
        st.booleans(),
    ),
    max_size=12,
)


@given(REPORTS, st.dates(date(2023, 1, 1), date(2023, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_classes_always_add_up_to_the_total(reports: list[tuple[str, date, float, State, bool]], today: date) -> None:
    bureau = Bureau(small_plan(), OFFICE)
    for task, when, percent, state, blocked in sorted(reports, key=lambda report: report[1]):
        bureau.report(task, f"{when} 08:00", percent=percent, state=state, blocker="难" if blocked else "")
    now = at(f"{today} 10:00")
    notice = digest_now(bureau.facts(now), Hearer("o", (), "office"), now)
    digest = cast(Digest, notice.values["digest"])
    assert sum(digest.classes.values()) == digest.total == 5
    assert sum(count for _, count in digest.silent) == digest.classes["silent"]
    assert sum(digest.lamps.values()) == digest.total
    assert digest.worst.total == digest.lamps[Lamp.RED] + digest.lamps[Lamp.YELLOW]
