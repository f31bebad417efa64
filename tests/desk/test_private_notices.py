"""Who has no group of their own hears in private, once they have spoken to the bot there; nobody is told twice."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.desk.facts import gather
from bot.desk.picture import bound_dates
from bot.language.workdays import Workdays
from bot.notices.routines import due
from bot.plan.model import Plan
from bot.progress.board import Board
from tests.conftest import NOW, SHANGHAI
from tests.desk.dialogue import Dialogue

MONDAY = datetime(2023, 7, 10, 17, 30, tzinfo=SHANGHAI)


async def without_group(chat: Dialogue, *rooms: str) -> None:
    """Let the groups of the office or of the leaders belong to nobody."""
    for room in rooms:
        await chat.store.write(lambda change, r=room: change.put_room(replace(change.view.rooms[r], audience="")))


async def told(chat: Dialogue, at: datetime) -> set[tuple[str, str]]:
    """Say what the office and the leaders hear at an instant: kind of notice and name of the chat."""
    view, config = chat.store.view, chat.tools.config
    board = Board(view.plan, view.summaries, at.date(), bound_dates(view.rooms, config.zone), config.lamps)
    facts = await chat.store.read(lambda reader: gather(reader, view, board, at, config, Workdays()))
    notices = [notice for notice in due(facts, at) if notice.audience != "department"]
    return {(str(notice.kind), view.rooms[notice.room or ""].title) for notice in notices}


@pytest.mark.parametrize(
    ("groupless", "talked", "hear"),
    [
        ([], ["office", "leader"], {("digest", "督办群"), ("digest", "区领导群")}),
        (["r-office"], ["office", "leader"], {("digest", "王督办"), ("digest", "区领导群")}),
        (["r-leaders"], ["office", "leader"], {("digest", "督办群"), ("digest", "陈区长")}),
        (["r-office", "r-leaders"], ["leader", "guest"], {("digest", "陈区长")}),
        (["r-office", "r-leaders"], ["hr"], set()),
    ],
)
async def test_the_digest_reaches_them_in_private(
    chat: Dialogue, groupless: list[str], talked: list[str], hear: set[tuple[str, str]]
) -> None:
    await without_group(chat, *groupless)
    for who in talked:
        await chat.say(who, "private", "/start")
    assert await told(chat, MONDAY) == hear


async def test_those_the_configuration_names_hear_too(plan: Plan) -> None:
    chat = Dialogue(plan, leaders={"telegram_user_ids": [4]})
    await chat.seated()
    await without_group(chat, "r-leaders")
    await chat.say("guest", "private", "/start")
    assert ("digest", "客人") in await told(chat, MONDAY)


async def test_the_first_one_is_next_weeks(chat: Dialogue) -> None:
    await without_group(chat, "r-leaders")
    await chat.say("leader", "private", "/start")
    assert not {one for one in await told(chat, NOW.replace(hour=17)) if one[0] == "digest" and one[1] == "陈区长"}


async def test_one_who_blocked_the_bot_is_not_written_to(chat: Dialogue) -> None:
    await without_group(chat, "r-leaders")
    await chat.say("leader", "private", "/start")
    room = chat.store.view.people["telegram:2"].private_room
    await chat.store.write(lambda change: change.put_room(replace(change.view.rooms[room], gone="blocked")))
    assert ("digest", "陈区长") not in await told(chat, MONDAY)
