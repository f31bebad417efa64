"""Rows of buttons under answers that lead to other commands, with their labels in the room's language."""

from collections.abc import Iterable, Sequence

from bot.desk.lines import Line, Page
from bot.progress.model import Lamp
from bot.texts.message import Button
from bot.texts.render import Texts

DATA_LIMIT = 64  # bytes of callback data a platform takes
LABEL_LIMIT = 32  # characters of a label a phone shows
PER_ROW = 4

Row = tuple[Button, ...]


def step(texts: Texts, language: str, name: str, data: str, **values: object) -> Button:
    """Make a button to another command; its label stands in `step.html.j2`."""
    return Button(clipped(texts.plain("step", language, name=name, **values)), data)


def clipped(label: str) -> str:
    """Shorten a label to what a phone shows."""
    return label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…"


def turn(texts: Texts, language: str, page: Page[object], command: str) -> Row:
    """Make the buttons that turn a page of `command` (`/section 1`); none where there is one page only."""
    steps = (("previous", page.number - 1), ("next", page.number + 1))
    return tuple(
        step(texts, language, name, f"{command} {number}")
        for name, number in steps
        if 1 <= number <= page.count and len(f"{command} {number}".encode("utf-8", "surrogatepass")) <= DATA_LIMIT
    )


def to_tasks(shown: Iterable[Line], limit: int = 2 * PER_ROW) -> tuple[Row, ...]:
    """Make buttons to the tasks of a list that need a look: those with a red or yellow lamp."""
    wanting = [line.task.id for line in shown if line.standing and line.standing.lamp in (Lamp.RED, Lamp.YELLOW)]
    ids = list(dict.fromkeys(wanting))[:limit]
    return in_rows([Button(task_id, f"/task {task_id}") for task_id in ids])


def in_rows(buttons: Sequence[Button], per_row: int = PER_ROW) -> tuple[Row, ...]:
    """Lay buttons out in rows."""
    return tuple(tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row))


def stacked(*rows: Row) -> tuple[Row, ...]:
    """Put rows under one another, leaving out empty ones."""
    return tuple(row for row in rows if row)
