"""Who turns up, what is written down of them, and what is said to a group the bot is added to."""

import pytest

from bot.chats.base import Incoming
from bot.config import Config
from bot.delivery.trouble import Trouble
from bot.desk.alarms import OfficeAlarm
from bot.errors import NotRecorded, StoreDamaged
from bot.texts.message import Message
from bot.texts.render import Texts
from tests.desk.cast import Talk, incoming, words


async def test_a_group_is_told_what_the_bot_is_and_how_to_bind_it(talk: Talk) -> None:
    said = words(await talk.desk.handle(incoming("office", "-77", "", kind="joined", room_title="商务局群")))
    for word in ("某市某区2023年计划", "/invite 区发改局", "/bind", "python -m bot invite", "对我消息的回复"):
        assert word in said
    room = next(r for r in talk.store.view.rooms.values() if r.address == "telegram:-77")
    assert (room.title, room.private, room.bound) == ("商务局群", False, False)


async def test_a_group_without_privacy_mode_is_told_so(talk: Talk) -> None:
    assert await talk.say("hr", "hr", "大家早") == []
    assert talk.store.view.rooms["r-hr"].hears_all
    assert "普通消息我也收得到" in await talk.read("hr", "hr", "/start")
    await talk.desk.handle(incoming("hr", "hr", "", kind="joined"))
    assert not talk.store.view.rooms["r-hr"].hears_all, "the mode may have changed while the bot was out"


async def test_people_are_written_down_once(talk: Talk) -> None:
    await talk.say("99", "private", "/help", person_name="新同事")
    assert talk.store.view.people["telegram:99"].name == "新同事"
    writes = talk.store.view.version
    await talk.say("99", "private", "/help", person_name="新同事")
    assert talk.store.view.version == writes
    await talk.say("99", "private", "/help", person_name="改了名")
    assert talk.store.view.people["telegram:99"].name == "改了名"


async def test_the_configured_office_is_the_office_and_this_is_never_stored(talk: Talk) -> None:
    configured = Talk(talk.store.view.plan, office={"telegram_user_ids": (99,)})
    assert "督办" in await configured.read("99", "private", "/whoami")
    assert "访客" in await talk.read("99", "private", "/whoami")
    assert configured.store.view.people["telegram:99"].role == "guest"


async def test_anonymous_admins_are_nobody(talk: Talk) -> None:
    await talk.say("1087968824", "hr", "/help", anonymous=True)
    assert "telegram:1087968824" not in talk.store.view.people


async def test_a_group_that_moves_keeps_its_binding(talk: Talk) -> None:
    await talk.say("hr", "-1001", "/help")  # the new address may be heard of first
    moved = incoming("", "hr", "", kind="moved", new_address="telegram:-1001")
    assert await talk.desk.handle(moved) == []
    assert talk.store.view.rooms["r-hr"].address == "telegram:-1001"
    assert "某区人力资源和社会保障局" in await talk.read("hr", "-1001", "/whoami")


async def test_a_group_the_bot_was_thrown_out_of_is_gone_until_it_is_back(talk: Talk) -> None:
    assert await talk.desk.handle(incoming("", "hr", "", kind="left", why="kicked")) == []
    assert talk.store.view.rooms["r-hr"].gone == "kicked"
    await talk.say("hr", "hr", "/help")
    assert talk.store.view.rooms["r-hr"].gone == ""


async def test_a_full_disk_keeps_nobody_from_reading(talk: Talk) -> None:
    talk.store.full = NotRecorded("no space left")
    assert "/lang" in await talk.read("99", "private", "/help")
    assert "没有记录" in await talk.read("99", "private", "/lang en")


