"""config.toml and the environment become one frozen Config; every fault is reported at once.

The only module that reads the environment: `BOT_TELEGRAM__TOKEN`, `BOT_OFFICE__TELEGRAM_USER_IDS=[7]`. The environment
wins over the file.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import ConfigError, Fault

DEFAULT_PLAN = Path(__file__).parent.parent / "data" / "yuexiu-2023"
ENV_PREFIX = "BOT_"


def address(text: str, example: str) -> str:
    """Give back a host and port to listen on, or nothing; ValueError where it is neither."""
    host, _, port = text.rpartition(":")
    if text and not (host and port.isdigit() and int(port) < 1 << 16):
        raise ValueError(f"{text!r} is no address; write one such as {example}")
    return text


class Part(BaseModel):
    """A table of config.toml: frozen, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BotPart(Part):
    """`[bot]`: which plan, where the state lives, language and zone."""

    plan: Path = DEFAULT_PLAN
    state_dir: Path = Path("var")
    language: Literal["zh", "en"] = "zh"
    timezone: str = "Asia/Shanghai"

    @property
    def root(self) -> Path:
        """Where all plans have their states; the state of the configured one is there itself."""
        return self.state_dir

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"{name!r} is no time zone; write one such as Asia/Shanghai")
        return name


class TelegramPart(Part):
    """`[telegram]`: the token, and where the Bot API is. With `webhook_url` updates come by webhook, not by polling."""

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org/bot"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_listen: str = "127.0.0.1:8443"


class PeoplePart(Part):
    """`[office]` and `[leaders]`: user ids that hold the role from the start."""

    telegram_user_ids: tuple[int, ...] = ()


class ReportPart(Part):
    """`[report]`: who may report, and how long a report can be taken back."""

    only_leads: bool = False
    undo_minutes: Annotated[int, Field(gt=0)] = 60


class ClosePart(Part):
    """`[close]`: whether a task counts as done once it is reported so, or only when the office accepts; and evidence.

    With `evidence` who reports a task done is asked for a photo or document, or to say that there is none.
    """

    auto_accept: bool = True
    evidence: bool = False


class ExtensionPart(Part):
    """`[extension]`: whether leaders may grant a later due date too, not the office alone."""

    leaders_may_grant: bool = False


class CoordinationPart(Part):
    """`[coordination]`: within how many working days a department that is asked for help should answer."""

    working_days: Annotated[int, Field(gt=0)] = 5


class BurdenPart(Part):
    """`[burden]`: how many messages a day the bot sends a department's room unasked; 0: no cap.

    The bot's own notices are one a room and day; what is over the cap is a nudge, and the one who nudges is told.
    """

    most_a_day: Annotated[int, Field(ge=0)] = 6


class DigestPart(Part):
    """`[digest]`: whether the weekly digest of the office and the leaders carries a picture of the plan."""

    picture: bool = True


class HoursPart(Part):
    """`[hours]`: nothing is pushed outside them; `digest` is when notices of the day begin."""

    start: time = time(9, 0)
    end: time = time(17, 30)
    spread_seconds: Annotated[int, Field(ge=0, le=3600)] = 300


class LampsPart(Part):
    """`[lamps]`: shortfall in points up to which a lamp is green, then yellow; days of silence; tolerance of 左右."""

    green_points: float = 10
    yellow_points: float = 30
    silent_days: int = 30
    about_points: float = 0.2
    target_yellow_points: float = 1.0


class HolidaysPart(Part):
    """`[holidays]`: an overlay over the built-in calendar of working days, as lists of ISO dates."""

    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


class HistoryPart(Part):
    """`[history]`: reports older than so many days move to the archive file, which history still reads."""

    archive_after_days: Annotated[int, Field(ge=30)] = 400


class MetricsPart(Part):
    """`[metrics]`: where /metrics and /healthz are served, such as 127.0.0.1:9090; empty: nowhere."""

    listen: str = ""

    @field_validator("listen")
    @classmethod
    def _address(cls, listen: str) -> str:
        return address(listen, "127.0.0.1:9090")


