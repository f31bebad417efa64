"""Pictures are drawn when their message goes, each once; a message never waits for a picture that cannot be drawn."""

from bot.delivery.gate import Gate
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Limits, Pacing
from bot.delivery.painting import Painter
from bot.delivery.rooms import Rooms
from bot.delivery.trouble import no_alarm
from bot.people.model import Room
from bot.stores.base import OutboxRow
from bot.texts.message import File, Message
from bot.texts.render import Texts
from tests.chats.api import Api
from tests.conftest import small_plan
from tests.delivery.cast import Disk, LoopClock

DRAWING = File("chart.png", kind="photo", drawing="<svg/>")
PAPER = File("ledger.xlsx", b"PK")


async def test_a_drawing_becomes_a_picture() -> None:
    painter = Painter(lambda svg: svg.encode() + b"!")
    painted = await painter.painted(Message("看图", files=(DRAWING, PAPER)))
    assert painted.files == (File("chart.png", b"<svg/>!", "photo"), PAPER)


async def test_one_picture_for_many_rooms_is_drawn_once() -> None:
    drawn: list[str] = []
    painter = Painter(lambda svg: drawn.append(svg) or b"png")  # type: ignore[func-returns-value]
    for room in range(3):
        await painter.painted(Message(f"第{room}群", files=(DRAWING,)))
    assert drawn == ["<svg/>"]


async def test_the_words_go_without_a_picture_that_cannot_be_drawn() -> None:
    def broken(svg: str) -> bytes:
        raise ValueError("no SVG")

    for painter in (Painter(broken), Painter()):
        assert (await painter.painted(Message("看图", files=(DRAWING, PAPER)))).files == (PAPER,)


async def test_a_digest_rings_once_with_its_picture_first() -> None:
    api, store, clock = Api(), Disk(small_plan()), LoopClock()
    await store.write(lambda change: change.put_room(Room("r", "telegram:-1")))
    telegram = api.telegram()
    gate = Gate(clock, Pacing(Limits(chat_gap=0)))
    painter = Painter(lambda svg: b"PNG of " + svg.encode())
    rooms = Rooms(store, no_alarm)
    outbox = Outbox(store, {"telegram": telegram}, {"telegram": gate}, rooms, clock, Texts(), painter=painter)
    await outbox.start()
    message = Message("【周报】", ("红灯" * 900,), files=(DRAWING,))
    await outbox.put(OutboxRow("k", "r", "digest", 0, message, ("gdp",), clock.now()))
    kept = await store.read(lambda reader: reader.outbox("k"))
    assert kept is not None
    assert kept.message.files == (DRAWING,), "only what to draw is on disk"
    await outbox.drained()
    await outbox.stop()
    await telegram.stop()

    photo, text = api.sent
    assert photo.fields["photo"] == ("chart.png", b"PNG of <svg/>")
    assert photo.fields["caption"] == "【周报】"
    assert text.fields["text"].startswith("红灯红灯")
    assert [call.fields.get("disable_notification", False) for call in api.sent] == [False, True]
    for number in ("101", "102"):
        assert await store.read(lambda reader, n=number: reader.subjects_of("r", n)) == ("gdp",)
