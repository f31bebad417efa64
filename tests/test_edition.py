"""The plan a start reads: from its files, or from the copy made of them while they are as they were."""

import shutil
from pathlib import Path

import pytest

from bot import edition
from bot.config import DEFAULT_PLAN
from bot.errors import PlanError
from bot.plan.files import read_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_PLAN, tmp_path / "plan"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose files were read with all their checks."""
    read: list[Path] = []

    def noted(folder: Path):
        read.append(folder)
        return read_plan(folder)

    monkeypatch.setattr(edition, "read_plan", noted)
    return read


def test_the_files_are_read_once_while_they_stay_as_they_are(folder: Path, tmp_path: Path, reads: list[Path]) -> None:
    first = edition.edition(folder, tmp_path / "var")
    second = edition.edition(folder, tmp_path / "var")

    assert first == second == read_plan(folder)
    assert reads == [folder]


@pytest.mark.parametrize("name", ["report.md", "plan.toml", "departments.toml"])
def test_a_changed_file_is_read_anew(folder: Path, tmp_path: Path, reads: list[Path], name: str) -> None:
    edition.edition(folder, tmp_path / "var")
    text = (folder / name).read_text("utf-8")
    (folder / name).write_text(text + "\n# 改\n", "utf-8")

    edition.edition(folder, tmp_path / "var")

    assert reads == [folder, folder]


def test_a_faulty_file_is_told_of_although_a_copy_is_there(folder: Path, tmp_path: Path) -> None:
    edition.edition(folder, tmp_path / "var")
    (folder / "plan.toml").write_text("id = ", "utf-8")

    with pytest.raises(PlanError, match=r"plan.toml:1"):
        edition.edition(folder, tmp_path / "var")


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08", b"{}"])
def test_a_damaged_copy_is_made_again(folder: Path, tmp_path: Path, reads: list[Path], damage: bytes) -> None:
    var = tmp_path / "var"
    edition.edition(folder, var)
    whole = (var / edition.FILE).read_bytes()
    (var / edition.FILE).write_bytes(damage or whole[: len(whole) // 2])

    edition.edition(folder, var)
    edition.edition(folder, var)

    assert reads == [folder, folder]


def test_where_nothing_can_be_kept_the_plan_is_read_all_the_same(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, where a folder should be")
    assert edition.edition(folder, tmp_path / "var") == read_plan(folder)
