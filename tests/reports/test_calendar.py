"""The calendar: the same event for the same date, renewed when it moves, in a form calendars read."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from bot.people.model import Role, Viewer
from bot.plan.amend import amended
from bot.plan.model import Amendment, Plan
from bot.progress.model import State
from bot.reports.calendar import calendar
from bot.reports.occasion import Occasion
from tests.conftest import NOW
from tests.desk.cast import report
from tests.reports.conftest import OFFICE, TEXTS, Make, board_of


def events(content: bytes) -> dict[str, Any]:
    return {str(event["uid"]).split(".small")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")}


def of_plan(plan: Plan) -> Occasion:
    return Occasion(board_of(plan), OFFICE, (), {}, TEXTS, "zh", NOW)


def test_due_dates_and_milestones_of_a_department(occasion: Make) -> None:
    found = events(calendar(occasion(), ["housing"]))
    assert set(found) == {"1.1.1-20230630", "1.1.1-due", "2.1.2-20230630", "2.1.2-due"}
    assert found["2.1.2-due"].decoded("dtstart") == date(2023, 12, 31)
    assert found["2.1.2-due"].decoded("dtend") == date(2024, 1, 1)
    assert str(found["2.1.2-due"]["summary"]) == "到期：2.1.2 推进老旧小区改造"
    assert str(found["1.1.1-20230630"]["summary"]) == "节点：1.1.1 63个区重点建设项目完成投资（配合）"
    assert found["1.1.1-due"].decoded("dtstamp").utcoffset().total_seconds() == 0


def test_the_whole_plan_has_each_id_once(occasion: Make) -> None:
    found = events(calendar(occasion()))
    assert len(found) == 10
    assert len(calendar(occasion()).split(b"BEGIN:VEVENT")) == 11


def test_an_extension_renews_the_same_event(plan: Plan) -> None:
    before = events(calendar(of_plan(plan)))["1.1.2-due"]
    once = amended(plan, [Amendment("1.1.2", "due", "2023-10-20", "王督办", date(2023, 7, 6))])
    twice = amended(plan, [Amendment("1.1.2", "due", "2023-11-20", "王督办", date(2023, 9, 1))])
    after, later = (events(calendar(of_plan(each)))["1.1.2-due"] for each in (once, twice))
    assert before["uid"] == after["uid"] == later["uid"]
    assert int(before["sequence"]) < int(after["sequence"]) < int(later["sequence"])
    assert after.decoded("dtstart") == date(2023, 10, 20)
    assert "原定9月28日" in str(after["description"])


def test_it_tells_nothing_of_progress(occasion: Make) -> None:
    told = replace(report("1.1.1", "机密进展", value=9.0, blocker=True, blocker_text="机密"), person_name="李某")
    assert "机密" not in calendar(occasion(told)).decode()
    done = report("2.1.3", "已建成", state=State.DONE)
    assert not [uid for uid in events(calendar(occasion(done))) if uid.startswith("2.1.3")]
    guest = occasion(done, viewer=Viewer(Role.GUEST))
    assert [uid for uid in events(calendar(guest)) if uid.startswith("2.1.3")], "who may not see progress sees the plan"


@pytest.mark.parametrize("text", ["A\r\nATTENDEE:mailto:x@evil.example", "分号;逗号,反斜杠\\", "=1+1\x07"])
def test_a_text_adds_no_property(plan: Plan, text: str) -> None:
    (section, *others) = plan.sections
    (initiative,) = section.initiatives
    task = replace(initiative.tasks[0], title=text, quote=text)
    changed = replace(section, initiatives=(replace(initiative, tasks=(task, *initiative.tasks[1:])),))
    content = calendar(of_plan(replace(plan, sections=(changed, *others))))
    assert len(events(content)) == 10
    assert b"\nATTENDEE" not in content
