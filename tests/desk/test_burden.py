"""How much is sent to each department and asked of it, by month: /burden."""

from datetime import date

import pytest

from bot.supervision.burden import Burden, burden_key, burden_of, burden_of_day_key, figures_of
from tests.desk.dialogue import Dialogue


async def sent(chat: Dialogue, room: str, day: date, messages: int, asked: int) -> None:
    figures = figures_of(Burden(messages, asked))
    await chat.store.write(lambda change: change.put_digest(burden_key(day, room), figures))


@pytest.fixture
async def busy(chat: Dialogue) -> Dialogue:
    await sent(chat, "r-hr", date(2023, 7, 3), 4, 3)
    await sent(chat, "r-hr", date(2023, 6, 30), 9, 7)
    await sent(chat, "r-drc", date(2023, 7, 3), 6, 5)
    await chat.report("hr", "hr", "2.1.1", "已举办60场")
    return chat


async def test_the_office_sees_everyone_the_most_burdened_first(busy: Dialogue) -> None:
    page = await busy.read("office", "office", "/burden")
    assert "本月主动发出10条，要求反馈8项，收到反馈1条" in page
    assert "某区人力资源和社会保障局：4条，要求反馈3项，已反馈1条（上月9条）" in page
    assert page.index("某区发展和改革局：6条") < page.index("某区人力资源和社会保障局")


async def test_a_department_sees_its_own(busy: Dialogue) -> None:
    page = await busy.read("hr", "hr", "/负担")
    assert "某区人力资源和社会保障局：4条" in page
    assert "某区发展和改革局" not in page
    assert "进展不在这里显示" in await busy.read("guest", "private", "/burden")


async def test_nothing_sent_is_one_line(chat: Dialogue) -> None:
    assert "本月和上月都没有主动发过消息" in await chat.read("office", "office", "/burden")


async def test_english(busy: Dialogue) -> None:
    await busy.say("office", "office", "/lang en")
    assert "10 messages sent unasked, 8 answers wanted, 1 report received" in await busy.read(
        "office", "office", "/burden"
    )


@pytest.mark.parametrize("figures", [None, {}, {"messages": "3"}])
def test_figures_that_are_not_there_are_nothing(figures: dict[str, object] | None) -> None:
    assert burden_of(figures) == Burden()


@pytest.mark.parametrize(("sent_today", "goes"), [(5, True), (6, False), (9, False)])
async def test_a_room_is_not_nudged_over_what_a_day_allows(chat: Dialogue, sent_today: int, goes: bool) -> None:
    today = chat.clock.now().date()
    figures = figures_of(Burden(sent_today, 0))
    await chat.store.write(lambda change: change.put_digest(burden_of_day_key(today, "r-hr"), figures))
    page = await chat.read("office", "office", "/nudge 2.1.1")
    assert ("已催办1项" in page) is goes
    assert ("每日上限" in page) is not goes
    assert bool(chat.store.view.matters) is goes


@pytest.mark.parametrize(
    ("who", "where", "said", "answered"),
    [
        ("office", "office", "/burden 发改局", "某区发展和改革局：6条"),
        ("office", "office", "/burden x", "没有找到单位“x”"),
        ("office", "office", "/burden 档案馆", "本月和上月都没有主动向这个单位发过消息"),
        ("hr", "hr", "/burden 人社局", "某区人力资源和社会保障局：4条"),
        ("hr", "hr", "/burden 发改局", "进展不在这里显示"),
    ],
)
async def test_one_department_by_name(busy: Dialogue, who: str, where: str, said: str, answered: str) -> None:
    assert answered in await busy.read(who, where, said)
