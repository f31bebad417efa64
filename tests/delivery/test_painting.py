"""Pictures are drawn when their message goes, each once; a message never waits for a picture that cannot be drawn."""

from bot.delivery.painting import Painter
from bot.texts.message import File, Message

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
