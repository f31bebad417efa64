"""Which plan is in use: the configured one, until another is pointed at."""

from pathlib import Path

import pytest

from bot.config import BotPart, Config
from bot.errors import Refused
from bot.in_use import PLANS, POINTER, choose, chosen, first_of, in_use, name_in_use, with_plan


@pytest.fixture
def config(tmp_path: Path) -> Config:
    for name in ("2024", "2025"):
        folder = tmp_path / PLANS / name
        folder.mkdir(parents=True)
        (folder / "plan.toml").touch()
    return Config(bot=BotPart(plan=Path("data/ours"), state_dir=tmp_path, language="en"))


def test_without_a_pointer_the_configured_plan_is_in_use(config: Config) -> None:
    assert in_use(config) is not config
    assert (in_use(config).bot, name_in_use(config), config.bot.root) == (config.bot, "", config.bot.state_dir)


def test_what_is_pointed_at_is_in_use_on_a_state_of_its_own(config: Config, tmp_path: Path) -> None:
    choose(tmp_path, "2024")
    now = in_use(config)
    assert (now.bot.plan, now.bot.state_dir) == (tmp_path / PLANS / "2024", tmp_path / "states" / "2024")
    assert (now.bot.root, now.bot.language, name_in_use(now), first_of(now)) == (tmp_path, "en", "2024", config.bot)
    assert in_use(now).bot == now.bot
    assert with_plan(now, "2025").bot.state_dir == tmp_path / "states" / "2025"
    choose(tmp_path, "")
    assert in_use(now).bot == config.bot


def test_the_old_name_stands_until_the_new_one_is_whole(config: Config, tmp_path: Path) -> None:
    choose(tmp_path, "2024")
    (tmp_path / f"{POINTER}.part").write_text("20", "utf-8")
    assert chosen(tmp_path) == "2024"


@pytest.mark.parametrize("name", ["gone", "../plans/2024", "plans/2024", "."])
def test_a_plan_that_is_not_there_is_refused_with_the_way_back(config: Config, tmp_path: Path, name: str) -> None:
    choose(tmp_path, name)
    with pytest.raises(Refused, match=r"put it back, or remove .*in-use"):
        in_use(config)
