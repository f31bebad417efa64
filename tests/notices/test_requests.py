"""A part asked of a supporting department is reminded of as an item of its own, by the usual steps."""

from dataclasses import replace

import pytest

from bot.notices.model import Kind, Notice
from bot.plan.model import Plan
from bot.progress.model import State
from bot.supervision.model import Matter, MatterKind, MatterState
from bot.texts.notices import notice_message
from bot.texts.render import Texts
from tests.notices.bureau import Bureau, at, day, items, room

ASKED = Matter(
    id="a1",
    kind=MatterKind.SUPPORT,
    subject="1.1.1",
    at=at("2023-07-05 10:30"),
    text="提供用地意见",
    department="drc",
    person_name="赵发改",
    asked=("housing",),
    due=day("07-20"),
)


def asking(plan: Plan, **more: object) -> Bureau:
    """Make a bureau in which the part was asked for, whose tasks have no milestones to speak of."""
    bureau = Bureau(replace(plan, targets=()), room("drc", "drc"), room("housing", "housing"), digests=False)
    bureau.matters = [replace(ASKED, **more)]  # type: ignore[arg-type]
    return bureau


def requested(notices: list[Notice]) -> list[tuple[str, str, int]]:
    """List the requests in notices as (room, stage, working days left)."""
    return [
        (notice.key.rpartition(":")[2], item.stage, item.working_days)
        for notice in notices
        for item in items(notice)
        if item.request
    ]


def test_it_climbs_the_usual_steps_in_the_room_that_is_asked(plan: Plan) -> None:
    said = requested(asking(plan).run("2023-07-05", "2023-08-01"))
    assert said == [("housing", stage, left) for stage, left in
                    (("-7", 7), ("-3", 3), ("-1", 1), ("0", 0), ("+1", -1), ("+3", -3), ("+7", -7))]  # fmt: skip


def test_the_step_it_was_asked_on_is_not_said_over_again(plan: Plan) -> None:
    soon = asking(plan, due=day("07-07"))
    assert [stage for _, stage, _ in requested(soon.run("2023-07-05", "2023-07-07"))] == ["-1", "0"]


@pytest.mark.parametrize(
    "more",
    [
        {"answer": "意见已出具", "answered_at": at("2023-07-10 10:00")},
        {"state": MatterState.CLOSED},
        {"subject": "9.9.9"},
        {"asked": ("hr",)},
    ],
    ids=["answered", "closed", "gone", "another's"],
)
def test_what_is_answered_or_over_is_not_reminded_of(plan: Plan, more: dict[str, object]) -> None:
    assert requested(asking(plan, **more).run("2023-07-06", "2023-07-21")) == []


def test_a_finished_task_needs_no_part_any_more(plan: Plan) -> None:
    bureau = asking(plan)
    bureau.report("1.1.1", "2023-07-06 09:00", state=State.DONE)
    assert requested(bureau.run("2023-07-07", "2023-07-21")) == []


def test_alone_it_is_answered_by_reply_beside_others_by_its_button(plan: Plan) -> None:
    bureau = asking(plan)
    (notice,) = [n for n in bureau.run("2023-07-05", "2023-07-11") if requested([n])]
    assert notice.kind is Kind.REMINDER
    alone = notice_message(notice, Texts(), "zh")
    assert notice.subjects == ("a1",)
    assert "请配合，7月20日前，剩7个工作日" in alone.html
    assert "某区发展和改革局 赵发改：提供用地意见" in alone.html
    assert "请直接回复本条" in alone.html
    assert [[button.data for button in row] for row in alone.buttons] == [["/matters a1"]]
    reminders = notice.values["reminders"]
    own = replace(reminders.items[0], subject=plan.tasks["2.1.2"], request=None)  # type: ignore[attr-defined]
    both = replace(reminders, items=(*reminders.items, own))  # type: ignore[type-var]
    assert both.subjects == ("1.1.1", "2.1.2"), "a reply must say which of the two it is about"
    values = notice.values | {"reminders": both}
    told = notice_message(replace(notice, subjects=both.subjects, values=values), Texts(), "en")
    assert "answer with the button below" in told.html
    assert [button.label for button in told.buttons[-1]] == ["Answer 1.1.1"]


def test_the_lead_s_reminder_says_whom_its_task_waits_for(plan: Plan) -> None:
    bureau = asking(plan, due=day("07-31"))
    bureau.report("1.1.1", "2023-07-06 09:00", percent=5)
    told = [notice_message(n, Texts(), "zh").html for n in bureau.run("2023-07-06", "2023-07-08") if n.room == "drc"]
    assert any("，等某区住房和建设局（至7月31日）" in text for text in told)
