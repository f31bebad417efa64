"""A file that would take all time or memory costs the bot one sentence."""

from pathlib import Path

import pytest

from bot.errors import Unusable
from bot.imports.confined import TOO_MUCH, TOO_SLOW, import_confined
from tests.imports.test_diff import OLD, ON


def written(tmp_path: Path, text: str = OLD) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(text, "utf-8")
    return file


async def test_a_report_is_read_as_on_the_command_line(tmp_path: Path) -> None:
    draft = await import_confined(written(tmp_path), tmp_path / "plan", ON)
    assert (len(draft.plan.targets), len(draft.plan.tasks)) == (3, 6)
    assert draft.departments >= 2
    assert draft.proposed == 6


@pytest.mark.parametrize(("limit", "code"), [({"seconds": 0.01}, TOO_SLOW), ({"memory": 30_000_000}, TOO_MUCH)])
async def test_a_file_that_asks_for_too_much_is_left(tmp_path: Path, limit: dict[str, int], code: str) -> None:
    with pytest.raises(Unusable) as refused:
        await import_confined(written(tmp_path), tmp_path / "plan", ON, **limit)
    assert refused.value.code == code
    assert not (tmp_path / "plan" / "plan.toml").exists()


async def test_what_is_no_plan_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        await import_confined(written(tmp_path, "请各单位报送材料。"), tmp_path / "plan", ON)
    assert refused.value.code == "no_plan"
