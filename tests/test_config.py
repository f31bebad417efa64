"""config.toml and the environment: what is taken, and how faults are told."""

from pathlib import Path

import pytest

from bot.config import load
from bot.errors import ConfigError

ROOT = Path(__file__).parent.parent


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_loads_and_shows_every_table() -> None:
    config = load(ROOT / "config.example.toml")
    assert config.bot.plan.resolve() == ROOT / "data" / "yuexiu-2023"
    text = (ROOT / "config.example.toml").read_text("utf-8")
    missing = [name for name in type(config).model_fields if f"[{name}]" not in text]
    assert not missing


def test_every_key_of_the_example_has_its_default_or_is_said_to_be_yours() -> None:
    """The example shows defaults; only what a bureau must fill in differs."""
    config, defaults = load(ROOT / "config.example.toml"), load()
    assert config.lamps == defaults.lamps
    assert config.hours == defaults.hours
    assert config.report == defaults.report
    assert config.digest == defaults.digest


def test_all_faults_come_at_once_with_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "\n".join(
            (
                "[bot]",
                'languge = "zh"',
                'timezone = "Mars/X"',
                "[telegram]",
                "token = 5",
                "[surprise]",
                "x = 1",
                "[office]",
                'telegram_user_ids = ["王"]',
            )
        ),
    )
    with pytest.raises(ConfigError) as caught:
        load(path)
    told = {fault.where.removeprefix(f"{path}:"): fault.what for fault in caught.value.faults}
    assert set(told) == {"2", "3", "5", "6", "9"}
    assert told["2"] == "unknown key bot.languge; [bot] allows: plan, state_dir, language, timezone"
    assert "Asia/Shanghai" in told["3"]


@pytest.mark.parametrize(("text", "word"), [("[bot\n", "TOML"), (None, "config.example.toml")])
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, text: str | None, word: str) -> None:
    path = tmp_path / "config.toml" if text is None else write(tmp_path, text)
    with pytest.raises(ConfigError, match=word):
        load(path)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, '[telegram]\ntoken = "1:file"\nbase_url = "http://127.0.0.1:1/bot"\n')
    monkeypatch.setenv("BOT_TELEGRAM__TOKEN", "2:environment")
    monkeypatch.setenv("BOT_OFFICE__TELEGRAM_USER_IDS", "[7, 8]")
    config = load(path)
    assert config.telegram.token.get_secret_value() == "2:environment"
    assert config.telegram.base_url == "http://127.0.0.1:1/bot"
    assert config.office.telegram_user_ids == (7, 8)


def test_a_fault_of_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_BOT__LANGUAGE", "fr")
    with pytest.raises(ConfigError, match="environment BOT_BOT__LANGUAGE"):
        load()


def test_paths_are_taken_from_the_files_folder_and_the_command_line_wins(tmp_path: Path) -> None:
    path = write(tmp_path, '[bot]\nplan = "plans/ours"\nstate_dir = "state"\n')
    assert load(path).bot.plan == tmp_path / "plans" / "ours"
    assert load(path, state_dir=Path("elsewhere")).bot.state_dir == Path("elsewhere")


def test_the_token_is_not_shown(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[telegram]\ntoken = "1:secret"\nwebhook_secret = "hush"\n'))
    assert "1:secret" not in repr(config)
    assert "hush" not in repr(config)
