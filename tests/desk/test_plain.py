"""What the command line prints of an answer, and who asks there."""

import pytest

from bot.desk.base import Answer
from bot.desk.plain import as_json, plain, stand_in
from bot.people.model import Role
from bot.people.rights import viewer_in
from bot.plan.model import Plan
from bot.texts.message import Button, File, Message
from tests.desk.cast import Talk, incoming


def test_tags_go_and_what_people_typed_stays() -> None:
    message = Message(
        "<b>题目</b>",
        ('<blockquote expandable>1 &lt; 2 &amp; "3"</blockquote>',),
        '<a href="https://x.cn/?a=1&amp;b">看</a>',
    )
    assert plain(message) == '题目\n1 < 2 & "3"\n看 (https://x.cn/?a=1&b)'


def test_several_answers_are_one_text_with_all_their_buttons() -> None:
    first = Message("甲", buttons=((Button("任务", "/task 1.1.1"), Button("网页", url="https://x.cn")),))
    second = Message("乙", files=(File("台账.xlsx", b""),))
    assert as_json([Answer(first), Answer(toast="好"), Answer(second)]) == {
        "text": "甲\n\n乙",
        "buttons": [[{"label": "任务", "data": "/task 1.1.1"}, {"label": "网页", "data": "https://x.cn"}]],
        "files": ["台账.xlsx"],
    }


@pytest.mark.parametrize(
    ("who", "role", "departments"),
    [
        ("office", Role.OFFICE, set()),
        ("leader", Role.LEADER, set()),
        ("guest", Role.GUEST, set()),
        ("人社局", Role.LEAD, {"hr"}),
    ],
)
def test_a_question_on_the_command_line_is_asked_as_someone(
    plan: Plan, who: str, role: Role, departments: set[str]
) -> None:
    department = plan.department_by_id["hr"] if departments else None
    room, person = stand_in(who, department)
    viewer = viewer_in(room, person)
    assert (viewer.role, viewer.departments) == (role, departments)


async def test_the_command_line_asks_the_same_desk_and_writes_nothing(talk: Talk) -> None:
    before = talk.store.view.version
    room, person = stand_in("office", None)
    answers = await talk.desk.answer(incoming("x", "private", "/target gdp"), room, person)
    assert "地区生产总值" in str(as_json(answers)["text"])
    assert talk.store.view.version == before
