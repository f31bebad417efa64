"""What is kept of compiled templates: it saves compiling, and is never older than the template."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from bot.texts.compiled import Compiled


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "hello").write_text("你好，{{ name }}")
    return tmp_path


class Counting(Environment):
    """Counts how often it compiles."""

    compiled = 0

    def _generate(self, *args: object, **kwargs: object) -> str:
        self.compiled += 1
        return super()._generate(*args, **kwargs)  # type: ignore[arg-type]


def said(templates: Path, kept_in: Path | None = None) -> tuple[str, int]:
    """Say hello as a process that has just started; with how often it had to compile."""
    environment = Counting(loader=FileSystemLoader(templates), bytecode_cache=Compiled(kept_in or templates))
    return environment.get_template("hello").render(name="越秀"), environment.compiled


def test_the_second_start_compiles_nothing(templates: Path) -> None:
    assert [said(templates) for _ in range(2)] == [("你好，越秀", 1), ("你好，越秀", 0)]


def test_a_changed_template_is_compiled_anew(templates: Path) -> None:
    said(templates)
    (templates / "hello").write_text("早，{{ name }}")
    assert [said(templates) for _ in range(2)] == [("早，越秀", 1), ("早，越秀", 0)]


@pytest.mark.parametrize("damage", [b"", b"j2", b"\0" * 400])
def test_what_is_damaged_is_compiled_anew(damage: bytes, templates: Path) -> None:
    said(templates)
    (kept,) = (templates / "__pycache__").iterdir()
    for content in (damage, kept.read_bytes()[:-9]):
        kept.write_bytes(content)
        assert said(templates) == ("你好，越秀", 1)


def test_where_nothing_can_be_kept_all_is_said_the_same(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_folder = templates / "hello"
    assert [said(templates, no_folder) for _ in range(2)] == [("你好，越秀", 1)] * 2
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [said(templates) for _ in range(2)] == [("你好，越秀", 1)] * 2
