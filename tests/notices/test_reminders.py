"""What each room is reminded of, as dialogues: reported → said on a day."""

from dataclasses import replace
from datetime import date

import pytest

from bot.notices.model import Kind
from bot.people.model import Room
from bot.plan.model import Assignment, Due, Milestone, Plan, Section, Task
from bot.progress.model import State
from tests.conftest import small_task
from tests.notices.bureau import Bureau, at, day, items, kinds, room, told


def reminding(plan: Plan, *rooms: Room) -> Bureau:
    """Make a bureau whose digests are out of the way, and whose plan has no headline targets."""
    return Bureau(replace(plan, targets=()), *rooms, digests=False)


def only(bureau: Bureau, when: str) -> list[tuple[str, str]]:
    """Say what one room is reminded of at a time; nothing where it hears nothing."""
    notices = bureau.tick(when)
    assert len(notices) <= 1
    return [pair for notice in notices for pair in told(notice)]


def with_due(plan: Plan, task_id: str, due: str) -> Plan:
    """Give one task of the cast another due date and no milestone."""
    task = replace(plan.tasks[task_id], due=Due(day(due)), milestones=())
    return plan_with(plan, task)


def plan_with(plan: Plan, task: Task) -> Plan:
    """Put a changed task in the place of the old one."""

    def swapped(section: Section) -> Section:
        initiatives = tuple(
            replace(i, tasks=tuple(task if t.id == task.id else t for t in i.tasks)) for i in section.initiatives
        )
        return replace(section, initiatives=initiatives)

    return replace(plan, sections=tuple(swapped(section) for section in plan.sections))


def test_a_room_hears_of_its_own_tasks_in_one_message(plan: Plan) -> None:
    bureau = reminding(plan, room("drc", "drc"), room("hr", "hr"), room("docs", "archives"))
    notices = bureau.tick("2023-06-27 09:00")
    assert kinds(notices) == [("reminder", "drc"), ("reminder", "hr")]
    assert [told(notice) for notice in notices] == [
        [("1.1.1", "-3"), ("1.1.2", "-3")],
        [("2.1.1", "-3"), ("2.1.3", "-3")],
    ]


def test_each_step_is_said_once(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    bureau.report("2.1.3", "2023-06-20 10:00", milestone="06-30")
    bureau.report("2.1.1", "2023-06-20 10:00", percent=45)
    said = [(f"{n.at:%m-%d}", *pair) for n in bureau.run("2023-06-26", "2023-07-14") for pair in told(n)]
    assert said == [("06-27", "2.1.1", "-3"), ("06-30", "2.1.1", "0"), ("07-05", "2.1.1", "+3")]


def test_supporting_departments_hear_three_days_before_only(plan: Plan) -> None:
    bureau = reminding(plan, room("housing", "housing"))
    bureau.report("2.1.2", "2023-06-20 10:00", state=State.DONE)
    heard = [n for n in bureau.run("2023-06-27", "2023-07-07") if told(n)]
    assert [(f"{n.at:%m-%d}", told(n)) for n in heard] == [("06-27", [("1.1.1", "-3")])]
    assert items(heard[0])[0].supporting


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        ({"state": State.DONE}, []),
        ({"percent": 50}, []),  # the milestone asks for half
        ({"value": 19.5}, []),  # half of 39
        ({"milestone": "06-30"}, []),
        ({"percent": 49}, [("1.1.1", "0")]),
        ({"value": 19}, [("1.1.1", "0")]),
        ({"state": State.BLOCKED}, [("1.1.1", "0")]),
    ],
)
def test_done_tasks_and_met_milestones_owe_nothing(
    plan: Plan, reported: dict[str, object], said: list[tuple[str, str]]
) -> None:
    bureau = reminding(plan, room("drc", "drc"))
    bureau.report("1.1.2", "2023-06-28 09:00", milestone="06-30")
    bureau.report("1.1.1", "2023-06-28 10:00", **reported)  # type: ignore[arg-type]
    assert only(bureau, "2023-06-30 09:00") == said


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        ("09-15", [("1.1.2", "-7")]),  # the Friday before
        ("09-18", []),  # the Monday of the same week
        ("09-19", []),
    ],
)
def test_a_report_of_the_same_week_stands_in_for_an_early_step(
    plan: Plan, reported: str, said: list[tuple[str, str]]
) -> None:
    bureau = reminding(with_due(plan, "1.1.2", "09-28"), room("drc", "drc"))
    bureau.report("1.1.1", "2023-09-12 08:00", percent=80)
    bureau.report("1.1.2", f"2023-{reported} 08:00", percent=80)
    assert only(bureau, "2023-09-19 09:00") == said