class DashboardPart(Part):
    """`[dashboard]`: where it listens (empty: nowhere) and under which address people reach it (empty: that one)."""

    listen: str = "127.0.0.1:8090"
    url: str = ""
    link_minutes: Annotated[int, Field(gt=0)] = 15
    session_hours: Annotated[int, Field(gt=0)] = 12

    @field_validator("listen")
    @classmethod
    def _address(cls, listen: str) -> str:
        return address(listen, "127.0.0.1:8090")

    @field_validator("url")
    @classmethod
    def _web(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} is no web address; write one such as https://plan.example.org")
        return url.rstrip("/")


class Config(BaseSettings):
    """Everything that can be set, read once at start and handed down."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        nested_model_default_partial_update=True,
    )

    bot: BotPart = BotPart()
    telegram: TelegramPart = TelegramPart()
    office: PeoplePart = PeoplePart()
    leaders: PeoplePart = PeoplePart()
    report: ReportPart = ReportPart()
    close: ClosePart = ClosePart()
    extension: ExtensionPart = ExtensionPart()
    coordination: CoordinationPart = CoordinationPart()
    burden: BurdenPart = BurdenPart()
    digest: DigestPart = DigestPart()
    hours: HoursPart = HoursPart()
    lamps: LampsPart = LampsPart()
    holidays: HolidaysPart = HolidaysPart()
    history: HistoryPart = HistoryPart()
    metrics: MetricsPart = MetricsPart()
    dashboard: DashboardPart = DashboardPart()

    @property
    def zone(self) -> ZoneInfo:
        """The bureau's time zone."""
        return ZoneInfo(self.bot.timezone)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file."""
        return env_settings, init_settings


def load(path: Path | None = None, **overrides: Any) -> Config:
    """Read `path` (or only the environment and the defaults) into a Config.

    `overrides` are values of `[bot]` given on the command line; they win over both. Relative paths of the file are
    taken from the file's folder. Raises ConfigError with every fault at once.
    """
    table = _read(path)
    try:
        config = Config(**table)
    except ValidationError as error:
        raise ConfigError([_fault(path, table, dict(problem)) for problem in error.errors()]) from None
    base = path.parent if path else Path()
    bot = config.bot.model_copy(
        update={"plan": base / config.bot.plan, "state_dir": base / config.bot.state_dir}
        | {key: value for key, value in overrides.items() if value is not None}
    )
    return config.model_copy(update={"bot": bot})


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError([Fault(str(path), "no such file; copy config.example.toml to it and edit that")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError([Fault(str(path), f"cannot be read as TOML: {error}")]) from None


def _fault(path: Path | None, table: Mapping[str, Any], problem: Mapping[str, Any]) -> Fault:
    keys = [str(key) for key in problem["loc"]]
    in_file = _contains(table, keys)
    where = (
        f"{path}:{_line_of(path, keys)}" if path and in_file else f"environment {ENV_PREFIX}{'__'.join(keys).upper()}"
    )
    if problem["type"] == "extra_forbidden":
        parts: Any = Config.model_fields
        if len(keys) > 1 and keys[0] in parts:
            parts = parts[keys[0]].annotation.model_fields
        place = f"[{keys[0]}]" if len(keys) > 1 else "the file"
        return Fault(where, f"unknown key {'.'.join(keys)}; {place} allows: {', '.join(parts)}")
    return Fault(where, f"{'.'.join(keys)}: {str(problem['msg']).removeprefix('Value error, ')}")


def _contains(table: Any, keys: list[str]) -> bool:
    for key in keys:
        if not isinstance(table, Mapping) or key not in table:
            return isinstance(table, (list, tuple))
        table = table[key]
    return True


def _line_of(path: Path, keys: list[str]) -> int:
    """Find the line of a key by its table and name; 1 where it is not found."""
    table, found = "", 1
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("["):
            table = text.strip("[] ")
            if table == keys[0]:
                found = number
        elif "=" in text:
            name = text.split("=", 1)[0].strip().strip('"')
            if f"{table}.{name}".strip(".") == ".".join(keys[: 2 if table else 1]):
                return number
    return found