@pytest.mark.parametrize(
    ("who", "where", "said", "answer"),
    [
        ("guest", "private", "/start", "访客"),
        ("hr", "private", "/start", "您是某区人力资源和社会保障局的责任人"),
        ("office", "private", "/start", "/late"),
        ("hr", "hr", "/start", "本群已绑定：某区人力资源和社会保障局"),
        ("office", "office", "/start", "督办群"),
        ("guest", "new", "/start", "请先绑定本群"),
        ("guest", "private", "/help", "/whoami"),
        ("guest", "private", "/help lang", "/lang en"),
        ("guest", "private", "/help /语言", "/lang en"),
        ("guest", "private", "/help lagn", "/lang（语言）"),
        ("guest", "private", "/帮助", "/whoami"),
        ("guest", "private", "/halp", "/help"),
        ("guest", "private", "/" + "x" * 100_000, "没有命令"),
        ("hr", "hr", "/whoami", "责任人（某区人力资源和社会保障局）"),
        ("guest", "hr", "/whoami", "访客"),
        ("guest", "private", "/whoami", "编号：4"),
        ("guest", "private", "今天天气不错", "什么也没有记录"),
        ("guest", "private", "/lang", "/lang zh"),
        ("guest", "private", "/lang en", "English"),
        ("guest", "private", "/lang 英文", "English"),
        ("guest", "hr", "/lang en", "English"),
        ("guest", "new", "/lang en", "督办人员"),
        ("guest", "leaders", "/lang en", "督办人员"),
        ("leader", "leaders", "/lang en", "English"),
        ("office", "new", "/lang en", "English"),
    ],
)
async def test_first_words(talk: Talk, who: str, where: str, said: str, answer: str) -> None:
    assert answer in await talk.read(who, where, said)


async def test_the_language_is_the_rooms(talk: Talk) -> None:
    await talk.say("hr", "hr", "/lang en")
    assert "Commands" in await talk.read("guest", "hr", "/help")
    assert "可用命令" in await talk.read("hr", "private", "/help")


async def test_a_button_runs_its_command_in_place(talk: Talk) -> None:
    answers = await talk.desk.handle(incoming("hr", "hr", "", kind="button", button="/lang en", message_id="7"))
    assert [a.replace for a in answers] == [True]
    assert talk.store.view.rooms["r-hr"].language == "en"


async def test_names_cannot_bring_markup_along(talk: Talk) -> None:
    answers = await talk.say("99", "private", "/start", person_name="<b>x</b>&")
    assert answers[0].message
    assert "&lt;b&gt;x&lt;/b&gt;&amp;" in answers[0].message.html


ASKED = [
    (incoming("hr", "private", "已完成50%"), True),
    (incoming("hr", "hr", "/history 1.1.1"), True),
    (incoming("hr", "hr", "已完成50%", reply_to="5", reply_to_bot=True), True),
    (incoming("hr", "hr", "", kind="button", button="undo:1"), True),
    (incoming("hr", "hr", "大家早"), False),
    (incoming("", "hr", "", kind="left", why="kicked"), False),
]


@pytest.mark.parametrize(("heard", "answered"), ASKED)
def test_who_wrote_to_the_bot_hears_of_a_fault_and_nobody_else(talk: Talk, heard: Incoming, answered: bool) -> None:
    answer = talk.desk.unhandled(heard, ZeroDivisionError())
    assert (answer is not None) is answered
    assert "/history" in words([answer]) if answer else True


def test_of_a_store_that_cannot_be_read_the_sender_hears_that_nothing_was_recorded(talk: Talk) -> None:
    answer = talk.desk.unhandled(incoming("hr", "hr", "/history 1.1.1"), StoreDamaged(["plan.sqlite3"]))
    assert answer is not None
    assert "没有记录" in words([answer])


async def test_the_office_hears_where_a_message_failed_and_how_many(talk: Talk) -> None:
    told: list[tuple[str, str]] = []
    alarm = OfficeAlarm(talk.store, Texts(), Config())

    async def tell(room: str, message: Message) -> None:
        told.append((room, message.head))

    alarm.tell = tell
    await alarm(Trouble("set_aside", "telegram:7", "KeyError: 'x'", "telegram:-1", 3))
    ((room, text),) = told
    assert room == "r-office"
    for word in ("人社局群", "telegram:7", "另有3条", "KeyError", "doctor"):
        assert word in text
