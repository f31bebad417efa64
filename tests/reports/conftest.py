"""What the tests of papers share: the small plan with a few reports, and the sheets of a workbook read back."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.config import LampsPart
from bot.people.model import Role, Viewer
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.progress.model import StatusUpdate
from bot.progress.standing import summarise
from bot.reports.occasion import Occasion
from bot.supervision.model import Matter
from bot.texts.render import Texts
from tests.conftest import NOW, TODAY

OFFICE = Viewer(Role.OFFICE)
TEXTS = Texts()


def board_of(plan: Plan, *reports: StatusUpdate) -> Board:
    subjects = {report.subject for report in reports}
    summaries = {subject: summarise(subject, [r for r in reports if r.subject == subject]) for subject in subjects}
    return Board(plan, summaries, TODAY, {}, LampsPart())


Make = Callable[..., Occasion]


@pytest.fixture
def occasion(plan: Plan) -> Make:
    """Make the occasion of a paper from reports, for the office unless said otherwise."""

    def make(
        *reports: StatusUpdate, viewer: Viewer = OFFICE, language: str = "zh", matters: Sequence[Matter] = ()
    ) -> Occasion:
        return Occasion(board_of(plan, *reports), viewer, tuple(matters), {}, TEXTS, language, NOW)

    return make


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Read a workbook back: rows of cells by sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