def test_a_report_does_not_stand_in_for_the_last_days(plan: Plan) -> None:
    bureau = reminding(with_due(plan, "1.1.2", "09-28"), room("drc", "drc"))
    bureau.report("1.1.1", "2023-09-26 08:00", percent=80)
    bureau.report("1.1.2", "2023-09-26 08:00", percent=80)
    assert only(bureau, "2023-09-28 09:00") == [("1.1.2", "0")]


def test_the_worst_comes_first(plan: Plan) -> None:
    bureau = reminding(with_due(plan, "1.1.2", "06-29"), room("drc", "drc"))
    bureau.report("1.1.1", "2023-06-01 08:00", percent=45)
    [notice] = bureau.tick("2023-06-30 09:00")
    assert told(notice) == [("1.1.2", "+1"), ("1.1.1", "0")]
    assert [item.working_days for item in items(notice)] == [-1, 0]


def test_two_dates_of_a_task_are_one_item_about_the_nearer(plan: Plan) -> None:
    late_in_year = small_task("1.1.1", "x", "drc", due=Due(day("11-23")))
    bureau = reminding(plan_with(plan, late_in_year), room("drc", "drc"))
    bureau.report("1.1.2", "2023-06-01 08:00", state=State.DONE)
    assert only(bureau, "2023-10-12 09:00") == [("1.1.1", "-30")]
    assert {said.stage for said in bureau.said if said.subject == "1.1.1"} == {"+3", "-30", "quote"}


