"""Which part of a report plans the year, and which of its headings are sections."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.imports.draft import draft_of
from bot.imports.report import Document, document_of
from bot.imports.sources.plain import read_plain
from tests.imports.fragments import Outline, outlines

ON = date(2024, 1, 2)


def document(text: str) -> Document:
    return document_of(read_plain(text))


@pytest.mark.parametrize("outline", outlines(), ids=lambda outline: outline.name)
def test_the_year_and_sections_of_a_report(outline: Outline) -> None:
    if outline.year is None:
        with pytest.raises(Refused, match="no plan of a year"):
            draft_of(document(outline.text), ON)
        return
    plan = draft_of(document(outline.text), ON).plan
    assert plan.year == outline.year
    found = [f"{s.number} {s.title}" if any(" " in one for one in outline.sections) else s.title for s in plan.sections]
    assert found == list(outline.sections)
