"""The READMEs say what is true: their tables come from the code, their commands exist, their files are there."""

import re
from pathlib import Path

import pytest

from benchmarks import summary
from bot.cli.asking import asking
from bot.cli.plans import plans
from bot.cli.running import running
from bot.desk.listing import readme_table
from bot.desk.table import COMMANDS
from bot.plan.files import read_plan

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_the_commands_are_those_of_the_table(name: str, language: str) -> None:
    stands = re.search(r"<!-- commands -->\n(.*)<!-- /commands -->", text_of(name), re.DOTALL)
    wanted = readme_table(COMMANDS, language)
    assert stands, f"{name} has no place for the commands"
    assert stands[1].strip() == wanted, f"put this between the marks of {name}:\n{wanted}"


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_the_figures_are_those_of_the_benches(name: str, language: str) -> None:
    stands = re.search(f"{summary.BEGIN}\n(.*){summary.END}", text_of(name), re.DOTALL)
    wanted = summary.table(text_of("docs/benchmarks.md"), language)
    assert wanted.count("\n") == len(summary.ROWS) + 1, "a goal named in benchmarks/summary.toml is not on the page"
    assert stands, f"{name} has no place for the figures"
    assert stands[1].strip() == wanted, "make it anew with: python -m benchmarks.summary"


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "docs/architecture.md", "docs/plan-format.md"])
def test_every_link_and_path_leads_somewhere(name: str) -> None:
    text = text_of(name)
    folder = (ROOT / name).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert not [link for link in links if not (folder / link).exists()]
    paths = re.findall(r"`((?:bot|data|docs|tests|benchmarks)/[\w./-]+?)(?::\w+)?`", text)
    assert not [path for path in paths if "NAME" not in path and not (ROOT / path).exists()]


def names(app: object) -> set[str]:
    return {
        str(command.name or command.callback.__name__)  # type: ignore[union-attr]
        for command in app.registered_commands  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("name", READMES)
def test_every_command_line_exists(name: str) -> None:
    text = text_of(name)
    known = names(running) | names(asking) | {"plan", "export"}
    assert set(re.findall(r"python -m bot ([\w-]+)", text)) <= known
    assert set(re.findall(r"python -m bot plan (\w+)", text)) <= names(plans)
    makefile = text_of("Makefile")
    assert not [target for target in re.findall(r"`make (\w+)`", text) if f"\n{target}:" not in makefile]


def test_the_figures_of_the_plan_are_true() -> None:
    plan = read_plan(ROOT / "data" / "yuexiu-2023")
    english = f"{len(plan.targets)} headline targets, {len(plan.sections)} sections, {len(plan.tasks)} tasks"
    chinese = f"{len(plan.targets)}个主要目标、{len(plan.sections)}个部分、{len(plan.tasks)}项任务"
    assert english in text_of("README.md")
    assert chinese in text_of("README.zh-CN.md")


def test_the_licence_is_there() -> None:
    assert text_of("LICENSE").startswith("MIT License")
