"""Reminders speak to who acts for a lead; that it has ended is told once, to both."""

from dataclasses import replace

import pytest

from bot.notices.model import Kind, Notice
from bot.people.handover import acting
from bot.people.model import Handover, Person, Role, Room
from bot.plan.model import Plan
from bot.texts.notices import notice_message
from bot.texts.render import Texts
from tests.notices.bureau import Bureau, at, day, room

TAKER = Person("telegram:4", "王五", private_room="p4")
GIVER = Person(
    "telegram:3",
    "李人社",
    Role.LEAD,
    ("hr",),
    "p3",
    Handover("telegram:4", "telegram:3", at("2023-06-20 10:00"), day("06-29")),
)


def handing(plan: Plan, *people: Person) -> Bureau:
    private = [Room(name, f"telegram:{name}", private=True) for name in ("p3", "p4")]
    bureau = Bureau(replace(plan, targets=()), room("hr", "hr"), *private, digests=False)
    bureau.people = {person.id: person for person in people}
    return bureau


def said_to(notices: list[Notice], kind: Kind) -> list[tuple[str, str]]:
    return [(notice.room or "", f"{notice.at:%m-%d %H:%M}") for notice in notices if notice.kind is kind]


def test_the_end_is_told_to_both_once_in_working_hours(plan: Plan) -> None:
    bureau = handing(plan, GIVER, TAKER)
    notices = bureau.run("2023-06-26", "2023-07-30")
    assert said_to(notices, Kind.HANDOVER) == [("p3", "06-30 09:00"), ("p4", "06-30 09:00")]
    ended = next(notice for notice in notices if notice.kind is Kind.HANDOVER)
    for language, words in (("zh", "6月29日已过"), ("en", "29 Jun is past")):
        assert words in notice_message(ended, Texts(), language).html


def test_reminders_speak_to_the_stand_in_until_the_day(plan: Plan) -> None:
    bureau = handing(plan, GIVER, TAKER)
    told = {n.at.date(): notice_message(n, Texts(), "zh").html for n in bureau.run("2023-06-26", "2023-07-05")
            if n.kind is Kind.REMINDER}  # fmt: skip
    during = [text for on, text in told.items() if on <= day("06-29")]
    after = [text for on, text in told.items() if on > day("06-29")]
    assert during
    assert after
    assert all("请王五（代李人社，至6月29日）办理" in text for text in during)
    assert not any("王五" in text for text in after)


@pytest.mark.parametrize(
    "giver",
    [
        replace(GIVER, handover=None),
        replace(GIVER, handover=Handover("telegram:4", "telegram:3", at("2023-06-20 10:00"))),
        replace(GIVER, private_room="", handover=replace(GIVER.handover, to="telegram:99")),  # type: ignore[type-var]
    ],
    ids=["taken back", "no day", "nobody to tell"],
)
def test_otherwise_nothing_is_told(plan: Plan, giver: Person) -> None:
    assert said_to(handing(plan, giver, TAKER).run("2023-06-26", "2023-07-10"), Kind.HANDOVER) == []


def test_a_circle_of_handovers_ends(plan: Plan) -> None:
    back = replace(
        TAKER, departments=("drc",), role=Role.LEAD, handover=Handover("telegram:3", "", at("2023-06-20 10:00"))
    )
    people = {GIVER.id: GIVER, back.id: back}
    assert acting(GIVER, people, day("06-25")).departments == ("hr", "drc")
    assert acting(back, people, day("06-25")).departments == ("drc", "hr")
