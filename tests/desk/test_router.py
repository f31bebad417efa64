"""What was said → where it goes."""

import pytest

from bot.desk.base import Answer, Ask, Command, Family, Tools
from bot.desk.router import Way, route
from tests.desk.cast import incoming


async def nothing(ask: Ask, tools: Tools) -> list[Answer]:
    return []


def command(name: str, *also: str) -> Command:
    return Command(name, also, Family.PLAN, {"zh": name, "en": name}, nothing)


TABLE = (
    command("target", "目标"),
    command("targets", "目标列表", "主要目标"),
    command("section", "部分"),
    command("task", "任务"),
    command("due", "到期"),
    command("update", "更新"),
)


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        ("/target gdp", "target", "gdp"),
        ("/target@plan_desk_bot gdp", "target", "gdp"),
        ("/TARGET  GDP ", "target", "GDP"),
        ("／target gdp", "target", "gdp"),
        ("／ｔａｒｇｅｔ　gdp", "target", "gdp"),
        ("/ target gdp", "target", "gdp"),
        ("/目标 GDP", "target", "GDP"),
        ("/目标GDP", "target", "GDP"),
        ("/目标：GDP", "target", "GDP"),
        ("/目标@plan_desk_bot GDP", "target", "GDP"),
        ("/targets", "targets", ""),
        ("/目标列表", "targets", ""),
        ("/section1", "section", "1"),
        ("/section一", "section", "一"),
        ("/部分一", "section", "一"),
        ("/section 1 2", "section", "1 2"),
        ("/任务1.2.1", "task", "1.2.1"),
        ("/due30天", "due", "30天"),
        ("/update 1.1.1 已完成21.5亿元，\n9月底前完成", "update", "1.1.1 已完成21.5亿元，\n9月底前完成"),
        ("/update\n1.1.1 完成60%", "update", "1.1.1 完成60%"),
    ],
)
def test_commands_are_known_however_they_are_typed(said: str, name: str, words: str) -> None:
    found = route(incoming("hr", "hr", said), TABLE)
    assert found.command is not None
    assert (found.way, found.command.name, found.words) == (Way.COMMAND, name, words)


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("/taregt gdp", ["target", "targets"]),
        ("/targetgdp", ["target", "targets"]),
        ("/指标 GDP", ["target"]),
        ("/dew", ["due"]),
        ("/sectoin 1", ["section"]),
        ("/qqqqqqqq", []),
        ("/", []),
        ("/" + "长" * 100_000, []),
    ],
)
def test_mistyped_commands_bring_the_nearest(said: str, near: list[str]) -> None:
    found = route(incoming("hr", "hr", said), TABLE)
    assert found.way is Way.UNKNOWN
    assert [c.name for c in found.near][: len(near) or None] == near


@pytest.mark.parametrize(
    ("where", "said", "more", "way"),
    [
        ("private", "已完成60%", {}, Way.WORDS),
        ("hr", "已完成60%", {}, Way.OVERHEARD),
        ("hr", "已完成60%", {"reply_to": "9", "reply_to_bot": True}, Way.REPLY),
        ("hr", "已完成60%", {"reply_to": "9"}, Way.OVERHEARD),
        ("private", "", {"reply_to": "9", "reply_to_bot": True}, Way.REPLY),
        ("hr", "1/2完成", {}, Way.OVERHEARD),
        ("hr", "", {"kind": "button", "button": "undo:7"}, Way.BUTTON),
        ("hr", "", {"kind": "button", "button": "/task 1.1.1"}, Way.COMMAND),
        ("hr", "/task 1.1.1", {"reply_to": "9", "reply_to_bot": True}, Way.COMMAND),
        ("hr", "/task 1.1.1", {"kind": "edited"}, Way.COMMAND),
    ],
)
def test_where_everything_else_goes(where: str, said: str, more: dict[str, object], way: Way) -> None:
    assert route(incoming("hr", where, said, **more), TABLE).way is way
