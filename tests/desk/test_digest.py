"""The digest on demand: each hears its own, and nothing counts as said."""

import pytest

from tests.desk.cast import Talk, report


@pytest.fixture
async def july(talk: Talk) -> Talk:
    await talk.recorded(report("2.1.1", "已办70场", 5, value=70.0, department="hr", invented=True))
    return talk


@pytest.mark.parametrize(
    ("who", "where", "holds", "holds_not"),
    [
        ("office", "office", "5项", ""),
        ("leader", "private", "5项", ""),
        ("office", "private", "5项", ""),
        ("hr", "hr", "2项", "1.1.1"),
        ("hr", "private", "2项", "1.1.1"),
        ("drc", "drc", "1.1.1", "2.1.2"),
        ("guest", "private", "进展不在这里显示", "2.1.1"),
        ("office", "new", "进展不在这里显示", "2.1.1"),
    ],
)
async def test_each_hears_its_own(july: Talk, who: str, where: str, holds: str, holds_not: str) -> None:
    said = await july.read(who, where, "/digest")
    assert holds in said
    assert not holds_not or holds_not not in said


async def test_it_is_of_now_and_says_what_is_invented(july: Talk) -> None:
    assert "演示数据" in await july.read("hr", "hr", "/周报")
    before = july.store.view
    await july.say("hr", "hr", "/digest")
    assert july.store.view is before


async def test_who_sees_the_whole_plan_gets_its_picture(july: Talk) -> None:
    for who, where, pictures in (("office", "office", 1), ("leader", "private", 1), ("hr", "hr", 0)):
        (answer,) = await july.say(who, where, "/digest")
        assert answer.message is not None
        assert len(answer.message.files) == pictures, where


async def test_it_speaks_the_rooms_language(july: Talk) -> None:
    await july.say("office", "office", "/lang en")
    assert "task" in await july.read("office", "office", "/digest")
