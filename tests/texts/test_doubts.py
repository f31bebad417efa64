"""Every doubt of a reading is worded in both languages, with its values in it."""

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.progress.model import Doubt
from bot.progress.reading.doubts import CODES
from bot.texts.render import FOLDER, LANGUAGES

TEXTS = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_each_code_has_a_sentence(code: str, language: str) -> None:
    field, _, names = CODES[code]
    values = {name: f"[{name}<]" for name in names}
    template = TEXTS.from_string(f'{{% from "{language}/_doubts.html.j2" import doubt %}}{{{{ doubt(d) }}}}')
    text = template.render(d=Doubt(field, code, values))
    assert len(text.strip()) > 3
    assert "<]" not in text  # escaped
    assert "[taken&lt;]" in text or code not in ("rough", "backwards", "scale_slip", "deadline_past", "percent_rough")