def test_a_lamp_that_turned_worse_is_told_on_the_next_working_day(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    bureau.report("2.1.3", "2023-03-01 08:00", percent=5)
    bureau.report("2.1.1", "2023-03-06 08:00", value=30)
    bureau.run("2023-03-06", "2023-03-09")
    bureau.report("2.1.1", "2023-03-10 11:00", value=20, blocker="场地未定")  # a Friday: green turns yellow
    bureau.tick("2023-03-10 11:01")
    assert only(bureau, "2023-03-10 16:00") == []
    assert bureau.tick("2023-03-11 10:00") == []  # a Saturday
    notices = bureau.run("2023-03-13", "2023-03-17")
    assert [(f"{n.at:%m-%d}", told(n)) for n in notices if told(n)] == [("03-13", [("2.1.1", "lamp")])]


def test_a_lamp_is_told_where_no_date_speaks_and_only_while_it_is_news(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    bureau.report("2.1.3", "2023-06-20 08:00", state=State.DONE)
    bureau.report("2.1.1", "2023-06-26 08:00", value=49)
    bureau.run("2023-06-24", "2023-06-26")
    bureau.report("2.1.1", "2023-06-26 11:00", value=49, blocker="场地未定")
    bureau.tick("2023-06-26 11:01")
    [notice] = bureau.tick("2023-06-27 09:00")  # yellow since yesterday, and three days before a milestone
    assert told(notice) == [("2.1.1", "-3")]
    assert "lamp" in {said.stage for said in notice.said}
    # A room bound two days later hears the step, not what was news before it was there.
    bureau.rooms.append(room("new", "hr", since="2023-06-29 08:00"))
    [later] = bureau.tick("2023-06-29 09:00")
    assert (later.room, told(later)) == ("new", [("2.1.1", "-3")])
    assert "lamp" not in {said.stage for said in later.said}


def test_an_old_change_of_lamp_is_no_news_after_long_downtime(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    bureau.report("2.1.3", "2023-03-02 08:00", percent=10)
    bureau.report("2.1.1", "2023-03-06 08:00", value=20)
    bureau.run("2023-03-04", "2023-03-06")
    bureau.report("2.1.1", "2023-03-06 11:00", value=20, blocker="场地未定")
    bureau.tick("2023-03-06 11:01")
    assert only(bureau, "2023-03-14 09:00") == []


def test_a_lamp_that_has_healed_by_then_is_not_told(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    bureau.report("2.1.1", "2023-03-06 08:00", value=30)
    bureau.run("2023-03-06", "2023-03-07")
    bureau.report("2.1.1", "2023-03-07 11:00", value=30, blocker="场地未定")
    bureau.tick("2023-03-07 11:01")
    bureau.report("2.1.1", "2023-03-07 15:00", value=31)
    bureau.tick("2023-03-07 15:01")
    assert only(bureau, "2023-03-08 09:00") == []


def test_what_is_overdue_reaches_the_office_and_then_the_leaders(plan: Plan) -> None:
    bureau = reminding(
        with_due(plan, "1.1.2", "09-28"),
        room("o", audience="office"),
        room("l", audience="leaders"),
    )
    for task in ("1.1.1", "2.1.1", "2.1.2", "2.1.3"):
        bureau.report(task, "2023-09-27 09:00", state=State.DONE)
    bureau.report("1.1.2", "2023-09-27 09:00", percent=90)
    heard = [(f"{n.at:%m-%d}", n.audience, str(n.kind), told(n)) for n in bureau.run("2023-10-07", "2023-10-20")]
    assert [each for each in heard if each[3]] == [
        ("10-09", "office", "daily", [("1.1.2", "+3")]),
        ("10-13", "leaders", "reminder", [("1.1.2", "+7")]),
    ]


def test_the_office_with_departments_of_its_own_hears_of_a_task_once(plan: Plan) -> None:
    bureau = reminding(plan, room("o", "hr", "housing", audience="office"))
    for task in ("2.1.2", "2.1.3", "1.1.2"):
        bureau.report(task, "2023-06-20 09:00", state=State.DONE)
    heard = [(f"{n.at:%m-%d}", told(n)) for n in bureau.run("2023-06-27", "2023-07-06") if told(n)]
    assert heard == [
        ("06-27", [("2.1.1", "-3"), ("1.1.1", "-3")]),  # led, then supported
        ("06-30", [("2.1.1", "0")]),
        ("07-03", [("2.1.1", "lamp")]),
        ("07-05", [("2.1.1", "+3"), ("1.1.1", "+3")]),  # its own, then what has escalated
    ]


def test_dates_before_the_plan_begins_are_never_told(plan: Plan) -> None:
    old = small_task("2.1.1", "x", "hr", milestones=(Milestone(date(2022, 12, 20), "预备"),))
    bureau = reminding(plan_with(plan, old), room("hr", "hr"))
    bureau.report("2.1.3", "2023-01-03 08:00", percent=1)
    assert bureau.run("2023-01-01", "2023-01-20") == []


def test_a_later_milestone_met_covers_an_earlier_one(plan: Plan) -> None:
    two = small_task("2.1.3", "x", "hr", milestones=(Milestone(day("06-30"), "开工"), Milestone(day("09-28"), "封顶")))
    bureau = reminding(plan_with(plan, two), room("hr", "hr"))
    bureau.report("2.1.1", "2023-06-20 08:00", state=State.DONE)
    bureau.report("2.1.3", "2023-06-20 08:00", milestone="09-28")
    assert only(bureau, "2023-06-30 09:00") == []


def test_of_two_dates_equally_near_the_due_date_speaks(plan: Plan) -> None:
    task = small_task("2.1.3", "x", "hr", due=Due(day("07-10")), milestones=(Milestone(day("06-30"), "过半"),))
    bureau = reminding(plan_with(plan, task), room("hr", "hr"))
    bureau.report("2.1.1", "2023-06-20 08:00", state=State.DONE)
    assert only(bureau, "2023-07-05 09:00") == [("2.1.3", "-3")]


def test_a_room_bound_later_hears_the_current_step_once(plan: Plan) -> None:
    bureau = reminding(plan)
    bureau.run("2023-06-26", "2023-07-11")
    bureau.rooms.append(room("hr", "hr", since="2023-07-11 14:00"))
    notices = bureau.tick("2023-07-11 14:01")
    assert told(notices[0]) == [("2.1.1", "+3"), ("2.1.3", "+3")]
    assert not notices[0].late
    assert bureau.tick("2023-07-11 14:02") == []
    assert bureau.tick("2023-07-12 09:00") == []


def test_a_room_bound_in_the_evening_hears_it_in_the_morning_and_not_as_late(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr", since="2023-07-11 20:00"))
    assert bureau.tick("2023-07-11 20:01") == []
    [notice] = bureau.tick("2023-07-12 09:00")
    assert told(notice) == [("2.1.1", "+3"), ("2.1.3", "+3")]
    assert not notice.late


def test_a_task_given_to_another_department_is_told_there(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"), room("docs", "archives"))
    bureau.run("2023-07-05", "2023-07-05")
    moved = replace(plan.tasks["2.1.3"], lead=replace(plan.tasks["2.1.3"].lead, department="archives"))
    bureau.plan = plan_with(plan, moved)
    reminders = [notice for notice in bureau.tick("2023-07-06 09:00") if notice.kind is Kind.REMINDER]
    assert [(notice.room, told(notice)) for notice in reminders] == [("docs", [("2.1.3", "+3")])]


def test_a_date_moved_today_is_not_late(plan: Plan) -> None:
    moved = replace(plan.tasks["1.1.2"], due=Due(day("07-12"), on=day("07-06"), original=day("09-28")), milestones=())
    bureau = reminding(plan, room("drc", "drc"))
    bureau.report("1.1.1", "2023-06-30 08:00", percent=60)
    bureau.report("1.1.2", "2023-06-30 08:00", milestone="06-30")
    assert bureau.run("2023-07-04", "2023-07-05") == []
    bureau.plan = plan_with(bureau.plan, moved)
    [notice] = bureau.tick("2023-07-06 09:00")
    assert (told(notice), notice.late) == ([("1.1.2", "-7")], False)


def test_a_room_of_two_departments_has_one_message(plan: Plan) -> None:
    bureau = reminding(plan, room("both", "drc", "hr"))
    [notice] = bureau.tick("2023-06-27 09:00")
    assert notice.departments == ("drc", "hr")
    assert {task for task, _ in told(notice)} == {"1.1.1", "1.1.2", "2.1.1", "2.1.3"}


def test_two_rooms_of_one_department_both_hear(plan: Plan) -> None:
    bureau = reminding(plan, room("a", "hr"), room("b", "hr"))
    assert kinds(bureau.tick("2023-06-27 09:00")) == [("reminder", "a"), ("reminder", "b")]


@pytest.mark.parametrize(
    "silent_room",
    [
        room("x", "hr", gone="kicked"),
        room("x", "hr", plan="another-plan"),
        room("x"),
        room("x", "dissolved-bureau"),
    ],
)
def test_rooms_that_cannot_or_must_not_hear(plan: Plan, silent_room: Room) -> None:
    assert reminding(plan, silent_room).tick("2023-06-27 09:00") == []


def test_the_plan_is_quoted_the_first_time_only(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    first = [item.first for n in bureau.tick("2023-06-27 09:00") for item in items(n)]
    later = [item.first for n in bureau.tick("2023-06-30 09:00") for item in items(n)]
    assert (first, later) == ([True, True], [False, False])


def test_a_long_list_is_shown_in_part_and_said_whole(plan: Plan) -> None:
    many = tuple(small_task(f"2.1.{n}", f"任务{n}", "hr") for n in range(1, 31))
    section = plan.sections[1]
    crowded = replace(plan, sections=(replace(section, initiatives=(replace(section.initiatives[0], tasks=many),)),))
    bureau = reminding(crowded, room("hr", "hr"))
    [notice] = bureau.tick("2023-06-27 09:00")
    shown = notice.values["reminders"]
    assert (len(shown.in_full), len(shown.in_short), shown.counted) == (3, 9, 18)  # type: ignore[attr-defined]
    assert len(notice.subjects) == 12
    assert only(bureau, "2023-06-28 09:00") == []


def test_downtime_of_three_days_is_made_up_in_one_message_marked_late(plan: Plan) -> None:
    bureau = reminding(with_due(plan, "1.1.2", "07-06"), room("drc", "drc"))
    bureau.report("1.1.1", "2023-06-01 08:00", percent=45)
    bureau.report("1.1.2", "2023-06-01 08:00", percent=45)
    bureau.run("2023-06-27", "2023-07-04")
    # Down on the 5th and 6th: on the 5th the milestone's +3 and on the 6th the due date's 0 would have been said.
    [notice] = bureau.tick("2023-07-07 10:00")
    assert (notice.kind, notice.late) == (Kind.REMINDER, True)
    assert [(*pair, item.late) for pair, item in zip(told(notice), items(notice), strict=True)] == [
        ("1.1.2", "+1", False),
        ("1.1.1", "+3", True),
    ]


def test_what_was_done_meanwhile_is_not_made_up(plan: Plan) -> None:
    bureau = reminding(plan, room("drc", "drc"))
    bureau.report("1.1.2", "2023-06-01 08:00", milestone="06-30")
    bureau.run("2023-06-27", "2023-07-04")
    bureau.report("1.1.1", "2023-07-06 08:00", percent=60)
    assert bureau.tick("2023-07-07 09:00") == []


def test_invented_figures_are_known(plan: Plan) -> None:
    bureau = reminding(plan, room("hr", "hr"))
    bureau.report("2.1.1", "2023-06-01 08:00", percent=10, invented=True)
    [notice] = bureau.tick("2023-06-27 09:00")
    assert notice.values["invented"] is True


def test_messages_of_a_time_are_spread_each_room_at_its_own_second(plan: Plan) -> None:
    rooms = [room(f"r{n}", "hr") for n in range(40)]
    bureau = reminding(plan, *rooms)
    bureau.hours = bureau.hours.model_copy(update={"spread_seconds": 300})
    early = bureau.tick(at("2023-06-27 09:02"))
    late = bureau.tick(at("2023-06-27 09:05"))
    assert 0 < len(early) < 40
    assert len(early) + len(late) == 40
    assert all(notice.at <= at("2023-06-27 09:02") for notice in early)
    assert len({notice.at for notice in early + late}) > 20


def test_a_published_figure_is_asked_for_once_and_not_before(plan: Plan) -> None:
    bureau = Bureau(replace(plan, sections=()), room("drc", "drc"), digests=False)
    bureau.report("revenue", "2023-01-01 10:00", value=5, period_end="11-30")
    bureau.report("gdp", "2023-05-04 16:00", value=4.6, period_end="03-31")
    asked = [(f"{n.at:%m-%d}", told(n), items(n)[0].date) for n in bureau.run("2023-04-01", "2023-08-31")]
    assert asked == [
        ("04-21", [("gdp", "figure")], day("03-31")),  # every quarter, published after 20 days
        ("07-21", [("gdp", "figure")], day("06-30")),
    ]


def test_a_target_without_a_number_is_not_asked_about(plan: Plan) -> None:
    bureau = Bureau(replace(plan, sections=()), room("hr", "hr"), digests=False)
    assert bureau.run("2023-03-01", "2023-06-30") == []


def test_a_target_that_turned_red_is_told_to_its_department(plan: Plan) -> None:
    bureau = Bureau(replace(plan, sections=()), room("drc", "drc"), room("hr", "hr"), digests=False)
    bureau.report("revenue", "2023-01-01 10:00", value=6, period_end="11-30")
    bureau.report("gdp", "2023-05-04 10:00", value=4.6, period_end="03-31")
    bureau.run("2023-05-04", "2023-05-08")
    bureau.report("gdp", "2023-05-08 16:00", value=1.1, period_end="03-31")
    bureau.tick("2023-05-08 16:01")
    assert [(n.room, told(n)) for n in bureau.run("2023-05-09", "2023-05-19")] == [("drc", [("gdp", "lamp")])]


def test_figures_stand_after_tasks_and_before_what_is_supported(plan: Plan) -> None:
    bureau = Bureau(plan, room("both", "drc", "housing"), digests=False)
    bureau.report("revenue", "2023-06-26 10:00", value=6, period_end="05-31")
    supported = replace(plan.tasks["2.1.1"], supporting=(Assignment("housing"),))
    bureau.plan = plan_with(plan, supported)
    [notice] = bureau.tick("2023-06-27 09:00")
    assert [task for task, _ in told(notice)] == ["1.1.1", "1.1.2", "2.1.2", "gdp", "2.1.1"]
